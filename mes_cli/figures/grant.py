"""The account of a grant: its budget, what was done, and the gap (CERFA 12156 and 15059)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mes_cli.figures.in_kind import accounts_of
from mes_cli.figures.ledger import Ledger, scope
from mes_cli.figures.line import Line, Measure
from mes_cli.figures.rounding import ratio, total
from mes_cli.finding import Place
from mes_cli.model import Funding
from mes_cli.model.funding import BudgetLine, FundingNature, Side
from mes_cli.register import Entry

#: Contributions in kind; totals stand before and after them.
IN_KIND_CLASSES = ("86", "87")

#: The accounts of money received, where its nature names one.
_MONEY_ACCOUNTS: Mapping[str, str] = {
    FundingNature.GRANT: "74",
    FundingNature.PUBLIC_CONTRIBUTION: "73",
    FundingNature.CONTRACT: "70",
    FundingNature.SPONSORSHIP: "7542",
    FundingNature.DONATION: "7541",
    FundingNature.MEMBERSHIP_FEES: "756",
    FundingNature.FEES: "70",
}


@dataclass(frozen=True, slots=True)
class Amounts:
    """What was planned, what came of it as the funding says, and as the records say."""

    planned: Decimal
    #: None: the funding does not say.
    actual: Decimal | None
    recorded: Decimal

    @property
    def gap(self) -> Decimal | None:
        """Euros beyond the plan; negative: below it."""
        return None if self.actual is None else self.actual - self.planned

    @property
    def gap_share(self) -> Decimal | None:
        """The gap as a share of what was planned; None over a zero."""
        return None if self.gap is None else ratio(self.gap, self.planned)

    @property
    def realised(self) -> Decimal | None:
        """What came of it as a share of what was planned; None over a zero."""
        return None if self.actual is None else ratio(self.actual, self.planned)


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A row of the budget, with the records that belong to its account."""

    line: BudgetLine
    amounts: Amounts
    lines: tuple[Line, ...]
    at: Place


@dataclass(frozen=True, slots=True)
class SideTotals:
    """The two totals of a side: money alone, and with contributions in kind."""

    monetary: Amounts
    full: Amounts


@dataclass(frozen=True, slots=True)
class GrantAccount:
    """The budget of a grant and its realisation in a financial year."""

    funding: str
    rows: tuple[BudgetRow, ...]
    totals: Mapping[Side, SideTotals]
    #: Records of what the grant targets whose account is in no row, by side.
    unplaced: Mapping[Side, tuple[Line, ...]]

    @property
    def balanced(self) -> bool:
        """Whether both pairs of planned totals balance."""
        cost, resource = self.totals[Side.COST], self.totals[Side.RESOURCE]
        return (cost.monetary.planned, cost.full.planned) == (
            resource.monetary.planned,
            resource.full.planned,
        )


def grant_account(ledger: Ledger, entry: Entry[Funding]) -> GrantAccount:
    """Set the budget of a funding beside the year's records of all that it targets.

    Budgets are about an action as a whole, so its whole cost and all its resources are beside
    them, not only this funding's part.
    """
    budget, sides = entry.record.budget, {}
    names = scope(ledger, entry.record)
    lines = [li for name in sorted(names, key=str) for li in ledger.by_accompaniment.get(name, ())]
    placed: dict[int | None, list[Line]] = {}
    for side in Side:
        places = {row.account: n for n, row in reversed([*enumerate(budget)]) if row.side is side}
        for line in lines:
            account = _account(line, side, ledger)
            if account is not None:
                position = places.get(_nearest(account, places) or "")
                placed.setdefault(position, []).append(line)
    return sides
