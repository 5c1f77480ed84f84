"""Wherever mes is called from, and whatever surrounds it: the same results, and no traceback."""

import fcntl
import json
import os
import pty
import re
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from mes_cli.store.reading.load import load
from mes_cli.store.reading.root import register_language
from tests.conftest import EXAMPLES, write_folder

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs the shell of Unix")

FRENCH = EXAMPLES / "reseau-des-possibles"
ENGLISH = EXAMPLES / "seed-library"
HERE = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": "/proc/nobody"}

Mes = Callable[..., Any]
Done = subprocess.CompletedProcess[bytes]


def run(*words: str | Path, **environment: str) -> Done:
    """Run mes with these surroundings and no others."""
    return subprocess.run([sys.executable, "-m", "mes_cli", *words], cwd=EXAMPLES, check=False,
                          capture_output=True, env={"PATH": HERE["PATH"], **environment},
                          stdin=subprocess.DEVNULL, timeout=120)  # fmt: skip


def shell(command: str, cwd: Path = EXAMPLES) -> Done:
    """Run a line of shell, in which ``mes`` is mes."""
    words = f'mes() {{ {shlex.quote(sys.executable)} -m mes_cli "$@"; }}; {command}'
    return subprocess.run(["/bin/sh", "-c", words], cwd=cwd, check=False, capture_output=True,
                          env=HERE, timeout=120)  # fmt: skip


@pytest.fixture(scope="module")
def usual() -> Mapping[str, bytes]:
    """What the commands print in the usual surroundings."""
    return {name: run("-C", FRENCH, *words, **HERE).stdout for name, words in PRINTED.items()}


