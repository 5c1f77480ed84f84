"""The folders of a register: which files hold its records."""

import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from mes_cli.errors import DiskError
from mes_cli.escape import legible
from mes_cli.finding import Finding, Place, Related, Words, say
from mes_cli.language.folding import near, without_accents
from mes_cli.language.vocabulary import (
    IDENTITIES_FILES,
    SETTINGS_FILE,
    Vocabulary,
    vocabulary,
)
from mes_cli.refusal import refusal
from mes_cli.store.reading.faults import fault
from mes_cli.store.reading.origin import FolderItem, Origin

#: The note of a change of several files that is being made; see ``store.editing.changes``.
CHANGE_NOTE = ".mes-change"
ENDINGS = (".yaml", ".yml")
#: Other folders of a register; they hold no records.
_OTHERS = ("templates", "modeles", "reports", "rapports", "docs", "schemas", "media", "imports")
#: What files are called: an id that no system refuses for a name, and an ending.
_NAME = re.compile(
    r"(?!(?:con|prn|aux|nul|com\d|lpt\d)\.)[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.ya?ml", re.ASCII
)
#: The ending that some editors add to a name.
_TEXT = ".txt"
#: How alike the name of a folder and that of a kind must be for the first to be in doubt.
_NEARLY = 0.8
#: Files that changed so shortly before they were read, in nanoseconds, may change again within
#: one tick of the clock that stamps them; where stamps have no parts of a millisecond, ticks
#: are long.
_TICK, _LONG_TICK = 50_000_000, 2_000_000_000
#: Folders are searched down to this depth.
_DEEPEST = 32


class Stamp(NamedTuple):
    """What the system says of a file without opening it; it differs after any change."""

    size: int  #: in bytes
    modified: int  #: when its content changed, in nanoseconds
    changed: int  #: when anything of it changed
    inode: int

    def young(self, began: int) -> bool:
        """Tell whether the file may change again, or have changed, without another stamp.

        *began* is when the first file was looked at, in nanoseconds.
        """
        newest = max(self.modified, self.changed)
        return newest >= began - (_TICK if newest % 1_000_000 else _LONG_TICK)


class RecordFile(NamedTuple):
    """A file to be read, and the kind of record that its folder stands for."""

    file: str  #: relative to the root, with forward slashes
    kind: str
    stamp: Stamp | None = None
    #: Some systems take another file for this one: its records count as unread.
    twin: bool = False

    @property
    def stem(self) -> str:
        """Its name without the ending, which is the id of its record."""
        return self.file[self.file.rfind("/") + 1 : self.file.rfind(".")]

    @property
    def size(self) -> int:
        """Its size in bytes; 0 without a stamp."""
        return self.stamp.size if self.stamp else 0


