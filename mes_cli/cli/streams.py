"""The three standard streams: always there, in UTF-8, and flushed by hand at the end.

Imported before anything else, so it imports next to nothing itself.
"""

import os
import sys
from contextlib import suppress
from typing import NoReturn

#: How signs are written that cannot be encoded; it also marks a stream that is set up already.
_ERRORS = "backslashreplace"


def complete() -> None:
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


def flush() -> OSError | None:
    """Flush what was printed; give what is in the way of it."""
    try:
        sys.stdout.flush()
    except OSError as problem:
        return problem
    return None


def leave(code: int) -> NoReturn:
    """End the process at once, with a code: Python itself has nothing more to print."""
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(code)