PRINTED = {
    "check": ("check", "--format", "json"),
    "report": ("report", "coverage", "--format", "md", "--output", "-"),
    "list": ("list", "initiatives"),
}
LOCALES: list[Mapping[str, str]] = [
    {"LANG": "C", "LC_ALL": "C", "MES_LANG": "fr"},
    {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "cp1252"},
    {"LC_ALL": "fr_FR.ISO-8859-1", "PYTHONUTF8": "0"},
    {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
    {"LC_ALL": "xx_YY", "COLUMNS": "40", "TERM": "dumb", "NO_COLOR": "1"},
]


@pytest.mark.parametrize(
    "locale", LOCALES, ids=lambda it: ",".join(f"{k}={v}" for k, v in it.items())
)
def test_what_is_printed_does_not_depend_on_the_locale(
    locale: Mapping[str, str], usual: Mapping[str, bytes]
) -> None:
    for name, words in PRINTED.items():
        done = run("-C", FRENCH, *words, **locale)
        assert (done.returncode, done.stdout) == (0, usual[name]), done.stderr


@pytest.mark.parametrize("home", [None, "/proc/nobody", "/dev/null"])
def test_nobody_need_be_at_home(home: str | None, tmp_path: Path) -> None:
    write_folder(tmp_path, "")
    surroundings = {"MES_LANG": "en", "TMPDIR": "/proc/nobody"}
    surroundings |= {"HOME": home} if home is not None else {}
    if home is None:
        surroundings["XDG_STATE_HOME"] = str(tmp_path / "state")

    done = run("-C", tmp_path, "log", "1h", "-", "all day", **surroundings)

    assert (done.returncode, b"all day" in done.stdout) == (0, True), done.stderr
    noted = b"take it back" in done.stderr
    assert noted == (home is None)
    assert noted or b"there is nowhere to note it down" in done.stderr
    assert run("-C", tmp_path, "report", **surroundings).returncode == 0


@pytest.mark.parametrize(
    "command",
    [
        "cd / && mes -C {root} check -f json",
        "cd {root}/funding && mes check -f json",
        "cd {root}/.. && mes -C seed-library check -f json",
        "cd {root}/.. && mes -C seed-library -C funding check -f json",
        "cd {root}/funding && mes -C ../initiatives check -f json",
        "mkdir -p {gone} && cd {gone} && rmdir {gone} && mes -C {root} check -f json",
        "ulimit -n 32; mes -C {root} check -f json",
        "PATH=/nonexistent; mes -C {root} check -f json",
        "cd {root} && mes check -f json <&-",
        "cd {root} && mes check -f json 2>&-",
        "cd {root} && mes check -f json 2>/dev/full",
    ],
)  # fmt: skip
def test_the_place_it_is_called_from_changes_nothing(command: str, tmp_path: Path) -> None:
    done = shell(command.format(root=shlex.quote(str(ENGLISH)), gone=tmp_path / "gone"))

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["findings"] == []
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("mes -C {root} check -q >&-", 2, "the result cannot be printed: what it goes through"),
        ("mes -C {root} check -q >/dev/full", 2, "the result cannot be printed: the disk is full"),
        ("mes -C {root} export sqlite -o - >/dev/full", 2, "the disk is full"),
        ("mes -C {root} export sqlite -o - | head -c 0; exit 141", 141, ""),
        ("mes --version >/dev/full", 2, "the disk is full"),
        ("mes --version >&-", 2, "what it goes through is closed"),
        ("mes check --help >/dev/full", 2, "the disk is full"),
        ("mes -C /nonexistent check 2>/dev/full", 2, ""),
        ("mes -C /nonexistent check >&- 2>&- <&-", 2, ""),
        ("mkdir {gone} && cd {gone} && rmdir {gone} && mes check", 2,
         "the folder that you are in does not exist any more"),
        ("mkdir {gone} && cd {gone} && rmdir {gone} && mes init", 2,
         "the folder that you are in does not exist any more"),
        ("mes -C '' check", 2, "there is no register"),
        ("mes -C /dev/null check", 2, "there is no file or folder"),
        ("mes -C {root} report -o /dev/null", 2, "it is no ordinary file"),
        ("mes -C {root} report -o /", 2, "it is a folder"),
        ("mes -C {root} report -o .", 2, "it is a folder"),
        ("mes -C {root} report -o /proc/mes/x.html", 2, "it does not exist, or not any more"),
        ("mes -C {root} report --all -o /dev/null", 2, "a part of this path is no folder"),
    ],
)  # fmt: skip
def test_trouble_is_one_line_and_its_code(
    command: str, code: int, said: str, tmp_path: Path
) -> None:
    words = command.format(root=shlex.quote(str(ENGLISH)), gone=tmp_path / "gone")
    done = shell(f"export MES_LANG=en; {words}")

    assert done.returncode == code, done.stderr
    assert said in done.stderr.decode()
    lines = done.stderr.decode().splitlines()
    assert [line[:7] for line in lines] in ([], ["error: ", "  = hel"], ["error: "])


def test_streams_that_are_closed_get_into_no_file(tmp_path: Path) -> None:
    root = shutil.copytree(ENGLISH, tmp_path / "register")

    done = shell(f"mes -C {shlex.quote(str(root))} report <&- >&- 2>&-")

    assert done.returncode == 2  # nobody was told where it is
    [report] = (root / "reports").rglob("*.html")
    assert report.read_text("utf-8").startswith("<!doctype html>")
    assert report.read_text("utf-8").rstrip().endswith("</html>")


