"""``mes sql --network``: the tables of a network come to its figures, in both engines."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from mes_cli.exchange.databases import self_described, sqlite
from mes_cli.exchange.engines import Answer, Engine, by_duckdb, by_sqlite, load_statements
from mes_cli.exchange.export import ExportWish
from mes_cli.figures.books import books
from mes_cli.figures.groups import By
from mes_cli.figures.rounding import to_cents
from mes_cli.figures.year import YearFigures
from mes_cli.model.audience import Audience
from mes_cli.model.settings import Decision
from mes_cli.report.shipped import queries
from mes_cli.view.viewer import Viewer
from tests.combined.networks import CODES, YEAR, figures, member, network
from tests.conftest import Done

MOVEMENT = Path(__file__).parents[2] / "examples" / "mouvement"
SAME_COURSE = Decision(kind="accompaniment", ids=("east:c0", "west:c1"))
SAME_INITIATIVE = Decision(kind="initiative", ids=("east:i0", "west:i1"))

SETTLED = "measure <> 'pending'"


def asked(
    engine: Engine, wish: ExportWish, folder: Path, query: str
) -> Sequence[tuple[object, ...]]:
    tables = self_described([*wish.line_tables, *wish.tables], wish.about)
    if engine is Engine.SQLITE:
        found = by_sqlite(sqlite(tables), query)
    else:
        found = by_duckdb(load_statements(tables, folder), query)
    assert isinstance(found, Answer), found
    return found.rows


@pytest.mark.parametrize("engine", Engine)
@pytest.mark.parametrize("seed", range(3))
def test_lines_and_parts_are_the_figures(engine: Engine, seed: int, tmp_path: Path) -> None:
    """Also of a course that two members keep, each with costs of its own."""
    members = [member(code, seed, ties=True) for code in CODES]
    whole = figures(network(members, SAME_COURSE, SAME_INITIATIVE))
    day = whole.period.last
    wish = ExportWish(Viewer(whole.register, Audience.MEMBERS, day, "en"), figures=whole)

    def sums(table: str, column: str) -> Mapping[str, int]:
        query = f"SELECT {column}, SUM(cents) FROM {table} AND year = {YEAR} GROUP BY {column}"  # noqa: S608
        found = asked(engine, wish, tmp_path, query)
        return {str(key): int(str(cents)) for key, cents in found if cents}

    balance = whole.balance
    assert sum(sums(f"lines WHERE {SETTLED}", "measure").values()) == to_cents(
        balance.cost.full + balance.resources.monetary
    )
    for by in By:
        rows = {
            str(it.id): to_cents(it.balance.cost.full + it.balance.resources.monetary)
            for it in whole.rows(by)
        }
        found = sums(f"parts WHERE {SETTLED} AND parts.by = '{by}'", "key")
        assert found == {key: cents for key, cents in rows.items() if cents}

    at_home = {it.code: YearFigures(books(it.register), YEAR).balance for it in members}
    columns = "SELECT register, measure, cents, year FROM"
    both = f"({columns} lines UNION ALL {columns} taken_out) WHERE {SETTLED}"
    assert sums(both, "register") == {
        code: to_cents(it.cost.full + it.resources.monetary) for code, it in at_home.items()
    }


@pytest.fixture
def ask(mes: Callable[..., Done]) -> Callable[..., Done]:
    return lambda *more: mes("--lang", "en", "-C", MOVEMENT, "sql", "--network", *more)


def test_a_network_is_asked_by_its_members(ask: Callable[..., Done]) -> None:
    said = ask("SELECT register, SUM(cents) AS cents FROM lines WHERE measure = 'money'"
               " GROUP BY register ORDER BY register", "-f", "json")  # fmt: skip
    assert json.loads(said.out) == [
        {"register": "confed-alimentation", "cents": 80000},
        {"register": "mouvement", "cents": 900000},
        {"register": "pes-21", "cents": 150000},
    ]
    assert ask("SELECT 1 FROM taken_out", "-a", "public").code == 2
    assert ask("SELECT 1", "-a", "internal").code == 2
    assert ask("SELECT 1", "--at", "2025").code == 2
    assert "taken_out" in ask("--tables").out


@pytest.mark.parametrize(("questions", "query"), [*queries()])
def test_useful_questions_are_about_networks_too(
    questions: dict[str, str], query: str, ask: Callable[..., Done]
) -> None:
    for engine in Engine:
        done = ask(query, "-f", "json", "--engine", engine)
        assert (done.code, done.err) == (0, ""), questions["en"]
        assert json.loads(done.out)
