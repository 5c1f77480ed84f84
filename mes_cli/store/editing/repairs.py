"""Edits of a text: where they begin and end, and what the text must say afterwards."""

import re
from dataclasses import dataclass

from mes_cli.finding import Edit
from mes_cli.store.reading import lookalikes
from mes_cli.store.reading.tree import Mapping, Node, Sequence, Text, is_scalar

#: What a tree says, without its layout: values, and the signs that hold them together.
Flat = list[str]

_FIELD = re.compile(r"(?P<before>\s*(?:- )*[^\W\d][\w-]*[ \t]*:[ \t]+)(?P<text>\S.*?)(?P<end>\s*)")
#: What a plain text cannot begin with, or not without meaning something else.
_SIGNS = "\"'[]{}>|*&!#?,-"
_KEPT = "@`%"
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# A new word goes where the old one stood, between its quotes or without any.
_SAFE = re.compile(r"[\w][\w ./,%€:'’+-]*", re.ASCII)


_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Replaced:
    """A stretch of a text, what stands there instead, and what the whole must say then."""

    start: int
    end: int
    text: str
    meant: Flat


def flat(root: Node) -> Flat:
    """Give all that a tree says, in order.

    No two trees that differ give the same: values are marked.
    """
    said: Flat = []
    waiting: list[Node | str] = [root]
    while waiting:
        node = waiting.pop()
        if is_scalar(node):
            said.append(f"={node}")
        elif isinstance(node, Mapping):
            said.append("{")
            waiting.append("}")
            for key, value in reversed(node.pairs):
                waiting += [value, key]
        elif isinstance(node, Sequence):
            said.append("[")
            waiting.append("]")
            waiting += reversed(node.items)
        else:
            said.append(node)
    return said


def _nodes(root: Node) -> list[tuple[int, Node]]:
    """Give the nodes of a tree with their positions in what it says."""
    found: list[tuple[int, Node]] = []
    position = 0
    waiting: list[Node | None] = [root]
    while waiting:
        node = waiting.pop()
        if node is not None:
            found.append((position, node))
        if isinstance(node, Mapping):
            waiting.append(None)
            for key, value in reversed(node.pairs):
                waiting += [value, key]
        elif isinstance(node, Sequence):
            waiting.append(None)
            waiting += reversed(node.items)
        position += 1
    return found


def _scalars(root: Node) -> list[tuple[int, Text]]:
    return [(position, node) for position, node in _nodes(root) if is_scalar(node)]


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line):
        start = text.index("\n", start) + 1
    return start + column


def replaced(text: str, root: Node, line: int, column: int, word: str) -> Replaced | None:
    """Put a word in the place of the value that begins there, between its own quotes."""
    for position, node in _scalars(root):
        start, end = node.start_mark, node.end_mark
        if (start.line, start.column) != (line, column):
            continue
        if start.line != end.line or not _SAFE.fullmatch(word):
            return None
        first, last = _offset(text, line, start.column), _offset(text, line, end.column)
        quote = text[first] if text[first] in "\"'" else ""
        if quote and quote in word:
            return None
        meant = flat(root)
        meant[position] = f"={word}"
        if _repeats(root, node, word):
            return None
        return Replaced(first, last, f"{quote}{word}{quote}", meant)
    return None


def listed(text: str, root: Node, line: int, column: int) -> Replaced | None:
    """Make a list of the one word that begins there; several words could be several elements."""
    for position, node in _scalars(root):
        start, end = node.start_mark, node.end_mark
        if (start.line, start.column) == (line, column):
            first, last = _offset(text, line, start.column), _offset(text, end.line, end.column)
            said = flat(root)
            meant = [*said[:position], "[", said[position], "]", *said[position + 1 :]]
            alone = _WORD.fullmatch(node)
            return Replaced(first, last, f"[{text[first:last]}]", meant) if alone else None
    return None


def quoted(text: str, root: Node, line: int, column: int) -> Replaced | None:
    """Put a text between quotes that was taken for a field with its value."""
    for position, node in _nodes(root):
        if not isinstance(node, Mapping) or len(node.pairs) != 1:
            continue
        [(key, value)] = node.pairs
        end = value.end_mark
        if (key.start_mark.line, key.start_mark.column) != (line, column) or end.line != line:
            continue
        first, last = _offset(text, line, column), _offset(text, line, end.column)
        said = text[first:last]
        if said[0] in _SIGNS or " #" in said:
            return None
        before = flat(root)
        meant = [*before[:position], f"={said}", *before[position + len(flat(node)) :]]
        return Replaced(first, last, _between_quotes(said), meant)
    return None


