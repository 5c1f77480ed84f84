"""What the last check of a register found, kept outside it: safe to delete at any moment.

The whole result is taken again where nothing changed since. A file of the cache that is damaged,
of another register, of another version or of another user is ignored. It holds no private words
beyond those that findings show.
"""

import json
import os
import stat
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from mes_cli import __version__, finding
from mes_cli.errors import DiskError
from mes_cli.store.editing.atomic import write
from mes_cli.store.editing.journal import digest
from mes_cli.store.reading.folders import Stamp
from mes_cli.store.user_folders import cache_folder, name_of

#: Registers that were not checked for so long are forgotten, in seconds.
_FORGOTTEN = 180 * 24 * 3600
_LIBRARIES = ("pydantic", "pydantic_core", "ruamel.yaml", "_ruamel_yaml", "stdnum", "PIL")


class Cache:
    """The result of the last check of one register: plain data, as JSON holds it."""

    def __init__(self, root: Path, folder: Path | None = None) -> None:
        folder = folder or cache_folder("checks")
        #: None where there is no home for it.
        self.path = folder / f"{name_of(root)}.json" if folder else None
        self._head = [_version(), os.fsdecode(root)]

    def load(self) -> Mapping[str, Any] | None:
        """Give what was kept by the same program; anything else is ignored."""
        if self.path is None:
            return None
        try:
            with self.path.open("rb") as file:
                about = os.fstat(file.fileno())
                said, content = file.readline(), file.read() if _ours(about) else b""
            if said.decode().strip() != digest(content):
                return None
            head, kept = json.loads(content)
        except (OSError, ValueError):
            return None
        return kept if head == self._head else None

    def save(self, kept: Mapping[str, Any]) -> None:
        """Keep a result; where nothing can be written, nothing is kept."""
        if self.path is None:
            return
        content = json.dumps([self._head, kept]).encode()
        with suppress(DiskError, OSError):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.unlink(missing_ok=True)  # a new file has our permissions
            write(self.path, f"{digest(content)}\n".encode() + content, mode=0o600, lasting=False)
            for path in self.path.parent.glob("*.json"):
                if time.time() - path.stat().st_mtime > _FORGOTTEN:
                    path.unlink()


def _ours(about: os.stat_result) -> bool:
    """Tell whether only this user can have written a file."""
    others = about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return not hasattr(os, "geteuid") or (about.st_uid == os.geteuid() and not others)


@cache
def _version() -> str:
    """What tells this program from every other one that may have written a cache."""
    specs = (find_spec(name) for name in _LIBRARIES)
    files = [Path(spec.origin) for spec in specs if spec is not None and spec.origin]
    package = Path(__file__).parents[1]
    files += sorted([*package.rglob("*.py"), *package.rglob("*.toml")])
    stats = ((path.name, it.st_size, it.st_mtime_ns) for path in files for it in [path.stat()])
    return digest(f"{__version__} {sys.version} {list(stats)}".encode())


def key(stamps: Sequence[tuple[str, Stamp | None]], began: int, more: object) -> str:
    """Digest *stamps* of files, and *more* that counts; empty where a file is in doubt.

    *began* is when the first file was looked at, in nanoseconds.
    """
    if any(it is None or it.young(began) for _, it in stamps):
        return ""
    return digest(repr((stamps, more)).encode("utf-8", "surrogatepass"))


_ENUMERATIONS = (finding.Severity, finding.WordKind, finding.Edit)
_NAMED: Mapping[str, Callable[..., Any]] = {
    cls.__name__: cls
    for cls in (
        finding.Finding, finding.Place, finding.Message, finding.Related, finding.Fix,
        finding.Word, finding.Words, finding.Amount, finding.Number, *_ENUMERATIONS,
    )
}  # fmt: skip


def pack(value: Any) -> Any:
    """Give a finding, or a part of one, as JSON holds it: behind its class, or behind nothing."""
    if isinstance(value, _ENUMERATIONS):
        return [type(value).__name__, str(value)]
    if isinstance(value, tuple):
        name = type(value).__name__
        return [name if name in _NAMED else "", *map(pack, value)]
    return value


def unpack(value: Any) -> Any:
    """Give what :func:`pack` was given."""
    if not isinstance(value, list):
        return value
    name, *parts = value
    return _NAMED[name](*map(unpack, parts)) if name else tuple(map(unpack, parts))
