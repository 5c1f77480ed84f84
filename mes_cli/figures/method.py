"""The method of valuation: where it changed, and what it does not decide.

A method that changes says why (règlement ANC 2018-06, art. 431-10).
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from mes_cli.figures.books import ContributionYears
from mes_cli.figures.ledger import Ledger
from mes_cli.figures.line import Counted, Described, Line
from mes_cli.figures.rounding import total
from mes_cli.model.contribution import ContributionKind
from mes_cli.model.settings import Method, Settings, Valuation

#: What makes the method; rates follow prices, and are no part of it.
_CHOICES = ("method", "employer_charges", "coefficients", "valued_kinds", "governance_time")


class MethodChange(NamedTuple):
    """Two dated rules, one after the other, that value differently."""

    before: Valuation
    after: Valuation
    #: The place of the later rule in the settings' list, from 0.
    position: int
    #: The fields that differ, in canonical names.
    choices: tuple[str, ...]

    @property
    def explained(self) -> bool:
        """Whether the later rule gives a reason."""
        return bool(self.after.reason and self.after.reason.strip())


def method_changes(settings: Settings) -> tuple[MethodChange, ...]:
    """The changes of method, in order of time, explained or not.

    Charges and coefficients matter only where the minimum wage is multiplied by them; to begin
    to value what was described is a change like any other.
    """
    dated = sorted(enumerate(settings.valuation), key=lambda rule: rule[1].since)
    found = (
        MethodChange(before, after, position, _differences(before, after))
        for (_, before), (position, after) in pairwise(dated)
    )
    return tuple(change for change in found if change.choices)


def _differences(before: Valuation, after: Valuation) -> tuple[str, ...]:
    wages = before.method is after.method is Method.MINIMUM_WAGE
    return tuple(
        name
        for name in _CHOICES
        if _choice(before, name) != _choice(after, name)
        and (wages or name not in {"employer_charges", "coefficients"})
    )


def _choice(rule: Valuation, name: str) -> object:
    choice: object = getattr(rule, name)
    return frozenset(choice) if isinstance(choice, tuple) else choice


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
        found = [it for it in ledger.contributions if it.entry.record.nature is kind and _own(it)]
        if found:
            values = (it.entry.record.value for it in found)
            bases = sorted({value.basis for value in values if value and value.basis})
            yield OwnValue(kind, tuple(it.years[ledger.year] for it in found), tuple(bases))


def _own(it: ContributionYears) -> bool:
    """Tell whether a contribution is worth what its record says, not what the method gives."""
    worth, value = it.worth, it.entry.record.value
    if isinstance(worth, Described):
        return False
    declared = value is not None and (value.amount is not None or value.rate is not None)
    return isinstance(worth, Counted) or declared
