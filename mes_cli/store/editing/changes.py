"""Changing files that people wrote: all of them or none, and never over what others wrote.

A change of several files is decided when its note stands in the register: all new files are made
and wait beside their places, and the note says what is to take whose place, and what is to go.
A run that is killed after that is finished by the next one that writes, from the note; ``mes
check`` finds the note meanwhile. Before that, nothing has changed.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from mes_cli.errors import DiskError, InputError
from mes_cli.finding import say
from mes_cli.store.editing import journal
from mes_cli.store.editing.atomic import TEMPORARY, Batch, sweep, write_all
from mes_cli.store.editing.edited_file import FileChangedError, FileExistsAlreadyError
from mes_cli.store.editing.journal import Change, Writing, digest, on_disk
from mes_cli.store.reading.folders import CHANGE_NOTE
from mes_cli.store.user_folders import folder_lock

#: No note has more bytes than this.
_LARGEST = 1 << 24


class Written(NamedTuple):
    """The files that were changed, and whether the journal can take that back."""

    files: list[str]
    noted: bool


class _Step(NamedTuple):
    """A file of a change: what is to take its place, and what it said before, as a digest."""

    file: str
    #: The temporary file, relative to the root; empty where the file is to go.
    temporary: str
    #: Empty where there was no file.
    before: str


def carry_out(
    root: Path, changes: Iterable[Change], command: str = "", lines: Iterable[str] = ()
) -> Written:
    """Make all the changes, or none if one of them cannot be made.

    With a *command*, the journal keeps what the files said before, for ``mes undo``, and the
    *lines* that tell what was done.

    Raises:
        FileChangedError: another program changed a file meanwhile.
        DiskError: the system refuses.
    """
    wanted = [change for change in changes if change.after != change.before]
    if not wanted:
        return Written([], noted=False)
    with folder_lock(root) as locked:
        _finish(root)
        for folder in {root, *((root / change.file).parent for change in wanted)}:
            sweep(folder, all_of_them=locked)
        for change in wanted:
            if on_disk(root / change.file) != change.before:
                raise FileChangedError(change.file)
        entry = journal.remember(root, wanted, command, lines) if command else None
        try:
            _make(root, wanted)
        except BaseException:
            if entry is not None and on_disk(root / wanted[0].file) == wanted[0].before:
                entry.unlink(missing_ok=True)
            raise
    return Written([change.file for change in wanted], noted=entry is not None)


def take_back(root: Path, writing: Writing | None = None) -> Writing:
    """Let the files of a writing, the last one if none is given, say what they said before.

    Folders that were made for them go as well, once they are empty.

    Raises:
        InputError: nothing was written, or a file was changed since.
        DiskError: the system refuses.
    """
    writing = writing or journal.last(root)
    changes = []
    for file, before in writing.before.items():
        now = on_disk(root / file)
        if digest(now) != writing.after[file]:
            raise InputError(
                say("`{file}` has been changed since", file=file),
                say("take it back by hand, with `mes edit`"),
            )
        changes.append(Change(file, now, before))
    carry_out(root, changes)
    for folder in writing.folders:
        with suppress(OSError):  # others put something into it meanwhile
            (root / folder).rmdir()
    journal.drop(writing)
    return writing


def finish(root: Path) -> list[str]:
    """Finish a change that was cut short; give its files, if there was such a change.

    Files that were changed since stay as they are.

    Raises:
        DiskError: the system refuses, or the note is damaged.
    """
    if not (root / CHANGE_NOTE).exists():
        return []
    with folder_lock(root):
        return _finish(root)


def begin(root: Path, texts: Mapping[str, str]) -> None:
    """Write the first files of a folder, the last one last.

    A run that was killed on the way is taken up again: what it wrote already stays.

    Raises:
        FileExistsAlreadyError: a file is there, and says something else.
        DiskError: the system refuses.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise DiskError(str(root), problem) from problem
    with folder_lock(root):
        missing = [name for name, text in texts.items() if not _there(root / name, text)]
        write_all(((root / name, texts[name]) for name in missing), inside=root)


