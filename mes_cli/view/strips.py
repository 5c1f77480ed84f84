"""A strip chart for each accompaniment, so that one sees that no two are alike.

For funders a strip has the sessions over the year, paid hours and those of volunteers; for the
keeper also the norm, and why it was left behind. Sessions and hours of one accompaniment are not
for the public, whose strips say from when to when it ran.
"""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction

from mes_cli.figures.hours import NormUse
from mes_cli.figures.line import Line, Measure
from mes_cli.model import Accompaniment
from mes_cli.model.audience import FUNDER, INTERNAL
from mes_cli.model.contribution import ContributionKind
from mes_cli.model.period import Period
from mes_cli.register import Entry
from mes_cli.view.edition import Edition
from mes_cli.view.records import ViewData

_MONTHS = 12
#: What a strip is without, for those who may not see it.
_UNSEEN: ViewData = {
    "sessions": [],
    "paid": 0,
    "volunteering": 0,
    "months": [],
    "norm": None,
    "earlier": 0,
    "overrun": 0,
    "reason": None,
}


def strips(edition: Edition) -> list[ViewData]:
    """The year's accompaniments, in the order in which they began."""
    norm_uses = edition.figures.norm_uses if edition.sees(INTERNAL) else ()
    uses = {it.accompaniment: it for it in norm_uses}
    given = _volunteering(edition) if edition.sees(FUNDER) else {}
    entries = edition.viewer.ordered(edition.figures.ledger.courses)
    entries.sort(key=lambda it: it.record.started)
    return [
        _strip(edition, it, given.get(it.record.id, []), uses.get(it.record.id)) for it in entries
    ]


def _strip(
    edition: Edition, entry: Entry[Accompaniment], given: list[Line], use: NormUse | None
) -> ViewData:
    record, period = entry.record, edition.figures.ledger.period_of(entry)
    last = min(record.ended or period.last, period.last)
    seen: ViewData = {
        "label": edition.name(record.kind, record.id),
        "initiatives": [edition.name("initiative", it) for it in record.initiatives],
        "started": record.started,
        "ended": record.ended,
        "from": _at(max(record.started, period.first), period),
        "to": _at(last, period),
        "before": record.started < period.first,
        "open": record.ended is None or record.ended > period.last,
        **_UNSEEN,
    }
    if not edition.sees(FUNDER):
        return seen
    sessions = [session for session in record.sessions if session.date in period]
    return {
        **seen,
        "sessions": [
            {
                "at": _at(session.date, period),
                "date": session.date,
                "type": str(session.type or ""),
                "label": edition.label("SessionType", session.type) if session.type else "",
            }
            for session in sorted(sessions, key=lambda it: it.date)
        ],
        "paid": sum(session.hours for session in sessions),
        "volunteering": sum(line.seconds for line in given),
        "months": _months(given, period),
        **_norm(use, sum(session.hours for session in sessions)),
    }


def _norm(use: NormUse | None, paid: int) -> ViewData:
    """What the keeper sees: the norm, the hours of earlier years, and why it was left behind."""
    beyond = use is not None and bool(use.overrun or use.sessions_overrun)
    return {
        "norm": use.norm.hours if use else None,
        "earlier": use.seconds - paid if use else 0,
        "overrun": use.overrun if use else 0,
        "reason": use.reason if use and beyond else None,
    }


def _volunteering(edition: Edition) -> Mapping[str, list[Line]]:
    """The year's hours of volunteers, by accompaniment."""
    found: dict[str, list[Line]] = {}
    for line in edition.figures.ledger.own:
        volunteer = line.measure is Measure.IN_KIND and line.detail == ContributionKind.VOLUNTEERING
        if volunteer and line.accompaniment and line.seconds:
            found.setdefault(line.accompaniment, []).append(line)
    return found


def _months(lines: list[Line], period: Period) -> list[int]:
    """The seconds of each month of the year; what has no day in it is in none."""
    found = [0] * _MONTHS
    for line in lines:
        if line.day and line.day in period:
            months = (line.day.year - period.first.year) * _MONTHS + line.day.month
            found[(months - period.first.month) % _MONTHS] += line.seconds
    return found


def _at(day: dt.date, period: Period) -> Fraction:
    """Where a day stands in the year: 0 on its first day, 1 on its last."""
    whole = (period.last - period.first).days or 1
    return Fraction((day - period.first).days, whole)
