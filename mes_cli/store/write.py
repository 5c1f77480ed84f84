"""Writing files: the one door. A file is written whole or not at all.

The text goes to a temporary file in the same folder, is flushed to the disk, and then
takes the place of the old file in one step. Whoever reads meanwhile sees the one or the
other. Of several files all are made first, and only then do they take their places: a full
disk changes none of them. Links are never followed. What a killed run left is taken away by
the next one that writes to the same folder.
"""

import errno
import os
import re
import secrets
import stat
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from mes_cli.errors import DiskError
from mes_cli.finding import say
from mes_cli.store import locks

_PREFIX, _SUFFIX = ".mes-", ".tmp"
_TEMPORARY = re.compile(r"\.mes-[0-9a-f]{16}\.tmp")
#: A temporary file older than this belongs to nobody any more, in seconds.
_STALE = 3600
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
#: Some disks cannot be told to flush; that is no fault.
_CANNOT_FLUSH = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}

Text = str | bytes


def write(path: Path, text: Text, *, inside: Path | None = None, mode: int = 0o666) -> None:
    """Write a file as UTF-8; folders are made as needed, permissions of an old file are kept.

    A new file has the permissions *mode*, less those that the user never gives.

    Raises:
        DiskError: the system refuses, a link is in the way, or *path* is not *inside*.
    """
    write_all([(path, text)], inside=inside, mode=mode)


def write_all(
    files: Iterable[tuple[Path, Text]], *, inside: Path | None = None, mode: int = 0o666
) -> None:
    """Write several files; they take their places in the order given, when all are made.

    Raises:
        DiskError: as for one file; nothing is changed, unless it is a place that is refused.
    """
    with _Batch(inside, mode) as batch:
        for path, text in files:
            batch.add(path, text)
        batch.place()


class _Batch:
    """Files that are made, and wait to take their places."""

    def __init__(self, inside: Path | None, mode: int) -> None:
        self.inside = inside
        self.mode = mode
        self.folders: dict[Path, int | None] = {}
        self.made: list[Path] = []
        self.waiting: list[tuple[Path, Path]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        del kind, problem, trace
        if self.waiting:
            self._clear()
        for handle in self.folders.values():
            if handle is not None:
                os.close(handle)

    def _clear(self) -> None:
        """Take away what found no place."""
        for temporary, _ in self.waiting:
            with suppress(OSError):
                temporary.unlink()
        for folder in reversed(self.made):
            with suppress(OSError):
                folder.rmdir()

    def add(self, path: Path, text: Text) -> None:
        """Make a file beside its place."""
        # A name that is no text could not be written otherwise.
        content = text.encode("utf-8", "backslashreplace") if isinstance(text, str) else text
        try:
            _refuse(path, self.inside)
            temporary = path.with_name(f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}")
            self.waiting.append((temporary, path))
            self._enter(path.parent)
            _fill(temporary, path, content, self.mode)
        except OSError as problem:
            raise DiskError(str(path), problem) from problem

    def _enter(self, folder: Path) -> None:
        if folder in self.folders:
            return
        new = [above for above in (folder, *folder.parents) if not above.exists()]
        self.made += reversed(new)
        folder.mkdir(parents=True, exist_ok=True)
        self.folders[folder], free = locks.enter(folder)
        _sweep(folder, all_of_them=free)

    def place(self) -> None:
        """Let the files take their places."""
        while self.waiting:
            temporary, path = self.waiting[0]
            try:
                temporary.replace(path)
            except OSError as problem:
                raise DiskError(str(path), problem) from problem
            del self.waiting[0]
        for handle in self.folders.values():
            if handle is not None:
                with suppress(OSError):
                    os.fsync(handle)


def _refuse(path: Path, inside: Path | None) -> None:
    """Refuse what is no ordinary file, and what is not in the folder that may be written to."""
    with suppress(FileNotFoundError):
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            raise DiskError(str(path), say("it is a link"))
        if stat.S_ISDIR(mode):
            raise DiskError(str(path), say("it is a folder"))
        if not stat.S_ISREG(mode):
            raise DiskError(str(path), say("it is no ordinary file"))
        # The folder may allow what the file does not.
        os.close(os.open(path, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)))
    if inside is None:
        return
    if not inside.is_dir():
        # It was there a moment ago, and is not made anew.
        raise DiskError(str(inside), say("it does not exist, or not any more"))
    parent = path.parent
    while not parent.exists():
        parent = parent.parent
    if not parent.resolve().is_relative_to(inside.resolve()):
        raise DiskError(str(path), say("it is outside the register"))


def _fill(temporary: Path, path: Path, content: bytes, mode: int) -> None:
    """Write the new file, with the owner and the permissions of the old one."""
    handle = os.open(temporary, _FLAGS, mode)
    try:
        with suppress(FileNotFoundError):
            _as_before(handle, path.lstat())
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
        _flush(handle)
    finally:
        os.close(handle)


def _as_before(handle: int, old: os.stat_result) -> None:
    if not hasattr(os, "fchmod"):
        return
    new = os.fstat(handle)
    if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        with suppress(OSError):
            os.fchown(handle, old.st_uid, old.st_gid)
    os.fchmod(handle, stat.S_IMODE(old.st_mode) & 0o777)


def _flush(handle: int) -> None:
    try:
        os.fsync(handle)
    except OSError as problem:
        if problem.errno not in _CANNOT_FLUSH:
            raise


def _sweep(folder: Path, *, all_of_them: bool) -> None:
    """Take away what killed runs left behind, unless somebody may still be writing it."""
    with suppress(OSError):
        for left in folder.iterdir():
            if not _TEMPORARY.fullmatch(left.name):
                continue
            if all_of_them or time.time() - left.lstat().st_mtime > _STALE:
                left.unlink()
