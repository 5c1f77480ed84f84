"""When a record happens: the days it names, and the financial years it belongs to."""

import datetime as dt
from collections.abc import Iterable, Iterator

from mes_cli.model.accompaniment import Accompaniment
from mes_cli.model.advocacy import Advocacy
from mes_cli.model.contribution import Contribution
from mes_cli.model.evidence import Evidence
from mes_cli.model.funding import Funding
from mes_cli.model.record import Record
from mes_cli.model.settings import Settings


def days(record: Record) -> Iterator[dt.date]:
    """The days on which something was done, begun or ended, by the record itself."""
    match record:
        case Accompaniment():
            yield record.started
            yield from (session.date for session in record.sessions)
            yield from (expense.date for expense in record.expenses)
        case Contribution() | Advocacy():
            if record.date:
                yield record.date
            if record.period:
                yield from (record.period.first, record.period.last)
        case Funding():
            yield from (record.period.first, record.period.last)
        case Evidence():
            yield record.date
        case _:
            return


def done(record: Record) -> Iterable[dt.date]:
    """The days on which a record says that something was done.

    A contribution over a period counts from its first day: its last may be only planned.
    """
    match record:
        case Contribution():
            return () if (day := first_day(record)) is None else (day,)
        case Accompaniment():
            return [*(it.date for it in record.sessions), *(it.date for it in record.expenses)]
        case Evidence():
            return (record.date,)
        case _:
            return ()


def begun(record: Record) -> Iterable[dt.date]:
    """The day on which what a record tells of began, though nothing may have been done yet."""
    match record:
        case Accompaniment():
            return (record.started,)
        case Advocacy():
            return () if (day := first_day(record)) is None else (day,)
        case _:
            return ()


def first_day(record: Contribution | Advocacy) -> dt.date | None:
    """The day of a record, or the first one of its period; None where it has neither."""
    if record.date is not None:
        return record.date
    return None if record.period is None else record.period.first


def a_year_after(day: dt.date) -> dt.date:
    """The same day of the next year; after 29 February, 1 March.

    >>> a_year_after(dt.date(2024, 2, 29))
    datetime.date(2025, 3, 1)
    """
    return day.replace(year=day.year + 1, day=1) + dt.timedelta(days=day.day - 1)


def years(record: Record, settings: Settings) -> frozenset[int]:
    """The financial years of the days that a record names, by their first calendar year."""
    return frozenset(settings.financial_year(day) for day in days(record))
