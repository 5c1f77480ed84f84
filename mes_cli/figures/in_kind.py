"""Contributions in kind: the table of accounts 86 and 87, and what is described without a value.

Accounts have their numbers of today in every year: before 2020 goods were at 875 and
volunteering at 870, and one document must not say otherwise than the next. A method of valuation
that changes says why (règlement ANC 2018-06, art. 431-10).
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from mes_cli.figures.books import ContributionYears
from mes_cli.figures.ledger import Ledger
from mes_cli.figures.line import Counted, Described, Line, Reason
from mes_cli.figures.rounding import ZERO, total
from mes_cli.model.contribution import ContributionKind
from mes_cli.model.contribution import ContributionKind as Kind
from mes_cli.model.settings import Method, SecondmentAccounts, Settings, Valuation

#: Uses of contributions, and contributions (règlement ANC 2018-06, art. 320-2).
DEBIT = ("860", "861", "862", "864")
CREDIT = ("870", "871", "875")

_SERVICES = ("862", "871")
_VOLUNTEERING = ("864", "875")
_ACCOUNTS: Mapping[str, tuple[str, str]] = {
    Kind.GOODS: ("860", "870"),
    Kind.PREMISES: ("861", "871"),
    Kind.EQUIPMENT: ("861", "871"),
    Kind.SERVICE: _SERVICES,
    Kind.VOLUNTEERING: _VOLUNTEERING,
    Kind.ACTIVIST_TIME: _SERVICES,
    Kind.SKILL_EXCHANGE: _SERVICES,
}


class InKindTable(NamedTuple):
    """The foot of the statement: both sides add up to the same."""

    debit: Mapping[str, Decimal]
    credit: Mapping[str, Decimal]
    lines: tuple[Line, ...]

    @property
    def accounts(self) -> Mapping[str, Decimal]:
        """All seven accounts, zeros included."""
        return {**self.debit, **self.credit}

    @property
    def total(self) -> Decimal:
        """The total of either side."""
        return total(self.debit.values())


class DescribedContribution(NamedTuple):
    """A contribution that is told, or counted in hours, and has no value."""

    id: str
    kind: Kind
    reason: Reason
    #: The reason in the record's own words.
    words: str | None
    #: Its hours in the year, and the place of the record.
    line: Line

    @property
    def seconds(self) -> int:
        """Its hours in the year."""
        return self.line.seconds


def in_kind(ledger: Ledger) -> InKindTable:
    """Enter the year's valued contributions on both sides."""
    settings = ledger.register.settings
    lines = tuple(it.years[ledger.year] for it in ledger.contributions)
    debit, credit = dict.fromkeys(DEBIT, ZERO), dict.fromkeys(CREDIT, ZERO)
    for line in lines:
        if line.amount:
            used, given = accounts_of(line.detail, settings)
            debit[used] += line.amount
            credit[given] += line.amount
    return InKindTable(debit, credit, tuple(line for line in lines if line.amount))


def accounts_of(kind: str, settings: Settings) -> tuple[str, str]:
    """The account that uses a kind of contribution, and the one that it is credited to."""
    if kind == Kind.SECONDMENT:
        declared = settings.secondment_accounts is SecondmentAccounts.VOLUNTEERING
        return _VOLUNTEERING if declared else _SERVICES
    return _ACCOUNTS[kind]


def described(ledger: Ledger) -> Iterator[DescribedContribution]:
    """The year's contributions without a value, each with the reason."""
    for it in ledger.contributions:
        if isinstance(it.worth, Described):
            record, worth = it.entry.record, it.worth
            yield DescribedContribution(
                record.id, record.nature, worth.reason, worth.words, it.years[ledger.year]
            )


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
    """What a rule of valuation says in a field, whatever the order of its words."""
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


def own_values(ledger: Ledger) -> Iterator[OwnValue]:
    """The year's contributions with a rate, an amount or a unit value of their own, by kind."""
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
