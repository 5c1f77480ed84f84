"""Shells complete kinds, ids, years, words and codes; each is driven where it is installed."""

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES, write_folder

ROOT = EXAMPLES / "seed-library"

#: What is typed, and what completes it.
LINES = [
    ("mes che", {"check"}),
    ("mes list fund", {"funding"}),
    ("mes show bean-k", {"bean-keepers"}),
    ("mes coverage --year 20", {"2024", "2025"}),
    ("mes coverage --by po", {"policy"}),
    ("mes report an", {"annual"}),
    ("mes report --audience me", {"members"}),
    ("mes explain no-hour", {"no-hourly-cost"}),
    ("mes check --select no-hour", {"no-hourly-cost"}),
    ("mes check --stri", {"--strict"}),
    ("mes nothing x", set()),
]


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """A ``mes`` on the path, and no other home."""
    program = tmp_path / "bin/mes"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mes_cli "$@"\n', "utf-8")
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": path, "HOME": str(tmp_path), "MES_LANG": "en", "LANG": "C.UTF-8"}


def run(*words: str, environment: dict[str, str], cwd: Path = ROOT) -> str:
    done = subprocess.run(words, cwd=cwd, env=environment, check=False, capture_output=True,
                          encoding="utf-8", timeout=120)  # fmt: skip
    assert done.stderr == "", done.stderr
    return done.stdout


@pytest.mark.parametrize(("line", "words"), LINES)
def test_a_line_is_completed(line: str, words: set[str], surroundings: dict[str, str]) -> None:
    typed = line.split(" ")
    asked = {
        "_MES_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(typed) - 1),
    }
    out = run("mes", environment=surroundings | asked)

    assert set(out.split()) == words


def test_without_a_register_nothing_is_said(tmp_path: Path, surroundings: dict[str, str]) -> None:
    asked = {"_MES_COMPLETE": "complete_bash", "COMP_WORDS": "mes show x", "COMP_CWORD": "2"}
    out = run("mes", cwd=tmp_path, environment=surroundings | asked)

    assert out.strip() == ""


def test_names_of_records_are_nothing_that_a_shell_runs(
    tmp_path: Path, surroundings: dict[str, str]
) -> None:
    name = "Zed \\$(touch ran) `touch ran` \"' ; :é"
    quoted = name.replace("'", "''")
    write_folder(
        tmp_path / "register", f"-- structures/zed.yaml --\nname: '{quoted}'\nroles: [support]\n"
    )
    asked = {"_MES_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "mes show ze"}
    out = run("mes", cwd=tmp_path / "register", environment=surroundings | asked)

    assert '"zed":"Zed (touch ran) touch ran ’ ; ' in out
    assert not set("\\$`") & set(out.replace("\\\\:", ""))


@pytest.fixture
def shell(request: pytest.FixtureRequest) -> str:
    """Give the path of a shell, if it is installed here."""
    program = shutil.which(str(request.param))
    if program is None:
        pytest.skip(f"{request.param} is not installed")
    return program


#: Where each shell reads what somebody wants of it, and how it is told what to ask with.
SETTINGS = {
    "bash": (".bashrc", "PS1='ready> '"),
    "zsh": (".zshrc", "PS1='ready> '"),
    "fish": (".config/fish/config.fish", "function fish_prompt; printf 'ready> '; end"),
}


@pytest.mark.parametrize("shell", SETTINGS, indirect=True)
def test_shells_complete_once_it_is_installed(
    shell: str, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    name = Path(shell).name
    said = run(shell, "-c", "mes --install-completion; true",
               environment=surroundings | {"MES_LANG": "fr"})  # fmt: skip
    assert f"{name} complète les lignes de commande" in said
    file, prompt = SETTINGS[name]
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    with (tmp_path / file).open("a", encoding="utf-8") as settings:
        settings.write(f"\n{prompt}\n")

    shown = typed(shell, "mes list fund\t\r", "3 records", surroundings)
    assert "3 records" in shown


def typed(shell: str, keys: str, sought: str, environment: dict[str, str]) -> str:
    """Type into a new shell; give what it shows until *sought* is there."""
    process, handle = pty.fork()
    if process == 0:
        os.chdir(ROOT)
        os.execve(shell, [shell, "-i"], environment | {"TERM": "xterm"})  # noqa: S606
    seen, end = "", time.monotonic() + 60
    try:
        while sought not in seen and time.monotonic() < end:
            if select.select([handle], [], [], 0.5)[0]:
                seen += os.read(handle, 1 << 14).decode("utf-8", "replace")
            elif keys and "ready> " in seen:  # a shell drops what comes before it is quiet
                os.write(handle, keys.encode())
                keys = ""
    finally:
        os.close(handle)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    return seen


#: How PowerShell says what it would complete ``mes list fund`` with.
POWERSHELL = (
    "$env:_MES_COMPLETE='source_powershell'; mes | Out-String | Invoke-Expression;"
    " $env:_MES_COMPLETE=''; (TabExpansion2 'mes list fund' 13).CompletionMatches.CompletionText"
)


@pytest.mark.parametrize("shell", ["pwsh"], indirect=True)
def test_powershell_completes(shell: str, surroundings: dict[str, str]) -> None:
    assert "funding" in run(shell, "-c", POWERSHELL, environment=surroundings)
