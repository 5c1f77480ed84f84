"""The register as spreadsheet rows: the other side of the comparison of an import."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pydantic import ValidationError

from mes_cli.exchange.book import WorkbookMaker, row_texts
from mes_cli.exchange.cells import CellWriter, cell_type, shown
from mes_cli.exchange.plan import Plan, problem_of, spot_of
from mes_cli.exchange.sheet_rows import SheetRow, filled
from mes_cli.exchange.sheets import Column, SheetLayout
from mes_cli.exchange.values import CellReader
from mes_cli.finding import Loc, Place
from mes_cli.language.catalogue import catalogue
from mes_cli.language.folding import same
from mes_cli.language.formats import formats
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model.audience import Audience
from mes_cli.model.record import Record
from mes_cli.register import Entry
from mes_cli.store.editing.edited_file import month_list
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.phrases import findings as phrased
from mes_cli.store.reading.translation import Data
from mes_cli.view.records import ViewData, plain, records
from mes_cli.view.viewer import Viewer, record_label, viewer

_ANY_DAY = dt.date(2000, 1, 1)
#: What the records of a kind say, by the canonical names of sheets and columns.
Texts = Mapping[str, list[dict[str, str | None]]]


@dataclass(frozen=True)
class Current:
    """The register as it stands, in the rows and the cells that an export has."""

    reading: Reading

    @property
    def words(self) -> Vocabulary:
        """The words of the register."""
        return self.reading.words

    @cached_property
    def seen_by(self) -> Viewer:
        """The keeper, who sees everything; no day changes that."""
        register = self.reading.register
        return viewer(register, Audience.INTERNAL, _ANY_DAY, register.settings.language)

    @cached_property
    def maker(self) -> WorkbookMaker:
        """What an export would be made with."""
        register = self.reading.register
        sentences = catalogue(register.settings.language)
        return WorkbookMaker(
            records(self.seen_by), Audience.INTERNAL, sentences, self.words, register.models
        )

    @cached_property
    def rows(self) -> Mapping[tuple[str, str], list[SheetRow]]:
        """The rows that an export has, by sheet and by record, in whole columns."""
        found: dict[tuple[str, str], list[SheetRow]] = {}
        made = self.maker
        for it in filled(made.records, made.models, Audience.INTERNAL, SheetLayout.SHEETS):
            for row in it.rows:
                found.setdefault((it.sheet.name, row.code), []).append(row)
        return found

    @cached_property
    def _month_lists(self) -> dict[tuple[str, str], str]:
        return {}

    def month_list(self, month: str, nature: str) -> str:
        """The list that hours of a month belong to, whether they are logged or imported."""
        if (month, nature) not in self._month_lists:
            self._month_lists[month, nature] = month_list(self.reading, month, nature)
        return self._month_lists[month, nature]

    @cached_property
    def keys(self) -> Mapping[str, list[Entry[Record]]]:
        """The records that came in before, by the keys that they bear."""
        found: dict[str, list[Entry[Record]]] = {}
        for entry in self.reading.register.entries:
            if entry.record.import_key:
                found.setdefault(entry.record.import_key, []).append(entry)
        return found

    @cached_property
    def prints(self) -> Mapping[tuple[str, str], str]:
        """The fingerprints that an export has."""
        return self.maker.prints(self.maker.records)

    def plain(self, record: Record) -> ViewData:
        """A record as an export would have it."""
        return plain(Entry(record, Place("")), self.seen_by)

    def fingerprint(self, record: Record) -> str:
        """The fingerprint that a record would have."""
        return self.maker.prints({record.kind: [self.plain(record)]})[record.kind, record.id]

    def texts(self, record: Record) -> Texts:
        """What a record says, cell by cell, in canonical words."""
        return self._cells(record, row_texts)

    def shown(self, record: Record) -> Texts:
        """What a record says, cell by cell, as people of the register write it."""
        writer, own = CellWriter(self.words), formats(self.words.language)

        def row(columns: Iterable[Column], row: SheetRow) -> list[str | None]:
            return [
                shown(writer.cell(value, column), cell_type(column), own)
                for value, column in zip(row.values, columns, strict=True)
            ]

        return self._cells(record, row)

    def _cells(
        self, record: Record, written: Callable[[Iterable[Column], SheetRow], list[str | None]]
    ) -> Texts:
        found: dict[str, list[dict[str, str | None]]] = {}
        seen = {record.kind: [self.plain(record)]}
        for it in filled(seen, self.maker.models, Audience.INTERNAL, SheetLayout.SHEETS):
            names = [column.key for column in it.columns]
            found[it.sheet.name] = [
                dict(zip(names, written(it.columns, row), strict=True)) for row in it.rows
            ]
        return found

    @cached_property
    def reader(self) -> CellReader:
        """What cells are read with: records may be named by their names."""
        return CellReader(dict(_names(entry.record for entry in self.reading.register.entries)))


def _names(found: Iterable[Record]) -> Mapping[tuple[str, str], str]:
    """The ids of records by their names; a name that several have names none of them."""
    names: dict[tuple[str, str], str] = {}
    ids: dict[tuple[str, str], str] = {}
    for record in found:
        ids[record.kind, record.id] = record.id
        name = (record.kind, same(record_label(record)))
        names[name] = "" if name in names else record.id
    return {name: it for name, it in names.items() if it} | ids


def checked(
    data: Data, kind: str, spot: str, spots: Mapping[Loc, str], current: Current, plan: Plan
) -> Record | None:
    """Read a record as the register would; what cannot be read is a problem of a cell."""
    model = current.reading.register.models[kind]
    context = {"day_length": current.reading.register.settings.day_length}
    try:
        return model.model_validate(data, context=context)
    except ValidationError as problem:
        for finding in phrased(problem, model, data, current.words, Place(""), set()):
            where = spot_of(spots, finding.at.loc, spot)
            plan.problems.append(problem_of(finding, where, model, current.words))
        return None
