"""What ``mes log`` wrote last, kept beside the programs of whoever wrote it: for ``--undo``."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mes_cli.errors import DiskError
from mes_cli.store.locks import alone
from mes_cli.store.write import write

#: Nobody takes back more than this.
_KEPT = 100

Note = dict[str, Any]


def _file() -> Path | None:
    """Where it is kept; nothing where nobody is at home."""
    try:
        if sys.platform == "win32":
            base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
        else:
            base = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state")
    except RuntimeError:
        return None
    return base / "mes" / "log.json" if base.is_absolute() else None


def notes() -> list[Note]:
    """Everything that is remembered, the newest last; nothing where it cannot be read."""
    file = _file()
    try:
        found = json.loads(file.read_text("utf-8")) if file is not None else []
    except (OSError, ValueError, RecursionError):
        return []
    return [note for note in found if isinstance(note, dict)] if isinstance(found, list) else []


def remember(note: Note) -> bool:
    """Keep a note; tell whether it could be kept."""
    return _turn(lambda found: [*found, note])


def last(root: Path) -> Note | None:
    """The newest note about a register."""
    return next((n for n in reversed(notes()) if n.get("register") == str(root)), None)


def forget(note: Note) -> bool:
    """Drop a note; tell whether it could be dropped."""
    return _turn(lambda found: [other for other in found if other != note])


def scrub(root: Path, holds: Callable[[str], bool]) -> bool:
    """Drop the notes about a register that hold something; tell whether that could be done."""

    def kept(note: Note) -> bool:
        told = json.dumps(note, ensure_ascii=False)
        return note.get("register") != str(root) or not holds(told)

    found = notes()
    return all(map(kept, found)) or _turn(lambda them: [it for it in them if kept(it)])


def _turn(change: Callable[[list[Note]], list[Note]]) -> bool:
    """Change what is remembered, one run of mes after the other."""
    file = _file()
    if file is None:
        return False
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with alone(file.parent):
            # It says who did what: nobody else's business.
            write(file, json.dumps(change(notes())[-_KEPT:], indent=1), mode=0o600)
    except (DiskError, OSError):
        return False
    return True
