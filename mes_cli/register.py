"""The register: all its records with their places, and lookups by id."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar, cast

from mes_cli.finding import Place
from mes_cli.model.record import Record
from mes_cli.model.settings import Settings

R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)

#: What names a record in the whole register: its kind and its id.
Name = tuple[str, str]


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


@dataclass(frozen=True)
class Register:
    """Everything that was read without a fault, in order of ids.

    Two entries with one id are both in ``entries``; lookups give the first of them.
    """

    settings: Settings
    entries: tuple[Entry[Record], ...] = ()
    #: Ids of records that are there but could not be read: nobody may call them unknown.
    unread: frozenset[Name] = frozenset()
    #: What the records of closed years were when their year was closed, by year.
    closed: Mapping[int, Mapping[Name, Record]] = field(default_factory=dict)
    #: The paths of media that evidence names and that lead to a file of the register.
    media: frozenset[str] = frozenset()

    @cached_property
    def _by_kind(self) -> Mapping[str, Mapping[str, Entry[Record]]]:
        kinds: dict[str, dict[str, Entry[Record]]] = {}
        for entry in sorted(self.entries, key=lambda e: (e.record.id, e.place.file)):
            kinds.setdefault(entry.record.kind, {}).setdefault(entry.record.id, entry)
        return kinds

    def of(self, model: type[R]) -> Collection[Entry[R]]:
        """All entries of one kind, in code-point order of their ids."""
        return cast("Collection[Entry[R]]", self._by_kind.get(model.kind, {}).values())

    def get(self, model: type[R], name: str) -> Entry[R] | None:
        """The entry with that id, if it was read."""
        return cast("Entry[R] | None", self._by_kind.get(model.kind, {}).get(name))

    def find(self, kind: str, name: str) -> Entry[Record] | None:
        """The entry of that kind and id, if it was read."""
        return self._by_kind.get(kind, {}).get(name)

    def ids(self, kind: str) -> Iterable[str]:
        """The ids of one kind, those of unreadable records included."""
        yield from self._by_kind.get(kind, {})
        yield from (name for unread, name in self.unread if unread == kind)

    def knows(self, kind: str, name: str) -> bool:
        """Tell whether somebody wrote that record, readable or not."""
        return name in self._by_kind.get(kind, {}) or (kind, name) in self.unread
