"""How long what is held may be kept: from which day, and until when."""

import calendar as months_of
import datetime as dt
from dataclasses import dataclass

from mes_cli.figures.years import calendar
from mes_cli.language.folding import words
from mes_cli.model import Accompaniment, Contribution, Evidence, FinancialYear, Record
from mes_cli.model.personal import Keeping
from mes_cli.model.settings import Retention
from mes_cli.privacy.consents import State, state
from mes_cli.privacy.contacts import Contacts, said_days
from mes_cli.privacy.traces import Trace
from mes_cli.register import Register

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
        if worth is State.WITHDRAWN:
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
