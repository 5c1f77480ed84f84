"""For the note on the method: what has a value of its own, whatever the method."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from mes_cli.figures.books import Gift
from mes_cli.figures.ledger import Ledger
from mes_cli.figures.line import Counted, Described, Line
from mes_cli.figures.rounding import total
from mes_cli.model.contribution import ContributionKind


class OwnValue(NamedTuple):
    """Contributions of one kind that say themselves what they are worth."""

    kind: ContributionKind
    lines: tuple[Line, ...]
    #: Where their amounts come from, in the words of the records.
    bases: tuple[str, ...]

    @property
    def amount(self) -> Decimal:
        """What they come to in the year."""
        return total(line.amount for line in self.lines)


def own_values(ledger: Ledger) -> tuple[OwnValue, ...]:
    """The year's contributions with a rate, an amount or a unit value of their own, by kind."""
    return tuple(_own_values(ledger))


def _own_values(ledger: Ledger) -> Iterator[OwnValue]:
    for kind in ContributionKind:
        gifts = [g for g in ledger.gifts if g.entry.record.nature is kind and _own(g)]
        if gifts:
            values = (gift.entry.record.value for gift in gifts)
            bases = sorted({value.basis for value in values if value and value.basis})
            yield OwnValue(kind, tuple(g.years[ledger.year] for g in gifts), tuple(bases))


def _own(gift: Gift) -> bool:
    """Tell whether a contribution is worth what its record says, not what the method gives."""
    said, value = gift.worth, gift.entry.record.value
    if isinstance(said, Described):
        return False
    declared = value is not None and (value.amount is not None or value.rate is not None)
    return isinstance(said, Counted) or declared
