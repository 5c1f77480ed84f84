"""Tables for databases, and SQLite and Parquet files of them, with typed columns.

A kind has a table, and so has each list. Money is whole cents and time whole seconds, and the
columns say so in their names. The SQLite file describes itself; Parquet is made by DuckDB.
"""

import csv
import datetime as dt
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from mes_cli.errors import DiskError, MissingExtraError
from mes_cli.exchange.sheet_rows import FilledSheet, Plain, filled
from mes_cli.exchange.sheets import Column, SheetLayout, head
from mes_cli.finding import say
from mes_cli.language.vocabulary import Vocabulary, vocabulary
from mes_cli.model.audience import Audience
from mes_cli.model.scalars import Scalar
from mes_cli.view.viewer import Named


class ColumnType(StrEnum):
    """What a column of a database holds."""

    TEXT = "text"
    DATE = "date"
    WHOLE = "whole"
    CENTS = "cents"
    SECONDS = "seconds"
    NUMBER = "number"
    BOOLEAN = "boolean"


_TYPES = {
    Scalar.DATE: ColumnType.DATE,
    Scalar.MONEY: ColumnType.CENTS,
    Scalar.DURATION: ColumnType.SECONDS,
    Scalar.NUMBER: ColumnType.NUMBER,
    Scalar.SHARE: ColumnType.NUMBER,
    Scalar.WHOLE: ColumnType.WHOLE,
    Scalar.YEAR: ColumnType.WHOLE,
    Scalar.BOOLEAN: ColumnType.BOOLEAN,
}


@dataclass(frozen=True, slots=True)
class DatabaseField:
    """A column of a table."""

    name: str
    type: ColumnType
    required: bool = False
    #: The table whose ``id`` it holds.
    refers_to: str = ""
    label: str = ""
    help: str = ""


DatabaseCell = str | int | float | Decimal | dt.date | bool | None


@dataclass(frozen=True, slots=True)
class DatabaseTable:
    """A table of a database."""

    name: str
    fields: tuple[DatabaseField, ...]
    rows: tuple[tuple[DatabaseCell, ...], ...]
    #: The columns that name a row; none where rows have no name.
    key: tuple[str, ...] = ()


def tables(
    records: Mapping[str, Sequence[Plain]], audience: Audience, words: Vocabulary
) -> list[DatabaseTable]:
    """All tables of a view; a table comes behind those that it refers to where that can be."""
    found = filled(records, audience, SheetLayout.TABLES)
    return [_list(it, words) if it.sheet.part else _main(it, words) for it in found]


def table_name(kind: str) -> str:
    """The table of a kind: its English folder.

    >>> table_name("accompaniment")
    'accompaniments'
    """
    return vocabulary("en").kinds[kind].folder


def _main(it: FilledSheet, words: Vocabulary) -> DatabaseTable:
    about = words.field("Record", "id")
    first = DatabaseField("id", ColumnType.TEXT, required=True, label=about.label, help=about.help)
    called = DatabaseField("label", ColumnType.TEXT, required=True)
    fields = (first, called, *(_field(column, words) for column in it.columns))
    rows = ((row.code, row.label, *map(_cell, row.values, fields[2:])) for row in it.rows)
    return DatabaseTable(table_name(it.sheet.kind), fields, tuple(rows), ("id",))


def _list(it: FilledSheet, words: Vocabulary) -> DatabaseTable:
    sheet, part = it.sheet, it.sheet.part
    assert part is not None
    owner = DatabaseField(
        sheet.kind, ColumnType.TEXT, required=True, refers_to=table_name(sheet.kind)
    )
    lead = (owner, DatabaseField("position", ColumnType.WHOLE, required=True))
    inside: tuple[DatabaseField, ...]
    if part.slot.map_key is not None:
        inside = (
            DatabaseField("key", _TYPES.get(part.slot.map_key, ColumnType.TEXT), required=True),
            _named(part, "value", words),
        )
    elif part.slot.part is None:
        inside = (_named(part, "value", words),)
    else:
        inside = tuple(_field(column, words) for column in it.columns)
    rows = ((row.code, row.position, *map(_cell, row.values, inside)) for row in it.rows)
    name = "_".join((table_name(sheet.kind), *part.names))
    return DatabaseTable(name, (*lead, *inside), tuple(rows), (sheet.kind, "position"))


def _field(column: Column, words: Vocabulary) -> DatabaseField:
    return _named(column, "_".join(column.names), words, required=column.required)


def _named(
    column: Column, name: str, words: Vocabulary, *, required: bool = False
) -> DatabaseField:
    slot, about = column.slot, head(column, words)
    kind = _TYPES.get(slot.scalar, ColumnType.TEXT) if slot.scalar else ColumnType.TEXT
    ending = f"_{kind}" if kind in {ColumnType.CENTS, ColumnType.SECONDS} else ""
    refers_to = table_name(slot.refs[0]) if len(slot.refs) == 1 else ""
    return DatabaseField(f"{name}{ending}", kind, required, refers_to, about.title, about.note)


def _cell(value: object, field: DatabaseField) -> DatabaseCell:
    if isinstance(value, Named):
        return value.code
    if field.type is ColumnType.CENTS and isinstance(value, Decimal):
        return int(value * 100)
    if isinstance(value, str | int | Decimal | dt.date | bool) or value is None:
        return value
    return str(value)


