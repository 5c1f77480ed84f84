"""The views of the annual report and of the coverage report."""

from mes_cli.figures.groups import By
from mes_cli.figures.plain import Plain as Data
from mes_cli.figures.plain import counts, entry, policies
from mes_cli.model.audience import FUNDER, MEMBERS
from mes_cli.table import MINUTE, round_together
from mes_cli.view import coverage, in_kind, indicators, money, people, stories
from mes_cli.view.records import Plain
from mes_cli.view.sight import Sight
from mes_cli.view.trails import trails


def annual_facts(sight: Sight) -> Plain:
    """All that the annual report tells."""
    return {
        "words": stories.words_of_the_year(sight),
        "network": stories.structure(sight),
        "counts": people.counts(sight.figures),
        "counts_before": people.counts(sight.before) if sight.before else None,
        "breakdowns": people.breakdowns(sight),
        "entry": people.entry_facts(sight),
        "variety": people.variety(sight),
        "evidence": stories.evidence(sight),
        "tailored": stories.made_to_measure(sight),
        "cooperation": stories.cooperation(sight),
        "advocacy": stories.advocacy(sight),
        "months": _months(sight),
        "trajectories": people.trajectories(sight),
        "indicators": indicators.indicators(sight),
        **coverage_facts(sight),
    }


def coverage_facts(sight: Sight) -> Plain:
    """What the year cost, and who and what covered it."""
    tables = (By.ACCOMPANIMENT, By.POLICY) if sight.sees(FUNDER) else ()
    return {
        "coverage": coverage.coverage_facts(sight, sight.figures),
        "coverage_before": coverage.coverage_facts(sight, sight.before) if sight.before else None,
        "money": money.money(sight),
        "in_kind": in_kind.in_kind(sight),
        "trails": trails(sight),
        "tables": {by.value: coverage.table(sight, by) for by in (*tables, By.THEME, By.TERRITORY)},
        "rules": rules(sight),
    }


def annual_data(sight: Sight) -> dict[str, Data]:
    """The figures of the annual report for machines."""
    passages = sight.figures.passages if sight.sees(MEMBERS) else ()
    return {
        "counts": counts(sight.figures.counts),
        "entry": entry(sight.figures.entries),
        "trajectory": [
            {"from": row.origin, "to": row.reached, "count": row.count} for row in passages
        ],
        "policies": policies(sight.figures.diversification),
        "exchanges": stories.exchanges_data(sight),
        "coverage": coverage.coverage_data(sight),
        "evidence": stories.evidence_data(sight),
        "advocacy": stories.advocacy_data(sight),
    }


def _months(sight: Sight) -> list[Plain]:
    """The hours of each month: staff, volunteering, and all other kinds together."""
    found = sight.figures.months
    columns = {
        "staff": [month.staff for month in found],
        "volunteering": [month.in_kind.get("volunteering", 0) for month in found],
        "other": [
            sum(seconds for kind, seconds in month.in_kind.items() if kind != "volunteering")
            for month in found
        ],
    }
    rounded = {name: round_together(column, MINUTE) for name, column in columns.items()}
    return [
        {"first": month.first, **{name: column[place] for name, column in rounded.items()}}
        for place, month in enumerate(found)
    ]


def rules(sight: Sight) -> Plain:
    """The rules that the year was worked out by; rates of staff are for funders."""
    settings, last = sight.register.settings, sight.figures.period.last
    costs = [c for c in settings.hourly_costs if c.since <= last] if sight.sees(FUNDER) else []
    return {
        "spread_key": sight.label("SpreadKey", settings.spread_key),
        "minimum_group": sight.minimum,
        "overheads": [
            {"since": it.since, "share": it.share, "base": sight.label("OverheadBase", it.base)}
            for it in settings.overheads
            if it.since <= last
        ],
        "hourly_costs": [{"since": c.since, "rate": c.rate, "role": c.role} for c in costs],
    }
