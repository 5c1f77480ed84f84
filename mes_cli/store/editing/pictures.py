"""Pictures that mes took into the register: each comes and goes with the records that name it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mes_cli.model import Evidence
from mes_cli.model.evidence import is_taken
from mes_cli.store.editing.journal import Change, on_disk

if TYPE_CHECKING:
    from mes_cli.store.editing.edits import Edits


def changes_of(edits: "Edits") -> Iterator[Change]:
    """Give the changes of files and of pictures; a new picture takes the place of no file.

    What a record names is written before the record, and goes after it.

    Raises:
        DiskError: the system refuses.
    """
    for file, content in edits.pictures.items():
        yield Change(file, None, content)
    for edited in edits.files.values():
        yield Change(edited.file, edited.before, edited.content)
    for file in dropped(edits):
        yield Change(file, on_disk(edits.reading.root / file), None)


def dropped(edits: "Edits") -> list[str]:
    """Give the pictures that no record names any more once a change is made.

    Those that somebody put there by hand stay, and so do all where a piece of evidence cannot be
    read: it may name them.
    """
    register, changed = edits.reading.register, edits.drafts
    if any(kind == Evidence.kind for kind, _ in register.unread):
        return []
    before, after = set[object](), set[object]()
    for entry in register.entries_of(Evidence):
        (before if entry.place.file in changed else after).add(entry.record.media)
    for file in changed:
        after |= {data["media"] for data in edits.files[file].records if "media" in data}
    return sorted(it for it in register.media & (before - after) if is_taken(it))
