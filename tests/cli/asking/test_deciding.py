"""``mes same`` and ``mes distinct``: what a terminal asks, and what is asked of nobody else."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from ruamel.yaml import YAML

EXAMPLE = Path(__file__).parents[3] / "examples" / "mouvement"
PAIR = ("pes-21:cafe-des-voisins", "confed-habitat:cafe")
Terminal = Callable[..., tuple[int, str]]


@pytest.fixture
def movement(tmp_path: Path) -> Path:
    root = Path(shutil.copytree(EXAMPLE, tmp_path / "mouvement"))
    cafe = root / "membres" / "confed-habitat" / "initiatives" / "cafe.yaml"
    cafe.write_text("nom: Le café\nresume: Un café.\netape: idee\n"
                    "territoire: {commune: '21231'}\n", "utf-8")  # fmt: skip
    return root


def last(root: Path, head: str) -> dict[str, Any]:
    """Give the last decision of a list; the text of the file has it at the end of its list."""
    said = YAML(typ="safe", pure=True).load((root / "identites.yaml").read_text("utf-8"))
    return cast("dict[str, Any]", said[head][-1])


def test_a_terminal_asks_who_speaks_why_and_who_decided(movement: Path, terminal: Terminal) -> None:
    code, screen = terminal(
        "--lang", "en", "-C", movement, "same", *PAIR,
        answers=[("Which one speaks for all", "2\n"), ("Why", "<\n"),
                 ("Which one speaks for all", "le café\n"), ("Why", "Un seul café: le nôtre\n"),
                 ("Who decided it", "\n")],
    )  # fmt: skip
    assert code == 0
    assert "1. Café des voisins (pes-21:cafe-des-voisins)" in screen
    row = last(movement, "memes")
    assert row["ids"] == ["confed-habitat:cafe", "pes-21:cafe-des-voisins"]
    assert row["motif"] == "Un seul café: le nôtre"
    assert (row["nature"], "par" in row) == ("initiative", False)


def test_what_is_given_is_not_asked(movement: Path, terminal: Terminal) -> None:
    given = ("--why", "Deux cafés", "--by", "Le bureau")
    code, _ = terminal("--lang", "en", "-C", movement, "distinct", *PAIR, *given, answers=[])
    assert code == 0
    row = last(movement, "distincts")
    assert (row["ids"], row["par"]) == ([*PAIR], "Le bureau")


def test_nobody_is_asked_without_a_terminal_nor_for_what_is_refused(
    movement: Path, terminal: Terminal, mes: Callable[..., Any]
) -> None:
    before = (movement / "identites.yaml").read_bytes()
    both = ("mouvement:charte", "confed-habitat:charte")
    code, screen = terminal("--lang", "en", "-C", movement, "distinct", *both,
                            "--kind", "initiative", answers=[])  # fmt: skip
    assert code == 2
    assert "decided apart" in screen
    assert (movement / "identites.yaml").read_bytes() == before
    assert mes("-C", movement, "same", *PAIR).code == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "memes:\n"),
        ("# Ce qui est décidé.\n\ndistincts: []  # rien\n",
         "# Ce qui est décidé.\n\nmemes:\n"),
        ("memes:\n- {nature: initiative, ids: ['a:x', b:y]} # un\n# fin\n",
         "memes:\n- {nature: initiative, ids: ['a:x', b:y]} # un\n"),
    ],
)  # fmt: skip
def test_all_else_in_the_file_stays_and_undo_gives_it_back(
    before: str | None, after: str, movement: Path, mes: Callable[..., Any]
) -> None:
    file = movement / "identites.yaml"
    file.unlink()
    if before is not None:
        file.write_text(before, "utf-8")

    assert mes("-C", movement, "same", *PAIR, "--why", "Un seul café").code == 0
    text = file.read_text("utf-8")
    assert text.startswith(after)
    assert set((before or "").splitlines()) <= set(text.splitlines())
    assert last(movement, "memes")["motif"] == "Un seul café"

    assert mes("-C", movement, "undo").code == 0
    assert (file.read_text("utf-8") if file.exists() else None) == before
