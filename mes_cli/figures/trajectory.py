"""Trajectories: from user to member, contributor, activist."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from mes_cli.figures.ledger import Ledger
from mes_cli.finding import Place
from mes_cli.model import Initiative
from mes_cli.model.initiative import Standing, Status


class Move(NamedTuple):
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


def stock(ledger: Ledger) -> dict[Status, int]:
    """Count all initiatives by the standing that they have on the last day of the year.

    Where several registers tell of one, the furthest of their latest standings counts.
    """
    order = list(Status)
    furthest: dict[str, Status] = {}
    for entry in ledger.standings:
        if reached := _until(entry.record, ledger.period_of(entry).last):
            latest, known = reached[-1].status, furthest.get(entry.record.id)
            if known is None or order.index(known) < order.index(latest):
                furthest[entry.record.id] = latest
    found = Counter(furthest.values())
    return {status: found[status] for status in Status if found[status]}


def passages(ledger: Ledger) -> tuple[Passage, ...]:
    """The table from → to, first standings first, then in the order of commitment."""
    order = list(Status)
    found = Counter((move.origin, move.reached) for move in moves(ledger))
    rows = [Passage(origin, reached, count) for (origin, reached), count in found.items()]
    rows.sort(key=lambda row: order.index(row.reached))
    return tuple(sorted(rows, key=lambda row: order.index(row.origin) if row.origin else -1))


def _moves(ledger: Ledger) -> Iterator[Move]:
    for entry in ledger.standings:
        origin: Status | None = None
        for position, standing in sorted(enumerate(entry.record.standing), key=_since):
            if standing.since in ledger.period_of(entry):
                at = entry.at("standing", position)
                yield Move(entry.record.id, origin, standing.status, at)
            origin = standing.status


def _until(record: Initiative, day: dt.date) -> list[Standing]:
    """The standings that began on or before a day, in order of date."""
    return sorted((it for it in record.standing if it.since <= day), key=lambda it: it.since)


def _since(step: tuple[int, Standing]) -> dt.date:
    return step[1].since
