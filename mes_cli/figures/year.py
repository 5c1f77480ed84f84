"""All figures of a financial year, each worked out when it is first asked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from mes_cli.figures import counts as numbers
from mes_cli.figures import funders
from mes_cli.figures import hours as times
from mes_cli.figures import in_kind as contributions
from mes_cli.figures.balance import Balance, Column, add, balance
from mes_cli.figures.books import Books
from mes_cli.figures.grant import GrantAccount, grant_account
from mes_cli.figures.groups import RowsBy
from mes_cli.figures.ledger import Ledger, ledger
from mes_cli.figures.line import Line
from mes_cli.figures.rows import Row, rows
from mes_cli.model import Funding
from mes_cli.model.contribution import ContributionKind
from mes_cli.model.period import Period
from mes_cli.register import Register

F = TypeVar("F")


def _figure(work: Callable[[Ledger], F]) -> "cached_property[F]":
    """Make a property of what a function works out from the ledger of the year."""
    return cached_property(lambda figures: work(figures.ledger))


def _figures(work: Callable[[Ledger], Iterable[F]]) -> "cached_property[tuple[F, ...]]":
    """Make a property of several things that a function works out from the ledger."""
    return cached_property(lambda figures: tuple(work(figures.ledger)))


@dataclass(frozen=True)
class YearFigures:
    """What a financial year comes to."""

    books: Books
    year: int
    _rows: dict[RowsBy, tuple[Row, ...]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def register(self) -> Register:
        """The register whose year it is."""
        return self.books.register

    @property
    def period(self) -> Period:
        """The days of the year."""
        return self.ledger.period

    @cached_property
    def ledger(self) -> Ledger:
        """All lines of the year."""
        return ledger(self.books, self.year)

    def another(self, year: int) -> "YearFigures":
        """The figures of another year of the register."""
        return YearFigures(self.books, year)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that every amount of the year is a sum of."""
        return self.ledger.lines

    @cached_property
    def balance(self) -> Balance:
        """Hours, cost and resources of the whole year."""
        cells: dict[Column, int] = {}
        for some in self.ledger.cells.values():
            add(cells, some)
        return balance(cells, lambda: self.ledger.lines)

    def rows(self, by: RowsBy) -> tuple[Row, ...]:
        """The same by accompaniment, initiative, policy and so on."""
        if by not in self._rows:
            self._rows[by] = rows(self.ledger, by)
        return self._rows[by]

    #: The table of accounts 86 and 87.
    in_kind = _figure(contributions.in_kind)
    #: The contributions that are told, and have no value.
    described = _figures(contributions.described)
    #: What each funding that has a ceiling may reach.
    ceilings = _figures(funders.ceilings)
    #: The money by policy.
    diversification = _figure(funders.diversification)
    #: How many initiatives and accompaniments.
    counts = _figure(numbers.counts)
    #: The initiatives by stage, legal form, territory, sector and theme.
    breakdown = _figure(numbers.breakdown)
    #: The channels by which people came.
    entries = _figure(numbers.entries)
    #: The standings reached, initiative by initiative.
    moves = _figures(numbers.moves)
    #: The table of standings from → to.
    passages = _figure(numbers.passages)
    #: How many initiatives have which standing at the end of the year.
    standings = _figure(numbers.stock)
    #: The skills given and received.
    exchanges = _figures(times.exchanges)
    #: The accompaniments beside their norm; internal.
    norm_uses = _figures(times.norm_uses)
    #: The hours by month.
    months = _figures(times.months)
    #: The seconds of volunteering that are statutory time.
    statutory = _figure(times.statutory)

    @property
    def volunteers_full_time(self) -> Decimal:
        """Full-time equivalents of volunteering, at 1,607 hours a year."""
        kind = ContributionKind.VOLUNTEERING
        return times.full_time(self.balance.hours.in_kind.get(kind, 0))

    @property
    def statutory_full_time(self) -> Decimal:
        """What of the full-time equivalents is statutory time."""
        return times.full_time(self.statutory)

    def grant(self, name: str) -> GrantAccount | None:
        """The account of a funding; None where there is no such funding."""
        found = self.register.get(Funding, name)
        return grant_account(self.ledger, found) if found else None
