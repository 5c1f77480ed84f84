"""Queries in SQL over tables, answered by SQLite or by DuckDB.

The engine runs in a worker process, has the tables in memory, and can do nothing but read them:
no file, network or extension, and no statement but one that reads. Its time and its memory are
bounded, and so is the answer.
"""

import datetime as dt
import math
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from decimal import Decimal
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from threading import Timer
from typing import Any, NamedTuple, Protocol

from mes_cli.errors import MesError
from mes_cli.exchange.databases import DatabaseTable, quoted, self_described, sqlite
from mes_cli.exchange.parquet import ALONE, installed, text_source
from mes_cli.finding import Message, say
from mes_cli.worker import WorkerDiedError, in_worker

#: Cells and characters of the largest answer.
MOST_CELLS, MOST_TEXT = 2_000_000, 50_000_000
#: Seconds that a query may take, and bytes of memory; an engine gets half of these.
SECONDS, MEMORY = 30, 1 << 30
#: Seconds for loading the tables, and for an engine that does not stop when it is told to.
_MORE_SECONDS = 30


class Engine(StrEnum):
    """What answers a query."""

    DUCKDB = "duckdb"
    SQLITE = "sqlite"

    @property
    def label(self) -> str:
        """What it is called."""
        return {Engine.DUCKDB: "DuckDB", Engine.SQLITE: "SQLite"}[self]


AnswerCell = str | int | float | bool | None


class Answer(NamedTuple):
    """What an engine answers."""

    columns: tuple[str, ...]
    rows: list[tuple[AnswerCell, ...]]


class Cause(StrEnum):
    """Why there is no answer."""

    #: It is not one statement that reads the tables and nothing else.
    FORBIDDEN = "forbidden"
    #: It takes too much time or memory.
    COSTLY = "costly"
    #: The answer is too large.
    LARGE = "large"
    #: The engine does not understand it, or cannot compute it.
    FAILED = "failed"


class Stopped(NamedTuple):
    """Why there is no answer, in the words of the engine."""

    cause: Cause
    words: str = ""


class QueryError(MesError):
    """A query that has no answer."""

    def __init__(self, engine: Engine, cause: Cause, words: str = "") -> None:
        super().__init__(*_said(engine, cause, words))
        self.cause = cause


def _said(engine: Engine, cause: Cause, words: str) -> tuple[Message, Message]:
    """What is wrong with a query, and how to mend it."""
    match cause:
        case Cause.FORBIDDEN:
            return (
                say("this is not a query that only reads the tables"),
                say("write one `SELECT` alone, over tables that `mes sql --tables` names"),
            )
        case Cause.COSTLY:
            return (
                say(
                    "the query takes more than {seconds} seconds, or too much memory",
                    seconds=SECONDS,
                ),
                say("join tables by the ids of their records, or ask for fewer rows"),
            )
        case Cause.LARGE:
            return (
                say("the answer is too large: it has more than {most} cells", most=MOST_CELLS),
                say("add up with `SUM` and `GROUP BY`, or end the query with `LIMIT 1000`"),
            )
        case Cause.FAILED:
            return (
                say("{engine} cannot answer: {reason}", engine=engine.label, reason=words),
                say("correct the query; `mes sql --tables` names tables and columns"),
            )


def usual_engine() -> Engine:
    """Give DuckDB where it is installed, else SQLite, which Python brings."""
    return Engine.DUCKDB if find_spec("duckdb") else Engine.SQLITE


def answer(
    query: str,
    tables: Sequence[DatabaseTable],
    about: Mapping[str, str],
    engine: Engine,
    seconds: int = SECONDS,
) -> Answer:
    """Answer a query over some tables, and over those that describe them.

    Raises:
        MissingExtraError: the engine is not installed.
        QueryError: there is no answer.
    """
    ask = {Engine.SQLITE: _ask_sqlite, Engine.DUCKDB: _ask_duckdb}[engine]
    try:
        # What came in as bytes that are no text becomes marks.
        found = ask(
            query.encode("utf-8", "replace").decode(), self_described(tables, about), seconds
        )
    except WorkerDiedError:
        raise QueryError(engine, Cause.COSTLY) from None
    if isinstance(found, Stopped):
        raise QueryError(engine, *found)
    return found


def _ask_sqlite(query: str, tables: Sequence[DatabaseTable], seconds: int) -> Answer | Stopped:
    whole = seconds + _MORE_SECONDS
    return in_worker(by_sqlite, sqlite(tables), query, seconds, seconds=whole, memory=MEMORY)


def _ask_duckdb(query: str, tables: Sequence[DatabaseTable], seconds: int) -> Answer | Stopped:
    installed()
    whole = seconds + _MORE_SECONDS
    with tempfile.TemporaryDirectory() as folder:
        loading = load_statements(tables, Path(folder))
        return in_worker(by_duckdb, loading, query, seconds, seconds=whole, memory=MEMORY)


