"""The shipped SQL over lines gives the figures of coverage, in every engine."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from mes_cli.exchange.databases import DatabaseTable, parquet, sqlite
from mes_cli.exchange.lines import line_tables
from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.figures.years import newest_day, years
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model.audience import Audience
from mes_cli.register import Register
from mes_cli.store.reading.load import load
from mes_cli.view.viewer import Viewer

ROOT = Path(__file__).parents[2]
COVERAGE = (ROOT / "docs" / "sql" / "coverage.sql").read_text("utf-8")


def counted(register: Register) -> list[YearFigures]:
    of = books(register)
    return [YearFigures(of, year) for year in years(register)]


def told(it: YearFigures) -> tuple[object, ...]:
    """A year as the query tells it."""
    cost, resources, hours = it.balance.cost, it.balance.resources, it.balance.hours
    cents = (cost.staff, cost.expenses, cost.overheads, cost.in_kind,
             sum(resources.money.values()), resources.pending)  # fmt: skip
    seconds = (hours.staff, sum(hours.in_kind.values()))
    keeper = it.ledger.register.settings.keeper
    return (keeper, it.year, *(int(amount * 100) for amount in cents), *seconds)


def by_sqlite(tables: Sequence[DatabaseTable], path: Path) -> list[tuple[object, ...]]:
    path.write_bytes(sqlite(tables, {}))
    with closing(sqlite3.connect(path)) as base:
        return base.execute(COVERAGE).fetchall()


def by_duckdb(tables: Sequence[DatabaseTable], path: Path) -> list[tuple[object, ...]]:
    path.write_bytes(parquet(tables)["lines.parquet"])
    with duckdb.connect() as base:
        base.read_parquet(str(path)).create_view("lines")
        return base.execute(COVERAGE).fetchall()


@pytest.mark.parametrize("name", ["reseau-des-possibles", "seed-library"])
def test_coverage_is_the_same_in_python_sqlite_and_duckdb(name: str, tmp_path: Path) -> None:
    register = load(ROOT / "examples" / name).register
    day = newest_day(register)
    assert day is not None
    seen_by = Viewer(register, Audience.INTERNAL, day, "en")
    figures = counted(register)
    tables = line_tables((it.ledger for it in figures), seen_by, vocabulary("en"))

    expected = [row for row in map(told, figures) if any(row[2:])]
    assert expected
    assert by_sqlite(tables, tmp_path / "lines.sqlite") == expected
    assert by_duckdb(tables, tmp_path / "lines.parquet") == expected
