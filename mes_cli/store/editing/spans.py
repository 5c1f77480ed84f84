"""Where the values and the comments of a file begin and end, counted in characters.

The marks of the parser are not enough: they take comments and empty lines behind a value for a part
of it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mes_cli.store.reading.tree import ListNode, MapNode, Node, is_scalar, leaves

_BLOCK = ("|", ">")
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)
_MARKER = re.compile(r"^(?:---|\.\.\.|\s*-)(?=\s|$)")


class Splice(NamedTuple):
    """A span of the text, and what replaces it."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Replace every span; splices at one position keep their order."""
    parts: list[str] = []
    here = 0
    for splice in sorted(splices, key=lambda s: (s.start, s.end)):
        parts += [text[here : splice.start], splice.text]
        here = max(splice.end, here)
    return "".join([*parts, text[here:]])


def is_flow(node: Node, text: str) -> bool:
    """Tell whether a container stands between brackets."""
    return not is_scalar(node) and text[node.start_mark.index] in "[{"


def is_block(node: Node) -> bool:
    """Tell whether a single value is a block of lines."""
    return is_scalar(node) and node.style in _BLOCK


def ending(node: Node, text: str) -> int:
    """Give where what a node says ends: before blank lines and comments."""
    if is_flow(node, text):
        return node.end_mark.index
    if isinstance(node, MapNode):
        return ending(node.pairs[-1][1], text)
    if isinstance(node, ListNode):
        return ending(node.items[-1], text)
    start, end = node.start_mark.index, node.end_mark.index
    if is_block(node) and "+" not in text[start : start + 3]:
        return start + len(text[start:end].rstrip())
    if is_block(node) and text[start:end].endswith("\n"):
        return end - 1
    return end


def line_start(text: str, at: int) -> int:
    """Give where the line of a position begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Give where the line of a position ends, its line end included."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def dash(node: Node, text: str) -> int:
    """Give where the dash before an element of a list stands; comments may stand between them."""
    start = node.start_mark.index
    at = text.rfind("-", 0, start)
    if not text[at + 1 : start].strip(" "):
        return at
    while at >= 0 and text[line_start(text, at) : at].strip(" -"):
        at = text.rfind("-", 0, at)
    return at


def comments(text: str, root: Node) -> list[str]:
    """Give all comments of a file, sorted."""
    return sorted(text[start:end].strip() for start, end in comment_spans(text, root))


def comment_spans(text: str, root: Node) -> Iterator[tuple[int, int]]:
    """Give where the comments of a file begin and end."""
    for start, end in _gaps(text, root, 0, len(text)):
        # A pattern must see what stands before the gap, to know where a word ends.
        yield from (match.span() for match in _COMMENT.finditer(text, start, end))


def comments_inside(text: str, node: Node) -> list[str]:
    """Give the comments between the brackets of a container."""
    gaps = _gaps(text, node, node.start_mark.index, ending(node, text))
    return [said for start, end in gaps for said in comments_in(text[start:end])]


def comments_in(stretch: str) -> list[str]:
    """Give the comments in a stretch of text that holds no value."""
    return [said.strip() for said in _COMMENT.findall(stretch)]


def comment_beside(text: str, at: int) -> str:
    """Give the comment on the rest of a line; empty if there is none."""
    return next(iter(comments_in(text[at : line_end(text, at)])), "")


def cut(text: str, spans: list[tuple[int, int]], gone: list[int]) -> Iterator[Splice]:
    """Delete entries between brackets, each with a comma; the comments around them stay."""
    last = max({*range(len(spans))} - {*gone}, default=-1)
    for number in gone:
        start, end = spans[number]
        if number < last:
            after = spans[number + 1][0]
            stay = comments_in(text[end:after])
            end = text.index(",", end) + 1 if stay else after
        elif number and not comments_in(text[spans[number - 1][1] : start]):
            start = spans[number - 1][1]
        elif text[end:].lstrip().startswith(","):
            end = text.index(",", end) + 1  # the one before it stays
        yield Splice(start, end, "")


def between_entries(lines: list[str]) -> list[tuple[int, str]]:
    """Give the lines between two entries, comments and empty ones, each with its column."""
    bare = (_MARKER.sub("", line).rstrip() for line in lines)
    return [(len(line) - len(line.lstrip()), line.strip()) for line in bare]


def lines_below(lines: list[str], column: int) -> int:
    """Count the lines behind a list or a record that are comments indented like its entries.

    >>> lines_below(["  # x", "", "  # y", "", "# z"], 2), lines_below(["", "a: b"], 0)
    (3, 0)
    """
    taken = 0
    for number, (at, line) in enumerate(between_entries(lines), 1):
        if line and (at < column or not line.startswith("#")):
            break
        taken = number if line else taken
    return taken


def _gaps(text: str, node: Node, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the stretches of a text between the values of a node, in which comments may stand."""
    for leaf in leaves(node):
        yield start, leaf.start_mark.index
        if is_block(leaf):
            yield leaf.start_mark.index, line_end(text, leaf.start_mark.index)
        start = ending(leaf, text)
    yield start, end
