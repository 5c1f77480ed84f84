"""Changing what records say of people: their values, their comments, the names of their files."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath

from mes_cli.errors import UncleanFileError
from mes_cli.finding import Finding
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.register import Name
from mes_cli.store.editing.comments import spans
from mes_cli.store.editing.edits import Edits
from mes_cli.store.editing.splices import Splice
from mes_cli.store.reading import opening
from mes_cli.store.reading.translation import Data


@dataclass(frozen=True, slots=True)
class Turning:
    """What becomes of a record, and of a text."""

    #: What a record is to say: its data, its file, and its place in that file.
    record: Callable[[Data, str, int], Data]
    #: What a comment is to say, or a part of the path of a file.
    text: Callable[[str], str]
    #: Tells whether a text has anything to turn.
    concerns: Callable[[str], bool]
    #: New ids, by kind and id.
    ids: Mapping[Name, str]
    #: Files that must change, whatever their text says.
    files: frozenset[str] = frozenset()


def change(edits: Edits, turning: Turning) -> list[str]:
    """Change all files that must; name those that concern it and cannot be changed."""
    left: list[str] = []
    for file in sorted(_files(edits)):
        said = file in turning.files or turning.concerns(file)
        if not said and not turning.concerns(_text(edits, file)):
            continue
        try:
            sheet = edits.sheet(file)
        except UncleanFileError:
            left.append(file)
            continue
        turned = {
            position: turning.record(data, file, position)
            for position, data in enumerate(sheet.records)
        }
        edits.change_all(file, turned)
        _reword(edits, file, turning.text)
    return left


def _files(edits: Edits) -> Iterator[str]:
    register = edits.reading.register
    found = {SETTINGS_FILE, *(entry.place.file for entry in register.entries)}
    found |= {finding.at.file for finding in edits.reading.findings}
    yield from (file for file in found if (edits.reading.root / file).is_file())


def _text(edits: Edits, file: str) -> str:
    """The text of a file, as far as there is one."""
    limits = edits.reading.register.settings.limits
    content = opening.read(edits.reading.root / file, file, limits.file_size)
    return "" if isinstance(content, Finding) else content.decode("utf-8", "replace")


def lines(edits: Edits, holds: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """The lines of the register, as it will be, that hold something: files and numbers."""
    for file in sorted({*_files(edits), *edits.sheets}):
        sheet = edits.sheets.get(file)
        if sheet is not None and sheet.content is None:
            continue
        text = sheet.text if sheet else _text(edits, file)
        for number, line in enumerate(text.split("\n"), 1) if holds(text) else ():
            if holds(line):
                yield file, number


def _reword(edits: Edits, file: str, turn: Callable[[str], str]) -> None:
    """Change the comments of a file."""
    sheet = edits.sheets[file]
    text = sheet.text
    found = spans(text, edits.root(sheet))
    splices = [Splice(a, b, said) for a, b in found if (said := turn(text[a:b])) != text[a:b]]
    if splices:
        edits.turn(sheet, splices, sheet.records)


def move(edits: Edits, turning: Turning) -> list[tuple[str, str]]:
    """Give files other names; the old and the new one of each."""
    moved: list[tuple[str, str]] = []
    for file in sorted({*edits.sheets} - {SETTINGS_FILE}):
        new = _path(file, edits, turning)
        if new != file:
            edits.move(file, new)
            moved.append((file, new))
    return moved


def _path(file: str, edits: Edits, turning: Turning) -> str:
    """The path of a file: a record's id decides its name, folders are turned as texts are."""
    path = PurePosixPath(file)
    sheet = edits.sheets[file]
    stem = turning.ids.get((sheet.kind, path.stem), path.stem)
    if sheet.listed:
        stem = turning.text(path.stem)
    folder, *others = path.parent.parts
    parts = [folder, *map(turning.text, others), f"{stem}{path.suffix}"]
    return "/".join(parts)


def sweep(edits: Edits, moved: Iterable[tuple[str, str]]) -> None:
    """Take away the folders that nothing is left in."""
    for file, _ in moved:
        for folder in PurePosixPath(file).parents:
            if len(folder.parts) > 1:
                with suppress(OSError):
                    (edits.reading.root / folder).rmdir()
