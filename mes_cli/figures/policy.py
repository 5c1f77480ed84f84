"""Diversification: which public policies the money comes from, beyond the usual ones or not."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from mes_cli.figures.homes import NONE
from mes_cli.figures.ledger import Ledger
from mes_cli.figures.line import Measure
from mes_cli.figures.origins import policy_weights
from mes_cli.figures.rounding import ZERO, ratio, total
from mes_cli.figures.spread import spread
from mes_cli.model.funding import Policy

#: The policies that accompaniment is usually paid from.
USUAL = frozenset({Policy.ECONOMIC_DEVELOPMENT, Policy.EMPLOYMENT, Policy.INCLUSION, Policy.SSE})


class Diversification(NamedTuple):
    """The year's money by policy; ``none`` is the money without policy."""

    amounts: Mapping[str, Decimal]

    @property
    def total(self) -> Decimal:
        """All money of the year."""
        return total(self.amounts.values())

    @property
    def shares(self) -> Mapping[str, Decimal | None]:
        """Each policy's part of all money."""
        return {name: ratio(amount, self.total) for name, amount in self.amounts.items()}

    @property
    def beyond_usual(self) -> Decimal | None:
        """The part of all money that comes from policies other than the usual ones.

        Money without policy is in the whole, and not beyond: nobody has said that it is.
        """
        usual = {*USUAL, NONE}
        beyond = (amount for name, amount in self.amounts.items() if name not in usual)
        return ratio(total(beyond), self.total)

    @property
    def number(self) -> int:
        """How many policies; money without policy is none."""
        return len(self.amounts.keys() - {NONE})

    @property
    def concentration(self) -> Decimal | None:
        """The Herfindahl index, Σ share²: 1 where all money has one origin.

        Money without policy weighs in it as one origin.
        """
        squares = total(amount * amount for amount in self.amounts.values())
        return ratio(squares, self.total * self.total)


def diversification(ledger: Ledger) -> Diversification:
    """Add up the year's money by policy; what is only asked for is no money yet."""
    amounts: dict[str, Decimal] = {}
    for award in ledger.awards:
        line = award.years[ledger.year]
        if line.measure is Measure.MONEY:
            weights = policy_weights(award.entry.record, award.whole)
            for name, amount in spread(line.amount, weights).items():
                amounts[name] = amounts.get(name, ZERO) + amount
    return Diversification({name: amounts[name] for name in sorted(amounts) if amounts[name]})
