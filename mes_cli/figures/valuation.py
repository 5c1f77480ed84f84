"""What a contribution is worth in euros, or why it is described and not valued."""

import datetime as dt
from decimal import Decimal

from mes_cli.figures.line import Counted, Described, Reason, Stated, Worked
from mes_cli.figures.rounding import ZERO, cents, worked
from mes_cli.figures.rules import Rules, minimum_wage
from mes_cli.model.contribution import Contribution, ContributionKind, Level
from mes_cli.model.settings import GovernanceTime, Method, Valuation

#: How a contribution got its value, or why it has none.
Worth = Stated | Worked | Counted | Described

_NO_RULE = Valuation(since=dt.date.min)


def worth(contribution: Contribution, day: dt.date, rules: Rules) -> Worth:
    """Value a contribution by the rules of a day, the first of its period.

    Its own value comes first, then its unit value, under every method; then, for the kinds
    that the register values, hours × rate. External effects never have a value.
    """
    if contribution.nature is ContributionKind.EXTERNAL_EFFECT:
        return Described(Reason.EXTERNAL_EFFECT)
    return (
        _own_value(contribution) or _unit_value(contribution) or _by_rule(contribution, day, rules)
    )


def amount(value: Worth) -> Decimal:
    """The euros of a contribution, rounded once."""
    match value:
        case Worked():
            return worked(value.seconds, value.rate)
        case Described():
            return ZERO
        case Stated():
            return cents(value.amount)
        case Counted():
            return cents(value.quantity * value.value)


def _own_value(contribution: Contribution) -> Worth | None:
    """The value that the record declares; a reason for none outweighs an amount, that a rate."""
    value = contribution.value
    if value is None:
        return None
    if value.none is not None:
        return Described(Reason.DECLARED, value.none)
    if value.amount is not None:
        return Stated(value.amount)
    if value.rate is None:
        return None
    if contribution.hours is None:
        return Described(Reason.NO_HOURS)
    return Worked(contribution.hours, value.rate)


def _unit_value(contribution: Contribution) -> Counted | None:
    if contribution.unit_value is None or contribution.quantity is None:
        return None
    return Counted(contribution.quantity, contribution.unit, contribution.unit_value)


def _by_rule(contribution: Contribution, day: dt.date, rules: Rules) -> Worth:
    """Hours × the rate of the day."""
    rate = _rate(contribution, day, rules)
    return rate if isinstance(rate, Described) else Worked(contribution.hours or 0, rate)


def _rate(contribution: Contribution, day: dt.date, rules: Rules) -> Decimal | Described:
    """Euros an hour, rounded to the cent before it multiplies; or why there are none.

    Before the first dated rule of a register that has some, a kind that is valued for want of
    a word otherwise counts 0 for want of a rule; a register without any values nothing.
    """
    rule = rules.valuations.on(day)
    declared = rule or _NO_RULE
    if contribution.nature not in declared.valued_kinds:
        return Described(Reason.KIND_NOT_VALUED)
    if contribution.governance and declared.governance_time is GovernanceTime.EXCLUDED:
        return Described(Reason.GOVERNANCE_TIME)
    if rule is None and rules.valuations.rules:
        return Described(Reason.NO_RATE)
    if declared.method is Method.NONE:
        return Described(Reason.METHOD_NONE)
    if contribution.hours is None:
        return Described(Reason.NO_HOURS)
    if declared.method is Method.TASK_RATES:
        return _task_rate(contribution.task, declared)
    rate = hourly_rate(declared, day, contribution.level or Level.EXECUTION)
    return Described(Reason.NO_RATE) if rate is None else rate


def hourly_rate(rule: Valuation, day: dt.date, level: Level) -> Decimal | None:
    """Euros an hour that a rule gives to a level on a day, rounded to the cent.

    Rates by task and the method that values nothing have no rate by level.
    """
    if rule.method not in {Method.FLAT_RATE, Method.MINIMUM_WAGE}:
        return None
    flat = rule.method is Method.FLAT_RATE
    rate = rule.rate if flat else _loaded_minimum_wage(level, day, rule)
    return None if rate is None else cents(rate)


def _task_rate(task: str | None, rule: Valuation) -> Decimal | Described:
    if task is None:
        return Described(Reason.TASK_ABSENT)
    rate = rule.task_rates.get(task)
    return Described(Reason.TASK_UNKNOWN) if rate is None else cents(rate)


def _loaded_minimum_wage(level: Level, day: dt.date, rule: Valuation) -> Decimal | None:
    """The minimum wage of the day × (1 + employer charges) × the coefficient of the level."""
    wage = minimum_wage(day)
    weights = rule.coefficients
    coefficient = {
        Level.EXECUTION: weights.execution,
        Level.COORDINATION: weights.coordination,
        Level.EXPERTISE: weights.expertise,
    }[level]
    return None if wage is None else wage * (1 + rule.employer_charges) * coefficient
