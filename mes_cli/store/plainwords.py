"""Values of one line, and texts between quotes, where they are plainly written."""

import re
from typing import Any

# Nothing in what follows may match in two ways, nor be tried again: hence `*+` for `*`.
#: A value between brackets: quoted, or a word without any sign that means something there.
_VALUE = (
    r"(?:\"[^\"\\]*+\"|'[^']*+'"
    r"|[^\s\[\]{}\"'#&*!|>%@`,:?\\=-][^\[\]{}\"'#,:?\\]*+(?::(?=[0-9A-Za-z/])[^\[\]{}\"'#,:?\\]*+)*+)"
)
_PAIR = rf"[A-Za-z0-9_][A-Za-z0-9_-]{{0,99}}+: ++{_VALUE} *+"
_FLOW_LIST = re.compile(rf"\[ *+({_VALUE} *+(?:, *+{_VALUE} *+)*+)?+\] *+")
_FLOW_PAIRS = re.compile(rf"\{{ *+({_PAIR}(?:, *+{_PAIR})*+)?+\}} *+")
#: Pairs in braces, several of them between brackets.
_PART = re.compile(r"\{[^{}]*+\}")
_FLOW_PARTS = re.compile(r"\[ *+(\{[^{}]*+\} *+(?:, *+\{[^{}]*+\} *+)*+)\] *+")
_VALUES = re.compile(_VALUE)
_PAIRS = re.compile(rf"([A-Za-z0-9_-]{{1,100}}+): ++({_VALUE})")
_DOUBLE = re.compile(r'"([^"\\]*+(?:\\.[^"\\]*+)*+)" *(?: #.*)?')
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|([n\"\\/ ])|(.|$))")
_SINGLE = re.compile(r"'([^']*+(?:''[^']*+)*+)' *(?: #.*)?")
_ENDS = re.compile("\n(\n+)")
LINE_END = "\n"


class NotPlain(Exception):  # noqa: N818 - it is no error of anybody
    """This is not plainly written, or not plainly right."""


def quoted(rest: str) -> str | None:
    """Read a text between quotes that ends on its line; nothing where it does not."""
    if rest[0] == '"':
        found = _DOUBLE.fullmatch(rest)
        return unescaped(found[1]) if found else None
    found = _SINGLE.fullmatch(rest)
    return found[1].replace("''", "'") if found else None


def flow(rest: str) -> Any:
    """Read what stands between brackets or braces on one line."""
    if found := _FLOW_LIST.fullmatch(rest):
        return [_bare(value) for value in _VALUES.findall(found[1] or "")]
    if found := _FLOW_PAIRS.fullmatch(rest):
        return _pairs(found[1] or "")
    if found := _FLOW_PARTS.fullmatch(rest):
        parts = map(_FLOW_PAIRS.fullmatch, _PART.findall(found[1]))
        return [_pairs(part[1] or "") if part else _give_up() for part in parts]
    raise NotPlain


def _give_up() -> dict[str, str]:
    raise NotPlain


def _pairs(said: str) -> dict[str, str]:
    data: dict[str, str] = {}
    for name, value in _PAIRS.findall(said):
        if name in data:
            raise NotPlain
        data[name] = _bare(value)
    return data


def _bare(value: str) -> str:
    return value[1:-1] if value[0] in "\"'" else value.rstrip(" ")


def unescaped(text: str) -> str:
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


def folded(text: str) -> str:
    """Join lines as YAML folds them: an empty line is the end of one, others are spaces."""
    if "\n\n" in text:
        text = _ENDS.sub(lambda found: "\0" * len(found[1]), text)  # no text has this character
        return text.replace("\n", " ").replace("\0", "\n")
    return text.replace("\n", " ")


def folded_escaped(lines: str) -> str:
    """Join lines of which those that end in a backslash are joined without a space."""
    pieces = lines.split("\n")
    text, empty = pieces[0], 0
    last = len(pieces) - 1
    for number, piece in enumerate(pieces[1:], 1):
        if not piece and number != last:
            empty += 1
            continue
        if text.endswith("\\") and not _ends_whole(text):
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
