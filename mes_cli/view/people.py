"""Who was accompanied, how they came, and a strip chart for each accompaniment, none like another.

For funders a strip has the sessions over the year, paid hours and those of volunteers; for the
keeper also the norm, and why it was left behind. Sessions and hours of one accompaniment are not
for the public, whose strips say from when to when it ran.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from mes_cli.figures.counts import PRESCRIBED, initiatives
from mes_cli.figures.groups import NONE
from mes_cli.figures.hours import NormUse
from mes_cli.figures.line import Line, Measure
from mes_cli.figures.year import YearFigures
from mes_cli.language.folding import fold
from mes_cli.model import Accompaniment, Initiative
from mes_cli.model.audience import FUNDER, INTERNAL, MEMBERS
from mes_cli.model.contribution import ContributionKind
from mes_cli.model.initiative import Status
from mes_cli.model.period import Period
from mes_cli.register import Entry
from mes_cli.view.edition import Edition
from mes_cli.view.records import ViewData

#: How initiatives are counted: the field of the breakdown, and the home of its words.
_BREAKDOWNS = (
    ("stage", "Stage"),
    ("legal_form", "LegalForm"),
    ("territory", "Territory"),
    ("theme", "Theme"),
    ("sector", ""),
)


def counts(figures: YearFigures) -> dict[str, int]:
    """How many initiatives and accompaniments."""
    said = figures.counts
    return {**said._asdict(), "individual": said.accompaniments - said.collective}


def entry_facts(edition: Edition) -> ViewData:
    """The channels by which people came, those without anybody left out."""
    came = edition.figures.entries
    past = edition.before.entries.channels if edition.before else {}
    rows = [
        {
            "key": channel.value,
            "label": edition.label("Channel", channel),
            "count": number,
            "before": past.get(channel),
            "prescribed": channel in PRESCRIBED,
        }
        for channel, number in came.channels.items()
        if number or past.get(channel)
    ]
    return {
        "total": came.total,
        "rows": rows,
        "spontaneous": came.spontaneous,
        "prescribed": came.prescribed,
        "spontaneous_share": came.share(came.spontaneous),
    }


def breakdowns(edition: Edition) -> list[ViewData]:
    """The year's initiatives by what they are; a table of nothing known is left out."""
    tables = (_breakdown(edition, name, home) for name, home in _BREAKDOWNS)
    return [table for table in tables if table["rows"]]


def _breakdown(edition: Edition, name: str, home: str) -> ViewData:
    now = _cells(edition.figures, name)
    dated = edition.before is not None and _is_dated(edition.before, name)
    past = _cells(edition.before, name) if edition.before and dated else {}
    words = sorted(
        {**past, **now},
        key=lambda word: (word == NONE, _rank(edition, name, home, word, now)),
    )
    rows = [
        {
            "key": word,
            "label": _label(edition, home, word),
            "count": now.get(word, 0),
            "before": past.get(word, 0) if dated else None,
        }
        for word in words
    ]
    return {"name": name, "rows": rows if any(word != NONE for word in words) else []}


def _is_dated(figures: YearFigures, name: str) -> bool:
    """Tell whether a past year may be counted: a stage without a date is that of today."""
    return name != "stage" or figures.breakdown.stage_is_dated


def _cells(figures: YearFigures, name: str) -> Mapping[str, int]:
    """The numbers of initiatives or accompaniments by one feature, as *name* says."""
    cells: Mapping[str, int] = getattr(figures.breakdown, name)
    return cells


def _rank(
    edition: Edition, name: str, home: str, word: str, cells: Mapping[str, int]
) -> tuple[int, int, str]:
    """The sort key of a row: stages in their own order, others by number, then by the alphabet."""
    if name == "stage":
        return (list(edition.words.values["Stage"]).index(word), 0, word)
    return (0, -cells.get(word, 0), fold(_label(edition, home, word)))


def _label(edition: Edition, home: str, word: str) -> str:
    return (
        edition.label(home, word)
        if home
        else ""
        if word == NONE
        else edition.viewer.hide_names(word)
    )


def standings(edition: Edition) -> ViewData:
    """What initiatives are to the network: how many at the end of the year, and who moved in it.

    Everybody sees the numbers, members the names.
    """
    now = edition.figures.standings
    past = edition.before.standings if edition.before else {}
    return {
        "rows": [
            {
                "key": str(status),
                "label": edition.label("Status", status),
                "count": now.get(status, 0),
                "before": past.get(status, 0),
            }
            for status in Status
            if now.get(status) or past.get(status)
        ],
        "members": sum(now.get(status, 0) for status in Status if status is not Status.BENEFICIARY),
        "moves": _moves(edition),
    }


def _moves(edition: Edition) -> list[ViewData]:
    """Who went from which standing to which."""
    return [
        {
            "from": edition.label("Status", row.origin) if row.origin else "",
            "to": edition.label("Status", row.reached),
            "from_key": row.origin or "",
            "to_key": str(row.reached),
            "count": row.count,
            "names": [
                edition.name(Initiative.kind, move.initiative)
                for move in edition.viewer.ordered_by(
                    edition.figures.moves, lambda it: (Initiative.kind, it.initiative)
                )
                if (move.origin, move.reached) == (row.origin, row.reached)
            ]
            if edition.sees(MEMBERS)
            else [],
        }
        for row in edition.figures.passages
    ]


def jobs(edition: Edition) -> ViewData | None:
    """The jobs of the year's initiatives, as they say themselves; None where none says any."""
    said = [entry.record.jobs for entry in initiatives(edition.figures.ledger) if entry.record.jobs]
    if not said or not edition.sees(FUNDER):
        return None
    return {"full_time": sum(said, Decimal(0)), "initiatives": len(said)}


_MONTHS = 12


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
    seen = edition.sees(FUNDER)
    sessions = [it for it in record.sessions if it.date in period] if seen else []
    paid = sum(session.hours for session in sessions)
    return {
        "label": edition.name(record.kind, record.id),
        "initiatives": [edition.name("initiative", it) for it in record.initiatives],
        "started": record.started,
        "ended": record.ended,
        "from": _at(max(record.started, period.first), period),
        "to": _at(last, period),
        "before": record.started < period.first,
        "open": record.ended is None or record.ended > period.last,
        "sessions": [
            {
                "at": _at(session.date, period),
                "date": session.date,
                "type": str(session.type or ""),
                "label": edition.label("SessionType", session.type) if session.type else "",
            }
            for session in sorted(sessions, key=lambda it: it.date)
        ],
        "paid": paid,
        "volunteering": sum(line.seconds for line in given),
        "months": _months(given, period) if seen else [],
        **_norm(use, paid),
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
