"""What git remembers of a register: nothing is run that a register could name.

A folder of records may hold a git folder that somebody else prepared. So git is told to
run no hook and no monitor, to take no other repository than the one that holds the
register, and every path goes behind ``--``.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
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
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


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
