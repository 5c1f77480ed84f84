"""Commits: the files of a register at one, those of certain days, those that changed a file."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from mes_cli.errors import GitError, UnknownRevisionError
from mes_cli.escape import legible
from mes_cli.finding import say
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.store.git.command import MOST, RefusedError, Repository, is_object_name
from mes_cli.store.git.hardening import TOO_MUCH

#: The modes of ordinary files; links and repositories inside the repository have others.
_ORDINARY = {b"100644", b"100755", b"100664"}
_NO_DAY = say("the date of a commit cannot be read")
#: How many files a commit may have below the register.
_MOST_FILES = 500_000


def resolve(repository: Repository, revision: str) -> str:
    """Give the name of the commit that a branch, a tag or ``HEAD~3`` stands for.

    Raises:
        UnknownRevisionError: git knows no such revision.
        GitError: git does not answer.
    """
    if revision.startswith("-"):
        raise UnknownRevisionError(revision)
    with suppress(RefusedError):
        said = repository.ask(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
        )
        name = said.decode("ascii", "replace").strip()
        if is_object_name(name):
            return name
    if revision == "HEAD" and _is_written(repository, revision):
        raise RefusedError
    raise UnknownRevisionError(revision)


def _is_written(repository: Repository, revision: str) -> bool:
    """Tell whether a revision has the name of a commit, even of one that cannot be read."""
    with suppress(RefusedError):
        return bool(repository.ask("rev-parse", "--verify", "--quiet", revision).strip())
    return False


def last_commits(
    repository: Repository, days: Iterable[dt.date], newest: str = "HEAD"
) -> Mapping[dt.date, str]:
    """Give the last commit of each day, or of a day before it, on the line of first parents.

    The line begins at the *newest* commit that counts.

    The day of a commit is the one that its committer's clock showed. A day before the first
    commit has none.

    Raises:
        GitError: git does not answer.
    """
    wanted = sorted(days, reverse=True)
    found: dict[dt.date, str] = {}
    try:
        head = resolve(repository, newest)
    except UnknownRevisionError:
        return found
    said = repository.ask("rev-list", "--first-parent", "--format=%H %cI", head)
    for line in said.decode("ascii", "replace").splitlines():
        name, _, moment = line.partition(" ")
        if name == "commit":
            continue
        day = _day(moment)
        while day is not None and wanted and wanted[0] >= day:
            found[wanted.pop(0)] = name
        if not wanted:
            break
    return found


def files_at(repository: Repository, commit: str) -> Mapping[str, str]:
    """Give the ordinary files of a register at a commit, with the names of their contents.

    Paths are relative to the root of the register, with forward slashes.

    Raises:
        GitError: git does not answer, or there are more files than in any register.
    """
    return {file: name for file, name in everything_at(repository, commit).items() if name}


def everything_at(repository: Repository, commit: str) -> Mapping[str, str]:
    """Give all paths of a register at a commit; links and repositories inside have no content.

    Raises:
        GitError: git does not answer, or there are more files than in any register.
    """
    said = repository.ask("ls-tree", "-r", "-z", commit)
    found: dict[str, str] = {}
    for row in filter(None, said.split(b"\0")):
        about, _, path = row.partition(b"\t")
        mode, _, rest = about.partition(b" ")
        content = rest.rpartition(b" ")[2].decode("ascii", "replace")
        found[path.decode("utf-8", "surrogateescape")] = content if mode in _ORDINARY else ""
        if len(found) > _MOST_FILES:
            raise GitError(TOO_MUCH)
    return found


def day_of(repository: Repository, commit: str) -> dt.date:
    """Give the day of a commit, as its committer's clock showed it.

    Raises:
        GitError: git does not answer.
    """
    said = repository.ask("rev-list", "--max-count=1", "--format=%cI", commit)
    return day_in(said.decode("ascii", "replace").splitlines()[-1])


def day_in(moment: str) -> dt.date:
    """Read the day of a moment as git writes it.

    Raises:
        GitError: it is not a day of the calendar.
    """
    day = _day(moment)
    if day is None:
        raise GitError(_NO_DAY)
    return day


def _day(moment: str) -> dt.date | None:
    """Read the day of a moment; None for one that is not a day of the calendar."""
    try:
        return dt.date.fromisoformat(moment[:10])
    except ValueError:
        return None


def first_day(repository: Repository) -> dt.date | None:
    """Give the first day on which the register stood in this folder; None where it never did.

    Raises:
        GitError: git does not answer.
    """
    try:
        head = resolve(repository, "HEAD")
    except UnknownRevisionError:
        return None
    said = repository.ask("rev-list", "--first-parent", "--format=%cI", head, "--", SETTINGS_FILE)
    lines = said.decode("ascii", "replace").splitlines()
    return _day(lines[-1]) if lines else None


def sizes(repository: Repository, names: Iterable[str]) -> Mapping[str, tuple[str, int]]:
    """Give the type and the size in bytes of objects, by their names; missing ones are left out.

    Raises:
        GitError: git does not answer.
    """
    found: dict[str, tuple[str, int]] = {}
    with repository.answer("cat-file", "--batch-check", "--buffer", told=[*names]) as answer:
        while line := answer.line().decode("ascii", "replace"):
            name, kind, *size = line.split(" ")
            if size:
                found[name] = kind, int(size[0])
    return found


def contents(
    repository: Repository, names: Iterable[str], *, most: int = MOST, seconds: float | None = None
) -> Iterator[tuple[str, bytes]]:
    """Give the contents of objects that are there, in the order of their names.

    Raises:
        GitError: git does not answer, or they have more than *most* bytes together.
    """
    arguments = ("cat-file", "--batch", "--buffer")
    with repository.answer(*arguments, told=[*names], most=most, seconds=seconds) as answer:
        while line := answer.line().decode("ascii", "replace"):
            name, _, *size = line.split(" ")
            if size:
                yield name, answer.exactly(int(size[0]))
                answer.exactly(1)


def read(
    repository: Repository, files: Mapping[str, str], most: int
) -> Iterator[tuple[str, bytes]]:
    """Read files of a commit, given with the names of their contents; git is called twice.

    Files of more than *most* bytes, and those that were not fetched, are left out.

    Raises:
        GitError: git does not answer, or they say more than is read at once.
    """
    wanted: dict[str, list[str]] = {}
    for file, name in files.items():
        wanted.setdefault(name, []).append(file)
    if not wanted:
        return
    known = sizes(repository, wanted)
    fitting = [n for n, (kind, size) in known.items() if kind == "blob" and size <= most]
    if fitting:
        for name, content in contents(repository, fitting):
            yield from ((file, content) for file in wanted[name])


def is_content(name: str, content: bytes) -> bool:
    """Tell whether a file of the folder says what git holds under a name.

    Where line ends are those of Windows, git may hold those of Unix.
    """
    said = (content, content.replace(b"\r\n", b"\n"))
    return any(_object_name(it, len(name)) == name for it in said)


def is_nothing(name: str) -> bool:
    """Tell whether this is the name that git gives to no content."""
    return not name.strip("0")


def _object_name(content: bytes, length: int) -> str:
    """Give the name under which git holds a content: a hash of 40 or of 64 digits."""
    whole = b"blob %d\0%s" % (len(content), content)
    if length == len(hashlib.sha256().hexdigest()):
        return hashlib.sha256(whole).hexdigest()
    return hashlib.sha1(whole, usedforsecurity=False).hexdigest()


#: What begins a row of a commit in the answer of git.
_ROW = ":"


class FileVersion(NamedTuple):
    """A commit that changed a file: its day, who made it, and what the file said then."""

    commit: str
    day: dt.date
    name: str
    #: The names of the contents of the file, before and then; empty where there was no file.
    before: str
    after: str
    #: The files of the same top folder that the commit took away, with the names of their contents.
    gone: Mapping[str, str]


def file_versions(
    repository: Repository, file: str, most: int, newest: str = "HEAD"
) -> Sequence[FileVersion]:
    """Give the last commits that changed a file, on the line of first parents.

    *file* is relative to the root of the register. The line begins at the *newest* commit.

    Raises:
        GitError: git does not answer.
    """
    try:
        head = resolve(repository, newest)
    except UnknownRevisionError:
        return []
    said = repository.ask(
        "rev-list", "--first-parent", f"--max-count={most}", "--format=%cI%n%an", head, "--", file
    )
    lines = said.decode("utf-8", "replace").split("\n")
    commits = [it.removeprefix("commit ") for it in lines[0::3] if it]
    changed = _changed(repository, commits, file.partition("/")[0])
    found = []
    for commit, moment, name in zip(commits, lines[1::3], lines[2::3], strict=False):
        files = changed[commit]
        before, after = files.get(file, ("", ""))
        gone = {it: was for it, (was, then) in files.items() if was and not then}
        found.append(FileVersion(commit, day_in(moment), legible(name), before, after, gone))
    return found


def _changed(
    repository: Repository, commits: Sequence[str], folder: str
) -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """The files below a folder that each commit changed, with their contents before and then."""
    form = ("-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--relative")
    fed = "".join(f"{it}\n" for it in commits).encode()
    said = repository.ask(
        "diff-tree", "--stdin", "--root", "-m", "--first-parent", *form, "--", folder, fed=fed
    )
    found: dict[str, dict[str, tuple[str, str]]] = {it: {} for it in commits}
    words = iter(said.decode("utf-8", "surrogateescape").split("\0"))
    commit = ""
    for word in words:
        if not word.startswith(_ROW):
            commit = word.strip()
            continue
        names = ["" if is_nothing(it) else it for it in word.split(" ")[2:4]]
        found.setdefault(commit, {})[next(words)] = (names[0], names[1])
    return found
