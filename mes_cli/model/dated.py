"""When a record happens: the days it names, and the financial years it belongs to."""

import datetime as dt
from collections.abc import Iterator

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


def years(record: Record, settings: Settings) -> frozenset[int]:
    """The financial years of the days that a record names, by their first calendar year."""
    return frozenset(settings.financial_year(day) for day in days(record))
