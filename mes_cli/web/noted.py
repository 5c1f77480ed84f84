"""For the page of hours: the lines logged on a day, and recent people and places."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mes_cli.drafts.destinations import called
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
    #: Where it is taken out again; empty for a session, which goes with its accompaniment.
    removal: str


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
    """The accompaniments in which something happened last, their beginning included."""
    register = state.reading.register
    days = [
        (it.date, target.accompaniment) for it in _gifts(state) if it.date for target in it.targets
    ]
    for course in register.of(Accompaniment):
        days.append((course.record.started, course.record.id))
        days += [(session.date, course.record.id) for session in course.record.sessions]
    found = ((name, register.get(Accompaniment, name)) for name in _recent(days))
    return [(name, _course_label(entry.record, state)) for name, entry in found if entry]


def _course_label(course: Accompaniment, state: RegisterState) -> str:
    """The title of an accompaniment, else whom it is for."""
    names = (called(it, state.reading.register) for it in course.initiatives)
    return course.own_label or ", ".join(names)


def places_offered(state: RegisterState, asked: str) -> list[tuple[str, str]]:
    """The last places, and the one that the address names."""
    places, register = _recent_places(state), state.reading.register
    if asked in dict(places):
        return places
    if course := register.get(Accompaniment, asked):
        return [(asked, _course_label(course.record, state)), *places]
    if initiative := register.get(Initiative, asked):
        return [(asked, record_label(initiative.record)), *places]
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
    """The hours given on a day that are in the register."""
    written = formats(state.language)
    for entry in state.reading.register.of(Contribution):
        record = entry.record
        if record.date != day or record.hours is None:
            continue
        target = record.targets[0].accompaniment if record.targets else ""
        course = state.reading.register.get(Accompaniment, target) if target else None
        place = _course_label(course.record, state) if course else _("Life of the structure")
        address = state.address(*entry.name)
        yield Noted(
            record.hours, written.hours(record.hours), record.by or "", record.people or 1, place,
            record.title or "", address, f"{address}/supprimer",
        )  # fmt: skip


def sessions_on(state: RegisterState, day: dt.date) -> Iterator[Noted]:
    """The paid sessions of a day that are in the register."""
    written = formats(state.language)
    for entry in state.reading.register.of(Accompaniment):
        place, address = _course_label(entry.record, state), state.address(*entry.name)
        for session in entry.record.sessions:
            if session.date == day:
                hours, who = written.hours(session.hours), session.role or _("Paid staff")
                note = session.note or ""
                yield Noted(session.hours, hours, who, 1, place, note, address, removal="")
