"""Rules that depend on a date: hourly costs, overheads, the value of a contribution.

The entry with the latest first day that is not after the date wins.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, NamedTuple, Protocol, TypeVar

from mes_cli.figures.line import Counted, Described, Reason, Stated, Worked
from mes_cli.figures.rounding import ZERO, cents, worked
from mes_cli.model.contribution import Contribution, ContributionKind, Level
from mes_cli.model.settings import GovernanceTime, HourlyCost, Method, Overhead, Settings, Valuation


class Dated(Protocol):
    """What holds from a day on."""

    @property
    def since(self) -> dt.date:
        """The first day on which it holds."""
        ...


D = TypeVar("D", bound=Dated)


class Timeline(NamedTuple, Generic[D]):
    """Dated rules in order of their first days, which checks see to are different."""

    days: tuple[dt.date, ...]
    rules: tuple[D, ...]

    def on(self, day: dt.date) -> D | None:
        """The rule that holds on a day, if one does."""
        place = bisect_right(self.days, day)
        return self.rules[place - 1] if place else None

    def within(self, first: dt.date, last: dt.date) -> tuple[D, ...]:
        """The rules that hold on any day from the *first* to the *last*."""
        before = bisect_right(self.days, first)
        return self.rules[max(before - 1, 0) : bisect_right(self.days, last)]


def timeline(rules: Iterable[D]) -> Timeline[D]:
    """Put dated rules in order."""
    ordered = sorted(rules, key=lambda rule: rule.since)
    return Timeline(tuple(rule.since for rule in ordered), tuple(ordered))


@dataclass(frozen=True, slots=True)
class Rules:
    """What a register declares by date."""

    hourly_costs: Mapping[str | None, Timeline[HourlyCost]]
    overheads: Timeline[Overhead]
    valuations: Timeline[Valuation]

    def hourly_cost(self, role: str | None, day: dt.date) -> Decimal | None:
        """Euros an hour; a role without a rate of its own takes the one without role."""
        for name in (role, None):
            rule = self.hourly_costs[name].on(day) if name in self.hourly_costs else None
            if rule:
                return rule.rate
        return None


def rules(settings: Settings) -> Rules:
    """The dated rules of a register."""
    by_role: dict[str | None, list[HourlyCost]] = {}
    for cost in settings.hourly_costs:
        by_role.setdefault(cost.role, []).append(cost)
    return Rules(
        {role: timeline(costs) for role, costs in by_role.items()},
        timeline(settings.overheads),
        timeline(settings.valuation),
    )


class MinimumWage(NamedTuple):
    """Euros an hour from a day on, and the text that says so."""

    since: dt.date
    rate: Decimal
    source: str


#: The French gross minimum wage (SMIC) by the hour, for mainland France and the overseas
#: departments but Mayotte. Source: OpenFisca-France, ``smic_b_horaire.yaml``, and the decrees and
#: orders named beside each rate.
MINIMUM_WAGES: tuple[MinimumWage, ...] = (
    MinimumWage(dt.date(2008, 5, 1), Decimal("8.63"), "arrêté du 25/04/2008"),
    MinimumWage(dt.date(2008, 7, 1), Decimal("8.71"), "décret 2008-617"),
    MinimumWage(dt.date(2009, 7, 1), Decimal("8.82"), "décret 2009-800"),
    MinimumWage(dt.date(2010, 1, 1), Decimal("8.86"), "décret 2009-1584"),
    MinimumWage(dt.date(2011, 1, 1), Decimal("9.00"), "décret 2010-1584"),
    MinimumWage(dt.date(2011, 12, 1), Decimal("9.19"), "arrêté du 29/11/2011"),
    MinimumWage(dt.date(2012, 1, 1), Decimal("9.22"), "décret 2011-1926"),
    MinimumWage(dt.date(2012, 7, 1), Decimal("9.40"), "décret 2012-828"),
    MinimumWage(dt.date(2013, 1, 1), Decimal("9.43"), "décret 2013-123"),
    MinimumWage(dt.date(2014, 1, 1), Decimal("9.53"), "décret 2013-1190"),
    MinimumWage(dt.date(2015, 1, 1), Decimal("9.61"), "décret 2014-1569"),
    MinimumWage(dt.date(2016, 1, 1), Decimal("9.67"), "décret 2015-1688"),
    MinimumWage(dt.date(2017, 1, 1), Decimal("9.76"), "décret 2016-1818"),
    MinimumWage(dt.date(2018, 1, 1), Decimal("9.88"), "décret 2017-1719"),
    MinimumWage(dt.date(2019, 1, 1), Decimal("10.03"), "décret 2018-1173"),
    MinimumWage(dt.date(2020, 1, 1), Decimal("10.15"), "décret 2019-1387"),
    MinimumWage(dt.date(2021, 1, 1), Decimal("10.25"), "décret 2020-1598"),
    MinimumWage(dt.date(2021, 10, 1), Decimal("10.48"), "arrêté du 27/09/2021"),
    MinimumWage(dt.date(2022, 1, 1), Decimal("10.57"), "décret 2021-1741"),
    MinimumWage(dt.date(2022, 5, 1), Decimal("10.85"), "arrêté du 19/05/2022"),
    MinimumWage(dt.date(2022, 8, 1), Decimal("11.07"), "arrêté du 29/07/2022"),
    MinimumWage(dt.date(2023, 1, 1), Decimal("11.27"), "décret 2022-1608"),
    MinimumWage(dt.date(2023, 5, 1), Decimal("11.52"), "arrêté du 26/04/2023"),
    MinimumWage(dt.date(2024, 1, 1), Decimal("11.65"), "décret du 20/12/2023"),
    MinimumWage(dt.date(2024, 11, 1), Decimal("11.88"), "décret 2024-951"),
    MinimumWage(dt.date(2026, 1, 1), Decimal("12.02"), "décret 2025-1228"),
    MinimumWage(dt.date(2026, 6, 1), Decimal("12.31"), "arrêté du 22/05/2026"),
)
_MINIMUM_WAGES = timeline(MINIMUM_WAGES)


def minimum_wage(day: dt.date) -> Decimal | None:
    """The legal minimum wage on a day, gross euros an hour; None before the table begins.

    >>> minimum_wage(dt.date(2024, 10, 31)), minimum_wage(dt.date(2024, 11, 1))
    (Decimal('11.65'), Decimal('11.88'))
    """
    found = _MINIMUM_WAGES.on(day)
    return found.rate if found else None


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