def terminal(size: tuple[int, int], *words: str, **environment: str) -> tuple[int, bytes]:
    """Run mes on a terminal of so many lines and columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    surroundings = {**HERE, "TERM": "xterm-256color", **environment}
    command = [sys.executable, "-m", "mes_cli", *words]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        env=surroundings,
    ) as process:  # fmt: skip
        os.close(theirs)
        said = b""
        # Where the other end is closed there is nothing to read.
        with suppress(OSError):
            while part := os.read(ours, 65536):
                said += part
    os.close(ours)
    return process.returncode, said


@pytest.mark.parametrize("size", [(24, 40), (1, 1), (0, 0), (24, 2000)])
def test_a_terminal_may_have_any_size(size: tuple[int, int]) -> None:
    for words in (("check",), ("coverage",), ("list", "initiatives"), ("--help",)):
        code, said = terminal(size, "-C", str(FRENCH), *words)

        assert code == 0
        assert b"Traceback" not in said
        if size == (24, 40) and words[0] in {"coverage", "list"}:
            plain = re.sub(r"\x1b\[[0-9;]*m", "", said.decode())
            results = [line for line in plain.splitlines() if "`mes " not in line]
            assert max(map(len, results)) <= 40


@pytest.mark.parametrize("plain", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colours_are_left_out_where_they_are_not_wanted(
    plain: Mapping[str, str], tmp_path: Path
) -> None:
    write_folder(tmp_path, "-- structures/mill.yaml --\nname: Mill\nroles: [miller]\n")
    coloured = re.compile(rb"\x1b\[[0-9;]*3\d")

    assert coloured.search(terminal((24, 80), "-C", str(tmp_path), "check")[1])
    assert not coloured.search(terminal((24, 80), "-C", str(tmp_path), "check", **plain)[1])


def windows(root: Path, *, mark: bytes = b"") -> None:
    """Give all files of a register the line ends, and the mark, of Windows."""
    for path in root.rglob("*.yaml"):
        path.write_bytes(mark + path.read_bytes().replace(b"\n", b"\r\n"))


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_of_windows_say_the_same(mark: bytes, tmp_path: Path, mes: Mes) -> None:
    root = shutil.copytree(FRENCH, tmp_path / "register")
    reports = [mes("-C", root, "report", "-f", "md", "-o", "-").out]

    windows(root, mark=mark)
    reports.append(mes("-C", root, "report", "-f", "md", "-o", "-").out)

    assert load(root).findings == []
    assert register_language(root) == "fr"
    assert reports[0] == reports[1]
    assert mes("-C", root, "fmt", "--check").code == 0


def test_line_ends_of_windows_stay_where_records_are_changed(tmp_path: Path, mes: Mes) -> None:
    root = shutil.copytree(ENGLISH, tmp_path / "register")
    windows(root)
    slip = root / "funding/fees-2025.yaml"
    slip.write_bytes(slip.read_bytes().replace(b"nature:", b"Nature:"))
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}

    assert mes("-C", root, "check", "--fix").code == 0
    assert mes("-C", root, "set", "initiative/bean-keepers", "summary=Beans").code == 0
    assert mes("-C", root, "rename", "initiative/bean-keepers", "beans").code == 0
    assert mes("-C", root, "set", "mes.yaml", "name=Seeds").code in {0, 2}

    after = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    assert sum(after.get(path) != text for path, text in before.items()) >= 3
    for path, text in after.items():
        assert text.count(b"\n") == text.count(b"\r\n"), path


def test_a_register_beside_or_below_another_is_one_of_its_own(tmp_path: Path, mes: Mes) -> None:
    outer = shutil.copytree(ENGLISH, tmp_path / "outer")
    inner = shutil.copytree(FRENCH, outer / "members/inner")
    alone = [mes("-C", folder, "check").out for folder in (ENGLISH, FRENCH)]

    assert [mes("-C", folder, "check").out for folder in (outer, inner)] == alone
    assert mes("check", cwd=inner / "initiatives").out == alone[1]
    assert mes("check", "members/inner", cwd=outer).code == 0
    done = mes("-C", inner, "report")
    assert Path(done.out.strip()).is_relative_to(inner)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_a_signal_that_was_turned_off_stays_so(number: signal.Signals, folder: Path) -> None:
    """Only the default files."""
    program = (
        "import os, mes_cli.store.reading.root as a, mes_cli.cli.entry as e\n"
        f"a.register_language = lambda folder: os.kill(os.getpid(), {int(number)})\n"
        "e.run(['check'])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, check=False,
                          capture_output=True, timeout=60,
                          preexec_fn=lambda: signal.signal(number, signal.SIG_IGN))  # fmt: skip

    assert done.returncode == 0, done.stderr
