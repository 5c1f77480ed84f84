from collections.abc import Callable
from pathlib import Path

import pytest

from mes_cli.report.aloud import read_aloud, spoken


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("adhérent·e", "adhérent et adhérente"),
        ("adhérent·es", "adhérents et adhérentes"),
        ("salarié·e·s", "salariés et salariées"),
        ("Français·es", "Français et Françaises"),
        ("citoyen·nes", "citoyens et citoyennes"),
        ("acteur·rice", "acteur et actrice"),
        ("acteur·rices", "acteurs et actrices"),
        ("acteur·trice·s", "acteurs et actrices"),
        ("travailleur·euses", "travailleurs et travailleuses"),
        ("travailleur·se", "travailleur et travailleuse"),
        ("heureux·ses", "heureux et heureuses"),
    ],
)
def test_a_regular_form_is_said_in_full(form: str, said: str) -> None:
    assert spoken(form) == said


@pytest.mark.parametrize(
    "form",
    ["tou·tes", "premier·e", "actif·ve", "adhérents·es", "il·elle", "agriculteur·e·s·x",
     "auteur·ne", "a·b", "heureux·e"],
)  # fmt: skip
def test_any_other_form_is_left_alone(form: str) -> None:
    assert spoken(form) == form
    page = f"<p>{form}</p>"
    assert read_aloud(page) == page


def test_only_the_text_of_a_page_is_changed() -> None:
    page = (
        "<head><title>Les élu·es</title><style>/* élu·es */</style></head>"
        '<p title="élu·es">Les élu·es</p><svg><title>élu·es</title><text>élu·es</text></svg>'
    )

    made = read_aloud(page)

    assert made.count('class="aloud"') == 1
    assert (
        '<p title="élu·es">Les <span aria-hidden="true">élu·es</span>'
        '<span class="aloud">élus et élues</span></p><svg><title>élu·es</title>'
    ) in made


def test_the_option_is_for_html(mes: Callable[..., object], folder: Path) -> None:
    """
    -- structures/seeds.yaml --
    name: Seeds
    roles: [network-head, support]
    statement: Les adhérent·es.
    -- contributions/one.yaml --
    kind: volunteering
    date: 2025-03-01
    hours: 3h
    """
    told = mes("-C", folder, "report", "--read-aloud", "--output", "-")
    plain = mes("-C", folder, "report", "--output", "-")
    refused = mes("-C", folder, "report", "--read-aloud", "--format", "md", "--output", "-")

    assert "adhérents et adhérentes" in getattr(told, "out", "")
    assert "adhérents et adhérentes" not in getattr(plain, "out", "")
    assert (getattr(refused, "code", None), getattr(refused, "out", None)) == (2, "")
