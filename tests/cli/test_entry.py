"""What all commands share: options, mistakes on the command line, exit codes."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mes_cli.cli import app, entry
from mes_cli.cli.session import Exit, SharedOptions, begin, current

Mes = Callable[..., Any]
Guarded = Callable[[list[str], str], tuple[int, str, str]]


@pytest.fixture
def guarded(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Iterator[Guarded]:
    """Run a command line in this process: its code, its output, its trouble."""
    before = current()
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.chdir(tmp_path)

    def run(arguments: list[str], language: str) -> tuple[int, str, str]:
        monkeypatch.setenv("MES_LANG", language)
        code = entry._guarded(arguments)  # noqa: SLF001 - all of it but the end of the process
        return (code, *capsys.readouterr())

    yield run
    begin(before)


@pytest.mark.parametrize(
    ("arguments", "english", "french"),
    [
        (["chek"], "there is no command `chek`\n  = help: write `mes check`", "`mes check`"),
        (["check", "--strct"], "there is no option `--strct`\n  = help: write `--strict`",
         "`--strict`"),
        (["check", "--format", "yaml"], "`yaml` is not a value of `--format`", "`--format`"),
        (["check", "--format", "jsn"], "write `json`", "`json`"),
        (["check", "--max-findings", "many"],
         "`many` is not a value of `--max-findings`\n  = help: write a whole number, 0 or more",
         "un nombre entier, 0 ou plus"),
        (["report", "-y", "1850"], "write a number from 1900 to 2100", "de 1900 à 2100"),
        (["report", "--year"], "of `--year` is missing\n  = help: see `mes report --help`",
         "`--year` manque"),
        (["report", "--output", ""], "the value of `--output` is missing", "`--output` manque"),
        (["report", "--format="], "write one of `html`, `md`", "`html`, `md`"),
        (["check", "--strict=yes"], "`--strict` takes no value", "ne prend pas de valeur"),
        (["check", "\u2014fix"], "help: write `--fix`", "écrivez `--fix`"),
        (["check", "--all"], "help: see `mes check --help`", "voyez `mes check --help`"),
        (["log", "-2h"], "there is no option `-2h`\n  = help: a value that", "`-2h`"),
        (["show", " "], "`ID` is missing", "`ID` manque"),
        (["search", ""], "`WORDS...` is missing", "`MOTS...` manque"),
        (["report", "anual"], "there is no report called `anual`\n  = help: write `annual`, which",
         "aucun rapport ne s’appelle `anual`"),
        (["report", "norm", "--audience", "public"], "`norm` is not for the audience `public`",
         "`norme` n’est pas destiné"),
        (["REPORT"], "write `mes report`", "`mes report`"),
        (["check", "--max-findings"], "`--max-findings` is missing", "`--max-findings`"),
        (["explain"], "`CODE` is missing", "manque"),
        (["list"], "`KIND` is missing\n  = help: write one of `structures`", "`SORTE` manque"),
        (["export"], "`FORM` is missing", "`FORME` manque"),
        (["import"], "`FILE` is missing", "`FICHIER` manque"),
        (["explain", "empty-fil"], "write `empty-file`", "`empty-file`"),
        (["explain", "zzz"], "codes stand in brackets", "`zzz`"),
        (["explain", "empty-file", "more"], "`more` is one word too many", "`more` est de trop"),
        (["schema", "bicycle"], "there is no kind of record called `bicycle`", "`bicycle`"),
        (["--lang", "de", "check"], "there is no language `de`", "`de`"),
    ],
)  # fmt: skip
def test_a_mistake_on_the_command_line_is_said_in_both_languages(
    arguments: list[str], english: str, french: str, guarded: Guarded
) -> None:
    for language, words, label in (("en", english, "error: "), ("fr", french, "erreur\u00a0: ")):
        code, out, err = guarded(arguments, language)

        assert (code, out) == (2, "")
        assert words in err
        assert err.startswith(label)


def test_several_reports_are_not_printed(folder: Path, mes: Mes) -> None:
    """Only the default files."""
    done = mes("-C", folder, "--lang", "en", "report", "--all", "--output", "-")

    assert (done.code, done.out) == (2, "")
    assert "`--all` makes several files" in done.err


def test_shared_options_stand_on_both_sides_of_the_command(folder: Path, mes: Mes) -> None:
    """Only the default files."""
    before = mes("-C", folder.parent, "-C", folder.name, "-q", "--lang", "fr", "check")
    after = mes("check", "-C", folder.parent, "-C", folder.name, "-q", "--lang=fr")
    shared = mes("-C", folder.parent, "check", "-C", folder.name, "--quiet", "--lang", "fr")

    assert (before.code, before.out[:9]) == (0, "1 fiche, ")
    assert after == shared == before


def test_a_path_that_is_named_says_which_language_is_spoken(mes: Mes, tmp_path: Path) -> None:
    (tmp_path / "mes.yaml").write_text("mes: 1\nnom: R\nlangue: fr\nteneur: r\n", "utf-8")

    assert mes("check", tmp_path, "--formt", cwd=tmp_path.parent).err.startswith("erreur")


def test_a_path_may_look_like_an_option(folder: Path, mes: Mes) -> None:
    """Only the default files."""
    done = mes("-C", folder, "check", "--", "-q", cwd=folder)

    assert done.code == 2
    assert "there is no file or folder `-q`" in done.err


def test_the_version_and_the_help_end_well(mes: Mes) -> None:
    assert mes("--version").out.startswith("mes ")
    for language, flag in (("fr", "--help"), ("en", "-h")):
        done = mes("--lang", language, "check", flag)
        assert (done.code, done.err) == (0, "")
        assert "--strict" in done.out


def test_a_fault_of_ours_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, guarded: Guarded
) -> None:
    def fail(arguments: object) -> int:
        message = "private"
        raise ZeroDivisionError(message)

    begin(SharedOptions(Path(), "en", color=False))
    monkeypatch.setattr(app, "dispatch", fail)

    code, out, err = guarded([], "en")

    assert (code, out) == (Exit.BUG, "")
    assert err.count("\n") == 1
    assert "this is a fault of mes itself (ZeroDivisionError)" in err
    assert "private" not in err


@pytest.mark.skipif(os.name == "nt", reason="other signals there")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("made", ["raise", "raise TypeError from None"])
def test_an_interrupted_run_ends_without_a_word(
    number: signal.Signals, code: int, made: str, folder: Path
) -> None:
    """Only the default files. A library may make something else of what ends the run."""
    program = (
        "import os, mes_cli.store.reading.root as a, mes_cli.cli.entry as e\n"
        "def peek(folder):\n"
        "    try:\n"
        f"        os.kill(os.getpid(), {int(number)})\n"
        "    except SystemExit:\n"
        f"        {made}\n"
        "a.register_language = peek\n"
        "e.run(['check'])\n"
    )
    # Whoever runs the tests in the background may have turned signals off.
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, check=False,
                          capture_output=True, timeout=60,
                          preexec_fn=lambda: signal.signal(number, signal.SIG_DFL))  # fmt: skip

    assert (done.returncode, done.stdout, done.stderr) == (code, b"", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk on this system")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_is_not_green(unbuffered: str, folder: Path) -> None:
    """Only the default files."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, "-m", "mes_cli", "check"], cwd=folder, check=False,
                              stdout=full, stderr=subprocess.PIPE, timeout=60,
                              env=os.environ | {"PYTHONUNBUFFERED": unbuffered})  # fmt: skip

    assert done.returncode == 2
    said = b"error: the result cannot be printed: the disk is full\n"
    assert done.stderr.startswith(said)


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_closed_pipe_is_no_fault(unbuffered: str, folder: Path) -> None:
    """Only the default files."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run([sys.executable, "-m", "mes_cli", "check"], cwd=folder, check=False,
                              stdout=writing, stderr=subprocess.PIPE, timeout=60,
                              env=os.environ | {"PYTHONUNBUFFERED": unbuffered})  # fmt: skip
    finally:
        os.close(writing)

    assert (done.returncode, done.stderr) == (141, b"")
