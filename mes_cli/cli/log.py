"""``mes log``."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, cast

import typer

from mes_cli.cli import journal, reading
from mes_cli.cli.answers import Answers, Option, slots_of
from mes_cli.cli.asking import Asker, Question, asker, somebody_answers
from mes_cli.cli.changing import keep
from mes_cli.cli.console import hint, out, speech
from mes_cli.cli.entries import NOTHING, Hours, contribution, month_file, split, target, targets
from mes_cli.cli.exits import Exit
from mes_cli.cli.session import _, current
from mes_cli.cli.undoing import undo as undo_last
from mes_cli.cli.usage import UsageProblem
from mes_cli.errors import MesError
from mes_cli.finding import Place, say
from mes_cli.language.days import day_said
from mes_cli.language.formats import formats
from mes_cli.model import Accompaniment, Initiative, Record
from mes_cli.model.accompaniment import Session
from mes_cli.model.scalars import seconds
from mes_cli.model.shape import shape
from mes_cli.output.speech import clean, labelled
from mes_cli.register import Entry
from mes_cli.store.edit import Edits
from mes_cli.store.reading.translation import Data
from mes_cli.view.records import record_label

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[HOURS] [WHERE] [WHAT]",
        help="How long, for whom, and what was done; `+` begins the next entry.",
    ),
]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who gave the hours.")]
Kind = Annotated[
    str, typer.Option("--kind", metavar="KIND", help="What kind of contribution it is.")
]
On = Annotated[str, typer.Option("--on", metavar="DAY", help="When: yesterday, monday, 3 march.")]
People = Annotated[
    str,
    typer.Option("--people", metavar="N", help="How many people; hours are of all together."),
]
IsSession = Annotated[
    bool, typer.Option("--session", help="Paid staff time: a session of the accompaniment.")
]
Type = Annotated[str, typer.Option("--type", metavar="TYPE", help="The type of session.")]
Role = Annotated[str, typer.Option("--role", metavar="ROLE", help="Whose session it is.")]
Governance = Annotated[
    bool, typer.Option("--governance", help="Statutory time: board, general meeting.")
]
Again = Annotated[bool, typer.Option("--again", help="Write it even if it is there already.")]
Undo = Annotated[bool, typer.Option("--undo", help="Take back what was logged last.")]
Plain = Annotated[bool, typer.Option("--plain", help="Ask plainly, for screen readers.")]


@dataclass(frozen=True, slots=True)
class Logged:
    """What is common to all hours of one command line."""

    answers: Answers
    day: dt.date
    by: str
    nature: str
    people: str
    #: The fields of a session, where it is one.
    session: Data | None
    governance: bool
    again: bool


def log(  # noqa: PLR0913, PLR0917 - one parameter an option
    words: Words = None,
    by: By = "",
    kind: Kind = "volunteering",
    on: On = "",
    people: People = "",
    session: IsSession = False,
    type_: Type = "",
    role: Role = "",
    governance: Governance = False,
    again: Again = False,
    undo: Undo = False,
    plain: Plain = False,
) -> int:
    """Log hours in a breath: `mes log 2h30 corner-cafe "open hours" --by Ana --on yesterday`.

    They go to the list of the month. An initiative or accompaniment may be named by a part of its
    name; `-` is the life of the structure. `--session` logs a session of paid staff, counted once
    whatever the number of people. Without words, questions are asked.
    """
    register = reading.read()
    if undo:
        return undo_last(register)
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    answers = Answers(register.register, register.words, current().language, today)
    paid: Data | None = {"type": _word(answers, "type", type_), "role": role} if session else None
    nature = answers.one(kind, slots_of("contribution")["kind"])
    common = Logged(answers, _day(on, today), by, nature, people, paid, governance, again)
    edits = Edits(register)
    asking = asker(plain=plain) if somebody_answers() else None
    said = _said(words, asking, common)
    notes = [_enter(hours, common, edits, asking) for hours in said]
    keep(edits)
    noted = journal.remember({"register": str(register.root), "entries": notes})
    out("".join(f"{note['line']}\n" for note in notes))
    if noted:
        hint(say("take it back with `{command}`", command="mes log --undo"))
    else:
        hint(say("`mes log --undo` will not know of it: there is nowhere to note it down"))
    return Exit.CLEAN


def _said(words: list[str] | None, asking: Asker | None, common: Logged) -> list[Hours]:
    """The hours of the command line, or those that are asked for."""
    if words:
        return split(words)
    if asking is None:
        raise UsageProblem(
            say("there are no hours to log"), say('write `mes log 2h30 corner-cafe "open hours"`')
        )
    return list(_asked(asking, common))


def _word(answers: Answers, name: str, said: str) -> str:
    return answers.one(said, shape(Session).slots[name]) if said else ""


def _day(said: str, today: dt.date) -> dt.date:
    day = day_said(said, today) if said else today
    if day is None:
        raise UsageProblem(
            say("`{value}` is no value of `{option}`", value=said, option="--on"),
            say("write a day: `yesterday`, `monday`, `3 march` or `2025-03-04`"),
        )
    return day


def _asked(asking: Asker, common: Logged) -> list[Hours]:
    """Ask for hours, one after another."""
    register = common.answers.register
    options = [
        Option(entry.record.id, record_label(entry.record))
        for model in (Accompaniment, Initiative)
        for entry in register.of(model)
    ]
    found: list[Hours] = []
    while True:
        length = asking.ask(Question(_("How long"), _("As people say it: 2h30, 45min.")), _length)
        where = asking.ask(
            Question(_("For whom"), _("Empty: the life of the structure."), options=options,
                     optional=True)
        )  # fmt: skip
        found.append(Hours(length, where, asking.ask(Question(_("What was done"), optional=True))))
        if not asking.confirm(_("Another entry?"), default=False):
            return found


def _length(said: str) -> str:
    return "" if seconds(said) else _("write the duration as `2h30`, `2:30` or `2.5`")


def _enter(hours: Hours, common: Logged, edits: Edits, asking: Asker | None) -> journal.Note:
    """Put hours into the edits; give the note by which they can be taken back."""
    course = _target(hours, common, asking)
    if common.session is not None:
        if course is None:
            raise UsageProblem(
                say("a session belongs to an accompaniment"), say("name it, or its initiative")
            )
        return _enter_session(hours, course, common, edits)
    more: Data = {
        "kind": common.nature, "date": common.day.isoformat(), "by": common.by,
        "people": common.people, "governance": "true" if common.governance else "",
    }  # fmt: skip
    file = month_file(edits, common.day, common.nature)
    record = contribution(hours, course, more)
    said = {key: value for key, value in record.items() if value}
    there = edits.sheet(file).records if _is_there(edits, file) else []
    if said in there and not common.again:
        raise _twice(file)
    [place] = edits.append(file, [record])
    line = _line(file, hours, course, common)
    return {"file": file, "item": place.item, "data": said, "line": line}


def _is_there(edits: Edits, file: str) -> bool:
    return file in edits.sheets or (edits.reading.root / file).exists()


def _target(hours: Hours, common: Logged, asking: Asker | None) -> Entry[Record] | None:
    """The accompaniment of an entry; where several fit, it is asked for."""
    register = common.answers.register
    if asking is None or hours.target in NOTHING:
        return target(register, hours.target, common.day)
    found = targets(register, hours.target, common.day)
    if len(found) == 1:
        return found[0]
    options = [Option(e.record.id, f"{record_label(e.record)} ({e.record.id})") for e in found]
    question = Question(_("Which one"), options=options, default=options[0].value)
    chosen = asking.ask(question)
    return next(entry for entry in found if entry.record.id == chosen)


def _enter_session(
    hours: Hours, course: Entry[Record], common: Logged, edits: Edits
) -> journal.Note:
    data = edits.data(course.place)
    sessions = cast("list[Data]", data.setdefault("sessions", []))
    new: Data = {
        "date": common.day.isoformat(), **(common.session or {}), "hours": hours.length,
        "participants": common.people, "note": hours.title,
    }  # fmt: skip
    new = {key: value for key, value in new.items() if value}
    if new in sessions and not common.again:
        raise _twice(course.place.file)
    sessions.append(new)
    edits.change(course.place, data)
    place: Place = course.place
    line = _line(place.file, hours, course, common)
    return {"file": place.file, "item": place.item, "session": new, "line": line}


def _twice(file: str) -> MesError:
    return UsageProblem(
        say("`{file}` has this entry already", file=file),
        say("write it a second time with `--again`"),
    )


def _line(file: str, hours: Hours, course: Entry[Record] | None, common: Logged) -> str:
    """What was written, on one line."""
    where = record_label(course.record) if course else _("life of the structure")
    day = formats(current().language).date(common.day)
    parts = [day, hours.length, where, hours.title, common.by]
    return labelled(speech(), file, " · ".join(clean(part) for part in parts if part))
