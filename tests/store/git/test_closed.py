"""Closed years, with a repository of their own."""

from pathlib import Path

import pytest

from mes_cli.checks.years import closed_year_changed
from mes_cli.store.git.closed import with_closed_years
from mes_cli.store.git.command import Repository
from mes_cli.store.reading.load import load
from tests.store.git.histories import change, commit, git


@pytest.fixture
def kept(folder: Path) -> Path:
    """The folder of the test, in a repository since March 2025."""
    git(folder, "init", "-q")
    commit(folder, "2025-03-01")
    return folder


def changed(folder: Path) -> list[str]:
    return [f.at.file for f in closed_year_changed(with_closed_years(load(folder)).register)]


def test_only_what_is_dated_in_a_closed_year_is_closed(kept: Path) -> None:
    """
    -- years/2024.yaml --
    year: 2024
    closed: 2025-06-30

    -- contributions/old.yaml --
    kind: goods
    date: 2024-03-01
    hours: 1h

    -- contributions/new.yaml --
    kind: goods
    date: 2025-03-01
    hours: 1h

    -- accompaniments/course.yaml --
    initiatives: [garden]
    form: individual
    started: 2024-01-01
    entry: {channel: direct}
    sessions:
      - {date: 2024-02-01, hours: 2h}
    """
    assert changed(kept) == []

    change(kept, "contributions/new.yaml", "1h", "9h")
    change(kept, "accompaniments/course.yaml", "2h}\n", "2h}\n  - {date: 2025-01-01, hours: 1h}\n")
    assert changed(kept) == []

    change(kept, "accompaniments/course.yaml", "2024-02-01, hours: 2h", "2024-02-01, hours: 3h")
    change(kept, "contributions/old.yaml", "1h", "60min")
    assert changed(kept) == ["accompaniments/course.yaml"]

    change(kept, "contributions/old.yaml", "60min", "2h")
    commit(kept, "2025-09-01")
    assert changed(kept) == ["accompaniments/course.yaml", "contributions/old.yaml"]


def test_what_was_changed_before_the_closing_is_no_change(kept: Path) -> None:
    """
    -- years/2024.yaml --
    year: 2024
    closed: 2025-06-30

    -- contributions/old.yaml --
    kind: goods
    date: 2024-03-01
    hours: 1h
    """
    change(kept, "contributions/old.yaml", "1h", "2h")
    commit(kept, "2025-06-30")

    assert changed(kept) == []


def test_a_register_below_the_root_of_its_repository_is_remembered_too(tmp_path: Path) -> None:
    root = tmp_path / "deep/register"
    for file, text in {
        "mes.yaml": "mes: 1\nname: Seeds\nlanguage: en\nkeeper: seeds\n",
        "years/2024.yaml": "year: 2024\nclosed: 2025-06-30\n",
        "contributions/old.yaml": "kind: goods\ndate: 2024-03-01\nhours: 1h\n",
    }.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, "utf-8")
    git(tmp_path, "init", "-q")
    commit(tmp_path, "2025-03-01")
    change(root, "contributions/old.yaml", "1h", "2h")

    assert changed(root) == ["contributions/old.yaml"]


def test_without_a_repository_nothing_is_remembered(folder: Path) -> None:
    """
    -- years/2024.yaml --
    year: 2024
    closed: 2025-06-30
    """
    reading = with_closed_years(load(folder))

    assert reading.register.closed == {}
    assert [(f.code, f.at.file) for f in reading.findings] == [
        ("history-not-read", "years/2024.yaml")
    ]


@pytest.mark.parametrize("spoil", ["objects", "settings"])
def test_a_history_that_cannot_be_read_is_said_to_be(spoil: str, kept: Path) -> None:
    """
    -- years/2024.yaml --
    year: 2024
    closed: 2025-06-30
    """
    if spoil == "objects":
        for path in (kept / ".git/objects").glob("??/*"):
            path.chmod(0o644)
            path.write_bytes(b"no object")
    else:
        with (kept / ".git/config").open("a") as file:
            file.write("[a]\n" + "b = c\n" * 400_000)

    findings = with_closed_years(load(kept)).findings
    assert [f.code for f in findings] == ["history-not-read"]


@pytest.mark.parametrize("how", ["refs/replace", "info/grafts"])
def test_a_history_is_read_as_it_was_kept(how: str, kept: Path) -> None:
    """
    -- years/2024.yaml --
    year: 2024
    closed: 2025-06-30

    -- contributions/old.yaml --
    kind: goods
    date: 2024-03-01
    hours: 1h
    """
    change(kept, "contributions/old.yaml", "1h", "2h")
    commit(kept, "2025-09-02")
    newest, first = (git(kept, "rev-parse", it).strip() for it in ("HEAD", "HEAD~1"))
    place = kept / ".git" / how / first if how == "refs/replace" else kept / ".git" / how
    place.parent.mkdir(exist_ok=True, parents=True)
    place.write_text(f"{newest}\n" if how == "refs/replace" else f"{newest}\n{first} {newest}\n")

    assert changed(kept) == ["contributions/old.yaml"]


def test_a_clone_of_the_newest_commit_says_that_it_knows_no_closing(
    kept: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """
    -- years/2024.yaml --
    year: 2024
    closed: 2025-06-30
    """
    change(kept, "years/2024.yaml", "06-30", "06-29")
    commit(kept, "2025-09-02")
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "-q", "--depth", "1", f"file://{kept}", ".")

    findings = with_closed_years(load(clone)).findings
    assert [f.code for f in findings] == ["history-not-read"]


def test_git_is_called_as_often_for_many_files_as_for_one(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    -- years/2024.yaml --
    year: 2024
    closed: 2025-06-30
    """
    calls: list[str] = []
    started = Repository._started  # noqa: SLF001 - each call goes through it

    def counted(self: Repository, arguments: list[str], *rest: object) -> object:
        calls.append(arguments[0])
        return started(self, arguments, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Repository, "_started", counted)
    (kept / "contributions").mkdir()
    for number in range(30):
        text = "kind: goods\ndate: 2024-03-01\nhours: 1h\n"
        (kept / f"contributions/c{number}.yaml").write_text(text, "utf-8")
    commit(kept, "2025-05-01")
    for number in range(30):
        change(kept, f"contributions/c{number}.yaml", "1h", "2h")

    assert len(changed(kept)) == 30
    commands = ["config", "rev-parse", "rev-parse", "rev-list", "ls-tree", "cat-file", "cat-file"]
    assert calls == commands


def test_a_repository_that_runs_a_program_is_not_obeyed(kept: Path) -> None:
    """
    -- years/2024.yaml --
    year: 2024
    closed: 2025-06-30

    -- contributions/old.yaml --
    kind: goods
    date: 2024-03-01
    hours: 1h
    """
    trap = kept / "trap.sh"
    trap.write_text("#!/bin/sh\ntouch run\n", "utf-8")
    trap.chmod(0o755)
    git(kept, "config", "core.fsmonitor", str(trap))
    git(kept, "config", "diff.external", str(trap))
    change(kept, "contributions/old.yaml", "1h", "2h")

    assert changed(kept) == ["contributions/old.yaml"]
    assert not (kept / "run").exists()
