"""An explanation gives its amount back when it is multiplied again."""

from decimal import Decimal
from fractions import Fraction

import pytest

from mes_cli.figures.line import (
    Basis,
    Counted,
    Line,
    Measure,
    ShareOf,
    SpreadPart,
    Stated,
    Step,
    Worked,
)
from mes_cli.finding import Place
from mes_cli.language.catalogue import catalogue
from mes_cli.view.making import made, made_of_hours

ENGLISH = catalogue("en")


def line(*how: Step, seconds: int = 0) -> Line:
    return Line(Measure.STAFF, ("accompaniment", "a"), Place("x"), how, seconds=seconds)


def part(basis: Basis, weight: str, weights: str, seconds: int = 0) -> SpreadPart:
    return SpreadPart(basis, Fraction(weight), Fraction(weights), Decimal(100), seconds)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Worked(36, Decimal("35.50")), "36 s × €35.50"),
        (Worked(5430, Decimal("35.50")), "1 h 30 min 30 s × €35.50"),
        (Worked(5400, Decimal("35.50")), "1 h 30 × €35.50"),
        (Counted(Decimal("2.5"), "days", Decimal(40)), "2.5 days × €40.00"),
        (ShareOf(Decimal("0.173"), Decimal(100), None), "17.3% × €100.00"),  # type: ignore[arg-type]
        (ShareOf(Decimal("0.1735"), Decimal(100), None), "17.35% × €100.00"),  # type: ignore[arg-type]
        (part(Basis.DAYS, "184", "365"), "× 184/365 (by days)"),
        (part(Basis.EQUAL, "5/6", "1"), "× 5/6 (equally)"),
        (part(Basis.DECLARED, "1/2", "1"), "× 50% (as declared)"),
        (part(Basis.DECLARED, "3333/10000", "9999/10000"), "× 33.33% / 99.99% (as declared)"),
        (part(Basis.DECLARED, "1/3", "1"), "× 1/3 (as declared)"),
        (part(Basis.HOURS, "3636", "7200"), "× 1 h 00 min 36 s / 2 h (by hours of paid work)"),
        (part(Basis.MONEY, "12.34", "100"), "× €12.34 / €100.00 (by money received)"),
        (part(Basis.NEED, "50", "200"), "× €50.00 / €200.00 (by what its cost lacks)"),
    ],
)
def test_a_step_is_written_without_being_rounded(step: Step, said: str) -> None:
    assert made(line(step), ENGLISH).replace("\u00a0", " ") == said


def test_hours_are_made_of_hours_whatever_the_value_is() -> None:
    days = part(Basis.DAYS, "184", "365", seconds=180_000)
    half = part(Basis.EQUAL, "1/2", "1", seconds=90_740)

    said = made_of_hours(line(Stated(Decimal(1000)), days, half), ENGLISH)

    assert said.replace("\u00a0", " ") == "50 h × 184/365 (by days) × 1/2 (equally)"
    whole = made_of_hours(line(Worked(36, Decimal(1)), seconds=36), ENGLISH)
    assert whole.replace("\u00a0", " ") == "36 s"
