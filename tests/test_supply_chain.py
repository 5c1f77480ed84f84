"""What mes brings along and what it does with it: no dynamic code, no network, known versions."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from mes_cli.cli.app import COMMANDS
from mes_cli.exchange.export import FORMS
from tests.conftest import EXAMPLES, ROOT
from tests.test_project import tool

MODULES = sorted((ROOT / "mes_cli").rglob("*.py"))
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))

#: What runs a text as a program, or makes objects of bytes.
CALLS = {"eval", "exec", "compile", "__import__", "globals", "locals", "breakpoint"}
LIBRARIES = {"pickle", "cPickle", "marshal", "shelve", "dill", "cloudpickle", "code", "codeop",
             "runpy", "ctypes", "imp"}  # fmt: skip
METHODS = {"yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.full_load", "os.system",
           "os.popen", "os.execv", "os.spawnv", "subprocess.getoutput",
           "subprocess.getstatusoutput"}  # fmt: skip
NETWORK = {"socket", "ssl", "http", "ftplib", "smtplib", "urllib.request", "requests", "httpx",
           "aiohttp", "xmlrpc", "socketserver", "telnetlib"}  # fmt: skip
#: The modules that may start a program, and which.
PROGRAMS = {
    "mes_cli/store/git/command.py",
    "mes_cli/cli/edit.py",
    "mes_cli/exchange/workbooks.py",  # ourselves, within limits
}
#: The module that speaks to the network, and to this machine only: a second start of the page.
LOOPBACK = {"mes_cli/web/server.py"}


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def faults(text: str, file: str) -> Iterator[str]:
    """What a module does that none of ours may."""
    tree = ast.parse(text)
    for name in imported(tree):
        if name.partition(".")[0] in LIBRARIES:
            yield f"imports {name}"
        if file not in LOOPBACK and {name, name.partition(".")[0]} & NETWORK:
            yield f"imports {name}"
        if name == "subprocess" and file not in PROGRAMS:
            yield "starts programs"
    for call in calls(tree):
        function = call.func
        if isinstance(function, ast.Name) and function.id in CALLS:
            yield f"calls {function.id}"
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
            name = f"{function.value.id}.{function.attr}"
            yield from (f"calls {name}" for method in METHODS if method == name)
        if any(word.arg == "shell" for word in call.keywords):
            yield "asks for a shell"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_runs_what_it_reads(path: Path) -> None:
    assert list(faults(path.read_text("utf-8"), path.relative_to(ROOT).as_posix())) == []


@pytest.mark.parametrize(
    "text",
    [
        "eval('1')",
        "import pickle",
        "from marshal import loads",
        "import yaml\nyaml.load(text, Loader)",
        "import subprocess",
        "run(['ls'], shell=True)",
        "import os\nos.system('ls')",
        "from urllib.request import urlopen",
        "from http import client",
    ],
)
def test_what_runs_what_it_reads_is_seen(text: str) -> None:
    assert len(list(faults(text, "mes_cli/a.py"))) >= 1


#: What writes to a disk, or takes away from it.
WRITES = {"write_text", "write_bytes", "unlink", "rename", "rmdir", "rmtree", "touch", "symlink_to",
          "hardlink_to", "mkdtemp", "mkstemp", "TemporaryDirectory", "NamedTemporaryFile",
          "copyfile", "copytree"}  # fmt: skip
#: Who does so beside the one door, and why it harms nobody.
WRITERS = {
    "mes_cli/store/editing/atomic.py": {"unlink", "rmdir"},  # the door
    "mes_cli/store/editing/changes.py": {"unlink", "rmdir"},  # records that go, all or none
    "mes_cli/store/editing/rewording.py": {"rmdir"},  # folders without a file
    "mes_cli/store/cache.py": {"unlink"},  # what nobody asked for in half a year
    "mes_cli/exchange/engines.py": {"TemporaryDirectory"},  # on the way, outside
    # On the way, outside; and partitions of ours that are out of date.
    "mes_cli/exchange/parquet.py": {"TemporaryDirectory", "unlink"},
    "mes_cli/drafts/kept.py": {"unlink"},  # drafts, outside
    "mes_cli/web/uploads.py": {"unlink", "rmdir"},  # files that were dropped on the page, outside
    "mes_cli/cli/edit.py": {"mkdtemp", "rmtree"},  # what an editor works on, outside
    "mes_cli/store/editing/journal.py": {"unlink"},  # what can be taken back, outside
    "mes_cli/store/user_folders.py": {"rmtree"},  # drafts and what can be taken back, forgotten
}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_are_written_through_one_door(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    called = {call.func.attr for call in calls(tree) if isinstance(call.func, ast.Attribute)}

    assert called & WRITES <= WRITERS.get(path.relative_to(ROOT).as_posix(), set())


#: Runs command lines in one process that may open no socket and start no program but these:
#: git, an editor, what Python looks for libraries with, which PDF needs, and Python itself, for
#: workbooks, which are read within limits.
GUARDED = """
import json, os, sys

