"""Balances: what some lines cost together, and what covered that."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mes_cli.figures.line import Line, Measure
from mes_cli.figures.rounding import ZERO, ratio, total


@dataclass(frozen=True, slots=True)
class Hours:
    """Time, in seconds; kinds of contribution without any are left out."""

    staff: int
    #: By kind of contribution, valued or not.
    in_kind: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Cost:
    """Euros spent, and the value of what was given."""

    staff: Decimal
    expenses: Decimal
    overheads: Decimal
    in_kind: Decimal

    @property
    def monetary(self) -> Decimal:
        """What was paid."""
        return self.staff + self.expenses + self.overheads

    @property
    def full(self) -> Decimal:
        """What was paid, and what was given."""
        return self.monetary + self.in_kind


@dataclass(frozen=True, slots=True)
class Resources:
    """Euros received or won, and the value of what was given."""

    #: By nature of the funding; natures without any are left out.
    money: Mapping[str, Decimal]
    in_kind: Decimal
    #: Asked for and not answered; no part of the others.
    pending: Decimal

    @property
    def monetary(self) -> Decimal:
        """All money."""
        return total(self.money.values())

    @property
    def full(self) -> Decimal:
        """All money, and what was given."""
        return self.monetary + self.in_kind


@dataclass(frozen=True, slots=True)
class Balance:
    """What lines cost, what covered it, and how far; ratios over a zero are None."""

    lines: tuple[Line, ...]
    hours: Hours
    cost: Cost
    resources: Resources

    @property
    def monetary_coverage(self) -> Decimal | None:
        """Money / monetary cost."""
        return ratio(self.resources.monetary, self.cost.monetary)

    @property
    def full_coverage(self) -> Decimal | None:
        """Money and what was given / full cost."""
        return ratio(self.resources.full, self.cost.full)

    @property
    def in_kind_share(self) -> Decimal | None:
        """What was given / full cost."""
        return ratio(self.cost.in_kind, self.cost.full)

    @property
    def remainder(self) -> Decimal:
        """The monetary cost that no money covers; negative: a surplus."""
        return self.cost.monetary - self.resources.monetary

    def of(self, *measures: Measure) -> tuple[Line, ...]:
        """The lines behind some of its amounts."""
        return tuple(line for line in self.lines if line.measure in measures)


def balance(lines: Iterable[Line]) -> Balance:
    """Add lines up."""
    lines = tuple(lines)
    euros: dict[Measure, Decimal] = defaultdict(lambda: ZERO)
    money: dict[str, Decimal] = defaultdict(lambda: ZERO)
    seconds: dict[str, int] = defaultdict(int)
    staff = 0
    for line in lines:
        euros[line.measure] += line.amount
        match line.measure:
            case Measure.STAFF:
                staff += line.seconds
            case Measure.IN_KIND if line.seconds:
                seconds[line.detail] += line.seconds
            case Measure.MONEY if line.amount:
                money[line.detail] += line.amount
            case _:
                pass
    given = euros[Measure.IN_KIND]
    return Balance(
        lines,
        Hours(staff, dict(sorted(seconds.items()))),
        Cost(euros[Measure.STAFF], euros[Measure.EXPENSES], euros[Measure.OVERHEADS], given),
        Resources(dict(sorted(money.items())), given, euros[Measure.PENDING]),
    )
