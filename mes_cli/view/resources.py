"""The resources of a year: hours by what they were given to and by month, money by its origin.

For funders money is told funding by funding as well, with its ceiling.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal

from mes_cli.figures.books import FundingYears
from mes_cli.figures.groups import NONE
from mes_cli.figures.line import Measure
from mes_cli.figures.rounding import ZERO, shares_together
from mes_cli.figures.year import YearFigures
from mes_cli.language.catalogue import catalogue
from mes_cli.model import Funding
from mes_cli.model.audience import FUNDER
from mes_cli.model.contribution import ContributionKind
from mes_cli.model.funding import FundingStatus
from mes_cli.view.coverage import to_minutes
from mes_cli.view.edition import Edition
from mes_cli.view.records import ViewData

_VOLUNTEERING = ContributionKind.VOLUNTEERING


def hours(edition: Edition) -> list[ViewData]:
    """Paid work, then each kind of contribution; one that is nil in both years is left out.

    Statutory time is told apart, as a part of volunteering.
    """
    _ = catalogue(edition.viewer.language).text
    now, before = edition.figures, edition.before
    past = before.balance.hours.in_kind if before else {}
    given = now.balance.hours.in_kind
    rows = [
        _row(
            _("Paid work in accompaniments"),
            now.balance.hours.staff,
            before.balance.hours.staff if before else 0,
        )
    ]
    for kind in sorted(given.keys() | past.keys(), key=lambda it: (-given.get(it, 0), it)):
        label = edition.label("ContributionKind", kind)
        rows.append(_row(label, given.get(kind, 0), past.get(kind, 0)))
        if kind == _VOLUNTEERING:
            label = _("of which statutory time")
            spent = before.statutory if before else 0
            rows.append({**_row(label, now.statutory, spent), "part": True})
    return [row for row in rows if row["seconds"] or row["before"]]


def months(edition: Edition) -> list[ViewData]:
    """The hours of each month: staff, volunteering, and all other kinds together."""
    found: list[ViewData] = [
        {
            "first": month.first,
            "staff": month.staff,
            "volunteering": month.in_kind.get(_VOLUNTEERING, 0),
            "other": sum(s for kind, s in month.in_kind.items() if kind != _VOLUNTEERING),
            "busy": bool(month.staff or any(month.in_kind.values())),
        }
        for month in edition.figures.months
    ]
    to_minutes(found, "staff", "volunteering", "other")
    return found


def _row(label: str, seconds: int, before: int) -> ViewData:
    return {"label": label, "seconds": seconds, "before": before, "part": False}


Amounts = Mapping[str, Decimal]


def money(edition: Edition) -> ViewData:
    """The year's money, each table with the year before."""
    diversity = edition.figures.diversification
    return {
        "natures": _table(edition, "FundingNature", lambda f: f.balance.resources.money),
        "policies": _table(edition, "Policy", lambda f: f.diversification.amounts),
        "levels": _table(edition, "FunderLevel", _levels),
        "public": diversity.public,
        "private": diversity.private,
        "beyond_usual": diversity.beyond_usual,
        "number": diversity.number,
        "concentration": diversity.concentration,
        "fundings": _fundings(edition) if edition.sees(FUNDER) else [],
    }


def refused(edition: Edition) -> list[ViewData]:
    """What was asked for in the year and refused, for funders; why, for the keeper."""
    if not edition.sees(FUNDER):
        return []
    return [
        {
            "funder": edition.name("structure", entry.record.funder),
            "title": edition.name(Funding.kind, entry.record.id).name if entry.record.title else "",
            "requested": entry.record.requested,
            "reason": edition.plain(entry)["terms"],
        }
        for entry in edition.register.of(Funding)
        if entry.record.status is FundingStatus.REFUSED
        and entry.record.period.first <= edition.figures.period.last
        and entry.record.period.last >= edition.figures.period.first
    ]


def _table(edition: Edition, home: str, find: Callable[[YearFigures], Amounts]) -> list[ViewData]:
    now = find(edition.figures)
    past = find(edition.before) if edition.before else {}
    words = sorted(now.keys() | past.keys(), key=lambda w: (w == NONE, -now.get(w, ZERO), w))
    parts = shares_together([now.get(word, ZERO) for word in words])
    return [
        {
            "key": word,
            "label": edition.label(home, word),
            "amount": now.get(word, ZERO),
            "before": past.get(word, ZERO),
            "share": share,
        }
        for word, share in zip(words, parts, strict=True)
    ]


def _levels(figures: YearFigures) -> Amounts:
    """The year's money by the level of its funder."""
    found: dict[str, Decimal] = {}
    for award in figures.ledger.fundings:
        line = award.years[figures.year]
        if line.measure is Measure.MONEY and line.amount:
            level = str(award.entry.record.level or NONE)
            found[level] = found.get(level, ZERO) + line.amount
    return found


def _fundings(edition: Edition) -> list[ViewData]:
    ceilings = {ceiling.funding: ceiling for ceiling in edition.figures.ceilings}
    return [
        _funding(edition, award) | _ceiling(ceilings.get(award.entry.record.id))
        for award in edition.figures.ledger.fundings
    ]


def _funding(edition: Edition, award: FundingYears) -> ViewData:
    record, line = award.entry.record, award.years[edition.figures.year]
    return {
        "label": edition.name(Funding.kind, record.id).name if record.title else "",
        "funder": edition.name("structure", record.funder),
        "nature": edition.label("FundingNature", record.nature),
        "policies": [edition.label("Policy", it.policy) for it in record.policies],
        "period": {"from": record.period.first, "to": record.period.last},
        "pending": line.measure is Measure.PENDING,
        "amount": line.amount,
        "whole": award.whole,
        "source": edition.source(award.entry.place),
    }


def _ceiling(ceiling: object) -> ViewData:
    names = ("share", "without_in_kind", "with_in_kind")
    return {"ceiling": {name: getattr(ceiling, name) for name in names} if ceiling else None}
