"""Where an erased text is still found: in git's history, and in files beside the records."""

import os
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from mes_cli.finding import Finding
from mes_cli.store.git.command import Repository
from mes_cli.store.git.commit import contents, sizes
from mes_cli.store.reading import origin

#: Bytes: larger files of the past are not records, and are not searched; nor are larger messages.
_MOST_TEXT = {"blob": 1 << 22, "tree": 1 << 24, "commit": 1 << 24}
#: All that is read of a history, in bytes, and how long that may take, in seconds.
_MOST, _PATIENCE = 1 << 30, 120.0
_ENTRIES = {
    40: re.compile(rb"(\d+) ([^\0]*)\0(.{20})", re.DOTALL),
    64: re.compile(rb"(\d+) ([^\0]*)\0(.{32})", re.DOTALL),
}
_FOLDER = b"40000"
#: Encodings of human languages; Python also has slow ones, and ones that encode no text.
_ENCODING = re.compile(r"(?i:cp|iso|koi8|latin|mac|utf|windows)[\w-]{0,20}", re.ASCII)

#: Tells whether a text holds what is looked for.
Holds = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Traces:
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
    #: Files of the past that are too large to be looked into.
    skipped: int = 0


@dataclass(slots=True)
class _Folders:
    """The folders of all commits: which hold it themselves, and which stand in which."""

    holding: set[str] = field(default_factory=set)
    parents: dict[str, list[str]] = field(default_factory=dict)

    def add(
        self, name: str, content: bytes, held: set[str], holds: Callable[[bytes], bool]
    ) -> None:
        """Read a folder: the names in it, and what stands under them."""
        for mode, entry, number in _ENTRIES[len(name)].findall(content):
            inside = number.hex()
            if inside in held or holds(entry):
                self.holding.add(name)
            if mode == _FOLDER:
                self.parents.setdefault(inside, []).append(name)

    def all_holding(self) -> set[str]:
        """The folders that hold it, those in which such a folder stands included."""
        found, waiting = set[str](), [*self.holding]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.parents.get(name, ())
        return found


def traces(root: Path, holds: Holds) -> Traces:
    """Count the commits that hold something, on all branches; git is called a few times.

    Raises:
        GitError: git does not answer, or its history is larger than any register's.
    """
    repository = Repository.open(root)
    said = repository.ask("rev-list", "--all", "--objects")
    known = sizes(repository, (line[:64].partition(b" ")[0].decode() for line in said.splitlines()))
    read = {
        kind: [name for name, about in known.items() if about[0] == kind and about[1] <= largest]
        for kind, largest in _MOST_TEXT.items()
    }

    @lru_cache(maxsize=1 << 16)
    def name_holds(name: bytes) -> bool:
        return holds(name.decode("utf-8", "replace"))

    held: set[str] = set()
    folders, commits = _Folders(), list[tuple[str, str, str]]()
    # The contents of a folder are known before it is read, and those of a commit as well.
    order = [name for names in read.values() for name in names]
    for name, content in contents(repository, order, most=_MOST, seconds=_PATIENCE):
        match known[name][0]:
            case "blob":
                if holds(content.decode("utf-8", "ignore")):
                    held.add(name)
            case "tree":
                folders.add(name, content, held, name_holds)
            case _:
                commits.append(_commit(content))
    holding = folders.all_holding()
    return Traces(
        commits=sum(tree in holding for tree, _, _ in commits),
        of=len(commits),
        messages=sum(holds(message) for _, _, message in commits),
        authors=sum(holds(people) for _, people, _ in commits),
        shallow=repository.shallow,
        skipped=sum(kind in _MOST_TEXT for kind, _ in known.values()) - len(order),
    )


def _commit(content: bytes) -> tuple[str, str, str]:
    """Give the folder, the people and the message of a commit."""
    head, _, message = content.partition(b"\n\n")
    # A signature has several lines, each behind a space.
    lines = (line.partition(b" ") for line in head.split(b"\n") if not line.startswith(b" "))
    fields = {key: value for key, _, value in lines}
    encoding = fields.get(b"encoding", b"").decode("ascii", "replace")
    people = b" ".join(
        fields.get(role, b"").rpartition(b">")[0] + b">" for role in (b"author", b"committer")
    )
    tree = fields.get(b"tree", b"").decode("ascii", "replace")
    return tree, _text(people, encoding), _text(message, encoding)


def _text(content: bytes, encoding: str) -> str:
    """Decode what a commit says, also as it says itself that it is encoded."""
    return "\n".join(dict.fromkeys(_decoded(content, encoding)))


def _decoded(content: bytes, encoding: str) -> Iterator[str]:
    yield content.decode("utf-8", "replace")
    if encoding:
        known = _ENCODING.fullmatch(encoding)
        with suppress(LookupError, ValueError):
            yield content.decode(encoding if known else "latin-1", "replace")


def authors(root: Path) -> int:
    """Count the e-mail addresses of the authors and committers that the history names.

    Raises:
        GitError: git does not answer.
    """
    repository = Repository.open(root)
    said = repository.ask("rev-list", "--all", "--encoding=UTF-8", "--format=%ae%n%ce")
    return len({line for line in _lines(said) if line})


def _lines(said: bytes) -> Iterable[bytes]:
    """The lines that are no names of commits."""
    return (line for line in said.split(b"\n") if not line.startswith(b"commit "))


#: A larger file is named, and not looked into.
_LARGEST = 1 << 24


def elsewhere(root: Path, but: Iterable[str], holds: Holds) -> tuple[list[str], list[str]]:
    """The files below *root* that hold something, and those that could not be looked into."""
    known = set(but)
    held: list[str] = []
    unknown: list[str] = []
    for file in _files(root):
        if file in known:
            continue
        texts = _texts(root / file, file)
        if holds(file) or any(map(holds, texts or ())):
            held.append(file)
        elif texts is None:
            unknown.append(file)
    return held, unknown


def _files(root: Path) -> Iterator[str]:
    for folder, below, names in os.walk(root):
        below[:] = sorted(name for name in below if name != ".git")
        for name in sorted(names):
            path = Path(folder) / name
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(root).as_posix()


def _texts(path: Path, file: str) -> list[str] | None:
    """What a file says, or what the files inside it say; None if it cannot be read."""
    content = origin.read(path, file, _LARGEST)
    if isinstance(content, Finding):
        return None
    if not content.startswith(b"PK"):
        return [content.decode("utf-8", "ignore")]
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > _LARGEST:
                return None
            return [archive.read(part).decode("utf-8", "ignore") for part in parts]
    except (OSError, ValueError, RuntimeError, zipfile.BadZipFile, EOFError):
        return None
