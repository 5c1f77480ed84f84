"""Files beside the records that hold a text: reports, exports, templates, notes."""

import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from mes_cli.finding import Finding
from mes_cli.store.reading import opening

#: A larger file is named, and not looked into.
_LARGEST = 1 << 24

Holds = Callable[[str], bool]


def elsewhere(root: Path, but: Iterable[str], holds: Holds) -> tuple[list[str], list[str]]:
    """The files below *root* that hold something, and those that could not be looked into."""
    known = set(but)
    held: list[str] = []
    unknown: list[str] = []
    for file in _files(root):
        if file in known:
            continue
        texts = _texts(root / file, file)
        if holds(file) or any(map(holds, texts or ())):
            held.append(file)
        elif texts is None:
            unknown.append(file)
    return held, unknown


def _files(root: Path) -> Iterator[str]:
    for folder, below, names in os.walk(root):
        below[:] = sorted(name for name in below if name != ".git")
        for name in sorted(names):
            path = Path(folder) / name
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(root).as_posix()


def _texts(path: Path, file: str) -> list[str] | None:
    """What a file says, or what the files inside it say; None if it cannot be read."""
    content = opening.read(path, file, _LARGEST)
    if isinstance(content, Finding):
        return None
    if not content.startswith(b"PK"):
        return [content.decode("utf-8", "ignore")]
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > _LARGEST:
                return None
            return [archive.read(part).decode("utf-8", "ignore") for part in parts]
    except (OSError, ValueError, RuntimeError, zipfile.BadZipFile, EOFError):
        return None
