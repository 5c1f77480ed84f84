"""From a tree of fields to YAML, as people write it and as programs do.

A file has one hand: where it quotes, how it indents lists, how it breaks long texts. Whatever
the hand, the file says the same, but for the line ends inside paragraphs.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Self


class Text(str):
    """A short text, which may need quotes."""

    __slots__ = ()


class Prose(str):
    """A long text: sentences, paragraphs, sometimes a list."""

    __slots__ = ()


class Code(str):
    """What YAML would take for a number, and is none."""

    __slots__ = ()


class Day(str):
    """A date."""

    __slots__ = ()

    def __new__(cls, day: object) -> Self:
        """Write a day as ISO 8601 does."""
        return super().__new__(cls, str(day))


class Money(str):
    """An amount."""

    __slots__ = ()


class Hours(str):
    """A duration."""

    __slots__ = ()


class Word(str):
    """One of a list of words."""

    __slots__ = ()


class Open(str):
    """One of a list of words that a register may add to."""

    __slots__ = ()


class Ref(str):
    """The id of another record."""

    __slots__ = ()


#: A value; a plain ``str`` is written as it is.
Node = str | Sequence["Node"] | Mapping[str, "Node"]

WIDTH = 96
#: The longest text that stands in brackets or braces.
_SHORT = 40
_RISKY = re.compile(r"""^[\s\-?:,\[\]{}#&*!|>'"%@`=~<]|: |:$| #|\s$|^[\d.+-]""")
_FLOW_RISK = re.compile(r"[,\[\]{}]")
_NEWLINES = re.compile(r"(\n+)")


@dataclass(frozen=True, slots=True)
class Hand:
    """How one file is written."""

    #: ``literal``, ``folded``, ``double``, ``single`` or ``plain``: how long texts stand.
    prose: str = "literal"
    #: Spaces before the hyphens of a list.
    dash: int = 2
    quote: str = '"'
    #: Short lists and parts stand on one line, ``[a, b]`` and ``{a: b}``.
    flow: bool = False
    #: Short texts are quoted even where they need not be.
    careful: bool = False
    spaced: bool = False
    remark: str = ""
    width: int = WIDTH


#: ``yaml.dump(..., allow_unicode=True, sort_keys=False)``, more or less.
DUMP = Hand(prose="single", dash=0, quote="'", width=80)


def hand(dice: Random, remarks: Sequence[str]) -> Hand:
    """Any hand: three of four files are written by people."""
    if dice.random() < 0.25:  # noqa: PLR2004 - the rest comes from programs
        return DUMP
    return Hand(
        prose=dice.choices(("literal", "folded", "double", "plain"), (70, 12, 8, 10))[0],
        dash=2 if dice.random() < 0.8 else 0,  # noqa: PLR2004 - most people indent
        quote=dice.choice('""\''),
        flow=dice.random() < 0.25,  # noqa: PLR2004
        careful=dice.random() < 0.15,  # noqa: PLR2004
        spaced=dice.random() < 0.15,  # noqa: PLR2004
        remark=dice.choice(remarks) if dice.random() < 0.15 else "",  # noqa: PLR2004
    )


def document(record: Mapping[str, Node], how: Hand) -> str:
    """Write a file of one record."""
    lines = [f"# {how.remark}"] if how.remark else []
    for key, value in record.items():
        block = _pair(key, value, how)
        if how.spaced and len(block) > 1 and lines:
            lines.append("")
        lines += block
    return "\n".join(lines) + "\n"


def listing(records: Sequence[Mapping[str, Node]], how: Hand) -> str:
    """Write a file that holds a list of records."""
    lines = [f"# {how.remark}"] if how.remark else []
    for position, record in enumerate(records):
        if how.spaced and position:
            lines.append("")
        lines += _item(record, how)
    return "\n".join(lines) + "\n"


def _pair(key: str, value: Node, how: Hand) -> list[str]:
    if isinstance(value, str):
        first, *rest = _scalar(value, how, len(key) + 2)
        return [f"{key}: {first}", *_shift(rest, 2)]
    if how.flow and (line := _flow(value, how)):
        return [f"{key}: {line}"]
    if isinstance(value, Mapping):
        return [f"{key}:", *_shift(_fields(value, how), 2)]
    items = [line for item in value for line in _item(item, how)]
    return [f"{key}:", *_shift(items, how.dash)]


def _fields(fields: Mapping[str, Node], how: Hand) -> list[str]:
    return [line for key, value in fields.items() for line in _pair(key, value, how)]


def _item(item: Node, how: Hand) -> list[str]:
    if isinstance(item, str):
        first, *rest = _scalar(item, how, 4)
    else:
        if how.flow and (line := _flow(item, how)):
            return [f"- {line}"]
        assert isinstance(item, Mapping)
        first, *rest = _fields(item, how)
    return [f"- {first}", *_shift(rest, 2)]


def _shift(lines: Sequence[str], by: int) -> list[str]:
    margin = " " * by
    return [f"{margin}{line}" if line else line for line in lines]


def _flow(value: Node, how: Hand) -> str:
    """A short list or part on one line; nothing where it has no place there."""
    if isinstance(value, str):
        if isinstance(value, Code):
            return _quoted(value, how.quote)
        risky = isinstance(value, Text | Prose) and (
            _RISKY.search(value) or "’" in value or _FLOW_RISK.search(value)
        )
        if "\n" in value or len(value) > _SHORT:
            return ""
        return _quoted(value, how.quote) if risky or _FLOW_RISK.search(value) else value
    if isinstance(value, Mapping):
        parts = [(key, _flow(inner, how)) for key, inner in value.items()]
        line = "{" + ", ".join(f"{key}: {inner}" for key, inner in parts) + "}"
        known = all(inner for _, inner in parts)
    else:
        inners = [_flow(inner, how) for inner in value]
        line, known = "[" + ", ".join(inners) + "]", all(inners)
    return line if known and len(line) <= WIDTH else ""


def _scalar(value: str, how: Hand, column: int) -> list[str]:
    """The lines of a value: the first stands behind its key."""
    if isinstance(value, Prose):
        return _prose(value, how)
    if isinstance(value, Code):
        return [_quoted(value, how.quote)]
    if isinstance(value, Text) and (how.careful or _RISKY.search(value)):
        return [_quoted(value, how.quote)]
    if isinstance(value, Text) and len(value) + column > how.width and how is DUMP:
        return wrap(value, how.width - 2)
    return [value]


def _prose(text: str, how: Hand) -> list[str]:
    if how.prose == "literal":
        paragraphs = text.rstrip("\n").split("\n")
        lines = [line for paragraph in paragraphs for line in wrap(paragraph, how.width)]
        return ["|" if text.endswith("\n") else "|-", *lines]
    if how.prose == "folded":
        return [">" if text.endswith("\n") else ">-", *_folded(text.rstrip("\n"), how.width)]
    bare = text.rstrip("\n")
    lines = _folded(bare, how.width)
    plain = not any(_RISKY.search(line) for line in lines if line)
    if plain and (how.prose == "plain" or (how is DUMP and "\n" not in bare)):
        return lines
    quote = "'" if how.prose == "single" else '"'
    inner = (
        bare.replace("'", "''") if quote == "'" else bare.replace("\\", r"\\").replace('"', r"\"")
    )
    lines = _folded(inner, how.width)
    lines[0] = quote + lines[0]
    lines[-1] += quote
    return lines


def _folded(text: str, width: int) -> list[str]:
    """Break lines where the reader joins them again: each newline is an empty line more."""
    lines: list[str] = []
    for part in _NEWLINES.split(text):
        lines += [""] * len(part) if part.startswith("\n") else wrap(part, width)
    return lines


def _quoted(text: str, quote: str) -> str:
    if quote == "'":
        return "'" + text.replace("'", "''") + "'"
    return '"' + text.replace("\\", r"\\").replace('"', r"\"") + '"'


def wrap(text: str, width: int) -> list[str]:
    """Break a text at its spaces; those that must not be broken are no spaces here."""
    lines: list[str] = []
    start = 0
    while len(text) - start > width:
        end = text.rfind(" ", start, start + width + 1)
        end = end if end > start else text.find(" ", start + width)
        if end < 0:
            break
        lines.append(text[start:end])
        start = end + 1
    return [*lines, text[start:]]
