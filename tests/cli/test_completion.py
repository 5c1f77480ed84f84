"""Shells complete kinds, ids, years, words and codes; each is driven where it is installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES

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


#: How each shell says what it would complete ``mes list fund`` with.
DRIVERS = {
    "bash": "source <(_MES_COMPLETE=source_bash mes); COMP_WORDS=(mes list fund); COMP_CWORD=2;"
    " _mes_completion mes; echo ${COMPREPLY[@]}",
    "zsh": "autoload -Uz compinit; compinit -u; compdef() { : }; _arguments() { print -r -- $@ };"
    ' eval "$(_MES_COMPLETE=source_zsh mes)"; words=(mes list fund); _mes_completion',
    "fish": "_MES_COMPLETE=source_fish mes | source; complete -C 'mes list fund'",
    "pwsh": "$env:_MES_COMPLETE='source_powershell'; mes | Out-String | Invoke-Expression;"
    " $env:_MES_COMPLETE=''; (TabExpansion2 'mes list fund' 13).CompletionMatches.CompletionText",
}


@pytest.mark.parametrize("shell", DRIVERS)
def test_shells_complete(shell: str, surroundings: dict[str, str]) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")

    assert "funding" in run(program, "-c", DRIVERS[shell], environment=surroundings)


def test_installing_speaks_our_words(tmp_path: Path, surroundings: dict[str, str]) -> None:
    program = shutil.which("bash")
    if program is None:
        pytest.skip("bash is not installed")

    said = run(
        program,
        "-c",
        "mes --install-completion; true",
        environment=surroundings | {"MES_LANG": "fr"},
    )
    assert "bash complète les lignes de commande" in said
    assert (tmp_path / ".bash_completions/mes.sh").exists()
