"""A first look at a register, before anything heavy is imported: its language."""

import os
import re
import stat
from pathlib import Path

_LANGUAGE = re.compile(
    rb"^(?:\xef\xbb\xbf)?(?:langue|language):[ \t]*[\"']?([a-z]{2})\b", re.MULTILINE
)
_ENOUGH = 1 << 14


def peek_language(folder: Path) -> str | None:
    """Read the language of the register that holds *folder*; nothing where there is none."""
    try:
        here = folder.resolve(strict=True)
        for above in (here, *here.parents):
            path = above / "mes.yaml"
            if path.exists():
                return _read(path)
    except OSError:
        pass
    return None


def _read(path: Path) -> str | None:
    if not stat.S_ISREG(path.lstat().st_mode):
        return None
    handle = os.open(path, os.O_RDONLY)
    try:
        found = _LANGUAGE.search(os.read(handle, _ENOUGH))
    finally:
        os.close(handle)
    return found[1].decode() if found else None
