"""What was noted of hours: the lines of a day, and the last people and places."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mes_cli.language.formats import formats
from mes_cli.model import Accompaniment, Contribution, Initiative, Structure
from mes_cli.view.viewer import record_label
from mes_cli.web.rendering import _
from mes_cli.web.workspace import RegisterState

#: How many of the last people and places are offered.
_RECENT = 4


@dataclass(frozen=True, slots=True)
class Noted:
    """A line of a day that is in the register."""

    seconds: int
    hours: str
    who: str
    people: int
    place: str
    title: str
    address: str


def _recent(found: Iterable[tuple[dt.date, str]]) -> list[str]:
    """The last different words, newest first."""
    newest = sorted(found, key=lambda it: it[0], reverse=True)
    return list(dict.fromkeys(word for _day, word in newest))[:_RECENT]


def _gifts(state: RegisterState) -> Iterator[Contribution]:
    for entry in state.reading.register.of(Contribution):
        if entry.record.date is not None and entry.record.hours is not None:
            yield entry.record


def recent_people(state: RegisterState) -> list[tuple[str, str]]:
    """The last people who gave hours."""
    found = _recent((it.date, it.by) for it in _gifts(state) if it.date and it.by)
    return [(name, name) for name in found]


def _recent_places(state: RegisterState) -> list[tuple[str, str]]:
    register = state.reading.register
    said_ = (
        (it.date, target.accompaniment) for it in _gifts(state) if it.date for target in it.targets
    )
    found = ((name, register.get(Accompaniment, name)) for name in _recent(said_))
    return [(name, record_label(entry.record)) for name, entry in found if entry is not None]


def places_offered(state: RegisterState, asked: str) -> list[tuple[str, str]]:
    """The last places, and the one that the address names."""
    places = _recent_places(state)
    if asked not in dict(places):
        for kind in (Accompaniment.kind, Initiative.kind):
            entry = state.reading.register.find(kind, asked)
            if entry is not None:
                return [(asked, record_label(entry.record)), *places]
    return places


def place_labels(state: RegisterState) -> list[str]:
    """What hours may be for, by labels that only one record bears."""
    register = state.reading.register
    labels = [
        record_label(it.record)
        for model in (Accompaniment, Initiative)
        for it in register.of(model)
    ]
    return [label for label, number in Counter(labels).items() if number == 1]


def party_labels(state: RegisterState) -> list[str]:
    """Who may pass a skill on, or receive one."""
    register = state.reading.register
    return [
        record_label(it.record) for model in (Structure, Initiative) for it in register.of(model)
    ]


def noted_on(state: RegisterState, day: dt.date) -> Iterator[Noted]:
    """The lines of a day that are in the register."""
    written = formats(state.language)
    for entry in state.reading.register.of(Contribution):
        record = entry.record
        if record.date != day or record.hours is None:
            continue
        target = record.targets[0].accompaniment if record.targets else ""
        course = state.reading.register.get(Accompaniment, target) if target else None
        place = record_label(course.record) if course else _("Life of the structure")
        yield Noted(
            record.hours, written.hours(record.hours), record.by or "", record.people or 1, place,
            record.title or "", state.address(*entry.name),
        )  # fmt: skip
