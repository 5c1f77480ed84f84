"""Whole processes, measured in turn, and what their figures say.

What two works take is compared run by run, A B A B: both meet the same neighbours on a shared
machine. A ratio is the median of the ratios of pairs, with the least and the greatest of them.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from threading import Event, Thread


class FailedError(Exception):
    """A process ended in another way than it should."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What one run took: seconds, seconds of all cores, bytes."""

    wall: float
    cpu: float
    #: The largest process; never less than this one here, which starts it.
    peak: int
    #: All processes together, where that was asked for and can be known.
    together: int = 0


def nothing() -> None:
    """Get nothing ready."""


@dataclass(frozen=True, slots=True)
class Work:
    """Commands that do one work, one after the other."""

    name: str
    commands: Sequence[Sequence[str]]
    #: What must be done before every run, and is not measured.
    ready: Callable[[], None] = nothing
    folder: Path | None = None
    variables: Mapping[str, str] = field(default_factory=dict)
    #: How the commands may end.
    codes: frozenset[int] = frozenset({0})
    #: What is done stands for so many times as much.
    times: float = 1
    #: The same with next to nothing to do: what is taken once, however much there is.
    start: "Work | None" = None

    def run(self, *, watch: bool = False) -> Sample:
        """Do it once; a part of it stands for the whole, but for what is taken once."""
        once = self.start.run() if self.start else Sample(0, 0, 0)
        self.ready()
        samples = [self._command(command, watch=watch) for command in self.commands]
        wall, cpu = sum(s.wall for s in samples), sum(s.cpu for s in samples)
        return Sample(
            once.wall + (wall - once.wall) * self.times,
            once.cpu + (cpu - once.cpu) * self.times,
            max(sample.peak for sample in samples),
            max(sample.together for sample in samples),
        )

    def _command(self, command: Sequence[str], *, watch: bool) -> Sample:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - the commands are those of this folder
            command,
            cwd=self.folder,
            env={**_environment(), **self.variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        tree = Tree(process.pid) if watch else None
        assert process.stderr is not None
        said = process.stderr.read()
        process.stderr.close()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        together = tree.stop() if tree else 0
        if process.returncode not in self.codes:
            words = said.decode(errors="replace").strip().splitlines()[-3:]
            raise FailedError(f"{self.name} ended with {process.returncode}: {' '.join(words)}")
        peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        return Sample(wall, usage.ru_utime + usage.ru_stime, peak, together)


def _environment() -> dict[str, str]:
    """What users have: nothing that keeps Python from finding what it compiled before."""
    return {name: it for name, it in os.environ.items() if not name.startswith("PYTHON")}


class Tree:
    """Watches the memory of a process and of all that it starts, on Linux."""

    def __init__(self, root: int, every: float = 0.1) -> None:
        self.root = root
        self.every = every
        self.most = 0
        self.ended = Event()
        self.thread = Thread(target=self._watch, daemon=True)
        self.thread.start()

    def stop(self) -> int:
        """Give the most that they held together, shared pages counted once."""
        self.ended.set()
        self.thread.join()
        return self.most

    def _watch(self) -> None:
        while not self.ended.wait(self.every):
            self.most = max(self.most, sum(map(_share, _family(self.root))))


def _family(root: int) -> list[int]:
    found = [root]
    for process in found:
        for task in Path(f"/proc/{process}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:
                continue  # it has just ended
    return found


def _share(process: int) -> int:
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    except OSError:
        return 0
    rows = (line.split() for line in rollup.splitlines())
    return next((int(row[1]) * 1024 for row in rows if row[0] == "Pss:"), 0)


def in_turn(first: Work, second: Work, runs: int) -> tuple[list[Sample], list[Sample]]:
    """Run two works A B A B; where they are run often, the first time of each is not counted."""
    if runs > 1:
        first.run()
        second.run()
    pairs = [(first.run(), second.run()) for _ in range(runs)]
    return [a for a, _ in pairs], [b for _, b in pairs]


@dataclass(frozen=True, slots=True)
class Ratio:
    """The ratios of pairs: the one in the middle, the least, the greatest."""

    middle: float
    least: float
    most: float


def ratio(first: Sequence[float], second: Sequence[float], times: float = 1) -> Ratio:
    """Compare pair by pair; *times* the second.

    >>> ratio([2, 3, 8], [1, 1, 2])
    Ratio(middle=3.0, least=2.0, most=4.0)
    """
    found = [a / (b * times) for a, b in zip(first, second, strict=True)]
    return Ratio(median(found), min(found), max(found))
