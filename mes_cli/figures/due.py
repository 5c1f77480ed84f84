"""What comes due: accounts of grants, consents that end, years to close."""

import datetime as dt
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from mes_cli.figures.years import Days, calendar
from mes_cli.model import Evidence, FinancialYear, Funding
from mes_cli.model.funding import FundingNature, FundingStatus
from mes_cli.register import Register

#: Months after the end of a financial year in which accounts of grants are given (loi 2000-321,
#: art. 10), and in which a general meeting usually closes the year.
MONTHS = 6
#: How long what is overdue is still told.
_GRACE = {
    "account": dt.timedelta(days=90),
    "consent": dt.timedelta(days=30),
    "year": dt.timedelta(days=400),
}
#: What an account is owed of: money that somebody grants for something (loi 2000-321, art. 10).
_GRANTED = frozenset(
    {FundingNature.GRANT, FundingNature.PUBLIC_CONTRIBUTION, FundingNature.SPONSORSHIP}
)


class DueKind(StrEnum):
    """What comes due: an account, a consent, a year."""

    ACCOUNT = "account"
    CONSENT = "consent"
    YEAR = "year"


class Due(NamedTuple):
    """Something that comes due on a day, and the record that it concerns; a year, by its number."""

    day: dt.date
    what: DueKind
    kind: str
    id: str


def due(register: Register) -> list[Due]:
    """Give everything that comes due, by day, whenever that is."""
    return sorted(_all(register))


def still_due(found: Iterable[Due], today: dt.date) -> list[Due]:
    """Leave out what was due long ago."""
    return [it for it in found if it.day >= today - _GRACE[it.what]]


def _all(register: Register) -> Iterator[Due]:
    years = calendar(register)
    for entry in register.of(Funding):
        record = entry.record
        if has_account(record):
            last = years.period(years.year_of(record.period.last)).last
            day = record.report_due or _months_after(last)
            yield Due(day, DueKind.ACCOUNT, Funding.kind, record.id)
    for told in register.of(Evidence):
        consent = told.record.consent
        if consent is not None and consent.until is not None and consent.withdrawn is None:
            yield Due(consent.until, DueKind.CONSENT, Evidence.kind, told.record.id)
    closed = {it.record.year for it in register.of(FinancialYear) if it.record.closed is not None}
    for year in Days(register).years:
        if year not in closed:
            day = _months_after(years.period(year).last)
            yield Due(day, DueKind.YEAR, FinancialYear.kind, str(year))


def has_account(record: Funding) -> bool:
    """Tell whether a funding is one of which an account is given."""
    answered = record.status in {FundingStatus.GRANTED, FundingStatus.RECEIVED}
    return answered and record.nature in _GRANTED


def _months_after(day: dt.date) -> dt.date:
    """The last day of the sixth month after the one that a day ends.

    >>> str(_months_after(dt.date(2025, 12, 31))), str(_months_after(dt.date(2025, 8, 31)))
    ('2026-06-30', '2026-02-28')
    """
    after = day.year * 12 + day.month + MONTHS
    return dt.date(after // 12, after % 12 + 1, 1) - dt.timedelta(days=1)
