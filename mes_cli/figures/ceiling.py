"""Ceilings: the largest amount that a funder who pays only a share of the cost may give."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from mes_cli.figures.balance import Cells, Column, Cost, add, balance
from mes_cli.figures.ledger import Ledger, scope
from mes_cli.figures.rounding import cents
from mes_cli.finding import Place


class Ceiling(NamedTuple):
    """What a funding may reach in the year, without and with contributions in kind in the cost.

    The cost is that of what the funding targets; of the whole year as soon as any part of the
    funding is general.
    """

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
    known: dict[object, Cost] = {}
    for it in ledger.fundings:
        funding = it.entry.record
        if funding.ceiling is None:
            continue
        names = scope(ledger, it)
        of = ledger.home_of(it.entry) if names is None else names
        if of not in known:
            own = ledger.own_cells
            known[of] = _cost(
                ledger.general_cells(it) if names is None else (own[n] for n in names & own.keys())
            )
        cost, amount = known[of], it.years[ledger.year].amount
        at = it.entry.at("ceiling")
        yield Ceiling(funding.id, funding.ceiling, cost.monetary, cost.full, amount, at)


def _cost(some: Iterable[Cells]) -> Cost:
    """The cost of some accompaniments, or of the whole year; money is no part of it."""
    cells: dict[Column, int] = {}
    for it in some:
        add(cells, it)
    return balance(cells, tuple).cost
