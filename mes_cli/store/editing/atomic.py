"""Atomic writes: every file is written here, whole or not at all.

The text goes to a temporary file in the same folder, is flushed to the disk, and then takes the
place of the old file in one step. A reader sees the old file or the new one at any moment. Of
several files all are made first, and only then do they take their places: a full disk changes none
of them. Links are never followed. The temporary files that a killed run left are deleted by the
next run that writes to the same folder.
"""

import errno
import os
import re
import secrets
import stat
import time
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Self

from mes_cli.errors import DiskError
from mes_cli.finding import say
from mes_cli.store.user_folders import folder_lock

_PREFIX, _SUFFIX = ".mes-", ".tmp"
#: The names of temporary files.
TEMPORARY = re.compile(r"\.mes-[0-9a-f]{16}\.tmp")
#: A temporary file older than this is left over, even where another run may be writing; in seconds.
_STALE = 3600
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
#: The errors of disks that cannot be flushed; they are ignored.
_CANNOT_FLUSH = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}

Text = str | bytes


def write(
    path: Path, text: Text, *, inside: Path | None = None, mode: int = 0o666, lasting: bool = True
) -> None:
    """Write a file as UTF-8; folders are made as needed, permissions of an old file are kept.

    A new file has the permissions *mode*, less those that the user never gives. What is not
    *lasting* can be made again: the write waits neither for the disk nor for other runs.

    Raises:
        DiskError: the system refuses, a link is in the way, or *path* is not *inside*.
    """
    with Batch(inside, mode, lasting=lasting) as batch:
        batch.add(path, text)
        batch.place()


def write_all(files: Iterable[tuple[Path, Text]], *, inside: Path | None = None) -> None:
    """Write several files; they take their places in the order given, when all are made.

    Raises:
        DiskError: as for one file; nothing is changed, unless it is a place that is refused.
    """
    with Batch(inside) as batch:
        for path, text in files:
            batch.add(path, text)
        batch.place()


class Batch:
    """Files that are made, and wait to take their places.

    Their folders are locked meanwhile, and what killed runs left there is deleted, unless the
    register *inside* which they are is *locked*: then the caller that locked it does so.
    """

    def __init__(
        self,
        inside: Path | None = None,
        mode: int = 0o666,
        *,
        lasting: bool = True,
        locked: bool = False,
    ) -> None:
        self.inside = inside
        self.mode = mode
        self.lasting = lasting
        self.locked = locked
        self.locks = ExitStack()
        self.folders: set[Path] = set()
        self.made: list[Path] = []
        #: The temporary files and the places that they are to take, in order.
        self.waiting: list[tuple[Path, Path]] = []
        #: Files that find no place now will be given it by another run.
        self.handed_on = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        if not self.handed_on:
            self.clear()
        self.locks.close()

    def clear(self) -> None:
        """Delete the files that found no place, and the folders that were made for them."""
        if not self.waiting:
            return
        for temporary, _ in self.waiting:
            with suppress(OSError):
                temporary.unlink()
        for folder in reversed(self.made):
            with suppress(OSError):
                folder.rmdir()
        self.waiting = []

    def add(self, path: Path, text: Text) -> None:
        """Make a file beside its place.

        Raises:
            DiskError: the system refuses, or no file may be written in this place.
        """
        # Names of files may hold bytes that are not UTF-8; they could not be encoded otherwise.
        content = text.encode("utf-8", "backslashreplace") if isinstance(text, str) else text
        try:
            temporary = self.expect(path.parent / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}", path)
            self._enter(path.parent)
            _fill(temporary, path, content, self.mode, lasting=self.lasting)
        except OSError as problem:
            raise DiskError(str(path), problem) from problem

    def expect(self, temporary: Path, path: Path) -> Path:
        """Let a temporary file that is made, or about to be, wait for its place.

        Raises:
            DiskError: no file may be written in this place.
            OSError: the system refuses.
        """
        _refuse(path, self.inside)
        self.waiting.append((temporary, path))
        return temporary

    def _enter(self, folder: Path) -> None:
        """Make a folder ready to be written to."""
        if folder in self.folders:
            return
        new = [above for above in (folder, *folder.parents) if not above.exists()]
        self.made += reversed(new)
        folder.mkdir(parents=True, exist_ok=True)
        self.folders.add(folder)
        if not self.locked:
            locked = self.lasting and self.locks.enter_context(folder_lock(folder))
            sweep(folder, all_of_them=locked)

    def place(self) -> None:
        """Let the files take their places.

        Raises:
            DiskError: the system refuses one of them; those before it have taken theirs.
        """
        while self.waiting:
            temporary, path = self.waiting[0]
            try:
                temporary.replace(path)
            except OSError as problem:
                raise DiskError(str(path), problem) from problem
            del self.waiting[0]
        if self.lasting:
            for folder in self.folders:
                _flush_folder(folder)


def _refuse(path: Path, inside: Path | None) -> None:
    """Refuse what is not an ordinary file, or not in the folder that may be written to."""
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


def _fill(temporary: Path, path: Path, content: bytes, mode: int, *, lasting: bool) -> None:
    """Write the new file, with the owner and the permissions of the old one."""
    handle = os.open(temporary, _FLAGS, mode)
    try:
        with suppress(FileNotFoundError):
            _as_before(handle, path.lstat())
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
        if lasting:
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


def _flush_folder(folder: Path) -> None:
    """Flush the names in a folder to the disk, where the system supports it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(folder: Path, *, all_of_them: bool) -> None:
    """Delete what killed runs left in a folder; only old files where another run may be writing."""
    with suppress(OSError):
        for left in folder.iterdir():
            if not TEMPORARY.fullmatch(left.name):
                continue
            if all_of_them or time.time() - left.lstat().st_mtime > _STALE:
                left.unlink()
