"""``mes log``."""

import datetime as dt
from typing import Annotated

import typer

from mes_cli.cli import reading
from mes_cli.cli.asking import Asker, asker, somebody_answers
from mes_cli.cli.console import out, speech
from mes_cli.cli.session import Exit, _, current
from mes_cli.cli.undo import take_back
from mes_cli.cli.writing import keep
from mes_cli.drafts.answers import Answers, Option, today
from mes_cli.drafts.hours import NOTHING, Common, Hours, Logged, enter, split, target, targets
from mes_cli.drafts.questions import Question
from mes_cli.errors import InputError
from mes_cli.escape import printed
from mes_cli.finding import say
from mes_cli.language.days import day_said
from mes_cli.model import Accompaniment, Contribution, Initiative, Record
from mes_cli.model.accompaniment import Session
from mes_cli.model.scalars import seconds
from mes_cli.model.shape import shape
from mes_cli.output.speech import labelled
from mes_cli.register import Entry
from mes_cli.store.editing.edits import Edits
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
    if undo:
        return take_back("log")
    register = reading.read(to_write=True)
    answers = Answers(register.register, register.words, current().language, today())
    paid: Data | None = {"type": _word(answers, "type", type_), "role": role} if session else None
    nature = answers.one(kind, shape(Contribution).slots["kind"])
    common = Common(answers, _day(on, answers.today), by, nature, people, paid, governance, again)
    edits = Edits(register)
    asking = asker(plain=plain) if somebody_answers() else None
    said = _said(words, asking, common)
    lines = [_line(enter(it, _target(it, common, asking), common, edits)) for it in said]
    kept = keep(edits, "log", lines)
    out("".join(f"{line}\n" for line in lines))
    kept.hint()
    return Exit.CLEAN


def _line(logged: Logged) -> str:
    """What was written, on one line."""
    return labelled(speech(), logged.file, " · ".join(map(printed, logged.parts)))


def _said(words: list[str] | None, asking: Asker | None, common: Common) -> list[Hours]:
    """The hours of the command line, or those that are asked for."""
    if words:
        return split(words)
    if asking is None:
        raise InputError(
            say("there are no hours to log"), say('write `mes log 2h30 corner-cafe "open hours"`')
        )
    return list(_asked(asking, common))


def _word(answers: Answers, name: str, said: str) -> str:
    return answers.one(said, shape(Session).slots[name]) if said else ""


def _day(said: str, today: dt.date) -> dt.date:
    day = day_said(said, today) if said else today
    if day is None:
        raise InputError(
            say("`{value}` is no value of `{option}`", value=said, option="--on"),
            say("write a day: `yesterday`, `monday`, `3 march` or `2025-03-04`"),
        )
    return day


def _asked(asking: Asker, common: Common) -> list[Hours]:
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


def _target(hours: Hours, common: Common, asking: Asker | None) -> Entry[Record] | None:
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
