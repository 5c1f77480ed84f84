"""What is asked only beside some answers: the hours of volunteers, the policies of public money.

The questions of a terminal and the forms of the page follow the same conditions.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

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


def _with(field: str, *words: str) -> AskedWhen:
    return AskedWhen(field, frozenset(words))


def _without(field: str, *words: str) -> AskedWhen:
    return AskedWhen(field, frozenset(words), beside=False)


_THINGS = ("premises", "equipment", "goods")
_GIVEN = _with("kind", *_THINGS, "service")
_EXCHANGE = _with("kind", "skill-exchange")
#: Gifts that are no hours of people.
_NO_HOURS = _without("kind", *_THINGS, "external-effect")
_PUBLIC = _with("nature", "grant", "public-contribution", "contract")
_ORGANISATION = _without("legal_form", "collective")
_PICTURE = _with("media")

#: By kind of record and by field, parts of lists without their number.
CONDITIONS: Mapping[tuple[str, str], AskedWhen] = {
    ("contribution", "date"): _without("period.from"),
    ("contribution", "period"): _without("date"),
    ("contribution", "from"): _with("kind", *_THINGS, "service", "secondment", "skill-exchange"),
    ("contribution", "to"): _EXCHANGE,
    ("contribution", "skill"): _EXCHANGE,
    ("contribution", "quantity"): _GIVEN,
    ("contribution", "unit"): _GIVEN,
    ("contribution", "unit_value"): _GIVEN,
    ("contribution", "obtained"): _with("kind", "external-effect"),
    ("contribution", "by"): _NO_HOURS,
    ("contribution", "people"): _NO_HOURS,
    ("contribution", "hours"): _NO_HOURS,
    ("contribution", "level"): _NO_HOURS,
    ("contribution", "task"): _NO_HOURS,
    ("contribution", "governance"): _NO_HOURS,
    ("funding", "granted"): _with("status", "granted", "received"),
    ("funding", "received"): _with("status", "received"),
    ("funding", "level"): _PUBLIC,
    ("funding", "policies"): _PUBLIC,
    ("accompaniment", "entry.by"): _with("entry.channel", "prescription", "referral"),
    ("accompaniment", "expenses.to"): AskedWhen("expenses.account", start="657"),
    ("advocacy", "date"): _without("period.from"),
    ("advocacy", "period"): _without("date"),
    ("evidence", "verbatim"): _with("text"),
    ("evidence", "alt"): _PICTURE,
    ("evidence", "credit"): _PICTURE,
    ("initiative", "siret"): _ORGANISATION,
    ("initiative", "siren"): _ORGANISATION,
    ("initiative", "rna"): _ORGANISATION,
    ("initiative", "website"): _ORGANISATION,
    ("initiative", "created"): _ORGANISATION,
    ("programme", "indicators.figure"): _with("indicators.kind", "counted"),
    ("programme", "indicators.target"): _with("indicators.kind", "counted"),
    ("settings", "valuation.rate"): _with("valuation.method", "flat-rate"),
    ("settings", "valuation.task_rates"): _with("valuation.method", "task-rates"),
    ("settings", "valuation.employer_charges"): _with("valuation.method", "minimum-wage"),
    ("settings", "valuation.coefficients"): _with("valuation.method", "minimum-wage"),
}


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
