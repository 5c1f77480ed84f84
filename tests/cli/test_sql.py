"""``mes sql``: forms of answers, what is listed, for whom, and what is said of mistakes."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mes_cli.exchange.engines import usual_engine

EXAMPLE = Path(__file__).parents[2] / "examples" / "seed-library"
ODD = "SELECT 1 AS a, 'é=1+1' AS b, '=1+1' AS c, NULL AS a, -2.5 AS d, 'x' || CHAR(27) AS e"

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(call: Call) -> Call:
    def ask(*arguments: str) -> tuple[int, str, str]:
        return call(EXAMPLE, "sql", "--engine", "sqlite", *arguments)

    return ask


def test_a_table_is_for_people(ask: Call) -> None:
    code, out, err = ask(ODD)

    assert code == 0
    assert [line.rstrip() for line in out.splitlines()] == [
        "a  b      c     a     d  e",
        "─  ─────  ────  ─  ────  ─────",
        "1  é=1+1  =1+1     -2.5  x\\x1b",
    ]
    assert "\x1b" not in out
    assert "1 row" in err


def test_csv_holds_no_formula_and_numbers_stay_numbers(ask: Call) -> None:
    code, out, err = ask(ODD, "-f", "csv")

    assert (code, err) == (0, "")
    assert list(csv.reader(io.StringIO(out))) == [
        ["a", "b", "c", "a", "d", "e"],
        ["1", "é=1+1", "'=1+1", "", "-2.5", "x\\x1b"],
    ]


def test_json_loses_no_column(ask: Call) -> None:
    code, out, _ = ask(ODD, "-f", "json")

    assert code == 0
    assert json.loads(out) == [
        {"a": 1, "b": "é=1+1", "c": "=1+1", "a_2": None, "d": -2.5, "e": "x\x1b"}
    ]


def test_the_register_is_there_with_lines_parts_and_records(ask: Call) -> None:
    assert json.loads(ask("SELECT COUNT(*) AS n FROM initiatives", "-f", "json")[1])[0]["n"] > 0
    one, other = (
        json.loads(ask(f"SELECT SUM(cents) AS n FROM {table}", "-f", "json")[1])[0]["n"]  # noqa: S608
        for table in ("lines", "parts WHERE parts.by = 'theme'")
    )
    assert one == other > 0


def test_tables_are_listed_with_what_they_mean(ask: Call) -> None:
    code, out, _ = ask("--tables")
    assert code == 0
    assert "whole cents, rounded once" in out

    listed = list(csv.DictReader(io.StringIO(ask("--tables", "-f", "csv")[1])))
    assert {"lines", "parts", "accompaniments"} <= {row["table"] for row in listed}
    assert [*listed[0]] == ["table", "column", "type", "refers_to", "label", "help"]


def test_the_public_sees_no_lines(ask: Call) -> None:
    listed = csv.DictReader(io.StringIO(ask("--tables", "-f", "csv", "-a", "public")[1]))

    assert {"lines", "parts", "years"} & {row["table"] for row in listed} == {"years"}
    assert ask("SELECT * FROM lines", "-a", "public")[0] == 2


def test_an_audience_sees_its_tables_only(ask: Call) -> None:
    query = "SELECT DISTINCT parts.by AS n FROM parts"
    seen = {it["n"] for it in json.loads(ask(query, "-f", "json", "-a", "funder")[1])}
    assert "policy" in seen
    assert "initiative" not in seen


def test_examples_can_be_asked_as_they_are_shown(call: Call) -> None:
    code, out, _ = call(EXAMPLE, "--lang", "fr", "sql", "--examples")
    assert code == 0
    assert out.count("# ") == 10
    assert "# Qui nous finance" in out

    query = out.split('mes sql "')[1].split('"\n')[0]
    assert call(EXAMPLE, "sql", query)[0] == 0


def test_a_query_can_come_from_standard_input(ask: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("SELECT 'é' AS b".encode())))

    assert json.loads(ask("-", "-f", "json")[1]) == [{"b": "é"}]


def test_mistakes_are_told(ask: Call, call: Call) -> None:
    code, out, err = ask("SELECT nowhere FROM lines")
    assert (code, out) == (2, "")
    assert "SQLite cannot answer: no such column: nowhere" in err

    assert "only reads the tables" in ask("DROP TABLE lines")[2]
    assert "--examples" in ask()[2]
    assert "`--engine`" in call(EXAMPLE, "sql", "--engine", "oracle", "SELECT 1")[2]


def test_without_duckdb_it_is_sqlite(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mes_cli.exchange.engines.find_spec", lambda _: None)
    assert usual_engine() == "sqlite"

    assert "SQLite cannot answer" in call(EXAMPLE, "sql", "SELECT nowhere")[2]
