"""Hold git to the repository of the register's own folder.

A folder that was copied from somewhere may have a git folder that leads elsewhere: a link, a file
that names another repository, a list of folders that lend their contents. Git would follow them,
read the history of another repository, and write there, or to any file, when a version is kept.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from mes_cli.errors import GitError
from mes_cli.finding import say

_LEADS_ELSEWHERE = say(
    "the folder `.git` leads out of its own repository, where nothing is read or written;"
    " `git clone` makes one that does not, and `git worktree repair` mends a worktree that was"
    " moved"
)
TOO_MUCH = say("its history says more than is read of one")
#: What stands in a git folder, may be a link there, and is never read for mes.
_FREE = {"annex", "branches", "fsmonitor--daemon.ipc", "hooks", "lfs", "modules", "worktrees"}
#: So many files and folders of a git folder are looked at.
_MOST = 500_000


class GitFolder(NamedTuple):
    """Where the repository stands that git found."""

    folder: Path  #: the git folder
    common: Path  #: the one that it shares with others: the same, but for a worktree
    top: Path  #: the folder of its files
    #: Its settings say which folder that is, as those of a submodule do.
    names_top: bool

    def check(self, root: Path) -> None:
        """See that this is the repository of *root*, and that all of it stands in its folder.

        A file `.git` may lead elsewhere only where it is led back to: by the list of worktrees of a
        repository, or by the settings of a submodule.

        Raises:
            GitError: git was led to another repository, or would be.
        """
        holder = next((it for it in _holders(root) if _leads_to(it, self.folder)), None)
        if holder is None or holder.is_symlink() or not _same(self.top, holder.parent):
            raise GitError(_LEADS_ELSEWHERE)
        alone = _same(self.folder, self.common)
        if not ((alone and (self.names_top or holder.is_dir())) or self._is_worktree(holder)):
            raise GitError(_LEADS_ELSEWHERE)
        for folder in {self.folder, self.common}:
            _check_inside(folder)

    def _is_worktree(self, holder: Path) -> bool:
        """Tell whether another repository lists this folder among its worktrees."""
        listed = not holder.is_dir() and _same(self.folder.parent, self.common / "worktrees")
        return listed and _same(self.folder / _said(self.folder / "gitdir"), holder)


def _holders(root: Path) -> Iterator[Path]:
    """Everything that is called `.git`, from the register upwards."""
    here = root.resolve()
    return (it / ".git" for it in (here, *here.parents) if os.path.lexists(it / ".git"))


def _leads_to(holder: Path, git_folder: Path) -> bool:
    if holder.is_dir():
        return _same(holder, git_folder)
    return _same(holder.parent / _said(holder).removeprefix("gitdir:").strip(), git_folder)


def _check_inside(git_folder: Path) -> None:
    """See that a git folder has only files and folders, and lists nobody who lends contents.

    Raises:
        GitError: it has something else, or more than is looked at.
    """
    waiting, left = [git_folder], _MOST
    while waiting:
        folder = waiting.pop()
        for entry in _entries(folder):
            left -= 1
            if folder == git_folder and entry.name in _FREE:
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            elif not entry.is_file(follow_symlinks=False) or _lends(entry.name, folder):
                raise GitError(_LEADS_ELSEWHERE)
        if left < 0:
            raise GitError(TOO_MUCH)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except FileNotFoundError:
        # Git has just put its files together.
        return []
    except OSError:
        raise GitError(_LEADS_ELSEWHERE) from None


def _lends(name: str, folder: Path) -> bool:
    return name == "alternates" and folder.name == "info"


def _said(file: Path) -> str:
    """Give the line of a file that names another one; an empty text where it cannot be read."""
    with suppress(OSError, ValueError), file.open(encoding="utf-8") as opened:
        return opened.read(1 << 12).strip()
    return ""


def _same(one: Path, other: Path) -> bool:
    with suppress(OSError, ValueError):
        return one.samefile(other)
    return False
