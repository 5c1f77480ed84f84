"""``mes privacy --anonymise`` on a terminal: it asks, and writes only then."""

from collections.abc import Callable
from pathlib import Path

import pytest

Terminal = Callable[..., tuple[int, str]]

GARDEN = """\
nom: Le Jardin
resume: Un jardin
etape: idee
territoire: {departement: "21"}
porteurs: [{nom: Zoé Martin}]
"""


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    for name, text in {
        "mes.yaml": "mes: 1\nnom: Essai\nlangue: fr\nteneur: graines\n",
        "structures/graines.yaml": "nom: Graines\nroles: [accompagnement]\n",
        "initiatives/jardin.yaml": GARDEN,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path / "initiatives/jardin.yaml"


@pytest.mark.parametrize(
    ("answer", "name", "ends"),
    [("\n", "Zoé Martin", 2), ("non\n", "Zoé Martin", 2), ("o\n", "Personne 1", 0)],
)
def test_it_asks_and_writes_what_is_agreed_to(
    answer: str, name: str, ends: int, garden: Path, terminal: Terminal
) -> None:
    code, screen = terminal("-C", garden.parents[1], "privacy", "--anonymise", "jardin",
                            answers=[("[o/N]", answer)])  # fmt: skip

    assert code == ends
    assert "+porteurs: [{nom: Personne 1}]" in screen
    assert garden.read_text("utf-8") == GARDEN.replace("Zoé Martin", name)


def test_who_leaves_at_the_question_writes_nothing(garden: Path, terminal: Terminal) -> None:
    code, _ = terminal("-C", garden.parents[1], "privacy", "--anonymise", "jardin",
                       answers=[("[o/N]", "\x04")])  # fmt: skip

    assert code == 130
    assert garden.read_text("utf-8") == GARDEN
