"""Which media of evidence are in the register; links are never followed."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

#: No system has longer paths.
_LONGEST = 4096


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
