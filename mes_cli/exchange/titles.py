"""Titles of tables: the row in which they stand, the rows below them, and what they name."""

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mes_cli.exchange.grids import Grid, is_blank
from mes_cli.exchange.plan import Problem
from mes_cli.exchange.values import text
from mes_cli.exchange.workbooks import Raw
from mes_cli.finding import Message, count, say
from mes_cli.language.folding import same

#: Rows in which titles are looked for.
_SEARCHED = 50
_TOTALS = ("total", "totaux", "sous total", "subtotal", "somme", "cumul", "sum")
_DAY = re.compile(r"\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}", re.ASCII)


@cache
def known_titles() -> Mapping[str, Any]:
    """What programs and people call columns, as ``titles.toml`` has it."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def with_titles(grid: Grid, is_title: Callable[[str], bool], at: int = 0) -> Grid:
    """Find the row of titles: the one in which most cells are titles that are known.

    Of rows that have as many, one that people see is taken. *at* is its number, from 1, where
    somebody says it.
    """
    if at:
        return grid.headed(at - 1)
    filled = [n for n, row in enumerate(grid.rows[:_SEARCHED]) if not all(map(is_blank, row))]

    def known(number: int) -> tuple[int, bool]:
        titles = sum(isinstance(it, str) and is_title(it) for it in grid.rows[number])
        return titles, number not in grid.hidden_rows

    return grid.headed(max(filled, key=known, default=0))


def is_total(row: Iterable[Raw]) -> bool:
    """Tell whether a row sums others up: one text that says so, and else only numbers.

    >>> is_total(["", "TOTAL", 5.5]), is_total(["Total des courses", "2025-03-04", "2 h"])
    (True, False)
    """
    words = []
    for cell in row:
        if isinstance(cell, dt.date) or (isinstance(cell, str) and _DAY.match(cell)):
            return False
        if isinstance(cell, str) and not is_blank(cell) and not _is_number(cell):
            words.append(same(cell))
    return len(words) == 1 and words[0].startswith(_TOTALS)


def _is_number(text: str) -> bool:
    return all(sign.isdigit() or sign in " .,:h-\u2212€%\u00a0\u202f" for sign in text.strip())


def rows_of(
    grid: Grid, left_out: Callable[[Message], None]
) -> Iterator[tuple[int, tuple[Raw, ...]]]:
    """The rows of a table that say something; totals and repeated titles are left out.

    *left_out* is called with the reason for each.
    """
    titles = [same(title) for title in grid.titles]
    for number, row in grid.body:
        if is_total(row):
            left_out(say("rows of totals"))
        elif [same(text(cell)) for cell in row] == titles:
            left_out(say("titles that are repeated"))
        else:
            yield number, row


def hidden_rows(grid: Grid) -> Iterator[Message]:
    """Say how many rows below the titles are hidden, and left out."""
    said = (number for number, _ in rows_of(grid.whole(), lambda _: None))
    if number := sum(it in grid.hidden_rows for it in said):
        yield count(
            "sheet `{sheet}`: {number} hidden row is left out",
            "sheet `{sheet}`: {number} hidden rows are left out",
            number,
            sheet=grid.name,
        )


def overfull(grid: Grid) -> Iterator[Problem]:
    """Rows of CSV that have more cells than titles: the sign between them stands in a cell."""
    width = len(grid.titles)
    for number, row in grid.body:
        extra = next((n for n in range(width, len(row)) if not is_blank(row[n])), None)
        if extra is not None:
            yield Problem(
                grid.spot(number, extra),
                say("this row has more cells than the table has titles"),
                say(
                    "put the cell that holds the sign between columns, such as `2,5`, between"
                    " quotation marks, or give the column a title"
                ),
            )


#: For each thing that a table may be about, the titles that its column has had, folded.
Titles = Mapping[str, Sequence[str]]
#: What stands in a cell that has nothing to say.
_NOTHING = {"", "—", "-", "–", "none", "null"}


@dataclass(frozen=True, slots=True)
class TitledRow:
    """A row by what its cells are about."""

    grid: Grid
    number: int
    cells: Mapping[str, tuple[Raw, int]]

    def raw(self, name: str) -> Raw:
        """What a cell holds; None where it says that it holds nothing."""
        raw = self.cells.get(name, (None, 0))[0]
        said = raw.strip().casefold() if isinstance(raw, str) else raw
        return None if said in _NOTHING else raw

    def said(self, name: str) -> str:
        """A cell as text, on one line or several."""
        return text(self.raw(name)).strip()

    def as_before(self, name: str) -> str:
        """A cell as versions before 0.2 put it into their keys."""
        raw = self.raw(name)
        return "" if raw is None else str(raw).strip()

    def spot(self, name: str = "") -> str:
        """How a cell, or the row, is named to people."""
        return self.grid.spot(self.number, self.cells[name][1] if name in self.cells else None)


def columns(grid: Grid, titles: Titles) -> dict[str, int]:
    """Which column is about what; of several titles the first that is there decides."""
    folded = [same(title) for title in grid.titles]
    found = {
        name: next((folded.index(title) for title in known if title in folded), -1)
        for name, known in titles.items()
    }
    return {name: at for name, at in found.items() if at >= 0}


def headed(grid: Grid, titles: Titles, at: int = 0) -> Grid:
    """The grid with the row that has most of the titles; or row *at*, from 1."""
    known = {title for several in titles.values() for title in several}
    return with_titles(grid, lambda title: same(title) in known, at)


def rows(grid: Grid, titles: Titles, left_out: Callable[[Message], None]) -> Iterator[TitledRow]:
    """The rows of a grid whose columns are called in one of several ways."""
    places = columns(grid, titles)
    for number, row in rows_of(grid, left_out):
        cells = {name: (row[at], at) for name, at in places.items() if at < len(row)}
        yield TitledRow(grid, number, cells)
