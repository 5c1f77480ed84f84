"""Several processes read what one reads."""

import multiprocessing
import os
from concurrent.futures import Future
from pathlib import Path

import pytest

from mes_cli.store.reading import record_files
from mes_cli.store.reading.load import load
from mes_cli.store.reading.origin import Folder
from mes_cli.store.reading.record_files import Contents, ReadingContext
from tests.conftest import EXAMPLES

EXAMPLE = EXAMPLES / "reseau-des-possibles"


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few files be many, and let there be two processors."""
    monkeypatch.setattr(record_files, "MANY", 5)
    monkeypatch.setattr(record_files, "_SHARE", 3)
    monkeypatch.setattr(record_files, "_processors", lambda: 2)


def test_several_processes_read_what_one_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    together = load(EXAMPLE, lambda done, of: told.append((done, of)))
    monkeypatch.setattr(record_files, "_processors", lambda: 1)
    alone = load(EXAMPLE)

    assert together.register.entries == alone.register.entries
    assert (together.findings, together.records) == (alone.findings, alone.records)
    assert told[-1] == (alone.files, alone.files)


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="it forks")
def test_a_process_that_dies_costs_nothing_but_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_files, "_begin_process", lambda _: os._exit(1))
    together = load(EXAMPLE)
    monkeypatch.setattr(record_files, "_processors", lambda: 1)

    assert together.register.entries == load(EXAMPLE).register.entries


def test_a_share_that_could_not_be_read_elsewhere_is_read_here() -> None:
    broken: Future[list[Contents]] = Future()
    broken.set_running_or_notify_cancel()
    broken.set_exception(OSError())
    reading = load(EXAMPLE)
    [one] = reading.listing.files[:1]

    [contents] = record_files._result(broken, [one], _reader(reading.root))  # noqa: SLF001

    assert len(contents.entries) == 1


def _reader(root: Path) -> ReadingContext:
    reading = load(root)
    return ReadingContext(reading.settings, reading.words, {}, Folder(root))
