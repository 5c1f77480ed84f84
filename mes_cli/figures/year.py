"""All figures of a financial year, each worked out when it is first asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from mes_cli.figures.balance import Balance, Column, add, balance
from mes_cli.figures.books import Books
from mes_cli.figures.counts import (
    Breakdown,
    Counts,
    Entries,
    Move,
    Passage,
    advocacy,
    breakdown,
    counts,
    entries,
    evidence,
    moves,
    passages,
    stock,
)
from mes_cli.figures.funders import Ceiling, Diversification, ceilings, diversification
from mes_cli.figures.grant import GrantAccount, grant_account
from mes_cli.figures.groups import RowsBy
from mes_cli.figures.hours import (
    Exchange,
    Month,
    NormUse,
    exchanges,
    full_time,
    months,
    norm_uses,
    statutory,
)
from mes_cli.figures.in_kind import DescribedContribution, InKindTable, described, in_kind
from mes_cli.figures.ledger import Ledger, ledger
from mes_cli.figures.line import Line
from mes_cli.figures.rows import Row, rows
from mes_cli.model import Funding
from mes_cli.model.contribution import ContributionKind
from mes_cli.model.initiative import Status
from mes_cli.model.period import Period
from mes_cli.register import Register


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

    @cached_property
    def in_kind(self) -> InKindTable:
        """The table of accounts 86 and 87."""
        return in_kind(self.ledger)

    @cached_property
    def ceilings(self) -> tuple[Ceiling, ...]:
        """What each funding that has a ceiling may reach."""
        return ceilings(self.ledger)

    @cached_property
    def described(self) -> tuple[DescribedContribution, ...]:
        """The contributions that are told, and have no value."""
        return described(self.ledger)

    def rows(self, by: RowsBy) -> tuple[Row, ...]:
        """The same by accompaniment, initiative, policy and so on."""
        if by not in self._rows:
            self._rows[by] = rows(self.ledger, by)
        return self._rows[by]

    @cached_property
    def counts(self) -> Counts:
        """How many initiatives and accompaniments."""
        return counts(self.ledger)

    @cached_property
    def breakdown(self) -> Breakdown:
        """The initiatives by stage, legal form, territory, sector and theme."""
        return breakdown(self.ledger)

    @cached_property
    def entries(self) -> Entries:
        """The channels by which people came."""
        return entries(self.ledger)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """The standings reached, initiative by initiative."""
        return moves(self.ledger)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The table of standings from → to."""
        return passages(self.ledger)

    @cached_property
    def standings(self) -> Mapping[Status, int]:
        """How many initiatives have which standing at the end of the year."""
        return stock(self.ledger)

    @cached_property
    def diversification(self) -> Diversification:
        """The money by policy."""
        return diversification(self.ledger)

    @cached_property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The skills given and received."""
        return exchanges(self.ledger)

    @cached_property
    def norm_uses(self) -> tuple[NormUse, ...]:
        """The accompaniments beside their norm; internal."""
        return norm_uses(self.ledger)

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """The hours by month."""
        return months(self.ledger)

    @property
    def volunteers_full_time(self) -> Decimal:
        """Full-time equivalents of volunteering, at 1,607 hours a year."""
        kind = ContributionKind.VOLUNTEERING
        return full_time(self.balance.hours.in_kind.get(kind, 0))

    @cached_property
    def statutory(self) -> int:
        """The seconds of volunteering that are statutory time."""
        return statutory(self.ledger)

    @property
    def statutory_full_time(self) -> Decimal:
        """What of the full-time equivalents is statutory time."""
        return full_time(self.statutory)

    @cached_property
    def evidence(self) -> Mapping[str, int]:
        """The evidence by kind."""
        return evidence(self.ledger)

    @cached_property
    def advocacy(self) -> Mapping[str, int]:
        """The advocacy by outcome."""
        return advocacy(self.ledger)

    def grant(self, name: str) -> GrantAccount | None:
        """The account of a funding; None where there is no such funding."""
        found = self.register.get(Funding, name)
        return grant_account(self.ledger, found) if found else None
