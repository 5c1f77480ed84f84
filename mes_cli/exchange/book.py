"""A workbook before it takes a form: tabs, typed cells, lists to choose from."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mes_cli.exchange import excel
from mes_cli.exchange.cells import (
    CellType,
    CellWriter,
    Value,
    cell_type,
    plain_text,
    reference,
    spoken,
)
from mes_cli.exchange.sheet_rows import FilledSheet, SheetRow, filled
from mes_cli.exchange.sheets import (
    FINGERPRINT,
    NUMBER,
    POSITION,
    Column,
    RecordSheet,
    SheetLayout,
    head,
    id_head,
    is_long,
    sheets,
    tab_name,
)
from mes_cli.finding import say
from mes_cli.language.catalogue import Catalogue
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model import Models
from mes_cli.model.audience import Audience
from mes_cli.model.scalars import Scalar
from mes_cli.view.records import ViewData
from mes_cli.view.viewer import Named

_DIGITS = 16
_TITLES = {
    POSITION: say("Place"),
    FINGERPRINT: say("Fingerprint"),
    NUMBER: say("Number"),
}


@dataclass(frozen=True, slots=True)
class ColumnHeading:
    """A column of a tab."""

    title: str
    note: str = ""
    sort: CellType = CellType.TEXT
    #: The list of the workbook that its cells are chosen from.
    choices: str = ""
    #: Nothing else may be written there.
    strict: bool = False
    #: What stands there already may not be changed.
    locked: bool = False
    hidden: bool = False
    long: bool = False
    #: Its texts are shown whole, on several lines where they must be.
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class BookTab:
    """A table of a workbook."""

    name: str
    headings: tuple[ColumnHeading, ...]
    rows: tuple[tuple[Value | None, ...], ...]
    #: Lines above the table: what it is of.
    above: tuple[str, ...] = ()
    #: It is printed on A4, on one page where that stays legible.
    printed: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A whole workbook."""

    #: What it is and how to work in it, a paragraph a line.
    about: tuple[str, ...]
    tabs: tuple[BookTab, ...]
    #: Lists to choose from, by name.
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: It may be read back: ids are protected.
    protected: bool = False
    language: str = "en"
    #: Its day, ISO.
    day: str = ""


@dataclass(frozen=True, slots=True)
class WorkbookMaker:
    """The settings of a workbook, and the tabs that are built with them."""

    records: Mapping[str, Sequence[ViewData]]
    audience: Audience
    catalogue: Catalogue
    #: The register's; None where titles and values are to be canonical.
    words: Vocabulary | None
    #: What its records are made of.
    models: Models
    #: Words that the register adds to lists, by the name of the list.
    added: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def protected(self) -> bool:
        """Only what the keeper sees is whole, and may be read back."""
        return self.audience is Audience.INTERNAL

    def tabs(self, kinds: Iterable[str]) -> list[BookTab]:
        """The tabs of some kinds."""
        wanted = {kind: self.records[kind] for kind in kinds}
        prints = self.prints(wanted) if self.protected else {}
        found = filled(wanted, self.models, self.audience, SheetLayout.SHEETS)
        return [self._tab(it, prints) for it in found]

    def prints(self, records: Mapping[str, Sequence[ViewData]]) -> dict[tuple[str, str], str]:
        """The fingerprint of every record."""
        found: dict[tuple[str, str], list[object]] = {}
        for it in filled(records, self.models, self.audience, SheetLayout.SHEETS):
            for row in it.rows:
                said = row_texts(it.columns, row)
                found.setdefault((it.sheet.kind, row.code), []).append([it.sheet.name, said])
        return {name: fingerprint(said) for name, said in found.items()}

    def _tab(self, it: FilledSheet, prints: Mapping[tuple[str, str], str]) -> BookTab:
        writer, sheet = CellWriter(self.words), it.sheet
        printed = bool(prints) and sheet.part is None
        tail = [ColumnHeading(self._word(FINGERPRINT), locked=True, hidden=True)] if printed else []
        headings = (*self._lead(sheet), *(self._heading(column) for column in it.columns), *tail)
        rows: list[tuple[Value | None, ...]] = []
        for row in it.rows:
            before = (row.code,) if sheet.part is None else (row.code, row.position)
            cells = map(writer.cell, row.values, it.columns)
            rows.append((*before, *cells, *([prints[sheet.kind, row.code]] if tail else [])))
        return BookTab(tab_name(sheet, self.words), headings, tuple(rows))

    def _lead(self, sheet: RecordSheet) -> list[ColumnHeading]:
        """The columns that say which record a row is, or belongs to."""
        named = id_head(sheet, self.words)
        if sheet.part is not None:
            owner = ColumnHeading(
                named.title, named.note, choices=sheet.kind, locked=self.protected
            )
            return [
                owner,
                ColumnHeading(self._word(POSITION), sort=CellType.WHOLE, locked=self.protected),
            ]
        if self.audience.sees(Audience.MEMBERS):
            return [ColumnHeading(named.title, named.note, locked=self.protected)]
        return [ColumnHeading(self._word(NUMBER))]

    def _word(self, name: str) -> str:
        if self.words is None:
            return name
        return self.catalogue.text(_TITLES[name].text)

    def _heading(self, column: Column) -> ColumnHeading:
        about, slot = head(column, self.words), column.slot
        several = slot.many or slot.map_key is not None
        named = slot.words.__name__ if slot.words else "-".join(slot.refs)
        if slot.scalar is Scalar.BOOLEAN:
            named = "boolean"
        if slot.alone and slot.part:
            named = ""
        return ColumnHeading(
            about.title,
            about.note,
            cell_type(column),
            "" if several and slot.words else named,
            strict=bool(slot.choices or slot.scalar is Scalar.BOOLEAN) and not several,
            long=is_long(column),
        )


