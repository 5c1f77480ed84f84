"""Fixtures: a folder from a docstring, its register, golden files, the command line."""

import inspect
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from cProfile import Profile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from mes_cli import checks
from mes_cli.finding import Finding, Message
from mes_cli.language.catalogue import catalogue
from mes_cli.language.vocabulary import vocabulary
from mes_cli.output.speech import Speech
from mes_cli.register import Register
from mes_cli.store.reading.load import Reading, load, with_pictures
from mes_cli.store.reading.locate import locate

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = ROOT / "examples"

#: What every folder of a docstring has, unless it says otherwise.
DEFAULT = {
    "mes.yaml": "mes: 1\nname: Seed network\nlanguage: en\nkeeper: seeds\n",
    "structures/seeds.yaml": "name: Seeds\nroles: [network-head, support]\n",
}


# A merge is judged by the same examples each time; whoever runs the tests looks for new ones.
settings.register_profile("merge", derandomize=True, database=None, print_blob=True)
if os.environ.get("CI"):
    settings.load_profile("merge")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the golden files anew")


@pytest.fixture(autouse=True, scope="session")
def cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test sees, or leaves, what mes keeps for whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


def write_folder(root: Path, text: str) -> None:
    """Write the ``-- name --`` sections of a text as files."""
    _, *parts = re.split(r"^-- (\S+) --\n", f"{text}\n", flags=re.MULTILINE)
    sections = DEFAULT | dict(zip(parts[::2], parts[1::2], strict=True))
    for name, content in sections.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The folder written, as ``-- name --`` sections, in the test's docstring."""
    write_folder(tmp_path, inspect.getdoc(request.function) or "")
    return tmp_path


@pytest.fixture
def reading(folder: Path) -> Reading:
    """That folder as it was read, findings and all."""
    return load(folder)


@pytest.fixture
def findings(reading: Reading) -> list[Finding]:
    """All findings of that folder, in order of place."""
    return locate([*reading.findings, *checks.run(with_pictures(reading))], reading)


@pytest.fixture
def found(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], list[Finding]]:
    """Find everything in some files beside the default ones, in a new folder at each call."""

    def find(files: Mapping[str, str | bytes]) -> list[Finding]:
        root = Path(tempfile.mkdtemp(dir=tmp_path))
        for name, content in (DEFAULT | dict(files)).items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        reading = load(root)
        return locate([*reading.findings, *checks.run(with_pictures(reading))], reading)

    return find


@pytest.fixture
def said() -> Callable[[Message | None], str]:
    """Put a message into English words."""
    speech = Speech(catalogue("en"), vocabulary("en"))
    return lambda message: speech.say(message) if message else ""


@pytest.fixture
def register(reading: Reading) -> Register:
    """The register of that folder, which must read without findings."""
    assert reading.findings == []
    return reading.register


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Compare a text with the golden file named after the test."""

    def compare(text: str, name: str = "", ending: str = "txt") -> None:
        path = GOLDEN / f"{name or request.node.originalname}.{ending}"
        if request.config.getoption("--golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        assert text == path.read_text("utf-8"), "run `pytest --golden`, then read the diff"

    return compare


@dataclass(frozen=True)
class Done:
    """What a run of the command line left."""

    code: int
    out: str
    err: str


_KEPT = frozenset({"PATH", "SYSTEMROOT", "PYTHONPATH", "XDG_CACHE_HOME", "XDG_STATE_HOME"})


@pytest.fixture
def mes(tmp_path: Path) -> Callable[..., Done]:
    """Run ``mes`` as a process of its own."""

    def run(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> Done:
        kept = {k: v for k, v in os.environ.items() if k in _KEPT}
        home = {"HOME": str(tmp_path), "LANG": "C.UTF-8", "COLUMNS": "80"}
        done = subprocess.run(
            [sys.executable, "-m", "mes_cli", *map(str, arguments)],
            capture_output=True, encoding="utf-8", cwd=cwd or tmp_path, check=False,
            env=kept | home | environment, stdin=subprocess.DEVNULL, timeout=120,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return Done(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def wait() -> Callable[[Path], None]:
    """Wait until another process has made a file."""

    def until(path: Path) -> None:
        end = time.monotonic() + 60
        while not path.exists():
            assert time.monotonic() < end, f"{path} was never made"
            time.sleep(0.01)

    return until


def calls(work: Callable[[], object]) -> int:
    """How many functions a piece of work calls: what it takes, however busy the machine is."""
    profile = Profile()
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())
