"""Queries that try to get out, to write, to take too much; and those that are merely wrong."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import ANY

import pytest

from mes_cli.exchange.databases import (
    ColumnType,
    DatabaseField,
    DatabaseTable,
    self_described,
    sqlite,
)
from mes_cli.exchange.engines import (
    Answer,
    Cause,
    Engine,
    QueryError,
    Stopped,
    answer,
    by_duckdb,
    by_sqlite,
    load_statements,
)

LINES = DatabaseTable(
    "lines",
    (DatabaseField("record", ColumnType.TEXT), DatabaseField("cents", ColumnType.CENTS)),
    (("a", 100), ("b", 250), (None, -1)),
)
TABLES = self_described([LINES], {"audience": "internal"})
PLANTED = "planted-beside-the-register"

#: Statements of any engine that do more than read; PATH is a place outside the tables.
WRITING = [
    "INSERT INTO lines VALUES ('x', 1)",
    "UPDATE lines SET cents = 0",
    "DELETE FROM lines",
    "DROP TABLE lines",
    "CREATE TABLE x AS SELECT 1",
    "CREATE TEMP TABLE x (a)",
    "CREATE VIEW x AS SELECT 1",
    "CREATE TRIGGER x AFTER INSERT ON lines BEGIN SELECT 1; END",
    "ALTER TABLE lines RENAME TO x",
    "ATTACH 'PATH/x.db' AS x",
    "DETACH main",
    "VACUUM INTO 'PATH/x.db'",
    "PRAGMA writable_schema = 1",
    "BEGIN; DELETE FROM lines; COMMIT",
    "ROLLBACK",
    "REINDEX",
    "ANALYZE",
    "SELECT 1; SELECT 2",
    "SELECT 1; ATTACH 'PATH/x.db' AS x",
    "WITH x AS (SELECT 1) INSERT INTO lines SELECT 'x', 1 FROM x",
    "",
    "-- nothing",
    "EXPLAIN ANALYZE DELETE FROM lines",
]
SQLITE = [
    "PRAGMA database_list",
    "SELECT load_extension('PATH/secret.csv')",
    "SELECT * FROM pragma_database_list",
    "SELECT * FROM pragma_function_list",
    "SELECT writefile('PATH/x', 'x')",
    "SELECT readfile('PATH/secret.csv')",
    "SELECT edit('x')",
    "SELECT fts3_tokenizer('simple', x'00')",
    "CREATE VIRTUAL TABLE x USING csv(filename='PATH/secret.csv')",
    "PRAGMA query_only = 0",
    "PRAGMA temp_store_directory = 'PATH'",
    "SAVEPOINT x",
]
DUCKDB = [
    "SELECT * FROM read_csv('PATH/secret.csv')",
    "SELECT * FROM 'PATH/secret.csv'",
    "SELECT * FROM read_text('PATH/secret.csv')",
    "SELECT * FROM read_blob('PATH/secret.csv')",
    "SELECT * FROM read_parquet('PATH/*.csv')",
    "SELECT * FROM read_json('PATH/secret.csv')",
    "SELECT * FROM sniff_csv('PATH/secret.csv')",
    "SELECT * FROM parquet_metadata('PATH/secret.csv')",
    "SELECT * FROM glob('PATH/*')",
    "SELECT (SELECT content FROM read_text('PATH/secret.csv'))",
    "FROM query('FROM read_text(''PATH/secret.csv'')')",
    "FROM query_table(['PATH/secret.csv'])",
    "SELECT * FROM read_csv('https://example.org/x.csv')",
    "SELECT * FROM read_csv('s3://example/x.csv')",
    "COPY lines TO 'PATH/x.csv'",
    "COPY (SELECT 1) TO 'PATH/x.parquet' (FORMAT parquet)",
    "COPY lines FROM 'PATH/secret.csv'",
    "EXPORT DATABASE 'PATH/x'",
    "IMPORT DATABASE 'PATH/x'",
    "INSTALL httpfs",
    "LOAD 'PATH/x.duckdb_extension'",
    "FORCE INSTALL httpfs FROM 'https://example.org'",
    "UPDATE EXTENSIONS",
    "SET enable_external_access = true",
    "SET lock_configuration = false",
    "RESET memory_limit",
    "CALL enable_logging(storage = 'file', storage_path = 'PATH')",
    "FROM enable_logging(storage = 'file', storage_path = 'PATH')",
    "FROM enable_profiling(save_location = 'PATH/x.json')",
    "CREATE PLANTED x (TYPE s3)",
    "SELECT getenv('HOME')",
    "SELECT getvariable('x') FROM lines; SET VARIABLE x = 1",
    "PREPARE x AS SELECT 1",
    "EXECUTE x",
    "CREATE MACRO x() AS TABLE FROM read_text('PATH/secret.csv')",
    "SELECT * FROM arrow_scan(1, 2, 3)",
    "SELECT * FROM pandas_scan(1)",
    "FROM connection",
    "FROM loading",
    "SELECT nextval('x')",
    "WITH x AS (INSERT INTO lines VALUES ('x', 1) RETURNING *) SELECT * FROM x",
    "PIVOT lines ON record USING sum(cents)",
    "CHECKPOINT",
    "USE system",
]

Ask = Callable[[str], Answer | Stopped]


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The current folder, with a file beside the tables; a query changes nothing in it."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.csv").write_text(f"a\n{PLANTED}\n", "utf-8")
    monkeypatch.chdir(folder)
    yield folder
    assert [path.name for path in folder.iterdir()] == ["secret.csv"]
    assert PLANTED in (folder / "secret.csv").read_text("utf-8")


@pytest.fixture
def duckdb(tmp_path: Path) -> Ask:
    loading = load_statements(TABLES, tmp_path)
    return lambda query: by_duckdb(loading, query)


def in_sqlite(query: str) -> Answer | Stopped:
    return by_sqlite(sqlite(TABLES), query)


@pytest.mark.parametrize("query", WRITING + SQLITE)
def test_sqlite_reads_the_tables_and_nothing_else(query: str, outside: Path) -> None:
    found = in_sqlite(query.replace("PATH", str(outside)))

    assert isinstance(found, Stopped)
    assert PLANTED not in found.words


@pytest.mark.parametrize("query", WRITING + DUCKDB)
def test_duckdb_reads_the_tables_and_nothing_else(query: str, outside: Path, duckdb: Ask) -> None:
    found = duckdb(query.replace("PATH", str(outside)))

    assert isinstance(found, Stopped)
    assert PLANTED not in found.words


def test_duckdb_has_nothing_to_tell_of_its_surroundings(outside: Path, duckdb: Ask) -> None:
    for query in ("FROM duckdb_secrets()", "PRAGMA database_list", "FROM duckdb_settings()"):
        found = duckdb(query)
        assert isinstance(found, Stopped) or PLANTED not in str(found.rows)
        assert isinstance(found, Stopped) or str(outside) not in str(found.rows)
    assert duckdb("FROM duckdb_secrets()") == Answer(ANY, [])
    paths = duckdb("SELECT name FROM duckdb_settings() WHERE value LIKE '/%'")
    assert paths == Answer(("name",), [])


def test_what_is_forbidden_is_told_from_what_is_wrong(duckdb: Ask) -> None:
    for ask in (in_sqlite, duckdb):
        for query in ("DELETE FROM lines", "SELECT 1; SELECT 2", "DROP TABLE lines"):
            assert ask(query) == Stopped(Cause.FORBIDDEN)
        for query in ("SELECT nothing FROM lines", "SELEC 1", "SELECT ?"):
            found = ask(query)
            assert isinstance(found, Stopped)
            assert found.cause is Cause.FAILED
            assert found.words
    assert duckdb("FROM read_text('/etc/hosts')") == Stopped(Cause.FORBIDDEN)


def test_answers_are_the_same(duckdb: Ask) -> None:
    query = """
    WITH sums AS (SELECT record, SUM(cents) AS cents FROM lines GROUP BY record)
    SELECT record, cents, cents / 100.0 AS euros, NULL AS missing FROM sums ORDER BY cents
    """
    assert in_sqlite(query) == duckdb(query) == Answer(
        ("record", "cents", "euros", "missing"),
        [(None, -1, -0.01, None), ("a", 100, 1.0, None), ("b", 250, 2.5, None)],
    )  # fmt: skip
    columns = """SELECT "column", type FROM fields WHERE "table" = 'lines' ORDER BY type"""
    assert in_sqlite(columns) == duckdb(columns)


def test_values_of_any_type_are_numbers_or_text(duckdb: Ask) -> None:
    query = (
        "SELECT true, 1.5, 'nan'::DOUBLE, DATE '2025-03-04', TIMESTAMP '2025-03-04 05:06:07',"
        " [1, 2], '\\xff'::BLOB, 2::HUGEINT ** 60"
    )
    found = duckdb(query)

    assert isinstance(found, Answer)
    assert found.rows == [
        (True, 1.5, "nan", "2025-03-04", "2025-03-04T05:06:07", "[1, 2]", "ff", 2.0**60)
    ]


def test_an_answer_has_an_end(duckdb: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mes_cli.exchange.engines.MOST_CELLS", 4)
    monkeypatch.setattr("mes_cli.exchange.engines.MOST_TEXT", 20)
    for ask in (in_sqlite, duckdb):
        assert isinstance(ask("SELECT record FROM lines"), Answer)
        assert ask("SELECT record, cents FROM lines") == Stopped(Cause.LARGE)
        assert ask(f"SELECT '{'x' * 21}'") == Stopped(Cause.LARGE)


FOREVER = "WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x)"
COSTLY = {
    Engine.SQLITE: [
        "FOREVER SELECT SUM(n) FROM x",
        "FOREVER SELECT * FROM x ORDER BY HEX(RANDOMBLOB(1000)) DESC",
    ],
    Engine.DUCKDB: [
        "SELECT COUNT(*) FROM range(1000000) a, range(1000000) b WHERE a.range % 7 = b.range % 11",
        "SELECT REPEAT('x', 4000000000)",
        "SELECT LIST_AGGREGATE(RANGE(1000000000), 'sum')",
        "SELECT a.range || REPEAT('x', 1000) AS y FROM range(100000000) a ORDER BY y DESC",
        "FOREVER SELECT SUM(n) FROM x",
    ],
}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="needs a bound of memory")
@pytest.mark.parametrize("engine", Engine)
def test_what_costs_too_much_is_cut_short(engine: Engine, outside: Path) -> None:
    for query in (it.replace("FOREVER", FOREVER) for it in COSTLY[engine]):
        with pytest.raises(QueryError) as stopped:
            answer(query, [LINES], {}, engine, seconds=2)
        assert stopped.value.cause is Cause.COSTLY, query


@pytest.mark.slow
@pytest.mark.parametrize("engine", Engine)
def test_what_ends_the_engine_ends_no_more(engine: Engine) -> None:
    assert answer("SELECT '\ud800'", [LINES], {}, engine).rows == [("?",)]
    for query in (f"SELECT {'(' * 100_000}1{')' * 100_000}", f"SELECT {'NOT ' * 200_000} 1"):
        with pytest.raises(QueryError):
            answer(query, [LINES], {}, engine, seconds=5)

    assert answer("SELECT SUM(cents) FROM lines", [LINES], {}, engine).rows == [(349,)]
