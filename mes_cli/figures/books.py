"""The books: every record of the register counted once, over all its years."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from mes_cli.figures.cost import CourseCost, course_cost
from mes_cli.figures.line import Basis, Line, Measure, Stated, part
from mes_cli.figures.rounding import ZERO, cents, total
from mes_cli.figures.rules import Rules, rules
from mes_cli.figures.valuation import Worth, amount, worth
from mes_cli.figures.years import Calendar, calendar, span
from mes_cli.model import Accompaniment, Contribution, Funding
from mes_cli.model.funding import FundingStatus
from mes_cli.model.period import Period
from mes_cli.register import Entry, Register


@dataclass(frozen=True, slots=True)
class Gift:
    """A contribution, what it is worth, and the line it has in each year."""

    entry: Entry[Contribution]
    period: Period
    worth: Worth
    years: Mapping[int, Line]


@dataclass(frozen=True, slots=True)
class Award:
    """A funding that is not refused, its whole amount, and the line it has in each year."""

    entry: Entry[Funding]
    #: What shares and amounts of its targets and policies are parts of.
    whole: Decimal
    years: Mapping[int, Line]


@dataclass(frozen=True)
class Books:
    """What the register's records come to; nothing here depends on a year of report."""

    register: Register
    calendar: Calendar
    rules: Rules
    courses: Mapping[str, CourseCost]
    gifts: tuple[Gift, ...]
    awards: tuple[Award, ...]

    def gifts_of(self, year: int) -> tuple[Gift, ...]:
        """The contributions of a financial year."""
        return tuple(gift for gift in self.gifts if year in gift.years)

    def awards_of(self, year: int) -> tuple[Award, ...]:
        """The fundings of a financial year, those asked for included."""
        return tuple(award for award in self.awards if year in award.years)


def books(register: Register) -> Books:
    """Count every record once."""
    dated, dates = rules(register.settings), calendar(register)
    return Books(
        register,
        dates,
        dated,
        {e.record.id: course_cost(e, dated, dates) for e in register.of(Accompaniment)},
        tuple(
            _gift(entry, period, dated, dates)
            for entry in register.of(Contribution)
            if (period := span(entry.record))
        ),
        tuple(
            _award(entry, dates)
            for entry in register.of(Funding)
            if entry.record.status is not FundingStatus.REFUSED
        ),
    )


def _gift(entry: Entry[Contribution], period: Period, rules: Rules, dates: Calendar) -> Gift:
    """Value a contribution once, then spread its seconds and its cents over years by days."""
    value = worth(entry.record, period.first, rules)
    line = Line(
        Measure.IN_KIND,
        entry.name,
        entry.place,
        (value,),
        amount=amount(value),
        seconds=entry.record.hours or 0,
        detail=entry.record.nature,
        day=entry.record.date,
    )
    return Gift(entry, period, value, part(line, dates.days(period), Basis.DAYS))


def _award(entry: Entry[Funding], dates: Calendar) -> Award:
    """Give the money of a funding to its years, as it says itself, else by days."""
    funding = entry.record
    whole = cents(funding.amount or ZERO)
    if not funding.by_year:
        line = _money(entry, whole)
        return Award(entry, whole, part(line, dates.days(funding.period), Basis.DAYS))
    years = {
        year: _money(entry, cents(amount), "by_year", str(year))
        for year, amount in funding.by_year.items()
    }
    return Award(entry, total(line.amount for line in years.values()), years)


def _money(entry: Entry[Funding], amount: Decimal, *loc: str) -> Line:
    pending = entry.record.status is FundingStatus.REQUESTED
    return Line(
        Measure.PENDING if pending else Measure.MONEY,
        entry.name,
        entry.at(*loc) if loc else entry.place,
        (Stated(amount),),
        amount=amount,
        detail=entry.record.nature,
    )
