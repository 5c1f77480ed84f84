"""The short way to read a file that is plainly written: line by line, without places.

Most records use little of YAML: fields and values, lists, text in blocks, between quotes or
over several lines. Such a file is read here in a fraction of the time that events take. This
reader is never asked what is wrong: at the first sign of anything else it gives up, and the
file is read by ``store.compose``, which knows all of YAML and the place of everything. Where
both read a file they say the same; tests hold them to it.
"""

import re

from mes_cli.store.compose import MOST_NODES

Plain = dict[str, "Plain"] | list["Plain"] | str
Row = tuple[str, str, str, str]

#: Spaces, a dash, the name of a field, and what follows.
_ROW = re.compile(
    r"^( *)((?:- +)?)(?:([A-Za-z0-9_][A-Za-z0-9_-]{0,99}):(?: +|$))?(.*)$", re.MULTILINE
)
#: What no plain text begins with, or only in ways that are looked at elsewhere.
_SPECIAL = frozenset("\"'|>[]{}&*!%@`,?-#:")
# Nothing in what follows may match in two ways, nor be tried again: hence `*+` for `*`.
#: A value between brackets: quoted, or a word without any sign that means something there.
_VALUE = (
    r"(?:\"[^\"\\]*+\"|'[^']*+'"
    r"|[^\s\[\]{}\"'#&*!|>%@`,:?\\=-](?:[^\[\]{}\"'#,:?\\]|:(?=[0-9A-Za-z/]))*+)"
)
_PAIR = rf"[A-Za-z0-9_][A-Za-z0-9_-]{{0,99}}+: ++{_VALUE} *+"
_FLOW_LIST = re.compile(rf"\[ *+({_VALUE} *+(?:, *+{_VALUE} *+)*+)?+\] *+")
_FLOW_PAIRS = re.compile(rf"\{{ *+({_PAIR}(?:, *+{_PAIR})*+)?+\}} *+")
#: Pairs in braces, several of them between brackets.
_PART = re.compile(r"\{[^{}]*+\}")
_FLOW_PARTS = re.compile(r"\[ *+(\{[^{}]*+\} *+(?:, *+\{[^{}]*+\} *+)*+)\] *+")
_VALUES = re.compile(_VALUE)
_PAIRS = re.compile(rf"([A-Za-z0-9_-]{{1,100}}+): ++({_VALUE})")
_DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*+)" *(?: #.*)?')
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|([n\"\\/ ])|(.|$))")
#: How far a double-quoted text goes on a line.
_WITHIN = re.compile(r'(?:[^"\\]|\\.)*+')
_SINGLE = re.compile(r"'((?:[^']|'')*)' *(?: #.*)?")
_DEEPEST = 8
_LINE_END = "\n"
#: So many lines hold more values than a file may, or mostly nothing.
_MOST_LINES = 2 * MOST_NODES
#: No file is deeper that this reader takes: lists of fields on every level, and one in brackets.
DEPTH = 2 * _DEEPEST + 1


class NotPlain(Exception):  # noqa: N818 - it is no error of anybody
    """This is not plainly written, or not plainly right."""


def read(text: str) -> Plain:
    """Read a text whose characters were looked at: mappings, lists, and scalars as text.

    Raises:
        NotPlain: there is anything in it that this reader does not take.
    """
    if text.count("\n") > _MOST_LINES:
        raise NotPlain
    reader = _Reader(text)
    found = reader.nested(-1)
    if reader.at < len(reader.rows) or found.__class__ is str or reader.nodes > MOST_NODES:
        raise NotPlain
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
            raise NotPlain
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
                    raise NotPlain
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
                raise NotPlain
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
                raise NotPlain
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
                raise NotPlain
            pieces += (_LINE_END * empty or " ", _text(rest))
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
        if sign == '"' and (found := _DOUBLE.fullmatch(rest)):
            return _unescaped(found[1])
        if sign == "'" and (found := _SINGLE.fullmatch(rest)):
            return found[1].replace("''", "'")
        if sign and sign in "\"'":
            return self.quoted(rest, sign, indent)
        if sign and sign in "|>":
            return self.block(rest, indent)
        if sign == "[" and (found := _FLOW_LIST.fullmatch(rest)):
            return [_bare(value) for value in _VALUES.findall(found[1] or "")]
        if sign == "[" and (found := _FLOW_PARTS.fullmatch(rest)):
            parts = map(_FLOW_PAIRS.fullmatch, _PART.findall(found[1]))
            return [_pairs(part[1] or "") if part else _give_up() for part in parts]
        if sign == "{" and (found := _FLOW_PAIRS.fullmatch(rest)):
            return _pairs(found[1] or "")
        raise NotPlain

    def quoted(self, rest: str, sign: str, indent: int) -> str:
        """Read a text between quotes that goes on in the next lines."""
        pieces = [rest[1:].rstrip(" ")]
        while not _closed(pieces[-1], sign):
            if self.at == len(self.lines):
                raise NotPlain
            line = self.lines[self.at]
            self.at += 1
            body = line.strip(" ")
            if body and len(line) - len(line.lstrip(" ")) <= indent:
                raise NotPlain
            pieces.append(body)
        pieces[-1] = pieces[-1][:-1]
        if len(pieces) == 1 or (sign == "'" and _closed(pieces[-1], sign)):
            raise NotPlain
        if sign == "'":
            return _folded(pieces).replace("''", "'")
        return _unescaped(_folded(pieces, escaped=True))

    def block(self, rest: str, indent: int) -> str:
        """Read a block of text, as it is or folded."""
        header = rest.rstrip(" ")
        if header not in {"|", "|-", ">", ">-"} or self.at == len(self.lines) or not self.ended:
            raise NotPlain
        first = self.lines[self.at]
        width = len(first) - len(first.lstrip(" "))
        if width <= indent or not first.strip(" "):
            raise NotPlain
        lines = self.indented(" " * width)
        if header[0] == ">":
            if any(line[:1] == " " for line in lines):
                raise NotPlain
            text = _folded(lines)
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
            raise NotPlain
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
        raise NotPlain
    return rest.rstrip(" ")


def _give_up() -> Plain:
    raise NotPlain


def _pairs(said: str) -> Plain:
    data: dict[str, Plain] = {}
    for name, value in _PAIRS.findall(said):
        if name in data:
            raise NotPlain
        data[name] = _bare(value)
    return data


def _bare(value: str) -> str:
    return value[1:-1] if value[0] in "\"'" else value.rstrip(" ")


def _closed(piece: str, sign: str) -> bool:
    """Tell whether the quotes end in a line; only at its end may they."""
    if sign == '"' and "\\" in piece:
        found = _WITHIN.match(piece)
        end = found.end() if found else 0
        if end < len(piece) - 1 and piece[end] == sign:
            raise NotPlain
        return piece[end:] == sign
    left = piece.replace("''", "") if sign == "'" else piece
    if sign not in left:
        return False
    if left.index(sign) != len(left) - 1 or piece[-1] != sign:
        raise NotPlain
    return True


def _unescaped(text: str) -> str:
    """Read the escapes of a double-quoted text; rare ones, and what nobody may write, are not."""
    if "\\" not in text:
        return text
    text = _ESCAPE.sub(_character, text)
    if not text.replace("\n", "").replace("\u00a0", "").replace("\u202f", "").isprintable():
        raise NotPlain
    return text


def _character(found: re.Match[str]) -> str:
    two, four, same, other = found.groups()
    if other is not None:
        raise NotPlain
    return chr(int(two or four, 16)) if two or four else "\n" if same == "n" else same


def _folded(pieces: list[str], *, escaped: bool = False) -> str:
    """Join lines as YAML folds them: an empty line is the end of one, others are spaces.

    Where line ends may be *escaped*, a line that ends in a backslash is joined without a space.
    """
    text, empty = pieces[0], 0
    last = len(pieces) - 1
    for number, piece in enumerate(pieces[1:], 1):
        if not piece and number != last:
            empty += 1
            continue
        if escaped and text.endswith("\\") and not _ends_whole(text):
            if empty:
                raise NotPlain
            text = text[:-1] + piece
        else:
            text += ("\n" * empty or " ") + piece
        empty = 0
    return text


def _ends_whole(text: str) -> bool:
    """Tell whether the backslashes at the end of a text escape one another."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 0
