"""The journal of writings: what was written can be taken back, by whoever wrote it."""

import datetime as dt
import os
from pathlib import Path

import pytest

from mes_cli.errors import InputError
from mes_cli.store.editing import journal
from mes_cli.store.editing.changes import carry_out, take_back
from mes_cli.store.editing.journal import Change
from mes_cli.store.user_folders import forget


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "register").mkdir()
    return tmp_path / "register"


def written(root: Path, name: str, before: bytes | None, after: bytes | None) -> Change:
    """A change that was just made."""
    if after is None:
        (root / name).unlink(missing_ok=True)
    else:
        (root / name).write_bytes(after)
    return Change(name, before, after)


def test_every_file_says_again_what_it_said_byte_for_byte(root: Path) -> None:
    odd = "\ufeffa: é\r\n".encode()
    (root / "gone.yaml").write_bytes(odd)
    changes = [
        written(root, "new.yaml", None, b"b: 1\n"),
        written(root, "gone.yaml", odd, None),
    ]

    assert journal.remember(root, changes, "rename", ["a line"])
    assert take_back(root).lines == ["a line"]

    assert [it.name for it in root.iterdir()] == ["gone.yaml"]
    assert (root / "gone.yaml").read_bytes() == odd


@pytest.mark.parametrize(
    ("there", "left"),
    [
        ("", []),
        ("media/b.png", ["media", "media/b.png"]),
        ("media/deep/b.png", ["media", "media/deep", "media/deep/b.png"]),
    ],
)
def test_folders_that_it_made_go_once_they_are_empty(
    root: Path, there: str, left: list[str]
) -> None:
    (root / "kept").mkdir()
    carry_out(root, [Change("media/deep/a.png", None, b"x"), Change("kept/a", None, b"x")], "web")
    if there:
        (root / there).write_bytes(b"theirs")
    take_back(root)

    assert sorted(it.relative_to(root).as_posix() for it in root.rglob("*")) == ["kept", *left]


def test_the_last_writing_of_a_command_goes_first(root: Path) -> None:
    for command, name in (("log", "a"), ("log", "b"), ("set", "c")):
        journal.remember(root, [written(root, name, None, b"x")], command, [name])

    assert take_back(root, journal.last(root, "log")).lines == ["b"]
    assert [take_back(root).lines for _ in range(2)] == [["c"], ["a"]]
    with pytest.raises(InputError):
        take_back(root)


def test_a_file_that_changed_since_is_left_as_it_is(root: Path) -> None:
    change = written(root, "a", None, b"one")
    other = written(root, "b", None, b"one")
    journal.remember(root, [other, change], "set", ())
    (root / "a").write_bytes(b"two")

    with pytest.raises(InputError):
        take_back(root)
    assert {it.name: it.read_bytes() for it in root.iterdir()} == {"a": b"two", "b": b"one"}


def test_twenty_writings_are_kept_for_thirty_days(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(journal.MOST + 5):
        journal.remember(root, [written(root, "a", None, b"%d" % number)], "set", ())
    folder = next((root.parent / "state/mes/journal").iterdir())
    kept = sorted(folder.iterdir())
    assert len(kept) == journal.MOST

    before = dt.datetime.now(dt.UTC) - journal.LONGEST - dt.timedelta(days=1)
    kept[0].rename(folder / f"{before:%Y%m%d-%H%M%S-%f}.json")
    journal.remember(root, [written(root, "a", None, b"new")], "set", ())
    assert not any(it.name < f"{before:%Y%m%d}" for it in folder.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="other rights there")
def test_nobody_else_reads_it_and_it_can_be_forgotten(root: Path) -> None:
    journal.remember(root, [written(root, "a", b"Zoe", b"Person 1")], "set", ())
    [path] = (root.parent / "state/mes/journal").rglob("*.json")
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0

    forget(root, journal.JOURNAL)
    assert not path.exists()


def test_whoever_has_no_home_writes_all_the_same(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)

    assert not journal.remember(root, [written(root, "a", None, b"x")], "set", ())
    assert not Path("~").exists()


def test_a_damaged_journal_is_told_and_an_older_writing_is_still_there(
    root: Path, tmp_path: Path
) -> None:
    journal.remember(root, [written(root, "a", None, b"one")], "log", ["old"])
    journal.remember(root, [written(root, "b", None, b"one")], "log", ["new"])
    newest = max(tmp_path.glob("state/mes/journal/*/*.json"))
    newest.write_text("{", "utf-8")

    with pytest.raises(InputError) as stopped:
        take_back(root)
    assert "damaged" in stopped.value.message.text
    assert take_back(root).lines == ["old"]
