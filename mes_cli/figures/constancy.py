"""Constancy: a method of valuation that changes says why (règlement ANC 2018-06, art. 431-10)."""

from itertools import pairwise
from typing import NamedTuple

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
