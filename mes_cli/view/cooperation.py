"""What went round without money: partners, exchanged skills, activists, effects elsewhere."""

import datetime as dt

from mes_cli.figures.counts import courses
from mes_cli.figures.hours import Exchange
from mes_cli.figures.plain import Plain as Data
from mes_cli.figures.rounding import ZERO
from mes_cli.figures.years import span
from mes_cli.model import Accompaniment, Contribution, Initiative, Structure
from mes_cli.model.audience import INTERNAL
from mes_cli.model.contribution import ContributionKind
from mes_cli.register import Entry, Name
from mes_cli.table import MINUTE, round_together
from mes_cli.view.records import Plain
from mes_cli.view.sight import Sight


def cooperation(sight: Sight) -> Plain:
    """Who worked with whom: partners, where people were sent on to, skills exchanged."""
    records = [entry.record for entry in courses(sight.figures.ledger)]
    partners = {name for record in records for name in record.partners}
    onward = {step.to for record in records for step in record.onward}
    return {
        "partners": _structures(sight, partners),
        "onward": _structures(sight, onward),
        "skills": skills(sight),
        "exchanges": _exchanges(sight),
        "exchanged": sum(it.given for it in sight.figures.exchanges),
    }


def skills(sight: Sight, *, of: str = "") -> list[Plain]:
    """The year's exchanges of skills, all or those *of* an initiative.

    Hours are for the keeper: reciprocity is no ledger.
    """
    exchanged = _gifts(sight, ContributionKind.SKILL_EXCHANGE)
    return [
        {**sight.plain(entry), **({} if sight.sees(INTERNAL) else {"hours": None})}
        for entry in exchanged
        if not of or of in {entry.record.giver, entry.record.receiver}
    ]


def _exchanges(sight: Sight) -> list[Plain]:
    """Hours of skills given and received by structure, for the keeper."""
    found = _in_order(sight) if sight.sees(INTERNAL) else []
    given = round_together([it.given for it in found], MINUTE)
    received = round_together([it.received for it in found], MINUTE)
    return [
        {"structure": sight.name(*_party(sight, it)), "given": gave, "received": got}
        for it, gave, got in zip(found, given, received, strict=True)
    ]


def exchanges_data(sight: Sight) -> list[Data]:
    """The same for machines: by id where it may be seen, else by name; hours for the keeper."""
    seen, keeps = sight.viewer.sees_sources, sight.sees(INTERNAL)
    return [
        {
            "structure": sight.code(*_party(sight, it))
            if seen
            else sight.name(*_party(sight, it)).name,
            "given": it.given if keeps else None,
            "received": it.received if keeps else None,
        }
        for it in _in_order(sight)
    ]


def _in_order(sight: Sight) -> list[Exchange]:
    return sight.viewer.ordered_by(sight.figures.exchanges, lambda it: _party(sight, it))


def _party(sight: Sight, it: Exchange) -> Name:
    kind = Structure.kind if sight.register.get(Structure, it.party) else Initiative.kind
    return kind, it.party


def _structures(sight: Sight, names: set[str]) -> list[object]:
    return [sight.name(Structure.kind, name) for name in sorted(names)]


def _gifts(sight: Sight, kind: ContributionKind) -> list[Entry[Contribution]]:
    """The year's contributions of one kind, in order of date."""
    contributions = [
        it for it in sight.figures.ledger.contributions if it.entry.record.nature is kind
    ]
    ordered = sight.viewer.ordered_by(contributions, lambda it: it.entry.name)
    return [it.entry for it in sorted(ordered, key=lambda it: it.period.first)]


def militant(sight: Sight) -> list[Plain]:
    """What activists did in the year: each title once, with its days."""
    found: dict[str, list[dt.date]] = {}
    for entry in _gifts(sight, ContributionKind.ACTIVIST_TIME):
        days = span(entry.record)
        if entry.record.title and days:
            found.setdefault(sight.viewer.hide_names(entry.record.title), []).append(days.first)
    return [{"title": title, "days": days} for title, days in found.items()]


def effects(sight: Sight) -> Plain:
    """External effects: what the network brought that is in no account of its own.

    What one initiative obtained is for funders; the sum is for everybody, unless it would give
    away what few obtained.
    """
    entries = _gifts(sight, ContributionKind.EXTERNAL_EFFECT)
    obtained = [it.record for it in entries if it.record.obtained]
    whom = {name for it in obtained for name in _reached(sight, it)}
    total = sum((it.obtained or ZERO for it in obtained), ZERO)
    return {
        "rows": [
            {
                **sight.plain(it),
                "whom": [sight.name(Initiative.kind, name) for name in _reached(sight, it.record)],
            }
            for it in entries
        ],
        "obtained": total if total and len(whom) >= sight.minimum else None,
    }


def _reached(sight: Sight, record: Contribution) -> list[str]:
    """The initiatives that an effect reached, in an order that tells nothing."""
    found = {name for name in (record.receiver,) if name and sight.register.get(Initiative, name)}
    for target in record.targets:
        course = sight.register.get(Accompaniment, target.accompaniment)
        found |= set(course.record.initiatives) if course else set()
    return sorted(found, key=lambda name: sight.viewer.place(Initiative.kind, name))
