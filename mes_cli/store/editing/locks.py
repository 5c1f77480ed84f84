"""Keeping runs of mes apart that write to one folder.

The lock of a folder is a file in the user's own state folder, so that nothing is left in the
folder itself; it ends with the process that holds it. Runs of different users, and runs of a user
without a home, are not kept apart: their files are whole all the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mes_cli.store.user_folders import name_of, state_folder

#: How long another run is waited for, in seconds.
_PATIENCE = 10.0


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Let no other run of mes write to a folder meanwhile; tell whether that can be said.

    Who holds the lock of a folder may take it again.
    """
    lock = _lock_file(folder)
    if lock is None:
        yield False
        return
    from filelock import FileLock, Timeout

    try:
        held = FileLock(lock, timeout=_PATIENCE, is_singleton=True).acquire()
    except (Timeout, OSError):
        yield False
        return
    with held:
        yield True


def _lock_file(folder: Path) -> Path | None:
    """The file that stands for a folder; None where there is no place for it."""
    locks = state_folder("locks")
    try:
        if locks is not None:
            locks.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return locks / f"{name_of(folder)}.lock" if locks is not None else None