def described(found: Iterable[DatabaseTable]) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Every column of every table: its type, what it refers to, its label and its help."""
    for table in found:
        for field in table.fields:
            yield (table.name, field.name, field.type, field.refers_to, field.label, field.help)


_SQLITE_TYPES = {
    ColumnType.TEXT: "TEXT",
    ColumnType.DATE: "TEXT",
    ColumnType.WHOLE: "INTEGER",
    ColumnType.CENTS: "INTEGER",
    ColumnType.SECONDS: "INTEGER",
    ColumnType.NUMBER: "REAL",
    ColumnType.BOOLEAN: "INTEGER",
}
_STRICT = (3, 37)  #: from this version on a table can refuse a value of another type


def sqlite(tables: Iterable[DatabaseTable], about: Mapping[str, str]) -> bytes:
    """Write a database."""
    found = list(tables)
    # In memory: what is not for everybody is in no file but the one that is asked for.
    with closing(sqlite3.connect(":memory:")) as base:
        for table in found:
            base.execute(_create(table))
            _insert(base, table)
        _describe(base, found, about)
        base.commit()
        base.execute("VACUUM")
        return base.serialize()


def _create(table: DatabaseTable) -> str:
    columns = [_declared(field) for field in table.fields]
    key = ", ".join(_name(name) for name in table.key)
    keys = [f"PRIMARY KEY ({key})"] if key else []
    links = [
        f"FOREIGN KEY ({_name(field.name)}) REFERENCES {_name(field.refers_to)} (id)"
        for field in table.fields
        if field.refers_to
    ]
    strict = " STRICT" if sqlite3.sqlite_version_info >= _STRICT else ""
    inside = ", ".join([*columns, *keys, *links])
    return f"CREATE TABLE {_name(table.name)} ({inside}){strict}"


def _declared(field: DatabaseField) -> str:
    needed = " NOT NULL" if field.required else ""
    return f"{_name(field.name)} {_SQLITE_TYPES[field.type]}{needed}"


def _insert(base: sqlite3.Connection, table: DatabaseTable) -> None:
    marks = ", ".join("?" * len(table.fields))
    rows = ([_bound(cell) for cell in row] for row in table.rows)
    # Names of tables are ours; values never become part of a sentence.
    base.executemany(f"INSERT INTO {_name(table.name)} VALUES ({marks})", rows)  # noqa: S608


def _describe(
    base: sqlite3.Connection, tables: list[DatabaseTable], about: Mapping[str, str]
) -> None:
    base.execute("CREATE TABLE export (name TEXT PRIMARY KEY, value TEXT)")
    base.executemany("INSERT INTO export VALUES (?, ?)", about.items())
    base.execute(
        'CREATE TABLE fields ("table" TEXT, "column" TEXT, type TEXT, refers_to TEXT,'
        ' label TEXT, help TEXT, PRIMARY KEY ("table", "column"))'
    )
    base.executemany("INSERT INTO fields VALUES (?, ?, ?, ?, ?, ?)", described(tables))


def _bound(cell: DatabaseCell) -> str | int | float | None:
    if isinstance(cell, Decimal):
        return float(cell)
    if cell is None or isinstance(cell, str | int | float):
        return cell
    return cell.isoformat()


_PARQUET_TYPES = {
    ColumnType.TEXT: "VARCHAR",
    ColumnType.DATE: "DATE",
    ColumnType.WHOLE: "BIGINT",
    ColumnType.CENTS: "BIGINT",
    ColumnType.SECONDS: "BIGINT",
    ColumnType.NUMBER: "DECIMAL(18,6)",
    ColumnType.BOOLEAN: "BOOLEAN",
}
#: What stands for an empty cell in the CSV that DuckDB reads; no text of a record can hold it.
_NOTHING = "\x1f"
#: One thread keeps rows in order; no extension is fetched or loaded.
_ALONE: dict[str, str | bool | int | float | list[str]] = {
    "threads": "1",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def parquet(tables: Iterable[DatabaseTable]) -> dict[str, bytes]:
    """Write tables; give the contents of the files by their names.

    Raises:
        MissingExtraError: the library is not installed.
        DiskError: there is no room for what is made on the way.
    """
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("duckdb", "query") from None
    made: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(":memory:", config=_ALONE) as base:
        for number, table in enumerate(tables):
            source, target = Path(folder) / f"{number}.csv", Path(folder) / f"{number}.parquet"
            _text(table, source)
            try:
                base.execute(_copy(table, source, target))
            except duckdb.IOException as problem:
                reason = say("the disk is full, or does not answer as it should")
                raise DiskError(folder, reason) from problem
            made[f"{table.name}.parquet"] = target.read_bytes()
    return made


def _text(table: DatabaseTable, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for row in table.rows:
            writer.writerow([_NOTHING if cell is None else str(cell) for cell in row])


def _copy(table: DatabaseTable, source: Path, target: Path) -> str:
    """Read the text with the types of the columns, and write it in order."""
    kinds = ", ".join(
        f"{_string(it.name)}: {_string(_PARQUET_TYPES[it.type])}" for it in table.fields
    )
    read = (
        f"read_csv({_string(str(source))}, columns = {{{kinds}}}, header = false, delim = ',',"
        f" quote = '\"', escape = '\"', nullstr = {_string(_NOTHING)}, auto_detect = false,"
        " allow_quoted_nulls = true, max_line_size = 10000000)"
    )
    return f"COPY (FROM {read}) TO {_string(str(target))} (FORMAT parquet, COMPRESSION zstd)"


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _string(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
