"""Lines and costs of every record over all years; ``ledger`` cuts the years from them."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from mes_cli.figures.line import Basis, Line, Measure, ShareOf, Stated, Worked, part
from mes_cli.figures.rounding import ZERO, cents, total, worked
from mes_cli.figures.rules import Rules, Worth, amount, rules, worth
from mes_cli.figures.years import Calendar, Days, calendar, one_day, span
from mes_cli.model import Accompaniment, Contribution, Funding
from mes_cli.model.funding import FundingStatus
from mes_cli.model.period import Period
from mes_cli.model.settings import Overhead, OverheadBase
from mes_cli.register import Entry, Register

#: Members of enumerations are slow to look up, and these are millions.
_STAFF, _EXPENSES = Measure.STAFF, Measure.EXPENSES


#: The account of money that is given on to others.
GIVEN_ON = "657"


class CourseCost(NamedTuple):
    """The cost of one accompaniment over all its years."""

    #: One line a session, in order of date.
    sessions: tuple[Line, ...]
    #: Sessions, expenses and overheads, by financial year.
    years: Mapping[int, tuple[Line, ...]]


def course_cost(entry: Entry[Accompaniment], rules: Rules, calendar: Calendar) -> CourseCost:
    """Work out every line of an accompaniment's monetary cost."""
    sessions = sorted(_sessions(entry, rules), key=_day)
    dated = [*sessions, *sorted(_expenses(entry), key=_day)]
    years: dict[int, list[Line]] = {}
    for line in dated:
        years.setdefault(calendar.year_of(_day(line)), []).append(line)
    return CourseCost(
        tuple(sessions),
        {year: (*lines, *_overheads(entry, lines, rules)) for year, lines in years.items()},
    )


def _sessions(entry: Entry[Accompaniment], rules: Rules) -> Iterator[Line]:
    name, place, course = entry.name, entry.place, entry.record
    for position, session in enumerate(course.sessions):
        rate = rules.hourly_cost(session.role, session.date) or ZERO
        seconds = session.hours
        yield Line(
            _STAFF, name, place, (Worked(seconds, rate),), worked(seconds, rate), seconds,
            course.id, session.role or "", session.date, ("sessions", position),
        )  # fmt: skip


def _expenses(entry: Entry[Accompaniment]) -> Iterator[Line]:
    name, place, course = entry.name, entry.place, entry.record
    for position, expense in enumerate(course.expenses):
        yield Line(
            _EXPENSES, name, place, (Stated(expense.amount),), cents(expense.amount), 0,
            course.id, expense.account or "", expense.date, ("expenses", position),
        )  # fmt: skip


def _overheads(entry: Entry[Accompaniment], lines: Iterable[Line], rules: Rules) -> Iterator[Line]:
    """One line for each dated rule, on the rounded lines of the year that are dated in it."""
    bases: dict[dt.date, tuple[Overhead, list[Line]]] = {}
    for line in lines:
        if rule := rules.overheads.on(_day(line)):
            bases.setdefault(rule.since, (rule, []))[1].append(line)
    for rule, dated in bases.values():
        base = total(line.amount for line in dated if _in_base(line, rule))
        if base:
            yield Line(
                Measure.OVERHEADS,
                entry.name,
                entry.place,
                (ShareOf(rule.share, base, rule.since),),
                amount=cents(rule.share * base),
                accompaniment=entry.record.id,
            )


def _in_base(line: Line, rule: Overhead) -> bool:
    """Tell whether overheads are a share of a line; money given on to others is in no base."""
    if line.measure is _STAFF:
        return True
    return rule.base is OverheadBase.STAFF_AND_EXPENSES and not line.detail.startswith(GIVEN_ON)


def _day(line: Line) -> dt.date:
    """The day of a session or an expense, which always has one."""
    assert line.day is not None
    return line.day


class ContributionYears(NamedTuple):
    """A contribution, what it is worth, and the line it has in each year."""

    entry: Entry[Contribution]
    period: Period
    worth: Worth
    years: Mapping[int, Line]


class FundingYears(NamedTuple):
    """A funding that is not refused, its whole amount, and the line it has in each year."""

    entry: Entry[Funding]
    #: What shares and amounts of its targets and policies are parts of.
    whole: Decimal
    years: Mapping[int, Line]


#: A member of an enumeration is slow to look up, and contributions are many.
_IN_KIND = Measure.IN_KIND


