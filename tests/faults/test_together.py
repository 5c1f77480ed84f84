"""Many at once do not harm each other."""

import os
from pathlib import Path

import pytest

from mes_cli.store.editing.atomic import write_all
from mes_cli.store.reading.load import load
from tests.conftest import EXAMPLES, write_folder
from tests.faults.conftest import Scene, Start, files, leftovers, many

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")

CROWD = min(many(6), 50)


def test_many_checks_at_once_say_the_same(start: Start) -> None:
    runs = [start("-C", EXAMPLES / "seed-library", "check", "-f", "json") for _ in range(CROWD)]

    assert {run.end() for run in runs} == {0}
    assert len({run.out for run in runs}) == 1
    assert {run.err for run in runs} == {""}


@pytest.mark.parametrize("scene", ["report"], indirect=True)
def test_many_reports_at_once_into_one_folder_are_whole(scene: Scene) -> None:
    scene.restore()
    runs = [scene.start(*scene.arguments) for _ in range(CROWD)]

    assert {run.end() for run in runs} == {0}
    assert files(scene.folder) == scene.new


@pytest.mark.parametrize("scene", ["init"], indirect=True)
def test_of_many_first_registers_one_stands(scene: Scene) -> None:
    scene.restore()
    runs = [scene.start(*scene.arguments) for _ in range(CROWD)]

    assert {run.end() for run in runs} <= {0, 2}
    assert files(scene.folder) == scene.new


def test_hours_that_many_log_at_once_are_all_there(tmp_path: Path, start: Start) -> None:
    write_folder(tmp_path, "")
    runs = [start("-C", tmp_path, "log", "1h", "-", f"no {n}") for n in range(CROWD)]

    codes = [run.end() for run in runs]

    assert set(codes) <= {0, 2}
    for run in runs:
        assert run.end() == 0 or "changed by somebody else meanwhile" in run.err, run.err
    assert 0 in codes
    assert load(tmp_path).records == 1 + codes.count(0)
    assert leftovers(files(tmp_path)) == []


def test_of_many_new_records_with_one_id_one_is_written(tmp_path: Path, start: Start) -> None:
    write_folder(tmp_path, "")
    runs = [
        start("-C", tmp_path, "new", "structure", "--set", f"name=Mill {n}", "--set",
              "roles=member", "--id", "mill")
        for n in range(CROWD)
    ]  # fmt: skip

    written = [n for n, run in enumerate(runs) if run.end() == 0]

    assert len(written) == 1
    text = (tmp_path / "structures/mill.yaml").read_text("utf-8")
    assert f"name: Mill {written[0]}\n" in text


def test_who_reads_meanwhile_sees_the_old_or_the_new(tmp_path: Path) -> None:
    texts = [letter * 100_000 for letter in "ab"]
    names = [tmp_path / name for name in ("one", "two")]
    write_all((name, texts[0]) for name in names)
    reading, writing = os.pipe()
    reader = os.fork()
    if not reader:
        os.close(writing)
        os._exit(_read_on(names, {text.encode() for text in texts}, reading))

    os.close(reading)
    for turn in range(many(40)):
        write_all((name, texts[turn % 2]) for name in names)
    os.close(writing)

    _, status = os.waitpid(reader, 0)
    assert os.waitstatus_to_exitcode(status) == 0


def _read_on(names: list[Path], known: set[bytes], until: int) -> int:
    """Read until the other side has ended; tell whether anything strange was seen."""
    os.set_blocking(until, False)
    while True:
        try:
            if os.read(until, 1) == b"":
                return 0
        except BlockingIOError:
            pass
        if any(name.read_bytes() not in known for name in names):
            return 1
