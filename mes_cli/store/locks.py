"""Keeping runs of mes apart that write to one folder.

The folder itself is locked, so that no file is left behind; a lock ends with the process
that holds it. Where a system has no such locks, or another program keeps a folder for itself,
nobody waits for ever: files are whole all the same.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

#: How long another run is waited for, and how often it is looked at, in seconds.
_PATIENCE, _PAUSE = 10.0, 0.005

#: The folders that this process has for itself.
_own: set[tuple[int, int]] = set()

if sys.platform == "win32":

    def _lock(handle: int, *, alone: bool) -> bool | None:
        del handle, alone

else:
    import fcntl

    def _lock(handle: int, *, alone: bool) -> bool | None:
        """Lock a folder; false where others hold it, nothing where there are no locks."""
        try:
            fcntl.flock(handle, fcntl.LOCK_NB | (fcntl.LOCK_EX if alone else fcntl.LOCK_SH))
        except BlockingIOError:
            return False
        except OSError:
            return None
        return True


def _open(folder: Path) -> int | None:
    with suppress(OSError):
        return os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    return None


def _wait(handle: int, *, alone: bool) -> bool:
    """Wait for a lock; tell whether it was given."""
    end = time.monotonic() + _PATIENCE
    while (got := _lock(handle, alone=alone)) is False and time.monotonic() < end:
        time.sleep(_PAUSE)
    return got is True


def _identity(handle: int) -> tuple[int, int]:
    about = os.fstat(handle)
    return about.st_dev, about.st_ino


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let no other run of mes change files of a folder meanwhile."""
    handle = _open(folder)
    if handle is None:
        yield
        return
    mine = _identity(handle)
    try:
        if _wait(handle, alone=True):
            _own.add(mine)
        yield
    finally:
        _own.discard(mine)
        os.close(handle)


def enter(folder: Path) -> tuple[int | None, bool]:
    """Enter a folder to write there, with others.

    Gives what is to be closed when leaving, and whether nobody else is there.
    """
    handle = _open(folder)
    if handle is None or _identity(handle) in _own:
        return handle, handle is not None
    free = _lock(handle, alone=True) is True
    _wait(handle, alone=False)
    return handle, free
