"""The views of reports about one thing: an initiative, a grant, exchanges, advocacy, the norm."""

from collections.abc import Iterable
from decimal import Decimal

from mes_cli.figures import plain
from mes_cli.figures.counts import courses
from mes_cli.figures.grant import Amounts, BudgetRow, GrantAccount
from mes_cli.figures.groups import By
from mes_cli.figures.line import Line, ShareOf
from mes_cli.figures.norm import NormUse
from mes_cli.figures.plain import Plain as Data
from mes_cli.figures.rounding import ZERO, total
from mes_cli.model import Accompaniment, Evidence, Funding, Initiative
from mes_cli.model.audience import FUNDER, MEMBERS
from mes_cli.model.funding import Side
from mes_cli.view import cooperation, coverage, in_kind, stories
from mes_cli.view.annual import rules
from mes_cli.view.disclosure import told_rows
from mes_cli.view.records import Plain
from mes_cli.view.sight import Sight


def in_kind_facts(sight: Sight) -> Plain:
    """The annex to the accounts: the table, the method, what is described."""
    return {"in_kind": in_kind.in_kind(sight), "rules": rules(sight)}


def in_kind_data(sight: Sight) -> dict[str, Data]:
    """The same for machines."""
    data = coverage.coverage_data(sight)
    return {name: data[name] for name in ("year", "period", "accounts", "described")}


def exchange_facts(sight: Sight) -> Plain:
    """Skills given and received."""
    return {"cooperation": cooperation.cooperation(sight)}


def exchange_data(sight: Sight) -> dict[str, Data]:
    """The same for machines."""
    return {"year": sight.figures.year, "exchanges": cooperation.exchanges_data(sight)}


def advocacy_facts(sight: Sight) -> Plain:
    """The calls on those who write the rules."""
    return {"advocacy": stories.advocacy(sight)}


def advocacy_data(sight: Sight) -> dict[str, Data]:
    """The same for machines."""
    return {"year": sight.figures.year, "advocacy": stories.advocacy_data(sight)}


def norm_facts(sight: Sight) -> Plain:
    """The accompaniments beside their norm; for the keeper."""
    uses = sight.figures.norm_uses
    rows = [_use(sight, use) for use in uses]
    coverage.to_minutes(rows, "overrun_in_year", "overrun_before")
    in_year, before = (
        [seconds for row in rows if isinstance(seconds := row[name], int)]
        for name in ("overrun_in_year", "overrun_before")
    )
    for row, *both in zip(rows, in_year, before, strict=True):
        row["overrun"] = sum(both)
    return {
        "uses": rows,
        "overrun": sum(in_year) + sum(before),
        "overrun_in_year": sum(in_year),
        "overrun_before": sum(before),
        "cost": sum(use.cost for use in uses),
        "cost_in_year": sum(use.cost_in_year for use in uses),
        "cost_before": sum(use.cost_before for use in uses),
        "beyond": sum(bool(use.overrun or use.sessions_overrun) for use in uses),
    }


def _use(sight: Sight, use: NormUse) -> Plain:
    return {
        "label": sight.name(Accompaniment.kind, use.accompaniment),
        "norm_hours": use.norm.hours,
        "norm_sessions": use.norm.sessions,
        "seconds": use.seconds,
        "sessions": len(use.sessions),
        "overrun": use.overrun,
        "overrun_in_year": use.overrun_in_year,
        "overrun_before": use.overrun_before,
        "sessions_overrun": use.sessions_overrun,
        "cost": use.cost,
        "cost_in_year": use.cost_in_year,
        "cost_before": use.cost_before,
        "reason": use.reason,
        "source": sight.source(use.at),
    }


def norm_data(sight: Sight) -> dict[str, Data]:
    """The same for machines."""
    return {
        "year": sight.figures.year,
        "accompaniments": [
            {
                "id": use.accompaniment,
                "norm_hours": use.norm.hours,
                "norm_sessions": use.norm.sessions,
                "hours": use.seconds,
                "sessions": len(use.sessions),
                "overrun": use.overrun,
                "overrun_in_year": use.overrun_in_year,
                "overrun_before": use.overrun_before,
                "sessions_overrun": use.sessions_overrun,
                "cost": plain.money(use.cost),
                "cost_in_year": plain.money(use.cost_in_year),
                "cost_before": plain.money(use.cost_before),
                "reason": use.reason,
            }
            for use in sight.figures.norm_uses
        ],
    }


def initiative_facts(sight: Sight) -> Plain:
    """A portrait: who they are, what was done together, what they say of it."""
    name = sight.subject
    record = sight.record(Initiative.kind, name) or {}
    own = stories.accompaniments_of(sight, name)
    about = [
        stories.piece(sight, number, entry)
        for number, entry in enumerate(sight.eyes.ordered(sight.register.of(Evidence)), 1)
        if name in entry.record.initiatives and sight.eyes.may_see(entry.record)
    ]
    rows = {row.id: row for row in told_rows(sight, By.INITIATIVE)} if sight.sees(FUNDER) else {}
    return {
        "it": record,
        "stage": sight.label("Stage", str(record.get("stage", ""))),
        "stages": _stages(sight, record),
        "themes": _labels(sight, "Theme", record.get("themes")),
        "accompaniments": [sight.plain(entry) for entry in own],
        "evidence": about,
        "exchanges": cooperation.skills(sight, of=name),
        "row": coverage.table_row(sight, By.INITIATIVE, rows[name]) if name in rows else None,
        "standing": _standing(sight, name) if sight.sees(MEMBERS) else [],
    }


