"""Runs risky parsing in a child process, with limits of memory and time.

A template, a workbook or a query can end the interpreter in ways that no check inside the
process can catch: a deeply nested value kills it with a signal. So such work runs in a worker
process with limits of memory and time. If the worker dies, the caller gets an exception, and
the run ends with a sentence.
"""

import faulthandler
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from mmap import PAGESIZE
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

#: Bytes that a worker may take beyond what it uses when idle: more than any report needs.
MEMORY = 1 << 30
#: Seconds that one call may take.
SECONDS = 60.0
_SAFE = "PYTHONSAFEPATH"
_starting = threading.Lock()


class WorkerDiedError(Exception):
    """The worker was ended by a signal or by its limits, without an answer."""


def in_worker(
    function: Callable[..., T],
    *args: object,
    seconds: float = SECONDS,
    memory: int = MEMORY,
    writes: bool = False,
) -> T:
    """Call a module-level function in a fresh process; its values must be picklable.

    The call may take so many *seconds* and bytes of *memory*. Unless it *writes*, it can put
    nothing into a file, where the system can see to that.

    Raises:
        WorkerDiedError: the process ended without an answer, or had too little memory for it.
    """
    limits = (seconds, memory, writes)
    with ProcessPoolExecutor(1, get_context("spawn"), _begin, limits) as pool:
        with safe_path(), _interrupt_ignored():
            answer = pool.submit(_call, function, *args)
        try:
            return answer.result()
        except (BrokenProcessPool, MemoryError):
            raise WorkerDiedError from None


def _call(function: Callable[..., T], *args: object) -> T:
    """Call it in the worker, where a library in Rust may panic: that is no exception to send."""
    try:
        return function(*args)
    except Exception:
        raise
    except BaseException:  # noqa: BLE001 - which is the matter here
        raise WorkerDiedError from None


@contextmanager
def safe_path() -> Iterator[None]:
    """Let processes of Python that start meanwhile import nothing from the current folder.

    The standard library starts processes with ``python -c``, which looks for modules there
    first: a ``multiprocessing.py`` in a register would run.
    """
    with _starting:
        before = os.environ.get(_SAFE)
        os.environ[_SAFE] = "1"
        try:
            yield
        finally:
            if before is None:
                del os.environ[_SAFE]
            else:
                os.environ[_SAFE] = before


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


def _begin(seconds: float, memory: int, writes: bool) -> None:  # noqa: FBT001 - by the pool
    """Set the limits of this process; runs once in the worker."""
    # A thread outside Python ends the process in time, whatever Python is doing then.
    devnull = os.open(os.devnull, os.O_WRONLY)
    faulthandler.dump_traceback_later(seconds, exit=True, file=devnull)
    # What a library prints when it dies helps nobody.
    os.dup2(devnull, 2)
    _limit(memory, writes=writes)


def _limit(memory: int, *, writes: bool) -> None:
    """Bound the memory and the files of this process, where the system can."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if not writes:
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = memory_in_use() + memory
        if soft == resource.RLIM_INFINITY or soft > most:
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def memory_in_use() -> int:
    """Give the bytes of address space that this process takes.

    Raises:
        OSError: the system does not say it; only Linux does.
    """
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * PAGESIZE
