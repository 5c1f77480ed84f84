"""The account of a grant, as the form 15059 asks for it: what was done, the table, the annex."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from mes_cli.figures import plain
from mes_cli.figures.books import FundingYears, funding_years
from mes_cli.figures.grant import GrantAccount
from mes_cli.figures.in_kind import accounts_of
from mes_cli.figures.ledger import scope
from mes_cli.figures.line import Line, Measure, Reason, ShareOf
from mes_cli.figures.plain import JsonValue
from mes_cli.figures.rounding import ZERO, ratio, total
from mes_cli.geography import department_name, regions
from mes_cli.language.catalogue import catalogue
from mes_cli.model import (
    Accompaniment,
    Contribution,
    Evidence,
    Funding,
    Initiative,
    Record,
    Structure,
)
from mes_cli.model.contribution import ContributionKind
from mes_cli.model.funding import Side
from mes_cli.register import Entry
from mes_cli.view import budget, in_kind, indicators
from mes_cli.view.edition import Edition
from mes_cli.view.making import reason_label
from mes_cli.view.records import ViewData
from mes_cli.view.stories import words_of_the_year


def grant_facts(edition: Edition) -> ViewData:
    """The account of a grant, with what was done with it."""
    account = edition.figures.grant(edition.subject)
    entry = edition.register.get(Funding, edition.subject)
    if account is None or entry is None:
        return {}
    funding = funding_years(entry, edition.figures.books.calendar)
    own = _own(edition, funding)
    whole = budget.in_whole_euros(account)
    return {
        "it": edition.record(Funding.kind, edition.subject) or {},
        "keeper": edition.record(Structure.kind, edition.register.settings.keeper) or {},
        "nature": edition.label("FundingNature", entry.record.nature),
        "award": _award(edition, account, funding),
        "sides": [budget.side(edition, account, it) for it in Side],
        "whole_sides": [budget.side(edition, whole, it) for it in Side],
        "balanced": account.balanced,
        "gaps": budget.gaps(edition, account),
        "indirect": _indirect(account.indirect),
        "accompaniments": [_course(edition, it, own) for it in _courses(edition, funding)],
        "asked": _asked(edition, funding),
        "given": _given(edition, own),
        "in_kind": {"method": in_kind.method(edition), "own": []},
        "rules": in_kind.rules(edition),
        "signed_by": words_of_the_year(edition).get("signed_by"),
    }


def _award(edition: Edition, account: GrantAccount, funding: FundingYears) -> ViewData:
    """What was asked for, granted and paid in all, and what falls in each year."""
    record, year = funding.entry.record, edition.figures.year
    produced = account.totals[Side.RESOURCE].monetary.actual
    return {
        "requested": record.requested,
        "granted": record.granted if record.granted is not None else record.received,
        "received": record.received,
        "amount": account.amount,
        "share": ratio(account.amount, produced) if produced and len(funding.years) == 1 else None,
        "years": [
            {"year": it, "amount": line.amount, "this": it == year}
            for it, line in sorted(funding.years.items())
        ],
    }


def _indirect(lines: Iterable[Line]) -> list[ViewData]:
    """The keys of indirect costs: a share of a base."""
    found: dict[Decimal, Decimal] = {}
    amounts: dict[Decimal, Decimal] = {}
    for line in lines:
        [key] = [step for step in line.how if isinstance(step, ShareOf)]
        found[key.share] = found.get(key.share, ZERO) + key.base
        amounts[key.share] = amounts.get(key.share, ZERO) + line.amount
    return [
        {"share": share, "base": base, "amount": amounts[share]} for share, base in found.items()
    ]


def _courses(edition: Edition, funding: FundingYears) -> list[Entry[Accompaniment]]:
    """The year's accompaniments that the grant is for: all of them where it is general."""
    names = scope(edition.figures.ledger, funding)
    found = edition.viewer.ordered(edition.figures.ledger.courses)
    return [entry for entry in found if names is None or entry.record.id in names]


def _asked(edition: Edition, funding: FundingYears) -> list[ViewData]:
    """The own fields that the funder asks for, added up over what the grant is for."""
    courses = _courses(edition, funding)
    targets = {it.record.id for it in courses}
    accompanied = {name for it in courses for name in it.record.initiatives}

    def wanted(record: Record) -> bool:
        """Tell whether a record belongs to the account of this grant."""
        match record:
            case Accompaniment():
                return record.id in targets
            case Initiative():
                return record.id in accompanied
            case Contribution():
                return any(it.accompaniment in targets for it in record.targets)
            case Evidence():
                return not targets.isdisjoint(record.accompaniments)
            case Funding():
                return record is funding.entry.record
            case _:
                return True

    alone = replace(edition, before=None)
    return indicators.own_fields(alone, wanted, funding.entry.record.funder)


