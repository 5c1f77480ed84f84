"""Hours to be logged: what was said of them, and the record that they become."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from mes_cli.drafts.answers import Answers
from mes_cli.drafts.names import named, several
from mes_cli.errors import InputError
from mes_cli.finding import say
from mes_cli.language.catalogue import catalogue
from mes_cli.language.formats import formats
from mes_cli.model import Accompaniment, Initiative, Record
from mes_cli.register import Entry, Register
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.translation import Data
from mes_cli.view.records import record_label

#: What stands for the life of the structure, in place of an accompaniment.
NOTHING = {"-", ""}


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours as they are to be logged."""

    length: str
    target: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Common:
    """What all hours that are logged together have in common."""

    answers: Answers
    day: dt.date
    by: str
    nature: str
    people: str
    #: The type and the role of a session of paid staff; None for a contribution.
    session: Data | None
    governance: bool
    again: bool


@dataclass(frozen=True, slots=True)
class Logged:
    """Hours that were put down: in which file, and what they say, part by part."""

    file: str
    parts: tuple[str, ...]


def split(words: Iterable[str]) -> list[Hours]:
    """Read hours off a command line: length, target, what was done; ``+`` begins the next.

    Raises:
        InputError: there are too many or too few words.
    """
    groups: list[list[str]] = [[]]
    for word in words:
        if word == "+":
            groups.append([])
        else:
            groups[-1].append(word)
    if any(not 1 <= len(group) <= 3 for group in groups):  # noqa: PLR2004 - length, target, title
        raise InputError(
            say("each entry has a length, a target and what was done"),
            say('write `mes log 2h30 cafe-des-possibles "permanence" + 1h jardin "semis"`'),
        )
    return [Hours(*[*group, "", ""][:3]) for group in groups]


def running(register: Register, initiative: str, day: dt.date) -> list[Entry[Record]]:
    """The accompaniments of an initiative that run on a day; all of them where none does."""
    own = [e for e in register.of(Accompaniment) if initiative in e.record.initiatives]
    open_ = [
        e for e in own
        if e.record.started <= day and (e.record.ended is None or day <= e.record.ended)
    ]  # fmt: skip
    return [*(open_ or own)]


def targets(register: Register, said: str, day: dt.date) -> list[Entry[Record]]:
    """The accompaniments that a name may stand for: their own, or that of an initiative."""
    exact = register.find(Accompaniment.kind, said)
    if exact:
        return [exact]
    found = named(register, said, (Accompaniment.kind, Initiative.kind))
    chosen: dict[str, Entry[Record]] = {}
    for entry in found:
        mine = [entry]
        if isinstance(entry.record, Initiative):
            mine = running(register, entry.record.id, day)
        chosen.update({e.record.id: e for e in mine})
    if not chosen:
        raise InputError(
            say("`{name}` has no accompaniment", name=said),
            say("write one with `mes new accompaniment`, or `-` for the life of the structure"),
        )
    return [*chosen.values()]


def target(register: Register, said: str, day: dt.date) -> Entry[Record] | None:
    """The accompaniment that a name stands for; None for the life of the structure.

    Raises:
        InputError: several fit, or none.
    """
    if said in NOTHING:
        return None
    found = targets(register, said, day)
    if len(found) > 1:
        raise several(said, found)
    return found[0]


def month_file(edits: Edits, day: dt.date, nature: str) -> str:
    """The list that hours of a month belong to: one that is there, else a new one."""
    reading = edits.reading
    folder = reading.words.kinds["contribution"].folder
    month = f"{day:%Y-%m}"
    lists: dict[str, set[str]] = {}
    for entry in reading.register.entries:
        if entry.record.kind == "contribution" and entry.place.item is not None:
            natures = lists.setdefault(entry.place.file, set())
            natures.add(str(getattr(entry.record, "nature", "")))
    for file, sheet in edits.sheets.items():
        if sheet.kind == "contribution" and sheet.listed and sheet.records:
            lists.setdefault(file, set()).update(str(r.get("kind")) for r in sheet.records)
    own = [f for f in lists if f.rpartition("/")[2].startswith(month)]
    fitting = sorted(f for f in own if nature in lists[f])
    if fitting:
        return fitting[0]
    word = reading.words.value("ContributionKind", nature).word
    by_year = any(f"/{file.split('/')[1]}/" in file for file in lists)
    where = f"{folder}/{day:%Y}" if by_year else folder
    return f"{where}/{month}-{word}.yaml"


def enter(hours: Hours, course: Entry[Record] | None, common: Common, edits: Edits) -> Logged:
    """Put hours into the edits, as a contribution or as a session of an accompaniment.

    Raises:
        InputError: they are there already, or a session has no accompaniment.
    """
    if common.session is not None:
        if course is None:
            raise InputError(
                say("a session belongs to an accompaniment"), say("name it, or its initiative")
            )
        file = _enter_session(hours, course, common, edits)
    else:
        file = _enter_contribution(hours, course, common, edits)
    language = common.answers.language
    where = catalogue(language).text("life of the structure")
    where = record_label(course.record) if course else where
    day = formats(language).date(common.day)
    return Logged(file, tuple(filter(None, (day, hours.length, where, hours.title, common.by))))


def _enter_contribution(
    hours: Hours, course: Entry[Record] | None, common: Common, edits: Edits
) -> str:
    said: Data = {
        "kind": common.nature, "date": common.day.isoformat(), "by": common.by,
        "people": common.people, "governance": "true" if common.governance else "",
        "hours": hours.length, "title": hours.title,
    }  # fmt: skip
    if course is not None:
        said["for"] = [{"accompaniment": course.record.id}]
    said = {key: value for key, value in said.items() if value}
    file = month_file(edits, common.day, common.nature)
    there = file in edits.sheets or (edits.reading.root / file).exists()
    if not common.again and there and said in edits.sheet(file).records:
        raise _twice(file)
    edits.append(file, [said])
    return file


def _enter_session(hours: Hours, course: Entry[Record], common: Common, edits: Edits) -> str:
    data = edits.data(course.place)
    sessions = cast("list[Data]", data.setdefault("sessions", []))
    said: Data = {
        "date": common.day.isoformat(), **(common.session or {}), "hours": hours.length,
        "participants": common.people, "note": hours.title,
    }  # fmt: skip
    said = {key: value for key, value in said.items() if value}
    if said in sessions and not common.again:
        raise _twice(course.place.file)
    sessions.append(said)
    edits.change(course.place, data)
    return course.place.file


def _twice(file: str) -> InputError:
    return InputError(
        say("`{file}` has this entry already", file=file),
        say("write it a second time with `--again`"),
    )
