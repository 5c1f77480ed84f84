"""What takes time to make and is the same in every register, kept between two runs.

Safe to delete at any moment, and never needed: what is cut off, of another version or of other
hands is as good as none, and what is not there is made again.
"""

import marshal
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from mes_cli.errors import DiskError
from mes_cli.store.cache import fingerprint, ours
from mes_cli.store.write import write

_DIGEST = 16
#: More things than this are kept only if the last run used them.
_MOST = 100


class Shelf:
    """Some things by their names, in one file."""

    def __init__(self, name: str, folder: Path | None = None) -> None:
        folder = folder or _folder()
        self.path = folder / f"{name}.bin" if folder else None
        self._kept = self._load()
        self._used: dict[str, bytes] = {}
        self._new = False

    def get(self, name: str) -> bytes | None:
        """Give what is kept under a name."""
        found = self._kept.get(name)
        if found is not None:
            self._used[name] = found
        return found

    def put(self, name: str, content: bytes) -> None:
        """Keep something; it is written by ``save``."""
        self._used[name] = content
        self._new = True

    def save(self) -> None:
        """Write what is new; where nothing can be written, nothing is kept."""
        if self.path is None or not self._new:
            return
        kept = {**self._kept, **self._used}
        body = marshal.dumps((fingerprint(), self._used if len(kept) > _MOST else kept))
        with suppress(DiskError, OSError):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write(self.path, blake2b(body, digest_size=_DIGEST).digest() + body, mode=0o600)
        self._new = False

    def _load(self) -> dict[str, bytes]:
        content = _read(self.path) if self.path else b""
        digest, body = content[:_DIGEST], content[_DIGEST:]
        if blake2b(body, digest_size=_DIGEST).digest() != digest:
            return {}
        try:
            program, kept = marshal.loads(body)  # noqa: S302 - digested, and our own
        except (ValueError, EOFError, TypeError):
            return {}
        return kept if program == fingerprint() and isinstance(kept, dict) else {}


def _read(path: Path) -> bytes:
    with suppress(OSError), path.open("rb") as file:
        return file.read() if ours(file) else b""
    return b""


def _folder() -> Path | None:
    """The folder for what is kept; nothing where there is no home for it."""
    from platformdirs import user_cache_path

    path = user_cache_path("mes", appauthor=False)
    return path if path.is_absolute() else None
