"""A git folder that leads elsewhere: nothing is read there, and nothing is written."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mes_cli.errors import GitError
from mes_cli.store.git.command import NoRepositoryError, Repository
from mes_cli.store.git.commit import resolve
from tests.store.git.histories import commit, git

pytestmark = pytest.mark.skipif(
    os.name == "nt" or shutil.which("git") is None, reason="needs git and links"
)

Trick = Callable[[Path, Path], object]


def repository(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "mes.yaml").write_text(f"mes: 1\nname: {folder.name}\nkeeper: k\n", "utf-8")
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "2025-03-01")
    return folder


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return repository(tmp_path / "mine")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return repository(tmp_path / "copied")


def link(inside: Path, to: Path) -> None:
    if inside.is_dir():
        shutil.rmtree(inside)
    else:
        inside.unlink(missing_ok=True)
    inside.symlink_to(to)


def as_file(copied: Path, mine: Path, *, below: str = "") -> None:
    shutil.rmtree(copied / ".git")
    (copied / ".git").write_text(f"gitdir: {mine}/.git{below}\n", "utf-8")


def worktree_of_another(copied: Path, mine: Path) -> None:
    git(mine, "worktree", "add", "-q", "--detach", str(mine.parent / "other"))
    as_file(copied, mine, below="/worktrees/other")


def submodule_of_another(copied: Path, mine: Path) -> None:
    git(mine, "config", "core.worktree", str(mine))
    as_file(copied, mine)


def lent(copied: Path, mine: Path) -> None:
    (copied / ".git/objects/info/alternates").write_text(f"{mine}/.git/objects\n", "utf-8")


TRICKS: dict[str, Trick] = {
    "a file": as_file,
    "a worktree of another": worktree_of_another,
    "a submodule of another": submodule_of_another,
    "a link": lambda copied, mine: link(copied / ".git", mine / ".git"),
    "contents that are lent": lent,
    "a common folder": lambda copied, mine: (copied / ".git/commondir").write_text(f"{mine}/.git"),
    "files elsewhere": lambda copied, mine: git(copied, "config", "core.worktree", str(mine)),
    "a pipe": lambda copied, _: os.mkfifo(copied / ".git/objects/pack/x.idx"),
}  # fmt: skip


#: What of a git folder may be a link: git reads it, or writes there.
LINKS = ("objects", "refs", "index", "logs/HEAD", "refs/heads/main", "packed-refs")


@pytest.mark.parametrize("trick", [*TRICKS, *LINKS])
def test_it_is_not_followed(trick: str, copied: Path, mine: Path) -> None:
    if trick in TRICKS:
        TRICKS[trick](copied, mine)
    else:
        link(copied / ".git" / trick, mine / ".git" / trick)

    with pytest.raises(GitError, match="cannot be read") as refused:
        Repository.open(copied)

    assert "`.git` leads out" in refused.value.reason.text


def test_worktrees_submodules_and_folders_below_are_at_home(mine: Path, copied: Path) -> None:
    git(mine, "worktree", "add", "-q", "--detach", str(mine.parent / "other"))
    git(mine, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(copied), "member")
    (mine / "below").mkdir()
    (mine / ".git/hooks").mkdir(exist_ok=True)
    (mine / ".git/hooks/pre-commit").symlink_to(mine.parent / "hook")

    for place in (mine, mine / "below", mine.parent / "other", mine / "member"):
        assert resolve(Repository.open(place), "HEAD")


def test_a_folder_that_is_called_so_and_holds_nothing_is_passed_over(
    mine: Path, tmp_path: Path
) -> None:
    (mine / "below/.git").mkdir(parents=True)
    (tmp_path / "bare/.git").mkdir(parents=True)

    assert resolve(Repository.open(mine / "below"), "HEAD")
    with pytest.raises(NoRepositoryError):
        Repository.open(tmp_path / "bare")


def test_a_worktree_that_was_moved_is_told_how_to_be_mended(mine: Path) -> None:
    moved = mine.parent / "moved"
    git(mine, "worktree", "add", "-q", "--detach", str(mine.parent / "other"))
    (mine.parent / "other").rename(moved)
    with pytest.raises(GitError) as refused:
        Repository.open(moved)
    assert "`git worktree repair`" in refused.value.reason.text

    git(moved, "worktree", "repair")
    Repository.open(moved)
