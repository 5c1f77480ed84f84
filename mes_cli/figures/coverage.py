"""Coverage: what a year really cost, and who and what covered it."""

from typing import NamedTuple

from mes_cli.figures.balance import Balance, balance
from mes_cli.figures.ceiling import Ceiling, ceilings
from mes_cli.figures.in_kind import DescribedGift, InKindTable, described, in_kind
from mes_cli.figures.ledger import Ledger
from mes_cli.model.period import Period


class Coverage(NamedTuple):
    """The whole of a year."""

    year: int
    period: Period
    balance: Balance
    in_kind: InKindTable
    ceilings: tuple[Ceiling, ...]
    described: tuple[DescribedGift, ...]


def coverage(ledger: Ledger) -> Coverage:
    """Add up a year."""
    return Coverage(
        ledger.year,
        ledger.period,
        balance(ledger.total, lambda: ledger.lines),
        in_kind(ledger),
        ceilings(ledger),
        described(ledger),
    )
