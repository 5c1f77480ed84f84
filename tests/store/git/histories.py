"""Histories of git that tests make: each commit has its day."""

import os
import subprocess
from pathlib import Path

_ME = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a",
       "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_GLOBAL": os.devnull,
       "GIT_CONFIG_SYSTEM": os.devnull}  # fmt: skip


def git(folder: Path, *arguments: str, day: str = "2025-03-01") -> str:
    moment = f"{day}T12:00:00+00:00"
    dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True,  # noqa: S607
                          text=True, env={"PATH": os.environ["PATH"], **_ME, **dates})  # fmt: skip
    return done.stdout.strip()


def commit(folder: Path, day: str) -> str:
    """Keep everything as a version of that day; give the name of the commit."""
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x", "--allow-empty", day=day)
    return git(folder, "rev-parse", "HEAD")


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
