"""A process of its own for work that a register's templates can break.

A template can end the interpreter in ways that no check inside the process can catch: a deeply
nested value kills it with a signal. So such work runs in a worker process with limits of memory
and time. If the worker dies, the caller gets an exception, and the run ends with a sentence.
"""

import faulthandler
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

#: Bytes that a worker may take beyond what it uses when idle: more than any report needs.
MEMORY = 1 << 30
#: Seconds that one call may take.
SECONDS = 60.0


class WorkerDiedError(Exception):
    """The worker was ended by a signal or by its limits, without an answer."""


def in_worker(function: Callable[..., T], *args: object, seconds: float = SECONDS) -> T:
    """Call a module-level function in a fresh process; its values must be picklable.

    The call may take so many *seconds*.

    Raises:
        WorkerDiedError: the process ended without an answer.
    """
    with ProcessPoolExecutor(1, get_context("spawn"), _begin, (seconds,)) as pool:
        with _interrupt_ignored():
            answer = pool.submit(function, *args)
        try:
            return answer.result()
        except BrokenProcessPool:
            raise WorkerDiedError from None


@contextmanager
def _interrupt_ignored() -> Iterator[None]:
    """Let the worker start with Ctrl-C ignored: this process answers it, and ends the worker."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _begin(seconds: float) -> None:
    """Set the limits of this process; runs once in the worker."""
    # A thread outside Python ends the process in time, whatever Python is doing then.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
    _limit_memory()


def _limit_memory() -> None:
    """Bound the memory of this process, where the system can."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = pages * resource.getpagesize() + MEMORY
        if soft == resource.RLIM_INFINITY or soft > most:
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
