"""Reading tables of any form into grids of raw values, each with its address."""

import csv
import io
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite
from pathlib import Path

from mes_cli.errors import DiskError, MesError, NoSuchPathError
from mes_cli.escape import unharmed
from mes_cli.exchange import excel
from mes_cli.exchange.encodings import text_of, unreadable
from mes_cli.exchange.workbook_area import LONGEST_CELL, MOST_CELLS, MOST_COLUMNS
from mes_cli.exchange.workbooks import (
    LISTS,
    Raw,
    TooLargeTableError,
    UnreadableTableError,
    letters,
    tabs,
)
from mes_cli.finding import Message, say

#: Bytes of a file. Larger ones are no registers of hours.
LARGEST = 100 << 20
#: Rows, and characters, that are looked at to find what parts the columns.
_SAMPLE, _SAMPLED = 30, 1 << 16
_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}
_TEXTS = {".csv", ".tsv", ".txt"}
_SIGNS = ";,\t|"
#: A first line by which programs tell a spreadsheet what parts the columns.
_ANNOUNCED = re.compile(r'"?sep=(.)"?\n', re.IGNORECASE)


class CellWithoutEndError(MesError):
    """A cell of a CSV file whose quotation marks do not close it where it should end."""

    def __init__(self, name: str, line: int) -> None:
        super().__init__(
            say(
                "`{name}` cannot be read: in the row that begins at line {line} a cell does not end"
                " where it should, or has more than {most} characters",
                name=name,
                line=line,
                most=LONGEST_CELL,
            ),
            say('see whether a quotation mark `"` is missing or too many there'),
        )


class NotAFileError(MesError):
    """A path that leads to something else than an ordinary file."""

    def __init__(self, path: str) -> None:
        super().__init__(
            say("`{path}` is not an ordinary file", path=path),
            say("save the table as a file, and name that"),
        )


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: rows of raw values, one of which names the columns."""

    name: str
    rows: tuple[tuple[Raw, ...], ...]
    #: The row of the titles, from 0.
    head: int = 0
    #: The rows that are hidden, from 0, and left out.
    hidden_rows: frozenset[int] = frozenset()

    @property
    def titles(self) -> tuple[str, ...]:
        """The names of the columns."""
        row = self.rows[self.head] if self.head < len(self.rows) else ()
        return tuple("" if cell is None else str(cell).strip() for cell in row)

    @property
    def body(self) -> Iterator[tuple[int, tuple[Raw, ...]]]:
        """The rows below the titles with their numbers; blank and hidden ones are left out."""
        for number in range(self.head + 1, len(self.rows)):
            row = self.rows[number]
            if number not in self.hidden_rows and not all(is_blank(cell) for cell in row):
                yield number, row

    def spot(self, row: int, column: int | None = None) -> str:
        """How a cell is named to people: ``contributions, E12``; rows count from 0."""
        return f"{self.name}, {'' if column is None else letters(column)}{row + 1}"

    def headed(self, row: int) -> "Grid":
        """The same sheet, whose titles stand in another row."""
        return replace(self, head=row)

    def whole(self) -> "Grid":
        """The same sheet with its hidden rows."""
        return replace(self, hidden_rows=frozenset())


@dataclass(frozen=True, slots=True)
class Tables:
    """The sheets of a file that are read, and what is to be said of it."""

    grids: tuple[Grid, ...]
    #: The names of sheets that are hidden, and left out.
    hidden: tuple[str, ...] = ()
    #: The file does not say which rows are hidden.
    hidden_unknown: bool = False
    #: Cells that hold no number or no letters, and why.
    spoilt: tuple[tuple[str, Message, Message], ...] = field(default=())

    @property
    def has_hidden(self) -> bool:
        """Tell whether something is hidden and left out."""
        return bool(self.hidden) or any(grid.hidden_rows for grid in self.grids)


def is_blank(cell: Raw) -> bool:
    """Tell whether nothing stands in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def content_of(path: Path, most: int = LARGEST) -> bytes:
    """Read an ordinary file: no pipe, no device, and not more than *most* bytes.

    Raises:
        NoSuchPathError: there is no such file.
        NotAFileError: it is something else.
        TooLargeTableError: it is larger.
        DiskError: the system refuses.
    """
    try:
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
        with os.fdopen(handle, "rb") as file:
            about = os.fstat(handle)
            if not stat.S_ISREG(about.st_mode):
                raise NotAFileError(str(path))
            content = file.read(most + 1)
    except FileNotFoundError:
        raise NoSuchPathError(str(path)) from None
    except IsADirectoryError:
        raise NotAFileError(str(path)) from None
    except OSError as problem:
        raise DiskError(str(path), problem) from problem
    if len(content) > most:
        raise TooLargeTableError(path.name, path.name)
    return content


