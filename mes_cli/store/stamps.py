"""What the system shows of files without opening them, and how far it may be trusted."""

import os
import struct
import sys
from array import array
from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path, PurePosixPath

#: The size of a file, the times of its last change of content and of its last change of any
#: sort, in nanoseconds, and its number in the file system; packed, since there may be a million.
Stamp = bytes
_PACK = struct.Struct("<qqqQ").pack
_TIMES = struct.Struct("<8xqq8x").unpack
_FIELDS = 4

#: Files that changed so shortly before they were read may change again within one tick of the
#: clock that stamps them; where stamps have no parts of a millisecond, ticks are long.
#: No system has longer paths.
_LONGEST = 4096
_TICK, _LONG_TICK = 50_000_000, 2_000_000_000


def stamp_of(about: os.stat_result) -> Stamp:
    """Give the stamp of a file, of what a stat shows of it."""
    number = about.st_ino & 0xFFFF_FFFF_FFFF_FFFF  # Windows has wider ones
    return _PACK(about.st_size, about.st_mtime_ns, about.st_ctime_ns, number)


def size_of(stamp: Stamp) -> int:
    """The size of a file, in bytes, by its stamp."""
    return int.from_bytes(stamp[:8], "little")


def stamp(path: Path) -> Stamp | None:
    """Give the stamp of a file that is there."""
    with suppress(OSError):
        return stamp_of(path.lstat())
    return None


def young(stamp: Stamp, began: int) -> bool:
    """Tell whether a file may have changed unseen since reading began, in nanoseconds."""
    newest: int = max(_TIMES(stamp))
    if newest < began - _LONG_TICK:
        return False
    return newest >= began - (_TICK if newest % 1_000_000 else _LONG_TICK)


def digest(stamps: Iterable[tuple[str, Stamp | None]], began: int) -> bytes:
    """Digest the stamps of files, in their order; nothing where one is in doubt."""
    files: list[str] = []
    known: list[Stamp] = []
    for file, one in stamps:
        if one is None:
            return b""
        files.append(file)
        known.append(one)
    if not settled(known, began):
        return b""
    # No path has a zero in it, and every stamp is as long as the others.
    names = "\0".join(files).encode("utf-8", "surrogatepass")
    return blake2b(b"".join((names, b"\0\0", *known)), digest_size=16).digest()


def settled(stamps: Sequence[Stamp], began: int) -> bool:
    """Tell whether none of many files is young."""
    # Most registers are old: the newest time of all is, and no other one need be looked at.
    if _newest(b"".join(stamps)) < began - _LONG_TICK:
        return True
    return not any(young(one, began) for one in stamps)


def _newest(packed: bytes) -> int:
    """The newest time in many stamps, in nanoseconds."""
    numbers = array("q")
    numbers.frombytes(packed)
    if sys.byteorder == "big":
        numbers.byteswap()
    return max((max(numbers[first::_FIELDS]) for first in (1, 2)), default=0) if numbers else 0


def joined(digest: bytes, more: Sequence[str]) -> bytes:
    """Digest what else counts beside the stamps; nothing where these are in doubt."""
    said = "\n".join(more).encode("utf-8", "surrogatepass")
    return blake2b(digest + said, digest_size=16).digest() if digest else b""


def present(root: Path, paths: Iterable[str]) -> frozenset[str]:
    """Those of some paths below *root* that lead to a file of the register, without a link."""
    return frozenset(path for path in paths if _is_file(root, path))


def _is_file(root: Path, path: str) -> bool:
    if len(path) > _LONGEST:
        return False
    here = root
    with suppress(OSError, ValueError):
        for part in PurePosixPath(path).parts:
            here /= part
            if here.is_symlink():
                return False
        return here.is_file()
    return False
