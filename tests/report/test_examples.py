"""The reports of the examples, read by people when they change."""

from collections.abc import Callable
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.figures.years import newest_day
from mes_cli.model.audience import Audience
from mes_cli.output.json import dump
from mes_cli.report.render import render
from mes_cli.store.reading.load import load
from mes_cli.view import Reader, data, view

EXAMPLES = Path(__file__).parents[2] / "examples"
POSSIBLES, SEEDS = "reseau-des-possibles", "seed-library"

GOLDEN = [
    *product([POSSIBLES], ["annual", "coverage"], ["public", "members"], ["md", "json"]),
    *product([POSSIBLES], ["essential"], ["public"], ["md", "json"]),
    *product([SEEDS], ["annual", "essential"], ["public"], ["md", "json"]),
]


@cache
def figures(example: str) -> YearFigures:
    reading = load(EXAMPLES / example)
    assert reading.findings == []
    return YearFigures(books(reading.register), 2025)


@pytest.mark.parametrize(("example", "name", "audience", "form"), GOLDEN)
def test_a_report_of_an_example(
    golden: Callable[..., None], example: str, name: str, audience: str, form: str
) -> None:
    known = figures(example)
    day = newest_day(known.register)
    assert day is not None
    language = known.register.settings.language
    reader = Reader(Audience(audience), day, language)
    if form == "json":
        text = dump(data(name, known, reader))
    else:
        text = render(name, form, view(name, known, reader), language)
    golden(text, f"{example}-{name}-{audience}", form)
