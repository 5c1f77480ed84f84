"""The versions of one file that git keeps, newest first."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from mes_cli.errors import UnknownRevisionError
from mes_cli.escape import legible
from mes_cli.store.git.command import Repository
from mes_cli.store.git.commit import day_in, is_nothing, resolve

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