PROGRAMS = {"git", "true", "ld", "ldconfig", "gcc", "cc", os.path.basename(sys.executable)}

def guard(event, arguments):
    if event.startswith("socket."):
        raise RuntimeError(event)
    if event in {"subprocess.Popen", "os.posix_spawn"}:
        if os.path.basename(os.fsdecode(arguments[0])) not in PROGRAMS:
            raise RuntimeError(event)
    if event in {"os.system", "os.exec", "os.fork", "pty.spawn"}:
        raise RuntimeError(event)

sys.addaudithook(guard)
from mes_cli.cli import entry

for words in json.loads(sys.argv[1]):
    code = entry._guarded(words)
    sys.stdout.flush()
    sys.stderr.write(f"\\n== {code} {' '.join(words)}\\n")
"""


def every_command(root: Path, out: Path) -> list[list[str]]:
    """A command line, or several, of every command, in an order in which all end well."""
    lines = [
        ["init", str(out / "new")],
        ["check"], ["check", "--format", "sarif", "-o", str(out / "a.sarif")],
        ["check", "--since", "HEAD"], ["check", "--score"], ["check", "--diff"],
        ["report"], ["report", "--all", "--audience", "internal"],
        ["report", "coverage", "-f", "json", "-o", "-"], ["report", "-f", "md", "--sources"],
        ["report", "-f", "pdf"],
        ["templates", "list"], ["templates", "copy", "annual"],
        ["coverage", "--by", "policy"], ["coverage", "--explain"], ["rates"],
        ["privacy"], ["explain", "empty-file"], ["schema", "initiative"], ["schema", "--write"],
        *(["export", form, "--audience", FORMS[form].audiences[-1], "-o", str(out / form)]
          for form in FORMS),
        ["export", "ods", "--audience", "internal", "-o", str(out / "a.ods")],
        ["import", str(out / "a.ods"), "--yes"],
        ["new", "structure", "--set", "name=Mill", "--set", "roles=member"],
        ["log", "2h", "-", "beans"], ["log", "--undo"],
        ["list", "initiatives"], ["show", "mill"], ["search", "beans"],
        ["set", "mill", "short_name=M"], ["edit", "mill"], ["rename", "mill", "mills"], ["undo"],
        ["remove", "mill", "--yes"], ["due"], ["due", "--ics", str(out / "due.ics")],
        ["sql", "SELECT 1"], ["sql", "SELECT 1", "--engine", "sqlite"],
        ["fmt"], ["diff"],
    ]  # fmt: skip
    return [["-C", str(root), *line] for line in lines]


def surroundings(home: Path) -> dict[str, str]:
    kept = {"PATH": os.environ["PATH"], "HOME": str(home), "MES_LANG": "en", "EDITOR": "true"}
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull}


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The example in a repository."""
    root = shutil.copytree(EXAMPLES / "seed-library", tmp_path / "register")
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "all"]):
        command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words]
        subprocess.run(command, cwd=root, check=True, env=surroundings(tmp_path))
    return root


