import errno
import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mes_cli.errors import DiskError
from mes_cli.finding import say
from mes_cli.store import user_folders
from mes_cli.store.editing.atomic import write, write_all


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    write(tmp_path / "a/b/c.txt", "café\n")

    assert (tmp_path / "a/b/c.txt").read_bytes() == "café\n".encode()
    assert names(tmp_path / "a/b") == ["c.txt"]


def test_the_permissions_of_an_old_file_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old", "utf-8")
    path.chmod(0o640)

    write(path, b"new")

    assert path.read_text("utf-8") == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_is_never_written_through(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old", "utf-8")
    (tmp_path / "link.txt").symlink_to("real.txt")

    with pytest.raises(DiskError):
        write(tmp_path / "link.txt", "new")

    assert (tmp_path / "real.txt").read_text("utf-8") == "old"


def test_nothing_is_written_outside(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (inside / "linked").symlink_to(outside)

    for path in (inside / "linked/a.txt", inside / "linked/b/c.txt", outside / "a.txt"):
        with pytest.raises(DiskError):
            write(path, "x", inside=inside)
    write(inside / "deep/er/a.txt", "x", inside=inside)

    assert names(outside) == []


def test_nothing_is_left_where_the_last_step_fails(tmp_path: Path) -> None:
    """A folder stands where the file should go: the old cannot be replaced."""
    (tmp_path / "a.txt").mkdir()
    (tmp_path / "a.txt/kept").touch()

    with pytest.raises(DiskError) as caught:
        write(tmp_path / "a.txt", "x")

    assert "a.txt" in str(caught.value.message.values["path"])
    assert names(tmp_path) == ["a.txt"]


def leftovers(folder: Path) -> tuple[Path, Path]:
    old, young = folder / f".mes-{'0' * 16}.tmp", folder / f".mes-{'1' * 16}.tmp"
    old.touch()
    young.touch()
    os.utime(old, (time.time() - 7200,) * 2)
    return old, young


def test_what_a_killed_run_left_is_taken_away_by_the_next(tmp_path: Path) -> None:
    leftovers(tmp_path)
    (tmp_path / ".mes-notes.tmp").touch()

    write(tmp_path / "a.txt", "x")

    assert names(tmp_path) == [".mes-notes.tmp", "a.txt"]


def test_what_a_run_beside_may_be_writing_is_left_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, young = leftovers(tmp_path)
    monkeypatch.setattr(user_folders, "_PATIENCE", 0.1)
    code = "import sys, pathlib; from mes_cli.store.user_folders import folder_lock\n"
    code += "with folder_lock(pathlib.Path(sys.argv[1])): print(flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code, tmp_path], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as other:  # fmt: skip
        assert other.stdout is not None
        other.stdout.readline()
        write(tmp_path / "a.txt", "x")
        other.communicate(b"")

    assert names(tmp_path) == [young.name, "a.txt"]


def test_without_a_home_only_what_is_old_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, young = leftovers(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", "/proc/nowhere")

    write(tmp_path / "a.txt", "x")

    assert names(tmp_path) == [young.name, "a.txt"]


def test_a_folder_that_vanished_is_not_made_anew(tmp_path: Path) -> None:
    gone = tmp_path / "register"

    with pytest.raises(DiskError) as caught:
        write(gone / "reports/a.txt", "x", inside=gone)

    assert caught.value.message.values["reason"] == say("it does not exist, or not any more")
    assert names(tmp_path) == []


def test_only_ordinary_files_are_written_over(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")

    for path in (tmp_path / "folder", tmp_path / "pipe", tmp_path, Path("/"), Path()):
        with pytest.raises(DiskError):
            write(path, "x")

    assert names(tmp_path) == ["folder", "pipe"]
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_a_file_that_may_not_be_written_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old", "utf-8")
    path.chmod(0o444)
    real = os.open

    def open_(name: Path, flags: int, *more: int) -> int:
        if name == path:  # who is root may write everything
            raise PermissionError(errno.EACCES, "")
        return real(name, flags, *more)

    monkeypatch.setattr(os, "open", open_)
    with pytest.raises(DiskError) as caught:
        write(path, "new")
    monkeypatch.undo()

    assert caught.value.message.values["reason"] == say("you are not allowed to")
    assert path.read_text("utf-8") == "old"


def test_a_new_file_is_for_those_whom_the_user_lets_read_it(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write(tmp_path / "a.txt", "x")
        write(tmp_path / "b.txt", "x", mode=0o600)
    finally:
        os.umask(before)

    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("a.txt", "b.txt")]
    assert modes == [0o640, 0o600]


def test_of_several_files_none_is_written_where_one_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "b.txt").mkdir()
    (tmp_path / "a.txt").write_text("old", "utf-8")
    files = [(tmp_path / name, "new") for name in ("a.txt", "made/c.txt", "b.txt")]

    with pytest.raises(DiskError):
        write_all(files)

    assert (tmp_path / "a.txt").read_text("utf-8") == "old"
    assert names(tmp_path) == ["a.txt", "b.txt"]


def test_what_cannot_be_made_changes_nothing(tmp_path: Path) -> None:
    def made() -> Iterator[tuple[Path, str]]:
        yield tmp_path / "a.txt", "x"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_all(made())

    assert names(tmp_path) == []
