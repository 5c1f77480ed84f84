"""Tables for databases, with typed columns, and SQLite files of them.

A kind has a table, and so has each list. Money is whole cents and time whole seconds, and the
columns say so in their names. A database describes itself.
"""

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from mes_cli.exchange.sheet_rows import FilledSheet, filled
from mes_cli.exchange.sheets import Column, SheetLayout, head
from mes_cli.finding import Message
from mes_cli.language.catalogue import Catalogue
from mes_cli.language.vocabulary import Vocabulary, vocabulary
from mes_cli.model import Models
from mes_cli.model.audience import Audience
from mes_cli.model.scalars import Scalar
from mes_cli.table import markdown_lines
from mes_cli.view.records import ViewData
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


def order_of(row: Iterable[DatabaseCell]) -> tuple[tuple[bool, str], ...]:
    """Give what rows are sorted by, so that their order says no more than they do."""
    return tuple((cell is not None, str(cell)) for cell in row)


@dataclass(frozen=True, slots=True)
class DatabaseTable:
    """A table of a database."""

    name: str
    fields: tuple[DatabaseField, ...]
    rows: tuple[tuple[DatabaseCell, ...], ...]
    #: The columns that name a row; none where rows have no name.
    key: tuple[str, ...] = ()


def tables(
    records: Mapping[str, Sequence[ViewData]], models: Models, audience: Audience, words: Vocabulary
) -> list[DatabaseTable]:
    """All tables of a view; a table comes behind those that it refers to where that can be."""
    found = filled(records, models, audience, SheetLayout.TABLES)
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


#: What is said of every column.
DESCRIBED = ("table", "column", "type", "refers_to", "label", "help")


def described(found: Iterable[DatabaseTable]) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Every column of every table: its type, what it refers to, its label and its help."""
    for table in found:
        for field in table.fields:
            yield (table.name, field.name, field.type, field.refers_to, field.label, field.help)


def self_described(
    tables: Iterable[DatabaseTable], about: Mapping[str, str]
) -> list[DatabaseTable]:
    """Add the tables that describe a database: what it is, and every column."""
    found = list(tables)
    export = tuple(DatabaseField(name, ColumnType.TEXT) for name in ("name", "value"))
    fields = tuple(DatabaseField(name, ColumnType.TEXT) for name in DESCRIBED)
    return [
        *found,
        DatabaseTable("export", export, tuple(about.items()), ("name",)),
        DatabaseTable("fields", fields, tuple(described(found)), ("table", "column")),
    ]


#: The page that is written beside tables, and describes them.
SCHEMA = "SCHEMA.md"


def schema_page(
    title: str,
    sentences: Iterable[Message],
    tables: Iterable[DatabaseTable],
    catalogue: Catalogue,
) -> bytes:
    """Write the page that describes some tables: what they are, and every column."""
    words = vocabulary(catalogue.language)
    heads = [name.replace("_", " ") for name in (*DESCRIBED[:-1], "meaning")]
    rows = [[cell.replace("|", "\\|") for cell in row] for row in described(tables)]
    said = (catalogue.say(sentence, words) for sentence in sentences)
    table = markdown_lines(heads, rows, [False] * len(heads))
    return ("\n\n".join([f"# {title}", *said, table]) + "\n").encode()


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


def sqlite(tables: Iterable[DatabaseTable]) -> bytes:
    """Write a database."""
    # In memory: what is not for everybody is in no file but the one that is asked for.
    with closing(sqlite3.connect(":memory:")) as base:
        for table in tables:
            base.execute(_create(table))
            _insert(base, table)
        base.commit()
        base.execute("VACUUM")
        return base.serialize()


def _create(table: DatabaseTable) -> str:
    columns = [_declared(field) for field in table.fields]
    key = ", ".join(quoted(name) for name in table.key)
    keys = [f"PRIMARY KEY ({key})"] if key else []
    links = [
        f"FOREIGN KEY ({quoted(field.name)}) REFERENCES {quoted(field.refers_to)} (id)"
        for field in table.fields
        if field.refers_to
    ]
    strict = " STRICT" if sqlite3.sqlite_version_info >= _STRICT else ""
    inside = ", ".join([*columns, *keys, *links])
    return f"CREATE TABLE {quoted(table.name)} ({inside}){strict}"


def _declared(field: DatabaseField) -> str:
    needed = " NOT NULL" if field.required else ""
    return f"{quoted(field.name)} {_SQLITE_TYPES[field.type]}{needed}"


def _insert(base: sqlite3.Connection, table: DatabaseTable) -> None:
    marks = ", ".join("?" * len(table.fields))
    rows = ([_bound(cell) for cell in row] for row in table.rows)
    # Names of tables are ours; values never become part of a sentence.
    base.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({marks})", rows)  # noqa: S608


def _bound(cell: DatabaseCell) -> str | int | float | None:
    if isinstance(cell, Decimal):
        return float(cell)
    if cell is None or isinstance(cell, str | int | float):
        return cell
    return cell.isoformat()


def quoted(name: str) -> str:
    """Write a name as SQL does, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'
