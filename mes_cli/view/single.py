"""The views of reports about one thing: an initiative, a grant, exchanges, advocacy, the norm."""

from mes_cli.figures import plain
from mes_cli.figures.groups import By
from mes_cli.figures.hours import NormUse
from mes_cli.figures.plain import JsonValue
from mes_cli.model import Accompaniment, Evidence, Initiative
from mes_cli.model.audience import FUNDER, MEMBERS
from mes_cli.view import cooperation, coverage, in_kind, stories
from mes_cli.view.annual import rules
from mes_cli.view.disclosure import told_rows
from mes_cli.view.edition import Edition
from mes_cli.view.records import ViewData


def in_kind_facts(edition: Edition) -> ViewData:
    """The annex to the accounts: the table, the method, what is described."""
    return {"in_kind": in_kind.in_kind(edition), "rules": rules(edition)}


def in_kind_data(edition: Edition) -> dict[str, JsonValue]:
    """The same for machines."""
    data = coverage.coverage_data(edition)
    return {name: data[name] for name in ("year", "period", "accounts", "described")}


def exchange_facts(edition: Edition) -> ViewData:
    """Skills given and received."""
    return {"cooperation": cooperation.cooperation(edition)}


def exchange_data(edition: Edition) -> dict[str, JsonValue]:
    """The same for machines."""
    return {"year": edition.figures.year, "exchanges": cooperation.exchanges_data(edition)}


def advocacy_facts(edition: Edition) -> ViewData:
    """The calls on those who write the rules."""
    return {"advocacy": stories.advocacy(edition)}


def advocacy_data(edition: Edition) -> dict[str, JsonValue]:
    """The same for machines."""
    return {"year": edition.figures.year, "advocacy": stories.advocacy_data(edition)}


def norm_facts(edition: Edition) -> ViewData:
    """The accompaniments beside their norm; for the keeper."""
    uses = edition.figures.norm_uses
    rows = [_use(edition, use) for use in uses]
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


def _use(edition: Edition, use: NormUse) -> ViewData:
    return {
        "label": edition.name(Accompaniment.kind, use.accompaniment),
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
        "source": edition.source(use.at),
    }


def norm_data(edition: Edition) -> dict[str, JsonValue]:
    """The same for machines."""
    return {
        "year": edition.figures.year,
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
            for use in edition.figures.norm_uses
        ],
    }


def initiative_facts(edition: Edition) -> ViewData:
    """A portrait: who they are, what was done together, what they say of it."""
    name = edition.subject
    record = edition.record(Initiative.kind, name) or {}
    own = stories.accompaniments_of(edition, name)
    about = [
        stories.piece(edition, number, entry)
        for number, entry in enumerate(edition.viewer.ordered(edition.register.of(Evidence)), 1)
        if name in entry.record.initiatives and edition.viewer.may_see(entry.record)
    ]
    rows = (
        {row.id: row for row in told_rows(edition, By.INITIATIVE)} if edition.sees(FUNDER) else {}
    )
    return {
        "it": record,
        "stage": edition.label("Stage", str(record.get("stage", ""))),
        "stages": _stages(edition, record),
        "themes": _labels(edition, "Theme", record.get("themes")),
        "accompaniments": [edition.plain(entry) for entry in own],
        "evidence": about,
        "exchanges": cooperation.skills(edition, of=name),
        "row": coverage.table_row(edition, By.INITIATIVE, rows[name]) if name in rows else None,
        "standing": _standing(edition, name) if edition.sees(MEMBERS) else [],
    }


def _stages(edition: Edition, record: ViewData) -> list[ViewData]:
    """The dated stages of an initiative, in order; empty where its stage is one word."""
    steps = record.get("stages")
    return [
        {"since": step["since"], "label": edition.label("Stage", step["stage"])}
        for step in (steps if isinstance(steps, list) else [])
    ]


def _labels(edition: Edition, home: str, words: object) -> list[str]:
    return [edition.label(home, str(word)) for word in words] if isinstance(words, list) else []


def _standing(edition: Edition, name: str) -> list[ViewData]:
    entry = edition.register.get(Initiative, name)
    steps = entry.record.standing if entry else ()
    return [{"since": it.since, "label": edition.label("Status", it.status)} for it in steps]


def initiative_data(edition: Edition) -> dict[str, JsonValue]:
    """What a machine may know of an initiative: how often it was accompanied in the year."""
    own = stories.accompaniments_of(edition, edition.subject)
    return {
        "year": edition.figures.year,
        "initiative": edition.code(Initiative.kind, edition.subject),
        "label": edition.name(Initiative.kind, edition.subject).name,
        "accompaniments": [edition.code(Accompaniment.kind, entry.record.id) for entry in own],
    }
