"""The entry point: standard streams, errors in words, signals, exit codes.

The streams are always there, in UTF-8, and flushed by hand at the end.
"""

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType
from typing import Any, NoReturn

from mes_cli.cli.session import Ended, Exit, current
from mes_cli.errors import (
    DiskError,
    MesError,
    NotSettledError,
    OutputError,
    TooLittleMemoryError,
)
from mes_cli.finding import say
from mes_cli.refusal import refusal

#: How signs are written that cannot be encoded; it also marks a stream that is set up already.
_ERRORS = "backslashreplace"
#: What a code says beside the number of the signal that ended the run.
_SIGNALLED = 128
#: Whoever sends them wants the run to end.
_SIGNALS = (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM))

#: The code of a run that a signal ends: a library may make something else of the exception.
_ending: list[int] = []


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command line and end the process with its code."""
    _complete_streams()
    sys.unraisablehook = _unraisable
    code = _guarded(sys.argv[1:] if arguments is None else arguments)
    code = _flushed(code)
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(code)  # Python itself has nothing more to print


def _guarded(arguments: Sequence[str]) -> int:
    """Run a command line; whatever happens becomes words and a code."""
    _ending.clear()
    code = _worded(arguments)
    return _ending[0] if _ending else code


def _worded(arguments: Sequence[str]) -> int:
    try:
        from mes_cli.cli.app import dispatch  # once the streams are there

        _listen()
        return dispatch(arguments)
    except Ended as end:
        return end.code
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else Exit.STOPPED
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        return Exit.PIPE_CLOSED
    except Exception as problem:  # noqa: BLE001 - each has words of its own
        return _ending[0] if _ending else _told(problem)


def _told(problem: Exception) -> int:
    """Say what went wrong, and give its code."""
    match problem:
        case MesError():
            return _stopped(problem)
        case MemoryError():
            return _stopped(TooLittleMemoryError())
        case OSError():
            # What the system refuses is no fault of ours, wherever it refuses it.
            return _stopped(_refused(problem))
        case _:  # a fault of ours: say so, in one line
            return _bug()


def _stopped(problem: MesError) -> int:
    from mes_cli.cli.console import trouble

    trouble(problem)
    return Exit.STOPPED


def _refused(problem: OSError) -> MesError:
    if problem.filename:
        return DiskError(str(problem.filename), problem)
    return NotSettledError(say("the system refuses it: {reason}", reason=refusal(problem)))


def _listen() -> None:
    """Let signals end the run in good order; those that were turned off before stay so."""
    for number in _SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _interrupted)


def _interrupted(number: int, frame: FrameType | None) -> NoReturn:
    """End the run. What is cleared away on the way out is not interrupted a second time."""
    del frame
    for other in _SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    _ending.append(_SIGNALLED + number)
    raise SystemExit(_SIGNALLED + number)


def _unraisable(about: "sys.UnraisableHookArgs") -> None:
    """Where Python could only print an exception: what ends the run is sent once more."""
    code = getattr(about.exc_value, "code", None)
    if isinstance(about.exc_value, SystemExit) and isinstance(code, int) and code > _SIGNALLED:
        from threading import Timer

        signal.signal(code - _SIGNALLED, _interrupted)
        Timer(0.01, os.kill, (os.getpid(), code - _SIGNALLED)).start()
    elif current().verbose:
        sys.__unraisablehook__(about)


def _bug() -> int:
    from mes_cli.cli.console import say as announce

    if current().verbose:
        import traceback

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


def _flushed(code: int) -> int:
    """Flush by hand: a closed pipe or a full disk must neither be silent nor print a traceback."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return Exit.PIPE_CLOSED
    except OSError as problem:
        return code if code == Exit.STOPPED else _stopped(OutputError(problem))
    return code


def _complete_streams() -> None:
    """Replace standard streams that were closed before the program began.

    Otherwise the first file that is opened gets the number of such a stream, and what is printed
    goes into that file. The input that stands in is empty, and the output refuses to be written:
    a result that nobody can read is an error.
    """
    for number, (name, flags) in enumerate(
        (("stdin", os.O_RDONLY), ("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY))
    ):
        if getattr(sys, name) is None:
            _occupy(number, flags)
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))
    for stream in (sys.stdout, sys.stderr):
        # A second call would flush, and fail on a full disk before the result is written.
        if hasattr(stream, "reconfigure") and stream.errors != _ERRORS:
            stream.reconfigure(encoding="utf-8", errors=_ERRORS)


def _occupy(number: int, flags: int) -> None:
    handle = os.open(os.devnull, flags)
    if handle != number:
        os.dup2(handle, number)
        os.close(handle)
