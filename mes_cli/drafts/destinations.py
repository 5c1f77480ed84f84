"""What a name stands for where hours are logged: an accompaniment, an initiative, or neither."""

import datetime as dt
from dataclasses import dataclass

from mes_cli.drafts.answers import Option
from mes_cli.drafts.names import named, several
from mes_cli.language.catalogue import catalogue
from mes_cli.model import Accompaniment, Initiative, Record, Structure
from mes_cli.register import Entry, Register
from mes_cli.view.viewer import record_label

#: What stands for the life of the structure, in place of an accompaniment.
LIFE = "-"


@dataclass(frozen=True, slots=True)
class Destination:
    """What hours were for: an accompaniment, an initiative that has none, or neither."""

    course: Entry[Record] | None = None
    initiative: Entry[Record] | None = None

    def label(self, language: str) -> str:
        """What people call it."""
        entry = self.course or self.initiative
        life = catalogue(language).text("life of the structure")
        return record_label(entry.record) if entry else life


def destinations(register: Register, said: str, day: dt.date) -> list[Destination]:
    """Give what a name may stand for: an accompaniment, or that of an initiative on a day.

    An initiative without accompaniment stands for itself.

    Raises:
        UnknownIdError: nothing is called so.
    """
    if said in {LIFE, ""}:
        return [Destination()]
    exact = register.find(Accompaniment.kind, said)
    if exact:
        return [Destination(exact)]
    found: dict[str, Destination] = {}
    for entry in named(register, said, (Accompaniment.kind, Initiative.kind)):
        if not isinstance(entry.record, Initiative):
            found[entry.record.id] = Destination(entry)
            continue
        courses = running(register, entry.record.id, day)
        found |= {course.record.id: Destination(course) for course in courses}
        if not courses:
            found[entry.record.id] = Destination(None, entry)
    return [*found.values()]


def running(register: Register, initiative: str, day: dt.date) -> list[Entry[Accompaniment]]:
    """The accompaniments of an initiative that run on a day; all of them where none does."""
    own = [e for e in register.of(Accompaniment) if initiative in e.record.initiatives]
    open_ = [
        e
        for e in own
        if e.record.started <= day and (e.record.ended is None or day <= e.record.ended)
    ]
    return [*(open_ or own)]


def offered(register: Register, day: dt.date, language: str) -> list[Option]:
    """Give what hours of a day may be for: accompaniments, or the initiative where it has none."""
    options = {LIFE: Destination().label(language)}
    for initiative in register.of(Initiative):
        courses = running(register, initiative.record.id, day)
        for course in courses:
            who = ", ".join(called(it, register) for it in course.record.initiatives)
            options[course.record.id] = f"{who} · {record_label(course.record)}"
        if not courses:
            options[initiative.record.id] = record_label(initiative.record)
    return [Option(value, label) for value, label in options.items()]


def destination(register: Register, said: str, day: dt.date) -> Destination:
    """Give the one thing that a name stands for.

    Raises:
        InputError: several fit.
        UnknownIdError: nothing is called so.
    """
    found = destinations(register, said, day)
    if len(found) > 1:
        raise several(said, [it.course or it.initiative for it in found])  # type: ignore[misc]
    return found[0]


def party(register: Register, said: str) -> str:
    """Give the id of a structure or an initiative.

    Raises:
        InputError: several fit.
        UnknownIdError: nothing is called so.
    """
    found = named(register, said, (Structure.kind, Initiative.kind)) if said else []
    if len(found) > 1:
        raise several(said, found)
    return found[0].record.id if found else ""


def called(identity: str, register: Register) -> str:
    """What a structure or an initiative is called; an ellipsis where none was named."""
    entry = register.find(Structure.kind, identity) or register.find(Initiative.kind, identity)
    return record_label(entry.record) if entry else "…"
