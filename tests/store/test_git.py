"""Git in a folder that somebody else prepared: it answers, and runs nothing that it is told to."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mes_cli.errors import NoGitError
from mes_cli.model.settings import Limits
from mes_cli.store import git
from mes_cli.store.since import changed

FILE = "initiatives/garden.yaml"
ME = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}

pytestmark = pytest.mark.skipif(
    os.name == "nt" or shutil.which("git") is None, reason="needs git and a shell"
)


def run(folder: Path, *words: str) -> str:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True,
                          env={"PATH": os.environ["PATH"], **ME})  # fmt: skip
    return done.stdout.strip()


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A register in a repository, with one file changed since."""
    root = tmp_path / "register"
    (root / "initiatives").mkdir(parents=True)
    (root / FILE).write_text("name: Garden\n", "utf-8")
    (root / "mes.yaml").write_text("mes: 1\nname: Seeds\nlanguage: en\nkeeper: seeds\n", "utf-8")
    run(root, "init", "-q")
    run(root, "add", "-A")
    run(root, "commit", "-qm", "all")
    (root / FILE).write_text("name: The garden\n", "utf-8")
    return root


@pytest.fixture(autouse=True)
def _afresh() -> Iterator[None]:
    yield
    git._without_filters.cache_clear()  # noqa: SLF001 - it remembers for one run
    git._deaf.clear()  # noqa: SLF001 - as above


def ask_everything(root: Path) -> list[str] | None:
    """Ask git all that mes asks."""
    commit = git.resolve(root, "HEAD")
    found = git.changed_since(root, commit) if commit else None
    git.untracked(root)
    if commit:
        git.commit_before(root, "2099-01-01")
        git.content_at(root, commit, FILE, 1000)
    return list(found) if found is not None else None


def hostile(root: Path, config: str, attributes: str = "") -> None:
    with (root / ".git/config").open("a", encoding="utf-8") as file:
        file.write(config)
    if attributes:
        (root / ".git/info").mkdir(exist_ok=True)
        (root / ".git/info/attributes").write_text(attributes, "utf-8")


#: What a repository can be told to run; ``RUN`` leaves a mark.
PREPARED = {
    "fsmonitor": ('[core]\nfsmonitor = "RUN #"\n', ""),
    "hooks": ("[core]\nhooksPath = HOOKS\n", ""),
    "clean": ('[filter "x"]\nclean = "RUN; cat"\nrequired = true\n', "* filter=x\n"),
    "process": ('[filter "X y.z"]\nprocess = "RUN"\nrequired = true\n', "* filter=X y.z\n"),
    "text": ('[diff "x"]\ntextconv = "RUN; cat"\ncommand = "RUN"\n', "* diff=x\n"),
    "difference": ('[diff]\nexternal = "RUN"\n', ""),
    "pager": ('[core]\npager = "RUN; cat"\n[pager]\ndiff = true\nshow = true\n', ""),
    "monitor of all": ('[core]\nfsmonitor = "RUN #"\nuntrackedCache = true\n', ""),
}


@pytest.mark.parametrize("name", PREPARED)
def test_nothing_is_run_that_a_repository_names(name: str, kept: Path, tmp_path: Path) -> None:
    config, attributes = PREPARED[name]
    mark, hooks = tmp_path / "mark", tmp_path / "hooks"
    hooks.mkdir()
    for hook in ("post-index-change", "pre-auto-gc", "fsmonitor-watchman"):
        (hooks / hook).write_text(f"#!/bin/sh\ntouch '{mark}'\n", "utf-8")
        (hooks / hook).chmod(0o755)
    hostile(kept, config.replace("RUN", f"touch '{mark}'").replace("HOOKS", str(hooks)), attributes)

    found = ask_everything(kept)

    assert found == [FILE]
    assert not mark.exists()


def test_a_filter_that_cannot_be_turned_off_silences_git(kept: Path, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    hostile(kept, f'[filter "a=b"]\nclean = "touch {mark}; cat"\n', "* filter=a=b\n")

    assert ask_everything(kept) is None
    assert not mark.exists()


@pytest.mark.parametrize(
    ("url", "protocol"), [("ext::sh -c touch% MARK", "ext"), ("FOLDER", "file")]
)
def test_nothing_is_fetched(url: str, protocol: str, kept: Path, tmp_path: Path) -> None:
    mark, commit = tmp_path / "mark", run(kept, "rev-parse", "HEAD")
    blob = run(kept, "rev-parse", f"HEAD:{FILE}")
    (kept / ".git/objects" / blob[:2] / blob[2:]).unlink()
    address = url.replace("MARK", str(mark)).replace("FOLDER", str(kept))
    hostile(
        kept,
        f'[core]\nrepositoryformatversion = 1\n[extensions]\npartialClone = o\n[remote "o"]\n'
        f'url = {address}\npromisor = true\nuploadpack = "touch {mark};"\n'
        f'[protocol "{protocol}"]\nallow = always\n',
    )

    assert git.content_at(kept, commit, FILE, 1000) is None
    assert not mark.exists()


def test_a_repository_among_the_records_is_not_taken_for_one(kept: Path, tmp_path: Path) -> None:
    inside, mark = kept / "initiatives", tmp_path / "mark"
    for name in ("objects", "refs"):
        (inside / name).mkdir()
    (inside / "HEAD").write_text("ref: refs/heads/main\n", "utf-8")
    (inside / "config").write_text(
        "[core]\nrepositoryformatversion = 0\nbare = false\n"
        f'worktree = {inside}\nfsmonitor = "touch {mark} #"\n', "utf-8",
    )  # fmt: skip

    assert ask_everything(inside) is None
    assert ask_everything(kept) == [FILE]
    assert not mark.exists()
    run(inside, "status")
    assert mark.exists(), "the trap itself is harmless"


def test_a_submodule_is_not_looked_into(kept: Path, tmp_path: Path) -> None:
    other, mark = kept / "docs", tmp_path / "mark"
    other.mkdir()
    (other / "a.txt").write_text("a", "utf-8")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "x")):
        run(other, *words)
    run(kept, "add", "docs")
    run(kept, "commit", "-qm", "docs", "docs")
    (other / "a.txt").write_text("b", "utf-8")
    hostile(other, f'[core]\nfsmonitor = "touch {mark} #"\n')

    assert ask_everything(kept) == [FILE]
    assert not mark.exists()


