"""Balances: what some lines cost together, and what covered that."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple, TypeVar

from mes_cli.figures.line import Line, Measure
from mes_cli.figures.rounding import from_cents, ratio, to_cents, total

#: What is added up: a measure; the nature of money, or the kind of a contribution whose time
#: it is; and whether it is seconds, else it is cents.
Column = tuple[Measure, str, bool]
#: What some lines come to, column by column, in whole cents and seconds; columns of 0 are left out.
Cells = Mapping[Column, int]


def column(line: Line, *, timed: bool) -> Column:
    """The column that the cents of a line are added up in, or its seconds."""
    told = Measure.IN_KIND if timed else Measure.MONEY
    return (line.measure, line.detail if line.measure is told else "", timed)


def cells_of(lines: Iterable[Line]) -> dict[Column, int]:
    """Add lines up, column by column."""
    cells: dict[Column, int] = {}
    for line in lines:
        if line.amount:
            place = column(line, timed=False)
            cells[place] = cells.get(place, 0) + to_cents(line.amount)
        if line.seconds:
            place = column(line, timed=True)
            cells[place] = cells.get(place, 0) + line.seconds
    return cells


def add(into: dict[Column, int], cells: Cells) -> None:
    """Add cells to others, column by column."""
    for place, units in cells.items():
        into[place] = into.get(place, 0) + units


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


#: The amounts of a cost, and those of resources but for money by nature, as they are told.
COSTS = ("staff", "expenses", "overheads", "monetary", "in_kind", "full")
RESOURCES = ("monetary", "in_kind", "full", "pending")


class Balance(NamedTuple):
    """What lines cost, what covered it, and how far; ratios over a zero are None."""

    hours: Hours
    cost: Cost
    resources: Resources
    #: Works out the lines.
    find: Callable[[], tuple[Line, ...]]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that it adds up, worked out when they are asked for."""
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


def balance(cells: Cells, find: Callable[[], tuple[Line, ...]]) -> Balance:
    """Make a balance of cells; *find* works out the lines behind them."""

    def amount(measure: Measure) -> Decimal:
        return from_cents(cells.get((measure, "", False), 0))

    money: dict[str, Decimal] = {}
    seconds: dict[str, int] = {}
    for (measure, detail, timed), units in sorted(cells.items()):
        if timed and measure is Measure.IN_KIND:
            seconds[detail] = units
        elif measure is Measure.MONEY:
            money[detail] = from_cents(units)
    given = amount(Measure.IN_KIND)
    return Balance(
        Hours(cells.get((Measure.STAFF, "", True), 0), seconds),
        Cost(amount(Measure.STAFF), amount(Measure.EXPENSES), amount(Measure.OVERHEADS), given),
        Resources(money, given, amount(Measure.PENDING)),
        find,
    )
