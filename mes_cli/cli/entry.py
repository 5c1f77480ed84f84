"""The entry point: options that all commands share, errors in words, exit codes."""

import os
import signal
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from mes_cli.cli.exits import Exit
from mes_cli.cli.session import Session, begin, current
from mes_cli.errors import MesError, TooLittleMemoryError
from mes_cli.finding import say
from mes_cli.language.catalogue import choose, speak
from mes_cli.store.peek import peek_language


@dataclass(slots=True)
class Shared:
    """The shared options of a command line, and what is left of it."""

    folder: str = ""
    language: str | None = None
    flags: set[str] = field(default_factory=set)
    rest: list[str] = field(default_factory=list)


_FLAGS = {"-q": "quiet", "--quiet": "quiet", "-v": "verbose", "--verbose": "verbose",
          "--no-color": "no-color"}  # fmt: skip


def share(arguments: Sequence[str]) -> Shared:
    """Take the shared options out of a command line, wherever they stand before ``--``.

    >>> share(["check", "-C", "data", "--lang=fr", "x"]).rest
    ['check', 'x']
    """
    shared = Shared()
    left = list(arguments)
    while left:
        word = left.pop(0)
        name, equals, value = word.partition("=")
        if word == "--":
            shared.rest += [word, *left]
            break
        if word in _FLAGS:
            shared.flags.add(_FLAGS[word])
        elif name in {"-C", "--lang"} and (equals or left):
            value = value if equals else left.pop(0)
            if name == "-C":
                shared.folder = os.path.join(shared.folder, value)  # noqa: PTH118 - as git does
            else:
                shared.language = value
        else:
            shared.rest.append(word)
    return shared


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command line and end the process with its code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    code = _guarded(sys.argv[1:] if arguments is None else arguments)
    _end(code)


def _guarded(arguments: Sequence[str]) -> int:
    """Run a command line; whatever happens becomes words and a code."""
    try:
        for number in (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
            signal.signal(number, _interrupted)
        return dispatch(arguments)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else Exit.STOPPED
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        return Exit.PIPE_CLOSED
    except MesError as problem:
        from mes_cli.cli.console import trouble

        trouble(problem)
        return Exit.STOPPED
    except MemoryError:
        from mes_cli.cli.console import trouble

        trouble(TooLittleMemoryError())
        return Exit.STOPPED
    except OSError as problem:
        # A full disk behind standard output, for one: no fault of ours.
        sys.stderr.write(f"mes: {problem.strerror}\n")
        return Exit.STOPPED
    except Exception:  # noqa: BLE001 - a fault of ours: say so, in one line
        return _bug()


def _interrupted(number: int, frame: FrameType | None) -> NoReturn:
    del frame
    raise SystemExit(128 + number)


def dispatch(arguments: Sequence[str]) -> int:
    """Begin the session that the shared options ask for, and call the command."""
    shared = share(arguments)
    folder = Path(shared.folder or ".")
    if shared.language is not None and shared.language not in {"fr", "en"}:
        from mes_cli.cli.usage import UsageProblem

        begin(Session(folder, choose(None, os.environ, None)))
        raise UsageProblem(
            say("there is no language `{name}`", name=shared.language),
            say("write `--lang fr` or `--lang en`"),
        )
    language = choose(shared.language, os.environ, _register_language(folder, shared.rest))
    begin(
        Session(
            folder,
            language,
            quiet="quiet" in shared.flags,
            verbose="verbose" in shared.flags,
            color="no-color" not in shared.flags,
        )
    )
    speak(language)
    from mes_cli.cli.app import call

    return call(shared.rest)


def _register_language(folder: Path, words: Sequence[str]) -> str | None:
    """The language of the register that a command is for: here, else where its paths lead."""
    paths = (folder, *(Path(word) for word in words[1:] if not word.startswith("-")))
    return next((said for path in paths if (said := peek_language(path))), None)


def _bug() -> int:
    from mes_cli.cli.console import say as announce

    if current().verbose:
        traceback.print_exc()
    problem: Any = sys.exc_info()[0]
    announce(
        say(
            "this is a fault of mes itself ({name}); please report it with what you did,"
            " and the output of the same command with `--verbose`",
            name=problem.__name__,
        )
    )
    return Exit.BUG


def _end(code: int) -> NoReturn:
    """Flush by hand: a closed pipe or a full disk must neither be silent nor print a traceback."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = Exit.PIPE_CLOSED
    except OSError as problem:
        code = Exit.STOPPED
        sys.stderr.write(f"mes: {problem.strerror}\n")
    try:
        sys.stderr.flush()
    finally:
        os._exit(code)
