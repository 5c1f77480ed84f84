"""What is kept between two runs, outside the register: safe to delete at any moment.

One file a register holds the batches of its last check and, where nothing stood in doubt,
everything that was found. It is never needed for a right answer: a file whose stamp is not
the one it had is read again, and a cache that is cut off, of another register, of another
version or of other hands is as good as none. It holds no private words.
"""

import marshal
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO

from mes_cli import __version__
from mes_cli.errors import DiskError
from mes_cli.store.batch import Batch
from mes_cli.store.stamps import settled, young
from mes_cli.store.write import write_lightly

_MAGIC = b"mes cache 1\n"
_DIGEST, _LENGTH = 16, 8
#: A head or a block is never larger; a length that was spoilt may say so.
_LARGEST = 1 << 30
#: Parts of the program on which depends what a file means and what is found in it.
_PARTS = ("checks", "figures", "language", "model", "report", "store")
#: Registers that were not checked for so long are forgotten, in seconds.
_FORGOTTEN = 180 * 24 * 3600


@dataclass(slots=True)
class Kept:
    """What was kept of a register."""

    #: The digest of all stamps, where everything that was found may be relied on.
    digest: bytes
    #: The digest of the settings that the batches were made with.
    settings: bytes
    #: What was found: anything made of plain values.
    result: Any
    #: Where the batches are, and what stands before them if nobody wrote the file anew.
    _path: Path
    _start: int
    _sum: bytes

    def batches(self) -> list[Batch]:
        """What its files said; nothing where that cannot be relied on."""
        try:
            with self._path.open("rb") as file:
                if not file.read(self._start).startswith(_MAGIC + self._sum):
                    return []
                return list(_blocks(file))
        except (OSError, ValueError, EOFError, TypeError):
            return []


def _blocks(file: BinaryIO) -> Iterator[Batch]:
    """Read the batches one by one.

    Raises:
        ValueError: one is not what it was, or the last one is not there.
    """
    while length := int.from_bytes(file.read(_LENGTH).ljust(_LENGTH, b"\xff"), "little"):
        digest = file.read(_DIGEST)
        content = file.read(min(length, _LARGEST))
        if _sum(content) != digest:
            message = "spoilt"
            raise ValueError(message)
        yield Batch(*marshal.loads(content))  # noqa: S302 - digested


class Cache:
    """The cache of one register."""

    def __init__(self, root: Path, folder: Path | None = None) -> None:
        self.root = root
        folder = folder or _folder()
        name = blake2b(os.fsencode(root), digest_size=_DIGEST).hexdigest()
        self.path = folder / f"{name}.bin" if folder else None

    def load(self) -> Kept | None:
        """Give what was kept by the same program; nothing else is of use."""
        if self.path is None:
            return None
        try:
            with self.path.open("rb") as file:
                start = file.read(len(_MAGIC) + _DIGEST + _LENGTH) if ours(file) else b""
                length = int.from_bytes(start[-_LENGTH:], "little")
                head = file.read(min(length, _LARGEST))
            right = _sum(head)
            if not start.startswith(_MAGIC + right):
                return None
            program, root, digest, settings, result = marshal.loads(head)  # noqa: S302 - digested
        except (OSError, ValueError, EOFError, TypeError):
            return None
        if program != fingerprint() or root != os.fsencode(self.root):
            return None
        return Kept(digest, settings, result, self.path, len(start) + length, right)

    def save(self, batches: Iterable[Batch], settings: bytes, digest: bytes, result: Any) -> None:
        """Keep what was found; where nothing can be written, nothing is kept."""
        if self.path is None:
            return
        head = marshal.dumps((fingerprint(), os.fsencode(self.root), digest, settings, result))
        with suppress(DiskError, OSError):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_lightly(self.path, _parts(head, batches), mode=0o600)
            _forget(self.path.parent)


def ours(file: BinaryIO) -> bool:
    """Tell whether nobody else can have written a file: what is kept may be code."""
    about = os.fstat(file.fileno())
    others = about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return not hasattr(os, "geteuid") or (about.st_uid == os.geteuid() and not others)


def _parts(head: bytes, batches: Iterable[Batch]) -> Iterator[bytes]:
    yield b"".join((_MAGIC, _sum(head), len(head).to_bytes(_LENGTH, "little"), head))
    for batch in batches:
        if batch.files:
            block = marshal.dumps(batch.plain())
            yield b"".join((len(block).to_bytes(_LENGTH, "little"), _sum(block), block))
    yield bytes(_LENGTH)


def _sum(content: bytes) -> bytes:
    return blake2b(content, digest_size=_DIGEST).digest()


def _folder() -> Path | None:
    """The folder of caches of whoever runs this; nothing where there is no home for it."""
    from platformdirs import user_cache_path

    path = user_cache_path("mes", appauthor=False) / "registers"
    return path if path.is_absolute() else None


def _forget(folder: Path) -> None:
    for path in folder.glob("*.bin"):
        if time.time() - path.stat().st_mtime > _FORGOTTEN:
            path.unlink()


@cache
def fingerprint() -> str:
    """What tells this program from every other one that may have written a cache."""
    package = Path(__file__).parents[1]
    said = [f"{__version__} {sys.version} {sys.byteorder}"]
    for part in _PARTS:
        for folder, _, names in os.walk(package / part):
            for name in sorted(names):
                if name.endswith(".py"):
                    about = (Path(folder) / name).stat()
                    said.append(f"{name} {about.st_size} {about.st_mtime_ns}")
    return blake2b("\n".join(said).encode(), digest_size=_DIGEST).hexdigest()


def trusted(batch: Batch, began: int) -> Batch:
    """Forget the stamps of files that may have changed since, unseen: the next run reads them.

    *began* is when reading began, in nanoseconds.
    """
    known = [stamp for stamp in batch.stamps if stamp is not None]
    if not settled(known, began):
        batch.stamps = [
            None if stamp is None or young(stamp, began) else stamp for stamp in batch.stamps
        ]
    return batch
