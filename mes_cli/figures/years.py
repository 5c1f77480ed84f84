"""Financial years: their days, which of them have records, and the newest of them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from mes_cli.model import (
    Accompaniment,
    Advocacy,
    Contribution,
    Evidence,
    FinancialYear,
    Funding,
    Record,
)
from mes_cli.model.funding import FundingStatus
from mes_cli.model.period import Period, financial_year
from mes_cli.register import Register

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Financial years, each named by the calendar year in which it begins."""

    #: Month and day.
    start: tuple[int, int] = (1, 1)

    def first(self, year: int) -> dt.date:
        """The first day of a financial year."""
        return dt.date(year, *self.start)

    def period(self, year: int) -> Period:
        """The days of a financial year.

        >>> str(Calendar((9, 1)).period(2024).last)
        '2025-08-31'
        """
        return Period(first=self.first(year), last=self.first(year + 1) - ONE_DAY)

    def year_of(self, day: dt.date) -> int:
        """The financial year of a day.

        >>> Calendar((9, 1)).year_of(dt.date(2025, 8, 31))
        2024
        """
        return financial_year(day, self.start)

    def days(self, period: Period) -> dict[int, int]:
        """How many days of a period are in each financial year.

        A period that ends before it begins is taken for its first day; a check refuses it.

        >>> Calendar().days(Period(first=dt.date(2024, 12, 31), last=dt.date(2025, 1, 2)))
        {2024: 1, 2025: 2}
        """
        last = max(period.first, period.last)
        years = range(self.year_of(period.first), self.year_of(last) + 1)
        return {
            year: (
                min(last, self.first(year + 1) - ONE_DAY) - max(period.first, self.first(year))
            ).days
            + 1
            for year in years
        }


def calendar(register: Register) -> Calendar:
    """The financial years of a register."""
    return Calendar(register.settings.fiscal_year_start)


def span(record: Contribution | Advocacy) -> Period | None:
    """The days of a record that has a date or a period; a date wins, nothing is nothing."""
    if record.date is not None:
        return Period(first=record.date, last=record.date)
    return record.period


def years(register: Register) -> tuple[int, ...]:
    """The financial years that have records, the oldest first.

    Something done in them, or money for them, refused money left out; and those that have words.
    """
    dates = calendar(register)
    found = {dates.year_of(day) for day in _done(register)}
    for stretch in _stretches(register):
        found |= dates.days(stretch).keys()
    for entry in register.of(Funding):
        if entry.record.status is not FundingStatus.REFUSED:
            found |= set(entry.record.by_year) or dates.days(entry.record.period).keys()
    return tuple(sorted(found | {entry.record.year for entry in register.of(FinancialYear)}))


def newest_year(register: Register) -> int | None:
    """The financial year that a report is about if nobody says: the newest with records.

    The newest in which something was done. Only where nothing ever was do words, and then the
    beginning of money, count: a grant for three years must not make a report jump to the last.
    """
    dates = calendar(register)
    if done := [dates.year_of(day) for day in _done(register)]:
        return max(done)
    if worded := [entry.record.year for entry in register.of(FinancialYear)]:
        return max(worded)
    funded = (
        min(entry.record.by_year, default=dates.year_of(entry.record.period.first))
        for entry in register.of(Funding)
        if entry.record.status is not FundingStatus.REFUSED
    )
    return max(funded, default=None)


def newest_day(register: Register) -> dt.date | None:
    """The default day of a report: the newest session, expense, contribution or evidence.

    A contribution over a period counts from its first day: its last may be only planned.
    """
    return max(_lived(register), default=None)


def lived(record: Record) -> Iterator[dt.date]:
    """The days on which a record says that something was done."""
    match record:
        case Accompaniment():
            yield from (session.date for session in record.sessions)
            yield from (expense.date for expense in record.expenses)
        case Contribution():
            if days := span(record):
                yield days.first
        case Evidence():
            yield record.date
        case _:
            return


def begun(record: Record) -> Iterator[dt.date]:
    """The day on which what a record tells of began, though nothing may have been done yet."""
    match record:
        case Accompaniment():
            yield record.started
        case Advocacy():
            if days := span(record):
                yield days.first
        case _:
            return


def _lived(register: Register) -> Iterator[dt.date]:
    for model in (Accompaniment, Contribution, Evidence):
        for entry in register.of(model):
            yield from lived(entry.record)


def _done(register: Register) -> Iterator[dt.date]:
    yield from _lived(register)
    for model in (Accompaniment, Advocacy):
        for entry in register.of(model):
            yield from begun(entry.record)


def _stretches(register: Register) -> Iterator[Period]:
    contributions = map(span, (entry.record for entry in register.of(Contribution)))
    calls = map(span, (entry.record for entry in register.of(Advocacy)))
    yield from (days for days in (*contributions, *calls) if days)
