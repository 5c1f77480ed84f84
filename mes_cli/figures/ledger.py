"""The ledger of a financial year: all its lines, set down to accompaniments."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from mes_cli.figures.balance import Cells, cells_of
from mes_cli.figures.books import Books, ContributionYears, FundingYears
from mes_cli.figures.line import Basis, Line, Measure, part
from mes_cli.figures.money import Courses, Portion, Weight, portions_of, set_down, targets_of
from mes_cli.figures.rounding import Claim, shares, to_cents
from mes_cli.figures.years import Calendar
from mes_cli.model import Accompaniment, Initiative, Record
from mes_cli.model.period import Period
from mes_cli.register import Entry, Register

R = TypeVar("R", bound=Record)

MONETARY = frozenset({Measure.STAFF, Measure.EXPENSES, Measure.OVERHEADS})


@dataclass(frozen=True)
class Ledger:
    """All lines of a financial year, which every figure of the year is a sum of."""

    books: Books
    year: int
    contributions: tuple[ContributionYears, ...]
    fundings: tuple[FundingYears, ...]

    @property
    def register(self) -> Register:
        """The register whose year it is."""
        return self.books.register

    @cached_property
    def period(self) -> Period:
        """The days of the year."""
        return self.books.calendar.period(self.year)

    @property
    def span(self) -> Period:
        """The days of the year, of all members where it is that of a network."""
        return self.period

    def calendar_of(self, entry: Entry[Record]) -> Calendar:  # noqa: ARG002 - networks look at it
        """The financial years of the register of a record."""
        return self.books.calendar

    def period_of(self, entry: Entry[Record]) -> Period:
        """The days of the year in the register of a record."""
        return self.calendar_of(entry).period(self.year)

    def home_of(self, entry: Entry[Record]) -> str:  # noqa: ARG002 - as above
        """The register of a record; empty where there is only one."""
        return ""

    def keeper_of(self, line: Line) -> str:  # noqa: ARG002 - as above
        """The structure whose register a line is from."""
        return self.register.settings.keeper

    def entry_of(self, line: Line) -> Entry[Record] | None:
        """The record that a line is from."""
        return self.register.find(*line.record)

    def entries(self, model: type[R]) -> Iterable[Entry[R]]:
        """The records of a kind, of the registers that have the year."""
        return self.register.of(model)

    @property
    def standings(self) -> Iterable[Entry[Initiative]]:
        """The initiatives as each register tells them: one id may come several times."""
        return self.register.of(Initiative)

    @property
    def exchanged(self) -> tuple[ContributionYears, ...]:
        """The contributions that exchanges of skills are counted from."""
        return self.contributions

    @cached_property
    def by_structure(self) -> Mapping[str, Mapping[str, Sequence[Line]]]:
        """The lines of accompaniments that several structures keep, by structure."""
        return {}

    def general_cells(self, funding: FundingYears) -> Iterable[Cells]:  # noqa: ARG002 - as above
        """The costs that general money of a funding is for: those of its whole register."""
        return self.own_cells.values()

    @cached_property
    def accompaniments(self) -> tuple[str, ...]:
        """The ids of the year's accompaniments.

        Those started in it, or with a session, an expense or a contribution of their own in it.
        """
        targeted = {
            target.accompaniment for it in self.contributions for target in it.entry.record.targets
        }
        return tuple(sorted(targeted | self.books.active(self.year)))

    @cached_property
    def courses(self) -> tuple[Entry[Accompaniment], ...]:
        """Their records, in order of ids."""
        found = (self.register.get(Accompaniment, name) for name in self.accompaniments)
        return tuple(entry for entry in found if entry)

    @cached_property
    def programmes(self) -> Mapping[str, Sequence[str]]:
        """The year's accompaniments of each programme."""
        found: dict[str, list[str]] = {}
        for entry in self.courses:
            if entry.record.programme:
                found.setdefault(entry.record.programme, []).append(entry.record.id)
        return found

    @cached_property
    def own(self) -> tuple[Line, ...]:
        """What was spent and given: every line that is not money."""
        courses = (self.books.course(entry).years.get(self.year, ()) for entry in self.courses)
        costs = (line for lines in courses for line in lines)
        return (*costs, *(line for it in self.contributions for line in given(it, self.year)))

    @cached_property
    def portions(self) -> tuple[Portion, ...]:
        """The money, by its targets."""
        return tuple(it for funding in self.fundings for it in portions_of(funding, self.year))

    @cached_property
    def money(self) -> tuple[Line, ...]:
        """The money received and asked for, set down to accompaniments."""
        return tuple(set_down(self.portions, self._sharing))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines: costs and contributions, then money."""
        return (*self.own, *self.money)

    @cached_property
    def by_accompaniment(self) -> Mapping[str | None, tuple[Line, ...]]:
        """The lines of each accompaniment, those without any included; None: of the structure."""
        return self._by_accompaniment(self.lines)

    @cached_property
    def cells(self) -> Mapping[str | None, Cells]:
        """What the lines of each accompaniment come to, column by column."""
        return {name: cells_of(lines) for name, lines in self.by_accompaniment.items()}

    @cached_property
    def own_cells(self) -> Mapping[str | None, Cells]:
        """The same of what was spent and given only."""
        found = self._by_accompaniment(self.own)
        return {name: cells_of(lines) for name, lines in found.items()}

    @cached_property
    def _sharing(self) -> Courses:
        """The year's accompaniments with what they weigh when money is shared."""
        weights = dict.fromkeys(self.accompaniments, Weight())
        for line in self.own:
            if line.accompaniment is not None and line.measure in MONETARY:
                seconds, cost = weights[line.accompaniment]
                weights[line.accompaniment] = Weight(
                    seconds + line.seconds, cost + to_cents(line.amount)
                )
        return Courses(weights, self.programmes, self.register.settings.spread_key)

    def _by_accompaniment(self, lines: Iterable[Line]) -> Mapping[str | None, tuple[Line, ...]]:
        found: dict[str | None, list[Line]] = {name: [] for name in (*self.accompaniments, None)}
        for line in lines:
            found.setdefault(line.accompaniment, []).append(line)
        return {name: tuple(some) for name, some in found.items()}


def ledger(books: Books, year: int) -> Ledger:
    """Open the ledger of a year."""
    return Ledger(books, year, books.contributions_of(year), books.fundings_of(year))


def scope(ledger: Ledger, funding: FundingYears) -> frozenset[str] | None:
    """The accompaniments of the year that a funding is for; None: the whole year.

    A funding of which any part is general is for the whole year.
    """
    targets = targets_of(funding)
    if targets is None:
        return None
    of_programmes = (ledger.programmes.get(it.id, ()) for it in targets if it.kind == "programme")
    named = {target.id for target in targets if target.kind != "programme"}
    return frozenset(named.union(*of_programmes))


def given(contribution: ContributionYears, year: int) -> Iterator[Line]:
    """Spread a contribution over its targets, entirely; without any it stays in the structure."""
    line, targets = contribution.years[year], contribution.entry.record.targets
    if not targets:
        yield line
        return
    weights = shares([Claim(it.accompaniment, it.share) for it in targets], Decimal(1))
    for name, share in part(line, weights, Basis.DECLARED).items():
        yield share.down_to(name)
