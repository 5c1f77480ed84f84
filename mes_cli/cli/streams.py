"""The three standard streams: always there, in UTF-8, and flushed by hand at the end.

Imported before anything else, so it imports next to nothing itself.
"""

import os
import sys
from contextlib import suppress
from typing import NoReturn

#: What becomes of characters that are none; it also tells that a stream is ours already.
_ERRORS = "backslashreplace"


def complete() -> None:
    """Put something in the place of streams that were closed before we began.

    Else the first file that is opened would take the place of one, and whatever is printed
    would go into it. Nothing can be read from what stands in, and results cannot be written
    to it: nobody is told that all is well.
    """
    for number, (name, flags) in enumerate(
        (("stdin", os.O_RDONLY), ("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY))
    ):
        if getattr(sys, name) is None:
            _occupy(number, flags)
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))
    for stream in (sys.stdout, sys.stderr):
        # To say it twice would flush, and meet a full disk out of turn.
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
