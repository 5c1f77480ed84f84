"""``mes log``."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated

import typer

from mes_cli.cli import reading
from mes_cli.cli.asking import Asker, asker, somebody_answers
from mes_cli.cli.console import hint, out, speech
from mes_cli.cli.options import Plain
from mes_cli.cli.session import Exit, _, current
from mes_cli.cli.undo import take_back
from mes_cli.cli.writing import keep
from mes_cli.drafts.answers import Answers, Option, today
from mes_cli.drafts.destinations import (
    LIFE,
    Destination,
    called,
    destination,
    destinations,
    party,
    running,
)
from mes_cli.drafts.hours import (
    Circumstances,
    DoubtfulError,
    Logged,
    LoggedHours,
    enter,
    names,
    split,
)
from mes_cli.drafts.questions import Question
from mes_cli.errors import InputError
from mes_cli.escape import printed
from mes_cli.finding import Message, say
from mes_cli.language.formats import formats
from mes_cli.language.typed import day_said
from mes_cli.model import Contribution, Initiative
from mes_cli.model.accompaniment import Session
from mes_cli.model.contribution import ContributionKind
from mes_cli.model.durations import seconds
from mes_cli.model.shape import shape
from mes_cli.output.speech import labelled
from mes_cli.store.editing.edits import Edits
from mes_cli.view.viewer import record_label

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[HOURS] [WHERE] [WHAT]",
        help="How long, for whom, and what was done; `+` begins the next entry.",
    ),
]
By = Annotated[
    str,
    typer.Option("--by", metavar="NAMES", help="Who gave them; several names are several lines."),
]
Kind = Annotated[
    str, typer.Option("--kind", metavar="KIND", help="What kind of contribution it is.")
]
On = Annotated[str, typer.Option("--on", metavar="DAY", help="When: yesterday, monday, 3 march.")]
People = Annotated[
    int | None,
    typer.Option(
        "--people",
        metavar="N",
        min=1,
        help="How many people; hours are of all together, or 4x2h30 of each.",
    ),
]
InAll = Annotated[
    bool, typer.Option("--in-all", help="One line for several names: the hours of all together.")
]
From = Annotated[str, typer.Option("--from", metavar="ID", help="In an exchange, who gives.")]
To = Annotated[str, typer.Option("--to", metavar="ID", help="In an exchange, who receives.")]
IsSession = Annotated[
    bool, typer.Option("--session", help="Paid staff time: a session of the accompaniment.")
]
Type = Annotated[str, typer.Option("--type", metavar="TYPE", help="The type of session.")]
Role = Annotated[str, typer.Option("--role", metavar="ROLE", help="Whose session it is.")]
Governance = Annotated[
    bool, typer.Option("--governance", help="Statutory time: board, general meeting.")
]
Anyway = Annotated[
    bool,
    typer.Option(
        "--anyway", "--again", help="Write it even if it is there already, or the day is to come."
    ),
]
Undo = Annotated[bool, typer.Option("--undo", help="Take back what was logged last.")]


def log(  # noqa: PLR0913, PLR0917 - one parameter an option
    words: Words = None,
    by: By = "",
    kind: Kind = "",
    on: On = "",
    people: People = None,
    in_all: InAll = False,
    giver: From = "",
    receiver: To = "",
    session: IsSession = False,
    type_: Type = "",
    role: Role = "",
    governance: Governance = False,
    anyway: Anyway = False,
    undo: Undo = False,
    plain: Plain = False,
) -> int:
    """Log hours in a breath: `mes log 2h30 corner-cafe "open hours" --by Ana --on yesterday`.

    They go to the list of the month. An initiative or accompaniment may be named by a part of its
    name; `-` is the life of the structure. `--session` logs a session of paid staff, counted once
    whatever the number of people. `--from` and `--to` log an exchange of skills. Without words,
    questions are asked.
    """
    if undo:
        return take_back("log")
    register = reading.read(to_write=True)
    answers = Answers(register.register, register.words, current().language, today())
    about = Circumstances(
        _day(on, answers.today), names(by), people, in_all, _nature(kind, giver, receiver, answers),
        {"type": _word(answers, type_), "role": role} if session else None, governance,
        party(register.register, giver), party(register.register, receiver), anyway,
    )  # fmt: skip
    log_of = _Log(answers, Edits(register), asker(plain=plain) if somebody_answers() else None)
    logged = [it for hours, its in log_of.said(words, about) for it in log_of.entered(hours, its)]
    lines = [labelled(speech(), it.file, " · ".join(map(printed, it.parts))) for it in logged]
    kept = keep(log_of.edits, "log", lines)
    out("".join(f"{line}\n" for line in lines))
    if about.nature == ContributionKind.ACTIVIST_TIME and about.by:
        hint(say("beside a name, activist time may tell opinions: a number of people says enough"))
    kept.hint()
    return Exit.CLEAN


def _nature(kind: str, giver: str, receiver: str, answers: Answers) -> str:
    if not kind:
        exchange = giver or receiver
        return ContributionKind.SKILL_EXCHANGE if exchange else ContributionKind.VOLUNTEERING
    return answers.one(kind, shape(Contribution).slots["kind"])


def _word(answers: Answers, said: str) -> str:
    return answers.one(said, shape(Session).slots["type"]) if said else ""


def _day(said: str, this: dt.date) -> dt.date:
    day = day_said(said, this) if said else this
    if day is None:
        raise InputError(
            say("`{value}` is no value of `{option}`", value=said, option="--on"), _HOW_DAYS
        )
    return day


_HOW_DAYS: Message = say("write a day: `yesterday`, `monday`, `3 march` or `2025-03-04`")


@dataclass(frozen=True, slots=True)
class _Log:
    """Hours on their way into the register, and whom to ask about them."""

    answers: Answers
    edits: Edits
    asking: Asker | None

    def said(
        self, words: list[str] | None, about: Circumstances
    ) -> Iterator[tuple[LoggedHours, Circumstances]]:
        """Give the hours of the command line, or those that are asked for."""
        if words:
            yield from ((hours, about) for hours in split(words))
            return
        if self.asking is None:
            raise InputError(
                say("there are no hours to log"),
                say('write `mes log 2h30 corner-cafe "open hours"`'),
            )
        last, more = LoggedHours("", ""), True
        while more:
            last, about = self._line(self.asking, last, about)
            yield last, about
            more = self.asking.confirm(_("Another entry?"), default=False)

    def _line(
        self, asking: Asker, last: LoggedHours, about: Circumstances
    ) -> tuple[LoggedHours, Circumstances]:
        """Ask for one line; what stays from line to line is offered again."""
        form = formats(self.answers.language)
        by = asking.ask(Question(_("Who"), _("A name, or several; nothing for nobody by name."),
                                 ", ".join(about.by), optional=True))  # fmt: skip
        day = asking.ask(
            Question(
                _("When"), _("As people say it: yesterday, monday, 3 march."), form.date(about.day)
            ),
            self._wrong_day,
        )
        how_many = str(about.people or 1)
        people = "" if by else asking.ask(Question(_("How many people"), default=how_many), _number)
        length = asking.ask(
            Question(_("How long"), _("As people say it: 2h30, 45min; 4x2h30 for each of four.")),
            self._wrong_length,
        )
        on = day_said(day, self.answers.today) or about.day
        where = asking.ask(self._for_whom(last.target, on))
        what = asking.ask(Question(_("What was done"), optional=True))
        about = replace(
            about, by=names(by), day=on, people=int(people) if people not in {"", "1"} else None
        )
        return LoggedHours(length, where, what), about

    def _for_whom(self, last: str, day: dt.date) -> Question:
        """Offer the accompaniments of each initiative on a day, or the initiative itself."""
        register = self.answers.register
        offered = {LIFE: Destination().label(self.answers.language)}
        for initiative in register.of(Initiative):
            courses = running(register, initiative.record.id, day)
            for course in courses:
                who = ", ".join(called(it, register) for it in course.record.initiatives)
                offered[course.record.id] = f"{who} · {record_label(course.record)}"
            if not courses:
                offered[initiative.record.id] = record_label(initiative.record)
        options = [Option(value, label) for value, label in offered.items()]
        return Question(_("For whom"), options=options, default=last)

    def _wrong_day(self, said: str) -> str:
        return "" if day_said(said, self.answers.today) else speech().say(_HOW_DAYS)

    def _wrong_length(self, said: str) -> str:
        length = said.lower().replace("×", "x").rpartition("x")[2].strip()
        if seconds(length, self.answers.register.settings.day_length):
            return ""
        return _("write the duration as `2h30`, `2:30` or `2.5`")

    def entered(self, hours: LoggedHours, about: Circumstances) -> list[Logged]:
        """Put hours into the edits; what is doubtful is asked about."""
        to = self._destination(hours, about.day)
        try:
            return enter(hours, to, about, self.answers, self.edits)
        except DoubtfulError as doubt:
            question = speech().say(doubt.message)
            if self.asking is None or not self.asking.confirm(
                f"{question[:1].upper()}{question[1:]}. {_('Log it all the same?')}", default=False
            ):
                raise
        return enter(hours, to, replace(about, anyway=True), self.answers, self.edits)

    def _destination(self, hours: LoggedHours, day: dt.date) -> Destination:
        """What an entry is for; where several fit, it is asked for."""
        register = self.answers.register
        if self.asking is None:
            return destination(register, hours.target, day)
        found = destinations(register, hours.target, day)
        if len(found) == 1:
            return found[0]
        options = [Option(str(number), self._named(it)) for number, it in enumerate(found)]
        return found[int(self.asking.ask(Question(_("Which one"), options=options)))]

    def _named(self, to: Destination) -> str:
        entry = to.course or to.initiative
        identity = f" ({entry.record.id})" if entry else ""
        return f"{to.label(self.answers.language)}{identity}"


def _number(said: str) -> str:
    return "" if said.isdecimal() and int(said) else _("write a number")
