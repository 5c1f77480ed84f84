"""What the history of git still holds: in how many commits a text stands."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mes_cli.store import git

#: A larger file of the past is no record, and is not looked into.
_LARGEST = 1 << 22
#: So many files are read from git at once.
_AT_ONCE = 500
_NOTHING = "0" * 40

Holds = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Past:
    """How much of the history holds something."""

    commits: int
    #: Of all that are known here.
    of: int
    #: Its message says it.
    messages: int
    #: Its author or its committer is called so.
    authors: int
    #: The history was fetched only in part.
    shallow: bool


@dataclass(frozen=True, slots=True)
class _Commit:
    """A commit: what it is called, what it follows, what it says, and what it changes."""

    name: str
    parents: tuple[str, ...]
    author: str
    message: str
    #: The paths that it changes, with what stands there then.
    changes: tuple[tuple[str, str], ...]


def past(root: Path, holds: Holds) -> Past | None:
    """Count the commits that hold something, on all branches; nothing where git cannot tell."""
    said = git.log_of_changes(root)
    if said is None:
        return None
    commits = list(_commits(said))
    contents = {blob for commit in commits for _, blob in commit.changes} - {_NOTHING}
    held = set(_holding(root, contents, holds))
    return Past(
        commits=_counted(commits, held, holds),
        of=len(commits),
        messages=sum(holds(commit.message) for commit in commits),
        authors=sum(holds(commit.author) for commit in commits),
        shallow=git.is_shallow(root),
    )


def _commits(log: Iterable[Sequence[str]]) -> Iterator[_Commit]:
    """Read the log: a line of modes and contents stands before each path."""
    for name, parents, author, message, *rest in log:
        said = [field for field in rest if field]
        changes = tuple(
            (path, modes.split(" ")[3]) for modes, path in zip(said[::2], said[1::2], strict=False)
        )
        yield _Commit(name, tuple(parents.split()), author, message, changes)


def _counted(commits: Iterable[_Commit], held: set[str], holds: Holds) -> int:
    """Count the commits whose files hold it, each beginning with those of its first parent."""
    there: dict[str, frozenset[str]] = {}
    for commit in commits:
        paths = set(there.get(commit.parents[0], ()) if commit.parents else ())
        for path, blob in commit.changes:
            if blob != _NOTHING and (blob in held or holds(path)):
                paths.add(path)
            else:
                paths.discard(path)
        there[commit.name] = frozenset(paths)
    return sum(bool(paths) for paths in there.values())


def _holding(root: Path, contents: Iterable[str], holds: Holds) -> Iterator[str]:
    """The contents that hold it."""
    wanted = sorted(contents)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        sizes = git.sizes_of(root, some)
        small = [blob for blob in some if sizes.get(blob, _LARGEST) < _LARGEST]
        for blob, content in git.contents_of(root, small):
            if holds(content.decode("utf-8", "ignore")):
                yield blob


def authors(root: Path) -> int:
    """How many authors and committers the history names."""
    said = git.git(root, "log", "--all", "--format=%ae%x00%ce")
    return len({name for name in re.split(r"[\0\n]", said or "") if name})
