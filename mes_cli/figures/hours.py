"""Hours by month, in full-time equivalents, as skills exchanged, and beyond a norm."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from mes_cli.figures.books import ContributionYears
from mes_cli.figures.ledger import Ledger
from mes_cli.figures.line import Line, Measure
from mes_cli.figures.rounding import SECONDS_PER_HOUR, ZERO, cents, spread_units, total
from mes_cli.figures.years import ONE_DAY
from mes_cli.finding import Place
from mes_cli.model import Accompaniment, Programme
from mes_cli.model.contribution import ContributionKind
from mes_cli.model.programme import Norm
from mes_cli.register import Register

#: The hours that a full-time job works in a year (code du travail, art. L3121-41).
FULL_TIME_HOURS = 1607


class Month(NamedTuple):
    """The seconds of a calendar month, or of the part of it that is in the year."""

    first: dt.date
    staff: int
    #: By kind of contribution.
    in_kind: Mapping[str, int]


def full_time(seconds: int) -> Decimal:
    """Full-time equivalents of some time.

    >>> full_time(1607 * 3600)
    Decimal('1')
    """
    return Decimal(seconds) / (FULL_TIME_HOURS * SECONDS_PER_HOUR)


def statutory(ledger: Ledger) -> int:
    """The volunteers' seconds of statutory time: board, general meeting."""
    return sum(
        it.years[ledger.year].seconds
        for it in ledger.contributions
        if it.entry.record.governance and it.entry.record.nature is ContributionKind.VOLUNTEERING
    )


def months(ledger: Ledger) -> tuple[Month, ...]:
    """The year's hours by month, months without any included; a period is spread by days."""
    days = (ledger.span.first, ledger.span.last)
    staff: dict[dt.date, int] = dict.fromkeys(map(_first, _days_of_months(*days)), 0)
    in_kind: dict[dt.date, dict[str, int]] = {first: {} for first in staff}
    for line in ledger.own:
        if line.measure is Measure.STAFF and line.day:
            staff[_first(line.day)] += line.seconds
    for it in ledger.contributions:
        for first, seconds in _by_month(it, ledger).items():
            kind = it.entry.record.nature
            in_kind[first][kind] = in_kind[first].get(kind, 0) + seconds
    return tuple(Month(first, staff[first], in_kind[first]) for first in staff)


def _by_month(it: ContributionYears, ledger: Ledger) -> Mapping[dt.date, int]:
    seconds = it.years[ledger.year].seconds
    year = ledger.period_of(it.entry)
    start = max(it.period.first, year.first)
    last = min(max(it.period.first, it.period.last), year.last)
    if start == last:
        return {_first(start): seconds} if seconds else {}
    days = {
        _first(day): (min(_next(day) - ONE_DAY, last) - day).days + 1
        for day in _days_of_months(start, last)
    }
    return {month: part for month, part in spread_units(seconds, days).items() if part}


def _days_of_months(start: dt.date, last: dt.date) -> Iterator[dt.date]:
    """The first day of some days, and the first days of the months that begin in them."""
    day = start
    while day <= last:
        yield day
        day = _next(day)


def _first(day: dt.date) -> dt.date:
    return day.replace(day=1)


def _next(day: dt.date) -> dt.date:
    return (_first(day) + 31 * ONE_DAY).replace(day=1)


class Exchange(NamedTuple):
    """What a structure or initiative gave and received in the year, in seconds."""

    party: str
    given: int
    received: int


def exchanges(ledger: Ledger) -> tuple[Exchange, ...]:
    """The hours of skills given and received; over all, as many are given as received.

    An exchange that does not name both sides, or has no hours, is told and not counted here.
    """
    given: dict[str, int] = {}
    received: dict[str, int] = {}
    for it in ledger.exchanged:
        record, seconds = it.entry.record, it.years[ledger.year].seconds
        exchanged = record.nature is ContributionKind.SKILL_EXCHANGE
        if exchanged and record.giver and record.receiver and seconds:
            given[record.giver] = given.get(record.giver, 0) + seconds
            received[record.receiver] = received.get(record.receiver, 0) + seconds
    return tuple(
        Exchange(party, given.get(party, 0), received.get(party, 0))
        for party in sorted(given.keys() | received.keys())
    )


class NormUse(NamedTuple):
    """A course of support from its first session to the end of the year, beside its norm."""

    accompaniment: str
    norm: Norm
    #: The sessions up to the end of the year, with what they cost.
    sessions: tuple[Line, ...]
    #: Those of them before the year.
    before: tuple[Line, ...]
    #: The overheads of the same time.
    overheads: tuple[Line, ...]
    reason: str | None
    at: Place

    @property
    def seconds(self) -> int:
        """Staff time up to the end of the year."""
        return _seconds(self.sessions)

    @property
    def overrun(self) -> int:
        """Seconds beyond the norm, never negative; 0 where the norm says no hours."""
        return self._beyond(self.seconds, self.norm.hours)

    @property
    def overrun_before(self) -> int:
        """What of it fell before the year."""
        return self._beyond(_seconds(self.before), self.norm.hours)

    @property
    def overrun_in_year(self) -> int:
        """What of it falls in the year."""
        return self.overrun - self.overrun_before

    @property
    def sessions_overrun(self) -> int:
        """Sessions beyond the norm, never negative; 0 where the norm says no sessions."""
        return self._beyond(len(self.sessions), self.norm.sessions)

    @property
    def cost(self) -> Decimal:
        """What the hours beyond the norm cost, at the course's mean hourly cost with overheads."""
        return self._cost(self.overrun)

    @property
    def cost_before(self) -> Decimal:
        """What of it fell before the year."""
        return self._cost(self.overrun_before)

    @property
    def cost_in_year(self) -> Decimal:
        """What of it falls in the year."""
        return self.cost - self.cost_before

    @staticmethod
    def _beyond(number: int, norm: int | None) -> int:
        return 0 if norm is None else max(0, number - norm)

    def _cost(self, seconds: int) -> Decimal:
        if not seconds:
            return ZERO
        whole = total(line.amount for line in (*self.sessions, *self.overheads))
        return cents(whole * seconds / self.seconds)


def _seconds(lines: Iterable[Line]) -> int:
    return sum(line.seconds for line in lines)


def norm_of(register: Register, accompaniment: Accompaniment) -> Norm:
    """The norm of an accompaniment: its own, else its programme's, hours and sessions apart."""
    programme = register.get(Programme, accompaniment.programme or "")
    norms = [accompaniment.norm, programme.record.norm if programme else None]
    return Norm(
        hours=next((n.hours for n in norms if n and n.hours is not None), None),
        sessions=next((n.sessions for n in norms if n and n.sessions is not None), None),
    )


def norm_uses(ledger: Ledger) -> Iterator[NormUse]:
    """The year's accompaniments that have a norm, within it or not."""
    for entry in ledger.courses:
        norm = norm_of(ledger.register, entry.record)
        if norm.hours is None and norm.sessions is None:
            continue
        course, period = ledger.books.course(entry), ledger.period
        until = tuple(it for it in course.sessions if it.day and it.day <= period.last)
        yield NormUse(
            entry.record.id,
            norm,
            until,
            tuple(it for it in until if it.day and it.day < period.first),
            tuple(
                line
                for year, lines in course.years.items()
                if year <= ledger.year
                for line in lines
                if line.measure is Measure.OVERHEADS
            ),
            entry.record.overrun_reason,
            entry.place,
        )
