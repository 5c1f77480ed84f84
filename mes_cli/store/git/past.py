"""The register as it was at a commit: what files there were, what each said, what was internal."""

import datetime as dt
import os
import posixpath
import re
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mes_cli.errors import GitError, MesError, UnknownRevisionError
from mes_cli.finding import Finding, Place, say
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.refusal import GONE
from mes_cli.store import templates
from mes_cli.store.git.command import Repository
from mes_cli.store.git.commit import (
    day_of,
    everything_at,
    first_day,
    last_commits,
    read,
    resolve,
)
from mes_cli.store.reading.faults import fault
from mes_cli.store.reading.folders import ENDINGS

if TYPE_CHECKING:
    from mes_cli.store.reading.load import Reading

#: Gives the last day of a financial year, by its first calendar year.
LastDay = Callable[[int], dt.date]
#: Where what is internal is written to: exports, and the editions for those who keep the register.
FOLDERS = ("exports", "rapports/*/interne", "reports/*/internal")
#: What keeps them out of git.
IGNORED = tuple(f"{it}/" for it in FOLDERS)
#: What files are called that are read at once: records and templates.
_READ_AT_ONCE = (*ENDINGS, *templates.ENDINGS)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class PastItem:
    """A file or a folder of a commit."""

    name: str
    path: str
    folder: bool
    #: The name of what a file says; empty for a folder, a link, a repository inside this one.
    content: str = ""

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        """Tell whether it is a folder."""
        del follow_symlinks
        return self.folder

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        """Tell whether it is an ordinary file."""
        del follow_symlinks
        return not self.folder and bool(self.content)

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        """The name of its contents stands for a number of the disk; nothing else is known."""
        del follow_symlinks
        number = int(self.content or "0", 16)
        times = {"st_mtime_ns": 0, "st_ctime_ns": 0}
        return os.stat_result((stat.S_IFREG, number, 0, 1, 0, 0, 0, 0, 0, 0), times)


@dataclass(frozen=True)
class Past:
    """A commit of the repository that holds a register; git is called a few times for all of it."""

    repository: Repository
    commit: str
    #: The day of the commit, as its committer's clock showed it.
    day: dt.date
    #: How many bytes one file may have.
    most: int = 1 << 20

    @property
    def short(self) -> str:
        """The beginning of the commit's name, as people write it."""
        return self.commit[:7]

    @property
    def top(self) -> str:
        """The path of the root."""
        return ""

    @cached_property
    def everything(self) -> Mapping[str, str]:
        """All paths below the root, with the names of their contents; odd ones have none."""
        return everything_at(self.repository, self.commit)

    @cached_property
    def files(self) -> Mapping[str, str]:
        """All ordinary files below the root, with the names of their contents."""
        return {file: name for file, name in self.everything.items() if name}

    @property
    def internal(self) -> list[str]:
        """The files that are for those who keep the register, and should not be in git."""
        return [it for it in self.files if any(fnmatch(it, f"{top}*") for top in IGNORED)]

    @cached_property
    def contents(self) -> Mapping[str, bytes]:
        """What the files say that are small enough to be read, read at once."""
        wanted = {file: name for file, name in self.files.items() if file.endswith(_READ_AT_ONCE)}
        return dict(read(self.repository, wanted, self.most))

    @cached_property
    def _folders(self) -> Mapping[str, Sequence[PastItem]]:
        found: dict[str, dict[str, PastItem]] = {"": {}}
        for file, content in self.everything.items():
            above = ""
            *folders, name = file.split("/")
            for folder in folders:
                path = f"{above}/{folder}".removeprefix("/")
                found[above].setdefault(folder, PastItem(folder, path, folder=True))
                found.setdefault(path, {})
                above = path
            found[above][name] = PastItem(name, file, folder=False, content=content)
        return {path: list(items.values()) for path, items in found.items()}

    def scan(self, path: str) -> Sequence[PastItem]:
        """List a folder of the commit."""
        return self._folders.get(path, ())

    def read(self, file: str, most: int) -> bytes | Finding:
        """Give what a file said."""
        file = posixpath.normpath(file)
        top = Place(file, line=1, column=1)
        if file not in self.files:
            return fault("unreadable-file", top, reason=GONE)
        content = self.contents.get(file)
        if content is None:
            content = dict(read(self.repository, {file: self.files[file]}, most)).get(file)
        if content is None or len(content) > most:
            return fault("too-large", top, most=most)
        return content

    def present(self, paths: Iterable[str]) -> frozenset[str]:
        """Those of some paths that led to a file."""
        return frozenset(path for path in paths if posixpath.normpath(path) in self.files)


