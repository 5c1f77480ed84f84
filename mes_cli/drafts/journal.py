"""The journal of writings: what the last ones changed, so that they can be taken back.

It lies in the state folder of whoever writes, readable to nobody else, for thirty days and
twenty writings. It holds whole files as they were before.
"""

import datetime as dt
import json
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from mes_cli.errors import DiskError, InputError
from mes_cli.finding import say
from mes_cli.store.changes import Change, carry_out, on_disk
from mes_cli.store.edit import Edits
from mes_cli.store.home import name_of, state_folder
from mes_cli.store.write import write

#: How many writings are kept of a register, and for how long.
MOST = 20
LONGEST = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Writing:
    """What one command wrote: what it told, and how each file stood before and after."""

    command: str
    lines: list[str]
    #: File, its text before (None where it was not there), and the digest of what was written.
    files: list[tuple[str, str | None, str]]


def write_down(edits: Edits, command: str, lines: Iterable[str] = ()) -> tuple[list[str], bool]:
    """Write changes to the register; give the files, and whether it can be taken back.

    Raises:
        FileChangedError: somebody else changed a file meanwhile.
        DiskError: the system refuses.
    """
    changes = [Change(it.file, it.before, it.content) for it in edits.sheets.values()]
    files = edits.write()
    return files, remember(edits.reading.root, changes, command, lines)


def remember(root: Path, changes: Iterable[Change], command: str, lines: Iterable[str]) -> bool:
    """Keep what was changed; tell whether it could be kept."""
    files = [
        (it.file, None if it.before is None else it.before.decode("utf-8"), _digest(it.after))
        for it in changes
        if it.before != it.after
    ]
    folder = _folder(root)
    if folder is None:
        return False
    name = f"{dt.datetime.now().astimezone():%Y%m%d-%H%M%S-%f}.json"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = json.dumps(asdict(Writing(command, [*lines], files)), ensure_ascii=False)
        write(folder / name, text, mode=0o600)
        _tidy(folder)
    except (DiskError, OSError):
        return False
    return True


def take_back(root: Path, command: str = "") -> Writing:
    """Let every file of the last writing, or of the last of a command, say what it said before.

    Raises:
        InputError: nothing was written, or a file was changed since.
        DiskError: the system refuses.
    """
    path, writing = _last(root, command)
    changes = []
    for file, before, digest in writing.files:
        now = on_disk(root / file)
        if _digest(now) != digest:
            raise InputError(
                say("`{file}` has been changed since", file=file),
                say("take it back by hand, with `mes edit`"),
            )
        changes.append(Change(file, now, None if before is None else before.encode("utf-8")))
    carry_out(root, changes)
    path.unlink(missing_ok=True)
    return writing


def forget(root: Path) -> None:
    """Drop everything that is kept about a register."""
    folder = _folder(root)
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)


def _last(root: Path, command: str) -> tuple[Path, Writing]:
    folder = _folder(root)
    for path in sorted(folder.glob("*.json"), reverse=True) if folder else ():
        writing = _read(path)
        if writing is None:
            path.unlink(missing_ok=True)
            raise InputError(
                say("what was kept of the last writing is damaged: it cannot be taken back"),
                say("take it back by hand, with `mes edit` or from git"),
            )
        if command in {"", writing.command}:
            return path, writing
    raise InputError(
        say("there is nothing to take back"),
        say("the last {number} writings are kept for {days} days", number=str(MOST),
            days=str(LONGEST.days)),
    )  # fmt: skip


def _read(path: Path) -> Writing | None:
    with suppress(OSError, ValueError, RecursionError, TypeError):
        said = json.loads(path.read_text("utf-8"))
        return Writing(said["command"], said["lines"], [(a, b, c) for a, b, c in said["files"]])
    return None


def _tidy(folder: Path) -> None:
    """Drop what is too old, or too much."""
    oldest = f"{dt.datetime.now().astimezone() - LONGEST:%Y%m%d-%H%M%S-%f}"
    kept = sorted(folder.glob("*.json"))
    for path in [*kept[:-MOST], *(it for it in kept[-MOST:] if it.stem < oldest)]:
        path.unlink(missing_ok=True)


def _folder(root: Path) -> Path | None:
    """Where the journal of a register is; None where there is no home for it."""
    folder = state_folder("journal")
    return folder / name_of(root) if folder else None


def _digest(content: bytes | None) -> str:
    return "" if content is None else sha256(content).hexdigest()
