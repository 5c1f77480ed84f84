"""Where the files of a register come from, and how they are read: opened, and decoded.

A folder gives them, and so does a commit of git (``store.git.past``). Everything above reads both
in the same way. In a folder only ordinary files are opened, never through a link, never beyond the
limit.
"""

import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from mes_cli.finding import Finding, Place
from mes_cli.refusal import refusal
from mes_cli.store.reading.faults import fault


class FolderItem(Protocol):
    """Something in a folder, as ``os.scandir`` gives it; links are never followed."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def path(self) -> str:
        """How :meth:`Origin.scan` finds it, where it is a folder."""
        ...

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        """Tell whether it is a folder."""
        ...

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        """Tell whether it is an ordinary file."""
        ...

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        """What the system shows of it.

        Raises:
            OSError: nothing can be shown.
        """
        ...


class Origin(Protocol):
    """Where files come from."""

    @property
    def top(self) -> str:
        """The path of the root, for :meth:`scan`."""
        ...

    def scan(self, path: str) -> Sequence[FolderItem]:
        """List a folder.

        Raises:
            OSError: it cannot be listed.
        """
        ...

    def read(self, file: str, most: int) -> bytes | Finding:
        """Read a file of at most *most* bytes, or find why not; *file* is relative to the root."""
        ...

    def present(self, paths: Iterable[str]) -> frozenset[str]:
        """Those of some paths that lead to a file, without a link."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder itself, as it stands now."""

    root: Path

    @property
    def top(self) -> str:
        """The path of the root."""
        return str(self.root)

    def scan(self, path: str) -> Sequence[FolderItem]:
        """List a folder."""
        with os.scandir(path) as entries:
            return list(entries)

    def read(self, file: str, most: int) -> bytes | Finding:
        """Read a file."""
        return read(f"{self.root}/{file}", file, most)

    def present(self, paths: Iterable[str]) -> frozenset[str]:
        """Those of some paths that lead to a file."""
        return present(self.root, paths)


# An ordinary record fits; a larger buffer costs more than it saves.
_BLOCK = 1 << 14
#: No system has longer paths.
_LONGEST_PATH = 4096
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_FLAGS |= getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def read(path: Path | str, file: str, most: int) -> bytes | Finding:
    """Read a whole file of at most *most* bytes, or find why not."""
    try:
        # Where the system cannot refuse links on opening, look first.
        if not hasattr(os, "O_NOFOLLOW") and Path(path).is_symlink():
            return fault("not-a-file", _top(file))
        handle = os.open(path, _FLAGS)
    except OSError as problem:
        if Path(path).is_symlink():
            return fault("not-a-file", _top(file))
        return fault("unreadable-file", _top(file), reason=refusal(problem))
    try:
        return _contents(handle, file, most)
    except OSError as problem:
        return fault("unreadable-file", _top(file), reason=refusal(problem))
    finally:
        os.close(handle)


def _top(file: str) -> Place:
    return Place(file, line=1, column=1)


def _contents(handle: int, file: str, most: int) -> bytes | Finding:
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode):
        return fault("not-a-file", _top(file))
    if about.st_size > most:
        return fault("too-large", _top(file), most=most)
    content = os.read(handle, min(about.st_size + 1, _BLOCK))
    if len(content) == about.st_size < _BLOCK:
        return content
    return _long(handle, file, most, content)


def _long(handle: int, file: str, most: int, content: bytes) -> bytes | Finding:
    """Read on: the file is large, or it is not what the system said of it."""
    parts = [content]
    left = most + 1 - len(content)
    while left > 0 and (part := os.read(handle, min(_BLOCK, left))):
        parts.append(part)
        left -= len(part)
    if left <= 0:
        return fault("too-large", _top(file), most=most)
    return b"".join(parts)


def present(root: Path, paths: Iterable[str]) -> frozenset[str]:
    """Those of some paths below *root* that lead to a file of the register, without a link."""
    return frozenset(path for path in paths if _is_file(root, path))


def _is_file(root: Path, path: str) -> bool:
    """Tell whether a path leads to a file below *root* without passing through a link."""
    if len(path) > _LONGEST_PATH:
        return False
    here = root
    with suppress(OSError, ValueError):
        for part in PurePosixPath(path).parts:
            here /= part
            if here.is_symlink():
                return False
        return here.is_file()
    return False


# C0 but tab and line ends, DEL, C1, line and paragraph separators, bidirectional
# embeddings and isolates, byte order marks, tag characters, non-characters; and halves of
# characters, which only an escape can spell out.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]|\r(?!\n)"
)
_DOUBTFUL = re.compile("[\u200b\u200e\u200f\u2060\u115f\u1160\u3164\uffa0]|(?P<lost>\ufffd)")
# Indented ones too: an editor that puts a text into a block moves them with it.
_CONFLICT = re.compile(r"^[ \t]*(<{7}|>{7}|\|{7})(?=[ \r\n]|\Z)", re.MULTILINE)
_MARKS = ("<<<<<<<", ">>>>>>>", "|||||||")
#: Printable ASCII, tabs and line feeds: most of a text is made of them, and they need no look.
_USUAL = bytes((0x09, 0x0A, *range(0x20, 0x7F)))
_BOM = b"\xef\xbb\xbf"
# What other encodings put at the beginning of a file.
_OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff")

#: So many findings of one sort are given for a file.
_MOST = 20


def decode(content: bytes, file: str) -> tuple[str, list[Finding]]:
    """Give the text of a file, and what is wrong with its characters.

    Where a finding is an error, the text may not be read any further.
    """
    if content.startswith(_OTHER_MARKS):
        return "", [fault("not-utf8", Place(file, line=1, column=1))]
    try:
        text = content.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as problem:
        before = content[: problem.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        return "", [fault("not-utf8", Place(file, line=line, column=column))]
    return text, [*_characters(text, content, file), *_conflict(text, file)]


def _characters(text: str, content: bytes, file: str) -> Iterator[Finding]:
    """Find forbidden characters, and those that cannot be seen."""
    unusual = content.removeprefix(_BOM).translate(None, _USUAL).decode("utf-8")
    if not unusual or not (_FORBIDDEN.search(unusual) or _DOUBTFUL.search(unusual)):
        return
    for found in _some(_FORBIDDEN, text):
        yield fault("control-character", position(text, file, found), name=_name(found.group()))
    for found in _some(_DOUBTFUL, text):
        at = position(text, file, found)
        if found["lost"]:
            yield fault("lost-character", at)
        else:
            yield fault("invisible-character", at, name=_name(found.group()))


def _conflict(text: str, file: str) -> Iterator[Finding]:
    """Find what git leaves in a file that two people changed."""
    if any(mark in text for mark in _MARKS) and (conflict := _CONFLICT.search(text)):
        yield fault("merge-conflict", position(text, file, conflict))


def forbidden(value: str) -> str | None:
    """Name the first forbidden character of *value*."""
    found = _FORBIDDEN.search(value)
    return _name(found.group()) if found else None


def position(text: str, file: str, found: re.Match[str]) -> Place:
    """Give the place of a match, or of the part of it that counts."""
    start, end = found.span(found.lastindex or 0)
    line = text.count("\n", 0, start) + 1
    column = start - text.rfind("\n", 0, start)
    return Place(file, line=line, column=column, width=end - start)


def _some(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    for number, found in enumerate(pattern.finditer(text)):
        if number == _MOST:
            return
        yield found


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"
