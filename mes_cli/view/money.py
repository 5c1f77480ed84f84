"""Money by nature, policy and level; for funders also funding by funding, with its ceiling."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from mes_cli.figures.books import FundingYears
from mes_cli.figures.groups import NONE
from mes_cli.figures.line import Measure
from mes_cli.figures.rounding import ZERO, shares_together
from mes_cli.figures.year import YearFigures
from mes_cli.model import Funding
from mes_cli.model.audience import FUNDER
from mes_cli.model.funding import FundingStatus
from mes_cli.view.edition import Edition
from mes_cli.view.records import ViewData

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
