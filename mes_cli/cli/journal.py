"""What ``mes log`` wrote last, kept beside the programs of whoever wrote it: for ``--undo``."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mes_cli.errors import DiskError
from mes_cli.store.write import write

#: Nobody takes back more than this.
_KEPT = 100

Note = dict[str, Any]


def _file() -> Path:
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local"
    else:
        base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state"
    return Path(base) / "mes" / "log.json"


def notes() -> list[Note]:
    """Everything that is remembered, the newest last; nothing where it cannot be read."""
    try:
        found = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError):
        return []
    return [note for note in found if isinstance(note, dict)] if isinstance(found, list) else []


def remember(note: Note) -> bool:
    """Keep a note; tell whether it could be kept."""
    return _write([*notes(), note])


def last(root: Path) -> Note | None:
    """The newest note about a register."""
    return next((n for n in reversed(notes()) if n.get("register") == str(root)), None)


def forget(note: Note) -> bool:
    """Drop a note; tell whether it could be dropped."""
    return _write([other for other in notes() if other != note])


def scrub(root: Path, holds: Callable[[str], bool]) -> bool:
    """Drop the notes about a register that hold something; tell whether that could be done."""
    kept = [
        note for note in notes()
        if note.get("register") != str(root) or not holds(json.dumps(note, ensure_ascii=False))
    ]  # fmt: skip
    return len(kept) == len(notes()) or _write(kept)


def _write(found: list[Note]) -> bool:
    try:
        write(_file(), json.dumps(found[-_KEPT:], indent=1))
    except DiskError:
        return False
    return True
