"""Spreads: a whole given out by weights, to the last cent or second."""

from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Generic, NamedTuple, TypeVar

K = TypeVar("K", bound=Hashable)
C = TypeVar("C", bound=Hashable)

Weight = int | Decimal | Fraction

_NOTHING = Fraction(0)


def spread(amount: Decimal, weights: Mapping[K, Weight]) -> dict[K, Decimal]:
    """Give out euros by weights, so that the parts add up to exactly what was received.

    Each gets the whole cents of its exact part; the cents that are left go to the largest
    remainders, ties to the first id in code-point order, ``None`` (what no id claims) last.
    Weights that are all zero count as equal. Neither amounts nor weights are negative.

    >>> spread(Decimal("100.00"), {"b": 1, "a": 1, "c": 1})
    {'b': Decimal('33.33'), 'a': Decimal('33.34'), 'c': Decimal('33.33')}
    """
    parts = spread_units(int(amount.scaleb(2)), weights)
    return {key: Decimal(units).scaleb(-2) for key, units in parts.items()}


def spread_units(units: int, weights: Mapping[K, Weight]) -> dict[K, int]:
    """Give out whole units, seconds for one, in the manner of :func:`spread`.

    >>> spread_units(10, {"a": 0, "b": 0, "c": 0})
    {'a': 4, 'b': 3, 'c': 3}
    """
    whole = _whole(weights)
    total = sum(whole.values())
    shares = {key: divmod(units * weight, total) for key, weight in whole.items()}
    left = units - sum(share for share, _ in shares.values())
    first = sorted(shares, key=lambda key: (-shares[key][1], _rank(key)))
    more = frozenset(first[:left])
    return {key: share + (key in more) for key, (share, _) in shares.items()}


def spread_both(
    rows: Mapping[K, Decimal], columns: Mapping[C, Decimal]
) -> dict[K, dict[C, Decimal]]:
    """Fill a table whose rows and columns have these totals, each cell as near as can be.

    Both sides add up to the same amount. One column after another is spread over what is left
    of the rows: a cell never takes more than that, so neither side is ever a cent out.

    >>> cent = Decimal("0.01")
    >>> spread_both({"b": cent, "a": cent}, {"x": cent})
    {'b': {'x': Decimal('0.00')}, 'a': {'x': Decimal('0.01')}}
    """
    left = dict(rows)
    cells: dict[K, dict[C, Decimal]] = {row: {} for row in rows}
    for column in sorted(columns, key=_rank):
        for row, cell in spread(columns[column], left).items() if left else ():
            cells[row][column] = cell
            left[row] -= cell
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


def _whole(weights: Mapping[K, Weight]) -> dict[K, int]:
    """Scale weights to whole numbers in the same proportions."""
    if not any(weights.values()):
        return dict.fromkeys(weights, 1)
    ratios = {key: weight.as_integer_ratio() for key, weight in weights.items()}
    scale = lcm(*(below for _, below in ratios.values()))
    return {key: above * (scale // below) for key, (above, below) in ratios.items()}


def _rank(key: Hashable) -> tuple[bool, str]:
    return (key is None, str(key))
