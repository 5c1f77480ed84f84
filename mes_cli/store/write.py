"""Writing files: the one door. A file is written whole or not at all.

The text goes to a temporary file in the same folder, is flushed to the disk, and then
takes the place of the old file in one step. Whoever reads meanwhile sees the one or the
other. Links are never followed.
"""

import os
import secrets
import stat
import time
from contextlib import suppress
from pathlib import Path

from mes_cli.errors import DiskError

_PREFIX, _SUFFIX = ".mes-", ".tmp"
#: A temporary file older than this belongs to nobody any more, in seconds.
_STALE = 3600


def write(path: Path, text: str | bytes, *, inside: Path | None = None) -> None:
    """Write a file as UTF-8; folders are made as needed, permissions of an old file are kept.

    Raises:
        DiskError: the system refuses, a link is in the way, or *path* is not *inside*.
    """
    content = text.encode("utf-8") if isinstance(text, str) else text
    try:
        _refuse_links(path, inside)
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path.parent)
        _replace(path, content)
    except OSError as problem:
        raise DiskError(str(path), problem.strerror or "") from problem


def _refuse_links(path: Path, inside: Path | None) -> None:
    """Refuse to write through a link, or out of the folder that may be written to."""
    if path.is_symlink():
        raise OSError(0, "it is a link")
    if inside is None:
        return
    parent = path.parent
    while not parent.exists():
        parent = parent.parent
    if not parent.resolve().is_relative_to(inside.resolve()):
        raise OSError(0, "it is outside the register")


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    # 0666 less the umask, as every program does; an old file keeps what it had.
    handle = os.open(temporary, flags, 0o666)
    try:
        with suppress(FileNotFoundError):
            if hasattr(os, "fchmod"):
                os.fchmod(handle, stat.S_IMODE(path.stat().st_mode))
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
        os.close(handle)
        handle = -1
        temporary.replace(path)
    except BaseException:
        if handle >= 0:
            os.close(handle)
        with suppress(OSError):
            temporary.unlink()
        raise


def _sweep(folder: Path) -> None:
    """Take away what a killed run left behind, unless it may still be running."""
    with suppress(OSError):
        for left in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
            if time.time() - left.lstat().st_mtime > _STALE:
                left.unlink()
