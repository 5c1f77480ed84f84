"""Counts of a year: structures and courses of support, never added up, and steps to membership."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from mes_cli.figures.groups import NONE, territory_code
from mes_cli.figures.ledger import Ledger
from mes_cli.figures.rounding import ratio
from mes_cli.finding import Place
from mes_cli.model import Accompaniment, Initiative
from mes_cli.model.accompaniment import Channel, Form
from mes_cli.model.initiative import Status
from mes_cli.register import Entry


class Counts(NamedTuple):
    """How many were accompanied; all but the first count accompaniments."""

    initiatives: int
    accompaniments: int
    #: With several initiatives, by their form.
    collective: int
    #: Started in the year.
    new: int
    #: Ended in the year, whatever else was done in it.
    ended: int


class Breakdown(NamedTuple):
    """The year's initiatives at its end, and by channel the year's accompaniments.

    An initiative with several themes or sectors counts in each; ``none`` has those without.
    """

    stage: Mapping[str, int]
    #: Whether all stages say since when: else the count is that of today, not of the year.
    stage_is_dated: bool
    legal_form: Mapping[str, int]
    territory: Mapping[str, int]
    sector: Mapping[str, int]
    theme: Mapping[str, int]
    channel: Mapping[str, int]


#: Channels by which people come of themselves, or through others like them.
SPONTANEOUS = frozenset({Channel.WORD_OF_MOUTH, Channel.DIRECT, Channel.NETWORK, Channel.EVENT})
#: Channels by which an institution sends them.
PRESCRIBED = frozenset({Channel.PRESCRIPTION, Channel.REFERRAL})


class Entries(NamedTuple):
    """The accompaniments started in the year, by channel; all channels, zeros included."""

    channels: Mapping[Channel, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.channels.values())

    @property
    def spontaneous(self) -> int:
        """Those who came of themselves."""
        return sum(self.channels[channel] for channel in SPONTANEOUS)

    @property
    def prescribed(self) -> int:
        """Those whom an institution sent."""
        return sum(self.channels[channel] for channel in PRESCRIBED)

    def share(self, number: int) -> Decimal | None:
        """A number of them as a share of all; None where none started."""
        return ratio(Decimal(number), Decimal(self.total))


def counts(ledger: Ledger) -> Counts:
    """Count the year's accompaniments and their initiatives."""
    records = [entry.record for entry in ledger.courses]
    return Counts(
        initiatives=len({name for record in records for name in record.initiatives}),
        accompaniments=len(records),
        collective=sum(record.form is Form.COLLECTIVE for record in records),
        new=sum(it.record.started in ledger.period_of(it) for it in ledger.courses),
        ended=sum(
            it.record.ended is not None and it.record.ended in ledger.period_of(it)
            for it in ledger.entries(Accompaniment)
        ),
    )


def entries(ledger: Ledger) -> Entries:
    """Count the year's new accompaniments by channel."""
    new = (it.record for it in ledger.courses if it.record.started in ledger.period_of(it))
    came = Counter(record.entry.channel for record in new)
    return Entries({channel: came[channel] for channel in Channel})


def breakdown(ledger: Ledger) -> Breakdown:
    """Count the year's initiatives by what they are, and accompaniments by how they came."""
    entries = initiatives(ledger)
    records = [entry.record for entry in entries]
    return Breakdown(
        tally(it.record.stage_on(ledger.period_of(it).last) for it in entries),
        all(record.stage_is_dated for record in records),
        tally(record.legal_form or NONE for record in records),
        tally(territory_code(record.territory) for record in records),
        tally(sector for record in records for sector in set(record.sectors) or {NONE}),
        tally(theme for record in records for theme in set(record.themes) or {NONE}),
        tally(course.record.entry.channel for course in ledger.courses),
    )


def initiatives(ledger: Ledger) -> tuple[Entry[Initiative], ...]:
    """The initiatives of the year's accompaniments, in order of ids."""
    names = {name for entry in ledger.courses for name in entry.record.initiatives}
    found = (ledger.register.get(Initiative, name) for name in sorted(names))
    return tuple(entry for entry in found if entry)


def tally(words: Iterable[str]) -> Mapping[str, int]:
    """How often each word occurs, in order of the words."""
    return dict(sorted(Counter(map(str, words)).items()))


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


def stock(ledger: Ledger) -> dict[Status, int]:
    """Count all initiatives by the standing that they have on the last day of the year.

    Where several registers tell of one, the furthest of their latest standings counts.
    """
    order = list(Status)
    furthest: dict[str, Status] = {}
    for entry in ledger.standings:
        last = ledger.period_of(entry).last
        steps = sorted(entry.record.standing, key=lambda it: it.since)
        reached = [it.status for it in steps if it.since <= last]
        if reached:
            latest, known = reached[-1], furthest.get(entry.record.id)
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


def moves(ledger: Ledger) -> Iterator[Move]:
    """The standings reached in the year, by all initiatives, accompanied in it or not."""
    for entry in ledger.standings:
        origin: Status | None = None
        steps = sorted(enumerate(entry.record.standing), key=lambda step: step[1].since)
        for position, standing in steps:
            if standing.since in ledger.period_of(entry):
                at = entry.at("standing", position)
                yield Move(entry.record.id, origin, standing.status, at)
            origin = standing.status
