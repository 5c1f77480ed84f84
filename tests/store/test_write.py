import os
import stat
import time
from pathlib import Path

import pytest

from mes_cli.errors import DiskError
from mes_cli.store.write import write


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


def test_what_a_killed_run_left_is_swept_once_it_is_old(tmp_path: Path) -> None:
    old, young = tmp_path / ".mes-old.tmp", tmp_path / ".mes-young.tmp"
    old.touch()
    young.touch()
    os.utime(old, (time.time() - 7200,) * 2)

    write(tmp_path / "a.txt", "x")

    assert names(tmp_path) == [".mes-young.tmp", "a.txt"]
