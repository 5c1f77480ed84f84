"""Renaming ids, and replacing people's names, throughout a register."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import cast

from mes_cli.finding import Finding, Loc, Place
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.model.record import Part, Record
from mes_cli.model.walk import references, values
from mes_cli.register import Entry, Name, Register
from mes_cli.store.editing.edited_file import UncleanFileError
from mes_cli.store.editing.edits import Edits
from mes_cli.store.editing.spans import Splice, comment_spans
from mes_cli.store.reading.origin import Folder
from mes_cli.store.reading.translation import Data


@dataclass(frozen=True, slots=True)
class Rewriting:
    """How records and texts are rewritten."""

    #: What a record is to say: its data, its file, and its place in that file.
    record: Callable[[Data, str, int], Data]
    #: What a comment is to say, or a part of the path of a file.
    text: Callable[[str], str]
    #: Tells whether a text has anything to rewrite.
    concerns: Callable[[str], bool]
    #: New ids, by kind and id.
    ids: Mapping[Name, str]
    #: Files that must change, whatever their text says.
    files: frozenset[str] = frozenset()


def change(edits: Edits, rewriting: Rewriting) -> list[str]:
    """Rewrite all files that it concerns; give those among them that cannot be changed."""
    left: list[str] = []
    for file in sorted(_files(edits)):
        said = file in rewriting.files or rewriting.concerns(file)
        if not said and not rewriting.concerns(_text(edits, file)):
            continue
        try:
            edited = edits.open(file)
        except UncleanFileError:
            left.append(file)
            continue
        rewritten = {
            position: rewriting.record(data, file, position)
            for position, data in enumerate(edited.records)
        }
        edits.change_all(file, rewritten)
        _reword(edits, file, rewriting.text)
    return left


def _files(edits: Edits) -> Iterator[str]:
    register = edits.reading.register
    found = {SETTINGS_FILE, *(entry.place.file for entry in register.entries)}
    found |= {finding.at.file for finding in edits.reading.findings}
    yield from (file for file in found if (edits.reading.root / file).is_file())


def _text(edits: Edits, file: str) -> str:
    """Give the text of a file; empty if it cannot be opened."""
    limits = edits.reading.register.settings.limits
    content = Folder(edits.reading.root).read(file, limits.file_size)
    return "" if isinstance(content, Finding) else content.decode("utf-8", "replace")


def lines(edits: Edits, holds: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """The lines of the register, as it will be, that hold something: files and numbers."""
    for file in sorted({*_files(edits), *edits.files}):
        edited = edits.files.get(file)
        if edited is not None and edited.content is None:
            continue
        text = edited.text if edited else _text(edits, file)
        for number, line in enumerate(text.split("\n"), 1) if holds(text) else ():
            if holds(line):
                yield file, number


def _reword(edits: Edits, file: str, turn: Callable[[str], str]) -> None:
    """Rewrite the comments of a file."""
    edited = edits.files[file]
    text = edited.text
    found = comment_spans(text, edits.root(edited))
    splices = [Splice(a, b, said) for a, b in found if (said := turn(text[a:b])) != text[a:b]]
    if splices:
        edits.rewrite(edited, splices, edited.records)


def move(edits: Edits, rewriting: Rewriting) -> list[tuple[str, str]]:
    """Rename files whose names must change; give the old and the new name of each."""
    moved: list[tuple[str, str]] = []
    for file in sorted({*edits.files} - {SETTINGS_FILE}):
        new = _path(file, edits, rewriting)
        if new != file:
            edits.move(file, new)
            moved.append((file, new))
    return moved


def _path(file: str, edits: Edits, rewriting: Rewriting) -> str:
    """The path of a file: a record's id decides its name, folders are rewritten as texts are."""
    path = PurePosixPath(file)
    edited = edits.files[file]
    stem = rewriting.ids.get((edited.kind, path.stem), path.stem)
    if edited.listed:
        stem = rewriting.text(path.stem)
    folder, *others = path.parent.parts
    parts = [folder, *map(rewriting.text, others), f"{stem}{path.suffix}"]
    return "/".join(parts)


def sweep(edits: Edits, moved: Iterable[tuple[str, str]]) -> None:
    """Delete the folders that are empty now."""
    for file, _ in moved:
        for folder in PurePosixPath(file).parents:
            if len(folder.parts) > 1:
                with suppress(OSError):
                    (edits.reading.root / folder).rmdir()


def rename(edits: Edits, entry: Entry[Record], new: str) -> int:
    """Rename a record; give the number of references that were changed with it."""
    found = list(_naming(edits.reading.register, entry))
    for place, loc in found:
        data = edits.data(place)
        _put(data, loc, new)
        edits.change(place, data)
    data = edits.data(entry.place)
    if entry.place.item is not None or "id" in data:
        edits.change(entry.place, data | {"id": new})
    if entry.place.item is None:
        edits.move(entry.place.file, _file(entry, new))
    return len(found)


def _file(entry: Entry[Record], new: str) -> str:
    """Give the path of a file of one record under another id."""
    folder, _, name = entry.place.file.rpartition("/")
    return f"{folder}/{new}.{name.rpartition('.')[2]}"


def _naming(register: Register, entry: Entry[Record]) -> Iterator[tuple[Place, Loc]]:
    """Find the places where other records, or the settings, refer to a record."""
    for other in register.entries:
        yield from ((other.place, loc) for loc in _of(other.record, entry))
    yield from ((Place(SETTINGS_FILE), loc) for loc in _of(register.settings, entry))


def _of(record: Part, entry: Entry[Record]) -> Iterator[Loc]:
    kind, name = entry.name
    for path in references(type(record)):
        if kind in path.slot.refs:
            yield from (loc for loc, value in values(record, path) if value == name)


def _put(data: Data, loc: Loc, new: str) -> None:
    *way, last = loc
    here: object = data
    for step in way:
        here = cast("Data", here)[cast("str", step)]
    cast("Data", here)[cast("str", last)] = new
