"""Hours by month, and as full-time equivalents."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from mes_cli.figures.books import Gift
from mes_cli.figures.ledger import Ledger
from mes_cli.figures.line import Measure
from mes_cli.figures.rounding import SECONDS_PER_HOUR
from mes_cli.figures.spread import spread_units
from mes_cli.figures.years import ONE_DAY

#: The hours that a full-time job works in a year (code du travail, art. L3121-41).
FULL_TIME_HOURS = 1607


class Month(NamedTuple):
    """The seconds of a calendar month, or of the part of it that is in the year."""

    first: dt.date
    staff: int
    #: By kind of contribution.
    in_kind: Mapping[str, int]


def full_time(seconds: int) -> Decimal:
    """Full-time equivalents of some time.

    >>> full_time(1607 * 3600)
    Decimal('1')
    """
    return Decimal(seconds) / (FULL_TIME_HOURS * SECONDS_PER_HOUR)


def months(ledger: Ledger) -> tuple[Month, ...]:
    """The year's hours by month, months without any included; a period is spread by days."""
    days = (ledger.period.first, ledger.period.last)
    staff: dict[dt.date, int] = dict.fromkeys(map(_first, _days_of_months(*days)), 0)
    in_kind: dict[dt.date, dict[str, int]] = {first: {} for first in staff}
    for line in ledger.own:
        if line.measure is Measure.STAFF and line.day:
            staff[_first(line.day)] += line.seconds
    for gift in ledger.gifts:
        for first, seconds in _by_month(gift, ledger).items():
            kind = gift.entry.record.nature
            in_kind[first][kind] = in_kind[first].get(kind, 0) + seconds
    return tuple(Month(first, staff[first], in_kind[first]) for first in staff)


def _by_month(gift: Gift, ledger: Ledger) -> Mapping[dt.date, int]:
    seconds = gift.years[ledger.year].seconds
    start = max(gift.period.first, ledger.period.first)
    last = min(max(gift.period.first, gift.period.last), ledger.period.last)
    if start == last:
        return {_first(start): seconds} if seconds else {}
    days = {
        _first(day): (min(_next(day) - ONE_DAY, last) - day).days + 1
        for day in _days_of_months(start, last)
    }
    return {month: part for month, part in spread_units(seconds, days).items() if part}


def _days_of_months(start: dt.date, last: dt.date) -> Iterator[dt.date]:
    """The first day of some days, and the first days of the months that begin in them."""
    day = start
    while day <= last:
        yield day
        day = _next(day)


def _first(day: dt.date) -> dt.date:
    return day.replace(day=1)


def _next(day: dt.date) -> dt.date:
    return (_first(day) + 31 * ONE_DAY).replace(day=1)
