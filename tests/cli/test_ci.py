"""The files by which forges and hooks run mes."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from mes_cli import __version__
from mes_cli.cli.init import FORGES, SCHEMAS
from mes_cli.model import KINDS

Mes = Callable[..., Any]

ROOT = Path(__file__).resolve().parent.parent.parent
SHIPPED = [*(f"ci/{forge}.yml" for forge in FORGES), "action.yml", ".pre-commit-hooks.yaml"]


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_files_are_yaml_and_name_options_that_exist(name: str, mes: Mes) -> None:
    text = (ROOT / name).read_text("utf-8")

    assert YAML(typ="safe").load(text)
    options = set(re.findall(r"(?<= )--(?:format|output|fix|strict)\b", text))
    assert options <= set(re.findall(r"--[a-z-]+", mes("check", "--help").out))


def test_shipped_files_install_the_version_that_they_are_shipped_with() -> None:
    for forge in FORGES:
        assert f'"mes-cli=={__version__}"' in (ROOT / f"ci/{forge}.yml").read_text("utf-8")


@pytest.mark.parametrize("forge", FORGES)
def test_a_register_inside_a_repository_gets_the_file_at_its_top(
    forge: str, tmp_path: Path, mes: Mes
) -> None:
    (tmp_path / ".git").mkdir()

    made = mes("--lang", "en", "init", "our data", "--ci", forge)
    again = mes("-C", tmp_path / "our data", "init", "--ci", forge)

    path = tmp_path / FORGES[forge]
    assert (made.code, again.code) == (0, 2)
    assert 'REGISTER: "our data"' in path.read_text("utf-8")
    assert YAML(typ="safe").load(path.read_text("utf-8"))


def test_in_a_register_that_exists_only_the_file_of_the_forge_is_written(
    tmp_path: Path, mes: Mes
) -> None:
    (tmp_path / "mes.yaml").write_text("mine", "utf-8")

    done = mes("init", "--ci", "gitlab")

    assert done.code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitlab-ci.yml", "mes.yaml"]


def test_an_unknown_forge_is_trouble(tmp_path: Path, mes: Mes) -> None:
    done = mes("--lang", "en", "init", "--ci", "githb")

    assert done.code == 2
    assert "write `github`" in done.err
    assert list(tmp_path.iterdir()) == []


def test_schemas_are_written_where_editors_look_for_them(tmp_path: Path, mes: Mes) -> None:
    mes("--lang", "fr", "init", "r")
    before = {p.name: p.read_bytes() for p in (tmp_path / "r" / SCHEMAS).iterdir()}

    here = mes("-C", "r", "schema", "--write")
    there = mes("-C", "r", "schema", "--write", "other")

    assert (here.code, there.code) == (0, 0)
    assert set(before) == {f"{kind}.json" for kind in (*KINDS, "settings")}
    for folder in (SCHEMAS, "other"):
        assert {p.name: p.read_bytes() for p in (tmp_path / "r" / folder).iterdir()} == before


def test_settings_of_an_editor_that_are_there_are_kept(tmp_path: Path, mes: Mes) -> None:
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode/settings.json").write_text("{}", "utf-8")

    assert mes("--lang", "en", "init").code == 0
    assert (tmp_path / ".vscode/settings.json").read_text("utf-8") == "{}"
