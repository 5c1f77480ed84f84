"""Opening files: ordinary ones only, never through a link, never more than the limit."""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from mes_cli.finding import Finding, Place
from mes_cli.refusal import refusal
from mes_cli.store.reading.faults import file_access as faults

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
            return faults.not_a_file(_top(file))
        handle = os.open(path, _FLAGS)
    except OSError as problem:
        if Path(path).is_symlink():
            return faults.not_a_file(_top(file))
        return faults.unreadable_file(_top(file), refusal(problem))
    try:
        return _contents(handle, file, most)
    except OSError as problem:
        return faults.unreadable_file(_top(file), refusal(problem))
    finally:
        os.close(handle)


def _top(file: str) -> Place:
    return Place(file, line=1, column=1)


def _contents(handle: int, file: str, most: int) -> bytes | Finding:
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode):
        return faults.not_a_file(_top(file))
    if about.st_size > most:
        return faults.too_large(_top(file), most)
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
        return faults.too_large(_top(file), most)
    return b"".join(parts)


def present(root: Path, paths: Iterable[str]) -> frozenset[str]:
    """Those of some paths below *root* that lead to a file of the register, without a link."""
    return frozenset(path for path in paths if _is_file(root, path))


def _is_file(root: Path, path: str) -> bool:
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
