"""What git remembers of a register: nothing is run that a register could name.

A folder of records may hold a git folder that somebody else prepared. So git is told to
run no hook and no monitor, to take no other repository than the one that holds the
register, and every path goes behind ``--``.
"""

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
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
_PATIENCE = 30  # seconds


def git(root: Path, *arguments: str) -> str | None:
    """Run git in the register; nothing where there is no git, no repository or no answer."""
    said = _run(root, arguments)
    return said.decode("utf-8", "replace") if said is not None else None


def _run(root: Path, arguments: Sequence[str], told: bytes = b"") -> bytes | None:
    """Run git, and tell it something on its standard input."""
    program = shutil.which("git")
    if program is None:
        return None
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    environment |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, and arguments of our own
            [program, *_SAFE, "-C", str(root), *arguments],
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            env=environment,
            input=told,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None


def commit_before(root: Path, day: str) -> str | None:
    """The last commit of a *day* (year-month-day), or of a day before it."""
    found = git(root, "rev-list", "-1", f"--before={day}T23:59:59", "HEAD")
    return found.strip() or None if found else None


def changed_since(root: Path, commit: str) -> Sequence[str] | None:
    """Files below *root* that differ from what they were at a commit, by their paths."""
    found = git(root, "diff", "--name-only", "-z", "--relative", "--no-ext-diff",
                "--no-textconv", "--end-of-options", commit, "--", ".")  # fmt: skip
    return [name for name in found.split("\0") if name] if found is not None else None


def content_at(root: Path, commit: str, file: str) -> str | None:
    """What a file said at a commit."""
    return git(root, "show", "--no-textconv", "--end-of-options", f"{commit}:./{file}")


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
    said = _run(root, ("cat-file", "--batch-check"), "".join(f"{c}\n" for c in contents).encode())
    rows = (line.split() for line in (said or b"").decode("ascii", "replace").splitlines())
    return {row[0]: int(row[2]) for row in rows if len(row) == 3 and row[1] == "blob"}  # noqa: PLR2004


def contents_of(root: Path, contents: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """What files of the past say, by the names of their contents."""
    said = _run(root, ("cat-file", "--batch"), "".join(f"{c}\n" for c in contents).encode()) or b""
    here = 0
    while here < len(said):
        end = said.index(b"\n", here)
        name, kind, *size = said[here:end].decode("ascii", "replace").split()
        length = int(size[0]) if size else 0
        here = end + 1
        if size and kind == "blob":
            yield name, said[here : here + length]
            here += length + 1
