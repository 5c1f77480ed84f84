"""Balances: what some lines cost together, and what covered that."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple, TypeVar

from mes_cli.figures.line import Line, Measure
from mes_cli.figures.rounding import euros, ratio, total
from mes_cli.figures.sums import Sums

N = TypeVar("N", int, Decimal)


class Hours(NamedTuple):
    """Time, in seconds; kinds of contribution without any are left out."""

    staff: int
    #: By kind of contribution, valued or not.
    in_kind: Mapping[str, int]


class Cost(NamedTuple):
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


class Resources(NamedTuple):
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


class Balance(NamedTuple):
    """What lines cost, what covered it, and how far; ratios over a zero are None."""

    hours: Hours
    cost: Cost
    resources: Resources
    #: Works out the lines.
    find: Callable[[], tuple[Line, ...]]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that it adds up, worked out for whoever wants to see them."""
        return self.find()

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


def together(balances: Iterable[Balance]) -> Balance:
    """Add balances up."""
    parts = tuple(balances)
    if len(parts) == 1:
        return parts[0]
    return Balance(
        Hours(sum(it.hours.staff for it in parts), _added(it.hours.in_kind for it in parts)),
        Cost(*(total(amounts) for amounts in zip(*(it.cost for it in parts), strict=True))),
        Resources(
            _added(it.resources.money for it in parts),
            total(it.resources.in_kind for it in parts),
            total(it.resources.pending for it in parts),
        ),
        lambda: tuple(line for it in parts for line in it.lines),
    )


def _added(columns: Iterable[Mapping[str, N]]) -> dict[str, N]:
    found: dict[str, N] = {}
    for column in columns:
        for name, number in column.items():
            found[name] = found[name] + number if name in found else number
    return dict(sorted(found.items()))


def balance(sums: Sums, find: Callable[[], tuple[Line, ...]]) -> Balance:
    """Make a balance of sums; *find* works out the lines behind them."""

    def amount(measure: Measure) -> Decimal:
        return euros(sums.get((measure, "", False), 0))

    money: dict[str, Decimal] = {}
    seconds: dict[str, int] = {}
    for (measure, detail, timed), units in sorted(sums.items()):
        if timed and measure is Measure.IN_KIND:
            seconds[detail] = units
        elif measure is Measure.MONEY:
            money[detail] = euros(units)
    given = amount(Measure.IN_KIND)
    return Balance(
        Hours(sums.get((Measure.STAFF, "", True), 0), seconds),
        Cost(amount(Measure.STAFF), amount(Measure.EXPENSES), amount(Measure.OVERHEADS), given),
        Resources(money, given, amount(Measure.PENDING)),
        find,
    )
