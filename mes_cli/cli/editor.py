"""The editor that somebody likes: ``$VISUAL``, ``$EDITOR``, else what is there."""

import os
import shlex
import shutil
import subprocess
import sys
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
        code = subprocess.run(command, check=False).returncode  # noqa: S603 - the user's own choice
    except OSError:
        code = 1
    if code:
        raise UsageProblem(
            say("the editor `{name}` could not be used", name=command[0]),
            say("name another one in the variable `EDITOR`"),
        )


def _editor() -> list[str]:
    said = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if said:
        return shlex.split(said, posix=sys.platform != "win32")
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
