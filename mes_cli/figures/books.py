"""The books: every record of the register counted once, over all its years."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from mes_cli.figures.cost import CourseCost, course_cost
from mes_cli.figures.line import Basis, Described, Line, Measure, Reason, Stated, part
from mes_cli.figures.rounding import ZERO, cents, total
from mes_cli.figures.rules import Missing, RuleName, Rules, rules
from mes_cli.figures.valuation import FAULTS, Worth, amount, worth
from mes_cli.figures.years import Calendar, calendar, span
from mes_cli.finding import Place
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


@dataclass(frozen=True, slots=True)
class TaskFault:
    """A contribution that the method ``task-rates`` cannot value."""

    reason: Reason
    #: The task that has no rate.
    task: str | None
    at: Place


@dataclass(frozen=True)
class Books:
    """What the register's records come to; nothing here depends on a year of report."""

    register: Register
    calendar: Calendar
    rules: Rules
    courses: Mapping[str, CourseCost]
    gifts: tuple[Gift, ...]
    awards: tuple[Award, ...]

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """The dates for which a rule has no rate, with what counts 0 because of it."""
        costs = [gap for course in self.courses.values() for gap in course.missing]
        return (*costs, *_without_valuation(self.gifts))

    @cached_property
    def task_faults(self) -> tuple[TaskFault, ...]:
        """The contributions whose task is absent or unknown where tasks make the rate."""
        return tuple(_task_faults(self.gifts))

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


def _without_valuation(gifts: Iterable[Gift]) -> Iterator[Missing]:
    for gift in gifts:
        if gift.worth == Described(Reason.NO_RATE):
            yield Missing(RuleName.VALUATION, gift.period.first, None, gift.entry.place)


def _task_faults(gifts: Iterable[Gift]) -> Iterator[TaskFault]:
    for gift in gifts:
        if isinstance(gift.worth, Described) and gift.worth.reason in FAULTS:
            task = gift.entry.record.task
            at = gift.entry.place if task is None else gift.entry.at("task")
            yield TaskFault(gift.worth.reason, task, at)
