"""Pictures that mes took into the register: each comes and goes with the records that name it."""

from collections.abc import Iterator, Mapping
from posixpath import normpath

from mes_cli.model import Evidence
from mes_cli.model.evidence import is_taken
from mes_cli.store.editing.edited_file import EditedFile
from mes_cli.store.editing.journal import Change, on_disk
from mes_cli.store.reading.load import Reading


def changes_of(
    reading: Reading, files: Mapping[str, EditedFile], pictures: Mapping[str, bytes]
) -> Iterator[Change]:
    """Give the changes of files, with those of pictures; a new picture takes no file's place.

    What a record names is written before the record, and goes after it.

    Raises:
        DiskError: the system refuses.
    """
    for file, content in pictures.items():
        yield Change(file, None, content)
    for edited in files.values():
        yield Change(edited.file, edited.before, edited.content)
    for file in dropped(reading, files):
        yield Change(file, on_disk(reading.root / file), None)


def dropped(reading: Reading, files: Mapping[str, EditedFile]) -> list[str]:
    """Give the pictures that no record names any more once *files* are changed.

    Those that somebody put there by hand stay, and so do all where a piece of evidence cannot be
    read: it may name them.
    """
    register = reading.register
    changed = {it.file: it for it in files.values() if it.content != it.before}
    if any(kind == Evidence.kind for kind, _ in register.unread):
        return []
    before, after = set[str](), set[str]()
    for entry in register.entries_of(Evidence):
        (before if entry.place.file in changed else after).add(normpath(entry.record.media or ""))
    for edited in changed.values():
        after |= {normpath(str(data.get("media", ""))) for data in edited.records}
    return sorted(it for it in register.media & (before - after) if is_taken(it))
