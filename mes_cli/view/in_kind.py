"""Contributions in kind at the foot of the accounts, and the rules that a year is worked out by."""

from decimal import Decimal

from mes_cli.figures.in_kind import CREDIT, DEBIT, method_changes, own_values
from mes_cli.figures.rounding import ZERO
from mes_cli.figures.rules import MINIMUM_WAGES, minimum_wage, timeline
from mes_cli.figures.rules import rules as dated
from mes_cli.language.catalogue import Catalogue, catalogue
from mes_cli.language.formats import formats
from mes_cli.model.audience import FUNDER
from mes_cli.model.settings import Method, Overhead, Valuation
from mes_cli.view.coverage import described_facts
from mes_cli.view.edition import Edition
from mes_cli.view.making import trail
from mes_cli.view.records import ViewData


def in_kind(edition: Edition) -> ViewData:
    """The table of both years, the method, and what is described only."""
    table = edition.figures.in_kind
    past = edition.before.in_kind if edition.before else None
    return {
        "credit": _side(edition, CREDIT),
        "debit": _side(edition, DEBIT),
        "total": table.total,
        "total_before": past.total if past else None,
        "method": method(edition),
        "own": _own(edition),
        "described": described_facts(edition),
        "trail": trail(edition, len(table.lines), table.lines),
        "empty": not table.total and not (past and past.total),
    }


def _side(edition: Edition, accounts: tuple[str, ...]) -> list[ViewData]:
    now = edition.figures.in_kind.accounts
    past = edition.before.in_kind.accounts if edition.before else {}
    rows = ((name, now[name], past.get(name, ZERO)) for name in accounts)
    # A line that is nothing in both years is not printed (règlement ANC 2018-06, art. 410-2).
    return [
        {
            "key": name,
            "account": name,
            "amount": amount,
            "before": before,
        }
        for name, amount, before in rows
        if amount or before
    ]


def account_label(account: str, catalogue: Catalogue) -> str:
    """An account by its number of today and its name."""
    _ = catalogue.text
    names = {
        "860": _("Aid in kind"),
        "861": _("Goods lent free of charge"),
        "862": _("Services"),
        "864": _("Voluntary staff"),
        "870": _("Gifts in kind"),
        "871": _("Services in kind"),
        "875": _("Volunteering"),
    }
    return f"{account} {names[account]}"


def _own(edition: Edition) -> list[ViewData]:
    """What has a value of its own under every method; where it comes from is for funders."""
    return [
        {
            "label": edition.label("ContributionKind", it.kind),
            "amount": it.amount,
            "bases": [edition.viewer.hide_names(basis) for basis in it.bases]
            if edition.sees(FUNDER)
            else [],
        }
        for it in own_values(edition.figures.ledger)
    ]


def method(edition: Edition) -> list[ViewData]:
    """The rules of valuation in force in the year, each with its choices."""
    period, settings = edition.figures.period, edition.register.settings
    ordered = timeline(settings.valuation)
    first = ordered.on(period.first)
    rules = [rule for rule in ordered.rules if rule == first or rule.since in period]
    changed = {change.after.since for change in method_changes(settings)}
    return [_rule(edition, rule, changed=rule.since in changed) for rule in rules]


def _rule(edition: Edition, rule: Valuation, *, changed: bool) -> ViewData:
    approved = rule.approved
    return {
        "since": rule.since,
        "method": rule.method.value,
        "label": edition.label("Method", rule.method),
        "rate": rule.rate,
        "tasks": [
            {"label": edition.viewer.hide_names(task), "rate": rate}
            for task, rate in sorted(rule.task_rates.items())
        ],
        "wages": _wages(edition) if rule.method is Method.MINIMUM_WAGE else [],
        "charges": rule.employer_charges,
        "coefficients": _coefficients(edition, rule),
        "kinds": [edition.label("ContributionKind", kind) for kind in rule.valued_kinds],
        "governance": rule.governance_time.value,
        "approved": {"by": approved.by, "date": approved.date} if approved else None,
        "reason": edition.viewer.hide_names(rule.reason) if rule.reason else None,
        "changed": changed and rule.since in edition.figures.period,
    }


def _coefficients(edition: Edition, rule: Valuation) -> list[ViewData]:
    """The coefficients by level, where they weigh anything."""
    names = ("execution", "coordination", "expertise")
    found = {name: getattr(rule.coefficients, name) for name in names}
    if rule.method is not Method.MINIMUM_WAGE or all(it == Decimal(1) for it in found.values()):
        return []
    return [{"label": edition.label("Level", name), "value": it} for name, it in found.items()]


def _wages(edition: Edition) -> list[ViewData]:
    """The minimum wage on the first day of the year, and each one that began in it."""
    period = edition.figures.period
    first = minimum_wage(period.first)
    rows = [{"since": period.first, "rate": first}] if first is not None else []
    later = (wage for wage in MINIMUM_WAGES if wage.since in period and wage.since != period.first)
    return [*rows, *({"since": wage.since, "rate": wage.rate} for wage in later)]


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