def row_texts(columns: Iterable[Column], row: SheetRow) -> list[str | None]:
    """A row as texts in canonical words, to compare it with another."""
    writer = CellWriter()
    found: list[str | None] = []
    for value, column in zip(row.values, columns, strict=True):
        cell = writer.cell(value, column)
        if isinstance(cell, int) and cell_type(column) is CellType.HOURS:
            found.append(spoken(cell))
        else:
            found.append(None if cell is None else plain_text(cell))
    return found


def fingerprint(said: object) -> str:
    """A short text that changes when *said* does."""
    text = json.dumps(said, ensure_ascii=True, separators=(",", ":"))
    # A letter comes first: no spreadsheet takes it for a number.
    return f"f{hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]}"


def same_fingerprint(told: str, known: str) -> bool:
    """Tell whether a cell holds a fingerprint, as it was or as a spreadsheet made a number of it.

    Older exports have no letter before it, and their fingerprints could look like numbers.

    >>> same_fingerprint("f0123", "f0123"), same_fingerprint("0123", "f0123")
    (True, True)
    >>> same_fingerprint("4,31763E+14", "f431762839283746"), same_fingerprint("4E+14", "f0e1c")
    (True, False)
    """
    bare = known.removeprefix("f")
    return told in {known, bare} or excel.is_of(told, bare)


def choice_lists(maker: WorkbookMaker, kinds: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The lists that columns are chosen from: words, and the records of a kind."""
    writer, found = CellWriter(maker.words), dict[str, tuple[str, ...]]()
    wanted = (maker.models[kind] for kind in kinds)
    for sheet in (sheet for model in wanted for sheet in sheets(model, SheetLayout.SHEETS)):
        if sheet.part is not None:
            found[sheet.kind] = tuple(str(it["code"]) for it in maker.records[sheet.kind])
        for column in sheet.columns:
            slot = column.slot
            if slot.words is not None:
                own, name = [writer.word(str(it), slot) for it in slot.words], slot.words.__name__
                found[name] = (*own, *maker.added.get(name, ()))
            elif slot.scalar is Scalar.BOOLEAN:
                found["boolean"] = (writer.boolean(value=True), writer.boolean(value=False))
            elif slot.refs:
                found.setdefault("-".join(slot.refs), _named(slot.refs, maker.records))
    return {name: words for name, words in found.items() if words}


def _named(kinds: Iterable[str], records: Mapping[str, Sequence[ViewData]]) -> tuple[str, ...]:
    """How cells name the records of some kinds."""
    return tuple(
        reference(Named(str(it["label"]), _id(it), kind, str(it["code"])))
        for kind in kinds
        for it in records.get(kind, ())
    )


def _id(record: ViewData) -> str | None:
    found = record.get("id")
    return None if found is None else str(found)


def book(maker: WorkbookMaker, kinds: Sequence[str], about: Sequence[str], day: str) -> Book:
    """A workbook of some kinds of record."""
    return Book(
        tuple(about),
        tuple(maker.tabs(kinds)),
        choice_lists(maker, kinds),
        protected=maker.protected,
        language=maker.words.language if maker.words else "en",
        day=day,
    )
