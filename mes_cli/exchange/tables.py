"""Tables for databases: a table a kind and a table a list, with typed columns.

Money is a whole number of cents and time a whole number of seconds, and the columns say so in
their names: no sum can be off by a cent.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from mes_cli.exchange.columns import Column, Layout
from mes_cli.exchange.headings import head
from mes_cli.exchange.rows import Filled, Plain, filled
from mes_cli.language.vocabulary import Vocabulary, vocabulary
from mes_cli.model.audience import Audience
from mes_cli.model.scalars import Scalar
from mes_cli.view.records import Named


class Type(StrEnum):
    """What a column of a database holds."""

    TEXT = "text"
    DATE = "date"
    WHOLE = "whole"
    CENTS = "cents"
    SECONDS = "seconds"
    NUMBER = "number"
    BOOLEAN = "boolean"


_TYPES = {
    Scalar.DATE: Type.DATE,
    Scalar.MONEY: Type.CENTS,
    Scalar.DURATION: Type.SECONDS,
    Scalar.NUMBER: Type.NUMBER,
    Scalar.SHARE: Type.NUMBER,
    Scalar.WHOLE: Type.WHOLE,
    Scalar.YEAR: Type.WHOLE,
    Scalar.BOOLEAN: Type.BOOLEAN,
}


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table."""

    name: str
    type: Type
    required: bool = False
    #: The table whose ``id`` it holds.
    refers_to: str = ""
    label: str = ""
    help: str = ""


Cell = str | int | float | Decimal | dt.date | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a database."""

    name: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]
    #: The columns that name a row.
    key: tuple[str, ...]


def tables(
    records: Mapping[str, Sequence[Plain]], audience: Audience, words: Vocabulary
) -> list[Table]:
    """All tables of a view; a table comes behind those that it refers to where that can be."""
    found = filled(records, audience, Layout.TABLES)
    return [_list(it, words) if it.sheet.part else _main(it, words) for it in found]


def table_name(kind: str) -> str:
    """The table of a kind: its English folder.

    >>> table_name("accompaniment")
    'accompaniments'
    """
    return vocabulary("en").kinds[kind].folder


def _main(it: Filled, words: Vocabulary) -> Table:
    about = words.field("Record", "id")
    first = Field("id", Type.TEXT, required=True, label=about.label, help=about.help)
    called = Field("label", Type.TEXT, required=True)
    fields = (first, called, *(_field(column, words) for column in it.columns))
    rows = (
        (row.code, row.label, *map(_cell, row.values, fields[2:]))
        for row in it.rows
    )  # fmt: skip
    return Table(table_name(it.sheet.kind), fields, tuple(rows), ("id",))


def _list(it: Filled, words: Vocabulary) -> Table:
    sheet, part = it.sheet, it.sheet.part
    assert part is not None
    owner = Field(sheet.kind, Type.TEXT, required=True, refers_to=table_name(sheet.kind))
    lead = (owner, Field("position", Type.WHOLE, required=True))
    inside: tuple[Field, ...]
    if part.slot.map_key is not None:
        inside = (Field("key", _TYPES.get(part.slot.map_key, Type.TEXT), required=True),
                  _named(part, "value", words))  # fmt: skip
    elif part.slot.part is None:
        inside = (_named(part, "value", words),)
    else:
        inside = tuple(_field(column, words) for column in it.columns)
    rows = ((row.code, row.position, *map(_cell, row.values, inside)) for row in it.rows)
    name = "_".join((table_name(sheet.kind), *part.names))
    return Table(name, (*lead, *inside), tuple(rows), (sheet.kind, "position"))


def _field(column: Column, words: Vocabulary) -> Field:
    return _named(column, "_".join(column.names), words, required=column.required)


def _named(column: Column, name: str, words: Vocabulary, *, required: bool = False) -> Field:
    slot, about = column.slot, head(column, words)
    kind = _TYPES.get(slot.scalar, Type.TEXT) if slot.scalar else Type.TEXT
    ending = f"_{kind}" if kind in {Type.CENTS, Type.SECONDS} else ""
    refers_to = table_name(slot.refs[0]) if len(slot.refs) == 1 else ""
    return Field(f"{name}{ending}", kind, required, refers_to, about.title, about.note)


def _cell(value: object, field: Field) -> Cell:
    if isinstance(value, Named):
        return value.code
    if field.type is Type.CENTS and isinstance(value, Decimal):
        return int(value * 100)
    if isinstance(value, str | int | Decimal | dt.date | bool) or value is None:
        return value
    return str(value)


def described(found: Iterable[Table]) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Every column of every table: its type, what it refers to, its label and its help."""
    for table in found:
        for field in table.fields:
            yield (table.name, field.name, field.type, field.refers_to, field.label, field.help)
