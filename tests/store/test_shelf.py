import os
from pathlib import Path

import pytest

from mes_cli.store import shelf as module
from mes_cli.store.shelf import Shelf


def filled(folder: Path) -> Path:
    shelf = Shelf("some", folder)
    shelf.put("a", b"one")
    shelf.save()
    assert shelf.path
    return shelf.path


def test_what_was_put_is_there_in_the_next_run(tmp_path: Path) -> None:
    path = filled(tmp_path)

    assert Shelf("some", tmp_path).get("a") == b"one"
    assert Shelf("some", tmp_path).get("b") is None
    assert Shelf("other", tmp_path).get("a") is None
    assert path.stat().st_mode & 0o777 == 0o600


def test_nothing_is_written_where_nothing_is_new(tmp_path: Path) -> None:
    path = filled(tmp_path)
    before = path.stat()
    shelf = Shelf("some", tmp_path)
    shelf.get("a")
    shelf.save()

    # To read it changes when it was last read: what a new file would change is compared.
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("start", [0, 15, 20, -1])
@pytest.mark.parametrize("more", [b"", b"\0", b"\0\0"], ids=len)
def test_a_spoilt_shelf_is_as_good_as_none(tmp_path: Path, start: int, more: bytes) -> None:
    path = filled(tmp_path)
    content = path.read_bytes()
    path.write_bytes(content[:start] + more + (content[start + 1 :] if more else b""))

    assert Shelf("some", tmp_path).get("a") is None
    filled(tmp_path)
    assert Shelf("some", tmp_path).get("a") == b"one"


def test_what_another_version_kept_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path)
    monkeypatch.setattr(module, "fingerprint", lambda: "another")

    assert Shelf("some", tmp_path).get("a") is None


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files have no owners here")
def test_what_others_may_write_is_not_taken(tmp_path: Path) -> None:
    path = filled(tmp_path)
    path.chmod(0o660)

    assert Shelf("some", tmp_path).get("a") is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    shelf = Shelf("some", tmp_path / "file")
    shelf.put("a", b"one")
    shelf.save()

    assert shelf.get("a") is None


def test_a_shelf_does_not_grow_without_end(tmp_path: Path) -> None:
    for run in range(3):
        shelf = Shelf("some", tmp_path)
        for number in range(60):
            shelf.put(f"{run}-{number}", b"x")
        shelf.save()

    last = Shelf("some", tmp_path)
    assert [last.get(f"{run}-0") for run in range(3)] == [None, None, b"x"]
