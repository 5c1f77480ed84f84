"""Writing tables as an SQLite database, which describes itself in ``fields`` and ``export``."""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from decimal import Decimal

from mes_cli.exchange.tables import Cell, Field, Table, Type, described

_TYPES = {
    Type.TEXT: "TEXT",
    Type.DATE: "TEXT",
    Type.WHOLE: "INTEGER",
    Type.CENTS: "INTEGER",
    Type.SECONDS: "INTEGER",
    Type.NUMBER: "REAL",
    Type.BOOLEAN: "INTEGER",
}
#: From here on a table can refuse a value of another type.
_STRICT = (3, 37)


def sqlite(tables: Iterable[Table], about: Mapping[str, str]) -> bytes:
    """Write a database."""
    found = list(tables)
    # In memory: what is not for all eyes is in no file but the one that is asked for.
    with closing(sqlite3.connect(":memory:")) as base:
        for table in found:
            base.execute(_create(table))
            _fill(base, table)
        _describe(base, found, about)
        base.commit()
        base.execute("VACUUM")
        return base.serialize()


def _create(table: Table) -> str:
    columns = [_column(field) for field in table.fields]
    key = ", ".join(_quoted(name) for name in table.key)
    links = [
        f"FOREIGN KEY ({_quoted(field.name)}) REFERENCES {_quoted(field.refers_to)} (id)"
        for field in table.fields
        if field.refers_to
    ]
    strict = " STRICT" if sqlite3.sqlite_version_info >= _STRICT else ""
    inside = ", ".join([*columns, f"PRIMARY KEY ({key})", *links])
    return f"CREATE TABLE {_quoted(table.name)} ({inside}){strict}"


def _column(field: Field) -> str:
    needed = " NOT NULL" if field.required else ""
    return f"{_quoted(field.name)} {_TYPES[field.type]}{needed}"


def _fill(base: sqlite3.Connection, table: Table) -> None:
    marks = ", ".join("?" * len(table.fields))
    rows = ([_plain(cell) for cell in row] for row in table.rows)
    # Names of tables are ours; values never become part of a sentence.
    base.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({marks})", rows)  # noqa: S608


def _describe(base: sqlite3.Connection, tables: list[Table], about: Mapping[str, str]) -> None:
    base.execute("CREATE TABLE export (name TEXT PRIMARY KEY, value TEXT)")
    base.executemany("INSERT INTO export VALUES (?, ?)", about.items())
    base.execute(
        'CREATE TABLE fields ("table" TEXT, "column" TEXT, type TEXT, refers_to TEXT,'
        ' label TEXT, help TEXT, PRIMARY KEY ("table", "column"))'
    )
    base.executemany("INSERT INTO fields VALUES (?, ?, ?, ?, ?, ?)", described(tables))


def _plain(cell: Cell) -> str | int | float | None:
    if isinstance(cell, Decimal):
        return float(cell)
    if cell is None or isinstance(cell, str | int | float):
        return cell
    return cell.isoformat()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
