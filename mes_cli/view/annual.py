"""The views of the annual report and of the coverage report."""

from mes_cli.figures.groups import By
from mes_cli.figures.plain import Plain as Data
from mes_cli.figures.plain import counts, entry, policies
from mes_cli.model.audience import FUNDER, MEMBERS
from mes_cli.view import coverage, hours, in_kind, indicators, money, people, stories, strips
from mes_cli.view.cooperation import cooperation, effects, exchanges_data, militant
from mes_cli.view.headlines import headlines
from mes_cli.view.records import Plain
from mes_cli.view.sight import Sight
from mes_cli.view.trails import trails
from mes_cli.view.whole_euros import whole_euros


def annual_facts(sight: Sight) -> Plain:
    """All that the annual report tells."""
    return {
        "words": stories.words_of_the_year(sight),
        "network": stories.structure(sight),
        "counts": people.counts(sight.figures),
        "counts_before": people.counts(sight.before) if sight.before else None,
        "breakdowns": people.breakdowns(sight),
        "entry": people.entry_facts(sight),
        "initiatives": stories.initiatives_met(sight),
        "jobs": people.jobs(sight),
        "strips": strips.strips(sight),
        "tailored": stories.made_to_measure(sight),
        "evidence": stories.evidence(sight),
        "effects": effects(sight),
        "militant": militant(sight),
        "cooperation": cooperation(sight),
        "standings": people.standings(sight),
        "advocacy": stories.advocacy(sight),
        "hours": hours.hours(sight),
        "governance": sight.figures.statutory,
        "months": hours.months(sight),
        "refused": money.refused(sight),
        "indicators": indicators.indicators(sight),
        **coverage_facts(sight),
    }


def coverage_facts(sight: Sight) -> Plain:
    """What the year cost, and who and what covered it."""
    tables = (By.ACCOMPANIMENT, By.POLICY) if sight.sees(FUNDER) else ()
    facts: Plain = {
        "headlines": headlines(sight),
        "coverage": coverage.coverage_facts(sight, sight.figures),
        "coverage_before": coverage.coverage_facts(sight, sight.before) if sight.before else None,
        "money": money.money(sight),
        "in_kind": in_kind.in_kind(sight),
        "trails": trails(sight),
        "tables": {by.value: coverage.table(sight, by) for by in (*tables, By.THEME, By.TERRITORY)},
        "rules": rules(sight),
    }
    return facts if sight.sees(FUNDER) else whole_euros(facts)


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
        "exchanges": exchanges_data(sight),
        "coverage": coverage.coverage_data(sight),
        "evidence": stories.evidence_data(sight),
        "advocacy": stories.advocacy_data(sight),
    }


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
