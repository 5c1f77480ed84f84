"""What each report tells, for templates and for machines.

The essentials, and the account of a grant, have modules of their own.
"""

from mes_cli.figures import plain
from mes_cli.figures.groups import By
from mes_cli.figures.hours import NormUse
from mes_cli.figures.plain import JsonValue
from mes_cli.model import Accompaniment, Evidence, Initiative
from mes_cli.model.audience import FUNDER, MEMBERS
from mes_cli.view import cooperation, coverage, in_kind, indicators, people, resources, stories
from mes_cli.view.disclosure import told_rows
from mes_cli.view.edition import Edition
from mes_cli.view.essential import essential
from mes_cli.view.headlines import headlines
from mes_cli.view.making import trails
from mes_cli.view.records import ViewData
from mes_cli.view.whole_euros import whole_euros


def annual_facts(edition: Edition) -> ViewData:
    """All that the annual report tells."""
    return {
        "essential": essential(edition),
        "words": stories.words_of_the_year(edition),
        "network": stories.structure(edition),
        "counts": people.counts(edition.figures),
        "counts_before": people.counts(edition.before) if edition.before else None,
        "breakdowns": people.breakdowns(edition),
        "entry": people.entry_facts(edition),
        "initiatives": stories.initiatives_met(edition),
        "jobs": people.jobs(edition),
        "strips": people.strips(edition),
        "tailored": stories.made_to_measure(edition),
        "evidence": stories.evidence(edition),
        "effects": cooperation.effects(edition),
        "militant": cooperation.militant(edition),
        "cooperation": cooperation.cooperation(edition),
        "standings": people.standings(edition),
        "advocacy": stories.advocacy(edition),
        "hours": resources.hours(edition),
        "governance": edition.figures.statutory,
        "months": resources.months(edition),
        "refused": resources.refused(edition),
        "indicators": indicators.indicators(edition),
        "own_fields": indicators.own_fields(edition),
        **coverage_facts(edition),
    }


def coverage_facts(edition: Edition) -> ViewData:
    """What the year cost, and who and what covered it."""
    tables = (By.ACCOMPANIMENT, By.POLICY) if edition.sees(FUNDER) else ()
    facts: ViewData = {
        "headlines": headlines(edition),
        "coverage": coverage.coverage_facts(edition, edition.figures),
        "coverage_before": coverage.coverage_facts(edition, edition.before)
        if edition.before
        else None,
        "money": resources.money(edition),
        "in_kind": in_kind.in_kind(edition),
        "trails": trails(edition),
        "tables": {
            by.value: coverage.table(edition, by) for by in (*tables, By.THEME, By.TERRITORY)
        },
        "rules": in_kind.rules(edition),
    }
    return facts if edition.sees(FUNDER) else whole_euros(facts)


def annual_data(edition: Edition) -> dict[str, JsonValue]:
    """The figures of the annual report for machines."""
    figures = edition.figures
    return {
        "counts": plain.counts(figures.counts),
        "entry": plain.entry(figures.entries),
        "trajectory": [
            {"from": row.origin, "to": row.reached, "count": row.count} for row in figures.passages
        ],
        "standings": {str(status): number for status, number in figures.standings.items()},
        "policies": plain.policies(figures.diversification),
        "exchanges": cooperation.exchanges_data(edition),
        "coverage": coverage.coverage_data(edition),
        "evidence": stories.evidence_data(edition),
        "advocacy": stories.advocacy_data(edition),
        "own_fields": indicators.own_fields_data(indicators.own_fields(edition)),
    }


def in_kind_facts(edition: Edition) -> ViewData:
    """The annex to the accounts: the table, the method, what is described."""
    return {"in_kind": in_kind.in_kind(edition), "rules": in_kind.rules(edition)}


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


#: What is beyond a norm: seconds, but for the number of sessions; and what that cost, in euros.
_OVERRUN = ("overrun", "overrun_in_year", "overrun_before", "sessions_overrun")
_COSTS = ("cost", "cost_in_year", "cost_before")


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
        **{name: getattr(use, name) for name in (*_OVERRUN, *_COSTS)},
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
                **{name: getattr(use, name) for name in _OVERRUN},
                **{name: plain.money(getattr(use, name)) for name in _COSTS},
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
