"""Lines: the amounts and times that figures are sums of, each with its record and its making."""

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, TypeVar

from mes_cli.figures.rounding import ZERO
from mes_cli.figures.spread import Weight, spread, spread_units
from mes_cli.finding import Loc, Place
from mes_cli.register import Name

K = TypeVar("K", bound=Hashable)


class Measure(StrEnum):
    """What a line counts."""

    STAFF = "staff"
    EXPENSES = "expenses"
    OVERHEADS = "overheads"
    IN_KIND = "in-kind"
    MONEY = "money"
    #: Money that is asked for.
    PENDING = "pending"


class Basis(StrEnum):
    """What a whole is spread by."""

    DAYS = "days"
    #: Shares and amounts that a record declares.
    DECLARED = "declared"
    #: Seconds of staff.
    HOURS = "hours"
    #: Monetary cost.
    COST = "cost"
    EQUAL = "equal"
    #: Money received.
    MONEY = "money"


class Reason(StrEnum):
    """Why a contribution is described and not valued."""

    #: The record says so, in its own words.
    DECLARED = "declared"
    EXTERNAL_EFFECT = "external-effect"
    KIND_NOT_VALUED = "kind-not-valued"
    GOVERNANCE_TIME = "governance-time"
    METHOD_NONE = "method-none"
    NO_HOURS = "no-hours"
    #: No rule, or no rate in it, for that day: it counts 0, and a check warns.
    NO_RATE = "no-rate"
    #: Faults, with ``task-rates``: a check refuses them.
    TASK_ABSENT = "task-absent"
    TASK_UNKNOWN = "task-unknown"


class Stated(NamedTuple):
    """An amount as the record states it."""

    amount: Decimal


class Worked(NamedTuple):
    """Seconds × euros an hour: "12 h × 11.88 €"."""

    seconds: int
    rate: Decimal


class Counted(NamedTuple):
    """A quantity × the value of one: "3 days × 40 €"."""

    quantity: Decimal
    unit: str | None
    value: Decimal


class ShareOf(NamedTuple):
    """A share × its base, from 0 to 1 and in euros: "18 % of 1 200 €"."""

    share: Decimal
    base: Decimal
    #: The first day of the rule that says so.
    since: dt.date


class Described(NamedTuple):
    """No value, and why; *words* are the record's own, where it gives a reason."""

    reason: Reason
    words: str | None = None


class Part(NamedTuple):
    """A part of a spread: *weight* out of *weights*, of an amount and of seconds.

    Weights are days, seconds, euros, or parts of one, as the basis says.
    """

    basis: Basis
    weight: Fraction
    weights: Fraction
    amount: Decimal
    seconds: int


class Sum(NamedTuple):
    """So many lines together."""

    lines: int


Step = Stated | Worked | Counted | ShareOf | Described | Part | Sum


class Line(NamedTuple):
    """An amount, a time or both, that come from one record.

    ``how`` tells its making step by step, from the record to the amount. Amounts are in euros,
    rounded to the cent; a line that says only hours has an amount of zero.
    """

    measure: Measure
    record: Name
    #: Where its record is written.
    place: Place
    how: tuple[Step, ...]
    amount: Decimal = ZERO
    seconds: int = 0
    #: What a spread sets it down to; None: the life of the structure.
    accompaniment: str | None = None
    #: The kind of a contribution, the nature of money, the account of an expense, a role.
    detail: str = ""
    day: dt.date | None = None
    #: The lines that this one adds up, where it is a sum.
    of: tuple["Line", ...] = ()
    #: The value of its record that it comes from.
    loc: Loc = ()

    @property
    def at(self) -> Place:
        """Where it is written."""
        return self.place.at(*self.loc) if self.loc else self.place

    def cut(self, amount: Decimal, seconds: int, step: Step) -> "Line":
        """Give a part of it, and say how it was made."""
        return self._replace(how=(*self.how, step), amount=amount, seconds=seconds)

    def down_to(self, accompaniment: str | None) -> "Line":
        """Set it down to an accompaniment, or to the life of the structure."""
        return self._replace(accompaniment=accompaniment)


def records(lines: Iterable[Line]) -> frozenset[Name]:
    """The records behind some lines, through the sums that they may be."""
    found: set[Name] = set()
    for line in lines:
        found |= records(line.of) if line.of else {line.record}
    return frozenset(found)


def part(line: Line, weights: Mapping[K, Weight], basis: Basis) -> dict[K, Line]:
    """Spread a line, its seconds as well as its cents; a single heir takes it as it is."""
    if len(weights) == 1:
        return dict.fromkeys(weights, line)
    amounts = spread(line.amount, weights)
    seconds = spread_units(line.seconds, weights)
    exact = {key: Fraction(weight) for key, weight in weights.items()}
    if not any(exact.values()):
        exact, basis = dict.fromkeys(weights, Fraction(1)), Basis.EQUAL
    whole = sum(exact.values(), Fraction(0))
    return {
        key: line.cut(
            amounts[key],
            seconds[key],
            Part(basis, weight, whole, line.amount, line.seconds),
        )
        for key, weight in exact.items()
    }
