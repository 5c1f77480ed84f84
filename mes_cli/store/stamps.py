"""What the system shows of files without opening them, and how far it may be trusted."""

import os
import struct
from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path, PurePosixPath

#: The size of a file, the times of its last change of content and of its last change of any
#: sort, in nanoseconds, and its number in the file system; packed, since there may be a million.
Stamp = bytes
_PACK = struct.Struct("<qqqQ").pack
_TIMES = struct.Struct("<8xqq8x").unpack

#: Files that changed so shortly before they were read may change again within one tick of the
#: clock that stamps them; where stamps have no parts of a millisecond, ticks are long.
_TICK, _LONG_TICK = 50_000_000, 2_000_000_000


def stamp_of(about: os.stat_result) -> Stamp:
    """Give the stamp of a file, of what a stat shows of it."""
    number = about.st_ino & 0xFFFF_FFFF_FFFF_FFFF  # Windows has wider ones
    return _PACK(about.st_size, about.st_mtime_ns, about.st_ctime_ns, number)


def stamp(path: Path) -> Stamp | None:
    """Give the stamp of a file that is there."""
    with suppress(OSError):
        return stamp_of(path.lstat())
    return None


def size_of(stamp: Stamp) -> int:
    """The bytes of a file."""
    return int.from_bytes(stamp[:8], "little", signed=True)


def young(stamp: Stamp, began: int) -> bool:
    """Tell whether a file may have changed unseen since reading began, in nanoseconds."""
    newest: int = max(_TIMES(stamp))
    return newest >= began - (_TICK if newest % 1_000_000 else _LONG_TICK)


def digest(
    stamps: Iterable[tuple[str, Stamp | None]], began: int, more: Sequence[str] = ()
) -> bytes:
    """Digest the stamps of files and what else counts; nothing where one is in doubt."""
    total = blake2b(digest_size=16)
    for said in more:
        total.update(f"{said}\n".encode("utf-8", "surrogatepass"))
    for file, one in stamps:
        if one is None or young(one, began):
            return b""
        total.update(b"%b\0%b" % (file.encode("utf-8", "surrogatepass"), one))
    return total.digest()


def present(root: Path, paths: Iterable[str]) -> frozenset[str]:
    """Those of some paths below *root* that lead to a file of the register, without a link."""
    return frozenset(path for path in paths if _is_file(root, path))


def _is_file(root: Path, path: str) -> bool:
    here = root
    with suppress(OSError, ValueError):
        for part in PurePosixPath(path).parts:
            here /= part
            if here.is_symlink():
                return False
        return here.is_file()
    return False
