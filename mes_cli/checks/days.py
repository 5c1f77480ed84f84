"""The newest day and year of a register, as ``figures.years`` has them, from facets."""

import datetime as dt

from mes_cli.checks.facet import Facet, Frame, Overview
from mes_cli.checks.years import WORDS
from mes_cli.figures.years import begun, lived
from mes_cli.model import Contribution, Funding
from mes_cli.model.funding import FundingStatus
from mes_cli.model.record import Record


def _lived(record: Record, _frame: Frame) -> int | None:
    if isinstance(record, Contribution):
        day = record.date or (record.period.first if record.period else None)
    else:
        day = max(lived(record), default=None)
    return day.toordinal() if day else None


def _begun(record: Record, _frame: Frame) -> int | None:
    day = max(begun(record), default=None)
    return day.toordinal() if day else None


def _funded(record: Funding, frame: Frame) -> int | None:
    if record.status is FundingStatus.REFUSED:
        return None
    return min(record.by_year, default=frame.settings.financial_year(record.period.first))


#: The newest day on which something was done, as a number of days.
LIVED: Facet[int] = Facet("lived", ("accompaniment", "contribution", "evidence"), _lived)
#: The day on which something else began.
BEGUN: Facet[int] = Facet("begun", ("accompaniment", "advocacy"), _begun)
#: The first financial year of money.
FUNDED: Facet[int] = Facet("funded", ("funding",), _funded)


def newest_day(whole: Overview) -> dt.date | None:
    """The newest session, expense, contribution or evidence."""
    newest = max((row[3] for row in whole.rows(LIVED)), default=None)
    return None if newest is None else dt.date.fromordinal(newest)


def newest_year(whole: Overview) -> int | None:
    """The financial year that a report is about if nobody says."""
    days = [whole.once(newest_day)]
    days += [dt.date.fromordinal(row[3]) for row in whole.rows(BEGUN)]
    if done := [whole.settings.financial_year(day) for day in days if day is not None]:
        return max(done)
    worded = (row[3][0] for row in whole.rows(WORDS))
    funded = (row[3] for row in whole.rows(FUNDED))
    return max(worded, default=None) or max(funded, default=None)
