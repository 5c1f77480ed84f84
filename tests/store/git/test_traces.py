"""How much of git's history holds a text."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from mes_cli.store.git.command import NoRepositoryError
from mes_cli.store.remains import Traces, authors, traces

Git = Callable[..., None]


@pytest.fixture
def git(tmp_path: Path) -> Git:
    def run(*arguments: str, name: str = "Bo") -> None:
        who = ("-c", f"user.name={name}", "-c", f"user.email={name.lower()}@example.org")
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True,  # noqa: S607
                       env={"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull,
                            "GIT_CONFIG_NOSYSTEM": "1"})  # fmt: skip

    run("init", "-q", "-b", "main")
    return run


def commit(root: Path, git: Git, message: str = "x", name: str = "Bo", **files: str | None) -> None:
    for file, text in files.items():
        path = root / f"{file}.yaml"
        if text is None:
            path.unlink()
        else:
            path.write_text(text, "utf-8")
    git("add", "-A", name=name)
    git("commit", "-qm", message, "--allow-empty", name=name)


def holds(text: str) -> bool:
    return "Zoé" in text


def found(root: Path) -> tuple[int, int]:
    seen = traces(root, holds)
    return seen.commits, seen.of


def test_commits_are_counted_from_the_first_that_holds_it_to_the_last(
    tmp_path: Path, git: Git
) -> None:
    commit(tmp_path, git, a="one")
    commit(tmp_path, git, b="Zoé")
    commit(tmp_path, git, a="another change")
    commit(tmp_path, git, c="Zoé")
    commit(tmp_path, git, b="gone")
    commit(tmp_path, git, c=None)

    assert found(tmp_path) == (4, 6)


def test_branches_and_merges_are_looked_through(tmp_path: Path, git: Git) -> None:
    commit(tmp_path, git, a="one")
    git("checkout", "-qb", "side")
    commit(tmp_path, git, b="Zoé")
    git("checkout", "-q", "main")
    commit(tmp_path, git, c="two")
    git("merge", "-q", "--no-edit", "side")
    commit(tmp_path, git, b=None)

    assert found(tmp_path) == (2, 5)


def test_names_of_files_messages_and_authors_count(tmp_path: Path, git: Git) -> None:
    commit(tmp_path, git, Zoé="x")
    commit(tmp_path, git, message="for Zoé", name="Zoé", Zoé=None)

    assert traces(tmp_path, holds) == Traces(commits=1, of=2, messages=1, authors=1, shallow=False)
    assert authors(tmp_path) == 2


def test_odd_paths_and_messages_confuse_nothing(tmp_path: Path, git: Git) -> None:
    (tmp_path / ":100644 100644 a b M").write_text("x", "utf-8")
    (tmp_path / "a\nb").write_bytes(b"Zo\xe9 \x00 Zo\xc3\xa9")
    commit(tmp_path, git, message="\x01\n:000000 100644 a b A\n\x02")

    assert found(tmp_path) == (1, 1)


def test_a_folder_without_a_history_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoRepositoryError):
        traces(tmp_path, holds)
    with pytest.raises(NoRepositoryError):
        authors(tmp_path)


def test_a_history_of_nothing_holds_nothing(tmp_path: Path, git: Git) -> None:
    assert found(tmp_path) == (0, 0)


def test_a_history_in_part_says_that_it_is(tmp_path: Path, git: Git) -> None:
    commit(tmp_path, git, a="Zoé")
    commit(tmp_path, git, a="x")
    git("clone", "-q", "--depth", "1", f"file://{tmp_path}", "part")

    assert traces(tmp_path / "part", holds) == Traces(0, 1, 0, 0, shallow=True)


def test_a_message_in_another_encoding_is_read(tmp_path: Path, git: Git) -> None:
    (tmp_path / "message").write_bytes("pour Zoé".encode("latin-1"))
    git("-c", "i18n.commitEncoding=ISO-8859-1", "commit", "-q", "--allow-empty", "-F", "message")
    git("config", "i18n.logOutputEncoding", "US-ASCII")

    assert traces(tmp_path, holds).messages == 1


def test_large_files_are_counted_and_not_looked_into(tmp_path: Path, git: Git) -> None:
    commit(tmp_path, git, a="Zoé" * (1 << 21))

    assert traces(tmp_path, holds) == Traces(0, 1, 0, 0, shallow=False, skipped=1)
