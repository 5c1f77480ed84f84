"""The register as its keeper sees it, row by row: what an import is compared with."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from mes_cli.exchange.book import Maker, row_texts
from mes_cli.exchange.cells import Pen
from mes_cli.exchange.columns import Layout
from mes_cli.exchange.ids import Lists
from mes_cli.exchange.rows import Plain, Row, filled
from mes_cli.exchange.values import Reader, fold
from mes_cli.finding import Place
from mes_cli.language.catalogue import catalogue
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model.audience import Audience
from mes_cli.model.record import Record
from mes_cli.register import Entry
from mes_cli.store.reading.load import Reading
from mes_cli.view.records import Eyes, eyes, plain, record_label, records

_ANY_DAY = dt.date(2000, 1, 1)
#: What the records of a kind say, by the canonical names of sheets and columns.
Texts = Mapping[str, list[dict[str, str | None]]]


@dataclass(frozen=True)
class Now:
    """The register as it stands."""

    reading: Reading

    @property
    def words(self) -> Vocabulary:
        """The words of the register."""
        return self.reading.words

    @cached_property
    def seen_by(self) -> Eyes:
        """The keeper, who sees everything; no day changes that."""
        register = self.reading.register
        return eyes(register, Audience.INTERNAL, _ANY_DAY, register.settings.language)

    @cached_property
    def maker(self) -> Maker:
        """What an export would be made with."""
        language = self.reading.register.settings.language
        return Maker(records(self.seen_by), Audience.INTERNAL, catalogue(language), self.words)

    @cached_property
    def rows(self) -> Mapping[tuple[str, str], list[Row]]:
        """The rows that an export has, by sheet and by record, in whole columns."""
        found: dict[tuple[str, str], list[Row]] = {}
        for it in filled(self.maker.records, Audience.INTERNAL, Layout.SHEETS):
            for row in it.rows:
                found.setdefault((it.sheet.name, row.code), []).append(row)
        return found

    @cached_property
    def lists(self) -> Lists:
        """The files of the register by kind and stem; nothing for those of a single record."""
        found: dict[tuple[str, str], str | None] = {}
        for entry in self.reading.register.entries:
            stem = entry.place.file.rpartition("/")[2].rpartition(".")[0]
            listed = entry.place.item is not None
            found[entry.record.kind, stem] = entry.place.file if listed else None
        return found

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of records that came in before."""
        found = (entry.record.import_key for entry in self.reading.register.entries)
        return frozenset(key for key in found if key)

    @cached_property
    def prints(self) -> Mapping[tuple[str, str], str]:
        """The fingerprints that an export has."""
        return self.maker.prints(self.maker.records)

    def plain(self, record: Record) -> Plain:
        """A record as an export would have it."""
        return plain(Entry(record, Place("")), self.seen_by)

    def fingerprint(self, record: Record) -> str:
        """The fingerprint that a record would have."""
        return self.maker.prints({record.kind: [self.plain(record)]})[record.kind, record.id]

    def texts(self, record: Record, pen: Pen | None = None) -> Texts:
        """What a record says, cell by cell, in canonical words unless *pen* has others."""
        found: dict[str, list[dict[str, str | None]]] = {}
        seen = {record.kind: [self.plain(record)]}
        for it in filled(seen, Audience.INTERNAL, Layout.SHEETS):
            names = [column.key for column in it.columns]
            found[it.sheet.name] = [
                dict(zip(names, row_texts(it.columns, row, pen), strict=True)) for row in it.rows
            ]
        return found

    @cached_property
    def reader(self) -> Reader:
        """What cells are read with: records may be named by their names."""
        return Reader(dict(_names(entry.record for entry in self.reading.register.entries)))


def _names(found: Iterable[Record]) -> Mapping[tuple[str, str], str]:
    """The ids of records by their names; a name that several have names none of them."""
    names: dict[tuple[str, str], str] = {}
    ids: dict[tuple[str, str], str] = {}
    for record in found:
        ids[record.kind, record.id] = record.id
        name = (record.kind, fold(record_label(record)))
        names[name] = "" if name in names else record.id
    return {name: it for name, it in names.items() if it} | ids
