"""``mes edit``, and the editor that it opens: ``$VISUAL``, ``$EDITOR``, else a usual one."""

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

from mes_cli.cli import reading
from mes_cli.cli.asking import Asker, asker, somebody_answers
from mes_cli.cli.console import hint
from mes_cli.cli.console import say as announce
from mes_cli.cli.options import Plain
from mes_cli.cli.session import Ended, Exit, _
from mes_cli.cli.set_ import Id
from mes_cli.cli.special_questions import which
from mes_cli.cli.writing import show
from mes_cli.drafts.names import targets
from mes_cli.drafts.placing import file_of, identity_of
from mes_cli.drafts.trial import all_findings, tried
from mes_cli.errors import DiskError, InputError, MesError, UnknownIdError
from mes_cli.finding import Finding, Place, Severity, say
from mes_cli.store.editing.atomic import write
from mes_cli.store.editing.edits import Edits
from mes_cli.store.editing.journal import on_disk
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.locate import places


def edit(name: Id, plain: Plain = False) -> int:
    """Open a record in the editor, at its line, and check it when it is closed.

    The editor is the one that the variables `VISUAL` or `EDITOR` name. The file stays as you leave
    it; what is wrong is shown, and you may open it again.
    """
    register = reading.read(to_write=True)
    place = _place(register, name, plain=plain)
    path = register.root / place.file
    before = on_disk(path)
    line = places([place], register)[0].line or 1
    while True:
        open_editor(path, line)
        if on_disk(path) == before:
            hint(say("the record is as it was"))
            return Exit.CLEAN
        again = reading.read()
        found = _wrong(again, place)
        if not any(finding.severity is Severity.ERROR for finding in found):
            hint(say("see all of it with `{command}`", command=f"mes show {name}"))
            return Exit.CLEAN
        show(found, again)
        if not somebody_answers() or not asker(plain=plain).confirm(_("Open it again?")):
            announce(say("`{file}` is written as you left it; it has findings", file=place.file))
            return Exit.FINDINGS
        line = places([found[0].at], again)[0].line or 1


def _place(register: Reading, name: str, *, plain: bool) -> Place:
    """The place of a record, be it one that could not be read."""
    try:
        return which(name, targets(register, name), plain=plain).place
    except (UnknownIdError, InputError):
        # A file with findings is what people want to edit most.
        bare = name.rpartition("/")[2].partition(".")[0]
        unread = (f.at.file for f in register.findings)
        file = next((f for f in unread if f.rpartition("/")[2].rpartition(".")[0] == bare), None)
        if file is None:
            raise
        return Place(file)


def _wrong(register: Reading, place: Place) -> list[Finding]:
    """What is found in the file that was edited."""
    return [finding for finding in all_findings(register) if finding.at.file == place.file]


#: Editors that go to a line as ``+12 file``, and those that want ``--goto file:12``.
_PLUS = {"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "joe", "ne", "mcedit",
         "kak", "pico", "gedit", "kate"}  # fmt: skip
_GOTO = {"code", "codium", "vscodium", "cursor"}
#: Editors that fill the terminal; others open a window, or are scripts.
_IN_TERMINAL = (_PLUS - {"gedit", "kate"}) | {"ed", "ex", "helix", "hx", "jed", "mg", "nvi", "vis"}
_USUAL = ("nano", "micro", "vim", "vi")


def open_editor(path: Path, line: int = 1) -> None:
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


def edited_record(path: Path, kind: str, said: str, edits: Edits, asking: Asker | None) -> str:
    """Let somebody write the record in an editor, on a template; give its file."""
    register = edits.reading
    while True:
        open_editor(path)
        text = written(path)
        file = _adopted(kind, text, said, Edits(register))
        attempt = Edits(register)
        attempt.adopt(file, text)
        trial = tried(attempt)
        if not trial.errors or asking is None:
            edits.adopt(file, text)
            return file
        show(trial.errors, trial.draft)
        if not asking.confirm(_("Open it again?")):
            raise Ended(Exit.FINDINGS)


def _adopted(kind: str, text: str, said: str, attempt: Edits) -> str:
    """The file of a text that somebody wrote: its id is made from what it says."""
    folder = attempt.reading.words.kinds[kind].folder
    file = f"{folder}/new-record-on-trial.yaml"
    attempt.adopt(file, text)
    try:
        [data] = attempt.said(attempt.files[file])
    except (MesError, ValueError):
        data = {}
    return file_of(kind, identity_of(kind, data, said, attempt.reading), data, attempt.reading)
