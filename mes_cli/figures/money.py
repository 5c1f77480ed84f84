"""The money of a year: what each funding is for, and who shares it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from mes_cli.figures.books import FundingYears
from mes_cli.figures.line import Basis, Line, Measure, SpreadPart, exact_weights, part
from mes_cli.figures.rounding import (
    Claim,
    fill,
    from_cents,
    largest_remainder,
    portions,
    to_cents,
    whole,
)
from mes_cli.model import Accompaniment, Programme
from mes_cli.model.funding import FundingTarget
from mes_cli.model.settings import SpreadKey


class Target(NamedTuple):
    """What a part of a funding is for."""

    id: str
    #: ``accompaniment`` or ``programme``.
    kind: str


class Portion(NamedTuple):
    """The part of a funding that is for one target in the year; None: it is general."""

    funding: FundingYears
    line: Line
    target: Target | None


class Weight(NamedTuple):
    """What an accompaniment weighs when money is shared: seconds of staff, and cents of cost."""

    seconds: int = 0
    cost: int = 0


@dataclass(frozen=True)
class Courses:
    """The accompaniments of a year that share money, by id in order, with their programmes."""

    weights: Mapping[str, Weight]
    programmes: Mapping[str, Sequence[str]]
    key: SpreadKey

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of all accompaniments."""
        return tuple(self.weights)

    @cached_property
    def general(self) -> "Sharing":
        """All of them, by the key of the register."""
        return self.sharing(self.names)

    @cached_property
    def of_programmes(self) -> Mapping[str, "Sharing"]:
        """Those of each programme."""
        return {name: self.sharing(some) for name, some in self.programmes.items()}

    def sharing(self, names: Sequence[str]) -> "Sharing":
        """Weigh some of them by the key; money of a programme is by hours where that is need."""
        match self.key:
            case SpreadKey.HOURS | SpreadKey.NEED:
                weights = [self.weights[name].seconds for name in names]
                return Sharing(names, Basis.HOURS, list(map(Decimal, weights)))
            case SpreadKey.COST:
                costs = [from_cents(self.weights[name].cost) for name in names]
                return Sharing(names, Basis.COST, costs)
            case SpreadKey.EQUAL:
                return Sharing(names, Basis.EQUAL, [Decimal(1)] * len(names))


@dataclass(frozen=True)
class Sharing:
    """Accompaniments that share money, in order of ids, and what each weighs in it."""

    names: Sequence[str]
    basis: Basis
    weights: Sequence[Decimal]

    @cached_property
    def units(self) -> list[int]:
        """Their weights in whole numbers."""
        return whole(self.weights)

    @cached_property
    def exact(self) -> tuple[Mapping[str, Fraction], Basis]:
        """Their weights as an explanation names them."""
        return exact_weights(dict(zip(self.names, self.weights, strict=True)), self.basis)

    def lines(self, line: Line) -> Iterator[Line]:
        """Spread a line over them, parts of nothing left out; a single one takes it as it is."""
        if len(self.names) == 1:
            yield line.down_to(self.names[0])
            return
        exact, basis = self.exact
        every = sum(exact.values(), Fraction(0))
        parts = largest_remainder(to_cents(line.amount), self.units)
        for (name, weight), units in zip(exact.items(), parts, strict=True):
            if units:
                step = SpreadPart(basis, weight, every, line.amount, line.seconds)
                yield line.set_down(name, from_cents(units), 0, step)


def portions_of(funding: FundingYears, year: int) -> Iterator[Portion]:
    """Spread what a funding brings in a year over its targets; what they leave is general."""
    line, targets = funding.years[year], funding.entry.record.targets
    if not targets:
        yield Portion(funding, line, None)
        return
    weights = portions([_claim(target) for target in targets], funding.whole)
    for target, share in part(line, weights, Basis.DECLARED).items():
        yield Portion(funding, share, target)


def targets_of(funding: FundingYears) -> frozenset[Target] | None:
    """What a funding is for; None: for everything, because a part of it is general."""
    claims = [_claim(target) for target in funding.entry.record.targets]
    weights = portions(claims, funding.whole) if claims else {None: Fraction(1)}
    if None in weights and (funding.whole or not claims):
        return None
    return frozenset(target for target in weights if target is not None)


def _claim(target: FundingTarget) -> Claim[Target]:
    named = target.accompaniment or target.programme
    kind = Accompaniment.kind if target.accompaniment else Programme.kind
    return Claim(Target(named, kind) if named else None, target.share, target.amount)


def set_down(portions: Sequence[Portion], courses: Courses) -> Iterator[Line]:
    """Set money down to accompaniments: first what has a target, then what is general.

    Where nobody is to share it, it stays in the life of the structure.
    """
    targeted = [line for it in portions if it.target for line in _targeted(it, courses)]
    general = [it.line for it in portions if it.target is None and it.line.amount]
    if courses.key is SpreadKey.NEED:
        yield from targeted
        yield from _by_need(general, targeted, courses)
        return
    share = courses.general.lines if courses.names else _alone
    yield from chain(targeted, *map(share, general))


def _alone(line: Line) -> Iterator[Line]:
    yield line


def _targeted(portion: Portion, courses: Courses) -> Iterator[Line]:
    assert portion.target is not None
    if not portion.line.amount:
        return
    name, kind = portion.target
    if kind == Accompaniment.kind:
        yield portion.line.down_to(name)
    elif sharing := courses.of_programmes.get(name):
        yield from sharing.lines(portion.line)
    else:
        yield portion.line


def _by_need(general: Iterable[Line], targeted: Iterable[Line], courses: Courses) -> Iterator[Line]:
    """Give general money, all together, at most what each course's monetary cost still lacks.

    What is more stays in the life of the structure. Money that is asked for comes after money
    that is there: it is for what would still lack.
    """
    lacking = {name: weight.cost for name, weight in courses.weights.items()}
    for measure in (Measure.MONEY, Measure.PENDING):
        for line in targeted:
            if line.measure is measure and line.accompaniment in lacking:
                lacking[line.accompaniment] -= to_cents(line.amount)
        lines = [line for line in general if line.measure is measure]
        given = _given(sum(to_cents(line.amount) for line in lines), lacking)
        for name, units in given.items():
            if name is not None:
                lacking[name] -= units
        yield from _pro_rata(lines, given)


def _given(units: int, lacking: Mapping[str, int]) -> dict[str | None, int]:
    """How much of general money each course gets; None: the life of the structure."""
    needs: dict[str | None, int] = {name: max(0, lack) for name, lack in lacking.items()}
    every = sum(needs.values())
    if units < every:
        needs = dict(zip(needs, largest_remainder(units, list(needs.values())), strict=True))
    return {**needs, None: max(0, units - every)}


def _pro_rata(lines: Sequence[Line], given: Mapping[str | None, int]) -> Iterator[Line]:
    """Cut each line in proportion to what all of them together give."""
    weights = {name: units for name, units in given.items() if units}
    every = Fraction(sum(weights.values()), 100)
    table = fill(list(weights.values()), [to_cents(line.amount) for line in lines])
    for line, cells in zip(lines, table, strict=True):
        for (name, weight), units in zip(weights.items(), cells, strict=True):
            if len(weights) == 1:
                yield line.down_to(name)
            elif units:
                step = SpreadPart(Basis.NEED, Fraction(weight, 100), every, line.amount, 0)
                yield line.set_down(name, from_cents(units), 0, step)
