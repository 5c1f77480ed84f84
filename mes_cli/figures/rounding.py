"""Money is rounded in one place: to the cent, half up, each line once."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

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


def ratio(part: Decimal, whole: Decimal) -> Decimal | None:
    """Divide; a ratio over a zero is no number, neither 0 nor 100 %."""
    return part / whole if whole else None
