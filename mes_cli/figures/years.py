"""Financial years: their days, which of them have records, and the newest of them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from mes_cli.model import Advocacy, Contribution, FinancialYear, Funding
from mes_cli.model.funding import FundingStatus
from mes_cli.model.period import Period, financial_year
from mes_cli.register import Register

ONE_DAY = dt.timedelta(days=1)


class Calendar(NamedTuple):
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
        years, first, end = self.years(period), period.first, max(period.first, period.last)
        end += ONE_DAY
        if len(years) == 1:
            return {years[0]: (end - first).days}
        return {
            year: (min(end, self.first(year + 1)) - max(first, self.first(year))).days
            for year in years
        }

    def years(self, period: Period) -> range:
        """The financial years of a period; of its first day where it ends before it begins."""
        last = max(period.first, period.last)
        return range(self.year_of(period.first), self.year_of(last) + 1)


def calendar(register: Register) -> Calendar:
    """The financial years of a register."""
    return Calendar(register.settings.fiscal_year_start)


@cache
def one_day(day: dt.date) -> Period:
    """A period of a single day."""
    return Period(first=day, last=day)


def span(record: Contribution | Advocacy) -> Period | None:
    """The days of a record: of its date, else of its period; None without either."""
    return record.period if record.date is None else one_day(record.date)


@dataclass(frozen=True)
class Days:
    """The days of all records of a register, gone through once."""

    register: Register

    @property
    def done(self) -> frozenset[dt.date]:
        """The days on which something was done, or began, lone ones included."""
        return self.register.days_done | self.register.days_begun

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The financial years that have records, the oldest first.

        Something done in them, or money for them, refused money left out; and those that have
        words.
        """
        dates = calendar(self.register)
        found = set(map(dates.year_of, self.done))
        for stretch in _stretches(self.register):
            found.update(dates.years(stretch))
        for funding in _answered(self.register):
            found.update(funding.by_year or dates.years(funding.period))
        return tuple(sorted(found.union(_worded(self.register))))

    @cached_property
    def newest_year(self) -> int | None:
        """The financial year that a report is about by default: the newest with records.

        That is the newest in which something was done, else the newest that has words, else
        the newest in which money begins. The end of a grant is only planned, so it is no reason
        to report on its last year.
        """
        dates = calendar(self.register)
        if done := self.done - self.register.lone_days:
            return dates.year_of(max(done))
        if worded := _worded(self.register):
            return max(worded)
        funded = (
            min(funding.by_year, default=dates.year_of(funding.period.first))
            for funding in _answered(self.register)
        )
        return max(funded, default=None)

    @cached_property
    def newest_day(self) -> dt.date | None:
        """The default day of a report: the newest session, expense, contribution or evidence.

        A contribution over a period counts from its first day: its last may be only planned.
        """
        return max(self.register.days_done - self.register.lone_days, default=None)


def years(register: Register) -> tuple[int, ...]:
    """The financial years that have records, the oldest first."""
    return Days(register).years


def newest_year(register: Register) -> int | None:
    """The financial year that a report is about by default: the newest with records."""
    return Days(register).newest_year


def newest_day(register: Register) -> dt.date | None:
    """The default day of a report: the newest on which something was done."""
    return Days(register).newest_day


def _stretches(register: Register) -> Iterable[Period]:
    """What may be in several years: the periods of contributions and advocacy."""
    dated: list[Contribution | Advocacy] = [entry.record for entry in register.of(Contribution)]
    dated += (entry.record for entry in register.of(Advocacy))
    for record in dated:
        if record.date is None and record.period is not None:
            yield record.period


def _answered(register: Register) -> list[Funding]:
    """The fundings that are not refused."""
    records = (entry.record for entry in register.of(Funding))
    return [record for record in records if record.status is not FundingStatus.REFUSED]


def _worded(register: Register) -> set[int]:
    """The financial years that have words."""
    return {entry.record.year for entry in register.of(FinancialYear)}
