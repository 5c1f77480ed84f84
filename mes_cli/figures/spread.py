"""Spreads: a whole given out by weights, to the last cent or second."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from heapq import merge
from itertools import islice
from math import lcm
from operator import sub
from typing import Generic, NamedTuple, TypeVar

from mes_cli.figures.rounding import euros, units_of

K = TypeVar("K", bound=Hashable)
C = TypeVar("C", bound=Hashable)

Weight = int | Decimal | Fraction

_NOTHING = Fraction(0)


class Scale:
    """Weights of some heirs, in order of their ids, made ready to spread any wholes by them.

    Each heir gets the whole units of its exact part; the units that are left go to the largest
    remainders, ties to the first. Heirs of one weight get the same but for such a unit, so that
    the work is done once a weight, not once an heir. Weights that are all zero count as equal.
    """

    def __init__(self, weights: Sequence[int]) -> None:
        self.weights = weights if any(weights) else [1] * len(weights)
        self.numbers = Counter(self.weights)
        self.total = sum(self.weights)

    @cached_property
    def positions(self) -> Mapping[int, Sequence[int]]:
        """The heirs of each weight."""
        found: dict[int, list[int]] = {}
        for position, weight in enumerate(self.weights):
            found.setdefault(weight, []).append(position)
        return found

    def spread(self, units: int) -> list[int]:
        """Give out a whole: what each heir gets."""
        shares, tied, left = self._shares(units)
        parts = [shares[weight] for weight in self.weights]
        for position in self._first(tied, left):
            parts[position] += 1
        return parts

    def totals(self, wholes: Iterable[int]) -> list[int]:
        """Give out several wholes, each by itself: what each heir gets of them together."""
        sums = dict.fromkeys(self.numbers, 0)
        ends: dict[int, dict[int, int]] = {}
        for units, times in Counter(wholes).items():
            shares, tied, left = self._shares(units)
            for weight, share in shares.items():
                sums[weight] += share * times
            for weight, end in self._ends(tied, left):
                known = ends.setdefault(weight, {})
                known[end] = known.get(end, 0) + times
        parts = list(map(sums.__getitem__, self.weights))
        for weight, some in ends.items():
            start, more = 0, sum(some.values())
            for end in sorted(some):
                for position in self.positions[weight][start:end]:
                    parts[position] += more
                start, more = end, more - some[end]
        return parts

    def takers(self, units: int) -> int:
        """How many heirs get anything of a whole."""
        shares, tied, left = self._shares(units)
        whole = sum(self.numbers[weight] for weight, share in shares.items() if share)
        return whole + sum(end for weight, end in self._ends(tied, left) if not shares[weight])

    def _shares(self, units: int) -> tuple[dict[int, int], Sequence[int], int]:
        """What an heir of each weight gets; and of which weights how many, the first, get one more.

        There, remainders are equal, and fewer units are left than there are heirs.
        """
        shares: dict[int, int] = {}
        remainders: dict[int, list[int]] = {}
        left = units
        for weight, number in self.numbers.items():
            share, remainder = divmod(units * weight, self.total)
            shares[weight] = share
            remainders.setdefault(remainder, []).append(weight)
            left -= share * number
        for remainder in sorted(remainders, reverse=True) if left else ():
            tied = remainders[remainder]
            number = sum(self.numbers[weight] for weight in tied)
            if left < number:
                return shares, tied, left
            left -= number
            for weight in tied:
                shares[weight] += 1
        return shares, (), 0

    def _first(self, weights: Sequence[int], number: int) -> Iterable[int]:
        """The first heirs of some weights."""
        if not number:
            return ()
        chosen = frozenset(weights)
        found = (position for position, it in enumerate(self.weights) if it in chosen)
        return islice(found, number)

    def _ends(self, weights: Sequence[int], number: int) -> Iterator[tuple[int, int]]:
        """The first heirs of some weights: how many of each weight."""
        if len(weights) == 1:
            yield weights[0], number
        elif number:
            ordered = merge(*(self.positions[weight] for weight in weights))
            last = next(islice(ordered, number - 1, None))
            for weight in weights:
                yield weight, bisect_right(self.positions[weight], last)


def spread(amount: Decimal, weights: Mapping[K, Weight]) -> dict[K, Decimal]:
    """Give out euros by weights, so that the parts add up to exactly what was received.

    Each gets the whole cents of its exact part; the cents that are left go to the largest
    remainders, ties to the first id in code-point order, ``None`` (what no id claims) last.
    Weights that are all zero count as equal. Neither amounts nor weights are negative.

    >>> spread(Decimal("100.00"), {"b": 1, "a": 1, "c": 1})
    {'b': Decimal('33.33'), 'a': Decimal('33.34'), 'c': Decimal('33.33')}
    """
    parts = spread_units(units_of(amount), weights)
    return {key: euros(units) for key, units in parts.items()}


def spread_units(units: int, weights: Mapping[K, Weight]) -> dict[K, int]:
    """Give out whole units, seconds for one, in the manner of :func:`spread`.

    >>> spread_units(10, {"a": 0, "b": 0, "c": 0})
    {'a': 4, 'b': 3, 'c': 3}
    """
    if len(weights) == 1:
        return dict.fromkeys(weights, units)
    ordered = sorted(weights, key=_rank)
    parts = Scale(whole([weights[key] for key in ordered])).spread(units)
    given = dict(zip(ordered, parts, strict=True))
    return {key: given[key] for key in weights}


def fill(rows: Sequence[int], columns: Iterable[int]) -> Iterator[list[int]]:
    """Fill a table whose rows and columns have these totals: column by column, its cells.

    Both sides add up to the same. One column after another is spread over what is left of the
    rows: a cell never takes more than that, so neither side is ever a unit out.
    """
    left = list(rows)
    for column in columns:
        cells = Scale(left).spread(column)
        yield cells
        left = list(map(sub, left, cells))


def spread_both(
    rows: Mapping[K, Decimal], columns: Mapping[C, Decimal]
) -> dict[K, dict[C, Decimal]]:
    """Fill a table of euros, each cell as near as can be, in the order of ids on both sides.

    >>> cent = Decimal("0.01")
    >>> spread_both({"b": cent, "a": cent}, {"x": cent})
    {'b': {'x': Decimal('0.00')}, 'a': {'x': Decimal('0.01')}}
    """
    down, across = sorted(rows, key=_rank), sorted(columns, key=_rank)
    totals = [units_of(rows[row]) for row in down]
    table = fill(totals, [units_of(columns[it]) for it in across])
    cells: dict[K, dict[C, Decimal]] = {row: {} for row in rows}
    for column, parts in zip(across, table, strict=True):
        for row, units in zip(down, parts, strict=True):
            cells[row][column] = euros(units)
    return cells


class Claim(NamedTuple, Generic[K]):
    """The part of a whole that somebody is to have: a share, an amount, or no word about it."""

    key: K | None
    share: Decimal | None
    amount: Decimal | None = None


def portions(claims: Iterable[Claim[K]], whole: Decimal) -> dict[K | None, Fraction]:
    """Turn declared shares and amounts into weights; what nobody claims is at ``None``.

    Who is named without share or amount takes, equally with others like it, what the rest
    leaves. Claims of more than the whole are cut in proportion: a spread never gives out more
    than it received.

    >>> portions([Claim("a", Decimal("0.25")), Claim("b", None, Decimal(50))], Decimal(100))
    {'a': Fraction(1, 4), 'b': Fraction(1, 2), None: Fraction(1, 4)}
    """
    weights: dict[K | None, Fraction] = {}
    silent: list[K | None] = []
    for claim in claims:
        said = _claimed(claim, whole)
        weights[claim.key] = weights.get(claim.key, _NOTHING) + (said or _NOTHING)
        silent += [claim.key] if said is None else []
    rest = max(_NOTHING, 1 - sum(weights.values(), _NOTHING))
    for key in silent:
        weights[key] += rest / len(silent)
    if rest and not silent:
        weights[None] = rest
    return weights


def shares(claims: Iterable[Claim[K]], whole: Decimal) -> dict[K | None, Fraction]:
    """Turn declared parts into weights that leave nothing: three thirds of 33.33 % are all of it.

    For what is shared out entirely, as checks see to; without claims, all is at ``None``.

    >>> shares([Claim("a", Decimal("0.3333")), Claim("b", Decimal("0.3333"))], Decimal(1))
    {'a': Fraction(3333, 10000), 'b': Fraction(3333, 10000)}
    """
    weights = portions(claims, whole)
    return {key: part for key, part in weights.items() if key is not None} or weights


def _claimed(claim: Claim[K], whole: Decimal) -> Fraction | None:
    if claim.amount is not None:
        return Fraction(claim.amount) / Fraction(whole) if whole else _NOTHING
    return None if claim.share is None else Fraction(claim.share)


def whole(weights: Sequence[Weight]) -> list[int]:
    """Scale weights to whole numbers in the same proportions.

    >>> whole([Decimal("0.5"), Fraction(1, 3)])
    [3, 2]
    """
    ratios = [weight.as_integer_ratio() for weight in weights]
    scale = lcm(*(below for _, below in ratios))
    return [above * (scale // below) for above, below in ratios]


def _rank(key: Hashable) -> tuple[bool, str]:
    return (key is None, str(key))
