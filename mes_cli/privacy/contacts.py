"""When somebody was last in contact: by the days of the records that name them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from mes_cli.language.folding import words
from mes_cli.model import (
    Accompaniment,
    Advocacy,
    Contribution,
    Evidence,
    Funding,
    Initiative,
    Programme,
    Record,
    Structure,
)
from mes_cli.model.period import Period
from mes_cli.model.walk import days, references, values
from mes_cli.register import Entry, Name, Register

#: What is in contact by way of a record stands behind it: a gift reaches an initiative
#: through its accompaniment.
_ORDER = (
    Contribution,
    Evidence,
    Funding,
    Advocacy,
    Accompaniment,
    Programme,
    Initiative,
    Structure,
)


@dataclass(frozen=True, slots=True)
class Contacts:
    """The last day, up to a given one, on which any record names a record or a volunteer."""

    newest: dict[Name, dt.date] = field(default_factory=dict)
    volunteers: dict[tuple[str, ...], dt.date] = field(default_factory=dict)


def contacts(register: Register, day: dt.date) -> Contacts:
    """Find the last contacts; the keeper of the register counts as in contact on the day itself."""
    found = Contacts()
    for model in _ORDER:
        for entry in register.of(model):
            _spread(entry, day, found)
    keeper = (Structure.kind, register.settings.keeper)
    if keeper in found.newest or register.knows(*keeper):
        found.newest[keeper] = day
    return found


def _spread(entry: Entry[Record], day: dt.date, found: Contacts) -> None:
    """Give the newest day of a record to everything that it names."""
    record, newest = entry.record, found.newest
    known = [*_days(record, day), *([newest[entry.name]] if entry.name in newest else [])]
    if not known:
        return
    last = newest[entry.name] = max(known)
    for path in references(type(record)):
        for _, named in values(record, path):
            for kind in path.slot.refs:
                name = (kind, str(named))
                newest[name] = max(last, newest.get(name, last))
    if isinstance(record, Contribution) and record.by:
        key = words(record.by)
        found.volunteers[key] = max(last, found.volunteers.get(key, last))


def _days(record: Record, day: dt.date) -> Iterator[dt.date]:
    """The days of a record up to a day; a period that goes on reaches to the day itself."""
    period = getattr(record, "period", None)
    if isinstance(period, Period) and day in period:
        yield day
    yield from (said for said in said_days(record) if said <= day)


def said_days(record: Record) -> Iterator[dt.date]:
    """All days that a record names."""
    for path in days(type(record)):
        yield from (said for _, said in values(record, path) if isinstance(said, dt.date))
