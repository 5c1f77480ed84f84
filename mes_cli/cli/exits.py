"""The codes that a process ends with."""

from enum import IntEnum


class Exit(IntEnum):
    """What the code of a process says."""

    CLEAN = 0
    FINDINGS = 1  #: the register has errors; with ``--strict``, or warnings
    STOPPED = 2  #: the command could not go on
    BUG = 3  #: a fault of mes itself
    INTERRUPTED = 130
    PIPE_CLOSED = 141


class Ended(Exception):  # noqa: N818 - it is no error
    """A command has said everything, and ends with a code from deep within."""

    def __init__(self, code: Exit) -> None:
        super().__init__(code)
        self.code = code
