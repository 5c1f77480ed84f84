"""Keeping a version: one commit of the register's own files, and no program of the repository."""

from pathlib import Path

import pytest

from mes_cli.errors import GitError
from mes_cli.finding import Place
from mes_cli.store.editing.edits import Edits
from mes_cli.store.git.keep import Committer, Version, commit_of
from mes_cli.store.reading.load import load
from tests.conftest import write_folder
from tests.store.git.histories import change, commit, git

REGISTER = """
-- mes.yaml --
mes: 1
name: Seed network
language: en
keeper: seeds
-- structures/seeds.yaml --
name: Seeds
roles: [member]
-- structures/old.yaml --
name: Old
roles: [partner]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "register"
    write_folder(root, REGISTER)
    git(root, "init", "-q", "-b", "main")
    return root


def keep(root: Path, message: str = "x") -> str:
    return Version.of(load(root)).keep(message, Committer("Léa <b\n>", "lea@example.org"))


def test_what_changed_is_kept_and_nothing_else(root: Path) -> None:
    first = commit(root, "2025-03-01")
    change(root, "structures/seeds.yaml", "Seeds", "Seeds of all")
    (root / "structures/old.yaml").unlink()
    (root / "structures/né “\\x.yaml").write_text("name: n\nroles: [partner]\n", "utf-8")
    (root / ".gitignore").write_text("structures/secret.yaml\n", "utf-8")
    (root / "structures/secret.yaml").write_text("name: CANARY\nroles: [partner]\n", "utf-8")
    (root / "exports").mkdir()
    (root / "exports/all.csv").write_text("CANARY\n", "utf-8")
    (root / "exports/staged.csv").write_text("CANARY\n", "utf-8")
    git(root, "add", "exports/staged.csv")

    name = keep(root, "Names\nof all\n")

    assert git(root, "rev-parse", "HEAD", "HEAD~1").split() == [name, first]
    assert git(root, "log", "-1", "--format=%an|%ae|%cn|%B") == (
        "Léa b|lea@example.org|Léa b|Names\nof all"
    )
    held = git(root, "-c", "core.quotePath=off", "ls-tree", "-r", "--name-only", "HEAD")
    assert held.split("\n") == [
        ".gitignore", "mes.yaml", '"structures/né “\\\\x.yaml"', "structures/seeds.yaml",
    ]  # fmt: skip
    assert "Seeds of all" in git(root, "show", "HEAD:structures/seeds.yaml")
    left = ["A  exports/staged.csv", "?? exports/all.csv"]
    assert git(root, "status", "--short").split("\n") == left
    assert not Version.of(load(root)).changed()


def test_the_first_version_of_all(root: Path) -> None:
    version = Version.of(load(root))
    assert version.last is None

    assert git(root, "rev-list", keep(root)) == git(root, "rev-parse", "main")


def test_a_register_in_a_folder_of_its_repository(tmp_path: Path, root: Path) -> None:
    git(root, "mv", "-k", "mes.yaml", ".")
    below = root / "below"
    write_folder(below, REGISTER)
    commit(root, "2025-03-01")
    change(below, "structures/seeds.yaml", "Seeds", "Seeds below")
    change(root, "structures/seeds.yaml", "Seeds", "Seeds above")

    keep(below)

    assert git(root, "show", "--name-only", "--format=") == "below/structures/seeds.yaml"
    assert git(root, "status", "--short") == "M structures/seeds.yaml"


def test_no_program_of_the_repository_runs(root: Path) -> None:
    commit(root, "2025-03-01")
    mark = root.parent / "ran"
    hooks = root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("pre-commit", "post-commit", "reference-transaction", "commit-msg"):
        (hooks / name).write_text(f"#!/bin/sh\necho {name} >>{mark}\n", "utf-8")
        (hooks / name).chmod(0o755)
    (root / ".gitattributes").write_text("* filter=evil\n", "utf-8")
    git(root, "config", "filter.evil.clean", f"touch {mark}; cat")
    git(root, "config", "core.fsmonitor", f"touch {mark}")
    git(root, "config", "commit.gpgSign", "true")
    git(root, "config", "gpg.program", f"touch {mark}")
    change(root, "structures/seeds.yaml", "Seeds", "Seeds of all")

    keep(root)

    assert not mark.exists()


def test_a_half_merge_and_a_loose_head_are_refused(root: Path) -> None:
    first = commit(root, "2025-03-01")
    git(root, "checkout", "-q", "--detach")
    with pytest.raises(GitError) as refused:
        Version.of(load(root))
    assert "no branch" in refused.value.reason.text

    git(root, "checkout", "-q", "main")
    (root / ".git/MERGE_HEAD").write_text(f"{first}\n", "ascii")
    with pytest.raises(GitError) as refused:
        Version.of(load(root))
    assert "brought together" in refused.value.reason.text


def test_a_version_that_somebody_else_kept_meanwhile_is_not_lost(root: Path) -> None:
    commit(root, "2025-03-01")
    change(root, "structures/seeds.yaml", "Seeds", "Seeds of all")
    version = Version.of(load(root))
    theirs = commit(root, "2025-03-02")
    change(root, "structures/seeds.yaml", "Seeds of all", "Seeds of mine")

    with pytest.raises(GitError):
        version.keep("mine", Committer("a"))
    assert git(root, "rev-parse", "main") == theirs


def test_comparing_with_a_version_runs_nothing_of_a_repository_inside(
    root: Path, tmp_path: Path
) -> None:
    mark, inside = tmp_path / "mark", root / "docs/inside"
    inside.mkdir(parents=True)
    (inside / ".gitattributes").write_text("* filter=x\n", "utf-8")
    (inside / "a.txt").write_text("a", "utf-8")
    git(inside, "init", "-q")
    commit(inside, "2025-03-01")
    git(inside, "config", "filter.x.clean", f"touch '{mark}'; cat")
    name = commit(root, "2025-03-01")
    mark.unlink(missing_ok=True)
    (inside / "a.txt").write_text("b", "utf-8")

    assert commit_of(load(root)) == (name, False)
    change(root, "structures/seeds.yaml", "Seeds", "Seeds of all")
    assert commit_of(load(root)) == (name, True)
    assert not mark.exists()
    git(root, "status")
    assert mark.exists(), "the trap itself is harmless"


def test_a_picture_that_went_with_its_record_goes_from_the_next_version(root: Path) -> None:
    name = "media/image-0123456789abcdef.jpg"
    (root / "media").mkdir()
    for it in (name, "media/by-hand.jpg"):
        (root / it).write_bytes(b"\xff\xd8\xff")
    text = f"kind: photo\ndate: 2025-03-01\ntitle: The door\nmedia: {name}\n"
    write_folder(root, f"-- evidence/door.yaml --\n{text}")
    keep(root)
    assert name in git(root, "ls-tree", "-r", "--name-only", "HEAD").split("\n")
    assert "media/by-hand.jpg" not in git(root, "ls-tree", "-r", "--name-only", "HEAD")

    edits = Edits(load(root))
    edits.remove(Place("evidence/door.yaml"))
    assert edits.write("remove").files == ["evidence/door.yaml", name]
    keep(root)
    assert name not in git(root, "ls-tree", "-r", "--name-only", "HEAD")
    assert (root / "media/by-hand.jpg").exists()
