"""Work that several processes share, where it is worth starting them.

Every task is plain values in and plain values out. The process that asks works as well; one
that stops answering costs nothing but time, for what it left undone is done here.
"""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import Any

Task = Any
Work = Callable[[Any, Task], bytes]


def workers() -> int:
    """How many processes may work at once here."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def shared(
    work: Work, known: Any, tasks: Sequence[Task], others: int
) -> Iterator[tuple[int, bytes]]:
    """Do tasks here and in *others* more processes; give their numbers and what came of them.

    *work* is a function of a module; *known* is what all tasks share. Results come as they are
    ready.
    """
    if not others:
        yield from ((number, work(known, task)) for number, task in enumerate(tasks))
        return
    crew = _Crew(work, known, tasks, others)
    try:
        yield from crew.results()
    finally:
        crew.end()


#: So many tasks lie ready for a process: it need not wait for this one, which works as well.
_AHEAD = 2
_NUMBER = 8


class _Crew:
    def __init__(self, work: Work, known: Any, tasks: Sequence[Task], others: int) -> None:
        from multiprocessing import get_context
        from queue import SimpleQueue
        from threading import Lock, Thread

        self.work, self.known, self.tasks = work, known, tasks
        self.answers: SimpleQueue[tuple[int, bytes | None]] = SimpleQueue()
        self.numbers, self.lock = iter(range(len(tasks))), Lock()
        context = get_context(_method())
        self.processes: list[Any] = []
        ends = []
        for _ in range(others):
            mine, theirs = context.Pipe()
            process = context.Process(  # type: ignore[attr-defined]
                target=_labour, args=(work, known, tasks, theirs, mine), daemon=True
            )
            process.start()
            theirs.close()
            self.processes.append(process)
            ends.append(mine)
        # Threads start when all processes have: a fork copies no thread.
        for mine in ends:
            Thread(target=self.listen, args=(mine,), daemon=True).start()

    def next(self) -> int | None:
        """Take the next task: whoever is ready first has it."""
        with self.lock:
            return next(self.numbers, None)

    def listen(self, end: Any) -> None:
        """Keep a process busy, and take what it sends, until nothing is left or it is gone."""
        given: list[int] = []
        try:
            while True:
                while len(given) < _AHEAD and (number := self.next()) is not None:
                    given.append(number)
                    end.send_bytes(number.to_bytes(_NUMBER, "big"))
                if not given:
                    break
                answer = end.recv_bytes()
                self.answers.put((given.pop(0), answer))
        except (EOFError, OSError):
            for number in given:
                self.answers.put((number, None))
        end.close()

    def results(self) -> Iterator[tuple[int, bytes]]:
        """Work, and give what comes from the others in between."""
        left = len(self.tasks)
        while (number := self.next()) is not None:
            yield number, self.work(self.known, self.tasks[number])
            left -= 1
            while not self.answers.empty():
                yield self.answered(*self.answers.get())
                left -= 1
        while left:
            yield self.answered(*self.answers.get())
            left -= 1

    def answered(self, number: int, answer: bytes | None) -> tuple[int, bytes]:
        """Give an answer; what nobody answered is done here."""
        if answer is None:
            answer = self.work(self.known, self.tasks[number])
        return number, answer

    def end(self) -> None:
        """Leave no process behind."""
        for process in self.processes:
            if process.is_alive():
                process.kill()
            process.join()


def _method() -> str | None:
    """How another process begins: as a copy of this one where that is safe."""
    import sys
    import threading

    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else None


def _labour(work: Work, known: Any, tasks: Sequence[Task], end: Any, other: Any) -> None:
    """Do tasks in a process of its own, those that are asked for, and send what comes of each."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    other.close()  # nobody else may hold the end that tells when nothing more is asked for
    try:
        while True:
            task = tasks[int.from_bytes(end.recv_bytes(), "big")]
            end.send_bytes(work(known, task))
    except Exception:  # noqa: BLE001, S110 - who listens does it again, and meets the same fault
        pass
    finally:
        end.close()
