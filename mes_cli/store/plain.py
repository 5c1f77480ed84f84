"""The short way to read a file that is plainly written: line by line, without places.

Most records use little of YAML: fields and values, lists, text in blocks, between quotes or
over several lines. Such a file is read here in a fraction of the time that events take. This
reader is never asked what is wrong: at the first sign of anything else it gives up, and the
file is read by ``store.fully``, which knows all of YAML and the place of everything. Where
both read a file they say the same; tests hold them to it.
"""

import re
from functools import cache

from mes_cli.store import plainwords as words
from mes_cli.store.nodes import MOST_NODES

Plain = dict[str, "Plain"] | list["Plain"] | str
Row = tuple[str, str, str, str, str]

#: A block of text: its header, and lines that are empty or deeper than the field.
_BLOCK = r"[|>]-?+ *+(?:\n(?:\1(?(2)  ) ++[^\n]*+| *+(?=\n|\Z)))++"
#: Text between quotes that ends where a line does.
_QUOTED = r"'[^']*+(?:''[^']*+)*+'|\"[^\"\\]*+(?:\\[\S\s][^\"\\]*+)*+\""
#: Spaces, a dash, the name of a field; then a text of one or several lines, or what else follows.
_ROW = re.compile(
    r"^( *+)(- ++)?+(?:([A-Za-z0-9_][A-Za-z0-9_-]{0,99}+):(?: ++|$))?+"
    rf"(?:({_QUOTED}|{_BLOCK})|(.*))$",
    re.MULTILINE,
)
#: What no plain text begins with, or only in ways that are looked at elsewhere.
_SPECIAL = frozenset("\"'|>[]{}&*!%@`,?-#:")
#: What ends a line that is not as simple as it looks.
_ENDS = frozenset(": ")
#: A line of a block that looks empty, and is not.
_BLANK = re.compile("^ +$", re.MULTILINE)
_SPACES = re.compile(" *")
#: Spaces around the line ends of a text between quotes.
_BEFORE, _AFTER = re.compile("(?<! ) ++\n"), re.compile("\n ++")
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
    __slots__ = ("at", "deep", "ended", "nodes", "rows")

    def __init__(self, text: str) -> None:
        self.rows: list[Row] = _ROW.findall(text)
        self.ended = text.endswith("\n")
        self.at = 1 if text.startswith("---\n") else 0
        self.deep = 0
        self.nodes = 0

    def nested(self, indent: int) -> Plain:
        """Read what stands below a field, or the whole; nothing is an empty text."""
        self.pass_over()
        if self.at == len(self.rows):
            return ""
        gap, dash, name, _, _ = self.rows[self.at]
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
            _, dash, name, text, rest = rows[self.at]
            if dash or name or text or (rest and rest[0] != "#"):
                return
            self.at += 1

    def mapping(self, indent: int) -> Plain:
        """Read fields that begin in one column."""
        data: dict[str, Plain] = {}
        rows, pad = self.rows, " " * indent
        at, end = self.at, len(rows)
        last = 0  # where the text of a field may go on, if it was the last thing that was said
        while at < end:
            gap, dash, name, text, rest = rows[at]
            if name and gap == pad and not dash:
                if name in data:
                    raise words.NotPlain
                at += 1
                if text:
                    data[name] = self.text(text, indent)
                    last = 0
                elif (
                    rest
                    and rest[0] not in _SPECIAL
                    and not (rest[-1] in _ENDS or ": " in rest or " #" in rest)
                ):
                    data[name] = rest
                    last = at
                else:
                    self.at, last = at, 0
                    data[name] = self.value(rest, indent)
                    at = self.at
            elif not (name or dash or text) and (not rest or rest[0] == "#"):
                at += 1
                last = 0 if rest else last
            elif len(gap) < indent or (dash and gap == pad and indent):
                break
            elif last and len(gap) > indent and not (name or dash):
                self.at, before = last, rows[last - 1]
                data[before[2]] = self.plain(before[4], indent)
                at, last = self.at, 0
            else:
                raise words.NotPlain
        self.at = at
        self.nodes += 1 + 2 * len(data)
        return data

    def sequence(self, indent: int) -> Plain:
        """Read elements whose dashes stand in one column."""
        items: list[Plain] = []
        rows = self.rows
        while self.at < len(rows):
            gap, dash, name, text, rest = rows[self.at]
            if not (name or dash or text) and (not rest or rest[0] == "#"):
                self.at += 1
                continue
            if len(gap) != indent or not dash:
                if len(gap) <= indent:
                    break
                raise words.NotPlain
            if name:
                inner = len(gap) + len(dash)
                rows[self.at] = (" " * inner, "", name, text, rest)
                items.append(self.mapping(inner))
                continue
            self.at += 1
            if text:
                items.append(self.text(text, indent))
            elif not rest or rest[0] in _SPECIAL:
                items.append(self.special(rest))
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
            gap, dash, name, text, rest = rows[at]
            at += 1
            if not (name or dash or text or rest):
                empty += 1
                continue
            if len(gap) <= indent or rest[:1] == "#":
                break
            if name or dash or text:
                raise words.NotPlain
            pieces += (words.LINE_END * empty or " ", _text(rest))
            self.at, empty = at, 0
        return "".join(pieces)

    def value(self, rest: str, indent: int) -> Plain:
        """Read what is no simple text, or stands in the lines below."""
        if not rest or rest[0] == "#":
            return self.nested(indent)
        return self.special(rest) if rest[0] in _SPECIAL else self.plain(rest, indent)

    @staticmethod
    def special(rest: str) -> Plain:
        """Read what begins with a sign of its own, on one line."""
        if rest[:1] in {'"', "'"}:
            found = words.quoted(rest)
            if found is None:
                raise words.NotPlain
            return found
        between: Plain = words.flow(rest)
        return between

    def text(self, text: str, indent: int) -> str:
        """Read a block of text, or text between quotes."""
        sign = text[0]
        if sign in {"|", ">"}:
            return self.block(text, indent)
        if "\n" not in text:
            return words.unescaped(text[1:-1]) if sign == '"' else text[1:-1].replace("''", "'")
        if _shallow(indent).search(text):
            raise words.NotPlain
        text = _AFTER.sub("\n", text[1:-1])
        if " \n" in text:
            text = _BEFORE.sub("\n", text)
        if sign == "'":
            return words.folded(text).replace("''", "'")
        return words.unescaped(words.folded_escaped(text) if "\\" in text else words.folded(text))

    def block(self, text: str, indent: int) -> str:
        """Read a block of text, as it is or folded."""
        header, _, body = text.partition("\n")
        found = _SPACES.match(body)
        width = found.end() if found else 0
        uneven = width <= indent or body[width : width + 1] in {"", "\n"}
        if uneven or not self.ended or _uneven(width).search(body):
            raise words.NotPlain
        body = body[width:].replace("\n" + " " * width, "\n").rstrip("\n")
        if header[0] == ">":
            if "\n " in body:
                raise words.NotPlain
            body = words.folded(body)
        elif _BLANK.search(body):
            raise words.NotPlain
        return body if "-" in header else f"{body}\n"


@cache
def _shallow(indent: int) -> re.Pattern[str]:
    """Find a line that is no deeper than the field whose text it goes on with."""
    return re.compile(rf"\n {{0,{indent}}}+[^ \n]")


@cache
def _uneven(width: int) -> re.Pattern[str]:
    """Find a line of a block that is less deep than its first one."""
    return re.compile(rf"\n(?! {{{width}}}|\n|\Z)")


def _text(rest: str) -> str:
    """Take plain text that no sign ends."""
    if ": " in rest or " #" in rest or rest[-1] == ":":
        raise words.NotPlain
    return rest.rstrip(" ")
