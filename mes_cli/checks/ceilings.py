"""The check of ceilings: a funder who pays a share of the cost pays no more than that.

What each record costs or gives in each year is a facet, so that no other record need be read
where one changes; it is worked out by the functions that reports count with.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from mes_cli.checks.days import newest_year
from mes_cli.checks.facet import Facet, Frame, Overview, place
from mes_cli.figures.books import award, gift
from mes_cli.figures.cost import course_cost
from mes_cli.figures.ledger import given
from mes_cli.figures.rounding import cents, euros, total, units_of
from mes_cli.figures.valuation import amount, worth
from mes_cli.figures.years import span
from mes_cli.finding import Finding, Place, say, warning
from mes_cli.model import Accompaniment, Contribution, Funding
from mes_cli.model.funding import FundingStatus
from mes_cli.register import Entry

#: Cents by financial year.
ByYear = tuple[tuple[int, int], ...]
#: The share that a ceiling is, what the funding is for, and what it gives.
Capped = tuple[str, tuple[tuple[str, str], ...], ByYear]
_NOWHERE = Place("")


def above_ceiling(whole: Overview) -> Iterator[Finding]:
    """A grant is larger than the share of the cost that its funder pays at most.

    The ceiling is a share of the full cost of what the funding targets, in each financial
    year, valued contributions included. What lies above it may have to be given back.

    Bad::

        granted: 9000
        ceiling: 50 %
        # what it targets costs 15 000 in the year

    Good::

        granted: 7500
        ceiling: 50 %
    """
    capped = list(whole.rows(CAPPED))
    # Later than the newest year, nothing is done yet that the money could pay for.
    newest = (whole.once(newest_year) or 0) if capped else 0
    costs = whole.once(_costs_of) if capped else _Costs()
    for row in capped:
        share, aims, years = row[3]
        for year, units in years:
            most = cents(Decimal(share) * euros(costs.of(year, aims)))
            if year <= newest and euros(units) > most:
                yield warning(
                    "above-ceiling",
                    place(row, "ceiling"),
                    say("{amount} in {year} is more than the ceiling allows: {most}",
                        amount=str(euros(units)), year=year, most=str(most)),
                    say("check the ceiling and the amounts; records of what the money paid for"
                        " may be missing"),
                )  # fmt: skip


class _Costs:
    """The full cost of accompaniments, in cents: what was paid and what was given."""

    def __init__(self) -> None:
        self.programmes: dict[str, str] = {}
        self.by_course: dict[tuple[int, str], int] = {}
        self.by_programme: dict[tuple[int, str], int] = {}
        self.by_year: dict[int, int] = {}

    def add(self, year: int, course: str, units: int) -> None:
        """Count what an accompaniment cost in a year; without a name, the structure's life."""
        self.by_year[year] = self.by_year.get(year, 0) + units
        self.by_course[year, course] = self.by_course.get((year, course), 0) + units
        if programme := self.programmes.get(course):
            known = self.by_programme.get((year, programme), 0)
            self.by_programme[year, programme] = known + units

    def of(self, year: int, aims: Iterable[tuple[str, str]]) -> int:
        """The cost of some accompaniments and programmes; of the whole year where none is named."""
        if not aims:
            return self.by_year.get(year, 0)
        programmes = {programme for _, programme in aims if programme}
        courses = {course for course, _ in aims if course}
        own = [it for it in courses if self.programmes.get(it) not in programmes]
        return sum(self.by_programme.get((year, it), 0) for it in programmes) + sum(
            self.by_course.get((year, it), 0) for it in own
        )


def _costs_of(whole: Overview) -> _Costs:
    costs = _Costs()
    costs.programmes = {row[2]: row[3] for row in whole.rows(PROGRAMMES)}
    for row in whole.rows(SPENT):
        for year, units in row[3]:
            costs.add(year, row[2], units)
    for given_row in whole.rows(GIVEN):
        for course, year, units in given_row[3]:
            costs.add(year, course, units)
    return costs


def _spent(record: Accompaniment, frame: Frame) -> ByYear | None:
    course = course_cost(Entry(record, _NOWHERE), frame.rules, frame.calendar)
    sums = ((year, total(line.amount for line in lines)) for year, lines in course.years.items())
    return tuple((year, units_of(it)) for year, it in sums if it) or None


def _given(record: Contribution, frame: Frame) -> tuple[tuple[str, int, int], ...] | None:
    days = span(record)
    value = amount(worth(record, days.first, frame.rules)) if days else None
    if days is None or not value:
        return None
    targets = [it.accompaniment for it in record.targets] or [""]
    if record.date and len(targets) == 1:
        return ((targets[0], frame.calendar.year_of(record.date), units_of(value)),)
    made = gift(Entry(record, _NOWHERE), days, frame.rules, frame.calendar)
    return tuple(
        (line.accompaniment or "", year, units_of(line.amount))
        for year in made.years
        for line in given(made, year)
    )


def _capped(record: Funding, frame: Frame) -> Capped | None:
    if record.ceiling is None:
        return None
    if record.status in {FundingStatus.REQUESTED, FundingStatus.REFUSED}:
        return None
    made = award(Entry(record, _NOWHERE), frame.calendar)
    aims = tuple((it.accompaniment or "", it.programme or "") for it in record.targets)
    years = tuple((year, units_of(line.amount)) for year, line in made.years.items())
    return str(record.ceiling), aims, years


#: What an accompaniment cost in money.
SPENT: Facet[ByYear] = Facet("spent", ("accompaniment",), _spent)
#: The programme of an accompaniment.
PROGRAMMES: Facet[str] = Facet("programmes", ("accompaniment",), lambda it, _: it.programme)
#: What a contribution is worth: for which accompaniment, in which year, and how many cents.
GIVEN: Facet[tuple[tuple[str, int, int], ...]] = Facet("given", ("contribution",), _given)
#: A funding that has a ceiling: the share, what it is for, and what it gives.
CAPPED: Facet[Capped] = Facet("capped", ("funding",), _capped)
