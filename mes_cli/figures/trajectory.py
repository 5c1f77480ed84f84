"""Trajectories: from user to member, contributor, activist."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from mes_cli.figures.ledger import Ledger
from mes_cli.finding import Place
from mes_cli.model import Initiative
from mes_cli.model.initiative import Standing, Status


@dataclass(frozen=True, slots=True)
class Move:
    """A standing that an initiative reached in the year."""

    initiative: str
    #: None: its first.
    origin: Status | None
    reached: Status
    at: Place


@dataclass(frozen=True, slots=True)
class Passage:
    """How many went from one standing to another."""

    origin: Status | None
    reached: Status
    count: int


def moves(ledger: Ledger) -> tuple[Move, ...]:
    """The standings reached in the year, by all initiatives, accompanied in it or not."""
    return tuple(_moves(ledger))


def passages(ledger: Ledger) -> tuple[Passage, ...]:
    """The table from → to, first standings first, then in the order of commitment."""
    order = list(Status)
    found = Counter((move.origin, move.reached) for move in moves(ledger))
    rows = [Passage(origin, reached, count) for (origin, reached), count in found.items()]
    rows.sort(key=lambda row: order.index(row.reached))
    return tuple(sorted(rows, key=lambda row: order.index(row.origin) if row.origin else -1))


def _moves(ledger: Ledger) -> Iterator[Move]:
    for entry in ledger.register.of(Initiative):
        steps: list[tuple[int, Standing]] = sorted(
            enumerate(entry.record.standing), key=lambda step: step[1].since
        )
        for before, (position, standing) in pairwise([None, *steps]):
            if standing.since in ledger.period:
                origin = before[1].status if before else None
                at = entry.at("standing", position)
                yield Move(entry.record.id, origin, standing.status, at)
