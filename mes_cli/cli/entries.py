"""Hours to be logged: what was said of them, and the record that they become."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from mes_cli.cli.naming import named, several
from mes_cli.cli.usage import UsageProblem
from mes_cli.finding import say
from mes_cli.model import Accompaniment, Initiative, Record
from mes_cli.register import Entry, Register
from mes_cli.store.edit import Edits
from mes_cli.store.reading.translation import Data

#: What stands for the life of the structure, in place of an accompaniment.
NOTHING = {"-", ""}


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours as they are to be logged."""

    length: str
    target: str
    title: str = ""


def split(words: Iterable[str]) -> list[Hours]:
    """Read hours off a command line: length, target, what was done; ``+`` begins the next.

    Raises:
        UsageProblem: there are too many or too few words.
    """
    groups: list[list[str]] = [[]]
    for word in words:
        if word == "+":
            groups.append([])
        else:
            groups[-1].append(word)
    if any(not 1 <= len(group) <= 3 for group in groups):  # noqa: PLR2004 - length, target, title
        raise UsageProblem(
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
        raise UsageProblem(
            say("`{name}` has no accompaniment", name=said),
            say("write one with `mes new accompaniment`, or `-` for the life of the structure"),
        )
    return [*chosen.values()]


def target(register: Register, said: str, day: dt.date) -> Entry[Record] | None:
    """The accompaniment that a name stands for; nothing for the life of the structure.

    Raises:
        UsageProblem: several fit, or none.
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


def contribution(hours: Hours, on: Entry[Record] | None, more: Data) -> Data:
    """The record of volunteer hours."""
    data: Data = {**more, "hours": hours.length, "title": hours.title}
    if on is not None:
        data["for"] = [{"accompaniment": on.record.id}]
    return data
