"""Taking records away: what names them, what goes with them, and what is left out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from mes_cli.drafts.citations import Citation, can_be_left_out, citations, leave_out
from mes_cli.finding import Place
from mes_cli.model.record import Record
from mes_cli.register import Entry, Name
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.load import Reading


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
