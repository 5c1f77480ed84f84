"""Reading the files of a large register, with the help of other processes.

The pool is that of the standard library. Whoever reads takes shares of the files from the
beginning, the others from the end, until they meet; a share that a process could not finish is
read here.
"""

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from typing import TYPE_CHECKING

from mes_cli.store.reading.folders import RecordFile
from mes_cli.store.reading.origin import Folder
from mes_cli.store.reading.record_files import Contents, RecordReader, read_file
from mes_cli.worker import safe_path

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

#: So many shares wait for each process, so that it need not wait for this one.
_AHEAD = 2
#: Below so many files another process costs more than it brings.
MANY = 2000
_SHARE = 100

_reader: RecordReader | None = None


def read_all(files: Sequence[RecordFile], reader: RecordReader) -> Iterator[Contents]:
    """Read files, and give what they contain in their order."""
    others = min(_processors(), len(files) // MANY + 1) - 1
    # The files of a commit come from a process of git, which only this one speaks to.
    if others < 1 or not isinstance(reader.origin, Folder):
        yield from (read_file(it, reader) for it in files)
        return
    with _pool(others, reader) as pool:
        shares = deque(files[at : at + _SHARE] for at in range(0, len(files), _SHARE))
        given: list[tuple[Sequence[RecordFile], Future[list[Contents]]]] = []
        waiting: list[Future[list[Contents]]] = []
        while shares:
            waiting = [future for future in waiting if not future.done()]
            while shares and len(waiting) < _AHEAD * others:
                share = shares.pop()
                waiting.append(_given(share, pool))
                given.append((share, waiting[-1]))
            for record_file in shares.popleft() if shares else ():
                yield read_file(record_file, reader)
        for share, future in reversed(given):
            yield from _result(future, share, reader)


def _pool(others: int, reader: RecordReader) -> "ProcessPoolExecutor":
    """Make the pool; processes are copies of this one where nothing else runs in it."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    copied = sys.platform == "linux" and threading.active_count() == 1
    context = get_context("fork" if copied else "spawn")
    return ProcessPoolExecutor(others, context, initializer=_begin, initargs=(reader,))


def _given(share: Sequence[RecordFile], pool: "ProcessPoolExecutor") -> Future[list[Contents]]:
    """Give a share to the pool; where that cannot be done, the future has failed."""
    try:
        with safe_path():
            return pool.submit(_read, share)
    except (BrokenExecutor, OSError) as problem:
        failed: Future[list[Contents]] = Future()
        failed.set_exception(problem)
        return failed


def _result(
    future: Future[list[Contents]], share: Sequence[RecordFile], reader: RecordReader
) -> list[Contents]:
    """Wait for what another process has read; read it here where that process is gone."""
    try:
        return future.result()
    except (BrokenExecutor, OSError):
        return [read_file(it, reader) for it in share]


def _begin(reader: RecordReader) -> None:
    """Get another process ready; who interrupts the run interrupts only the one that waits."""
    global _reader  # noqa: PLW0603 - a process reads one register
    _reader = reader
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read(share: Sequence[RecordFile]) -> list[Contents]:
    assert _reader is not None
    return [read_file(it, _reader) for it in share]


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
