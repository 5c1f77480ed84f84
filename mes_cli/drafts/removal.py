"""Taking records away: what names them, what goes with them, and what is left out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import cast

from mes_cli.finding import Loc, Place
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.model.record import Part, Record
from mes_cli.model.walk import Path, references, values
from mes_cli.register import Entry, Name, Register
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.translation import Data


@dataclass(frozen=True, slots=True)
class Citation:
    """A place where a record, or the settings, names a record."""

    by: Part
    place: Place
    path: Path
    loc: Loc


def citations(register: Register, name: Name) -> Iterator[Citation]:
    """Give every place where a record is named, those in the settings last."""
    for entry in register.entries:
        yield from _in(entry.record, entry.place, name)
    yield from _in(register.settings, Place(SETTINGS_FILE), name)


def _in(record: Part, place: Place, name: Name) -> Iterator[Citation]:
    kind, identity = name
    for path in references(type(record)):
        if kind in path.slot.refs:
            for loc, value in values(record, path):
                if value == identity:
                    yield Citation(record, place, path, loc)


def can_be_left_out(citation: Citation, data: Data) -> bool:
    """Tell whether a record may do without naming the other one."""
    return _way(citation, data) is not None


def leave_out(citation: Citation, data: Data) -> None:
    """Take a citation out of the data of a record: the reference, or the part that needs it."""
    way = _way(citation, data)
    assert way is not None
    *above, last = way
    here = _at(data, tuple(above))
    del here[last]  # type: ignore[arg-type] # a name in a table, a number in a list


def _way(citation: Citation, data: Data) -> Loc | None:
    """The smallest piece around a reference that a record can do without; None if there is none."""
    loc = citation.loc
    for slot in reversed(citation.path.slots):
        if slot.many:
            among = cast("list[object]", _at(data, loc[:-1]))
            if len(among) > 1:
                return loc
            loc = loc[:-1]
        if not slot.required:
            return loc
        loc = loc[:-1]
    return None


def _at(data: Data, way: Loc) -> "dict[str | int, object] | list[object]":
    here: object = data
    for step in way:
        here = here[step]  # type: ignore[index] # a table or a list, as the path says
    return here  # type: ignore[return-value]


def examples(entries: Iterable[Entry[Record]]) -> list[Entry[Record]]:
    """Give the records that are examples still."""
    return [entry for entry in entries if entry.record.is_example]


@dataclass(slots=True)
class Removal:
    """Records that go, and links to them that are left out of the records that stay."""

    reading: Reading
    gone: dict[Name, Entry[Record]] = field(default_factory=dict)
    left_out: list[Citation] = field(default_factory=list)

    def take(self, entry: Entry[Record]) -> None:
        """Let a record go."""
        self.gone[entry.name] = entry

    def open(self) -> dict[Place, list[Citation]]:
        """Give the links that still lead to what goes, by the record that holds them."""
        places = {entry.place for entry in self.gone.values()}
        found: dict[Place, list[Citation]] = defaultdict(list)
        for name in self.gone:
            for citation in citations(self.reading.register, name):
                if citation.place not in places and citation not in self.left_out:
                    found[citation.place].append(citation)
        return dict(found)

    def can_stay(self, links: Iterable[Citation]) -> bool:
        """Tell whether a record may do without some of its links."""
        links = list(links)
        data = Edits(self.reading).data(links[0].place)
        for link in _last_first(links):
            if not can_be_left_out(link, data):
                return False
            leave_out(link, data)
        return True

    def edits(self) -> Edits:
        """Give the changes: links are left out first, then records go."""
        edits = Edits(self.reading)
        by_place: dict[Place, list[Citation]] = defaultdict(list)
        for link in self.left_out:
            by_place[link.place].append(link)
        for place, links in by_place.items():
            data = edits.data(place)
            for link in _last_first(links):
                leave_out(link, data)
            edits.change(place, data)
        # The last of a list first: what stands before it keeps its place.
        for entry in sorted(self.gone.values(), key=lambda it: -(it.place.item or 0)):
            edits.remove(entry.place)
        return edits


def _last_first(links: Iterable[Citation]) -> list[Citation]:
    return sorted(links, key=lambda link: [str(step).zfill(6) for step in link.loc], reverse=True)
