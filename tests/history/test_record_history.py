"""The history of a record: what each version changed in it, and who made it."""

import datetime as dt
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from mes_cli.errors import GitError
from mes_cli.history.record_history import record_history
from mes_cli.history.speaker import NestedSentence
from mes_cli.model.audience import Audience
from mes_cli.store.reading.load import load
from mes_cli.view.viewer import viewer
from tests.conftest import EXAMPLES
from tests.store.git.histories import change, commit, git

DAYS = [f"2025-03-{day:02}" for day in range(1, 29)]
ONE = "initiatives/terre-trouvee.yaml"
NOTED = "contributions/2025/mars.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = Path(shutil.copytree(EXAMPLES / "reseau-des-possibles", tmp_path / "register"))
    git(root, "init", "-q", "-b", "main")
    commit(root, DAYS[0])
    return root


def history(root: Path, kind: str, name: str) -> list[tuple[str, str]]:
    reading = load(root)
    entry = reading.register.find(kind, name)
    assert entry
    look = viewer(reading.register, Audience.INTERNAL, dt.date(2025, 12, 31), "fr")
    return [
        (it.day.isoformat() if it.day else "", " | ".join(_texts(it.told)).replace("\u00a0", " "))
        for it in record_history(reading, entry, look)
    ]


def _texts(some: Sequence[NestedSentence]) -> list[str]:
    return [text for it in some for text in (it.text, *_texts(it.below))]


def test_each_version_says_what_it_changed_newest_first(root: Path) -> None:
    change(root, ONE, "nom: Terre Trouvée", "nom: Terre Retrouvée")
    commit(root, DAYS[1])
    change(root, "structures/metropole.yaml", "nom: ", "nom: La ")
    commit(root, DAYS[2])  # of another record
    change(root, ONE, "nom: Terre Retrouvée", "nom: Terre")

    assert history(root, "initiative", "terre-trouvee") == [
        ("", "Nom : Terre Retrouvée → Terre"),
        (DAYS[1], "Nom : Terre Trouvée → Terre Retrouvée"),
        (DAYS[0], "Terre : nouvelle fiche (5 novembre 2022)"),
    ]


def test_a_record_is_followed_beyond_its_older_name(root: Path) -> None:
    change(root, ONE, "nom: Terre Trouvée", "nom: Terre")
    commit(root, DAYS[1])
    (root / ONE).rename(root / "initiatives/terre.yaml")
    commit(root, DAYS[2])

    found = history(root, "initiative", "terre")
    assert [day for day, _ in found] == [DAYS[2], DAYS[1], DAYS[0]]
    assert "terre-trouvee → terre" in found[0][1]


def test_an_element_of_a_list_is_followed_to_its_older_place(root: Path) -> None:
    first, second = (
        f"- nature: benevolat\n  date: 2025-03-{day}\n  par: Ana\n  duree: 2h\n" for day in (10, 11)
    )
    (root / NOTED).write_text(first + second, "utf-8")
    commit(root, DAYS[1])
    (root / NOTED).write_text(second, "utf-8")
    commit(root, DAYS[2])
    change(root, NOTED, "Ana", "Léa")
    commit(root, DAYS[3])

    [(day, text), (begun, _)] = history(root, "contribution", "mars-1")
    assert (day, text) == (DAYS[3], "Par : Ana → Léa")
    assert begun == DAYS[1]


def test_a_version_that_cannot_be_read_is_passed_over(root: Path) -> None:
    good = (root / ONE).read_text("utf-8")
    (root / ONE).write_text("nom: [", "utf-8")
    commit(root, DAYS[1])
    (root / ONE).write_text(good.replace("Terre Trouvée", "Terre"), "utf-8")
    commit(root, DAYS[2])

    found = history(root, "initiative", "terre-trouvee")
    assert found[0] == (DAYS[2], "Nom : Terre Trouvée → Terre")
    assert [day for day, _ in found] == [DAYS[2], DAYS[0]]


def test_only_the_last_versions_are_looked_at(root: Path) -> None:
    for number, day in enumerate(DAYS[1:25]):
        text = (root / ONE).read_text("utf-8").split("\n", 1)
        (root / ONE).write_text(f"nom: Terre {number}\n{text[1]}", "utf-8")
        commit(root, day)

    days = [day for day, _ in history(root, "initiative", "terre-trouvee")]
    assert days == DAYS[24:4:-1]


def test_of_a_shallow_copy_nobody_says_that_a_record_began(root: Path, tmp_path: Path) -> None:
    change(root, ONE, "nom: Terre Trouvée", "nom: Terre")
    commit(root, DAYS[1])
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", "copy")

    assert history(tmp_path / "copy", "initiative", "terre-trouvee") == []


def test_without_git_there_is_no_history(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "reseau-des-possibles", tmp_path / "register")
    with pytest.raises(GitError):
        history(tmp_path / "register", "initiative", "terre-trouvee")
