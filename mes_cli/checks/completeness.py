"""How complete records are: what reports would use of them, and what of it is there."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from mes_cli.finding import Message, Words, field, say
from mes_cli.model import KINDS
from mes_cli.model.record import Record
from mes_cli.model.shape import shape
from mes_cli.register import Entry, Register

#: What reports use beyond the fields that a record must have; of several names one is enough.
USED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "structure": (("territory",), ("website",), ("siret", "siren", "rna")),
    "programme": (("starts",), ("funders",), ("specification",), ("indicators",)),
    "initiative": (
        ("legal_form",),
        ("sectors",),
        ("themes",),
        ("value_for_territory",),
        ("standing",),
    ),
    "accompaniment": (("title",), ("sessions",), ("tailored",), ("outcomes",)),
    "contribution": (("title",), ("hours", "quantity", "value", "obtained")),
    "funding": (("title",), ("level",), ("policies",), ("granted", "received", "requested")),
    "evidence": (
        ("initiatives", "accompaniments"),
        ("themes",),
        ("text", "media"),
        ("consent",),
    ),
    "advocacy": (("allies",), ("outcome",), ("account",)),
    "year": (("foreword",), ("context",), ("highlights",), ("outlook",)),
}


@dataclass(frozen=True, slots=True)
class Score:
    """How complete one record is."""

    file: str
    #: Its place in a file that holds a list, from 0.
    item: int | None
    kind: str
    id: str
    percent: int
    #: The fields that are missing, by their canonical names.
    missing: tuple[str, ...]

    @property
    def row(self) -> tuple[str, int, tuple[Message, ...]]:
        """The place, the percentage and what is missing, to be printed."""
        home = KINDS[self.kind].__name__
        names = Words(tuple(field(home, name) for name in self.missing))
        missing = (say("missing: {fields}", fields=names),) if self.missing else ()
        place = self.file if self.item is None else f"{self.file} ({self.id})"
        return place, self.percent, missing

    @property
    def plain(self) -> dict[str, object]:
        """The same for programs, in canonical names."""
        return {
            "file": self.file,
            "kind": self.kind,
            "id": self.id,
            "percent": self.percent,
            "missing": list(self.missing),
        }


def scores(register: Register) -> list[Score]:
    """Score every record that could be read, in order of place."""
    entries = sorted(register.entries, key=lambda e: (e.place.file, e.place.item or 0))
    return [_score(entry) for entry in entries]


def missing(entry: Entry[Record]) -> tuple[str, ...]:
    """The fields that reports would use and that a record does not say."""
    slots, record = shape(type(entry.record)).slots, entry.record
    return tuple(
        names[0]
        for names in USED[record.kind]
        if not any(getattr(record, slots[n].attribute) for n in names)
    )


class Lack(NamedTuple):
    """What the report of a year would use, and some records of that year do not say."""

    kind: str
    #: The field by its canonical name; empty where the record itself is not there.
    field: str
    #: In how many records it is missing.
    number: int


def lacking(entries: Iterable[Entry[Record]]) -> list[Lack]:
    """What some records lack; what is missing most comes first."""
    found = Counter((entry.record.kind, name) for entry in entries for name in missing(entry))
    return [Lack(kind, name, number) for (kind, name), number in found.most_common()]


def _score(entry: Entry[Record]) -> Score:
    record = entry.record
    slots = shape(type(record)).slots
    required = sum(slot.required for slot in slots.values()) - 1  # an id is always there
    lacks = missing(entry)
    whole = required + len(USED[record.kind])
    percent = 100 * (whole - len(lacks)) // whole
    return Score(entry.place.file, entry.place.item, record.kind, record.id, percent, lacks)
