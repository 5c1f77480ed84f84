"""Fixtures: what is handed over, and what comes back, without a command line."""

import datetime as dt
import io
import sqlite3
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from mes_cli.exchange.apply import drafted
from mes_cli.exchange.current import Current
from mes_cli.exchange.export import FORMS, LAYOUTS, ExportWish, Files
from mes_cli.exchange.grids import Grid, grids
from mes_cli.exchange.merge import merge
from mes_cli.exchange.plan import Plan
from mes_cli.exchange.returned_rows import lines
from mes_cli.exchange.workbooks import Raw
from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.figures.years import newest_year
from mes_cli.model.audience import Audience
from mes_cli.register import Register
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.load import load
from mes_cli.view.viewer import viewer

DAY = dt.date(2025, 12, 31)


def _asked(
    register: Register, audience: Audience, kinds: Sequence[str] = (), dialect: str = "fr"
) -> ExportWish:
    """What somebody asks for."""
    year = newest_year(register)
    figures = YearFigures(books(register), year) if year is not None else None
    seen_by = viewer(register, audience, DAY, register.settings.language)
    return ExportWish(seen_by, kinds, figures, dialect)


@pytest.fixture
def export(folder: Path) -> Callable[..., Files]:
    """Export the register of the docstring in a form, for an audience."""

    def make(form: str, audience: Audience = Audience.INTERNAL, dialect: str = "fr") -> Files:
        wanted = {**FORMS, "lake": LAYOUTS["lake"]}[form]
        return wanted.make(_asked(load(folder).register, audience, dialect=dialect))

    return make


@dataclass
class Back:
    """A spreadsheet that comes back."""

    plan: Plan
    edits: Edits
    root: Path

    def write(self) -> None:
        """Write what the plan says."""
        drafted(self.plan, self.edits)
        assert self.plan.problems == []
        self.edits.write()


def _read_back(root: Path, found: Sequence[Grid]) -> Back:
    """Compare grids with a register."""
    reading = load(root)
    current, edits = Current(reading), Edits(reading)
    return Back(
        merge(lines(found, reading.words, reading.register.models), current, edits), edits, root
    )


def _exported(root: Path, into: Path, form: str = "ods", dialect: str = "fr") -> list[Grid]:
    """Export a register for its keeper, and read the files again."""
    files = FORMS[form].make(_asked(load(root).register, Audience.INTERNAL, dialect=dialect))
    found: list[Grid] = []
    for name, content in files.items():
        into.mkdir(exist_ok=True)
        (into / name).write_bytes(content)
        found += grids(into / name).grids
    return found


def _changed(found: Sequence[Grid], tab: str, row: int, **cells: Raw) -> list[Grid]:
    """The same grids, with other cells in one row; a row beyond the last one is new."""

    def turned(grid: Grid) -> Grid:
        if grid.name != tab:
            return grid
        rows = [list(each) for each in grid.rows]
        if row == len(rows):
            rows.append([None] * len(rows[0]))
        for title, value in cells.items():
            rows[row][grid.titles.index(title.replace("_", " "))] = value
        return Grid(grid.name, tuple(map(tuple, rows)))

    return list(map(turned, found))


def _texts(form: str, files: Files) -> str:
    """All that can be read in exported files."""
    found = ""
    for name, content in files.items():
        if form in {"xlsx", "ods", "time-sheets"}:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                found += "".join(archive.read(part).decode() for part in archive.namelist())
        elif form == "parquet":
            found += name + content.decode("latin-1")
        elif form == "sqlite":
            base = sqlite3.connect(":memory:")
            base.deserialize(content)
            found += "\n".join(base.iterdump())
            base.close()
        else:
            found += content.decode()
    return found


class Sheets:
    """A spreadsheet that is handed over, changed, and comes back."""

    exported = staticmethod(_exported)
    changed = staticmethod(_changed)
    read_back = staticmethod(_read_back)


@pytest.fixture
def sheets() -> type[Sheets]:
    """What is done with a spreadsheet."""
    return Sheets


@pytest.fixture
def asked() -> Callable[..., ExportWish]:
    """What somebody asks for."""
    return _asked


@pytest.fixture
def texts() -> Callable[[str, Files], str]:
    """All that can be read in exported files."""
    return _texts
