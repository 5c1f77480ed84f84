"""Keep git from running programs and from leaving the repository of the register's own folder.

A folder that was copied from somewhere may have a git folder that leads elsewhere: a link, a file
that names another repository, a list of folders that lend their contents. Git would follow them,
read the history of another repository, and write there, or to any file, when a version is kept.
Its settings, and variables, may also name programs: each of these is switched off.
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


#: More settings than this are not switched off one by one: the repository is not used.
_MOST_SETTINGS = 500

_ODD_SETTINGS = say("the repository has settings that cannot be switched off")

_OFF = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.attributesFile": os.devnull,
    "core.pager": "cat",
    "core.editor": "false",
    "core.askPass": "false",
    "core.sshCommand": "false",
    "core.gitProxy": "none",
    "core.alternateRefsCommand": "false",
    "core.useReplaceRefs": "false",
    "core.commitGraph": "false",
    "credential.helper": "",
    "diff.external": "",
    "gc.auto": "0",
    "gc.recentObjectsHook": "",
    "gpg.program": "false",
    "gpg.openpgp.program": "false",
    "gpg.x509.program": "false",
    "gpg.ssh.program": "false",
    "gpg.ssh.defaultKeyCommand": "false",
    "i18n.logOutputEncoding": "UTF-8",
    "interactive.diffFilter": "",
    "log.showSignature": "false",
    "maintenance.auto": "false",
    "protocol.allow": "never",
    "safe.bareRepository": "explicit",
    "sequence.editor": "false",
    "submodule.recurse": "false",
    "uploadpack.packObjectsHook": "false",
}
#: Settings of a repository that name a program or a place to fetch from, by the section, or by the
#: last part of the name; and the value that switches each off, where it is not the empty one.
_SECTIONS = {"alias", "pager", "protocol"}
_HARMLESS = {"include", "includeif", "safe"}
_NAMES = {
    "allow": "never", "fsmonitor": "false", "promisor": "false", "required": "false",
    "showsignature": "false", "update": "none", "gitproxy": "none",
} | dict.fromkeys((
    "alternaterefscommand", "askpass", "browser", "cccmd", "clean", "cmd", "command",
    "defaultkeycommand", "difffilter", "driver", "editor", "external", "guitool", "headercmd",
    "helper", "hookspath", "httpd", "packobjectshook", "pager", "path", "process", "program",
    "receivepack", "recentobjectshook", "sendmailcmd", "smtpserver", "smudge", "sshcommand",
    "textconv", "tocmd", "tool", "tunnel", "uploadpack", "vcs", "virtualfilesystem",
), "")  # fmt: skip

#: Variables beside those of git itself by which a program can be named.
_PROGRAMS = {"BROWSER", "EDITOR", "PAGER", "SSH_ASKPASS", "VISUAL"}
_VARIABLES = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    # A repository may allow a protocol by its name; this is stronger.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_PROTOCOL_FROM_USER": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",
}

#: The options that switch off what any repository may name.
ALWAYS = tuple(word for name, value in _OFF.items() for word in ("-c", f"{name}={value}"))


def environment() -> dict[str, str]:
    """Give the variables that git may see: none of its own but ours, and none with a program."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") and name not in _PROGRAMS
    }
    return kept | _VARIABLES


def named_by_repository(names: set[str]) -> Iterator[str]:
    """Give the options that switch off the programs that the settings of a repository name.

    Raises:
        GitError: one of them cannot be switched off.
    """
    found = {name: value for name in names if (value := _value(name)) is not None}
    # git takes everything behind the first equals sign for the value.
    if len(found) > _MOST_SETTINGS or any("=" in name or "\n" in name for name in found):
        raise GitError(_ODD_SETTINGS)
    for name, value in sorted(found.items()):
        yield from ("-c", f"{name}={value}")


def _value(name: str) -> str | None:
    """Give the value that switches a setting off; None for one that names no program."""
    section, last = name.partition(".")[0].lower(), name.rpartition(".")[2].lower()
    if section in _SECTIONS:
        return _NAMES.get(last, "")
    return None if section in _HARMLESS else _NAMES.get(last)
