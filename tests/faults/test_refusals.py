"""A system that refuses: one clear line, the right code, and nothing lost."""

import errno
import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES
from tests.faults.conftest import (
    Scene,
    Start,
    at_every_step,
    chance,
    failing,
    files,
    leftovers,
    many,
)
from tests.faults.scenes import SCENES

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")

SAID = {
    errno.ENOSPC: "the disk is full",
    errno.EIO: "the disk does not answer as it should",
    errno.EACCES: "you are not allowed to",
    errno.EINTR: "the system broke it off",
}


def tell(run_err: str, words: str) -> None:
    """See that trouble is said in one line, with its cure, and in our own words."""
    first, *more = run_err.splitlines()
    assert first.startswith("error: `")
    assert first.endswith(f"cannot be used: {words}")
    assert [line.startswith("  = help: ") for line in more] == [True]
    assert "a library's words" not in run_err


@pytest.mark.parametrize("scene", SCENES, indirect=True)
def test_whatever_write_fails_nothing_is_damaged(scene: Scene) -> None:
    steps = [(step, code) for step in range(1, scene.steps + 1) for code in SAID]
    for step, code in chance().sample(steps, min(len(steps), many(4))):
        scene.restore()
        run = scene.start(
            *scene.arguments,
            before=lambda at=step, code=code: at_every_step(failing(at, code), scene.folder),
        )

        run.end()
        found = files(scene.folder)
        if run.code == 0:
            # A folder that cannot be made is there already.
            assert found == scene.new
            continue
        assert run.code == 2, run.err
        tell(run.err, SAID[code])
        scene.check()
        assert leftovers(found) == []
        if scene.together:
            assert found == scene.old
        scene.repair()


@pytest.mark.parametrize("scene", SCENES, indirect=True)
def test_files_that_may_not_become_larger_are_left_as_they_were(scene: Scene) -> None:
    scene.restore()

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8, 8))
        os.dup2(os.open("/dev/null", os.O_WRONLY), 1)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    run = scene.start(*scene.arguments, before=limit)

    assert run.end() == 2
    assert run.err.startswith("error: `")
    assert files(scene.folder) == scene.old


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with little room, where one may be made."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk],  # noqa: S607
                          check=False, capture_output=True)  # fmt: skip
    if made.returncode:
        pytest.skip("no disk can be made here")
    yield disk
    subprocess.run(["umount", disk], check=True)  # noqa: S607


def fill(disk: Path) -> None:
    try:
        with (disk / "filler").open("wb", buffering=0) as file:
            while file.write(b"x" * 4096):
                pass
    except OSError:
        return


def test_a_full_disk_changes_nothing(small_disk: Path, start: Start) -> None:
    root = shutil.copytree(EXAMPLES / "seed-library", small_disk / "register")
    before = files(root)
    fill(small_disk)

    for arguments in (("report", "--all"), ("set", "bean-keepers", "summary=x"), ("fmt",),
                      ("export", "csv"), ("schema", "--write"),
                      ("log", "2h", "beans-2024", "beans")):  # fmt: skip
        run = start("-C", root, *arguments)
        if arguments != ("fmt",):  # all is laid out already
            assert run.end() == 2, arguments
            tell(run.err, "the disk is full")
        assert files(root) == before
    assert start("-C", root, "check").end() == 0


def test_a_disk_that_may_only_be_read_is_read(small_disk: Path, start: Start) -> None:
    root = shutil.copytree(EXAMPLES / "seed-library", small_disk / "register")
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)  # noqa: S607
    before = files(root)

    assert start("-C", root, "check").end() == 0
    assert start("-C", root, "report", "--output", "-").end() == 0
    for arguments in (("report",), ("report", "--all"), ("set", "bean-keepers", "summary=x"),
                      ("init", small_disk / "new"), ("export", "csv")):  # fmt: skip
        run = start("-C", root, *arguments)
        assert run.end() == 2
        tell(run.err, "this disk may only be read")
    assert files(root) == before