def _stages(sight: Sight, record: Plain) -> list[Plain]:
    """The dated stages of an initiative, in order; empty where its stage is one word."""
    steps = record.get("stages")
    return [
        {"since": step["since"], "label": sight.label("Stage", step["stage"])}
        for step in (steps if isinstance(steps, list) else [])
    ]


def _labels(sight: Sight, home: str, words: object) -> list[str]:
    return [sight.label(home, str(word)) for word in words] if isinstance(words, list) else []


def _standing(sight: Sight, name: str) -> list[Plain]:
    entry = sight.register.get(Initiative, name)
    steps = entry.record.standing if entry else ()
    return [{"since": it.since, "label": sight.label("Status", it.status)} for it in steps]


def initiative_data(sight: Sight) -> dict[str, Data]:
    """What a machine may know of an initiative: how often it was accompanied in the year."""
    own = stories.accompaniments_of(sight, sight.subject)
    return {
        "year": sight.figures.year,
        "initiative": sight.code(Initiative.kind, sight.subject),
        "label": sight.name(Initiative.kind, sight.subject).name,
        "accompaniments": [sight.code(Accompaniment.kind, entry.record.id) for entry in own],
    }


def grant_facts(sight: Sight) -> Plain:
    """The financial account of a grant, with what was done with it."""
    account = sight.figures.grant(sight.subject)
    record = sight.record(Funding.kind, sight.subject) or {}
    return {
        "it": record,
        "nature": sight.label("FundingNature", str(record.get("nature", ""))),
        "sides": [_side(account, side) for side in Side] if account else [],
        "balanced": account.balanced if account else True,
        "award": _award(account),
        "accompaniments": _targeted(sight),
        "in_kind": in_kind.in_kind(sight),
        "rules": rules(sight),
    }


def _side(account: GrantAccount, side: Side) -> Plain:
    totals = account.totals[side]
    unplaced = account.unplaced[side]
    return {
        "side": side.value,
        "rows": [_row(row) for row in account.rows if row.line.side is side],
        "monetary": _amounts(totals.monetary),
        "full": _amounts(totals.full),
        "unplaced": sum(line.amount for line in unplaced),
        "indirect": _indirect(account.indirect) if side is Side.COST else [],
    }


def _row(row: BudgetRow) -> Plain:
    return {
        "account": row.line.account,
        "label": row.line.label,
        **_amounts(row.amounts),
        # The grant itself says where it is written.
        "source": None,
    }


def _amounts(it: Amounts) -> Plain:
    names = ("planned", "actual", "recorded", "gap", "gap_share")
    return {name: getattr(it, name) for name in names}


def _award(account: GrantAccount | None) -> Plain:
    """What the grant brings in the year, and its part of the money for what it is about."""
    return {
        "amount": account.amount if account else None,
        "share": account.share if account else None,
    }


def _indirect(lines: Iterable[Line]) -> list[Plain]:
    """Overheads by their key: a share of a base."""
    found: dict[Decimal, Decimal] = {}
    amounts: dict[Decimal, Decimal] = {}
    for line in lines:
        [key] = [step for step in line.how if isinstance(step, ShareOf)]
        found[key.share] = found.get(key.share, ZERO) + key.base
        amounts[key.share] = amounts.get(key.share, ZERO) + line.amount
    return [
        {"share": share, "base": base, "amount": amounts[share]} for share, base in found.items()
    ]


def _targeted(sight: Sight) -> list[Plain]:
    """The year's accompaniments that the grant is for."""
    name = (Funding.kind, sight.subject)
    names = {line.accompaniment for line in sight.figures.ledger.money if line.record == name}
    found = sight.eyes.ordered(courses(sight.figures.ledger))
    return [sight.plain(entry) for entry in found if entry.record.id in names]


def grant_data(sight: Sight) -> dict[str, Data]:
    """The account of a grant for machines."""
    account = sight.figures.grant(sight.subject)
    sides = account.totals if account else {}
    return {
        "year": sight.figures.year,
        "funding": sight.code(Funding.kind, sight.subject),
        "balanced": account.balanced if account else True,
        "rows": [
            {
                "account": row.line.account,
                "side": str(row.line.side),
                "label": row.line.label,
                **_amounts_data(row.amounts),
            }
            for row in (account.rows if account else ())
        ],
        "totals": {
            str(side): {
                "monetary": _amounts_data(it.monetary),
                "full": _amounts_data(it.full),
                **_apart(account, side),
            }
            for side, it in sides.items()
        },
    }


def _apart(account: GrantAccount | None, side: Side) -> dict[str, Data]:
    """What is in a total and in no row: records without a row of their account, and overheads."""
    if account is None:
        return {}
    overheads = account.indirect if side is Side.COST else ()
    return {
        "unplaced": plain.money(total(line.amount for line in account.unplaced[side])),
        "overheads": plain.money(total(line.amount for line in overheads)),
    }


def _amounts_data(it: Amounts) -> dict[str, Data]:
    return {
        "planned": plain.money(it.planned),
        "actual": None if it.actual is None else plain.money(it.actual),
        "recorded": plain.money(it.recorded),
        "gap": None if it.gap is None else plain.money(it.gap),
        "gap_share": plain.ratio(it.gap_share),
    }
