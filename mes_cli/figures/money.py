"""The money of a year: the part of each funding that is for a target, and who shares it."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple, TypeVar

from mes_cli.figures.books import Award
from mes_cli.figures.line import Basis, Line, Part, part
from mes_cli.figures.rounding import euros, units_of
from mes_cli.figures.spread import Claim, Scale, portions, whole
from mes_cli.model import Accompaniment, Programme
from mes_cli.model.funding import FundingTarget

K = TypeVar("K", bound=Hashable)


class Target(NamedTuple):
    """What a part of a funding is for."""

    id: str
    #: ``accompaniment`` or ``programme``.
    kind: str


@dataclass(frozen=True, eq=False)
class Heirs:
    """The accompaniments that share money, in order of ids, and what each weighs in it."""

    names: Sequence[str]
    basis: Basis
    weights: Sequence[Decimal]

    @cached_property
    def scale(self) -> Scale:
        """Their weights, ready to spread any amounts."""
        return Scale(whole(self.weights))

    def lines(self, line: Line) -> Iterator[Line]:
        """Spread a line over them; a single heir takes it as it is."""
        if len(self.names) == 1:
            yield line.down_to(self.names[0])
            return
        exact, basis = [Fraction(weight) for weight in self.weights], self.basis
        if not any(exact):
            exact, basis = [Fraction(1)] * len(exact), Basis.EQUAL
        every = sum(exact, Fraction(0))
        parts = self.scale.spread(units_of(line.amount))
        for name, weight, units in zip(self.names, exact, parts, strict=True):
            if units:
                step = Part(basis, weight, every, line.amount, line.seconds)
                yield line.cut(euros(units), 0, step).down_to(name)


class Keys(NamedTuple):
    """Who shares money by the key that the register declares."""

    #: All accompaniments of the year.
    all: Heirs
    #: Those of each programme.
    programmes: Mapping[str, Heirs]


class Portion(NamedTuple):
    """The part of a funding that is for one target in the year, and who shares it."""

    award: Award
    line: Line
    #: None: it stays in the life of the structure.
    heirs: Heirs | None

    @property
    def units(self) -> int:
        """Its cents."""
        return units_of(self.line.amount)

    @property
    def number(self) -> int:
        """How many lines it makes."""
        return self.heirs.scale.takers(self.units) if self.heirs else bool(self.line.amount)

    def lines(self) -> Iterator[Line]:
        """Its lines, those of nothing left out."""
        if self.heirs is None:
            yield self.line
        elif self.line.amount:
            yield from self.heirs.lines(self.line)


def portioned(award: Award, year: int, keys: Keys) -> Iterator[Portion]:
    """Spread a funding over its targets; what they leave is general."""
    line, targets = award.years[year], award.entry.record.targets
    if not targets:
        yield Portion(award, line, _heirs(None, keys))
        return
    weights = portions(map(_claim, targets), award.whole)
    for target, share in part(line, weights, Basis.DECLARED).items():
        yield Portion(award, share, _heirs(target, keys))


def _claim(target: FundingTarget) -> Claim[Target]:
    named = target.accompaniment or target.programme
    kind = Accompaniment.kind if target.accompaniment else Programme.kind
    return Claim(Target(named, kind) if named else None, target.share, target.amount)


def _heirs(target: Target | None, keys: Keys) -> Heirs | None:
    """Who shares the part of a target; nobody: it stays in the life of the structure."""
    if target is None:
        return keys.all if keys.all.names else None
    if target.kind == Programme.kind:
        return keys.programmes.get(target.id)
    return Heirs((target.id,), keys.all.basis, (Decimal(1),))


def shared(portions: Iterable[tuple[K, Portion]]) -> Iterator[tuple[K, Heirs, Sequence[int]]]:
    """Add up what heirs get of all portions of one column together: in cents, heir by heir."""
    columns: dict[tuple[K, Heirs], list[int]] = {}
    for key, portion in portions:
        if portion.heirs is not None:
            columns.setdefault((key, portion.heirs), []).append(portion.units)
    for (key, heirs), amounts in columns.items():
        yield key, heirs, heirs.scale.totals(amounts)
