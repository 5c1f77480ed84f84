"""Runs of mes that are broken off: each in a process of its own, forked where all is imported.

A run that need not import anything spends most of its time where it can do harm.
"""

import itertools
import os
import random
import re
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import pytest

from mes_cli.cli import entry

#: The contents of a folder, by paths below it.
Files = Mapping[str, bytes]
Act = Callable[[int], None]

NOTE = ".mes-change"
TEMPORARY = re.compile(r"(?:.*/)?\.mes-[0-9a-f]{16}\.tmp|" + re.escape(NOTE))


def chance(more: int = 0) -> random.Random:
    """The same moments in every run of the tests."""
    return random.Random(20250304 + more)  # noqa: S311 - nothing is secret


def many(few: int) -> int:
    """How often something is tried: seldom, unless FAULTS asks for more (`FAULTS=200 pytest`)."""
    return int(os.environ.get("FAULTS", few))


def files(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, whole."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def leftovers(found: Files) -> list[str]:
    """The temporary files among others, and the note of a change that is being made."""
    return [name for name in found if TEMPORARY.fullmatch(name)]


def put(folder: Path, wanted: Files) -> None:
    """Let a folder hold these files and no others, and no folder that holds none of them."""
    for name in files(folder):
        if name not in wanted:
            (folder / name).unlink()
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    for name, content in wanted.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


@dataclass
class Run:
    """A run of mes in a process of its own."""

    process: int
    room: Path
    code: int | None = field(default=None)

    def send(self, number: int) -> bool:
        """Send a signal; tell whether the run was still there."""
        ended, status = os.waitpid(self.process, os.WNOHANG)
        if ended:
            self.code = os.waitstatus_to_exitcode(status)
            return False
        os.kill(self.process, number)
        return True

    def end(self) -> int:
        """Wait for the end; give the code, which is negative after a signal that killed it."""
        if self.code is None:
            _, status = os.waitpid(self.process, 0)
            self.code = os.waitstatus_to_exitcode(status)
        return self.code

    @property
    def alone(self) -> bool:
        """Tell whether no process is left that the run has started."""
        try:
            os.killpg(self.process, 0)
        except ProcessLookupError:
            return True
        return False

    @property
    def out(self) -> str:
        """What was printed."""
        return (self.room / f"{self.process}.out").read_text("utf-8")

    @property
    def err(self) -> str:
        """What was said."""
        return (self.room / f"{self.process}.err").read_text("utf-8")


Start = Callable[..., Run]
_SENT = (signal.SIGINT, signal.SIGTERM)


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Start a run of mes, after *before* has changed what it works with."""
    room = tmp_path_factory.mktemp("room")

    def start(*arguments: str | Path, before: Callable[[], object] = int) -> Run:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of threads, which sleep
            # Signals wait until the run has a mouth to speak with.
            signal.pthread_sigmask(signal.SIG_BLOCK, _SENT)
            process = os.fork()
        if process:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _SENT)
            return Run(process, room)
        _run(room, list(map(str, arguments)), before)

    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("MES_LANG", "en")
        surroundings.setenv("HOME", str(room))
        for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME"):
            surroundings.delenv(name, raising=False)
        yield start


def _run(room: Path, arguments: list[str], before: Callable[[], object]) -> NoReturn:
    code = 99
    try:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for number, ending in ((1, "out"), (2, "err")):
            file = room / f"{os.getpid()}.{ending}"
            os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
        for signal_number in _SENT:
            signal.signal(signal_number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SENT)
        before()
        code = entry._flushed(entry._guarded(arguments))  # noqa: SLF001 - all but the end
        sys.stderr.flush()
    except SystemExit as ended:  # a signal that came at the very end
        code = int(ended.code or 0)
    except BaseException:  # noqa: BLE001 - a test reads it
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


#: What changes the disk.
_STEPS = ("open", "write", "fsync", "replace", "mkdir", "unlink", "fchmod")


def at_every_step(act: Act, below: Path) -> None:
    """Call *act* with its number before every step that changes something below a folder."""
    count, handles = itertools.count(1), set[int]()

    def concerns(name: str, first: Any, more: tuple[Any, ...]) -> bool:
        if name in {"write", "fsync", "fchmod"}:
            return first in handles
        inside = str(first).startswith(str(below))
        return inside and (name != "open" or bool(more[0] & os.O_CREAT))

    def watched(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(first: Any, *more: Any, **named: Any) -> Any:
            concerned = concerns(name, first, more)
            if concerned:
                act(next(count))
            result = real(first, *more, **named)
            if concerned and name == "open":
                handles.add(result)
            return result

        return step

    for name in _STEPS:
        setattr(os, name, watched(name, getattr(os, name)))


def failing(at: int, code: int) -> Act:
    """Let one step fail."""

    def act(number: int) -> None:
        if number == at:
            raise OSError(code, "a library's words")

    return act


def killing(at: int) -> Act:
    """Kill the run before one step."""

    def act(number: int) -> None:
        if number == at:
            os.kill(os.getpid(), signal.SIGKILL)

    return act


def noting(file: Path) -> Act:
    """Note down every step as one byte of a file."""
    handle, real = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), os.write

    def act(_: int) -> None:
        real(handle, b".")

    return act


@dataclass
class Scene:
    """A command that writes, in a folder that is watched."""

    arguments: tuple[str | Path, ...]
    folder: Path
    old: Files
    start: Start
    #: The codes that it may end with where it had ended well before.
    again: tuple[int, ...] = (0,)
    #: Whether all files change, or none.
    together: bool = False
    new: Files = field(default_factory=dict)
    #: How long it takes, in seconds, and in how many steps.
    lasts: float = 0.0
    steps: int = 0

    def measure(self) -> None:
        """Run it once, undisturbed."""
        self.restore()
        file = self.folder.parent / "steps"
        began = time.monotonic()
        run = self.start(*self.arguments, before=lambda: at_every_step(noting(file), self.folder))
        assert run.end() == 0, run.err
        self.lasts = time.monotonic() - began
        self.steps = file.stat().st_size
        self.new = files(self.folder)
        assert self.new != self.old

    def restore(self) -> None:
        """Let the folder be as it was."""
        put(self.folder, self.old)

    def check(self) -> None:
        """See that every file is the old or the new one, and none in between."""
        found = files(self.folder)
        for name, content in found.items():
            if not TEMPORARY.fullmatch(name):
                assert content in {self.old.get(name), self.new.get(name)}, name
        for name in self.old:
            assert name in found or name not in self.new, f"{name} is lost"

    def judge(self) -> None:
        """See that a change of several files is made, or not, or that a check finds half of it."""
        found = files(self.folder)
        whole = {name: text for name, text in found.items() if not TEMPORARY.fullmatch(name)}
        if self.together and whole not in (self.old, self.new):
            assert NOTE in found
            run = self.start("-C", self.folder, "check", "--format", "concise")
            assert run.end() == 1
            assert "interrupted-change" in run.out

    def repair(self) -> None:
        """See that the next run does what was left undone, and clears away."""
        run = self.start(*self.arguments)
        assert run.end() in self.again, run.err
        assert files(self.folder) == self.new


@pytest.fixture(scope="session")
def scenes(tmp_path_factory: pytest.TempPathFactory, start: Start) -> Callable[[str], Scene]:
    """Make the commands by their names, each measured once."""
    from tests.faults.scenes import SCENES

    @cache
    def made(name: str) -> Scene:
        scene = SCENES[name](tmp_path_factory.mktemp(name), start)
        scene.measure()
        return scene

    return made


@pytest.fixture
def scene(request: pytest.FixtureRequest, scenes: Callable[[str], Scene]) -> Scene:
    """The command that a test is about."""
    made = scenes(request.param)
    made.restore()
    return made
