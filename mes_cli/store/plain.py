"""The short way to read a file that is plainly written: line by line, without places.

Most records use little of YAML: fields and values, lists, text in blocks, between quotes or
over several lines. Such a file is read here in a fraction of the time that events take. This
reader is never asked what is wrong: at the first sign of anything else it gives up, and the
file is read by ``store.compose``, which knows all of YAML and the place of everything. Where
both read a file they say the same; tests hold them to it.
"""

import re

from mes_cli.store import plainwords as words
from mes_cli.store.nodes import MOST_NODES

Plain = dict[str, "Plain"] | list["Plain"] | str
Row = tuple[str, str, str, str]

#: Spaces, a dash, the name of a field, and what follows.
_ROW = re.compile(
    r"^( *)((?:- +)?)(?:([A-Za-z0-9_][A-Za-z0-9_-]{0,99}):(?: +|$))?(.*)$", re.MULTILINE
)
#: What no plain text begins with, or only in ways that are looked at elsewhere.
_SPECIAL = frozenset("\"'|>[]{}&*!%@`,?-#:")
_DEEPEST = 8
#: So many lines hold more values than a file may, or mostly nothing.
_MOST_LINES = 2 * MOST_NODES
#: No file is deeper that this reader takes: lists of fields on every level, and one in brackets.
DEPTH = 2 * _DEEPEST + 1


def read(text: str) -> Plain:
    """Read a text whose characters were looked at: mappings, lists, and scalars as text.

    Raises:
        words.NotPlain: there is anything in it that this reader does not take.
    """
    if text.count("\n") > _MOST_LINES:
        raise words.NotPlain
    reader = _Reader(text)
    found = reader.nested(-1)
    if reader.at < len(reader.rows) or found.__class__ is str or reader.nodes > MOST_NODES:
        raise words.NotPlain
    return found


