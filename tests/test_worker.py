"""The process for work that may break it: what it may take, and what it cannot reach."""

import os
import sys
import time
from mmap import PAGESIZE
from pathlib import Path

import pytest

from mes_cli import worker
from mes_cli.report.bounds import bounded
from mes_cli.worker import WorkerDiedError, in_worker, memory_in_use

#: Where the limits of a process are known.
limited = pytest.mark.skipif(sys.platform != "linux", reason="needs limits of the system")


def test_work_that_takes_too_long_is_ended() -> None:
    with pytest.raises(WorkerDiedError):
        in_worker(time.sleep, 30, seconds=0.5)

    assert in_worker(abs, -1) == 1


@limited
def test_work_that_takes_too_much_memory_is_ended() -> None:
    with pytest.raises(WorkerDiedError):
        in_worker(bytes, 1 << 28, memory=1 << 27)


@limited
def test_memory_is_counted_in_the_pages_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    pages = memory_in_use() // PAGESIZE
    monkeypatch.setattr(worker, "PAGESIZE", 4 * PAGESIZE)

    with bounded():
        limit, _ = resource.getrlimit(resource.RLIMIT_AS)

    assert limit - worker.MEMORY == pytest.approx(pages * 4 * PAGESIZE, rel=0.1)


@limited
def test_nothing_is_written_into_a_file_unasked(tmp_path: Path) -> None:
    path = tmp_path / "x"
    with pytest.raises(OSError, match="large"):
        in_worker(Path.write_text, path, "x")
    assert path.stat().st_size == 0

    in_worker(Path.write_text, path, "x", writes=True)
    assert path.read_text("utf-8") == "x"


def test_the_last_words_of_a_library_are_not_printed(capfd: pytest.CaptureFixture[str]) -> None:
    in_worker(os.write, 2, b"stack backtrace")

    assert capfd.readouterr().err == ""


def test_nothing_in_the_current_folder_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    for name in ("multiprocessing", "concurrent", "pickle"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(3)", "utf-8")

    assert in_worker(os.getenv, "PYTHONSAFEPATH") == "1"
    assert "PYTHONSAFEPATH" not in os.environ


def test_what_a_user_set_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONSAFEPATH", "0")

    with worker.safe_path():
        assert os.environ["PYTHONSAFEPATH"] == "1"
    assert os.environ["PYTHONSAFEPATH"] == "0"
