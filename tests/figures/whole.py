"""All figures of a year together, to be compared with those of another register."""

from typing import Any

from mes_cli.figures import plain
from mes_cli.figures.groups import By
from mes_cli.figures.year import YearFigures


def annual(figures: YearFigures, by: By = By.ACCOMPANIMENT) -> dict[str, Any]:
    """All figures of a year as plain data."""
    return {
        "counts": plain.counts(figures.counts),
        "entry": plain.entry(figures.entries),
        "trajectory": [
            {"from": row.origin, "to": row.reached, "count": row.count} for row in figures.passages
        ],
        "policies": plain.policies(figures.diversification),
        "exchanges": [
            {"structure": it.party, "given": it.given, "received": it.received}
            for it in figures.exchanges
        ],
        "coverage": plain.coverage(figures, by),
    }
