"""Tables of figures before any language or form."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from mes_cli.finding import Message

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
