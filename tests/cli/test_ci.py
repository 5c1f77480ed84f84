"""The files by which forges and hooks run mes."""

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from mes_cli import __version__
from mes_cli.cli.init import FORGES
from mes_cli.drafts.starter import SCHEMAS
from mes_cli.model import KINDS
from tests.store.git.histories import change, commit, git

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
        assert f'/mes@v{__version__}"' in (ROOT / f"ci/{forge}.yml").read_text("utf-8")


#: Forgejo reads the language of GitHub.
LINTED = {
    "ci/github.yml": "github-workflows",
    "ci/forgejo.yml": "github-workflows",
    "ci/gitlab.yml": "gitlab-ci",
    "action.yml": "github-actions",
}


def test_forges_understand_the_shipped_files() -> None:
    """Judged by the schemas that the forges publish."""
    program = Path(sys.executable).parent / "check-jsonschema"
    for name, schema in LINTED.items():
        done = subprocess.run(
            [program, "--builtin-schema", f"vendor.{schema}", ROOT / name],
            capture_output=True,
            check=False,
            text=True,
        )
        assert done.returncode == 0, done.stdout


def test_a_linter_of_github_finds_nothing() -> None:
    linter = shutil.which("actionlint")
    if linter is None:
        pytest.skip("actionlint is not installed")
    done = subprocess.run(
        [linter, ROOT / "ci/github.yml"], capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stdout


def test_the_file_names_what_the_job_installs(tmp_path: Path, mes: Mes) -> None:
    source = "git+https://host.example/us/mes@v0.2.0"

    assert mes("init", "r", "--ci", "gitlab", "--mes", source).code == 0

    written = YAML(typ="safe").load(tmp_path / "r" / FORGES["gitlab"])
    assert written["mes"]["variables"]["MES"] == source


VERSION = f"mes-cli=={__version__}"


@pytest.mark.parametrize(
    ("address", "about", "installed"),
    [
        ("file:///home/ana/mes", {"dir_info": {}}, VERSION),
        ("https://host.example/mes.whl", {"archive_info": {}}, "https://host.example/mes.whl"),
        (
            "https://host.example/us/mes",
            {"vcs_info": {"vcs": "git", "commit_id": "c0ffee"}},
            "git+https://host.example/us/mes@c0ffee",
        ),
    ],
)
def test_the_job_installs_the_mes_that_is_running(
    address: str,
    about: dict[str, object],
    installed: str,
    call: Mes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = json.dumps({"url": address} | about)
    monkeypatch.setattr(importlib.metadata.PathDistribution, "read_text", lambda *_: told)

    _code, _out, err = call(tmp_path, "init", "--yes", "--ci", "github")

    assert YAML(typ="safe").load(tmp_path / FORGES["github"])["env"]["MES"] == installed
    assert ("`--mes`" in err) == (installed == VERSION)


@pytest.mark.slow
def test_the_steps_of_jobs_check_a_register_with_a_wheel_beside_the_records(
    tmp_path: Path, mes: Mes
) -> None:
    root = tmp_path / "register"
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", root, ROOT],
        capture_output=True,
        check=True,
    )
    [wheel] = root.glob("*.whl")
    for forge in FORGES:
        assert mes("-C", root, "init", "--yes", "--ci", forge, "--mes", f"./{wheel.name}").code == 0
        subprocess.run([sys.executable, "-m", "venv", "--clear", root / ".job"], check=True)
        done = subprocess.run(
            [BASH, "-euc", *_steps(root / FORGES[forge])],
            cwd=root,
            env=os.environ | _environment(root, root / FORGES[forge]),
            capture_output=True,
            check=False,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        assert (root / ".job/bin/mes").exists()


BASH = shutil.which("bash") or ""


def _steps(file: Path) -> list[str]:
    """What the job of a forge runs, as one script."""
    written = YAML(typ="safe").load(file)
    if "mes" in written:
        return ["\n".join(written["mes"]["before_script"] + written["mes"]["script"])]
    return ["\n".join(it["run"] for it in _always(written))]


def _always(written: Any) -> list[Any]:
    """The steps that run whatever the event is."""
    return [it for it in written["jobs"]["check"]["steps"] if "run" in it and "if" not in it]


def _environment(folder: Path, file: Path) -> dict[str, str]:
    """What the job knows; what mes needs is there already, and no index is asked."""
    written = YAML(typ="safe").load(file)
    told: dict[str, str] = written.get("env") or written["mes"]["variables"]
    return told | {
        "PATH": f"{folder / '.job/bin'}:{os.environ['PATH']}",
        "PYTHONPATH": sysconfig.get_path("purelib"),
        "PIP_NO_DEPS": "1",
        "PIP_NO_INDEX": "1",
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
        "CI_PROJECT_DIR": str(folder),
    }


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
    assert set(before) == {f"{kind}.json" for kind in (*KINDS, "settings", "identities")}
    for folder in (SCHEMAS, "other"):
        assert {p.name: p.read_bytes() for p in (tmp_path / "r" / folder).iterdir()} == before


def test_settings_of_an_editor_that_are_there_are_kept(tmp_path: Path, mes: Mes) -> None:
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode/settings.json").write_text("{}", "utf-8")

    assert mes("--lang", "en", "init", cwd=tmp_path, HOME="/").code == 0
    assert (tmp_path / ".vscode/settings.json").read_text("utf-8") == "{}"


@pytest.mark.parametrize("name", SHIPPED[:-1])
def test_a_merge_request_is_told_what_it_does_to_the_figures(name: str, tmp_path: Path) -> None:
    root = tmp_path / "register"
    shutil.copytree(ROOT / "examples/seed-library", root)
    git(root, "init", "-q", "-b", "main")
    base = commit(root, "2025-03-01")
    change(root, "mes.yaml", "language: en", "language: en\n# a change without a figure")
    commit(root, "2025-03-02")
    text = (ROOT / name).read_text("utf-8")
    [line] = re.findall(r"mes\"? -C \"\$REGISTER\" diff .*", text)
    command = re.sub(r"^mes\"?", "mes", line).split(" >")[0]
    variables = {"REGISTER": str(root), "BASE": base, "CI_MERGE_REQUEST_DIFF_BASE_SHA": base}

    done = subprocess.run(
        ["/bin/sh", "-ec", f'mes() {{ {sys.executable} -m mes_cli "$@"; }}\n{command}'],
        capture_output=True,
        check=False,
        env={**os.environ, **variables},
        text=True,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# What changed: ")
    assert "Nothing changed." in done.stdout