def whole(text: str, root: Node, line: int, column: int) -> Replaced | None:
    """Put a text between quotes with the comment that cuts it off, which begins at a column."""
    before = [
        (position, node)
        for position, node in _scalars(root)
        if node.end_mark.line == line and node.end_mark.column <= column and not node.style
    ]
    if not before:
        return None
    position, node = before[-1]
    if node.start_mark.line != line or text[node.end_mark.index :].lstrip(" \t")[:1] != "#":
        return None
    at = _offset(text, line, column)
    first = node.start_mark.index if node else at
    end = text.find("\n", at)
    said = text[first : len(text) if end < 0 else end].rstrip()
    meant = flat(root)
    meant[position] = f"={said}"
    return Replaced(first, first + len(said), _between_quotes(said), meant)


def _between_quotes(said: str) -> str:
    escaped = said.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _repeats(root: Node, key: Text, word: str) -> bool:
    """Tell whether a new name of a field is there already."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Mapping):
            names = [k for k, _ in node.pairs]
            if any(k is key for k, _ in node.pairs):
                return word in names
            waiting += [value for _, value in node.pairs]
        elif isinstance(node, Sequence):
            waiting += node.items
    return False


def ordered(text: str, root: Node, line: int, column: int) -> Replaced | None:
    """Put the elements of a list in order of the date that stands at the place.

    Only where each element has lines of its own, and no comment between them could belong
    to the one or to the other.
    """
    found = _list_with(root, line, column)
    if found is None:
        return None
    items, days = found
    lines = text.split("\n")
    blocks = _blocks(items, lines)
    if blocks is None or len(set(days)) != len(days):
        return None
    order = sorted(range(len(items)), key=lambda n: days[n])
    start, end = _offset(text, blocks[0][0], 0), _offset(text, blocks[-1][1], 0)
    parts = ["".join(f"{row}\n" for row in lines[a:b]) for a, b in blocks]
    says = [flat(item) for item in items]
    whole = flat(root)
    before = [step for said in says for step in said]
    at = next(n for n in range(len(whole)) if whole[n : n + len(before)] == before)
    after = [step for n in order for step in says[n]]
    meant = [*whole[:at], *after, *whole[at + len(before) :]]
    return Replaced(start, end, "".join(parts[n] for n in order), meant)


def _list_with(root: Node, line: int, column: int) -> tuple[list[Mapping], list[str]] | None:
    """Find the list of which an element has a date at that place, and all its dates."""
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Mapping):
            waiting += [value for _, value in node.pairs]
        if not isinstance(node, Sequence):
            continue
        waiting += node.items
        items = [item for item in node.items if isinstance(item, Mapping)]
        name = next(
            (k for item in items for k, v in item.pairs
             if (v.start_mark.line, v.start_mark.column) == (line, column)), None,
        )  # fmt: skip
        if name is not None and len(items) == len(node.items):
            days = [str(v) for item in items for k, v in item.pairs
                    if k == name and is_scalar(v) and _ISO.fullmatch(v)]  # fmt: skip
            return (items, days) if len(days) == len(items) else None
    return None


def _blocks(items: list[Mapping], lines: list[str]) -> list[tuple[int, int]] | None:
    """The lines of each element, where it has them for itself alone."""
    blocks: list[tuple[int, int]] = []
    for item in items:
        first, last = item.start_mark.line, _last_line(item)
        alone = lines[first][: item.start_mark.column].strip() == "-"
        if not alone or (blocks and blocks[-1][1] != first):
            return None
        blocks.append((first, last + 1))
    # The last line needs an end that it can take with it.
    return blocks if blocks and blocks[-1][1] < len(lines) else None


def _last_line(node: Node) -> int:
    if isinstance(node, Mapping):
        return max(_last_line(value) for _, value in node.pairs)
    if isinstance(node, Sequence):
        return max((_last_line(item) for item in node.items), default=node.start_mark.line)
    end = node.end_mark
    return end.line if end.column else end.line - 1


def formed(text: str, line: int, edit: Edit) -> tuple[str | None, str | None]:
    """Mend the form of one line; give the text, and the value that the line must have then."""
    lines = text.split("\n")
    if edit is Edit.SPACES:
        bare = lines[line].lstrip(" \t")
        indent = lines[line][: len(lines[line]) - len(bare)]
        lines[line] = indent.replace("\t", "  ") + bare
        return ("\n".join(lines), None) if "\t" in indent else (None, None)
    if edit is Edit.SIGNS:
        meant = lookalikes.mended(lines[line])
        changed = meant != lines[line]
        lines[line] = meant
        return ("\n".join(lines), None) if changed else (None, None)
    found = _FIELD.fullmatch(lines[line])
    said = found["text"] if found else ""
    if edit is not Edit.QUOTE or found is None or said[0] in _SIGNS or " #" in said:
        return None, None
    if said[0] not in _KEPT and ": " not in said and not said.endswith(":"):
        return None, None
    lines[line] = f"{found['before']}{_between_quotes(said)}{found['end']}"
    return "\n".join(lines), said


def says(root: Node | None, meant: list[tuple[int, str]]) -> bool:
    """Tell whether each of these lines has the value that it was meant to have."""
    found = {(node.start_mark.line, node) for _, node in _scalars(root)} if root else set()
    return all(value in found for value in meant)
