"""Rules in time: the entry with the latest first day that is not after the date wins."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, NamedTuple, Protocol, TypeVar

from mes_cli.model.settings import HourlyCost, Overhead, Settings, Valuation


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
