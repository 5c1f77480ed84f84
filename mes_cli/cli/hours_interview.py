"""The questions of ``mes log``: hours, line by line."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from mes_cli.cli.asking import Asker, Back, Check, ask_from_the_first, ask_in_turn
from mes_cli.cli.console import err, speech, trouble
from mes_cli.cli.session import _
from mes_cli.cli.writing import wrong
from mes_cli.drafts.answers import Answers
from mes_cli.drafts.destinations import offered
from mes_cli.drafts.hours import (
    Circumstances,
    DoubtfulHoursError,
    Logged,
    LoggedHours,
    names,
    shares,
)
from mes_cli.drafts.questions import Question
from mes_cli.errors import InputError
from mes_cli.finding import Message, Severity, say
from mes_cli.language.formats import formats
from mes_cli.language.typed import day_said
from mes_cli.model.period import seconds
from mes_cli.store.editing.edited_file import EditedFile
from mes_cli.store.editing.edits import Edits

HOW_DAYS: Message = say("write a day: `yesterday`, `monday`, `3 march` or `2025-03-04`")
#: The questions of one line, in their order.
_QUESTIONS = ("by", "day", "people", "length", "target", "title", "another")
#: What each line offers again of the line before.
_STAYS = ("by", "day", "people", "target")


@dataclass(slots=True)
class HoursInterview:
    """Asks for hours line by line, and puts each line into the edits when it is complete."""

    answers: Answers
    edits: Edits
    asker: Asker
    about: Circumstances
    #: Puts a line into the edits.
    enter: Callable[[LoggedHours, Circumstances], list[Logged]]
    #: What was answered, line by line, and what was put down.
    said: list[dict[str, str]] = field(default_factory=list)
    logged: list[list[Logged]] = field(default_factory=list)
    #: The files as they were before each line.
    before: list[dict[str, EditedFile]] = field(default_factory=list)
    #: What is still to be asked: the number of a line, and its question.
    steps: list[tuple[int, str]] = field(default_factory=list)

    def ask(self) -> list[Logged]:
        """Ask for lines until there are no more; give what was put down."""
        day = formats(self.answers.language).date(self.about.day)
        people = str(self.about.people or 1)
        self._begin({"by": ", ".join(self.about.by), "day": day, "people": people})
        ask_from_the_first(
            lambda: ask_in_turn(self.steps, self._step, self._is_asked, self._take_back)
        )
        return [it for line in self.logged for it in line]

    def _begin(self, offered_again: dict[str, str]) -> None:
        self.steps += [(len(self.said), question) for question in _QUESTIONS]
        self.said.append(offered_again)

    def _is_asked(self, step: tuple[int, str]) -> bool:
        line, question = step
        # Time of staff is nobody's by name; hours by name count the people themselves.
        if question == "by":
            return self.about.session is None
        return question != "people" or not self.said[line]["by"]

    def _step(self, step: tuple[int, str]) -> None:
        line, name = step
        said = self.said[line]
        if name == "another":
            self.before.append(dict(self.edits.files))
            self.logged.append(self._entered(said))
            if self.asker.confirm(_("Another entry?"), default=False, back=True):
                self._begin({key: said[key] for key in _STAYS if key in said})
            return
        question = replace(self._question(name, said), default=said.get(name, ""))
        said[name] = self.asker.ask(question, self._check(name, said), back=True)

    def _take_back(self, step: tuple[int, str]) -> None:
        """Take a line out of the edits again, and whatever was begun after it."""
        line, _name = step
        if line < len(self.before):
            self.edits.files = self.before[line]
        for it in (self.before, self.logged):
            del it[line:]
        del self.said[line + 1 :], self.steps[len(_QUESTIONS) * (line + 1) :]

    def _question(self, name: str, said: dict[str, str]) -> Question:
        match name:
            case "by":
                help_ = _("A name, or several; nothing for nobody by name.")
                return Question(_("Who"), help_, optional=True)
            case "day":
                return Question(_("When"), _("As people say it: yesterday, monday, 3 march."))
            case "people":
                return Question(_("How many people"))
            case "length":
                help_ = _("As people say it: 2h30, 45min; 4x2h30 for each of four.")
                return Question(_("How long"), help_)
            case "target":
                options = offered(self.answers.register, self._day(said), self.answers.language)
                return Question(_("For whom"), options=options)
            case _:
                return Question(_("What was done"), optional=True)

    def _check(self, name: str, line: dict[str, str]) -> Check | None:
        """Give what tells whether an answer is wrong; None where every answer is good."""
        match name:
            case "day":
                return self._wrong_day
            case "people":
                return _wrong_number
            case "length":
                return lambda said: self._wrong_length(said, line)
            case _:
                return None

    def _wrong_day(self, said: str) -> str:
        return "" if day_said(said, self.answers.today) else speech().say(HOW_DAYS)

    def _wrong_length(self, said: str, line: dict[str, str]) -> str:
        day = self.answers.register.settings.day_length
        length = said.lower().replace("×", "x").rpartition("x")[2].strip()
        if not seconds(length, day):
            return _("write the duration as `2h30`, `2:30` or `2.5`")
        try:
            shares(said, self._circumstances(line), day)
        except InputError as problem:
            return speech().say(problem.message)
        return ""

    def _day(self, said: dict[str, str]) -> dt.date:
        return day_said(said["day"], self.answers.today) or self.about.day

    def _circumstances(self, said: dict[str, str]) -> Circumstances:
        by = names(said.get("by", ""))
        people = 1 if by else int(said.get("people") or 1)
        return replace(
            self.about, by=by, day=self._day(said), people=people if people > 1 else None
        )

    def _entered(self, said: dict[str, str]) -> list[Logged]:
        """Put a line into the edits.

        Raises:
            Back: it cannot be put there as it was said, or somebody wants to change it.
        """
        hours = LoggedHours(said["length"], said["target"], said["title"])
        try:
            logged = self.enter(hours, self._circumstances(said))
        except DoubtfulHoursError:
            raise Back from None
        except InputError as problem:
            trouble(problem)
            raise Back from None
        errors = [
            it
            for file in {it.file for it in logged}
            for it in self.edits.found(file)
            if it.severity is Severity.ERROR
        ]
        for finding in errors:
            err(wrong(finding))
        if errors:
            raise Back
        return logged


def _wrong_number(said: str) -> str:
    return "" if said.isdecimal() and int(said) else _("write a whole number, 1 or more")
