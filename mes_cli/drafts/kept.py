"""Drafts: what somebody typed and did not write yet, kept outside the register for some weeks.

They lie in the state folder of whoever types, readable to nobody else, and go with
``mes privacy --anonymise``. A picture that was chosen for a record waits beside them, under the
name that it will have in the register.
"""

import base64
import datetime as dt
import json
import re
import secrets
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import cast

from mes_cli.errors import DiskError
from mes_cli.finding import Message, say
from mes_cli.model.evidence import is_taken
from mes_cli.store.editing.atomic import write
from mes_cli.store.reading.settings_file import keeper_of
from mes_cli.store.reading.translation import Data
from mes_cli.store.user_folders import folder_of, state_folder

#: What the folder of drafts is called.
DRAFTS = "drafts"
#: How long a draft is kept, how many there are of one register, and how large one is, in bytes.
LONGEST = dt.timedelta(days=30)
MOST = 100
_LARGEST = 1 << 24
_KEY = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)
_REGISTER = re.compile(r"[0-9a-f]{16}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Draft:
    """What stood in a form when it was kept."""

    key: str
    #: The address of the form.
    address: str
    title: str
    texts: dict[str, list[str]]
    #: What the record said when the form was made, and what tells whether its file changed since.
    before: str
    stamp: str
    #: The moment, as ISO 8601 writes it, with the offset of the clock.
    moment: str
    #: The structure that keeps its register, by which it is told from another in the same folder.
    keeper: str = ""

    @property
    def kept_at(self) -> dt.datetime:
        """When it was kept."""
        return dt.datetime.fromisoformat(self.moment)

    def is_foreign(self, keeper: str) -> bool:
        """Tell whether it is of a register that another structure keeps."""
        return self.keeper not in {"", keeper} and bool(keeper)


def age(day: dt.date, today: dt.date) -> Message:
    """Say of which day a draft is."""
    match (today - day).days:
        case 0:
            return say("There is a draft of today.")
        case 1:
            return say("There is a draft of yesterday.")
        case _:
            return say("There is a draft of {day}.", day=day.isoformat())


def new_key() -> str:
    """Draw the key of a draft."""
    return secrets.token_urlsafe(16)


def keep(root: Path, draft: Draft) -> bool:
    """Keep a draft in place of the one with its key; tell whether that was possible."""
    return _keep(folder_of(root, DRAFTS), replace(draft, keeper=keeper_of(root)))


def keep_for(register: str, draft: Draft) -> bool:
    """Keep a draft for another register, which is named as its forms do; tell whether it is kept.

    The name is that of the folder of its drafts, and the structure that keeps it.
    """
    name, _, keeper = register.partition("-")
    home = state_folder(DRAFTS) if _REGISTER.fullmatch(name) else None
    if home is None or _KEY.fullmatch(draft.key) is None:
        return False
    known = _read(home / name / f"{draft.key}.json")
    title = known.title if known else draft.title
    return _keep(home / name, replace(draft, title=title, keeper=keeper))


def _keep(folder: Path | None, draft: Draft) -> bool:
    text = json.dumps(asdict(draft))
    if folder is None or _KEY.fullmatch(draft.key) is None or len(text) > _LARGEST:
        return False
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(folder / f"{draft.key}.json", text, mode=0o600, lasting=False)
    except (DiskError, OSError):
        return False
    return True


def all_of(root: Path, *, foreign: bool = False) -> list[Draft]:
    """Return the drafts of a register, newest first; those that are too old, or too many, go.

    The *foreign* ones are those of another register, which was in the same folder before.
    """
    folder, keeper = folder_of(root, DRAFTS), keeper_of(root)
    found = [it for path in (folder.glob("*.json") if folder else ()) if (it := _read(path))]
    found.sort(key=lambda it: it.kept_at, reverse=True)
    oldest = dt.datetime.now(dt.UTC) - LONGEST
    for number, draft in enumerate(found):
        if number >= MOST or draft.kept_at < oldest:
            drop(root, draft.key)
    kept = [it for it in found[:MOST] if it.kept_at >= oldest]
    return [it for it in kept if it.is_foreign(keeper) == foreign]


def find(root: Path, key: str) -> Draft | None:
    """Return the draft with a key."""
    return next((it for it in all_of(root) if it.key == key), None)


def drop(root: Path, key: str) -> None:
    """Forget a draft, and the picture that waits for it."""
    folder = folder_of(root, DRAFTS)
    if folder is not None and _KEY.fullmatch(key):
        path = folder / f"{key}.json"
        draft = _read(path)
        for media in draft.texts.get("media", ()) if draft else ():
            drop_picture(root, media)
        with suppress(OSError):
            path.unlink(missing_ok=True)


def keep_picture(root: Path, content: bytes, ending: str) -> str:
    """Keep a picture until a record names it; return the path that it will have in the register.

    The path is empty where the picture cannot be kept.
    """
    folder, path = folder_of(root, DRAFTS), f"media/image-{secrets.token_hex(8)}.{ending}"
    if folder is None:
        return ""
    _forget_old_pictures(folder)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(folder / PurePosixPath(path).name, content, mode=0o600, lasting=False)
    except (DiskError, OSError):
        return ""
    return path


def _forget_old_pictures(folder: Path) -> None:
    with suppress(OSError):
        oldest = time.time() - LONGEST.total_seconds()
        found = sorted(((it.stat().st_mtime, it) for it in folder.glob("image-*")), reverse=True)
        for number, (moment, path) in enumerate(found, 1):
            if number >= MOST or moment < oldest:
                path.unlink()


def picture(root: Path, path: str) -> bytes | None:
    """Return a picture that waits to be written; None where it is not kept, or not any more."""
    folder = folder_of(root, DRAFTS)
    with suppress(OSError):
        if folder is not None and is_taken(path):
            return (folder / PurePosixPath(path).name).read_bytes()
    return None


def drop_picture(root: Path, path: str) -> None:
    """Forget a picture that waits to be written."""
    folder = folder_of(root, DRAFTS)
    if folder is not None and is_taken(path):
        with suppress(OSError):
            (folder / PurePosixPath(path).name).unlink(missing_ok=True)


def keep_records(root: Path, kind: str, records: list[tuple[str, Data]]) -> bool:
    """Keep what was answered for a record on a terminal; the last of the *records* is that one.

    Those before it, each with its kind, were made on the way, because it names them.
    """
    moment = dt.datetime.now().astimezone().isoformat()
    return keep(root, Draft(
        _key_of(kind), f"mes new {kind}", kind, {"records": [json.dumps(records)]}, "", "", moment
    ))  # fmt: skip


def records_of(root: Path, kind: str) -> tuple[dt.datetime, list[tuple[str, Data]]] | None:
    """Return what was kept so, and when; None where nothing was."""
    draft = find(root, _key_of(kind))
    with suppress(ValueError, TypeError, KeyError, IndexError, RecursionError):
        said = json.loads(draft.texts["records"][0]) if draft else []
        records = [(str(of), cast("Data", dict(data))) for of, data in said]
        return (draft.kept_at, records) if draft and records else None
    return None


def drop_records(root: Path, kind: str) -> None:
    """Forget what was kept so."""
    drop(root, _key_of(kind))


def _key_of(kind: str) -> str:
    digest = blake2b(kind.encode(), digest_size=16).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _read(path: Path) -> Draft | None:
    """Read a draft; None if it is damaged."""
    with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
        said = json.loads(path.read_text("utf-8"))
        draft = Draft(**said)
        good = draft.kept_at.tzinfo is not None and draft.key == path.stem
        return draft if good and isinstance(said["texts"], dict) else None
    return None
