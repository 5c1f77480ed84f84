"""Euros rounded to the cent, half up: each line once, and sums add up rounded lines.

``view.whole_euros`` rounds to whole euros for the public; ``language.formats`` only prints.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

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


def units_of(amount: Decimal) -> int:
    """Euros as a whole number of cents, which they are rounded to already.

    >>> units_of(Decimal("12.30"))
    1230
    """
    return int(amount.scaleb(2))


def euros(units: int) -> Decimal:
    """Give a whole number of cents as euros.

    >>> euros(1230)
    Decimal('12.30')
    """
    return Decimal(units).scaleb(-2)


def shares_together(amounts: Sequence[Decimal | int], decimals: int = 3) -> list[Decimal | None]:
    """What part of their sum each amount is, rounded so that all add up to one.

    They are printed beside each other; a share that is told alone is a `ratio`, rounded alone.

    >>> [str(share) for share in shares_together([1, 1, 1])], shares_together([0])
    (['0.334', '0.333', '0.333'], [None])
    """
    units = [units_of(Decimal(amount)) for amount in amounts]
    whole = sum(units)
    if not whole:
        return [None] * len(units)
    rounded = round_together([it * 10**decimals for it in units], whole)
    return [Decimal(it // whole).scaleb(-decimals) for it in rounded]


def ratio(part: Decimal, whole: Decimal) -> Decimal | None:
    """Divide; a ratio over a zero is no number, neither 0 nor 100 %."""
    return part / whole if whole else None
