"""One run of the command line: what it was told before any command begins, and how it ends."""

import os
import sys
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from mes_cli.language.catalogue import Catalogue, catalogue


class Exit(IntEnum):
    """What the code of a process says."""

    CLEAN = 0
    FINDINGS = 1  #: the register has errors; with ``--strict``, or warnings
    STOPPED = 2  #: the command could not go on
    BUG = 3  #: a fault of mes itself
    INTERRUPTED = 130
    PIPE_CLOSED = 141


class Ended(Exception):  # noqa: N818 - it is not an error
    """Ends a command from anywhere in it: all is said, and only the exit code is left."""

    def __init__(self, code: Exit) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class SharedOptions:
    """The options that all commands share."""

    folder: Path
    language: str
    quiet: bool = False
    verbose: bool = False
    color: bool = True

    @property
    def catalogue(self) -> Catalogue:
        """The sentences of the reader's language."""
        return catalogue(self.language)


_current = SharedOptions(Path(), "en", color=False)


def current() -> SharedOptions:
    """The session of this process."""
    return _current


def begin(session: SharedOptions) -> None:
    """Set the session of this process; only the entry point calls it."""
    global _current  # noqa: PLW0603 - one process, one session; help texts need it on import
    _current = session


def _(english: str) -> str:
    """Translate a text of the command line."""
    return _current.catalogue.text(english)


def colored(stream: object) -> bool:
    """Tell whether colour may be laid over what goes to *stream*."""
    if not _current.color or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    if os.environ.get("TERM") == "dumb":
        return False
    return bool(getattr(stream, "isatty", lambda: False)())


def on_terminal() -> bool:
    """Tell whether somebody watches standard error."""
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
