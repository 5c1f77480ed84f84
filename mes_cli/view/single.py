"""The views of reports about one thing: an initiative, a grant, exchanges, advocacy, the norm."""

from mes_cli.figures import plain
from mes_cli.figures.groups import By
from mes_cli.figures.norm import NormUse
from mes_cli.figures.plain import Plain as Data
from mes_cli.model import Accompaniment, Evidence, Initiative
from mes_cli.model.audience import FUNDER, MEMBERS
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
        for number, entry in enumerate(sight.viewer.ordered(sight.register.of(Evidence)), 1)
        if name in entry.record.initiatives and sight.viewer.may_see(entry.record)
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