class NoPastError(MesError):
    """The register has no commit of the day, or at the revision, that somebody asks for."""

    def __init__(self, said: str, first: dt.date | None, *, shallow: bool) -> None:
        if first is None:
            super().__init__(
                say("git keeps no version of this register yet"),
                say('keep a first one: `git add -A`, then `git commit -m "..."`'),
            )
        elif shallow:
            super().__init__(
                say("only versions since {first} were fetched, none of {said}",
                    first=first, said=said),
                say("fetch the older ones first: `git fetch --unshallow`"),
            )  # fmt: skip
        else:
            super().__init__(
                say("there is no version of the register of {said}: the first one in this folder"
                    " dates from {first}", said=said, first=first),
                say("name a later day, or a commit; versions are not looked for under a name that"
                    " the folder had before"),
            )  # fmt: skip


def past(root: Path, said: str, last_day: LastDay) -> Past:
    """Find the commit of a revision, a day, or a financial year.

    *last_day* gives the day on which a year was closed, else its last one.

    Raises:
        UnknownRevisionError: there is no such revision.
        NoPastError: the register has no commit of that day, or it was not fetched.
        GitError: git does not answer.
    """
    repository = Repository.open(root)
    day = _day(said, last_day)
    if day is None:
        commit = _resolved(repository, said)
    else:
        commit = last_commits(repository, [day]).get(day, "")
        if not commit:
            raise NoPastError(said, first_day(repository), shallow=repository.shallow)
    found = Past(repository, commit, day_of(repository, commit))
    if SETTINGS_FILE not in found.files:
        raise NoPastError(said, first_day(repository), shallow=repository.shallow)
    return found


def _resolved(repository: Repository, said: str) -> str:
    """The commit of a revision; before the first commit, that is said rather than "unknown"."""
    try:
        return resolve(repository, said)
    except UnknownRevisionError:
        if first_day(repository) is None:
            raise NoPastError(said, None, shallow=repository.shallow) from None
        raise


def _day(said: str, last_day: LastDay) -> dt.date | None:
    """The day that is meant; None for a revision."""
    try:
        if _YEAR.fullmatch(said):
            return last_day(int(said))
        return dt.date.fromisoformat(said) if _DAY.fullmatch(said) else None
    except (ValueError, OverflowError):
        raise UnknownRevisionError(said) from None


def internal_files(root: Path) -> list[str]:
    """Give the internal files that the last commit holds; git is asked only if there may be any."""
    folders = [it for pattern in FOLDERS for it in sorted(root.glob(pattern)) if it.is_dir()]
    if not folders:
        return []
    names = [folder.relative_to(root).as_posix() for folder in folders]
    with suppress(GitError):
        said = Repository.open(root).ask("ls-tree", "-r", "-z", "--name-only", "HEAD", "--", *names)
        return [it.decode("utf-8", "replace") for it in said.split(b"\0") if it]
    return []


def with_internal_files(reading: "Reading") -> "Reading":
    """Add a finding for each internal file that the last commit holds, or the one that was read."""
    past = reading.past
    files = past.internal if isinstance(past, Past) else internal_files(reading.root)
    found = [fault("internal-file-in-git", Place(file)) for file in files]
    return replace(reading, findings=[*reading.findings, *found]) if found else reading
