"""Rows of sheets, made from the view of an audience: they hold only what is in the view."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mes_cli.exchange.sheets import Column, RecordSheet, SheetLayout, sheets
from mes_cli.model import Models
from mes_cli.model.audience import Audience
from mes_cli.model.record import label_in
from mes_cli.view.records import ViewData, whole


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A record, or an element of one of its lists."""

    #: The record that it is, or belongs to: its id, or what stands in place of it.
    code: str
    #: In the order of the columns.
    values: tuple[object, ...]
    #: The place in its list, from 1.
    position: int = 0
    #: What people call the record.
    label: str = ""


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A sheet with the columns that an audience may see, and its rows."""

    sheet: RecordSheet
    columns: tuple[Column, ...]
    rows: tuple[SheetRow, ...]


def filled(
    records: Mapping[str, Sequence[ViewData]],
    models: Models,
    audience: Audience,
    layout: SheetLayout,
) -> Iterator[FilledSheet]:
    """Fill the sheets of all kinds of *records*, which must come from a view."""
    for kind, seen in records.items():
        for sheet in sheets(models[kind], layout):
            found = _fill(sheet, seen, audience)
            if found.columns or audience.sees(_audience(sheet)):
                yield found


def _audience(sheet: RecordSheet) -> Audience:
    return sheet.part.audience if sheet.part else Audience.PUBLIC


def _fill(sheet: RecordSheet, records: Iterable[ViewData], audience: Audience) -> FilledSheet:
    rows = list(_rows(sheet, records))
    kept = [
        number
        for number, column in enumerate(sheet.columns)
        if column.key != "id"
        and (audience.sees(column.audience) or any(it.values[number] is not None for it in rows))
    ]
    listless = sheet.part is not None and not sheet.columns
    return FilledSheet(
        sheet,
        tuple(sheet.columns[number] for number in kept),
        tuple(
            SheetRow(
                r.code,
                r.values if listless else tuple(r.values[n] for n in kept),
                r.position,
                r.label,
            )
            for r in rows
        ),
    )


def _rows(sheet: RecordSheet, records: Iterable[ViewData]) -> Iterator[SheetRow]:
    for record in records:
        code = str(record["code"])
        label = label_of(record)
        if sheet.part is None:
            yield SheetRow(code, _values(record, sheet.columns), label=label)
            continue
        for position, element in enumerate(_elements(reach(record, sheet.part.names)), 1):
            values = (
                _values(element, sheet.columns)
                if isinstance(element, Mapping)
                else element
                if isinstance(element, tuple)
                else (element,)
            )
            yield SheetRow(code, values, position, label)


def label_of(record: Mapping[str, object]) -> str:
    """What people call a record; where it has no words for that, what stands for its id."""
    return label_in(record.get) or str(record["code"])


def _elements(found: object) -> Iterable[object]:
    """The elements of a list, or the pairs of a mapping."""
    if isinstance(found, Mapping):
        return list(found.items())
    return found if isinstance(found, list) else []


def _values(record: Mapping[str, object], columns: Iterable[Column]) -> tuple[object, ...]:
    return tuple(_value(record, column) for column in columns)


def _value(record: Mapping[str, object], column: Column) -> object:
    """Give the value of a column; all of a list of which readers get the latest."""
    *above, _name = column.names
    if column.slot.latest:
        return whole({**_mapping(reach(record, above))}, column.slot)
    return reach(record, column.names)


def _mapping(found: object) -> Mapping[str, object]:
    return found if isinstance(found, Mapping) else {}


def reach(record: object, names: Iterable[str]) -> object:
    """Follow a path into a record; None where it ends early, or at nothing.

    >>> reach({"territory": {"commune": "01004"}}, ("territory", "commune"))
    '01004'
    """
    for name in names:
        record = record.get(name) if isinstance(record, Mapping) else None
    return record or None if isinstance(record, list | dict) else record