@pytest.mark.parametrize("revision", ["--output=stolen", "-p", "HEAD --output=stolen", ""])
def test_a_revision_is_never_an_option(revision: str, kept: Path) -> None:
    assert git.resolve(kept, revision) is None
    assert not (kept / "stolen").exists()


def test_surroundings_do_not_choose_another_repository(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", f"touch {tmp_path / 'mark'}")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", f"touch {tmp_path / 'mark'}")

    assert ask_everything(kept) == [FILE]
    assert not (tmp_path / "mark").exists()


def test_what_was_larger_than_a_record_may_be_is_not_read(kept: Path) -> None:
    commit = run(kept, "rev-parse", "HEAD")

    assert git.content_at(kept, commit, FILE, 13) == "name: Garden\n"
    assert git.content_at(kept, commit, FILE, 12) is None


def test_a_record_that_got_another_name_counts_as_two(kept: Path) -> None:
    commit = run(kept, "rev-parse", "HEAD")
    (kept / FILE).write_text("name: Garden\n", "utf-8")
    run(kept, "mv", FILE, "initiatives/mill.yaml")

    assert git.changed_since(kept, commit) == [FILE, "initiatives/mill.yaml"]


def stand_in(folder: Path, text: str) -> None:
    """Put a program called git into a folder."""
    folder.mkdir(exist_ok=True)
    (folder / "git").write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    (folder / "git").chmod(0o755)


def test_git_is_never_taken_from_the_register(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(kept, f"touch '{tmp_path / 'mark'}'")
    stand_in(kept / "bin", f"touch '{tmp_path / 'mark'}'")
    monkeypatch.chdir(kept)
    for path in (".", str(kept), str(kept / "bin")):
        monkeypatch.setenv("PATH", path)
        assert git.program(kept) is None

    assert ask_everything(kept) is None
    assert not (tmp_path / "mark").exists()


def test_where_git_is_missing_it_is_said_so(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(kept / "nowhere"))

    assert git.untracked(kept) == []
    with pytest.raises(NoGitError):
        changed(kept, "HEAD", Limits())


def sleeping(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    # What has ended and nobody asked after is gone as well.
    state = Path(f"/proc/{process}/stat")
    return not (state.exists() and state.read_text("utf-8").rpartition(")")[2].split()[0] == "Z")


def gone(process: int) -> bool:
    end = time.monotonic() + 10
    while sleeping(process) and time.monotonic() < end:
        time.sleep(0.02)
    return not sleeping(process)


def waiting_git(folder: Path, pid: Path) -> None:
    """A git that starts another program, which outlives it unless both are ended."""
    stand_in(folder, f"sleep 300 &\necho $! > '{pid}.new'\nmv '{pid}.new' '{pid}'\nwait")


def test_git_that_takes_too_long_is_asked_once(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting_git(tmp_path / "bin", tmp_path / "pid")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(git, "_PATIENCE", 1.0)

    began = time.monotonic()
    assert ask_everything(kept) is None

    assert time.monotonic() - began < 10
    assert gone(int((tmp_path / "pid").read_text("utf-8")))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_ended_ends_git_as_well(
    number: signal.Signals, kept: Path, tmp_path: Path, wait: Callable[[Path], None]
) -> None:
    waiting_git(tmp_path / "bin", tmp_path / "pid")
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    with subprocess.Popen(
        [sys.executable, "-m", "mes_cli", "-C", kept, "check", "--since", "HEAD"],
        env={"PATH": path, "HOME": str(tmp_path)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads
    ) as run_of_mes:  # fmt: skip
        wait(tmp_path / "pid")
        run_of_mes.send_signal(number)
        out, err = run_of_mes.communicate(timeout=60)

    assert (run_of_mes.returncode, out, err) == (128 + number, b"", b"")
    assert gone(int((tmp_path / "pid").read_text("utf-8")))
