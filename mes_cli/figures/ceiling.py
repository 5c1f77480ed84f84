"""Ceilings: the largest amount that a funder who pays only a share of the cost may give."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mes_cli.figures.balance import balance
from mes_cli.figures.ledger import Ledger, scope
from mes_cli.figures.rounding import cents, total
from mes_cli.finding import Place


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What a funding may reach in the year, without and with contributions in kind in the cost."""

    funding: str
    share: Decimal
    #: The monetary cost of what it targets.
    monetary_cost: Decimal
    #: The same with the valued contributions.
    full_cost: Decimal
    #: What it gives in the year, or asks for.
    amount: Decimal
    at: Place

    @property
    def without_in_kind(self) -> Decimal:
        """The largest grant on the monetary cost."""
        return cents(self.share * self.monetary_cost)

    @property
    def with_in_kind(self) -> Decimal:
        """The largest grant on the full cost."""
        return cents(self.share * self.full_cost)


def ceilings(ledger: Ledger) -> tuple[Ceiling, ...]:
    """The ceilings of the year's fundings that have one, those asked for included."""
    return tuple(_ceilings(ledger))


def _ceilings(ledger: Ledger) -> Iterator[Ceiling]:
    costs = {name: balance(lines).cost for name, lines in ledger.by_accompaniment.items()}
    for award in ledger.awards:
        funding = award.entry.record
        if funding.ceiling is None:
            continue
        aims = [costs[name] for name in scope(ledger, funding) if name in costs]
        yield Ceiling(
            funding.id,
            funding.ceiling,
            total(cost.monetary for cost in aims),
            total(cost.full for cost in aims),
            award.years[ledger.year].amount,
            award.entry.at("ceiling"),
        )
