"""Reading workbooks (XLSX, XLS, ODS): another process reads, so that none ends this one."""

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from mes_cli.errors import MesError
from mes_cli.exchange import workbook_worker
from mes_cli.finding import say

Raw = str | int | float | bool | dt.date | dt.time | dt.timedelta | None

#: Seconds until a workbook is given up.
_PATIENCE = 120
#: The days that spreadsheets count from. The older calendar has a 29 February 1900 that never was.
_EPOCH_1900, _EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)  # noqa: DTZ001
_MARCH_1900 = dt.datetime(1900, 3, 1)  # noqa: DTZ001
_A_DAY, _A_YEAR = dt.timedelta(1), dt.timedelta(366)


class UnreadableTableError(MesError):
    """A file that is no table of any form that is known."""

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
    """A sheet that reaches further than any table of people does."""

    def __init__(self, name: str, sheet: str) -> None:
        super().__init__(
            say(
                "the sheet `{sheet}` of `{name}` is too large: its cells reach further than"
                " {most} cells",
                sheet=sheet,
                name=name,
                most=workbook_worker.MOST_CELLS,
            ),
            say(
                "delete the cells far below and far to the right of the table, or copy the table"
                " to a new workbook"
            ),
        )


@dataclass(frozen=True, slots=True)
class ReadTab:
    """A sheet of a workbook, and whether people see it."""

    name: str
    visible: bool
    rows: tuple[tuple[Raw, ...], ...]


def tabs(content: bytes, name: str) -> list[ReadTab]:
    """Read all sheets of a workbook.

    Raises:
        UnreadableTableError: it is none, or it takes more memory or time than reading may.
        ProtectedTableError: only a password opens it.
        TooLargeTableError: a sheet reaches too far.
    """
    # `-P`: nothing in the current folder can take the place of a library.
    program = [sys.executable, "-P", "-m", workbook_worker.__name__]
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            program, input=content, capture_output=True, timeout=_PATIENCE, check=False
        )
        answer = json.loads(done.stdout) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, ValueError, RecursionError):
        answer = {}
    if "too_large" in answer:
        raise TooLargeTableError(name, answer["too_large"])
    if "protected" in answer:
        raise ProtectedTableError(name)
    if "sheets" not in answer:
        raise UnreadableTableError(name)
    epoch = _EPOCH_1904 if answer["since_1904"] else _EPOCH_1900
    return [
        ReadTab(
            tab["name"], tab["visible"], tuple(tuple(_cells(row, epoch)) for row in tab["rows"])
        )
        for tab in answer["sheets"]
    ]


def _cells(row: list[object], epoch: dt.datetime) -> Iterator[Raw]:
    for cell in row:
        if isinstance(cell, str | int | float | bool) or cell is None:
            yield cell
        elif isinstance(cell, list):
            yield _typed(cell[0], cell[1], epoch)


def _typed(sort: str, value: object, epoch: dt.datetime) -> Raw:
    """A day, a moment or a length; a moment within a year of the first day is a length.

    A cell of 26 and a half hours that a clock's format shows is such a moment.
    """
    if sort == "length":
        assert isinstance(value, int)
        return dt.timedelta(microseconds=value)
    moment = dt.datetime.fromisoformat(str(value))
    if moment - epoch < _A_YEAR:
        # Before March 1900 the numbers of days are one less than the calendar would have them.
        return moment - epoch - (_A_DAY if moment < _MARCH_1900 else dt.timedelta())
    return moment.date() if sort == "day" else moment


def letters(number: int) -> str:
    """The name of a column, from 0.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    return "".join(_digits(number))


def _digits(number: int) -> Iterator[str]:
    if number >= len("ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
        yield from _digits(number // 26 - 1)
    yield "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number % 26]