def _own(edition: Edition, funding: FundingYears) -> tuple[Line, ...]:
    """What was spent and given in the year for what the grant is for."""
    names = scope(edition.figures.ledger, funding)
    lines = edition.figures.ledger.own
    return tuple(line for line in lines if names is None or line.accompaniment in names)


def _course(edition: Edition, entry: Entry[Accompaniment], lines: Iterable[Line]) -> ViewData:
    """What was done: with whom, where, when, how often, with how many people and hours."""
    period, record = edition.figures.period, entry.record
    sessions = [it for it in record.sessions if it.date in period]
    days = sorted(it.date for it in sessions)
    own = [line for line in lines if line.accompaniment == record.id]
    return {
        **edition.plain(entry),
        "places": _places(edition, record),
        "days": {"from": days[0], "to": days[-1]} if days else None,
        "sessions_held": len(sessions),
        "participants_met": sum(it.participants or 0 for it in sessions),
        "paid": _seconds(own, Measure.STAFF),
        "volunteering": _seconds(own, Measure.IN_KIND, ContributionKind.VOLUNTEERING),
    }


def _seconds(lines: Iterable[Line], measure: Measure, detail: str | None = None) -> int:
    some = (it for it in lines if it.measure is measure and detail in {None, it.detail})
    return sum(line.seconds for line in some)


def _places(edition: Edition, record: Accompaniment) -> list[str]:
    """Where the initiatives of an accompaniment are, as far as it may be said."""
    found: dict[str, None] = {}
    for name in record.initiatives:
        territory = (edition.record(Initiative.kind, name) or {}).get("territory")
        if isinstance(territory, dict):
            department = department_name(str(territory.get("department") or ""))
            region = regions().get(str(territory.get("region") or ""), "")
            found[str(territory.get("name") or department or region)] = None
    return [name for name in found if name]


def _given(edition: Edition, lines: Iterable[Line]) -> list[ViewData]:
    """Contributions in kind to the action, by kind: valued, then described and why."""
    reasons = {it.line.record: it.reason for it in edition.figures.described}
    found: dict[tuple[str, Reason | None], list[Line]] = {}
    for line in lines:
        if line.measure is Measure.IN_KIND:
            found.setdefault((line.detail, reasons.get(line.record)), []).append(line)
    order = sorted(found, key=lambda it: (it[1] or "", it[0]))
    return [_given_row(edition, kind, reason, found[kind, reason]) for kind, reason in order]


def _given_row(
    edition: Edition, kind: str, reason: Reason | None, lines: Sequence[Line]
) -> ViewData:
    words = catalogue(edition.viewer.language)
    return {
        "kind": kind,
        "label": edition.label("ContributionKind", kind),
        "accounts": [] if reason else list(accounts_of(kind, edition.register.settings)),
        "why": reason_label(reason, words) if reason else "",
        "seconds": sum(line.seconds for line in lines),
        "amount": None if reason else total(line.amount for line in lines),
    }


def grant_data(edition: Edition) -> dict[str, JsonValue]:
    """The account of a grant for machines."""
    account = edition.figures.grant(edition.subject)
    entry = edition.register.get(Funding, edition.subject)
    if account is None or entry is None:
        return {}
    funding = funding_years(entry, edition.figures.books.calendar)
    return {
        "year": edition.figures.year,
        "funding": edition.code(Funding.kind, edition.subject),
        "balanced": account.balanced,
        "years": {str(it): plain.money(line.amount) for it, line in sorted(funding.years.items())},
        "rows": [
            {
                "account": row.line.account,
                "side": str(row.line.side),
                "label": row.line.label,
                "reason": row.line.reason,
                **budget.amounts_data(row.amounts),
            }
            for row in account.rows
        ],
        "totals": {
            str(side): {
                "monetary": budget.amounts_data(it.monetary),
                "full": budget.amounts_data(it.full),
                **_apart(account, side),
            }
            for side, it in account.totals.items()
        },
        "asked": indicators.own_fields_data(_asked(edition, funding)),
        "in_kind": [_given_data(it) for it in _given(edition, _own(edition, funding))],
    }


def _apart(account: GrantAccount, side: Side) -> dict[str, JsonValue]:
    """What is in a total and in no row: records without a row of their account, and overheads."""
    overheads = account.indirect if side is Side.COST else ()
    return {
        "unplaced": plain.money(total(line.amount for line in account.unplaced[side])),
        "overheads": plain.money(total(line.amount for line in overheads)),
    }


def _given_data(row: ViewData) -> dict[str, JsonValue]:
    """A contribution in kind as plain data for machines."""
    amount = row["amount"]
    return {
        "kind": str(row["kind"]),
        "seconds": row["seconds"] if isinstance(row["seconds"], int) else 0,
        "amount": plain.money(amount) if isinstance(amount, Decimal) else None,
    }
