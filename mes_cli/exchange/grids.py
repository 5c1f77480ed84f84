"""Reading spreadsheets of any form into grids of raw values, each with its address."""

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mes_cli.errors import DiskError, MesError
from mes_cli.escape import unharmed
from mes_cli.exchange.xlsx import letters
from mes_cli.finding import say

Raw = str | int | float | bool | dt.date | dt.time | dt.timedelta | None

#: Larger files are no registers of hours; nor are those that unfold to more than this.
_LARGEST, _UNFOLDED = 100 << 20, 1 << 30
_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}
_TEXTS = {".csv", ".tsv", ".txt"}


class UnreadableTableError(MesError):
    """A file that is no table of any form that is known."""

    def __init__(self, name: str) -> None:
        super().__init__(
            say("`{name}` cannot be read as a table", name=name),
            say("give a file whose name ends with .xlsx, .ods, .xls, .csv or .json, not protected"
                " by a password"),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: rows of raw values, the first of which names the columns."""

    name: str
    rows: tuple[tuple[Raw, ...], ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(str(cell or "").strip() for cell in self.rows[0]) if self.rows else ()

    def spot(self, row: int, column: int | None = None) -> str:
        """How a cell is named to people: ``contributions, E12``; rows count from 0."""
        return f"{self.name}, {'' if column is None else letters(column)}{row + 1}"

    def records(self) -> Iterable[tuple[int, dict[str, Raw]]]:
        """Rows by the names of their columns, blank rows left out."""
        for number, row in enumerate(self.rows[1:], 1):
            if not all(is_blank(cell) for cell in row):
                yield number, dict(zip(self.titles, row, strict=False))


def is_blank(cell: Raw) -> bool:
    """Tell whether nothing stands in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def grids(path: Path) -> list[Grid]:
    """Read a file.

    Raises:
        DiskError: the system refuses.
        UnreadableTableError: it is no table.
        MissingExtraError: the library that reads workbooks is not installed.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise UnreadableTableError(path.name)
        content = path.read_bytes()
    except OSError as problem:
        raise DiskError(str(path), problem) from problem
    ending = path.suffix.lower()
    if ending in _WORKBOOKS:
        found = _workbook(content, path.name)
    elif ending == ".json":
        found = [_json(content, path)]
    elif ending in _TEXTS:
        found = [Grid(path.stem, _csv(text_of(content)))]
    else:
        raise UnreadableTableError(path.name)
    return [grid for grid in found if grid.rows]


def _workbook(content: bytes, name: str) -> list[Grid]:
    import python_calamine as calamine

    if not _bearable(content):
        raise UnreadableTableError(name)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            Grid(
                tab, tuple(map(tuple, book.get_sheet_by_name(tab).to_python(skip_empty_area=False)))
            )
            for tab in book.sheet_names
        ]
    except (calamine.CalamineError, ValueError, OSError):
        raise UnreadableTableError(name) from None


def _bearable(content: bytes) -> bool:
    """Tell whether a file does not unfold to more than memory holds."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return True
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sum(part.file_size for part in archive.infolist()) <= _UNFOLDED


def text_of(content: bytes) -> str:
    """Decode a text file of a spreadsheet: UTF-8, UTF-16 with its mark, else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def separator(text: str) -> str:
    """Find the sign that parts the columns: the one that makes most of them in the first row.

    >>> separator("Nom;Durée, en heures;Date")
    ';'
    """
    first = text.lstrip("\n").partition("\n")[0]

    def columns(sign: str) -> int:
        return len(next(csv.reader([first], delimiter=sign), []))

    return max(";,\t|", key=columns)


def _csv(text: str) -> tuple[tuple[Raw, ...], ...]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    csv.field_size_limit(1 << 24)
    lines = csv.reader(io.StringIO(text), delimiter=separator(text))
    try:
        return tuple(tuple(unharmed(cell) for cell in row) for row in lines)
    except csv.Error:
        return ()


def _json(content: bytes, path: Path) -> Grid:
    """A list of objects, each a row."""
    try:
        found = json.loads(text_of(content))
    except (ValueError, RecursionError):
        raise UnreadableTableError(path.name) from None
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise UnreadableTableError(path.name)
    titles = list(dict.fromkeys(str(key) for item in found for key in item))
    rows: list[Sequence[Raw]] = [titles]
    rows += [[_single(item.get(title)) for title in titles] for item in found]
    return Grid(path.stem, tuple(map(tuple, rows)))


def _single(value: object) -> Raw:
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
