"""Tables of figures before any language or form, and how cells are laid out in each form."""

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from mes_cli.escape import harmless, legible
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
    RATIO = "ratio"  #: 0 to 1
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with its unit; None is written as a dash."""

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


def round_together(values: Sequence[int], unit: int, whole: int | None = None) -> list[int]:
    """Round numbers to a unit so that they add up to their rounded sum, or to *whole*.

    What is left goes to the largest remainders, ties to the first.

    >>> round_together([1700, 1700, 1700], 60)
    [1740, 1680, 1680]
    """
    parts = [value // unit for value in values]
    total = (2 * sum(values) + unit) // (2 * unit) if whole is None else whole // unit
    left = total - sum(parts)
    order = sorted(range(len(values)), key=lambda place: -(values[place] % unit))
    for place in order[:left]:
        parts[place] += 1
    return [part * unit for part in parts]


def rounded(table: Table, unit: int) -> Table:
    """Round the hours of a table that ends with a total so that its rows add up to it."""
    *rows, last = table.rows or (TableRow("", ()),)
    if not last.total or any(len(row.cells) != len(last.cells) for row in rows):
        return table
    columns = [_rounded([row.cells[n] for row in rows], unit) for n in range(len(last.cells))]
    cells = zip(*columns, strict=True) if rows else ()
    body = (replace(row, cells=it) for row, it in zip(rows, cells, strict=True))
    return replace(table, rows=(*body, last))


def _rounded(cells: Sequence[Cell], unit: int) -> Sequence[Cell]:
    """Round the cells of a column together, where all of them are hours."""
    seconds = [cell.value for cell in cells if isinstance(cell.value, int)]
    if len(seconds) < len(cells) or any(cell.unit is not Unit.HOURS for cell in cells):
        return cells
    return [hours(value) for value in round_together(seconds, unit)]


def in_hundredths(seconds: int) -> Decimal:
    """Give hours as decimals, rounded half up to the hundredth.

    >>> in_hundredths(5100)
    Decimal('1.42')
    """
    return (Decimal(seconds) / HOUR).quantize(Decimal("0.01"), ROUND_HALF_UP)


def rounded_ratio(value: Decimal) -> Decimal:
    """Round a ratio to four decimals, half up, as machines get it.

    >>> rounded_ratio(Decimal("0.00125"))
    Decimal('0.0013')
    """
    return value.quantize(Decimal("0.0001"), ROUND_HALF_UP)


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
class ListedPlace:
    """A place in a file, or a word, and what is to be said of it."""

    place: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceList:
    """A title, and places below it; of many, only so many are given."""

    title: Message
    spots: tuple[ListedPlace, ...]
    #: How many are not given.
    more: int = 0
    #: They are places in files, and not words.
    places: bool = True


def text_width(text: str) -> int:
    """How many columns of a terminal a text takes.

    >>> text_width("café"), text_width("日本")
    (4, 4)
    """
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def shortened(text: str, columns: int) -> str:
    """Shorten a text to so many columns of a terminal.

    >>> shortened("un deux trois", 8), shortened("日本語", 5)
    ('un deux…', '日本…')
    """
    if text_width(text) <= columns:
        return text
    text = text[: 4 * columns]  # signs without a width of their own are few
    while text_width(text) > columns - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """Fill a text up to so many columns; to the right, as numbers stand, or to the left."""
    gap = " " * (columns - text_width(text))
    return gap + text if right else text + gap


def markdown_lines(
    head: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[bool]
) -> str:
    """Lay cells out as a table of Markdown that reads well raw; *right* says which are numbers.

    The cells are Markdown already.
    """
    lines = [[*head], *([*row] for row in rows)]
    widths = [max(3, *(text_width(line[n]) for line in lines)) for n in range(len(head))]
    rule = ["-" * (w - 1) + ":" if to else "-" * w for w, to in zip(widths, right, strict=True)]
    filled = (
        [padded(cell, w, right=to) for cell, w, to in zip(line, widths, right, strict=True)]
        for line in (lines[0], rule, *lines[1:])
    )
    return "\n".join(f"| {' | '.join(cells)} |" for cells in filled)


def csv_lines(rows: Iterable[Sequence[object]], delimiter: str = ",") -> str:
    """Write rows as CSV (RFC 4180): no text in it is a formula to a spreadsheet."""
    lines = _Lines()
    writer = csv.writer(lines, delimiter=delimiter, lineterminator="\r\n")
    for row in rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return "".join(lines)


def legible_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table as CSV for people: what a terminal would obey is spelt out besides."""
    spelt = ([legible(it) if isinstance(it, str) else it for it in row] for row in rows)
    return csv_lines([list(map(legible, headings)), *spelt])


class _Lines(list[str]):
    """A list as a file for ``csv.writer``: one string a line."""

    def write(self, line: str) -> None:
        self.append(line)