@pytest.mark.skipif(os.name == "nt", reason="the editor is a program of Unix")
def test_every_command_works_without_a_network(kept: Path, tmp_path: Path) -> None:
    lines = every_command(kept, tmp_path / "out")
    # Tests of the page and of networks ask the others.
    assert {line[2] for line in lines} == set(COMMANDS) - {"web", "combine", "same", "distinct"}

    done = subprocess.run(
        [sys.executable, "-c", GUARDED, json.dumps(lines)], check=False, capture_output=True,
        encoding="utf-8", env=surroundings(tmp_path), cwd=tmp_path, timeout=300,
    )  # fmt: skip

    codes = re.findall(r"^== (\d+) (.*)$", done.stderr, re.MULTILINE)
    assert [(code, words) for code, words in codes if code != "0"] == [], done.stderr
    assert len(codes) == len(lines)


def test_a_socket_would_be_seen() -> None:
    program = GUARDED.partition("from mes_cli")[0] + "import socket; socket.socket()"
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)

    assert done.returncode == 1
    assert b"socket.__new__" in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="nothing here watches system calls")
def test_libraries_open_no_socket_either(kept: Path, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    lines = [line for line in every_command(kept, tmp_path / "out")
             if line[2:4] in (["export", "parquet"], ["report", "-f"])]  # fmt: skip
    done = subprocess.run(
        ["strace", "-f", "-qq", "-e", "trace=socket,connect", "-e", "signal=none", "-o", trace,  # noqa: S607
         sys.executable, "-c", GUARDED, json.dumps(lines)],
        check=False, capture_output=True, env=surroundings(tmp_path), timeout=300,
    )  # fmt: skip
    if not trace.exists() or b"ptrace" in done.stderr:
        pytest.skip("system calls may not be watched here")

    assert trace.read_text("utf-8") == ""


def requirements(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==([^ \\\n]+)", lock.read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_what_is_locked_is_known_by_its_hash_and_by_no_address(lock: Path) -> None:
    text = lock.read_text("utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())

    assert len(blocks) == len(requirements(lock)) > 1
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text
    assert "index-url" not in text


def test_the_oldest_versions_that_are_allowed_are_tried() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [name for extra in project["optional-dependencies"].values() for name in extra]
    locked = requirements(ROOT / "requirements/lowest.lock")

    for wanted in map(Requirement, [*project["dependencies"], *extras]):
        [bound] = wanted.specifier
        oldest = Version(bound.version).release
        found = Version(locked[canonicalize_name(wanted.name)]).release
        assert found[: len(oldest)] == oldest, wanted


def test_what_is_known_to_be_vulnerable_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    audit = tool("audit")
    known = {"id": "PYSEC-1", "fix_versions": ["2.1"]}
    answers = {
        "nothing": [],
        "not found": [{"name": "a", "skip_reason": "not found"}],
        "clean": [{"name": "a", "version": "2", "vulns": []}],
        "known": [{"name": "a", "version": "2", "vulns": [known]}],
    }
    said = {}
    monkeypatch.setattr(sys, "argv", ["audit.py"])
    for name, answer in answers.items():
        monkeypatch.setattr(audit, "audited", lambda _, answer=answer: answer)
        said[name] = (audit.main(), capsys.readouterr().out)

    assert {name: code for name, (code, _) in said.items()} == {
        "nothing": 0, "not found": 0, "clean": 0, "known": 1,
    }  # fmt: skip
    assert "run.lock: not run: its data cannot be reached" in said["not found"][1]
    assert "run.lock: a 2: PYSEC-1, mended in 2.1" in said["known"][1]
    assert "lowest" not in said["known"][1]
    monkeypatch.setattr(sys, "argv", ["audit.py", "--strict"])
    monkeypatch.setattr(audit, "audited", lambda _: [])
    assert audit.main() == 1


def test_an_answer_that_is_none_is_no_clean_bill() -> None:
    audit = tool("audit")

    assert audit.packages_in("") == audit.packages_in("[]") == audit.packages_in("{}") == []
    assert audit.packages_in('{"dependencies": [{"name": "a"}]}') == [{"name": "a"}]
