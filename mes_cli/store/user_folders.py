"""The user's state and cache folders, and the lock on a register."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path


def state_folder(name: str) -> Path | None:
    """Where something is kept from run to run; None where the system has no home for it."""
    from platformdirs import user_state_path

    return _below(user_state_path, name)


def cache_folder(name: str) -> Path | None:
    """Where something is kept that may be deleted at any moment; None without a home."""
    from platformdirs import user_cache_path

    return _below(user_cache_path, name)


def _below(find: Callable[..., Path], name: str) -> Path | None:
    try:
        base = find("mes", appauthor=False)
    except RuntimeError:
        return None
    return base / name if base.is_absolute() else None


def name_of(root: Path) -> str:
    """Give the name under which something is kept about a register."""
    return sha256(os.fsencode(root.resolve())).hexdigest()[:16]


def folder_of(root: Path, name: str) -> Path | None:
    """Where something is kept about a register from run to run; None without a home."""
    folder = state_folder(name)
    return folder / name_of(root) if folder is not None else None


def forget(root: Path, name: str) -> None:
    """Forget all of something that is kept about a register."""
    folder = folder_of(root, name)
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)


#: How long another run is waited for, in seconds.
_PATIENCE = 10.0


@contextmanager
def folder_lock(folder: Path) -> Iterator[bool]:
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
