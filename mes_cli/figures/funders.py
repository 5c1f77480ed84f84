"""Funders: how many policies the money comes from, and the most that one may give."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from mes_cli.figures.balance import Cells, Column, Cost, add, balance
from mes_cli.figures.groups import NONE
from mes_cli.figures.ledger import Ledger, scope
from mes_cli.figures.line import Measure
from mes_cli.figures.rounding import ZERO, cents, ratio, spread, total
from mes_cli.figures.rows import policy
from mes_cli.finding import Place
from mes_cli.model import Funding
from mes_cli.model.funding import FunderLevel, FundingNature, Policy

#: The policies that accompaniment is usually paid from.
USUAL = frozenset({Policy.ECONOMIC_DEVELOPMENT, Policy.EMPLOYMENT, Policy.INCLUSION, Policy.SSE})
#: Natures of public money.
PUBLIC = frozenset({FundingNature.GRANT, FundingNature.PUBLIC_CONTRIBUTION, FundingNature.CONTRACT})


class Diversification(NamedTuple):
    """The year's public money by policy, and private money beside it."""

    #: Public money; ``none`` is what has no policy.
    amounts: Mapping[str, Decimal]
    #: Money that is not public.
    private: Decimal

    @property
    def public(self) -> Decimal:
        """All public money."""
        return total(self.amounts.values())

    @property
    def shares(self) -> Mapping[str, Decimal | None]:
        """Each policy's part of public money."""
        return {name: ratio(amount, self.public) for name, amount in self.amounts.items()}

    @property
    def beyond_usual(self) -> Decimal | None:
        """The part of public money that comes from policies other than the usual ones.

        Money without policy is part of the whole, but not of what is beyond.
        """
        usual = {*USUAL, NONE}
        beyond = (amount for name, amount in self.amounts.items() if name not in usual)
        return ratio(total(beyond), self.public)

    @property
    def number(self) -> int:
        """How many policies are named."""
        return len(self.amounts.keys() - {NONE, Policy.OTHER})

    @property
    def concentration(self) -> Decimal | None:
        """The Herfindahl index of the money that has a policy: 1 where it has one policy only."""
        named = [amount for name, amount in self.amounts.items() if name != NONE]
        every = total(named)
        return ratio(total(amount * amount for amount in named), every * every)


def is_public(funding: Funding) -> bool:
    """Tell whether a funding is public money: by its nature, unless its level is private."""
    return funding.nature in PUBLIC and funding.level is not FunderLevel.PRIVATE


def diversification(ledger: Ledger) -> Diversification:
    """Add up the year's money by policy; what is only asked for is no money yet."""
    amounts: dict[str, Decimal] = {}
    private = ZERO
    for funding in ledger.fundings:
        line, record = funding.years[ledger.year], funding.entry.record
        if line.measure is not Measure.MONEY:
            continue
        if not is_public(record):
            private += line.amount
            continue
        for name, amount in spread(line.amount, policy(record, funding.whole)).items():
            amounts[name] = amounts.get(name, ZERO) + amount
    public = {name: amounts[name] for name in sorted(amounts) if amounts[name]}
    return Diversification(public, private)


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


def ceilings(ledger: Ledger) -> Iterator[Ceiling]:
    """The ceilings of the year's fundings that have one, those asked for included."""
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
