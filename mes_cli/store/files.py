"""Opening files: ordinary ones only, never through a link, never more than the limit."""

import os
import stat
from pathlib import Path

from mes_cli.errors import refusal
from mes_cli.finding import Finding, Place
from mes_cli.store.faults import files as faults

# An ordinary record fits; a larger buffer costs more than it saves.
_BLOCK = 1 << 14
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_FLAGS |= getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def read(path: Path, file: str, most: int) -> bytes | Finding:
    """Read a whole file of at most *most* bytes, or find why not."""
    at = Place(file, line=1, column=1)
    try:
        # Where the system cannot refuse links on opening, look first.
        if not hasattr(os, "O_NOFOLLOW") and path.is_symlink():
            return faults.not_a_file(at)
        handle = os.open(path, _FLAGS)
    except OSError as problem:
        if path.is_symlink():
            return faults.not_a_file(at)
        return faults.unreadable_file(at, refusal(problem))
    try:
        return _contents(handle, at, most)
    except OSError as problem:
        return faults.unreadable_file(at, refusal(problem))
    finally:
        os.close(handle)


def _contents(handle: int, at: Place, most: int) -> bytes | Finding:
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode):
        return faults.not_a_file(at)
    if about.st_size > most:
        return faults.too_large(at, most)
    parts: list[bytes] = []
    left = most + 1
    while left > 0 and (part := os.read(handle, min(_BLOCK, left))):
        parts.append(part)
        left -= len(part)
    if left <= 0:
        return faults.too_large(at, most)
    return b"".join(parts)
