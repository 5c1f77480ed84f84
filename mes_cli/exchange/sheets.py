"""Tables of records: which columns a kind has, and what these are called.

There are two layouts. *Sheets* are for people: what fits in one cell stays in one cell, so
that a list of roles or the accompaniment that an hour is for needs no second sheet. *Tables*
are for databases: every list is a table of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from mes_cli.language.formats import capitalised
from mes_cli.language.vocabulary import LANGUAGES, Vocabulary, kind_words, vocabulary
from mes_cli.model import Record
from mes_cli.model.audience import Audience
from mes_cli.model.record import Part
from mes_cli.model.shape import Slot, shape


class SheetLayout(StrEnum):
    """Who the tables are for."""

    SHEETS = "sheets"  #: people: short lists stand in a cell
    TABLES = "tables"  #: databases: a table a list


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a record, or of an element of one of its lists."""

    #: The fields on the way, in canonical names: ``("territory", "commune")``.
    names: tuple[str, ...]
    #: The models that they belong to, for the vocabulary.
    homes: tuple[str, ...]
    slot: Slot
    audience: Audience

    @property
    def key(self) -> str:
        """Its canonical name in a table: ``territory.commune``."""
        return ".".join(self.names)

    @property
    def required(self) -> bool:
        """Tell whether no row may leave it empty."""
        return self.slot.required and len(self.names) == 1


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """The rows of one kind of record, or of one list inside its records."""

    kind: str
    columns: tuple[Column, ...]
    #: The list whose elements are its rows; None for the records themselves.
    part: Column | None = None

    @property
    def name(self) -> str:
        """Its canonical name: ``accompaniment``, ``accompaniment.sessions``."""
        return f"{self.kind}.{self.part.key}" if self.part else self.kind


@cache
def sheets(model: type[Record], layout: SheetLayout) -> tuple[RecordSheet, ...]:
    """The sheet of a kind, and one for each list that does not fit in a cell.

    >>> from mes_cli.model import Accompaniment
    >>> [sheet.name for sheet in sheets(Accompaniment, SheetLayout.SHEETS)]
    ['accompaniment', 'accompaniment.sessions', 'accompaniment.expenses', 'accompaniment.onward']
    """
    columns = tuple(
        column
        for found in _columns(model, (), (), Audience.PUBLIC)
        for column in (_latest(found) if layout is SheetLayout.TABLES else [found])
    )
    lists = [column for column in columns if is_table(column, layout)]
    own = tuple(column for column in columns if column not in lists)
    first = sorted(own, key=lambda c: c.key != "id")
    last = {"tags": 1, "notes": 2, "import_key": 3}
    first.sort(key=lambda c: last.get(c.key, 0))
    return (
        RecordSheet(model.kind, tuple(first)),
        *(RecordSheet(model.kind, _elements(column), column) for column in lists),
    )


def _latest(column: Column) -> Iterator[Column]:
    """Give the latest of a list a column of its own, beside the table that the list has."""
    slot = column.slot
    if not slot.latest:
        yield column
        return
    assert slot.part is not None
    assert slot.alone is not None
    yield replace(column, slot=shape(slot.part).slots[slot.alone])
    yield replace(column, names=(*column.names[:-1], slot.attribute))


def is_table(column: Column, layout: SheetLayout) -> bool:
    """Tell whether a field has a table of its own."""
    slot = column.slot
    if layout is SheetLayout.TABLES:
        return slot.many or slot.map_key is not None
    return slot.many and slot.part is not None and slot.alone is None


def _elements(column: Column) -> tuple[Column, ...]:
    """The columns of a list: the fields of its parts, or its single values."""
    part = column.slot.part
    if part is None:
        return ()
    return tuple(_columns(part, (), (), column.audience))


def _columns(
    model: type[Part], names: tuple[str, ...], homes: tuple[str, ...], widest: Audience
) -> Iterator[Column]:
    for slot in shape(model).slots.values():
        audience = max(widest, slot.audience, key=lambda it: it.strictness)
        here = (*names, slot.name)
        owners = (*homes, shape(model).home)
        if slot.part is not None and not slot.many:
            yield from _columns(slot.part, here, owners, audience)
        else:
            yield Column(here, owners, slot, audience)


#: The columns that belong to no field, in canonical words.
ID, NUMBER, POSITION, FINGERPRINT = "id", "number", "position", "fingerprint"


@dataclass(frozen=True, slots=True)
class Head:
    """The title of a column, and what is said about it."""

    title: str
    note: str = ""


def tab_name(sheet: RecordSheet, words: Vocabulary | None) -> str:
    """The name of a table: ``accompagnements``, ``accompagnements-seances``.

    >>> from mes_cli.exchange.sheets import SheetLayout, sheets
    >>> from mes_cli.model import Accompaniment
    >>> tab_name(sheets(Accompaniment, SheetLayout.SHEETS)[1], vocabulary("fr"))
    'accompagnements-seances'
    """
    own = words or vocabulary("en")
    folder = own.kinds[sheet.kind].folder
    if sheet.part is None:
        return folder
    keys = (own.key(*step) for step in zip(sheet.part.homes, sheet.part.names, strict=True))
    return "-".join((folder, *keys))


def head(column: Column, words: Vocabulary | None) -> Head:
    """The title and the note of a column."""
    if words is None:
        return Head(column.key)
    steps = [words.field(*step) for step in zip(column.homes, column.names, strict=True)]
    return Head(" – ".join(step.label for step in steps), steps[-1].help)


def id_head(sheet: RecordSheet, words: Vocabulary | None) -> Head:
    """The title of the column that names the record of a row."""
    if words is None:
        return Head(ID if sheet.part is None else sheet.kind)
    about = words.field("Record", "id")
    if sheet.part is None:
        return Head(about.label, about.help)
    return Head(capitalised(words.kinds[sheet.kind].label), about.help)


def titles(column: Column) -> list[str]:
    """All titles by which a column may be called, in any language, by key or by label."""
    found = [column.key]
    for language in LANGUAGES:
        words = vocabulary(language)
        steps = [words.field(*step) for step in zip(column.homes, column.names, strict=True)]
        found += [" – ".join(step.label for step in steps), ".".join(step.key for step in steps)]
    return found


def tab_names(sheet: RecordSheet) -> list[str]:
    """All names by which a table may be called."""
    if sheet.part is None:
        return [sheet.kind, *kind_words(sheet.kind)]
    return [tab_name(sheet, vocabulary(language)) for language in LANGUAGES]


def is_long(column: Column) -> bool:
    """Tell whether a column holds sentences rather than words."""
    wide = {
        "summary",
        "statement",
        "outcomes",
        "tailored",
        "text",
        "notes",
        "account",
        "foreword",
        "context",
        "outlook",
        "specification",
        "demand",
        "terms",
        "overrun_reason",
        "value_for_territory",
        "highlights",
    }
    return column.names[-1] in wide and not column.slot.choices
