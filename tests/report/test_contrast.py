"""The colours of the shipped style sheet can be told apart, in light and in dark mode (WCAG 2)."""

import re

import pytest

from mes_cli.report.shipped import shipped_templates

SHEET = shipped_templates()["shared/report.css"]
LIGHT, DARK = (
    dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{6})\b", body))
    for body in re.findall(r":root\s*\{([^}]*--paper[^}]*)\}", SHEET)
)
MODES = [pytest.param(LIGHT, id="light"), pytest.param({**LIGHT, **DARK}, id="dark")]


def luminance(colour: str) -> float:
    """How bright a colour is, from 0 to 1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", MODES)
@pytest.mark.parametrize(
    ("over", "under", "least"),
    [
        ("--ink", "--paper", 7),
        ("--soft", "--paper", 4.5),
        ("--accent", "--paper", 4.5),
        ("--on-accent", "--accent", 4.5),
        # Bars of this year and of the year before, and what they are beside.
        ("--c1", "--paper", 3),
        ("--c3", "--paper", 3),
    ],
)
def test_colours_can_be_told_apart(
    tokens: dict[str, str], over: str, under: str, least: float
) -> None:
    assert contrast(tokens[over], tokens[under]) >= least


def test_the_focus_ring_has_a_colour_that_stands_out() -> None:
    rings = re.findall(
        r"(?m)^(\S+)[^{}\n]*:focus-visible[^{]*\{ outline[^}]*?var\((--[\w-]+)", SHEET
    )
    assert rings == [("a:focus-visible,", "--accent"), (".cover", "--on-accent")]
