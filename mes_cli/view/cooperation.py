"""What went round without money: partners, exchanged skills, activists, effects elsewhere."""

import datetime as dt

from mes_cli.figures.hours import Exchange
from mes_cli.figures.plain import JsonValue
from mes_cli.figures.rounding import ZERO
from mes_cli.figures.years import span
from mes_cli.model import Accompaniment, Contribution, Initiative, Structure
from mes_cli.model.audience import INTERNAL
from mes_cli.model.contribution import ContributionKind
from mes_cli.register import Entry, Name
from mes_cli.table import MINUTE, round_together
from mes_cli.view.edition import Edition
from mes_cli.view.records import ViewData


def cooperation(edition: Edition) -> ViewData:
    """Who worked with whom: partners, where people were sent on to, skills exchanged."""
    records = [entry.record for entry in edition.figures.ledger.courses]
    partners = {name for record in records for name in record.partners}
    onward = {step.to for record in records for step in record.onward}
    return {
        "partners": _structures(edition, partners),
        "onward": _structures(edition, onward),
        "skills": skills(edition),
        "exchanges": _exchanges(edition),
        "exchanged": sum(it.given for it in edition.figures.exchanges),
    }


def skills(edition: Edition, *, of: str = "") -> list[ViewData]:
    """The year's exchanges of skills, all or those *of* an initiative.

    Hours are for the keeper: reciprocity is no ledger.
    """
    exchanged = _gifts(edition, ContributionKind.SKILL_EXCHANGE)
    return [
        {**edition.plain(entry), **({} if edition.sees(INTERNAL) else {"hours": None})}
        for entry in exchanged
        if not of or of in {entry.record.giver, entry.record.receiver}
    ]


def _exchanges(edition: Edition) -> list[ViewData]:
    """Hours of skills given and received by structure, for the keeper."""
    found = _in_order(edition) if edition.sees(INTERNAL) else []
    given = round_together([it.given for it in found], MINUTE)
    received = round_together([it.received for it in found], MINUTE)
    return [
        {"structure": edition.name(*_party(edition, it)), "given": gave, "received": got}
        for it, gave, got in zip(found, given, received, strict=True)
    ]


def exchanges_data(edition: Edition) -> list[JsonValue]:
    """The same for machines: by id where it may be seen, else by name; hours for the keeper."""
    seen, keeps = edition.viewer.sees_sources, edition.sees(INTERNAL)
    return [
        {
            "structure": edition.code(*_party(edition, it))
            if seen
            else edition.name(*_party(edition, it)).name,
            "given": it.given if keeps else None,
            "received": it.received if keeps else None,
        }
        for it in _in_order(edition)
    ]


def _in_order(edition: Edition) -> list[Exchange]:
    return edition.viewer.ordered_by(edition.figures.exchanges, lambda it: _party(edition, it))


def _party(edition: Edition, it: Exchange) -> Name:
    kind = Structure.kind if edition.register.get(Structure, it.party) else Initiative.kind
    return kind, it.party


def _structures(edition: Edition, names: set[str]) -> list[object]:
    return [edition.name(Structure.kind, name) for name in sorted(names)]


def _gifts(edition: Edition, kind: ContributionKind) -> list[Entry[Contribution]]:
    """The year's contributions of one kind, in order of date."""
    contributions = [
        it for it in edition.figures.ledger.contributions if it.entry.record.nature is kind
    ]
    ordered = edition.viewer.ordered_by(contributions, lambda it: it.entry.name)
    return [it.entry for it in sorted(ordered, key=lambda it: it.period.first)]


def militant(edition: Edition) -> list[ViewData]:
    """What activists did in the year: each title once, with its days."""
    found: dict[str, list[dt.date]] = {}
    for entry in _gifts(edition, ContributionKind.ACTIVIST_TIME):
        days = span(entry.record)
        if entry.record.title and days:
            found.setdefault(edition.viewer.hide_names(entry.record.title), []).append(days.first)
    return [{"title": title, "days": days} for title, days in found.items()]


def effects(edition: Edition) -> ViewData:
    """External effects: what the network brought that is in no account of its own.

    What one initiative obtained is for funders; the sum is for everybody, unless it would give
    away what few obtained.
    """
    entries = _gifts(edition, ContributionKind.EXTERNAL_EFFECT)
    obtained = [it.record for it in entries if it.record.obtained]
    whom = {name for it in obtained for name in _reached(edition, it)}
    total = sum((it.obtained or ZERO for it in obtained), ZERO)
    return {
        "rows": [
            {
                **edition.plain(it),
                "whom": [
                    edition.name(Initiative.kind, name) for name in _reached(edition, it.record)
                ],
            }
            for it in entries
        ],
        "obtained": total if total and len(whom) >= edition.minimum else None,
    }


def _reached(edition: Edition, record: Contribution) -> list[str]:
    """The initiatives that an effect reached, in an order that tells nothing."""
    found = {name for name in (record.receiver,) if name and edition.register.get(Initiative, name)}
    for target in record.targets:
        course = edition.register.get(Accompaniment, target.accompaniment)
        found |= set(course.record.initiatives) if course else set()
    return sorted(found, key=lambda name: edition.viewer.place(Initiative.kind, name))
