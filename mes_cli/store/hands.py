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


class _Crew:
    def __init__(self, work: Work, known: Any, tasks: Sequence[Task], others: int) -> None:
        from multiprocessing import get_context
        from queue import SimpleQueue
        from threading import Thread

        self.work, self.known, self.tasks = work, known, tasks
        self.hands = others + 1
        self.answers: SimpleQueue[tuple[int, bytes | None]] = SimpleQueue()
        context = get_context(_method())
        self.processes: list[Any] = []
        ends = []
        for hand in range(1, self.hands):
            mine, theirs = context.Pipe(duplex=False)
            share = [(n, tasks[n]) for n in range(hand, len(tasks), self.hands)]
            process = context.Process(  # type: ignore[attr-defined]
                target=_labour, args=(work, known, share, theirs), daemon=True
            )
            process.start()
            theirs.close()
            self.processes.append(process)
            ends.append((hand, mine))
        # Threads start when all processes have: a fork copies no thread.
        for hand, mine in ends:
            Thread(target=self.listen, args=(hand, mine), daemon=True).start()

    def listen(self, hand: int, end: Any) -> None:
        """Take what a process sends, until it has sent everything or is gone."""
        number = hand
        try:
            while number < len(self.tasks):
                self.answers.put((number, end.recv_bytes()))
                number += self.hands
        except (EOFError, OSError):
            for left in range(number, len(self.tasks), self.hands):
                self.answers.put((left, None))
        end.close()

    def results(self) -> Iterator[tuple[int, bytes]]:
        """Work, and give what comes from the others in between."""
        left = len(self.tasks)
        for number in range(0, len(self.tasks), self.hands):
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


def _labour(work: Work, known: Any, share: Sequence[tuple[int, Task]], end: Any) -> None:
    """Do a share of the tasks in a process of its own, and send what comes of each."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    try:
        for _, task in share:
            end.send_bytes(work(known, task))
    except Exception:  # noqa: BLE001, S110 - who listens does it again, and meets the same fault
        pass
    finally:
        end.close()
