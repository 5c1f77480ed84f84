"""Rules in time: the entry with the latest first day that is not after the date wins."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from mes_cli.figures.minimum_wage import MINIMUM_WAGES
from mes_cli.model.settings import HourlyCost, Overhead, Settings, Valuation


class Dated(Protocol):
    """What holds from a day on."""

    @property
    def since(self) -> dt.date:
        """The first day on which it holds."""
        ...


D = TypeVar("D", bound=Dated)


class Timeline(NamedTuple, Generic[D]):
    """Dated rules in order; of two with one first day the one written last holds."""

    days: tuple[dt.date, ...]
    rules: tuple[D, ...]

    def on(self, day: dt.date) -> D | None:
        """The rule that holds on a day, if one does."""
        found = bisect_right(self.days, day)
        return self.rules[found - 1] if found else None


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
    #: Rates of contributions that were looked up before: many have the same day and task.
    rates: dict[tuple[object, ...], Any] = field(default_factory=dict, compare=False, repr=False)

    def hourly_cost(self, role: str | None, day: dt.date) -> Decimal | None:
        """Euros an hour; a role without a rate of its own takes the one without role."""
        for name in (role, None):
            found = self.hourly_costs[name].on(day) if name in self.hourly_costs else None
            if found:
                return found.rate
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


_MINIMUM_WAGES = timeline(MINIMUM_WAGES)


def minimum_wage(day: dt.date) -> Decimal | None:
    """The legal minimum wage on a day, gross euros an hour; none before the table begins.

    >>> minimum_wage(dt.date(2024, 10, 31)), minimum_wage(dt.date(2024, 11, 1))
    (Decimal('11.65'), Decimal('11.88'))
    """
    found = _MINIMUM_WAGES.on(day)
    return found.rate if found else None
