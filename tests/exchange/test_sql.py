"""The shipped SQL over lines and parts gives the figures of coverage, in every engine."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

import pytest

from mes_cli.exchange.databases import self_described, sqlite
from mes_cli.exchange.engines import Answer, Engine, by_duckdb, by_sqlite, load_statements
from mes_cli.exchange.export import ExportWish
from mes_cli.figures.balance import Balance
from mes_cli.figures.books import books
from mes_cli.figures.groups import By
from mes_cli.figures.rounding import to_cents
from mes_cli.figures.year import YearFigures
from mes_cli.figures.years import newest_day, years
from mes_cli.model.audience import Audience
from mes_cli.report.shipped import queries
from mes_cli.store.reading.load import load
from mes_cli.view.viewer import Viewer

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(path.parent.name for path in (ROOT / "examples").glob("*/mes.yaml"))
COVERAGE = (ROOT / "docs" / "sql" / "coverage.sql").read_text("utf-8")
#: The rows of the eight tables; what is nothing is in no line.
ROWS = COVERAGE.replace("register, year", "year, parts.by, parts.key").replace("lines", "parts")

Row = tuple[object, ...]
Ask = Callable[[str, str], Answer]


@cache
def asked(example: str) -> ExportWish:
    register = load(ROOT / "examples" / example).register
    day = newest_day(register)
    assert day is not None
    return ExportWish(Viewer(register, Audience.INTERNAL, day, "en"))


def asking(engine: Engine, folder: Path) -> Ask:
    """Ask an engine in this process."""

    def ask(example: str, query: str) -> Answer:
        wish = asked(example)
        tables = self_described([*wish.line_tables, *wish.tables], wish.about)
        found = (
            by_sqlite(sqlite(tables), query)
            if engine is Engine.SQLITE
            else by_duckdb(load_statements(tables, folder), query)
        )
        assert isinstance(found, Answer), found
        return found

    return ask


@pytest.fixture(params=Engine)
def ask(request: pytest.FixtureRequest, tmp_path: Path) -> Ask:
    return asking(request.param, tmp_path)


def counted(example: str) -> list[YearFigures]:
    of = books(asked(example).seen_by.register)
    return [YearFigures(of, year) for year in years(of.register)]


def told(balance: Balance) -> Row:
    """A balance as the query tells it."""
    cost, resources, hours = balance.cost, balance.resources, balance.hours
    amounts = (cost.staff, cost.expenses, cost.overheads, cost.in_kind,
               sum(resources.money.values()), resources.pending)  # fmt: skip
    cents = (to_cents(amount) if amount else 0 for amount in amounts)
    return (*cents, hours.staff, sum(hours.in_kind.values()))


def some(rows: Iterable[tuple[Row, Row]]) -> dict[Row, Row]:
    """Leave out what is nothing: it is in no line."""
    return {key: row for key, row in rows if any(row)}


@pytest.mark.parametrize("example", EXAMPLES)
def test_sums_of_lines_are_those_of_coverage(example: str, ask: Ask) -> None:
    figures = counted(example)
    keeper = asked(example).seen_by.register.settings.keeper

    found = ask(example, COVERAGE).rows

    assert {row[:2]: row[2:] for row in found} == some(
        ((keeper, it.year), told(it.balance)) for it in figures
    )
    assert found


@pytest.mark.parametrize("example", EXAMPLES)
def test_sums_of_parts_are_the_rows_of_coverage(example: str, ask: Ask) -> None:
    expected = some(
        ((it.year, str(by), row.id), told(row.balance))
        for it in counted(example)
        for by in By
        for row in it.rows(by)
    )

    found = ask(example, ROWS).rows

    assert {row[:3]: row[3:] for row in found} == expected
    assert {row[1] for row in found} == set(By)


def shipped() -> Sequence[tuple[dict[str, str], str]]:
    return list(queries())


def test_ten_questions_are_shipped_in_both_languages() -> None:
    assert len(shipped()) == 10
    for questions, query in shipped():
        assert [*questions] == ["fr", "en"]
        assert all(it.endswith("?") for it in questions.values())
        # They stand between double quotes where they are shown.
        assert not set('"$`\\') & set(query)


@pytest.mark.parametrize("example", EXAMPLES)
def test_both_engines_answer_the_shipped_questions_alike(example: str, tmp_path: Path) -> None:
    for _, query in shipped():
        one, other = (asking(engine, tmp_path)(example, query) for engine in Engine)
        assert one == other


def test_the_french_example_answers_the_shipped_questions(
    tmp_path: Path, golden: Callable[..., None]
) -> None:
    ask = asking(Engine.SQLITE, tmp_path)
    answers: list[str] = []
    for questions, query in shipped():
        found = ask("reseau-des-possibles", query)
        assert found.rows
        answers += ["", questions["fr"], "\t".join(found.columns)]
        answers += ["\t".join(map(str, row)) for row in found.rows]
    golden("\n".join([*answers, ""])[1:], "sql-questions-fr")
