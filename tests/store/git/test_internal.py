"""Internal files that git keeps are told, until they are taken out."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import write_folder

Mes = Callable[..., Any]


def git(root: Path, *words: str) -> None:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words]
    subprocess.run(command, cwd=root, check=True, capture_output=True)


def found(root: Path, mes: Mes) -> list[str]:
    said = json.loads(mes("-C", root, "check", "--format", "json").out)["findings"]
    return [it["file"] for it in said if it["code"] == "internal-file-in-git"]


@pytest.mark.parametrize("below", ["", "data/"])
def test_what_git_keeps_is_found_and_what_it_ignores_is_not(
    below: str, tmp_path: Path, mes: Mes
) -> None:
    root = tmp_path / below
    write_folder(root, "")
    git(tmp_path, "init", "-q")
    for name in ("exports/a.csv", "rapports/2025/interne/annual.html", "reports/2025/a.html"):
        (root / name).parent.mkdir(parents=True)
        (root / name).write_text("x", "utf-8")
    assert found(root, mes) == []

    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "all")
    internal = ["exports/a.csv", "rapports/2025/interne/annual.html"]
    assert found(root, mes) == internal
    assert found(root, mes) == internal  # what the last check found is not relied on for it

    git(tmp_path, "rm", "-q", "--cached", "-r", f"{below}exports", f"{below}rapports")
    git(tmp_path, "commit", "-qm", "out")
    assert found(root, mes) == []


def test_a_first_register_keeps_them_out_of_git(tmp_path: Path, mes: Mes) -> None:
    root = tmp_path / "register"
    root.mkdir()
    git(root, "init", "-q")
    assert mes("--lang", "fr", "init", "--yes", cwd=root).code == 0
    assert mes("export", "csv", "--audience", "interne", "-q", cwd=root).code == 0
    assert mes("report", "--audience", "interne", cwd=root).code == 0
    git(root, "add", ".")
    git(root, "commit", "-qm", "all")

    assert list(root.glob("exports/*"))
    assert list(root.glob("rapports/*/interne/*"))
    assert found(root, mes) == []


def test_a_list_of_ones_own_is_left_alone(tmp_path: Path, mes: Mes) -> None:
    root = tmp_path / "register"
    root.mkdir()
    (root / ".gitignore").write_text("mine\n", "utf-8")

    done = mes("--lang", "en", "init", "--yes", cwd=root)

    assert (done.code, (root / ".gitignore").read_text("utf-8")) == (0, "mine\n")
    assert "put `exports/`, " in done.err
