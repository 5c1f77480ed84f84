"""``mes report --sources``: footnotes that say how figures were made."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES, Done

Mes = Callable[..., Done]


@pytest.mark.parametrize("name", ["annual", "coverage"])
@pytest.mark.parametrize("audience", ["public", "members"])
def test_every_mark_has_its_footnote_and_the_other_way(mes: Mes, name: str, audience: str) -> None:
    arguments = ("report", name, "-f", "md", "--sources", "-a", audience, "-o", "-")

    text = mes("-C", EXAMPLES / "seed-library", *arguments).out

    notes = re.findall(r"^\[\^([a-z-]+)\]: ", text, re.MULTILINE)
    marks = re.findall(r"\[\^([a-z-]+)\](?!:)", text)
    assert len(notes) == len(set(notes)) == 10
    assert set(notes) == set(marks)


def test_places_are_for_those_who_may_know_them(mes: Mes) -> None:
    arguments = (
        "-C",
        EXAMPLES / "seed-library",
        "report",
        "-f",
        "md",
        "--sources",
        "-o",
        "-",
        "-a",
    )

    assert re.search(r"× .*\.yaml:\d", mes(*arguments, "internal").out)
    for audience in ("public", "funder"):
        assert ".yaml" not in mes(*arguments, audience).out


def test_without_the_option_nothing_is_marked(mes: Mes) -> None:
    assert "[^" not in mes("-C", EXAMPLES / "seed-library", "report", "-f", "md", "-o", "-").out


def test_only_reports_with_footnotes_take_the_option(mes: Mes, folder: Path) -> None:
    """
    -- contributions/one.yaml --
    kind: volunteering
    date: 2025-03-01
    hours: 3h
    """
    assert mes("-C", folder, "report", "--sources").code == 2
    assert mes("-C", folder, "report", "advocacy", "--sources", "-f", "md").code == 2
    assert mes("-C", folder, "report", "--sources", "-f", "md", "-o", "-").code == 0
