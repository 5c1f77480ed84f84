"""The register: all its records with their places, and what is looked up in them.

An index that several checks or figures need is a cached property here: it is made once.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar, cast

from mes_cli.finding import Place
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.model import Models, models
from mes_cli.model.dated import a_year_after, begun, done
from mes_cli.model.evidence import PictureFault
from mes_cli.model.record import Part, Record
from mes_cli.model.settings import Identities, Settings
from mes_cli.model.walk import Path, numbered, references, walk

R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)

#: What names a record in the whole register: its kind and its id.
Name = tuple[str, str]

_FEW = 2
#: The keeper of a register whose settings could not be read.
UNKNOWN_KEEPER = "-"


class Entry(NamedTuple, Generic[R_co]):
    """A record, and the place where it is written."""

    record: R_co
    place: Place

    @property
    def name(self) -> Name:
        """Its kind and its id."""
        return (self.record.kind, self.record.id)

    def at(self, *loc: str | int) -> Place:
        """The place of one of its values; *loc* is in canonical names."""
        return self.place.at(*loc)


class Reference(NamedTuple):
    """An id that a record, or the settings, name: the field, the place, the id."""

    path: Path
    at: Place
    name: str


@dataclass(frozen=True)
class Register:
    """Everything that was read without a fault.

    Two entries with one id are both in ``entries``; lookups give the first of them.
    """

    settings: Settings
    entries: tuple[Entry[Record], ...] = ()
    #: Ids of records that are there but could not be read: nobody may call them unknown.
    unread: frozenset[Name] = frozenset()
    #: Whether the settings were read without a fault: nothing is summed elsewhere.
    settled: bool = True
    #: What the records of closed years were when their year was closed, by year.
    closed: Mapping[int, Mapping[Name, Record]] = field(default_factory=dict)
    #: The paths of media that evidence names and that lead to a file of the register.
    media: frozenset[str] = frozenset()
    #: Why reports cannot show some of them that are pictures, by path.
    picture_faults: Mapping[str, PictureFault] = field(default_factory=dict)

    @cached_property
    def models(self) -> Models:
        """The model of each kind of record, own fields included."""
        return models(self.settings)

    def model(self, kind: str) -> type[Part]:
        """The model of a kind of record, of the settings or of decisions on identities."""
        others: dict[str, type[Part]] = {it.kind: it for it in (Settings, Identities)}
        return others.get(kind) or self.models[kind]

    @cached_property
    def _by_kind(self) -> Mapping[str, Mapping[str, Entry[Record]]]:
        kinds: dict[str, dict[str, Entry[Record]]] = {}
        for entry in sorted(self.entries, key=lambda e: (e.record.id, e.place.file)):
            kinds.setdefault(entry.record.kind, {}).setdefault(entry.record.id, entry)
        return kinds

    @cached_property
    def _written(self) -> Mapping[str, Sequence[Entry[Record]]]:
        kinds: dict[str, list[Entry[Record]]] = {}
        for entry in self.entries:
            kinds.setdefault(entry.record.kind, []).append(entry)
        return kinds

    def of(self, model: type[R]) -> Collection[Entry[R]]:
        """All entries of one kind, in code-point order of their ids."""
        return cast("Collection[Entry[R]]", self._by_kind.get(model.kind, {}).values())

    def entries_of(self, *models: type[R]) -> Iterator[Entry[R]]:
        """All entries of some kinds, as they were read.

        Those whose id another one has too are among them: a check looks at each.
        """
        for model in models:
            yield from cast("Sequence[Entry[R]]", self._written.get(model.kind, ()))

    def get(self, model: type[R], name: str) -> Entry[R] | None:
        """The entry with that id, if it was read."""
        return cast("Entry[R] | None", self._by_kind.get(model.kind, {}).get(name))

    def find(self, kind: str, name: str) -> Entry[Record] | None:
        """The entry of that kind and id, if it was read."""
        return self._by_kind.get(kind, {}).get(name)

    def ids(self, kind: str) -> Iterable[str]:
        """The ids of one kind in order, those of unreadable records last."""
        yield from self._by_kind.get(kind, {})
        yield from sorted(name for unread, name in self.unread if unread == kind)

    def knows(self, kind: str, name: str) -> bool:
        """Tell whether somebody wrote that record, readable or not."""
        return name in self._by_kind.get(kind, {}) or (kind, name) in self.unread

    @cached_property
    def days_done(self) -> frozenset[dt.date]:
        """The days on which something was done: sessions, expenses, contributions, evidence."""
        return frozenset(day for entry in self.entries for day in done(entry.record))

    @cached_property
    def days_begun(self) -> frozenset[dt.date]:
        """The days on which an accompaniment or an advocacy began."""
        return frozenset(day for entry in self.entries for day in begun(entry.record))

    @cached_property
    def lone_days(self) -> frozenset[dt.date]:
        """Days of one record more than a year after all others: mostly a year typed wrong.

        They make no default year and no default day. Two days say of no third that it is alone.
        """
        days = sorted(self.days_done | self.days_begun)
        found: list[dt.date] = []
        while len(days) > _FEW and days[-1] > a_year_after(days[-2]) and self._is_of_one(days[-1]):
            found.append(days.pop())
        return frozenset(found)

    def _is_of_one(self, day: dt.date) -> bool:
        """Tell whether only one record has something on a day."""
        on = (day in done(it.record) or day in begun(it.record) for it in self.entries)
        return sum(on) == 1

    @cached_property
    def odd_references(self) -> Sequence[Reference]:
        """The references that do not lead to exactly one record."""
        known: dict[tuple[str, ...], AbstractSet[str]] = {}
        homes: dict[type[Part], list[AbstractSet[str]]] = {}
        found: list[Reference] = []
        for part, at in self._naming():
            model = type(part)
            if model not in homes:
                all_refs = [path.slot.refs for path in references(model)]
                known |= {it: self._known_once(it) for it in all_refs if it not in known}
                homes[model] = [known[it] for it in all_refs]
            for number, loc, name in walk(part, numbered(references, model)):
                if name not in homes[model][number]:
                    found.append(Reference(references(model)[number], at.at(*loc), str(name)))
        return found

    def _naming(self) -> Iterator[tuple[Part, Place]]:
        """Give whatever may name records: the records, then the settings."""
        for entry in self.entries:
            yield entry.record, entry.place
        if self.settings.keeper != UNKNOWN_KEEPER:  # else the settings could not be read at all
            yield self.settings, Place(SETTINGS_FILE)

    def _known_once(self, kinds: Iterable[str]) -> AbstractSet[str]:
        """The ids that a record of exactly one of some kinds has, readable or not."""
        once: set[str] = set()
        several: set[str] = set()
        for kind in kinds:
            ids = set(self.ids(kind))
            several |= once & ids
            once |= ids
        return once - several
