"""The editor that somebody likes: ``$VISUAL``, ``$EDITOR``, else what is there."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mes_cli.cli.usage import UsageProblem
from mes_cli.finding import say

#: Editors that go to a line as ``+12 file``, and those that want ``--goto file:12``.
_PLUS = {"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "joe", "ne", "mcedit",
         "kak", "pico", "gedit", "kate"}  # fmt: skip
_GOTO = {"code", "codium", "vscodium", "cursor"}
_USUAL = ("nano", "micro", "vim", "vi")


def edit(path: Path, line: int = 1) -> None:
    """Open a file in the editor, at a line, and wait until it is closed.

    Raises:
        UsageProblem: there is no editor, or it fails.
    """
    command = [*_editor(), *_arguments(Path(_editor()[0]).stem, path, line)]
    try:
        with _to_the_editor():
            done = subprocess.run(command, check=False)  # noqa: S603 - the user's own choice
        code = done.returncode
    except OSError:
        code = 1
    if code:
        raise UsageProblem(
            say("the editor `{name}` could not be used", name=command[0]),
            say("name another one in the variable `EDITOR`"),
        )


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
        raise UsageProblem(
            say("there is no editor here"), say("name yours in the variable `EDITOR`")
        )
    return [found]


def _arguments(name: str, path: Path, line: int) -> list[str]:
    if name in _PLUS:
        return [f"+{line}", str(path)]
    if name in _GOTO:
        return ["--wait", "--goto", f"{path}:{line}"]
    return [str(path)]
