"""Indicators: the figures that a programme may ask for by name, for its year."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mes_cli.figures.balance import Balance, balance
from mes_cli.figures.counts import Counts, count, courses
from mes_cli.figures.entry import Arrivals, arrivals_of
from mes_cli.figures.ledger import Ledger
from mes_cli.figures.rounding import SECONDS_PER_HOUR
from mes_cli.model import Accompaniment


@dataclass(frozen=True, slots=True)
class ProgrammeYear:
    """A programme's accompaniments of a year."""

    courses: tuple[Accompaniment, ...]
    counts: Counts
    arrivals: Arrivals
    balance: Balance
    sessions: int


def _hours(seconds: int) -> Decimal:
    return Decimal(seconds) / SECONDS_PER_HOUR


#: Every figure that ``figure`` of an indicator may name: numbers, hours or euros.
INDICATORS: Mapping[str, Callable[[ProgrammeYear], Decimal]] = {
    "initiatives": lambda it: Decimal(it.counts.initiatives),
    "accompaniments": lambda it: Decimal(it.counts.accompaniments),
    "collective": lambda it: Decimal(it.counts.collective),
    "new": lambda it: Decimal(it.counts.new),
    "ended": lambda it: Decimal(it.counts.ended),
    "direct-entries": lambda it: Decimal(it.arrivals.direct),
    "prescribed-entries": lambda it: Decimal(it.arrivals.prescribed),
    "sessions": lambda it: Decimal(it.sessions),
    "staff-hours": lambda it: _hours(it.balance.hours.staff),
    "in-kind-hours": lambda it: _hours(sum(it.balance.hours.in_kind.values())),
    "monetary-cost": lambda it: it.balance.cost.monetary,
    "full-cost": lambda it: it.balance.cost.full,
    "money": lambda it: it.balance.resources.monetary,
}


def programme_years(ledger: Ledger) -> Mapping[str, ProgrammeYear]:
    """The programmes that accompanied somebody in the year."""
    found: dict[str, list[Accompaniment]] = {}
    for entry in courses(ledger):
        if entry.record.programme:
            found.setdefault(entry.record.programme, []).append(entry.record)
    return {name: _programme_year(ledger, tuple(some)) for name, some in found.items()}


def _programme_year(ledger: Ledger, some: tuple[Accompaniment, ...]) -> ProgrammeYear:
    lines = [line for course in some for line in ledger.by_accompaniment[course.id]]
    dates = (session.date for course in some for session in course.sessions)
    return ProgrammeYear(
        some,
        count(some, ledger.period),
        arrivals_of(course for course in some if course.started in ledger.period),
        balance(lines),
        sum(day in ledger.period for day in dates),
    )
