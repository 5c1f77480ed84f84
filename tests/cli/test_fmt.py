"""``mes fmt``: one layout for all, what the records say and their comments as they were."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mes_cli.cli.fmt import laid_out
from mes_cli.store.reading.load import load

Mes = Callable[..., Any]


def files(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*.yaml")}


def test_a_second_time_changes_nothing(folder: Path, mes: Mes) -> None:
    """
    -- initiatives/garden.yaml --
    # About the garden
    stage:   'idea'
    summary: A garden
    name: "Garden" # its own name
    territory: {department:  "21"}
    """
    assert mes("-C", folder, "fmt", "--check").code == 1
    before = files(folder)
    diff = mes("-C", folder, "fmt", "--diff")
    assert "+name: Garden  # its own name\n" in diff.out
    assert files(folder) == before

    done = mes("-C", folder, "fmt", "--lang", "en")
    assert (done.code, done.out) == (0, "initiatives/garden.yaml\n")
    assert done.err == "1 file laid out\n"
    assert (folder / "initiatives/garden.yaml").read_text("utf-8") == (
        "# About the garden\nname: Garden  # its own name\nsummary: A garden\nstage: idea\n"
        'territory: {department: "21"}\n'
    )
    after = files(folder)
    again = mes("-C", folder, "fmt", "--check")
    assert (again.code, again.out, files(folder)) == (0, "", after)


def test_only_what_is_named_is_laid_out(folder: Path, mes: Mes) -> None:
    """
    -- initiatives/a.yaml --
    name:  A
    summary: A
    stage: idea
    territory: {department: "21"}
    -- initiatives/b.yaml --
    name:  B
    summary: B
    stage: idea
    territory: {department: "21"}
    """
    done = mes("-C", folder, "fmt", folder / "initiatives/a.yaml")

    assert done.out == "initiatives/a.yaml\n"


def test_a_file_with_findings_is_left_alone(folder: Path, mes: Mes) -> None:
    """
    -- initiatives/a.yaml --
    nmae:  A
    """
    before = files(folder)
    done = mes("-C", folder, "fmt")

    assert (done.code, files(folder)) == (1, before)
    assert "`initiatives/a.yaml` is left alone" in done.err


@pytest.mark.parametrize("language", ["fr", "en"])
def test_words_go_into_a_language_that_the_register_reads(
    language: str, tmp_path: Path, mes: Mes
) -> None:
    (tmp_path / "mes.yaml").write_text("mes: 1\nname: A\nlanguage: fr\nkeeper: a\n", "utf-8")
    (tmp_path / "structures").mkdir()
    (tmp_path / "structures/a.yaml").write_text("nom: A\nroles: [support]\n", "utf-8")

    assert mes("-C", tmp_path, "fmt", "--keys", language).code == 0
    text = (tmp_path / "structures/a.yaml").read_text("utf-8")
    assert text == {
        "en": "name: A\nroles: [support]\n", "fr": "nom: A\nroles: [accompagnement]\n"
    }[language]  # fmt: skip
    assert mes("-C", tmp_path, "check").code == 0


def test_a_register_is_not_put_into_words_that_it_does_not_read(folder: Path, mes: Mes) -> None:
    done = mes("-C", folder, "--lang", "en", "fmt", "--keys", "fr")

    assert (done.code, done.out) == (2, "")
    assert "cannot be written in `fr`" in done.err


@pytest.mark.parametrize("name", ["reseau-des-possibles", "seed-library"])
def test_the_examples_are_laid_out(name: str) -> None:
    edits, left = laid_out(load(Path(__file__).parents[2] / "examples" / name), [], "")

    assert (sorted(edits.drafts), left) == ([], [])
