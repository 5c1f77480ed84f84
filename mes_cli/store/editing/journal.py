"""The journal of writings: what the last ones changed, so that they can be taken back.

Each writing is a file of its own in the user's state folder, which other users cannot read. It
holds whole files as they were before. The newest are kept for some weeks.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import Any

from mes_cli.errors import DiskError, InputError
from mes_cli.finding import say
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.store.editing.atomic import write
from mes_cli.store.reading.settings_file import keeper_of
from mes_cli.store.user_folders import folder_of

#: What the folder of the journal is called.
JOURNAL = "journal"
#: How many writings are kept of a register, and for how long.
MOST = 20
LONGEST = dt.timedelta(days=30)
#: A writing that changes more than this, in bytes, is not kept.
_LARGEST = 1 << 25
_NAME = "%Y%m%d-%H%M%S-%f"


@dataclass(frozen=True, slots=True)
class Change:
    """What a file said before it was changed, and what it says then; None without a file."""

    file: str  #: relative to the root, with forward slashes
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Writing:
    """One write that can be undone: its files and their former content."""

    command: str
    #: What the command told of it.
    lines: list[str]
    #: What the files said before; None where there was no file.
    before: Mapping[str, bytes | None]
    #: Digests of what they said then; empty where a file went.
    after: Mapping[str, str]
    #: The folders that were made for them, the innermost first.
    folders: Sequence[str]
    #: Where the journal keeps it.
    path: Path

    @property
    def key(self) -> str:
        """What names it among the writings of a register."""
        return self.path.stem

    @property
    def moment(self) -> dt.datetime:
        """When it was written, by the clock of this machine."""
        return dt.datetime.strptime(self.key, _NAME).replace(tzinfo=dt.UTC).astimezone()

    def stands(self, root: Path) -> bool:
        """Tell whether all its files still say what it made them say.

        Raises:
            DiskError: the system refuses.
        """
        return all(digest(on_disk(root / file)) == said for file, said in self.after.items())


def remember(
    root: Path, changes: Sequence[Change], command: str, lines: Iterable[str]
) -> Path | None:
    """Keep what files said before a change; None where that cannot be kept."""
    folder = folder_of(root, JOURNAL)
    if folder is None or sum(len(it.before or b"") for it in changes) > _LARGEST:
        return None
    files = [(it.file, _text(it.before), digest(it.after)) for it in changes]
    path = folder / f"{dt.datetime.now(dt.UTC):{_NAME}}.json"
    settings = next((it.after for it in changes if it.file == SETTINGS_FILE), None)
    parents = {str(above) for it in changes for above in PurePosixPath(it.file).parents}
    note = {
        "command": command,
        "lines": [*lines],
        "files": files,
        "folders": sorted((it for it in parents if not (root / it).exists()), reverse=True),
        "register": keeper_of(root, settings),
    }
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(path, json.dumps(note), mode=0o600, lasting=False)
    except (DiskError, OSError):
        return None
    _kept(folder)
    return path


def last(root: Path, command: str = "") -> Writing:
    """Give the newest writing of a register, or the newest of a command.

    Raises:
        InputError: nothing was written, or the newest cannot be read, and is forgotten.
    """
    for writing in _writings(root):
        if writing is None:
            raise InputError(
                say("what was kept of the last writing is damaged: it cannot be taken back"),
                say("take it back by hand, with `mes edit` or from git"),
            )
        if command in {"", writing.command}:
            return writing
    raise InputError(
        say("there is nothing to take back"),
        say(
            "the last {number} writings are kept for {days} days",
            number=str(MOST),
            days=str(LONGEST.days),
        ),
    )


def writings(root: Path) -> list[Writing]:
    """Give the writings of a register that are kept, the newest first."""
    return [it for it in _writings(root) if it is not None]


def _writings(root: Path) -> Iterator[Writing | None]:
    """The writings that were carried out; None for one that is damaged, and forgotten.

    Those of another register, that was in this folder before, are passed over.
    """
    folder = folder_of(root, JOURNAL)
    keeper = keeper_of(root)
    for path in _kept(folder) if folder is not None else ():
        try:
            note = json.loads(path.read_text("ascii"))
            writing = _writing(path, note)
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            path.unlink(missing_ok=True)
            yield None
            continue
        if keeper and note.get("register") not in {None, "", keeper}:
            continue
        if all(on_disk(root / file) == said for file, said in writing.before.items()):
            drop(writing)  # the run was killed before it had changed anything
        else:
            yield writing


def drop(writing: Writing) -> None:
    """Forget a writing."""
    with suppress(OSError):
        writing.path.unlink()


def on_disk(path: Path) -> bytes | None:
    """Give what stands in a file now; None where there is no file.

    Raises:
        DiskError: the system refuses.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise DiskError(str(path), problem) from problem


def digest(content: bytes | None) -> str:
    """Give a digest of a content; an empty text if there is no content."""
    return "" if content is None else blake2b(content, digest_size=16).hexdigest()


def _kept(folder: Path) -> list[Path]:
    """The writings of a folder, the newest first; those that are too old, or too many, go."""
    try:
        found = sorted(folder.glob("*.json"), reverse=True)
    except OSError:
        return []
    oldest = f"{dt.datetime.now(dt.UTC) - LONGEST:{_NAME}}"
    kept = [path for path in found[:MOST] if path.stem >= oldest]
    for path in found[len(kept) :]:
        with suppress(OSError):
            path.unlink()
    return kept


def _writing(path: Path, note: Mapping[str, Any]) -> Writing:
    before = {str(file): _bytes(said) for file, said, _ in note["files"]}
    after = {str(file): str(said) for file, _, said in note["files"]}
    lines, folders = ([*map(str, note.get(it, ()))] for it in ("lines", "folders"))
    return Writing(str(note["command"]), lines, before, after, folders, path)


def _text(content: bytes | None) -> str | None:
    return None if content is None else content.decode("utf-8", "surrogateescape")


def _bytes(said: object) -> bytes | None:
    return None if said is None else str(said).encode("utf-8", "surrogateescape")
