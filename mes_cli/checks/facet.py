"""What the checks of the whole register need to know of each record.

A register may hold a million records; no check holds them all at once. Each record is looked
at once, alone, by the checks of one record; what others need to know of it is taken out as
*facets*: plain values, small, without private words, that may be kept for the next run.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from mes_cli.figures.rules import Rules, rules
from mes_cli.figures.years import Calendar
from mes_cli.finding import Place
from mes_cli.model.record import Record
from mes_cli.model.settings import Method, Settings
from mes_cli.register import Entry, Name, Register

V = TypeVar("V")
T = TypeVar("T")

#: A record that has a facet: its file, its place in a list or nothing, its id, and the value.
Row = tuple[str, int | None, str, V]


@dataclass(frozen=True)
class Frame:
    """What may be known where one record is looked at: what the register declares."""

    settings: Settings

    @cached_property
    def rules(self) -> Rules:
        """Its dated rules."""
        return rules(self.settings)

    @cached_property
    def calendar(self) -> Calendar:
        """Its financial years."""
        return Calendar(self.settings.fiscal_year_start)

    @cached_property
    def by_task(self) -> bool:
        """Tell whether hours are valued by task on any day."""
        return any(rule.method is Method.TASK_RATES for rule in self.settings.valuation)

    @cached_property
    def tasks(self) -> list[str]:
        """All tasks that have a rate, whatever the day."""
        return sorted({task for rule in self.settings.valuation for task in rule.task_rates})


class Facet(NamedTuple, Generic[V]):
    """One thing that checks of the whole need to know of records of some kinds."""

    name: str
    kinds: tuple[str, ...]
    #: Its value, or nothing where there is nothing to know.
    of: Callable[[Any, Frame], V | None]


class Source(Protocol):
    """Where the facets of all records come from."""

    def named(self) -> Iterator[tuple[str, Row[None]]]:
        """All records that were read: their kinds and where they are, in order of places."""
        ...

    def rows(self, facet: Facet[V]) -> Iterator[Row[V]]:
        """All records that have a facet, in order of places."""
        ...

    def register(self) -> Register:
        """All records, for what cannot be told from facets."""
        ...


@dataclass(frozen=True)
class Overview:
    """The whole register as its checks see it."""

    settings: Settings
    source: Source
    #: The ids of the records that were read, by kind.
    names: Mapping[str, AbstractSet[str]]
    unread: AbstractSet[Name] = frozenset()
    media: AbstractSet[str] = frozenset()
    #: What the records of closed years were when their year was closed, by year.
    closed: Mapping[int, Mapping[Name, Record]] = field(default_factory=dict)
    _known: dict[Any, Any] = field(default_factory=dict)

    def rows(self, facet: Facet[V]) -> Iterator[Row[V]]:
        """All records that have a facet, in order of places."""
        return self.source.rows(facet)

    def once(self, function: Callable[["Overview"], T]) -> T:
        """Give what *function* makes of this; several checks may ask for the same."""
        if function not in self._known:
            self._known[function] = function(self)
        found: T = self._known[function]
        return found

    def ids(self, kind: str) -> Iterable[str]:
        """The ids of one kind in order, those of unreadable records last."""
        yield from sorted(self.names.get(kind, ()))
        yield from sorted(name for unread, name in self.unread if unread == kind)

    def knows(self, kind: str, name: str) -> bool:
        """Tell whether somebody wrote that record, readable or not."""
        return name in self.names.get(kind, ()) or (kind, name) in self.unread


def place(row: Row[Any], *loc: str | int) -> Place:
    """The place of a record, or of one of its values, by its row."""
    return Place(row[0], loc, row[1])


class Held(NamedTuple):
    """The facets of a register whose records are all at hand."""

    whole: Register
    frame: Frame

    def named(self) -> Iterator[tuple[str, Row[None]]]:
        """All records: their kinds and where they are."""
        for entry in self.whole.entries:
            yield entry.record.kind, _row(entry, None)

    def rows(self, facet: Facet[V]) -> Iterator[Row[V]]:
        """All records that have a facet."""
        for entry in self.whole.entries:
            if entry.record.kind in facet.kinds:
                value = facet.of(entry.record, self.frame)
                if value is not None:
                    yield _row(entry, value)

    def register(self) -> Register:
        """The register itself."""
        return self.whole


def _row(entry: Entry[Record], value: V) -> Row[V]:
    return (entry.place.file, entry.place.item, entry.record.id, value)


def overview(register: Register) -> Overview:
    """Look over a register whose records are all at hand."""
    names: dict[str, set[str]] = {}
    for entry in register.entries:
        names.setdefault(entry.record.kind, set()).add(entry.record.id)
    source = Held(register, Frame(register.settings))
    return Overview(
        register.settings, source, names, register.unread, register.media, register.closed
    )