@dataclass(slots=True)
class Listing:
    """What the folders of a register hold."""

    files: list[RecordFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    #: Some systems may take two names for one: there is a second ending, or a folder with
    #: capital letters or accents.
    doubtful: bool = False
    #: Files that are more than a register may have.
    beyond: list[RecordFile] = field(default_factory=list)


def listing(origin: Origin, words: Vocabulary) -> Listing:
    """List the record files of a register, in order of their paths, with their stamps.

    Raises:
        DiskError: the root itself cannot be listed.
    """
    found = Listing()
    kinds = folders(words)
    try:
        entries = sorted(origin.scan(origin.top), key=lambda e: e.name)
    except OSError as problem:
        raise DiskError(origin.top, problem) from problem
    for entry in entries:
        name = entry.name
        if name in kinds:
            _list_folder(origin, entry, kinds[name], found)
        elif name == CHANGE_NOTE:
            found.findings.append(fault("interrupted-change", Place(name, line=1, column=1)))
        elif name.startswith(".") or name in {SETTINGS_FILE, *IDENTITIES_FILES}:
            continue
        elif entry.is_dir(follow_symlinks=False):
            _doubt(name, kinds, words, found)
        elif name.lower().endswith(ENDINGS):
            own = Words(tuple(f"{kind.folder}/" for kind in words.kinds.values() if kind.folder))
            found.findings.append(
                fault("stray-file", Place(printable(name), line=1, column=1), folders=own)
            )
    _same_names(found)
    _judge_decisions([it for it in entries if it.name in IDENTITIES_FILES], found)
    return found


def _judge_decisions(files: Sequence[FolderItem], found: Listing) -> None:
    """Say that a file of decisions is a link, or that there are two of them: one is read."""
    for number, entry in enumerate(files):
        at = Place(entry.name, line=1, column=1)
        if not entry.is_file(follow_symlinks=False):
            found.findings.append(fault("not-a-file", at))
        elif number:
            first = Place(files[0].name, line=1, column=1)
            found.findings.append(
                fault("same-file-name", at, name=files[0].name, related=_other(first))
            )


def stamp(path: Path) -> Stamp | None:
    """Give the stamp of a file; None if there is no file."""
    try:
        return _stamp_of(path.lstat())
    except OSError:
        return None


def folders(words: Vocabulary) -> dict[str, str]:
    """The folders that hold records, in the register's language and in English."""
    return {
        kind.folder: name
        for vocabulary_ in (vocabulary("en"), words)
        for name, kind in vocabulary_.kinds.items()
        if kind.folder
    }


def printable(name: str) -> str:
    """Give the name of a file as it may be printed: nothing in it moves a cursor."""
    return legible(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _doubt(name: str, kinds: dict[str, str], words: Vocabulary, found: Listing) -> None:
    """Find a folder whose name is nearly that of a kind."""
    bare = without_accents(name).replace("-", "_")
    if bare in _OTHERS:
        return
    meant = near(bare, kinds, _NEARLY)
    if meant:
        own = words.kinds[kinds[meant]].folder
        at = Place(f"{printable(name)}/", line=1, column=1)
        found.findings.append(
            fault("misnamed-folder", at, name=f"{printable(name)}/", near=f"{own}/")
        )


def _list_folder(origin: Origin, top: FolderItem, kind: str, found: Listing) -> None:
    """List the files of one kind, at any depth."""
    if not top.is_dir(follow_symlinks=False):
        found.findings.append(fault("not-a-file", Place(top.name, line=1, column=1)))
        return
    waiting = [(top.path, top.name, 1)]
    take, fits = found.files.append, _NAME.fullmatch
    while waiting:
        path, relative, depth = waiting.pop()
        found.doubtful = found.doubtful or relative != relative.lower() or not relative.isascii()
        try:
            inside = origin.scan(path)
        except OSError as problem:
            at = Place(f"{printable(relative)}/", line=1, column=1)
            found.findings.append(fault("unreadable-file", at, reason=refusal(problem)))
            continue
        names = [entry.name for entry in inside]
        if depth > 1 and SETTINGS_FILE in names:
            at = Place(f"{printable(relative)}/", line=1, column=1)
            found.findings.append(fault("register-inside", at))
            continue
        for name, entry in zip(names, inside, strict=True):
            if fits(name) and entry.is_file(follow_symlinks=False):
                take(RecordFile(f"{relative}/{name}", kind, _stamp(entry)))
                if name[-4] == ".":
                    found.doubtful = True
                continue
            if name.startswith(".") and not name.lower().endswith(ENDINGS):
                continue
            below = f"{relative}/{name}"
            if entry.is_dir(follow_symlinks=False) and depth < _DEEPEST:
                waiting.append((entry.path, below, depth + 1))
            else:
                _list_file(entry, below, found)


def _list_file(entry: FolderItem, relative: str, found: Listing) -> None:
    """Say why an entry of a folder of records is not a record file."""
    at = Place(printable(relative), line=1, column=1)
    if not entry.is_file(follow_symlinks=False):
        found.findings.append(fault("not-a-file", at))
        return
    stem, _, ending = entry.name.rpartition(".")
    ending = f".{ending}".lower()
    if ending == _TEXT and stem.lower().endswith(ENDINGS):
        name = printable(entry.name)
        found.findings.append(fault("hidden-ending", at, name=name, near=name[: -len(_TEXT)]))
    if ending not in ENDINGS:
        return
    near = without_accents(stem)
    # Imported here: most listings need no model.
    from mes_cli.model.identifiers import valid_id

    suggestion = f"{near}.yaml" if valid_id(near) else None
    found.findings.append(fault("file-name", at, name=printable(entry.name), near=suggestion))


def _stamp(entry: FolderItem) -> Stamp | None:
    try:
        return _stamp_of(entry.stat(follow_symlinks=False))
    except OSError:
        return None  # it has just been deleted; opening it will report that


def _stamp_of(about: os.stat_result) -> Stamp:
    return Stamp(about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino)


def _other(first: Place) -> tuple[Related]:
    return (Related(first, say("the other file")),)


def _same_names(found: Listing) -> None:
    """Find files that some systems take for one; put the others in order."""
    found.files.sort(key=itemgetter(0))
    if not found.doubtful:
        return  # files of one folder differ, and so do folders
    seen: dict[str, str] = {}
    for position, record in enumerate(found.files):
        key = record.file.rpartition(".")[0]
        if not key.isascii() or not key.islower():
            key = unicodedata.normalize("NFKC", key).casefold()
        if seen.setdefault(key, record.file) is not record.file:
            at, first = Place(record.file, line=1, column=1), Place(seen[key], line=1, column=1)
            found.findings.append(
                fault("same-file-name", at, name=record.stem, related=_other(first))
            )
            found.files[position] = record._replace(twin=True)
