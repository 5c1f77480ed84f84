"""Exchanges of skills: reciprocity in a network, and no debt."""

from typing import NamedTuple

from mes_cli.figures.ledger import Ledger
from mes_cli.model.contribution import ContributionKind


class Exchange(NamedTuple):
    """What a structure or initiative gave and received in the year, in seconds."""

    party: str
    given: int
    received: int


def exchanges(ledger: Ledger) -> tuple[Exchange, ...]:
    """The hours of skills given and received; over all, as many are given as received.

    An exchange that does not name both sides, or has no hours, is told and not counted here.
    """
    given: dict[str, int] = {}
    received: dict[str, int] = {}
    for gift in ledger.gifts:
        record, seconds = gift.entry.record, gift.years[ledger.year].seconds
        exchanged = record.nature is ContributionKind.SKILL_EXCHANGE
        if exchanged and record.giver and record.receiver and seconds:
            given[record.giver] = given.get(record.giver, 0) + seconds
            received[record.receiver] = received.get(record.receiver, 0) + seconds
    return tuple(
        Exchange(party, given.get(party, 0), received.get(party, 0))
        for party in sorted(given.keys() | received.keys())
    )