def load_statements(tables: Sequence[DatabaseTable], folder: Path) -> list[str]:
    """Write tables as text into a folder; give the SQL that loads them."""
    return [
        f"CREATE TABLE {quoted(it.name)} AS {text_source(it, folder / f'{number}.csv')}"
        for number, it in enumerate(tables)
    ]


#: What a statement of SQLite may do: whatever else it asks for is refused.
_ALLOWED = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_RECURSIVE,
    }
)
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 50_000_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 100,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}
_BOUNDS = (
    "PRAGMA query_only = 1",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = 0",
    f"PRAGMA hard_heap_limit = {MEMORY // 2}",
)


def by_sqlite(base: bytes, query: str, seconds: int = SECONDS) -> Answer | Stopped:
    """Answer from a database, in this process, which the query may end."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(base)
        for sentence in _BOUNDS:
            connection.execute(sentence)
        for limit, most in _LIMITS.items():
            connection.setlimit(limit, most)
        connection.set_authorizer(_authorized)
        try:
            with _in_time(connection, seconds):
                return _fetched(connection.execute(query))
        except sqlite3.Error as problem:
            return _stopped_sqlite(problem)
        except ValueError as problem:  # what cannot be encoded
            return Stopped(Cause.FAILED, str(problem))


def _authorized(action: int, *about: str | None) -> int:
    loads = action == sqlite3.SQLITE_FUNCTION and about[1] == "load_extension"
    return sqlite3.SQLITE_OK if action in _ALLOWED and not loads else sqlite3.SQLITE_DENY


def _stopped_sqlite(problem: sqlite3.Error) -> Stopped:
    words = str(problem)
    if getattr(problem, "sqlite_errorcode", 0) in {sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_NOMEM}:
        return Stopped(Cause.COSTLY)
    if "not authorized" in words or "one statement at a time" in words:
        return Stopped(Cause.FORBIDDEN)
    return Stopped(Cause.FAILED, words)


#: Nothing beyond the tables can be reached, and nothing of this can be undone.
_LOCKS = (
    "SET python_enable_replacements = false",
    "SET allow_persistent_secrets = false",
    "SET secret_directory = ''",  # it would tell where the user's home is
    "SET enable_external_access = false",
    "SET lock_configuration = true",
    "BEGIN TRANSACTION READ ONLY",
)


def by_duckdb(loading: Sequence[str], query: str, seconds: int = SECONDS) -> Answer | Stopped:
    """Answer from tables that some SQL loads, in this process, which the query may end."""
    import duckdb

    config = {**ALONE, "memory_limit": f"{MEMORY // 2}B", "temp_directory": ""}
    with duckdb.connect(":memory:", config=config) as connection:
        for sentence in (*loading, *_LOCKS):
            connection.execute(sentence)
        try:
            with _in_time(connection, seconds):
                statements = connection.extract_statements(query)
                if [it.type.name for it in statements] != ["SELECT"]:
                    return Stopped(Cause.FORBIDDEN)
                return _fetched(connection.execute(statements[0]))
        except duckdb.PermissionException:
            return Stopped(Cause.FORBIDDEN)
        except (duckdb.InterruptException, duckdb.OutOfMemoryException):
            return Stopped(Cause.COSTLY)
        except (duckdb.Error, ValueError) as problem:
            # Behind the first empty line it repeats the query.
            words = str(problem).split("\n\n", 1)[0]
            return Stopped(Cause.FAILED, words.replace("\n", " "))


class _Interruptible(Protocol):
    """A connection to an engine whose query can be stopped from another thread."""

    def interrupt(self) -> None: ...


@contextmanager
def _in_time(connection: _Interruptible, seconds: int) -> Iterator[None]:
    """Interrupt what takes too long."""
    timer = Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _fetched(cursor: Any) -> Answer | Stopped:
    """Fetch an answer, if it is not too large; a statement without columns asks nothing."""
    columns = tuple(str(it[0]) for it in cursor.description or ())
    if not columns:
        return Stopped(Cause.FORBIDDEN)
    most = MOST_CELLS // len(columns)
    rows = [tuple(map(_cell, row)) for row in cursor.fetchmany(most + 1)]
    text = sum(len(cell) for row in rows for cell in row if isinstance(cell, str))
    if len(rows) > most or text > MOST_TEXT:
        return Stopped(Cause.LARGE)
    return Answer(columns, rows)


def _cell(value: object) -> AnswerCell:
    """A value that every form of output can hold: what is not a number is text."""
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal() | float() if math.isfinite(value):
            return float(value)
        case dt.date():
            return value.isoformat()
        case bytes():
            return value.hex()
        case _:
            return str(value)