class _Reader:
    __slots__ = ("at", "deep", "ended", "lines", "nodes", "rows")

    def __init__(self, text: str) -> None:
        self.rows: list[Row] = _ROW.findall(text)
        self.lines = text.split("\n")
        self.ended = text.endswith("\n")
        self.at = 1 if self.lines[0] == "---" else 0
        self.deep = 0
        self.nodes = 0

    def nested(self, indent: int) -> Plain:
        """Read what stands below a field, or the whole; nothing is an empty text."""
        self.pass_over()
        if self.at == len(self.rows):
            return ""
        gap, dash, name, _ = self.rows[self.at]
        inner = len(gap)
        if inner < indent or (inner == indent and not dash):
            return ""
        self.deep += 1
        if self.deep > _DEEPEST or not (dash or name):
            raise words.NotPlain
        found = self.sequence(inner) if dash else self.mapping(inner)
        self.deep -= 1
        return found

    def pass_over(self) -> None:
        """Leave empty lines and comments behind."""
        rows = self.rows
        while self.at < len(rows):
            _, dash, name, rest = rows[self.at]
            if dash or name or (rest and rest[0] != "#"):
                return
            self.at += 1

    def mapping(self, indent: int) -> Plain:
        """Read fields that begin in one column."""
        rows, data, pad = self.rows, dict[str, Plain](), " " * indent
        at, end = self.at, len(rows)
        while at < end:
            gap, dash, name, rest = rows[at]
            if name and gap == pad and not dash:
                if name in data:
                    raise words.NotPlain
                at += 1
                if not rest or rest[0] in _SPECIAL:
                    self.at = at
                    data[name] = self.value(rest, indent)
                    at = self.at
                elif " #" in rest or (at < end and _goes_on(rows[at], indent)):
                    self.at = at
                    data[name] = self.plain(rest, indent)
                    at = self.at
                else:
                    data[name] = _text(rest)
            elif not (name or dash) and (not rest or rest[0] == "#"):
                at += 1
            elif len(gap) < indent or (dash and gap == pad and indent):
                break
            else:
                raise words.NotPlain
        self.at = at
        self.nodes += 1 + 2 * len(data)
        return data

    def sequence(self, indent: int) -> Plain:
        """Read elements whose dashes stand in one column."""
        rows, items = self.rows, list[Plain]()
        while self.at < len(rows):
            gap, dash, name, rest = rows[self.at]
            if not (name or dash) and (not rest or rest[0] == "#"):
                self.at += 1
                continue
            if len(gap) != indent or not dash:
                if len(gap) <= indent:
                    break
                raise words.NotPlain
            if name:
                inner = len(gap) + len(dash)
                rows[self.at] = (" " * inner, "", name, rest)
                items.append(self.mapping(inner))
                continue
            self.at += 1
            if not rest or rest[0] in _SPECIAL:
                items.append(self.special(rest, indent))
            else:
                items.append(self.plain(rest, indent))
        self.nodes += 1 + len(items)
        return items

    def plain(self, rest: str, indent: int) -> str:
        """Read plain text, which may go on in the next lines; behind a comment it may not."""
        if " #" in rest:
            return _text(rest[: rest.index(" #")])
        rows, pieces, empty, at = self.rows, [_text(rest)], 0, self.at
        while at < len(rows):
            gap, dash, name, rest = rows[at]
            at += 1
            if not (name or dash or rest):
                empty += 1
                continue
            if len(gap) <= indent or rest[:1] == "#":
                break
            if name or dash:
                raise words.NotPlain
            pieces += (words.LINE_END * empty or " ", _text(rest))
            self.at, empty = at, 0
        return "".join(pieces)

    def value(self, rest: str, indent: int) -> Plain:
        """Read what begins with a sign, or stands in the lines below."""
        if not rest or rest[0] == "#":
            return self.nested(indent)
        return self.special(rest, indent)

    def special(self, rest: str, indent: int) -> Plain:
        """Read what begins with a sign of its own."""
        sign = rest[:1]
        if sign in {'"', "'"}:
            found = words.quoted(rest)
            return self.quoted(rest, sign, indent) if found is None else found
        if sign in {"|", ">"}:
            return self.block(rest, indent)
        between: Plain = words.flow(rest)
        return between

    def quoted(self, rest: str, sign: str, indent: int) -> str:
        """Read a text between quotes that goes on in the next lines."""
        pieces = [rest[1:].rstrip(" ")]
        while not words.closed(pieces[-1], sign):
            if self.at == len(self.lines):
                raise words.NotPlain
            line = self.lines[self.at]
            self.at += 1
            body = line.strip(" ")
            if body and len(line) - len(line.lstrip(" ")) <= indent:
                raise words.NotPlain
            pieces.append(body)
        pieces[-1] = pieces[-1][:-1]
        if len(pieces) == 1 or (sign == "'" and words.closed(pieces[-1], sign)):
            raise words.NotPlain
        if sign == "'":
            return words.folded(pieces).replace("''", "'")
        return words.unescaped(words.folded(pieces, escaped=True))

    def block(self, rest: str, indent: int) -> str:
        """Read a block of text, as it is or folded."""
        header = rest.rstrip(" ")
        if header not in {"|", "|-", ">", ">-"} or self.at == len(self.lines) or not self.ended:
            raise words.NotPlain
        first = self.lines[self.at]
        width = len(first) - len(first.lstrip(" "))
        if width <= indent or not first.strip(" "):
            raise words.NotPlain
        lines = self.indented(" " * width)
        if header[0] == ">":
            if any(line[:1] == " " for line in lines):
                raise words.NotPlain
            text = words.folded(lines)
        else:
            text = "\n".join(lines)
        return text if header[1:] else f"{text}\n"

    def indented(self, pad: str) -> list[str]:
        """Take the lines of a block, without the empty ones at its end."""
        lines, width = list[str](), len(pad)
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line[:width] == pad:
                lines.append(line[width:])
            elif not line.strip(" "):
                lines.append("")
            else:
                break
            self.at += 1
        if any(line.isspace() for line in lines):
            raise words.NotPlain
        while not lines[-1]:
            lines.pop()
        return lines


def _goes_on(row: Row, indent: int) -> bool:
    """Tell whether a line may be more of the plain text before it; an empty one tells nothing."""
    gap, dash, name, rest = row
    return len(gap) > indent or not (dash or name or rest)


def _text(rest: str) -> str:
    """Take plain text that no sign ends."""
    if ": " in rest or " #" in rest or rest[-1] == ":":
        raise words.NotPlain
    return rest.rstrip(" ")
