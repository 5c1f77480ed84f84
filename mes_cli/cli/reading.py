"""Reading the register that a command works on: as it is, or at a past day."""

import gc
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mes_cli.cli.console import Progress, out, speech
from mes_cli.cli.console import say as announce
from mes_cli.cli.session import Exit, _, current
from mes_cli.errors import (
    InputError,
    NoRecordError,
    NoRegisterError,
    NoSuchPathError,
    OutsideRegisterError,
)
from mes_cli.finding import Message, count, say
from mes_cli.language.formats import Moment, formats
from mes_cli.output.json import Json
from mes_cli.store.reading.folders import printable
from mes_cli.store.reading.root import find_root

if TYPE_CHECKING:
    from mes_cli.store.reading.load import Reading
    from mes_cli.store.reading.record_files import Drafts


def root_for(paths: list[Path]) -> Path:
    """The root of the register: of the current folder, else of the first path.

    Raises:
        NoSuchPathError: a path leads nowhere.
        NoRegisterError: there is no register.
    """
    folder = current().folder
    if not folder.is_dir():
        raise NoSuchPathError(str(folder))
    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise NoSuchPathError(str(path))
    try:
        return find_root(folder)
    except NoRegisterError:
        if not paths:
            raise
        return find_root(paths[0] if paths[0].is_dir() else paths[0].parent)


def read(
    paths: list[Path] | None = None,
    *,
    to_write: bool = False,
    at: str = "",
    before: "Reading | None" = None,
) -> "Reading":
    """Read the register, with what git remembers of its closed years.

    *at* names a state that git keeps: it is read in place of the folder. What a commit that was
    read *before* says as well is not read again.

    A command that reads it *to write* finishes a change that was cut short before.

    Raises:
        MesError: there is no register, or nothing in it.
    """
    from mes_cli.store.git.closed import with_closed_years
    from mes_cli.store.git.past import with_internal_files
    from mes_cli.store.reading.load import load

    root = root_for(paths or [])
    if to_write:
        finish(root)
    reading = load(root, Progress(_("reading")), past=past_of(root, at), before=before)
    reading = with_internal_files(with_closed_years(reading))
    if not reading.records and not reading.findings:
        raise NoRecordError(str(root))
    gc.freeze()  # records stay to the end: looking for garbage need not go through them
    return reading


#: So many files are named, where some could not be read.
_NAMED = 5


def tell_unread(register: "Reading", *, names: bool = True) -> Exit:
    """Say which files could not be read, or not whole; their *names* are not for everybody."""
    unread = register.unread
    if not unread:
        return Exit.CLEAN
    number = len(unread)
    if names:
        files = ", ".join((*unread[:_NAMED], *(["…"] if number > _NAMED else [])))
        announce(
            count(
                "{number} file was not read, or not whole: {files}; see `mes check`",
                "{number} files were not read, or not whole: {files}; see `mes check`",
                number,
                files=files,
            )
        )
    else:
        announce(
            count(
                "{number} file was not read, or not whole; see `mes check`",
                "{number} files were not read, or not whole; see `mes check`",
                number,
            )
        )
    return Exit.FINDINGS


def finish(root: Path) -> None:
    """Finish a change of several files that was cut short, and say so."""
    from mes_cli.store.editing.changes import finish

    if files := finish(root):
        announce(
            count(
                "a change of {number} file that was cut short is finished first",
                "a change of {number} files that was cut short is finished first",
                len(files),
            )
        )


def read_draft(root: Path, drafts: "Drafts") -> "Reading":
    """Read the register as if some of its files said something else."""
    from mes_cli.store.git.closed import with_closed_years
    from mes_cli.store.reading.load import load

    return with_closed_years(load(root, Progress(_("reading")), drafts))


def below(root: Path, paths: Iterable[Path]) -> Callable[[str], bool]:
    """Give what tells whether a file is one of *paths*, or below one; without *paths* all are.

    Raises:
        OutsideRegisterError: a path is not in the register.
    """
    names: list[str] = []
    for path in paths:
        try:
            # The last part may be a link: its own place counts, not where it leads.
            name = (path.parent.resolve() / path.name) if path.is_symlink() else path.resolve()
            said = name.relative_to(root).as_posix()
            # What is odd in the name of a file that is not read is spelt out in findings.
            names += [it.removeprefix(".") for it in dict.fromkeys((said, printable(said)))]
        except ValueError:
            raise OutsideRegisterError(str(path)) from None
    tops = tuple(f"{name}/" for name in names)
    # The root itself is the empty path.
    return lambda file: not tops or "/" in tops or f"{file}/".startswith(tops)


if TYPE_CHECKING:
    from mes_cli.store.git.past import Past
    from mes_cli.store.reading.load import Reading
    from mes_cli.store.reading.origin import Origin

At = Annotated[
    str,
    typer.Option(
        "--at",
        metavar="REV|DATE|YEAR",
        help="The register as git keeps it: a revision, a day, or a year at its closing.",
    ),
]


def past_of(root: Path, said: str) -> "Past | None":
    """The commit that an option means; None where it is not given.

    Raises:
        UnknownRevisionError: there is no such revision.
        NoPastError: the register has no commit of that day.
        GitError: git does not answer.
    """
    if not said:
        return None
    from mes_cli.store.git.closed import last_days
    from mes_cli.store.git.past import past

    return past(root, said, last_days(root))


def moment_of(origin: "Origin | None") -> Moment | None:
    """The day and the commit that files come from; None for the folder."""
    if origin is None:
        return None
    from mes_cli.store.git.past import Past

    return Moment(origin.day, origin.commit) if isinstance(origin, Past) else None


def tell(register: "Reading", *, printed: bool = True) -> None:
    """Say which state of the register is shown: on the page, else on standard error."""
    moment = moment_of(register.past)
    if moment is None:
        return
    message = moment.said(formats(current().language))
    if printed:
        out(f"{speech().say(message)}\n\n")
    else:
        announce(message)


def stamped(record: Json, register: "Reading") -> Json:
    """Add to what machines get the state of the register that is shown, if it is a past one."""
    moment = moment_of(register.past)
    return {**record, "at": moment.plain} if moment else record


def refuse(said: str, option: str) -> None:
    """Refuse to write to the past.

    Raises:
        InputError: both options are given.
    """
    if said:
        raise InputError(
            say("`{option}` writes, and what git keeps is not written to", option=option),
            _LEAVE_OUT,
        )


_LEAVE_OUT: Message = say("leave `--at` out")
