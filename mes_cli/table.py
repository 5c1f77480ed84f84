"""Tables of figures before any language or form, and words that no table takes for formulas."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from mes_cli.finding import Message

#: What a spreadsheet may take for the beginning of a formula, whatever stands before it. With one
#: more apostrophe a text is still one of these: that makes it sure which one was put there.
_FORMULA = re.compile(r"[\s']*[=+\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r]")


#: In seconds. Hours are printed to the minute, decimal hours to the hundredth.
MINUTE = 60
HUNDREDTH = 36
HOUR = 3600


class Unit(StrEnum):
    """What a cell counts, which decides how it is written."""

    TEXT = "text"
    MONEY = "money"  #: euros
    HOURS = "hours"  #: seconds
    RATIO = "ratio"  #: 0 to 1, or nothing
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with its unit; nothing is a dash."""

    value: Decimal | int | str | None
    unit: Unit


@dataclass(frozen=True, slots=True)
class TableRow:
    """A label and its cells; a total stands out, a level is indented."""

    label: str
    cells: tuple[Cell, ...]
    level: int = 0
    total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A title, headings of the columns behind the label, and rows."""

    title: Message | None
    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]


def round_together(values: Sequence[int], unit: int) -> list[int]:
    """Round numbers to a unit so that they add up to their rounded sum.

    What is left goes to the largest remainders, ties to the first.

    >>> round_together([1700, 1700, 1700], 60)
    [1740, 1680, 1680]
    """
    parts = [value // unit for value in values]
    left = (2 * sum(values) + unit) // (2 * unit) - sum(parts)
    order = sorted(range(len(values)), key=lambda place: -(values[place] % unit))
    for place in order[:left]:
        parts[place] += 1
    return [part * unit for part in parts]


def in_hundredths(seconds: int) -> Decimal:
    """Give hours as decimals, rounded half up to the hundredth.

    >>> in_hundredths(5100)
    Decimal('1.42')
    """
    return (Decimal(seconds) / HOUR).quantize(Decimal("0.01"), ROUND_HALF_UP)


def money(amount: Decimal | None) -> Cell:
    """A cell of euros."""
    return Cell(amount, Unit.MONEY)


def hours(seconds: int | None) -> Cell:
    """A cell of time."""
    return Cell(seconds, Unit.HOURS)


def ratio(value: Decimal | None) -> Cell:
    """A cell of a share or a coverage."""
    return Cell(value, Unit.RATIO)


def text(value: str) -> Cell:
    """A cell of words."""
    return Cell(value, Unit.TEXT)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file, or a word, and what is to be said of it."""

    place: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spots:
    """A title, and places below it; of many, only so many are given."""

    title: Message
    spots: tuple[Spot, ...]
    #: How many are not given.
    more: int = 0
    #: They are places in files, and not words.
    places: bool = True


def harmless(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula.

    >>> harmless("=1+1"), harmless("'=1+1"), harmless("a=b")
    ("'=1+1", "''=1+1", 'a=b')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unharmed(text: str) -> str:
    r"""Take the apostrophe off again.

    >>> [unharmed(harmless(text)) for text in ("=1+1", "'=1+1", "'t is", "'\t")]
    ['=1+1', "'=1+1", "'t is", "'\t"]
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text
