"""Changing files that people wrote: all of them or none, and never over what others wrote."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mes_cli.errors import DiskError, FileChangedError, FileExistsAlreadyError
from mes_cli.store.locks import alone
from mes_cli.store.write import write_all


@dataclass(frozen=True, slots=True)
class Change:
    """What a file said when the change began, and what it is to say; nothing: it is not there."""

    file: str  #: relative to the root, with forward slashes
    before: bytes | None
    after: bytes | None


def carry_out(root: Path, changes: Iterable[Change]) -> list[str]:
    """Make the changes; where one cannot be made, none is. Give the files that changed.

    Raises:
        FileChangedError: somebody else changed a file meanwhile.
        DiskError: the system refuses.
    """
    wanted = [change for change in changes if change.after != change.before]
    with alone(root):
        for change in wanted:
            if on_disk(root / change.file) != change.before:
                raise FileChangedError(change.file)
        try:
            _make(root, wanted)
        except BaseException:
            _take_back(root, wanted)
            raise
    return [change.file for change in wanted]


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
    with alone(root):
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


def on_disk(path: Path) -> bytes | None:
    """What stands in a file now; nothing where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise DiskError(str(path), problem) from problem


def _make(root: Path, changes: Sequence[Change]) -> None:
    # What takes the place of another file stands before that one goes.
    write_all(
        ((root / it.file, it.after) for it in changes if it.after is not None), inside=root
    )  # fmt: skip
    for change in changes:
        if change.after is None:
            _remove(root / change.file)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as problem:
        raise DiskError(str(path), problem) from problem


def _take_back(root: Path, changes: Sequence[Change]) -> None:
    """Let every file say again what it said before, as far as the system lets it."""
    for change in changes:
        path = root / change.file
        with suppress(DiskError):
            if on_disk(path) != change.after:
                continue
            if change.before is None:
                _remove(path)
            else:
                write_all([(path, change.before)], inside=root)
