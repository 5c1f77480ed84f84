"""The arithmetic of charts: values become coordinates, written as SVG wants them."""

from decimal import Decimal


def px(value: float | Decimal) -> str:
    """Write a coordinate: a point for the decimals, whatever the language.

    >>> px(12.345), px(7)
    ('12.3', '7')
    """
    return f"{float(value):.1f}".removesuffix(".0")


def scaled(value: Decimal | float, largest: Decimal | float, length: float) -> float:
    """Give the part of a length that a value has of the largest one.

    >>> scaled(Decimal(5), Decimal(10), 300), scaled(3, 0, 300)
    (150.0, 0.0)
    """
    return float(value) / float(largest) * length if largest else 0.0
