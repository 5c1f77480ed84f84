"""Euros rounded to the cent, half up, each line once; and sums divided without losing a cent.

A whole is given out by weights to the last cent or second.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm
from operator import sub
from typing import Generic, NamedTuple, TypeVar

from mes_cli.table import round_together

CENT = Decimal("0.01")
ZERO = Decimal("0.00")

SECONDS_PER_HOUR = 3600


def cents(amount: Decimal) -> Decimal:
    """Round euros to the cent, half up.

    >>> cents(Decimal("0.005")), cents(Decimal("2.674999"))
    (Decimal('0.01'), Decimal('2.67'))
    """
    return amount.quantize(CENT, ROUND_HALF_UP)


@lru_cache(maxsize=1 << 14)
def worked(seconds: int, rate: Decimal) -> Decimal:
    """Give what a time costs at a rate in euros an hour, as one rounded line.

    >>> worked(9000, Decimal("11.65"))
    Decimal('29.13')
    """
    return cents(rate * seconds / SECONDS_PER_HOUR)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Add up lines that are rounded already.

    >>> total([])
    Decimal('0.00')
    """
    return sum(amounts, ZERO)


def to_cents(amount: Decimal) -> int:
    """Euros as a whole number of cents, which they are rounded to already.

    >>> to_cents(Decimal("12.30"))
    1230
    """
    return int(amount.scaleb(2))


def from_cents(units: int) -> Decimal:
    """Give a whole number of cents as euros.

    >>> from_cents(1230)
    Decimal('12.30')
    """
    return Decimal(units).scaleb(-2)


