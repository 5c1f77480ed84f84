"""Files that were dropped on the page: kept for an import, outside the register, for this user."""

import re
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mes_cli.store.editing.atomic import write
from mes_cli.store.user_folders import state_folder

#: The most bytes of one file.
LARGEST = 10 << 20
#: Files that nobody imported are forgotten after so many seconds.
_LONGEST = 24 * 3600
_KEY = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)
#: The endings of tables that can be read.
ENDINGS = (".xlsx", ".ods", ".xls", ".csv", ".json", ".txt")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it lies here, and what it was called."""

    key: str
    path: Path

    @property
    def name(self) -> str:
        """What it was called."""
        return self.path.name


def keep(name: str, content: bytes) -> Upload | None:
    """Keep a file; None if it cannot be kept. Only the last part of its name counts."""
    folder = state_folder("uploads")
    if folder is None:
        return None
    _tidy(folder)
    key = secrets.token_urlsafe(16)
    safe = re.sub(r"[^\w.-]+", "-", name.replace("\\", "/").rpartition("/")[2])[-80:].lstrip(".-")
    path = folder / key / (safe or "table.csv")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write(path, content, mode=0o600, lasting=False)
    return Upload(key, path)


def find(key: str) -> Upload | None:
    """Return the file with a key."""
    folder = state_folder("uploads")
    if folder is None or _KEY.fullmatch(key) is None:
        return None
    with suppress(OSError):
        for path in (folder / key).iterdir():
            return Upload(key, path)
    return None


def drop(key: str) -> None:
    """Forget a file."""
    found = find(key)
    if found is not None:
        with suppress(OSError):
            found.path.unlink()
            found.path.parent.rmdir()


def _tidy(folder: Path) -> None:
    """Forget files that nobody imported."""
    with suppress(OSError):
        for path in folder.iterdir():
            if time.time() - path.stat().st_mtime > _LONGEST:
                drop(path.name)
