"""Charts in templates: values become coordinates, written as SVG wants them."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from mes_cli.report.quoting import Safe, markdown_words

#: How documents name the charts of a report's page.
CHART = "chart-"


def px(value: float | Decimal | Fraction) -> str:
    """Write a coordinate: a point for the decimals, whatever the language.

    >>> px(12.345), px(7)
    ('12.3', '7')
    """
    return f"{float(value):.1f}".removesuffix(".0")


def scaled(
    value: Decimal | Fraction | float, largest: Decimal | Fraction | float, length: float
) -> float:
    """Give the part of a length that a value has of the largest one.

    >>> scaled(Decimal(5), Decimal(10), 300), scaled(3, 0, 300)
    (150.0, 0.0)
    """
    return float(value) / float(largest) * length if largest else 0.0


def round_ticks(largest: float, most: int = 3) -> list[int]:
    """Give round steps of an axis from zero up to the largest value or just above it.

    >>> round_ticks(88), round_ticks(277), round_ticks(0.4), round_ticks(0)
    ([0, 50, 100], [0, 100, 200, 300], [0, 1], [0, 1])
    """
    step = 1
    for step in _steps():
        if step * most >= largest:
            break
    ticks = [0]
    while ticks[-1] < largest or len(ticks) == 1:
        ticks.append(ticks[-1] + step)
    return ticks


def _steps() -> Iterator[int]:
    """Give 1, 2, 5, 10, 20, 50 and so on."""
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


def code_to(address: str) -> Markup:
    """Draw the QR code that leads from paper to an address; empty if it is too long for one.

    The link beside it says the same, so readers of screens pass over it.
    """
    import segno

    try:
        drawn = segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=2)
    except segno.DataOverflowError:
        return Markup("")
    # The drawing is made of numbers only: nothing of the address is in it.
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S704


@pass_context
def figure(context: Context, name: str, credit: str = "") -> Safe:
    """Show the chart that the report's page has under a name; only documents have it.

    Markdown has no drawings: its tables say the same.
    """
    drawn = context.get("charts", {}).get(name)
    if drawn is None:
        return Safe("")
    title, alt = drawn
    caption = f"{title}. {credit}" if credit else title
    return Safe(f"![{markdown_words(alt)}]({CHART}{name})\n\n*{markdown_words(caption)}*\n\n")