@dataclass(frozen=True)
class Books:
    """What the register's records come to; nothing here depends on a year of report.

    Each record is counted when a year that it is in is asked for: a report is about two years,
    and a register may have twenty.
    """

    register: Register
    _courses: dict[str, CourseCost] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def calendar(self) -> Calendar:
        """The financial years of the register."""
        return calendar(self.register)

    @cached_property
    def rules(self) -> Rules:
        """What the register declares by date."""
        return rules(self.register.settings)

    @cached_property
    def days(self) -> Days:
        """The days of its records, and the years that they make."""
        return Days(self.register)

    @property
    def contributions(self) -> tuple[ContributionYears, ...]:
        """All contributions."""
        return tuple(
            contribution_years(entry, period, self.rules, self.calendar)
            for entry in self.register.of(Contribution)
            if (period := span(entry.record))
        )

    @property
    def fundings(self) -> tuple[FundingYears, ...]:
        """All fundings that are not refused, those asked for included."""
        return tuple(funding_years(entry, self.calendar) for entry in _answered(self.register))

    def course(self, entry: Entry[Accompaniment]) -> CourseCost:
        """The cost of an accompaniment over all its years."""
        found = self._courses.get(entry.record.id)
        if found is None:
            found = self._courses[entry.record.id] = course_cost(entry, self.rules, self.calendar)
        return found

    def active(self, year: int) -> frozenset[str]:
        """The accompaniments started in a financial year, or with a session or an expense in it."""
        return frozenset(self._active.get(year, ()))

    def contributions_of(self, year: int) -> tuple[ContributionYears, ...]:
        """The contributions of a financial year."""
        return tuple(
            contribution_years(entry, period, self.rules, self.calendar)
            for entry, period in self._given.get(year, ())
        )

    def fundings_of(self, year: int) -> tuple[FundingYears, ...]:
        """The fundings of a financial year, those asked for included."""
        return tuple(funding_years(entry, self.calendar) for entry in self._awarded.get(year, ()))

    @cached_property
    def _active(self) -> Mapping[int, Collection[str]]:
        found: dict[int, set[str]] = {}
        for entry in self.register.of(Accompaniment):
            course = entry.record
            days = {course.started, *(session.date for session in course.sessions)}
            days.update(expense.date for expense in course.expenses)
            for year in set(map(self.calendar.year_of, days)):
                found.setdefault(year, set()).add(course.id)
        return found

    @cached_property
    def _given(self) -> Mapping[int, Sequence[tuple[Entry[Contribution], Period]]]:
        found: dict[int, list[tuple[Entry[Contribution], Period]]] = {}
        for entry in self.register.of(Contribution):
            day = entry.record.date
            if day is not None:
                found.setdefault(self.calendar.year_of(day), []).append((entry, one_day(day)))
            elif period := entry.record.period:
                for year in self.calendar.years(period):
                    found.setdefault(year, []).append((entry, period))
        return found

    @cached_property
    def _awarded(self) -> Mapping[int, Sequence[Entry[Funding]]]:
        found: dict[int, list[Entry[Funding]]] = {}
        for entry in _answered(self.register):
            for year in entry.record.by_year or self.calendar.years(entry.record.period):
                found.setdefault(year, []).append(entry)
        return found


def books(register: Register) -> Books:
    """Count every record once."""
    return Books(register)


def _answered(register: Register) -> Iterator[Entry[Funding]]:
    for entry in register.of(Funding):
        if entry.record.status is not FundingStatus.REFUSED:
            yield entry


def contribution_years(
    entry: Entry[Contribution], period: Period, rules: Rules, dates: Calendar
) -> ContributionYears:
    """Value a contribution once, then spread its seconds and its cents over years by days."""
    value = worth(entry.record, period.first, rules)
    record = entry.record
    line = Line(
        _IN_KIND, entry.name, entry.place, (value,), amount(value), record.hours or 0,
        None, record.nature, record.date,
    )  # fmt: skip
    if record.date is not None:
        return ContributionYears(entry, period, value, {dates.year_of(record.date): line})
    return ContributionYears(entry, period, value, part(line, dates.days(period), Basis.DAYS))


def funding_years(entry: Entry[Funding], dates: Calendar) -> FundingYears:
    """Give the money of a funding to its years, as it says itself, else by days."""
    funding = entry.record
    whole = cents(funding.amount or ZERO)
    if not funding.by_year:
        line = _money(entry, whole)
        return FundingYears(entry, whole, part(line, dates.days(funding.period), Basis.DAYS))
    years = {
        year: _money(entry, cents(amount), "by_year", str(year))
        for year, amount in funding.by_year.items()
    }
    return FundingYears(entry, total(line.amount for line in years.values()), years)


def _money(entry: Entry[Funding], amount: Decimal, *loc: str) -> Line:
    pending = entry.record.status is FundingStatus.REQUESTED
    return Line(
        Measure.PENDING if pending else Measure.MONEY,
        entry.name,
        entry.place,
        (Stated(amount),),
        amount=amount,
        detail=entry.record.nature,
        loc=loc,
    )
