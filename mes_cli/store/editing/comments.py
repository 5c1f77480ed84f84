"""The comments of a file: whatever begins with ``#`` where no value is."""

import re
from collections.abc import Iterator

from mes_cli.store.editing.spans import ending, is_block, line_end
from mes_cli.store.reading.tree import Mapping, Node, Sequence, Text

_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)
_MARKER = re.compile(r"^(?:---|\.\.\.|\s*-)(?=\s|$)")


def comments(text: str, root: Node) -> list[str]:
    """All comments of a file, in order of their words."""
    return sorted(text[start:end].strip() for start, end in spans(text, root))


def spans(text: str, root: Node) -> Iterator[tuple[int, int]]:
    """Where the comments of a file begin and end."""
    for start, end in _gaps(text, root, 0, len(text)):
        # A pattern must see what stands before the gap, to know where a word ends.
        yield from (found.span() for found in _COMMENT.finditer(text, start, end))


def inside(text: str, node: Node) -> list[str]:
    """The comments between the brackets of a container."""
    gaps = _gaps(text, node, node.start_mark.index, ending(node, text))
    return [said for start, end in gaps for said in found(text[start:end])]


def found(stretch: str) -> list[str]:
    """The comments in a stretch of text that holds no value."""
    return [said.strip() for said in _COMMENT.findall(stretch)]


def beside(text: str, at: int) -> str:
    """The comment on the rest of a line, if there is one."""
    return next(iter(found(text[at : line_end(text, at)])), "")


def gap(lines: list[str]) -> list[tuple[int, str]]:
    """The lines between two entries, comments and empty ones, each with its column."""
    bare = (_MARKER.sub("", line).rstrip() for line in lines)
    return [(len(line) - len(line.lstrip()), line.strip()) for line in bare]


def below(lines: list[str], column: int) -> int:
    """How many lines behind a list or a record are comments that belong to it.

    >>> below(["  # x", "", "  # y", "", "# z"], 2), below(["", "a: b"], 0)
    (3, 0)
    """
    taken = 0
    for number, (at, line) in enumerate(gap(lines), 1):
        if line and (at < column or not line.startswith("#")):
            break
        taken = number if line else taken
    return taken


def _gaps(text: str, node: Node, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of a text around the values of a node."""
    for leaf in _leaves(node):
        yield start, leaf.start_mark.index
        if is_block(leaf):
            yield leaf.start_mark.index, line_end(text, leaf.start_mark.index)
        start = ending(leaf, text)
    yield start, end


def _leaves(node: Node) -> Iterator[Text]:
    """The names of fields and the single values of a tree, in order of place."""
    waiting = [node]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, Mapping):
            waiting += [part for pair in reversed(inner.pairs) for part in reversed(pair)]
        elif isinstance(inner, Sequence):
            waiting += reversed(inner.items)
        else:
            yield inner
