"""Lines: the amounts and times that figures are sums of, each with its record and its making."""

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, TypeVar

from mes_cli.figures.rounding import ZERO, Weight, spread, spread_units
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
    #: What a budget foresees.
    PLANNED = "planned"
    #: Money received.
    MONEY = "money"
    #: What the monetary cost of each course still lacks.
    NEED = "need"


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


class SpreadPart(NamedTuple):
    """A part of a spread: *weight* out of *weights*, of an amount and of seconds.

    Weights are days, seconds, euros, or parts of one, as the basis says. Multiplied by the
    amount or the seconds they give the part, but for the rounding of the spread.
    """

    basis: Basis
    weight: Fraction
    weights: Fraction
    amount: Decimal
    seconds: int


Step = Stated | Worked | Counted | ShareOf | Described | SpreadPart


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
    #: The value of its record that it comes from.
    loc: Loc = ()

    @property
    def at(self) -> Place:
        """Where it is written."""
        return self.place.at(*self.loc) if self.loc else self.place

    def cut(self, amount: Decimal, seconds: int, step: Step) -> "Line":
        """Return a part of it, and how it was made."""
        return self.set_down(self.accompaniment, amount, seconds, step)

    def down_to(self, accompaniment: str | None) -> "Line":
        """Set it down to an accompaniment, or to the life of the structure."""
        return self._replace(accompaniment=accompaniment)

    def set_down(
        self, accompaniment: str | None, amount: Decimal, seconds: int, step: Step
    ) -> "Line":
        """Set a part of it down to an accompaniment, or to the life of the structure."""
        return Line(
            self.measure, self.record, self.place, (*self.how, step), amount, seconds,
            accompaniment, self.detail, self.day, self.loc,
        )  # fmt: skip


def records(lines: Iterable[Line]) -> frozenset[Name]:
    """Return the records behind some lines."""
    return frozenset(line.record for line in lines)


def part(line: Line, weights: Mapping[K, Weight], basis: Basis) -> dict[K, Line]:
    """Spread a line, its seconds as well as its cents; a single key takes it as it is."""
    if len(weights) == 1:
        return dict.fromkeys(weights, line)
    amounts = spread(line.amount, weights)
    seconds = spread_units(line.seconds, weights)
    exact, basis = exact_weights(weights, basis)
    every = sum(exact.values(), Fraction(0))
    return {
        key: line.cut(
            amounts[key], seconds[key], SpreadPart(basis, weight, every, line.amount, line.seconds)
        )
        for key, weight in exact.items()
    }


def exact_weights(weights: Mapping[K, Weight], basis: Basis) -> tuple[Mapping[K, Fraction], Basis]:
    """Return weights as an explanation names them: those that are all zero count as equal."""
    if not any(weights.values()):
        return dict.fromkeys(weights, Fraction(1)), Basis.EQUAL
    return {key: Fraction(weight) for key, weight in weights.items()}, basis
