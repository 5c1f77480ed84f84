"""How forms are laid out: what they ask first, what is folded, what depends on other answers.

``layouts.toml`` says it, in canonical names. The questions of a terminal and the forms of the page
follow the same layouts.
"""

import datetime as dt
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from mes_cli.finding import Message, say
from mes_cli.model import Contribution, Programme
from mes_cli.model.period import seconds
from mes_cli.model.scalars import NUMBER, decimal
from mes_cli.model.settings import Method
from mes_cli.register import Register
from mes_cli.store.reading.translation import Data


@dataclass(frozen=True, slots=True)
class AskedWhen:
    """A field that matters only beside what another one says."""

    #: The field whose answer decides, in canonical names: ``entry.channel``.
    field: str
    #: The answers meant; none: any answer.
    words: frozenset[str] = frozenset()
    #: True: it matters beside these answers; False: beside all others, and beside none.
    beside: bool = True
    #: How the answers meant begin, where they are no words of a list.
    start: str = ""

    def holds(self, said: str) -> bool:
        """Tell whether the field matters beside an answer.

        >>> AskedWhen("kind", frozenset({"goods"}), beside=False).holds("volunteering")
        True
        >>> AskedWhen("account", start="657").holds("6573")
        True
        """
        if self.start:
            return said.startswith(self.start) is self.beside
        return (said in self.words if self.words else bool(said)) is self.beside


@dataclass(frozen=True, slots=True)
class Fold:
    """Fields that are shown on demand, or at once where they say something."""

    title: Message
    fields: tuple[str, ...]
    #: Beside which answers it is open from the beginning.
    opened: AskedWhen | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The order of a form; fields that it does not name come in the last fold."""

    first: tuple[str, ...]
    folds: tuple[Fold, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """What one part of a list is called."""

    one: Message
    another: Message
    #: As the one that has a number: "the session" 2.
    the: Message
    #: What is said once the one that had a number is removed.
    removed: Message


def _asked_when(told: dict[str, Any]) -> AskedWhen:
    words = told.get("words", told.get("other_than", ()))
    beside = "other_than" not in told
    return AskedWhen(told["beside"], frozenset(words), beside, told.get("start", ""))


def _fold(told: dict[str, Any]) -> Fold:
    opened = _asked_when(told["opened"]) if "opened" in told else None
    return Fold(say(told["title"]), tuple(told["fields"]), opened)


_TOLD = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
NOTES = Fold(say("Notes and tags"), ("notes", "tags"))
OTHERS = say("Other details")
#: The fields that the register declares for itself.
OWN = Fold(say("Fields of your own"), ("own", "fields"))
#: What programs keep for themselves: never shown.
NEVER = frozenset(_TOLD["never"])
#: Texts of several lines.
LONG = frozenset(_TOLD["long"])
#: What a new row takes over from the one before it.
KEPT_IN_ROWS: Mapping[str, list[str]] = _TOLD["kept_in_rows"]
LAYOUTS = {
    kind: Layout(tuple(told["first"]), tuple(map(_fold, told["folds"])))
    for kind, told in _TOLD["kinds"].items()
}
#: When a field is asked: by kind of record and by field, parts of lists without their number.
CONDITIONS = {
    (kind, field): _asked_when(when)
    for kind, told in _TOLD["kinds"].items()
    for when in told.get("when", ())
    for field in when["fields"]
}
ROWS = {
    name: Rows(**{what: say(words) for what, words in told.items()})
    for name, told in _TOLD["rows"].items()
}
#: A row of any other list.
ROW = ROWS.pop("other")


def idle(kind: str, data: Data, register: Register) -> frozenset[str]:
    """Give the fields that matter neither in this register nor beside all that a record says.

    Levels and tasks matter where contributions are valued by them; the amounts of each year, where
    a period covers several; a reason for more than the norm, where a course is beyond it.
    """
    found = _IDLE.get(kind)
    return frozenset(found(data, register) if found else ())


def _unused(data: Data, register: Register) -> Iterator[str]:
    """Levels and tasks, where no rule and no contribution has them."""
    del data
    rules = register.settings.valuation
    given = [entry.record for entry in register.of(Contribution)]
    if not any(it.method is Method.MINIMUM_WAGE for it in rules) and not any(
        it.level for it in given
    ):
        yield "level"
    if not any(it.task_rates for it in rules) and not any(it.task for it in given):
        yield "task"


def _within_a_year(data: Data, register: Register) -> Iterator[str]:
    """The amounts of each year, where a period covers no more than one."""
    period, years = data.get("period"), set[int]()
    if isinstance(period, dict):
        with suppress(ValueError):
            days = [dt.date.fromisoformat(str(period.get(it))) for it in ("from", "to")]
            years = {register.settings.financial_year(day) for day in days}
    if len(years) <= 1:
        yield "by_year"


def _within_norm(data: Data, register: Register) -> Iterator[str]:
    """The norm where no programme has one, and the reason for more of it."""
    if not any(entry.record.norm for entry in register.of(Programme)):
        yield "norm"
    day = register.settings.day_length
    programme = register.get(Programme, str(data.get("programme", "")))
    general = programme.record.norm if programme else None
    own = cast("Data", data["norm"]) if isinstance(data.get("norm"), dict) else {}
    said = data.get("sessions")
    sessions = [it for it in said if it and isinstance(it, dict)] if isinstance(said, list) else []
    length = sum(seconds(str(it.get("hours", "")), day) or 0 for it in sessions)
    granted = seconds(str(own.get("hours", "")), day) or (general.hours if general else None)
    number = NUMBER.fullmatch(str(own.get("sessions", "")))
    most = decimal(number) if number else general.sessions if general else None
    if not (granted is not None and length > granted) and not (
        most is not None and len(sessions) > most
    ):
        yield "overrun_reason"


_IDLE: Mapping[str, Callable[[Data, Register], Iterator[str]]] = {
    "contribution": _unused,
    "funding": _within_a_year,
    "accompaniment": _within_norm,
}
