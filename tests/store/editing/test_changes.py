"""Changes of several files: all or none, also where a run is killed; and taking them back."""

import json
from pathlib import Path

import pytest

from mes_cli.errors import DiskError, InputError
from mes_cli.finding import say
from mes_cli.store.editing import journal
from mes_cli.store.editing.atomic import write
from mes_cli.store.editing.changes import carry_out, finish, take_back
from mes_cli.store.editing.edited_file import FileChangedError
from mes_cli.store.editing.journal import Change, digest
from mes_cli.store.reading.folders import CHANGE_NOTE
from mes_cli.store.user_folders import forget

TEMPORARY = f".mes-{'0' * 16}.tmp"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "register"
    for name in ("a", "b"):
        write(folder / f"x/{name}.yaml", name)
    return folder


def found(root: Path) -> dict[str, str]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in sorted(files)}


def note(root: Path, *steps: tuple[str, str, str]) -> None:
    (root / CHANGE_NOTE).write_text(json.dumps(steps), "utf-8")


RENAMED = [Change("x/c.yaml", None, b"c"), Change("x/b.yaml", b"b", b"B"),
           Change("x/a.yaml", b"a", None)]  # fmt: skip


def test_several_files_change_and_nothing_else_is_left(root: Path) -> None:
    assert carry_out(root, RENAMED).files == ["x/c.yaml", "x/b.yaml", "x/a.yaml"]
    assert found(root) == {"x/b.yaml": "B", "x/c.yaml": "c"}


def test_a_change_that_was_decided_is_finished(root: Path) -> None:
    (root / "x" / TEMPORARY).write_text("B", "utf-8")
    note(root, ("x/b.yaml", f"x/{TEMPORARY}", digest(b"b")), ("x/a.yaml", "", digest(b"a")))

    assert finish(root) == ["x/b.yaml", "x/a.yaml"]
    assert found(root) == {"x/b.yaml": "B"}
    assert finish(root) == []


def test_what_was_changed_since_is_not_written_over(root: Path) -> None:
    (root / "x" / TEMPORARY).write_text("B", "utf-8")
    note(root, ("x/b.yaml", f"x/{TEMPORARY}", digest(b"o")), ("x/a.yaml", "", digest(b"o")))

    finish(root)

    assert found(root) == {"x/a.yaml": "a", "x/b.yaml": "b"}


@pytest.mark.parametrize(
    "steps",
    [
        "", "{", "[]", "{}", "[1]", '[["a"]]', '[["x/a.yaml", "", 1]]', "[" * 100_000,
        '[["../out.yaml", "", ""]]', '[["/out.yaml", "", ""]]', '[[".git/config", "", ""]]',
        '[["x/a.yaml", "x/b.yaml", ""]]', f'[["x/a.yaml", "{TEMPORARY}", ""]]',
        '[["x\\\\a.yaml", "", ""]]', '[["", "", ""]]',
    ],
)  # fmt: skip
def test_a_note_that_mes_did_not_write_is_refused(steps: str, root: Path) -> None:
    (root / CHANGE_NOTE).write_text(steps, "utf-8")
    (root.parent / "out.yaml").write_text("out", "utf-8")
    before = found(root.parent)

    with pytest.raises(DiskError):
        finish(root)
    with pytest.raises(DiskError):
        carry_out(root, RENAMED)

    assert found(root.parent) == before


def test_a_note_does_not_lead_through_links(root: Path) -> None:
    out = root.parent / "out"
    out.mkdir()
    (out / TEMPORARY).write_text("new", "utf-8")
    (out / "a.yaml").write_text("old", "utf-8")
    (root / "y").symlink_to(out)
    note(root, ("y/a.yaml", f"y/{TEMPORARY}", digest(b"old")))

    with pytest.raises(DiskError):
        finish(root)

    assert (out / "a.yaml").read_text("utf-8") == "old"


def test_files_that_others_changed_are_left(root: Path) -> None:
    with pytest.raises(FileChangedError):
        carry_out(root, [Change("x/a.yaml", b"other", b"A"), Change("x/b.yaml", b"b", b"B")], "x")

    assert found(root) == {"x/a.yaml": "a", "x/b.yaml": "b"}
    assert nothing_to_take_back(root)


def nothing_to_take_back(root: Path) -> bool:
    with pytest.raises(InputError) as caught:
        take_back(root)
    return caught.value.message == say("there is nothing to take back")


def test_writings_are_taken_back_the_newest_first(root: Path) -> None:
    before = found(root)
    assert carry_out(root, RENAMED, "rename", ["a → c"]).noted
    carry_out(root, [Change("x/c.yaml", b"c", b"\xff")], "set")

    assert take_back(root).command == "set"
    assert take_back(root).lines == ["a → c"]

    assert found(root) == before
    assert nothing_to_take_back(root)


def test_what_was_changed_since_is_not_taken_back(root: Path) -> None:
    carry_out(root, RENAMED, "rename")
    (root / "x/b.yaml").write_text("mine", "utf-8")
    before = found(root)

    with pytest.raises(InputError):
        take_back(root)

    assert found(root) == before


def test_a_writing_without_a_command_is_not_kept(root: Path) -> None:
    assert not carry_out(root, RENAMED).noted
    assert nothing_to_take_back(root)


def test_a_writing_that_was_never_made_is_not_taken_back(root: Path) -> None:
    journal.remember(root, RENAMED, "killed at once", ())

    assert nothing_to_take_back(root)


def test_a_change_that_was_killed_and_finished_can_be_taken_back(root: Path) -> None:
    before = found(root)
    journal.remember(root, RENAMED[1:], "killed halfway", ())
    (root / "x" / TEMPORARY).write_text("B", "utf-8")
    note(root, ("x/b.yaml", f"x/{TEMPORARY}", digest(b"b")), ("x/a.yaml", "", digest(b"a")))

    assert finish(root)
    assert take_back(root).command == "killed halfway"
    assert found(root) == before


def test_a_damaged_writing_is_told_once(root: Path) -> None:
    carry_out(root, RENAMED[:1], "first")
    carry_out(root, RENAMED[1:2], "second")
    journal.last(root).path.write_text("{", "utf-8")

    with pytest.raises(InputError):
        take_back(root)
    assert take_back(root).command == "first"


def test_without_a_home_nothing_is_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/proc/nowhere")

    written = carry_out(root, RENAMED, "rename")

    assert (len(written.files), written.noted) == (3, False)
    assert nothing_to_take_back(root)
    forget(root, journal.JOURNAL)