def grids(path: Path, encoding: str = "", *, hidden: bool = False) -> Tables:
    """Read a file; *encoding* is what somebody says of a text file.

    Hidden rows and sheets are left out unless *hidden* is wanted.

    Raises:
        MesError: it cannot be read, is not a table, or is too large.
    """
    content, ending = content_of(path), path.suffix.lower()
    left: tuple[str, ...] = ()
    if ending in _WORKBOOKS:
        every = [tab for tab in tabs(content, path.name) if tab.visible or tab.name != LISTS]
        left = () if hidden else tuple(tab.name for tab in every if not tab.visible)
        found = [
            Grid(it.name, it.rows, hidden_rows=it.hidden_rows)
            for it in every
            if it.name not in left
        ]
        found = [grid.whole() for grid in found] if hidden else found
    elif ending == ".json":
        found = [_json(text_of(content, path.name, encoding), path)]
    elif ending in _TEXTS:
        found = [Grid(path.stem, _csv(text_of(content, path.name, encoding), path.name))]
    else:
        raise UnreadableTableError(path.name)
    for grid in found:
        if not all(map(_is_in_bounds, grid.rows)):
            raise TooLargeTableError(path.name, grid.name)
    kept = tuple(grid for grid in found if any(not is_blank(c) for row in grid.rows for c in row))
    return Tables(kept, left, ending == ".xls", tuple(_spoilt(kept)))


def _is_in_bounds(row: Sequence[Raw]) -> bool:
    """Tell whether a row is no wider, and its cells no longer, than is read."""
    beyond = any(not is_blank(cell) for cell in row[MOST_COLUMNS:])
    return not beyond and all(not isinstance(it, str) or len(it) <= LONGEST_CELL for it in row)


def _spoilt(grids: Iterable[Grid]) -> Iterator[tuple[str, Message, Message]]:
    number = (say("this is no number"), say("write the number, or leave the cell empty"))
    letters_ = (
        say("letters of this text were lost"),
        say("save the table again as UTF-8, or write the text anew"),
    )
    for grid in grids:
        seen = ((n, row) for n, row in enumerate(grid.rows) if n not in grid.hidden_rows)
        for place, row in seen:
            for column, cell in enumerate(row):
                if isinstance(cell, float) and not isfinite(cell):
                    yield grid.spot(place, column), *number
                elif isinstance(cell, str) and not cell.isascii() and unreadable(cell):
                    yield grid.spot(place, column), *letters_


def separator(text: str) -> str:
    r"""Find the sign that parts the columns: the one that gives most rows as many columns.

    >>> separator("Hours, 2025\nNom;Durée, en heures;Date\nA;2,5;3/4/2025")
    ';'
    """

    def weight(sign: str) -> int:
        rows = csv.reader(io.StringIO(text[:_SAMPLED]), delimiter=sign)
        widths = [len(row) for _, row in zip(range(_SAMPLE), rows, strict=False) if len(row) > 1]
        usual = max(widths, key=widths.count, default=0)
        return widths.count(usual) * (usual - 1)

    return max(_SIGNS, key=weight)


def _csv(text: str, name: str) -> tuple[tuple[Raw, ...], ...]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    csv.field_size_limit(LONGEST_CELL)
    announced = _ANNOUNCED.match(text)
    table = text[announced.end() :] if announced else text
    rows: list[tuple[Raw, ...]] = [(announced[0].strip(),)] if announced else []
    lines = csv.reader(
        io.StringIO(table), delimiter=announced[1] if announced else separator(table), strict=True
    )
    begun = cells = 0
    try:
        for row in lines:
            cells += len(row)
            if cells > MOST_CELLS or not _is_in_bounds(row):
                raise TooLargeTableError(name, name)
            rows.append(tuple(excel.unguarded(unharmed(cell)) for cell in row))
            begun = lines.line_num
    except csv.Error:
        raise CellWithoutEndError(name, begun + 1 + bool(announced)) from None
    return tuple(rows)


def _json(text: str, path: Path) -> Grid:
    """A list of objects, each a row."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableTableError(path.name) from None
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise UnreadableTableError(path.name)
    titles = list(dict.fromkeys(str(key) for item in found for key in item))
    rows: list[Sequence[Raw]] = [titles]
    rows += [[_single(item.get(title)) for title in titles] for item in found]
    return Grid(path.stem, tuple(map(tuple, rows)))


def _single(value: object) -> Raw:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 1 << 62:
        return float("inf")  # no table of people holds it
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
