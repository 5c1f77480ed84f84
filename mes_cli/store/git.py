"""What git remembers of a register: nothing is run that a register could name.

A folder of records may hold a git folder that somebody else prepared. So git is told to
run no hook, no monitor, no filter and no helper, to fetch nothing, to take no other repository
than the one that holds the register, and every path goes behind ``--``.
"""

import os
import secrets
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

_SAFE = (
    "-c", "core.fsmonitor=false",
    "-c", "core.hooksPath=/dev/null",
    "-c", "core.pager=cat",
    "-c", "safe.bareRepository=explicit",
    "-c", "protocol.allow=never",
    "--no-optional-locks",
    "--no-pager",
)  # fmt: skip
#: Nothing of the surroundings is kept that begins as these do: they could name another repository.
_OURS = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    # A repository may allow a protocol by its name; this is stronger.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}
_PATIENCE = 20  # seconds
#: The settings by which a repository lets programs change what its files say.
_FILTERS = r"^filter\..*\.(clean|smudge|process|required)$"


#: Where git took too long once: nobody waits for it a second time.
_deaf: set[Path] = set()


class _Silence(Exception):  # noqa: N818 - no error: nobody is told
    """Git gives no answer."""


def git(root: Path, *arguments: str) -> str | None:
    """Run git in the register; nothing where there is no git, no repository or no answer."""
    try:
        code, said = _run(root, *_without_filters(root), *arguments)
    except _Silence:
        return None
    return said.decode("utf-8", "replace") if code == 0 else None


def program(root: Path) -> str | None:
    """Where git is; never in the register itself, nor in the current folder."""
    found = shutil.which("git")
    if found is None:
        return None
    with suppress(OSError):
        home = Path(found).resolve().parent
        if home.is_relative_to(root.resolve()) or home.samefile(Path()):
            return None
    return found


@cache
def _without_filters(root: Path) -> tuple[str, ...]:
    """What turns off the filters that the repository has; asking for them runs none.

    Raises:
        _Silence: one of them cannot be turned off.
    """
    code, said = _run(root, "config", "--null", "--name-only", "--get-regexp", _FILTERS)
    names = [name for name in said.decode("utf-8", "surrogateescape").split("\0") if name]
    if code not in {0, 1} or any("=" in name for name in names):
        raise _Silence
    return tuple(word for name in sorted(set(names)) for word in ("-c", f"{name}="))


def _run(root: Path, *arguments: str, told: bytes = b"") -> tuple[int, bytes]:
    """Run git, and what it runs, for as long as it may take; *told* goes to its standard input.

    Raises:
        _Silence: it cannot be run, or takes longer.
    """
    found = program(root)
    if found is None or root in _deaf:
        raise _Silence
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    try:
        with subprocess.Popen(  # noqa: S603 - a fixed program, and arguments of our own
            [found, *_SAFE, "-C", str(root), *arguments],
            stdin=subprocess.PIPE if told else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=kept | _OURS,
            start_new_session=True,
        ) as child:
            try:
                said, _ = child.communicate(told or None, timeout=_PATIENCE)
            except BaseException:
                _end(child)
                raise
    except subprocess.TimeoutExpired:
        _deaf.add(root)
        raise _Silence from None
    except (OSError, ValueError):
        raise _Silence from None
    return child.returncode, said


def _end(child: subprocess.Popen[bytes]) -> None:
    """End git with all that it has started."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()


def _answer(root: Path, contents: Sequence[str], how: str) -> bytes | None:
    """Ask git for contents by their numbers."""
    if not contents:
        return None
    asked = "".join(f"{content}\n" for content in contents).encode()
    try:
        code, said = _run(root, *_without_filters(root), "cat-file", how, told=asked)
    except _Silence:
        return None
    return said if code == 0 else None


def commit_before(root: Path, day: str) -> str | None:
    """The last commit of a *day* (year-month-day), or of a day before it."""
    found = git(root, "rev-list", "-1", f"--before={day}T23:59:59", "HEAD")
    return found.strip() or None if found else None


def changed_since(root: Path, commit: str) -> Sequence[str] | None:
    """Files below *root* that differ from what they were at a commit, by their paths."""
    found = git(root, "diff", "--name-only", "-z", "--relative", "--no-ext-diff", "--no-renames",
                "--no-textconv", "--ignore-submodules=all", "--end-of-options", commit,
                "--", ".")  # fmt: skip
    return [name for name in found.split("\0") if name] if found is not None else None


def content_at(root: Path, commit: str, file: str, most: int) -> str | None:
    """What a file of at most *most* bytes said at a commit."""
    name = f"{commit}:./{file}"
    size = git(root, "cat-file", "-s", name)
    if size is None or int(size) > most:
        return None
    return git(root, "show", "--no-textconv", "--end-of-options", name)


def resolve(root: Path, revision: str) -> str | None:
    """The commit that somebody means by *revision*: a branch, a tag, ``HEAD~3``."""
    found = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options",
                f"{revision}^{{commit}}")  # fmt: skip
    return found.strip() or None if found else None


def untracked(root: Path) -> Sequence[str]:
    """Files below *root* that git does not know yet, and is not told to leave alone."""
    found = git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return [name for name in (found or "").split("\0") if name]


def log_of_changes(root: Path) -> Sequence[Sequence[str]] | None:
    """Every commit of all branches, the oldest first, and what it changes of its first parent.

    Of each: its name, its parents, its people, its message, then modes and paths in turn.
    """
    # No message and no path can know how a commit begins in this log.
    begins = secrets.token_hex(16)
    form = f"{begins}%x00%H%x00%P%x00%an <%ae> %cn <%ce>%x00%B%x00"
    said = git(root, "log", "--all", "--topo-order", "--reverse", f"--format={form}", "--raw",
               "-z", "--no-abbrev", "--no-renames", "--root", "--diff-merges=first-parent",
               "--no-ext-diff", "--no-textconv", "--no-show-signature", "--end-of-options",
               "--")  # fmt: skip
    if said is None:
        return None
    return [commit.split("\0")[1:] for commit in said.split(begins)[1:]]


def is_shallow(root: Path) -> bool:
    """Tell whether only the newest commits were fetched."""
    return (git(root, "rev-parse", "--is-shallow-repository") or "").strip() == "true"


def sizes_of(root: Path, contents: Sequence[str]) -> Mapping[str, int]:
    """How many bytes files of the past have, by the names of their contents."""
    said = _answer(root, contents, "--batch-check")
    rows = (line.split() for line in (said or b"").decode("ascii", "replace").splitlines())
    return {row[0]: int(row[2]) for row in rows if len(row) == 3 and row[1] == "blob"}  # noqa: PLR2004


def contents_of(root: Path, contents: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """What files of the past say, by the names of their contents."""
    said = _answer(root, contents, "--batch") or b""
    here = 0
    while here < len(said):
        end = said.index(b"\n", here)
        name, kind, *size = said[here:end].decode("ascii", "replace").split()
        length = int(size[0]) if size else 0
        here = end + 1
        if size and kind == "blob":
            yield name, said[here : here + length]
            here += length + 1