def shares_together(amounts: Sequence[Decimal | int], decimals: int = 3) -> list[Decimal | None]:
    """What part of their sum each amount is, rounded so that all add up to one.

    They are printed beside each other; a share that is told alone is a `ratio`, rounded alone.

    >>> [str(share) for share in shares_together([1, 1, 1])], shares_together([0])
    (['0.334', '0.333', '0.333'], [None])
    """
    units = [to_cents(Decimal(amount)) for amount in amounts]
    whole = sum(units)
    if not whole:
        return [None] * len(units)
    rounded = round_together([it * 10**decimals for it in units], whole)
    return [Decimal(it // whole).scaleb(-decimals) for it in rounded]


def ratio(part: Decimal, whole: Decimal) -> Decimal | None:
    """Divide; a ratio over a zero is no number, neither 0 nor 100 %."""
    return part / whole if whole else None


K = TypeVar("K", bound=Hashable)

Weight = int | Decimal | Fraction

_NOTHING = Fraction(0)
#: How far each declared share may be from what it should be: three times 33.33 % is the whole.
_TOLERANCE = Fraction(1, 10_000)


def largest_remainder(units: int, weights: Sequence[int]) -> list[int]:
    """Give out whole units by whole weights, so that the parts add up to what was received.

    Each part is the whole units of its exact value; the units that are left go to the largest
    remainders, ties to the first. Weights that are all zero count as equal.

    >>> largest_remainder(100, [1, 1, 1]), largest_remainder(3, [0, 0])
    ([34, 33, 33], [2, 1])
    """
    if not any(weights):
        weights = [1] * len(weights)
    every = sum(weights)
    exact = [divmod(units * weight, every) for weight in weights]
    parts = [part for part, _ in exact]
    if left := units - sum(parts):
        order = sorted(range(len(exact)), key=lambda place: -exact[place][1])
        for place in order[:left]:
            parts[place] += 1
    return parts


def spread_units(units: int, weights: Mapping[K, Weight]) -> dict[K, int]:
    """Give out whole units, cents or seconds, by the largest remainder.

    Ties go to the first id in code-point order; ``None``, which is no id, is last.

    >>> spread_units(10, {"b": 0, "a": 0, "c": 0})
    {'b': 3, 'a': 4, 'c': 3}
    """
    if len(weights) == 1:
        return dict.fromkeys(weights, units)
    ordered = sorted(weights, key=rank)
    parts = largest_remainder(units, whole([weights[key] for key in ordered]))
    given = dict(zip(ordered, parts, strict=True))
    return {key: given[key] for key in weights}


def spread(amount: Decimal, weights: Mapping[K, Weight]) -> dict[K, Decimal]:
    """Give out euros as :func:`spread_units` gives out cents.

    >>> spread(Decimal("100.00"), {"b": 1, "a": 1, "c": 1})
    {'b': Decimal('33.33'), 'a': Decimal('33.34'), 'c': Decimal('33.33')}
    """
    parts = spread_units(to_cents(amount), weights)
    return {key: from_cents(units) for key, units in parts.items()}


def fill(rows: Sequence[int], columns: Iterable[int]) -> Iterator[list[int]]:
    """Fill a table whose rows and columns have these totals: its cells, column by column.

    Both sides add up to the same. One column after another is spread over what is left of the
    rows, so that no cell takes more than that and both sides keep their totals.

    >>> list(fill([1, 1], [1, 1]))
    [[1, 0], [0, 1]]
    """
    left = list(rows)
    for column in columns:
        cells = largest_remainder(column, left)
        yield cells
        left = list(map(sub, left, cells))


def divide(wholes: Sequence[int], weights: Sequence[int], totals: Sequence[int]) -> list[list[int]]:
    """Spread several wholes by the same weights, so that the parts add up to *totals* as well.

    Each whole is spread by itself; then single units move between its parts, where that takes
    them least away from their exact values. Wholes and totals add up to the same.

    >>> divide([1, 1, 1], [1, 1, 1], [1, 1, 1])
    [[0, 1, 0], [0, 0, 1], [1, 0, 0]]
    """
    if not any(weights):
        weights = [1] * len(weights)
    every = sum(weights)
    table = [largest_remainder(units, weights) for units in wholes]
    above = [
        sum(column) - total for column, total in zip(zip(*table, strict=True), totals, strict=True)
    ]

    def gain(number: int, much: int, little: int) -> int:
        """How much nearer to its exact values a line comes if a unit moves."""
        parts, units = table[number], wholes[number]
        too_much = parts[much] * every - units * weights[much]
        too_little = units * weights[little] - parts[little] * every
        return too_much + too_little

    while any(above):
        much = next(place for place, more in enumerate(above) if more > 0)
        little = next(place for place, more in enumerate(above) if more < 0)
        numbers = (number for number, parts in enumerate(table) if parts[much])
        best = max(numbers, key=lambda number: gain(number, much, little))
        table[best][much] -= 1
        table[best][little] += 1
        above[much] -= 1
        above[little] += 1
    return table


class Claim(NamedTuple, Generic[K]):
    """The part of a whole that a record declares: a share, an amount, or neither."""

    key: K | None
    share: Decimal | None
    amount: Decimal | None = None


def portions(claims: Sequence[Claim[K]], whole: Decimal) -> dict[K | None, Fraction]:
    """Turn declared shares and amounts into weights; what nobody claims is at ``None``.

    A key that is named twice is one. One without share or amount takes, equally with others
    like it, what the rest leaves. Shares that miss the whole by a rounding are the whole.
    Claims of more than the whole are cut in proportion when they are spread.

    >>> portions([Claim("a", Decimal("0.25")), Claim("b", None, Decimal(50))], Decimal(100))
    {'a': Fraction(1, 4), 'b': Fraction(1, 2), None: Fraction(1, 4)}
    """
    weights: dict[K | None, Fraction] = {}
    silent: dict[K | None, None] = {}
    for claim in claims:
        declared = _declared(claim, whole)
        weights[claim.key] = weights.get(claim.key, _NOTHING) + (declared or _NOTHING)
        if declared is None:
            silent[claim.key] = None
    rest = max(_NOTHING, 1 - sum(weights.values(), _NOTHING))
    for key in silent:
        weights[key] += rest / len(silent)
    if rest > _TOLERANCE * sum(claim.share is not None for claim in claims) and not silent:
        weights[None] = rest
    return weights


def shares(claims: Sequence[Claim[K]], whole: Decimal) -> dict[K | None, Fraction]:
    """The fractions of a whole that claims declare, with nothing left over.

    For what is shared out entirely, as checks see to; without claims, all is at ``None``.

    >>> shares([Claim("a", Decimal("0.3")), Claim("b", Decimal("0.3"))], Decimal(1))
    {'a': Fraction(3, 10), 'b': Fraction(3, 10)}
    """
    weights = portions(claims, whole)
    return {key: part for key, part in weights.items() if key is not None} or weights


def _declared(claim: Claim[K], whole: Decimal) -> Fraction | None:
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


def rank(key: Hashable) -> tuple[bool, str]:
    """Order ids by code points, and ``None`` behind them."""
    return (key is None, str(key))