def _there(path: Path, text: str) -> bool:
    """Tell whether a file says this already.

    Raises:
        FileExistsAlreadyError: it says something else.
    """
    if not path.exists() and not path.is_symlink():
        return False
    if path.is_symlink() or not path.is_file() or on_disk(path) != text.encode():
        raise FileExistsAlreadyError(str(path))
    return True


def _make(root: Path, changes: Sequence[Change]) -> None:
    """Write all the files, or none if the system refuses one."""
    with Batch(root, locked=True) as batch:
        _prepare(root, batch, changes)
        try:
            _place(root, batch, changes)
        except DiskError:
            _take_back(root, changes)
            batch.clear()
            raise
        except BaseException:
            # It is decided, and takes no time: who ends the run waits for the rest.
            _finish(root)
            raise


def _prepare(root: Path, batch: Batch, changes: Sequence[Change]) -> None:
    """Make the new files beside their places; of several, write the note that decides it.

    A change in place of another one that has a note needs one as well.
    """
    for change in changes:
        if change.after is not None:
            batch.add(root / change.file, change.after)
    if len(changes) > 1 or (root / CHANGE_NOTE).exists():
        waiting = {path: temporary for temporary, path in batch.waiting}
        steps = [
            _Step(it.file, _relative(root, waiting.get(root / it.file)), digest(it.before))
            for it in changes
        ]
        with Batch(root, locked=True) as note:
            note.add(root / CHANGE_NOTE, json.dumps(steps, indent=1))
            note.place()
        batch.handed_on = True


def _relative(root: Path, path: Path | None) -> str:
    return path.relative_to(root).as_posix() if path is not None else ""


def _place(root: Path, batch: Batch, changes: Sequence[Change]) -> None:
    # What takes the place of another file stands before that one goes.
    batch.place()
    for change in changes:
        if change.after is None:
            _remove(root / change.file)
    if batch.handed_on:
        _remove(root / CHANGE_NOTE)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as problem:
        raise DiskError(str(path), problem) from problem


def _take_back(root: Path, changes: Sequence[Change]) -> None:
    """Let every file say again what it said before, as far as the system lets it."""
    with suppress(DiskError):
        made = [it for it in changes if on_disk(root / it.file) == it.after]
        back = [Change(it.file, it.after, it.before) for it in made]
        with Batch(root, locked=True) as batch:
            _prepare(root, batch, back)
            _place(root, batch, back)
    with suppress(DiskError):
        _remove(root / CHANGE_NOTE)


def _finish(root: Path) -> list[str]:
    """Do what a note says is still to be done."""
    steps = _steps(root / CHANGE_NOTE)
    for step in steps:
        path, temporary = root / step.file, root / step.temporary
        untouched = digest(on_disk(path)) == step.before
        if not step.temporary and untouched:
            _remove(path)
        elif step.temporary and temporary.is_file() and not temporary.is_symlink():
            with Batch(root, locked=True) as batch:
                batch.expect(temporary, path)
                if untouched:
                    batch.place()
    if steps:
        _remove(root / CHANGE_NOTE)
    return [step.file for step in steps]


def _steps(note: Path) -> list[_Step]:
    """Read a note; an empty list if there is no note.

    Raises:
        DiskError: it is not as mes writes it, or leads out of the register.
    """
    if not note.exists() and not note.is_symlink():
        return []
    ordinary = note.is_file() and not note.is_symlink() and note.stat().st_size <= _LARGEST
    try:
        steps = [_Step(*row) for row in json.loads((ordinary and on_disk(note)) or b"")]
    except (ValueError, TypeError, RecursionError):
        steps = []
    if not steps or not all(map(_sound, steps)):
        raise DiskError(str(note), say("it is not as mes wrote it; delete it"))
    return steps


def _sound(step: _Step) -> bool:
    """Tell whether a step concerns a file of the register, and a temporary file beside it."""
    if not all(isinstance(part, str) for part in step):
        return False
    path = PurePosixPath(step.file)
    inside = not path.is_absolute() and not any(part.startswith(".") for part in path.parts)
    if not inside or re.search(r"[\\:\0]", step.file) or not path.parts:
        return False
    temporary = PurePosixPath(step.temporary)
    return not step.temporary or (
        temporary.parent == path.parent and TEMPORARY.fullmatch(temporary.name) is not None
    )
