"""The root of a register, and the language it speaks."""

from pathlib import Path

import pytest

from mes_cli.errors import NoRegisterError
from mes_cli.store.reading.origin import Folder
from mes_cli.store.reading.root import find_root, register_language
from mes_cli.store.reading.settings_file import read_settings


def settings(folder: Path, text: str) -> Path:
    (folder / "mes.yaml").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("mes: 1\nlangue: fr\n", "fr"),
        ("language: en\n", "en"),
        ("'langue' : \"en\"\n", "en"),
        ("{mes: 1, language: en}\n", "en"),
        ("mes: 1\nnotes: |\n  langue: en\n", None),
        ("langue: de\n", None),
        ("langue: [en]\n", None),
        ("- langue: en\n", None),
        ("", None),
        ("language: en\nname: [broken\n", "en"),
        ("name: [broken\nlanguage: en\n", None),
    ],
)
def test_the_language_is_read_even_of_a_broken_file(
    tmp_path: Path, text: str, language: str | None
) -> None:
    root = settings(tmp_path, text)
    (below := root / "initiatives/2025").mkdir(parents=True)

    assert register_language(root) == register_language(below) == language
    assert read_settings(Folder(root))[0].language == (language or "fr")


def test_without_a_register_there_is_no_language(tmp_path: Path) -> None:
    assert register_language(tmp_path / "nowhere") is None
    with pytest.raises(NoRegisterError):
        find_root(tmp_path / "nowhere")


def test_the_nearest_settings_decide(tmp_path: Path) -> None:
    (inner := settings(tmp_path, "language: en\n") / "inner").mkdir()
    settings(inner, "langue: fr\n")

    assert find_root(inner) == inner
    assert (register_language(inner), register_language(tmp_path)) == ("fr", "en")


def test_a_draft_stands_in_for_the_settings(tmp_path: Path) -> None:
    root = settings(tmp_path, "mes: 1\nnom: A\nteneur: a\nlangue: fr\n")

    found, findings = read_settings(Folder(root), b"mes: 1\nname: B\nkeeper: b\nlanguage: en\n")

    assert (found.name, found.language, findings) == ("B", "en", [])
