"""Ceilings: the largest amount that a funder who pays only a share of the cost may give."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from mes_cli.figures.balance import Cost, balance
from mes_cli.figures.ledger import Ledger, scope
from mes_cli.figures.rounding import cents
from mes_cli.figures.sums import Tally, add
from mes_cli.finding import Place
from mes_cli.model import Funding

#: An accompaniment, or a programme, that a funding is for.
Aim = tuple[str | None, str | None]


class Ceiling(NamedTuple):
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
    # Many fundings are for the same: what it costs is added up once.
    known: dict[frozenset[Aim], Cost] = {}
    for award in ledger.awards:
        funding = award.entry.record
        if funding.ceiling is None:
            continue
        aims = frozenset((it.accompaniment, it.programme) for it in funding.targets)
        cost = known.get(aims)
        if cost is None:
            cost = known[aims] = _cost(ledger, funding)
        yield Ceiling(
            funding.id,
            funding.ceiling,
            cost.monetary,
            cost.full,
            award.years[ledger.year].amount,
            award.entry.at("ceiling"),
        )


def _cost(ledger: Ledger, funding: Funding) -> Cost:
    """The cost of what a funding targets; money is no part of it."""
    names = scope(ledger, funding) if funding.targets else ledger.own_sums.keys()
    found: Tally = {}
    for name, sums in ledger.own_sums.items():
        if name in names:
            add(found, sums)
    return balance(found, tuple).cost
