"""The views of the annual report and of the coverage report."""

from mes_cli.figures.groups import By
from mes_cli.figures.plain import JsonValue, counts, entry, policies
from mes_cli.figures.rules import rules as dated
from mes_cli.language.catalogue import catalogue
from mes_cli.language.formats import formats
from mes_cli.model.audience import FUNDER
from mes_cli.model.settings import Overhead
from mes_cli.view import coverage, hours, in_kind, indicators, money, people, stories, strips
from mes_cli.view.cooperation import cooperation, effects, exchanges_data, militant
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
        "strips": strips.strips(edition),
        "tailored": stories.made_to_measure(edition),
        "evidence": stories.evidence(edition),
        "effects": effects(edition),
        "militant": militant(edition),
        "cooperation": cooperation(edition),
        "standings": people.standings(edition),
        "advocacy": stories.advocacy(edition),
        "hours": hours.hours(edition),
        "governance": edition.figures.statutory,
        "months": hours.months(edition),
        "refused": money.refused(edition),
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
        "money": money.money(edition),
        "in_kind": in_kind.in_kind(edition),
        "trails": trails(edition),
        "tables": {
            by.value: coverage.table(edition, by) for by in (*tables, By.THEME, By.TERRITORY)
        },
        "rules": rules(edition),
    }
    return facts if edition.sees(FUNDER) else whole_euros(facts)


def annual_data(edition: Edition) -> dict[str, JsonValue]:
    """The figures of the annual report for machines."""
    figures = edition.figures
    return {
        "counts": counts(figures.counts),
        "entry": entry(figures.entries),
        "trajectory": [
            {"from": row.origin, "to": row.reached, "count": row.count} for row in figures.passages
        ],
        "standings": {str(status): number for status, number in figures.standings.items()},
        "policies": policies(figures.diversification),
        "exchanges": exchanges_data(edition),
        "coverage": coverage.coverage_data(edition),
        "evidence": stories.evidence_data(edition),
        "advocacy": stories.advocacy_data(edition),
        "own_fields": indicators.own_fields_data(indicators.own_fields(edition)),
    }


def rules(edition: Edition) -> ViewData:
    """The rules that the year was worked out by; rates of staff are for funders."""
    settings, period = edition.register.settings, edition.figures.period
    last = period.last
    overheads = dated(settings).overheads.within(period.first, last)
    costs = [c for c in settings.hourly_costs if c.since <= last] if edition.sees(FUNDER) else []
    return {
        "spread_key": edition.label("SpreadKey", settings.spread_key),
        "minimum_group": edition.minimum,
        "overheads": [
            {"since": it.since, "share": it.share, "base": _base(edition, it, len(overheads))}
            for it in overheads
        ],
        "hourly_costs": [{"since": c.since, "rate": c.rate, "role": c.role} for c in costs],
    }


def _base(edition: Edition, rule: Overhead, number: int) -> str:
    """What overheads are a share of; and since when, where the year has several rules."""
    base = edition.label("OverheadBase", rule.base)
    if number == 1:
        return base
    words, day = catalogue(edition.viewer.language), formats(edition.viewer.language)
    return words.text("%(base)s, from %(day)s") % {"base": base, "day": day.date(rule.since)}
