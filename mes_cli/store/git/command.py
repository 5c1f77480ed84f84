"""Call git on a repository that somebody else may have prepared.

Everything that mes asks of git goes through :class:`Repository`. It is read with ``rev-parse``,
``rev-list``, ``ls-tree``, ``diff-tree --raw`` and ``cat-file``, and written, where somebody keeps a
version, with ``fast-import`` and ``update-index --index-info``. None of them reads the contents of
the files of the folder, so no filter is involved. Every setting and every variable of git's
documentation that can name a program is switched off for each call, objects are never fetched, a
git folder that leads elsewhere is not followed, and what git may say, the time it may take and the
memory it may use are limited.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import IO, Self

from mes_cli.errors import GitError, NoGitError
from mes_cli.finding import say
from mes_cli.store.git.hardening import (
    ALWAYS,
    TOO_MUCH,
    GitFolder,
    environment,
    named_by_repository,
)

#: How long git may take for one answer, in seconds, and how long a slow one is not asked again.
_PATIENCE, _PAUSE = 20.0, 60.0
#: How many bytes the names of its settings may have.
_MOST_NAMES = 1 << 20
#: How many bytes an answer may have.
MOST = 1 << 26
#: How many bytes of memory git may use for its data, where the system can limit it.
_MEMORY = 1 << 30
#: How many bytes of complaints are kept.
_COMPLAINTS = 1 << 16
_LONGEST_LINE = 1 << 16
#: Asks what repository git has found.
_WHERE = (
    "rev-parse",
    "--is-shallow-repository",
    "--absolute-git-dir",
    "--git-common-dir",
    "--show-toplevel",
)
_OBJECT_NAME = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}", re.ASCII)

_TOO_LONG = say("git takes too long to answer")
_NO_ANSWER = say("git cannot read its history")
_NO_REPOSITORY = say("this folder is in no repository of git")
_NOT_OURS = say(
    "the repository belongs to another user of this computer; git's setting"
    " `safe.directory` can allow it"
)

#: Repositories where git took too long, and until when it is not asked again.
_slow: dict[Path, float] = {}


@dataclass(slots=True)
class GitOutput:
    """What git writes, as it comes."""

    stream: IO[bytes]
    most: int
    read: int = 0

    def exactly(self, number: int) -> bytes:
        """Give the next bytes.

        Raises:
            GitError: git says less than that, or more than it may.
        """
        self._count(number)
        found = self.stream.read(number)
        if len(found) < number:
            raise GitError(_NO_ANSWER)
        return found

    def line(self) -> bytes:
        """Give the next line without its end; an empty one behind the last."""
        line = self.stream.readline(_LONGEST_LINE)
        self._count(len(line))
        return line.removesuffix(b"\n")

    def rest(self) -> bytes:
        """Give the rest."""
        found = self.stream.read(self.most - self.read + 1)
        self._count(len(found))
        return found

    def _count(self, number: int) -> None:
        self.read += number
        if self.read > self.most:
            raise GitError(TOO_MUCH)


class NoRepositoryError(GitError):
    """The register is in no repository."""

    def __init__(self) -> None:
        super().__init__(_NO_REPOSITORY)
        self.help = say('to keep versions: `git init`, `git add -A`, then `git commit -m "..."`')


class RefusedError(GitError):
    """Git says no: what was asked for does not exist, or cannot be read."""

    def __init__(self) -> None:
        super().__init__(_NO_ANSWER)


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository that holds a register, and what must be switched off in it."""

    root: Path  #: the folder of the register
    shallow: bool = False  #: only the newest commits were fetched
    off: Sequence[str] = field(default=(), repr=False)

    @classmethod
    def open(cls, root: Path) -> Self:
        """Find the repository of the register at *root*.

        Raises:
            NoGitError: git is not installed.
            NoRepositoryError: the register is in no repository.
            GitError: the repository cannot be used.
        """
        bare = cls(root)
        names = bare.ask("config", "--null", "--name-only", "--list", most=_MOST_NAMES).split(b"\0")
        settings = {os.fsdecode(name) for name in names}
        off = tuple(named_by_repository(settings))
        said = os.fsdecode(cls(root, off=off).ask(*_WHERE)).split("\n")
        shallow, folder, common, top, *_ = [*said, "", "", ""]
        names_top = "core.worktree" in settings
        GitFolder(root / folder, root / common, root / top, names_top).check(root)
        return cls(root, shallow == "true", off)

    def ask(
        self, *arguments: str, most: int = MOST, fed: bytes = b"", written: int = _COMPLAINTS
    ) -> bytes:
        """Give all that git answers to what it is *fed*; it may write files of *written* bytes.

        Raises:
            GitError: git fails, takes too long or says too much.
        """
        with self.answer(*arguments, most=most, fed=fed, written=written) as answer:
            return answer.rest()

    @contextmanager
    def answer(
        self,
        *arguments: str,
        told: Sequence[str] = (),
        most: int = MOST,
        seconds: float | None = None,
        fed: bytes = b"",
        written: int = _COMPLAINTS,
    ) -> Iterator[GitOutput]:
        """Let git answer piece by piece; it reads what it is *told*, a line each, or *fed*.

        Raises:
            GitError: git fails, takes too long or says too much.
        """
        patience = _PATIENCE if seconds is None else seconds
        self._check_patience()
        with tempfile.TemporaryFile() as told_file, tempfile.TemporaryFile() as complaints:
            told_file.writelines(f"{line}\n".encode() for line in told)
            told_file.write(fed)
            told_file.seek(0)
            child = self._started(arguments, told_file, complaints)
            timer = Timer(patience, self._stop, [child])
            try:
                timer.start()
                _limit(child.pid, written)
                assert child.stdout is not None
                answer = GitOutput(child.stdout, most)
                yield answer
                answer.rest()
                child.wait()
            except GitError:
                self._check_patience()
                raise
            finally:
                timer.cancel()
                _end(child)
            self._judge(child.returncode, complaints)

    def _started(
        self, arguments: Sequence[str], told: IO[bytes], complaints: IO[bytes]
    ) -> subprocess.Popen[bytes]:
        """Start git."""
        found = program(self.root)
        if found is None:
            raise NoGitError
        try:
            return subprocess.Popen(  # noqa: S603 - a fixed program, and arguments of our own
                [found, *ALWAYS, *self.off, "--no-optional-locks", "--no-replace-objects",
                 "--no-pager", "-C", str(self.root), *arguments],
                stdin=told, stdout=subprocess.PIPE, stderr=complaints, env=environment(),
                start_new_session=True,
            )  # fmt: skip
        except (OSError, ValueError):
            raise GitError(_NO_ANSWER) from None

    def _stop(self, child: subprocess.Popen[bytes]) -> None:
        """Stop a git that takes too long; the reader meets the end of its answer."""
        _slow[self.root] = time.monotonic() + _PAUSE
        _kill(child)

    def _check_patience(self) -> None:
        if _slow.get(self.root, 0) > time.monotonic():
            raise GitError(_TOO_LONG)

    def _judge(self, code: int, complaints: IO[bytes]) -> None:
        """Raise what kept git from answering."""
        self._check_patience()
        if code == 0:
            return
        complaints.seek(0)
        said = complaints.read(_COMPLAINTS)
        if b"dubious ownership" in said or b"unsafe repository" in said:
            raise GitError(_NOT_OURS)
        if b"not a git repository" in said or b"cannot use bare repository" in said:
            raise NoRepositoryError
        raise RefusedError


def program(root: Path) -> str | None:
    """Give the path of git; None if it is found only in the register or the current folder."""
    found = shutil.which("git")
    if found is None:
        return None
    with suppress(OSError):
        home = Path(found).resolve().parent
        if home.is_relative_to(root.resolve()) or home.samefile(Path()):
            return None
    return found


def is_object_name(said: str) -> bool:
    """Tell whether this is the full name of an object."""
    return _OBJECT_NAME.fullmatch(said) is not None


def _limit(process: int, written: int) -> None:
    """Limit the memory of a process, and what it may write to files, where the system can."""
    try:
        import resource
    except ImportError:
        return
    if hasattr(resource, "prlimit"):
        with suppress(OSError, ValueError):
            resource.prlimit(process, resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
            resource.prlimit(process, resource.RLIMIT_FSIZE, (written, written))


def _end(child: subprocess.Popen[bytes]) -> None:
    """End git with all that it started, unless it has ended."""
    if child.poll() is None:
        _kill(child)
    assert child.stdout is not None
    child.stdout.close()
    child.wait()


def _kill(child: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
