"""Reading workbooks (XLSX, XLS, ODS): another process reads, so that none ends this one."""

import datetime as dt
import io
import zipfile
import zlib
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any
from xml.parsers import expat

from mes_cli.errors import MesError
from mes_cli.exchange.workbook_area import (
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    Measured,
    TooLargeError,
    measure,
)
from mes_cli.finding import Number, say
from mes_cli.worker import WorkerDiedError, in_worker

Raw = str | int | float | bool | dt.date | dt.time | dt.timedelta | None

#: The name of the hidden sheet that holds the lists of our own workbooks.
LISTS = "_"
#: Bytes of memory and seconds of work that reading may take.
_MEMORY, _SECONDS = 2 << 30, 120
#: The days that spreadsheets count from. The older calendar has a 29 February 1900 that never was.
_EPOCH_1900, _EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)  # noqa: DTZ001
_MARCH_1900 = dt.datetime(1900, 3, 1)  # noqa: DTZ001
#: What stands in a cell whose formula has no result, or was never worked out.
_FAILED = "#ERR!"
_A_DAY, _A_YEAR = dt.timedelta(1), dt.timedelta(366)


class UnreadableTableError(MesError):
    """A file that is not a table of any known form."""

    def __init__(self, name: str) -> None:
        super().__init__(
            say("`{name}` cannot be read as a table", name=name),
            say(
                "give a file whose name ends with .xlsx, .ods, .xls, .csv or .json, and that its"
                " own program opens without complaint"
            ),
        )


class ProtectedTableError(MesError):
    """A workbook that only a password opens."""

    def __init__(self, name: str) -> None:
        super().__init__(
            say("`{name}` is protected by a password", name=name),
            say("save it without a password, and import that file"),
        )


class TooLargeTableError(MesError):
    """A sheet that is larger than any table of people."""

    def __init__(self, name: str, sheet: str) -> None:
        super().__init__(
            say(
                "the sheet `{sheet}` of `{name}` is too large: mes reads {cells} cells, {columns}"
                " columns and {characters} characters in a cell",
                sheet=sheet,
                name=name,
                cells=Number(str(MOST_CELLS)),
                columns=Number(str(MOST_COLUMNS)),
                characters=Number(str(LONGEST_CELL)),
            ),
            say("copy the rows and columns that you need to a new workbook, and import that"),
        )


@dataclass(frozen=True, slots=True)
class ReadTab:
    """A sheet of a workbook, and what of it people see."""

    name: str
    visible: bool
    rows: tuple[tuple[Raw, ...], ...]
    #: The numbers of hidden rows, from 0.
    hidden_rows: frozenset[int] = frozenset()


class ProtectedError(Exception):
    """Only a password opens a workbook."""


def tabs(content: bytes, name: str) -> list[ReadTab]:
    """Read all sheets of a workbook.

    Raises:
        UnreadableTableError: it is not a workbook, or takes too much memory or time.
        ProtectedTableError: only a password opens it.
        TooLargeTableError: a sheet is too large.
    """
    try:
        return in_worker(read, content, seconds=_SECONDS, memory=_MEMORY)
    except TooLargeError as problem:
        raise TooLargeTableError(name, problem.sheet) from None
    except ProtectedError:
        raise ProtectedTableError(name) from None
    except (WorkerDiedError, ValueError):
        raise UnreadableTableError(name) from None


def read(content: bytes) -> list[ReadTab]:
    """Read all sheets of a workbook in this process, which that may end.

    Raises:
        ValueError: it is none.
        ProtectedError: only a password opens it.
        TooLargeError: a sheet is too large.
    """
    import python_calamine as calamine

    try:
        zipped = zipfile.is_zipfile(io.BytesIO(content))
        known = (
            measure(content) if zipped else Measured(since_1904=False, failed={}, hidden_rows={})
        )
        epoch = _EPOCH_1904 if known.since_1904 else _EPOCH_1900
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            ReadTab(
                about.name,
                about.visible == calamine.SheetVisibleEnum.Visible,
                _rows(
                    book.get_sheet_by_name(about.name).to_python(skip_empty_area=False),
                    epoch,
                    known.failed.get(about.name, set()),
                ),
                frozenset(known.hidden_rows.get(about.name, ())),
            )
            for about in book.sheets_metadata
            if about.typ == calamine.SheetTypeEnum.WorkSheet
        ]
    except calamine.PasswordError:
        raise ProtectedError from None
    except (
        calamine.CalamineError,
        expat.ExpatError,
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        RuntimeError,
        NotImplementedError,
        EOFError,
        LookupError,  # the XML names an encoding that there is not
    ) as problem:
        raise ValueError(str(problem)) from None


def _rows(
    rows: list[list[Any]], epoch: dt.datetime, failed: set[tuple[int, int]]
) -> tuple[tuple[Raw, ...], ...]:
    read = [[_cell(cell, epoch) for cell in row] for row in rows]
    for row, column in failed:
        if row <= len(read) and column <= len(read[row - 1]):
            read[row - 1][column - 1] = _FAILED
    return tuple(map(tuple, read))


def _cell(cell: Any, epoch: dt.datetime) -> Raw:
    """A cell as people mean it."""
    match cell:
        case dt.datetime():
            return _moment(cell, cell, epoch)
        case dt.date():
            return _moment(dt.datetime.combine(cell, dt.time()), cell, epoch)
        case dt.time():
            return dt.datetime.combine(_EPOCH_1900, cell) - _EPOCH_1900
        case str() | int() | float() | bool() | dt.timedelta():
            return cell
        case _:
            return None


def _moment(moment: dt.datetime, cell: dt.date, epoch: dt.datetime) -> dt.date | dt.timedelta:
    """A day or a moment; within a year of the first day it is a length.

    A cell of 26 and a half hours that a clock's format shows is such a moment.
    """
    if moment - epoch >= _A_YEAR:
        return cell
    # Before March 1900 the numbers of days are one less than the calendar would have them.
    return moment - epoch - (_A_DAY if moment < _MARCH_1900 else dt.timedelta())


def letters(number: int) -> str:
    """The name of a column, from 0.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    rounds, last = divmod(number, len(ascii_uppercase))
    return (letters(rounds - 1) if rounds else "") + ascii_uppercase[last]
