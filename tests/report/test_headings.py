"""Headings of Markdown go down one step at a time, and texts of records stay laid out."""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.figures.years import newest_day
from mes_cli.model.audience import Audience
from mes_cli.report.prose import markdown
from mes_cli.report.render import render
from mes_cli.store.reading.load import load
from mes_cli.view import Reader, everything, hidden, view

EXAMPLES = Path(__file__).parents[2] / "examples"


@cache
def _figures(example: str) -> YearFigures:
    return YearFigures(books(load(EXAMPLES / example).register), 2025)


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("example", ["reseau-des-possibles", "seed-library"])
def test_no_heading_is_left_out(example: str, audience: Audience) -> None:
    figures = _figures(example)
    day = newest_day(figures.register)
    assert day is not None
    reader = Reader(audience, day, "fr")
    pages = {"hidden": render("hidden", "md", hidden(figures, reader), "fr")}
    for name, subject, _ in everything(figures, reader):
        facts = view(name, figures, Reader(audience, day, "fr", subject=subject))
        pages[f"{name} {subject}"] = render(name, "md", facts, "fr")
    for name, page in pages.items():
        levels = [len(marks) for marks in re.findall(r"^(#+) ", page, re.MULTILINE)]
        assert levels[0] == 1, name
        assert all(below <= above + 1 for above, below in pairwise(levels)), name


def test_a_text_with_signs_of_other_readers_stays_laid_out() -> None:
    text = "It was ~~lost~~ found:\n\n- one | two\n- **three**\n\n| a | b |\n| - | - |\n| 1 | 2 |"

    assert markdown(text) == (
        "It was \\~\\~lost\\~\\~ found:\n\n- one \\| two\n- **three**\n\n"
        "\\| a \\| b \\|\n\\| - \\| - \\|\n\\| 1 \\| 2 \\|"
    )
