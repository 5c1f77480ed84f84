"""The editor that somebody likes: ``$VISUAL``, ``$EDITOR``, else what is there."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mes_cli.cli.console import say as announce
from mes_cli.errors import DiskError, InputError
from mes_cli.finding import say
from mes_cli.store.editing.atomic import write

#: Editors that go to a line as ``+12 file``, and those that want ``--goto file:12``.
_PLUS = {"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "joe", "ne", "mcedit",
         "kak", "pico", "gedit", "kate"}  # fmt: skip
_GOTO = {"code", "codium", "vscodium", "cursor"}
#: Editors that fill the terminal; others open a window, or are scripts.
_IN_TERMINAL = (_PLUS - {"gedit", "kate"}) | {"ed", "ex", "helix", "hx", "jed", "mg", "nvi", "vis"}
_USUAL = ("nano", "micro", "vim", "vi")


def edit(path: Path, line: int = 1) -> None:
    """Open a file in the editor, at a line, and wait until it is closed.

    Raises:
        InputError: there is no editor, it fails, or it needs a terminal and there is none.
    """
    editor = _editor()
    name = Path(editor[0]).stem
    if name in _IN_TERMINAL and not _terminal():
        raise InputError(
            say("the editor `{name}` needs a terminal, and there is none here", name=name),
            say("without a terminal, use `mes set`, or `mes new` with `--set`"),
        )
    command = [*editor, *_arguments(name, path, line)]
    try:
        with _to_the_editor():
            done = subprocess.run(command, check=False)  # noqa: S603 - the user's own choice
        code = done.returncode
    except OSError:
        code = 1
    if code:
        raise InputError(
            say("the editor `{name}` could not be used", name=command[0]),
            say("name another one in the variable `EDITOR`"),
        )


def _terminal() -> bool:
    """Tell whether an editor would read from a terminal and show itself on one."""
    return all(it is not None and it.isatty() for it in (sys.stdin, sys.stdout))


@contextmanager
def _to_the_editor() -> Iterator[None]:
    """Let Ctrl-C be the editor's business: some use it, and what was written is not lost."""
    # A function, since the editor would inherit it if the signal were turned off.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _editor() -> list[str]:
    said = (os.environ.get("VISUAL") or os.environ.get("EDITOR") or "").strip()
    if said:
        try:
            return shlex.split(said, posix=sys.platform != "win32")
        except ValueError:  # a quote that nothing closes
            return [said]
    if sys.platform == "win32":
        return ["notepad"]
    found = next((name for name in _USUAL if shutil.which(name)), None)
    if found is None:
        raise InputError(say("there is no editor here"), say("name yours in the variable `EDITOR`"))
    return [found]


def _arguments(name: str, path: Path, line: int) -> list[str]:
    if name in _PLUS:
        return [f"+{line}", str(path)]
    if name in _GOTO:
        return ["--wait", "--goto", f"{path}:{line}"]
    return [str(path)]


@contextmanager
def draft(name: str, text: str) -> Iterator[Path]:
    """Give a file that says *text* to begin with.

    What somebody wrote into it is not lost where the record is not written, for whatever
    reason: the file stays, and its path is said.
    """
    folder = _folder()
    path = folder / name
    try:
        write(path, text, mode=0o600)
        yield path
    except BaseException:
        if path.exists() and path.read_bytes() != text.encode():
            announce(say("what you wrote is kept in `{path}`", path=str(path)))
        else:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def written(path: Path) -> str:
    """What somebody wrote.

    Raises:
        InputError: it is not text in UTF-8.
        DiskError: the system refuses.
    """
    try:
        return path.read_text("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise InputError(
            say("what the editor wrote is not in UTF-8"), say("let it save in UTF-8")
        ) from None
    except OSError as problem:
        raise DiskError(str(path), problem) from problem


def _folder() -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix="mes-"))
    except OSError as problem:
        raise DiskError(os.environ.get("TMPDIR") or "/tmp", problem) from problem  # noqa: S108 - its usual place
