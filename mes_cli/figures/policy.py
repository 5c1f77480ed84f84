"""Diversification: which policies the public money comes from, beyond the usual ones or not."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from mes_cli.figures.groups import NONE
from mes_cli.figures.ledger import Ledger
from mes_cli.figures.line import Measure
from mes_cli.figures.parts import policy
from mes_cli.figures.rounding import ZERO, ratio, total
from mes_cli.figures.spread import spread
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
