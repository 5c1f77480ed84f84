"""Charts and drawn networks in templates: values become coordinates, as SVG wants them."""

import math
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from mes_cli.report.prose import Safe, markdown_words

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


Point = tuple[float, float]

#: The width of the picture, and of the room for names on both of its sides.
_WIDTH, _NAMES = 480, 132
#: The least distance between two names one below the other, and characters of a line of a name.
_STEP, _LINE = 40, 19
#: How far an arrow keeps from the middle of a node, how long and wide its head is.
_GAP, _HEAD = 9, 9


def network(links: Iterable[Sequence[str]]) -> dict[str, object]:
    """Place the parties of some links, each *from* one *to* another, and draw the arrows.

    >>> drawn = network([("a", "b"), ("b", "c")])
    >>> [node["lines"] for node in drawn["nodes"]], len(drawn["arrows"])
    ([['a'], ['b'], ['c']], 2)
    """
    pairs = list(dict.fromkeys((str(giver), str(taker)) for giver, taker in links))
    names = list(dict.fromkeys(name for pair in pairs for name in pair))
    tall = max(90.0, len(names) * _STEP / 4)
    places = _around(names, (_WIDTH - 2 * _NAMES) / 2, tall)
    lines = max((len(_lines(name)) for name in names), default=1)
    middle = (_WIDTH / 2, tall + 14 * lines + 8)
    return {
        "width": _WIDTH,
        "height": 2 * middle[1],
        "nodes": [_node(name, places[name], middle) for name in names],
        "arrows": [_arrow(places[a], places[b], middle) for a, b in pairs if a != b],
    }


def _around(names: Sequence[str], wide: float, tall: float) -> dict[str, Point]:
    """Put names on an oval around 0, clockwise from its top."""
    turns = (2 * math.pi * position / len(names) - math.pi / 2 for position in range(len(names)))
    return {
        name: (wide * math.cos(turn), tall * math.sin(turn))
        for name, turn in zip(names, turns, strict=True)
    }


def _node(name: str, place: Point, middle: Point) -> dict[str, object]:
    """A party: its dot, and where the lines of its name stand outside of the oval."""
    x, y = place
    lines = _lines(name)
    aside = abs(x) > 1
    anchor = ("start" if x > 0 else "end") if aside else "middle"
    height = 14 * len(lines)
    top = -height / 2 + 11 if aside else 4 - height if y < 0 else 24
    return {
        "name": name,
        "x": middle[0] + x,
        "y": middle[1] + y,
        "anchor": anchor,
        "at": middle[0] + x + (13 if x > 0 else -13) * aside,
        "top": middle[1] + y + top,
        "lines": lines,
    }


def _lines(name: str) -> list[str]:
    """Break a name into three lines at most."""
    return textwrap.wrap(name, _LINE)[:3] or [""]


def _arrow(start: Point, end: Point, middle: Point) -> dict[str, str]:
    """A line bent towards the middle, and to its right, so that two ways are told apart."""
    (a, b), (c, d) = start, end
    length = math.hypot(c - a, d - b) or 1
    bend = (
        (a + c) / 2 * 0.55 - (d - b) / length * 14,
        (b + d) / 2 * 0.55 + (c - a) / length * 14,
    )
    first, last = _towards(start, bend, _GAP), _towards(end, bend, _GAP)
    neck = _towards(last, bend, _HEAD)
    ux, uy = (last[0] - neck[0]) / _HEAD, (last[1] - neck[1]) / _HEAD
    left = (neck[0] - uy * _HEAD / 2, neck[1] + ux * _HEAD / 2)
    right = (neck[0] + uy * _HEAD / 2, neck[1] - ux * _HEAD / 2)
    written = {
        name: f"{middle[0] + x:.1f} {middle[1] + y:.1f}"
        for name, (x, y) in {
            "first": first, "bend": bend, "neck": neck, "last": last, "left": left, "right": right,
        }.items()
    }  # fmt: skip
    return {
        "line": "M{first}Q{bend} {neck}".format(**written),
        "head": "M{last}L{left}L{right}z".format(**written),
    }


def _towards(start: Point, end: Point, distance: float) -> Point:
    """The point at some distance from one point towards another."""
    (a, b), (c, d) = start, end
    length = math.hypot(c - a, d - b) or 1
    return a + (c - a) / length * distance, b + (d - b) / length * distance
