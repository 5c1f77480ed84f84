"""How long what is held of people may be kept: since which contact or consent, until when."""

import calendar as months_of
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from mes_cli.figures.years import calendar
from mes_cli.finding import Place
from mes_cli.language.folding import words
from mes_cli.model import (
    Accompaniment,
    Advocacy,
    Contribution,
    Evidence,
    FinancialYear,
    Funding,
    Initiative,
    Programme,
    Record,
    Structure,
)
from mes_cli.model.audience import Keeping
from mes_cli.model.evidence import SOON
from mes_cli.model.period import Period
from mes_cli.model.settings import Retention
from mes_cli.model.walk import days, references, values
from mes_cli.privacy.persons import Trace
from mes_cli.register import Entry, Name, Register


class RetentionState(StrEnum):
    """What a consent is worth on a day."""

    WITHDRAWN = "withdrawn"
    OVER = "over"
    ENDS_SOON = "ends-soon"
    NOT_YET = "not-yet"
    NONE = "none"
    IN_FORCE = "in-force"


@dataclass(frozen=True, slots=True)
class Agreed:
    """A piece of evidence, and what its consent is worth."""

    entry: Entry[Evidence]
    state: RetentionState
    #: The day that decides: when it was withdrawn, ends, or begins.
    day: dt.date | None

    @property
    def at(self) -> Place:
        """Where the consent stands, or the evidence that has none."""
        return self.entry.at("consent") if self.entry.record.consent else self.entry.place


def consents(register: Register, day: dt.date) -> list[Agreed]:
    """The consents of all evidence."""
    return [Agreed(entry, *state(entry.record, day)) for entry in register.of(Evidence)]


def state(evidence: Evidence, day: dt.date) -> tuple[RetentionState, dt.date | None]:
    """What a consent is worth on a *day*, and the day that decides."""
    consent = evidence.consent
    if consent is None:
        return RetentionState.NONE, None
    if consent.withdrawn is not None:
        return RetentionState.WITHDRAWN, consent.withdrawn
    if day < consent.given:
        return RetentionState.NOT_YET, consent.given
    if consent.until is None:
        return RetentionState.IN_FORCE, None
    if consent.until < day:
        return RetentionState.OVER, consent.until
    soon = consent.until <= day + SOON
    return (RetentionState.ENDS_SOON if soon else RetentionState.IN_FORCE), consent.until


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


_YEAR = 12


@dataclass(frozen=True, slots=True)
class Limit:
    """The day that a term is counted from, and its last day; None where none is known."""

    since: dt.date | None = None
    until: dt.date | None = None
    over: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a register, on a day."""

    register: Register
    contacts: Contacts
    day: dt.date

    @property
    def retention(self) -> Retention:
        """What the settings say."""
        return self.register.settings.retention

    def limit(self, it: Trace) -> Limit:
        """How long something may be kept."""
        record = it.entry.record
        if it.keeping is Keeping.EVIDENCE and isinstance(record, Evidence):
            return self._agreed(record)
        since = self._since(it.keeping, record)
        months = getattr(self.retention, it.keeping)
        return self._until(since, months)

    def _until(self, since: dt.date | None, months: int | None) -> Limit:
        if since is None or months is None:
            return Limit(since)
        until = later(since, months)
        return Limit(since, until, until < self.day)

    def _since(self, keeping: Keeping, record: Record) -> dt.date | None:
        """The day from which a term is counted."""
        newest = self.contacts.newest
        match record:
            case _ if keeping is Keeping.ACCOUNTING:
                return self._year_end(record)
            case Accompaniment():
                names = [(record.kind, record.id), *(("initiative", i) for i in record.initiatives)]
                return max((newest[name] for name in names if name in newest), default=None)
            case Contribution() if record.by:
                return self.contacts.volunteers.get(words(record.by))
            case _:
                return newest.get((record.kind, record.id))

    def _year_end(self, record: Record) -> dt.date | None:
        """The last day of the financial year that a record belongs to."""
        years = calendar(self.register)
        if isinstance(record, FinancialYear):
            return years.period(record.year).last
        last = max(said_days(record), default=None)
        return years.period(years.year_of(last)).last if last else None

    def _agreed(self, record: Evidence) -> Limit:
        """As the consent says; where it names no end, as the settings do."""
        worth, decides = state(record, self.day)
        consent = record.consent
        if worth is RetentionState.WITHDRAWN:
            return Limit(consent.given if consent else None, decides, over=True)
        if consent is not None and consent.until is not None:
            return Limit(consent.given, consent.until, consent.until < self.day)
        return self._until(consent.given if consent else record.date, self.retention.evidence)


def later(day: dt.date, months: int) -> dt.date:
    """The day so many months after another; the last of a month that is too short.

    >>> str(later(dt.date(2024, 2, 29), 12)), str(later(dt.date(2024, 11, 30), 3))
    ('2025-02-28', '2025-02-28')
    """
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    last = months_of.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
