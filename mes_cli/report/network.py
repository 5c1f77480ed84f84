"""A drawn network: names around an oval, and an arrow for each thing that one gave another."""

import math
import textwrap
from collections.abc import Iterable, Sequence

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
