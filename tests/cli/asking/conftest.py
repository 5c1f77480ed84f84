"""A real terminal to type into."""

import contextlib
import os
import pty
import select
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

#: Nothing that is asked takes longer, in seconds.
PATIENCE = 30


@pytest.fixture
def terminal(tmp_path: Path) -> Callable[..., tuple[int, str]]:
    """Run ``mes`` in a pseudo-terminal of 80 columns; answer what it asks.

    Each answer is a pair: the words to wait for, and what is typed then.
    """

    def run(*arguments: str | Path, answers: list[tuple[str, str]], **environment: str
            ) -> tuple[int, str]:  # fmt: skip
        kept = {k: v for k, v in os.environ.items() if k in {"PATH", "PYTHONPATH"}}
        home = {"HOME": str(tmp_path), "LANG": "C.UTF-8", "COLUMNS": "80", "LINES": "24",
                "XDG_STATE_HOME": str(tmp_path / "state"), "TERM": "dumb"}  # fmt: skip
        process, handle = pty.fork()
        if process == 0:
            command = [sys.executable, "-m", "mes_cli", *map(str, arguments)]
            os.execve(sys.executable, command, kept | home | environment)  # noqa: S606
        try:
            screen = _play(handle, answers)
        finally:
            # Whoever still waits for an answer is told that the terminal is gone.
            os.close(handle)
            _, status = os.waitpid(process, 0)
        assert "Traceback" not in screen, screen
        return os.waitstatus_to_exitcode(status), screen

    return run


def _play(handle: int, answers: list[tuple[str, str]]) -> str:
    """Type every answer when its question has come; give all that was seen."""
    seen, here = "", 0
    end = time.monotonic() + PATIENCE
    waiting = list(answers)
    while time.monotonic() < end:
        if waiting and (at := seen.find(waiting[0][0], here)) >= 0:
            here = at + len(waiting[0][0])
            if waiting[0][1] == "\x03":
                time.sleep(0.5)  # a Ctrl-C before readline listens waits for the next key
            os.write(handle, waiting.pop(0)[1].encode("utf-8"))
        ready, _, _ = select.select([handle], [], [], 0.1)
        if not ready:
            continue
        part = b""
        with contextlib.suppress(OSError):
            part = os.read(handle, 1 << 14)
        if not part:
            break
        seen += part.decode("utf-8", "replace").replace("\r\n", "\n")
    assert not waiting, f"never asked {waiting[0][0]!r}:\n{seen}"
    assert time.monotonic() < end, f"still waiting for an answer:\n{seen}"
    return seen
