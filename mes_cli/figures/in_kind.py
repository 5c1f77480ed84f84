"""Contributions in kind: the table of accounts 86 and 87, and what is described without a value.

Accounts have their numbers of today in every year: before 2020 goods were at 875 and
volunteering at 870, and one document must not say otherwise than the next.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from mes_cli.figures.ledger import Ledger
from mes_cli.figures.line import Described, Line, Reason
from mes_cli.figures.rounding import ZERO, total
from mes_cli.model.contribution import ContributionKind as Kind
from mes_cli.model.settings import SecondmentAccounts, Settings

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


def described(ledger: Ledger) -> tuple[DescribedContribution, ...]:
    """The year's contributions without a value, each with the reason."""
    return tuple(_described(ledger))


def _described(ledger: Ledger) -> Iterator[DescribedContribution]:
    for it in ledger.contributions:
        if isinstance(it.worth, Described):
            record, worth = it.entry.record, it.worth
            yield DescribedContribution(
                record.id, record.nature, worth.reason, worth.words, it.years[ledger.year]
            )
