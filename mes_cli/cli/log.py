"""``mes log``."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Annotated

import typer

from mes_cli.cli import reading
from mes_cli.cli.asking import Asker, asker, somebody_answers
from mes_cli.cli.console import hint, out, speech
from mes_cli.cli.hours_interview import HOW_DAYS, HoursInterview
from mes_cli.cli.options import Plain, number_of
from mes_cli.cli.session import Exit, _, current
from mes_cli.cli.undo import take_back
from mes_cli.cli.writing import hint_undo, keep
from mes_cli.drafts.answers import Answers, Option, today
from mes_cli.drafts.destinations import (
    LIFE,
    Destination,
    destination,
    destinations,
    offered,
    party,
)
from mes_cli.drafts.hours import (
    Circumstances,
    DoubtfulHoursError,
    Logged,
    LoggedHours,
    enter,
    names,
    split,
)
from mes_cli.drafts.questions import Question
from mes_cli.errors import InputError
from mes_cli.escape import printed
from mes_cli.finding import say
from mes_cli.language.typed import day_said
from mes_cli.model import Contribution
from mes_cli.model.accompaniment import Session
from mes_cli.model.contribution import ContributionKind
from mes_cli.model.shape import shape
from mes_cli.output.speech import labelled
from mes_cli.store.editing.edits import Edits

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
    number_of(
        "--people",
        least=1,
        metavar="N",
        help="How many people; the hours are the total of all, 4x2h30 counts 2h30 for each.",
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
Role = Annotated[
    str, typer.Option("--role", metavar="ROLE", help="The role of whoever leads the session.")
]
Governance = Annotated[
    bool, typer.Option("--governance", help="Statutory time: board, general meeting.")
]
Anyway = Annotated[
    bool,
    typer.Option(
        "--anyway",
        "--again",
        help="Write it even if it is there already, or the day is still to come.",
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
    """Log hours in one line: `mes log 2h30 corner-cafe "open hours" --by Ana --on yesterday`.

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
    logged = log_of.said(words, about)
    lines = [labelled(speech(), it.file, " · ".join(map(printed, it.parts))) for it in logged]
    kept = keep(log_of.edits, "log", lines)
    out("".join(f"{line}\n" for line in lines))
    if about.nature == ContributionKind.ACTIVIST_TIME and about.by:
        hint(say("beside a name, activist time may tell opinions: a number of people says enough"))
    hint_undo(kept)
    return Exit.CLEAN


def _nature(kind: str, giver: str, receiver: str, answers: Answers) -> str:
    """The kind of a contribution: as typed, else an exchange of skills where a side is named."""
    if not kind:
        exchange = giver or receiver
        return ContributionKind.SKILL_EXCHANGE if exchange else ContributionKind.VOLUNTEERING
    return answers.one(kind, shape(Contribution).slots["kind"])


def _word(answers: Answers, said: str) -> str:
    """The type of a session as the models call it; empty if none is given."""
    return answers.one(said, shape(Session).slots["type"]) if said else ""


def _day(said: str, this: dt.date) -> dt.date:
    day = day_said(said, this) if said else this
    if day is None:
        raise InputError(
            say("`{value}` is not a value of `{option}`", value=said, option="--on"), HOW_DAYS
        )
    return day


@dataclass(frozen=True, slots=True)
class _Log:
    """Hours on their way into the register, and whom to ask about them."""

    answers: Answers
    edits: Edits
    asking: Asker | None

    def said(self, words: list[str] | None, about: Circumstances) -> list[Logged]:
        """Put the hours of the command line into the edits, or those that are asked for."""
        if words:
            return [it for hours in split(words) for it in self.entered(hours, about)]
        if self.asking is None:
            raise InputError(
                say("there are no hours to log"),
                say('write `mes log 2h30 corner-cafe "open hours"`'),
            )
        interview = HoursInterview(self.answers, self.edits, self.asking, about, self.entered)
        return interview.ask()

    def entered(self, hours: LoggedHours, about: Circumstances) -> list[Logged]:
        """Put hours into the edits; what is doubtful is asked about."""
        to = self._destination(hours.target.strip() or self._for_whom(about), about.day)
        try:
            return enter(hours, to, about, self.answers, self.edits)
        except DoubtfulHoursError as doubt:
            if self.asking is None or not self.asking.insists(doubt.message):
                raise
        return enter(hours, to, replace(about, anyway=True), self.answers, self.edits)

    def _for_whom(self, about: Circumstances) -> str:
        """Ask what hours were for that name nothing; exchanges and statutory time need not."""
        if about.governance or about.giver or about.receiver:
            return LIFE
        if self.asking is None:
            raise InputError(
                say("it is not said for whom these hours were"),
                say("name an initiative or an accompaniment; `-` is the life of the structure"),
            )
        options = offered(self.answers.register, about.day, self.answers.language)
        return self.asking.ask(Question(_("For whom"), options=options))

    def _destination(self, said: str, day: dt.date) -> Destination:
        """What an entry is for; where several fit, it is asked for."""
        register = self.answers.register
        if self.asking is None:
            return destination(register, said, day)
        found = destinations(register, said, day)
        if len(found) == 1:
            return found[0]
        options = [Option(str(number), self._named(it)) for number, it in enumerate(found)]
        return found[int(self.asking.ask(Question(_("Which one"), options=options)))]

    def _named(self, to: Destination) -> str:
        entry = to.course or to.initiative
        identity = f" ({entry.record.id})" if entry else ""
        return f"{to.label(self.answers.language)}{identity}"
