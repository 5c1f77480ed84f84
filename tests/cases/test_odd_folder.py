"""Odd things among the files: names, links, pipes. Each is said, and does nothing else."""

import json
import os
import re
import shutil
import sys
import threading
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from mes_cli import checks
from mes_cli.cli.findings_form import FORMATS
from mes_cli.language.catalogue import catalogue
from mes_cli.language.vocabulary import vocabulary
from mes_cli.output.speech import Result, Speech
from mes_cli.store.reading.load import load
from mes_cli.store.reading.locate import locate
from tests.conftest import DEFAULT, Done

Mes = Callable[..., Done]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names that others refuse")

#: Whatever a terminal obeys, or turns text around.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
PAINT = re.compile("\x1b\\[[0-9;]*m")
NAMES = (
    "a\nb", "a\x1b[2Jb", "x[", "red]", "[red]x", "con", "COM1", "A", "é", "e\u0301", "\u0430bc",
    "\u202eabc", "a\u200bb", "-rf", "--output=x", ".", "..", "a b", "a;b", "$(x)", "`x`", "a&b<c>",
    'a"b', "a'b", "a|b", "a\\b", "y" * 240, "::error::x", "##[x", "a%0Ab", "a:b", "caf\udce9",
    "\udcff\udcfe", "]]>", "\x7f", "\x85", "\ufeff", "=1+1", "@x", "\U000e0041", "\U0001f600",
    "tab\tx", "cr\rx", "bs\x08x", "\ufb01", "\uff46ull", "ß", "İ",
)  # fmt: skip
WRONG = "nmae: '[/red][link=http://x]y'\n::error::x: 1\n\"a\\e[2J\": 1\n"


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A register among whose records stand odd things."""
    root = tmp_path / "register"
    for name, text in DEFAULT.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    folder = root / "initiatives"
    folder.mkdir()
    for name in NAMES:
        (folder / f"{name}.yaml").write_text(WRONG, "utf-8")
        (root / f"{name}-stray.yaml").write_text(WRONG, "utf-8")
        inner = folder / f"in{name}"
        inner.mkdir()
        (inner / f"record-{NAMES.index(name)}.yaml").write_text(WRONG, "utf-8")
    os.mkfifo(folder / "pipe.yaml")
    (folder / "folder.yaml").mkdir()
    for name, target in (
        ("secret", "/etc/passwd"), ("twin", "../structures/seeds.yaml"), ("nowhere", "gone"),
        ("self", "self.yaml"), ("endless", "/dev/zero"),
    ):  # fmt: skip
        (folder / f"{name}.yaml").symlink_to(target)
    (folder / "up").symlink_to("..")
    (folder / "out").symlink_to("/etc")
    (root / "years").symlink_to("/etc")
    (root / "funding").write_text("x", "utf-8")
    os.mkfifo(root / "evidence")
    return root


def test_what_is_odd_is_found_and_said_in_every_form(odd: Path) -> None:
    reading = load(odd)
    findings = locate([*reading.findings, *checks.run(reading.register)], reading)
    result = Result(findings, 1, 1, 1, most_per_file=0, most=0)

    forms = {
        name: write(result, Speech(catalogue("fr"), vocabulary("en")))
        for name, write in FORMATS.items()
    }

    for name, text in forms.items():
        assert not CONTROL.search(text), name
        assert "root:" not in text, name
        text.encode()
    for name in ("json", "gitlab", "sarif"):
        json.loads(forms[name], parse_constant=pytest.fail)
    ET.fromstring(forms["junit"])  # noqa: S314 - it is ours
    # One line each, whatever the names hold.
    assert forms["concise"].count("\n") == len(findings) + 1
    assert len({f.at.file for f in findings}) >= 3 * len(NAMES)
    assert all(f.at.line >= 1 and f.at.column >= 1 for f in findings)


@pytest.mark.parametrize("form", ["json", "junit", "github"])
def test_forms_for_programs_have_no_colours(odd: Path, form: str, mes: Mes) -> None:
    plain = mes("-C", odd, "check", "--format", form)
    forced = mes("-C", odd, "check", "--format", form, FORCE_COLOR="1")

    assert (forced.code, forced.out) == (1, plain.out)
    assert not CONTROL.search(plain.out)


def test_what_is_named_on_the_command_line_is_found_by_its_name(odd: Path, mes: Mes) -> None:
    for name in ("a\nb.yaml", "a\x1b[2Jb.yaml", "in\u202eabc", "caf\udce9.yaml"):
        done = mes("check", odd / "initiatives" / name, "--format", "concise")

        assert done.code == 1, name
        assert not CONTROL.search(done.out)


@pytest.mark.parametrize(
    "arguments",
    [
        ["report"], ["coverage"], ["list", "initiative"], ["search", "x"], ["fmt", "--check"],
        ["check", "--fix", "--diff"], ["check", "--score"], ["show", "[/red]\x1b[2J"],
        ["explain", "\x1b[2J[/red]"], ["check", "--since", "--output=x"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_nothing_odd_reaches_the_terminal(odd: Path, arguments: list[str], mes: Mes) -> None:
    done = mes("-C", odd, *arguments, FORCE_COLOR="1")

    assert done.code in {0, 1, 2}
    assert not CONTROL.search(PAINT.sub("", done.out + done.err))


def test_a_folder_that_changes_while_it_is_read_ends_in_findings(odd: Path) -> None:
    chance, ended = Random(1), threading.Event()  # noqa: S311

    def change() -> None:
        while not ended.is_set():
            folder = odd / chance.choice(("initiatives", "structures", "contributions/sub"))
            path = folder / f"f{chance.randrange(20)}.yaml"
            try:
                folder.mkdir(parents=True, exist_ok=True)
                match chance.randrange(7):
                    case 0 | 1 | 2:
                        _write(path, WRONG.encode())
                    case 3:
                        path.unlink()
                        path.mkdir()
                    case 4:
                        path.unlink()
                        os.mkfifo(path)
                    case 5:
                        _write(path, b"x" * (1 << 21))
                    case _:
                        shutil.rmtree(odd / "contributions")
            except OSError:
                pass

    thread = threading.Thread(target=change)
    thread.start()
    try:
        for _ in range(15):
            reading = load(odd)
            found = locate([*reading.findings, *checks.run(reading.register)], reading)

            assert "internal-fault" not in {finding.code for finding in found}
            assert all(f.at.line >= 1 and f.at.column >= 1 for f in found)
    finally:
        ended.set()
        thread.join()


def _write(path: Path, content: bytes) -> None:
    """Write where a pipe may stand that nobody reads: that is refused instead of waited for."""
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NONBLOCK), "wb"
    ) as file:
        file.write(content)
