"""A file outside the register in which somebody writes a record, with an editor of their own."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mes_cli.cli.console import say as announce
from mes_cli.cli.usage import UsageProblem
from mes_cli.errors import DiskError
from mes_cli.finding import say
from mes_cli.store.write import write


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
        UsageProblem: it is no text.
        DiskError: the system refuses.
    """
    try:
        return path.read_text("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise UsageProblem(
            say("what the editor wrote is not in UTF-8"), say("let it save in UTF-8")
        ) from None
    except OSError as problem:
        raise DiskError(str(path), problem) from problem


def _folder() -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix="mes-"))
    except OSError as problem:
        raise DiskError(os.environ.get("TMPDIR") or "/tmp", problem) from problem  # noqa: S108 - its usual place
