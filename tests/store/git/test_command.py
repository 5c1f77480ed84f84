"""Git in a folder that somebody else prepared: it answers, and runs nothing that it is told to."""

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from mes_cli.errors import GitError, NoGitError, UnknownRevisionError
from mes_cli.model.settings import Limits
from mes_cli.store.git import command
from mes_cli.store.git.command import Repository
from mes_cli.store.git.commit import day_of, files_at, last_commits, read, resolve
from mes_cli.store.git.since import changed
from mes_cli.store.remains import authors, traces

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
    command._slow.clear()  # noqa: SLF001 - it is remembered for a minute


def ask_everything(root: Path) -> list[str] | None:
    """Ask git all that mes asks; None where it does not answer."""
    try:
        repository = Repository.open(root)
        commit = resolve(repository, "HEAD")
        found = changed(root, commit, Limits())
        last_commits(repository, [dt.date(2099, 1, 1)])
        list(read(repository, files_at(repository, commit), 1000))
        traces(root, lambda text: "Garden" in text)
        authors(root)
    except GitError:
        return None
    return sorted(found)


def hostile(root: Path, config: str, attributes: str = "") -> None:
    with (root / ".git/config").open("a", encoding="utf-8") as file:
        file.write(config)
    if attributes:
        (root / ".git/info").mkdir(exist_ok=True)
        (root / ".git/info/attributes").write_text(attributes, "utf-8")


#: Every setting of git's documentation that names a program; ``RUN`` leaves a mark.
PROGRAMS = """
    alias.cat-file=!RUN alias.config=!RUN alias.ls-tree=!RUN alias.rev-list=!RUN
    alias.rev-parse=!RUN
    browser.x.cmd=RUN browser.x.path=RUN core.alternateRefsCommand=RUN core.askPass=RUN
    core.editor=RUN core.fsmonitor=RUN core.gitProxy=RUN core.hooksPath=HOOKS core.pager=RUN
    core.sshCommand=RUN core.virtualFilesystem=RUN credential.helper=!RUN
    credential.https://example.org.helper=!RUN diff.external=RUN diff.tool=x diff.x.command=RUN
    diff.x.textconv=RUN difftool.x.cmd=RUN difftool.x.path=RUN filter.x.clean=RUN
    filter.x.process=RUN
    filter.x.required=true filter.x.smudge=RUN gc.recentObjectsHook=RUN gpg.openpgp.program=RUN
    gpg.program=RUN gpg.ssh.defaultKeyCommand=RUN gpg.ssh.program=RUN gpg.x509.program=RUN
    guitool.x.cmd=RUN help.browser=x hook.x.command=RUN hook.x.event=post-index-change
    imap.tunnel=RUN
    instaweb.browser=x instaweb.httpd=RUN interactive.diffFilter=RUN log.showSignature=true
    man.viewer=x man.x.cmd=RUN man.x.path=RUN merge.tool=x merge.verifySignatures=true
    merge.x.driver=RUN mergetool.x.cmd=RUN mergetool.x.path=RUN pager.cat-file=RUN pager.config=RUN
    pager.ls-tree=RUN pager.rev-list=RUN pager.rev-parse=RUN protocol.allow=always
    protocol.ext.allow=always protocol.file.allow=always rebase.instructionFormat=%G?
    remote.x.promisor=true remote.x.receivepack=RUN remote.x.uploadpack=RUN remote.x.url=ext::RUN
    remote.x.vcs=ext sendemail.ccCmd=RUN sendemail.headerCmd=RUN sendemail.sendmailCmd=RUN
    sendemail.smtpServer=RUN sendemail.toCmd=RUN sequence.editor=RUN submodule.x.update=!RUN
    submodule.recurse=true tar.x.command=RUN trailer.x.cmd=RUN trailer.x.command=RUN
    uploadpack.packObjectsHook=RUN web.browser=x
    i18n.logOutputEncoding=UTF-16 log.mailmap=true core.untrackedCache=true core.useReplaceRefs=true
    format.pretty=%G? gc.auto=1 commit.gpgSign=true tag.gpgSign=true fetch.recurseSubmodules=true
"""


@pytest.fixture
def trap(kept: Path, tmp_path: Path) -> Path:
    """Tell the repository to run a program wherever it can; give the mark that it leaves."""
    mark, program, hooks = tmp_path / "mark", tmp_path / "run", tmp_path / "hooks"
    program.write_text(f"#!/bin/sh\ntouch '{mark}'\ncat\n", "utf-8")
    program.chmod(0o755)
    hooks.mkdir()
    for hook in ("post-index-change", "pre-auto-gc", "reference-transaction", "fsmonitor-watchman"):
        shutil.copy(program, hooks / hook)
    for setting in PROGRAMS.split():
        name, _, value = setting.partition("=")
        said = value.replace("RUN", str(program)).replace("HOOKS", str(hooks))
        run(kept, "config", "--file", ".git/config", name, said)
    (kept / ".git/included").write_text(f"[gpg]\nprogram = {program}\n", "utf-8")
    hostile(kept, "[include]\npath = included\n", "* filter=x diff=x merge=x\n")
    return mark


def signed_commit(root: Path) -> str:
    """Commit everything with a signature that somebody would have to verify."""
    tree, head = run(root, "write-tree"), run(root, "rev-parse", "HEAD")
    text = (
        f"tree {tree}\nparent {head}\nauthor a <a@b.c> 1700000000 +0000\n"
        "committer a <a@b.c> 1700000000 +0000\n"
        "gpgsig -----BEGIN PGP SIGNATURE-----\n \n aaaa\n -----END PGP SIGNATURE-----\n\nsigned\n"
    )
    file = root / ".git/signed"
    file.write_text(text, "utf-8")
    return run(root, "hash-object", "-t", "commit", "-w", str(file))


def test_nothing_is_run_that_a_repository_names(kept: Path, trap: Path) -> None:
    assert ask_everything(kept) == [FILE]
    assert not trap.exists()
    run_quietly(kept, "log", "--show-signature")
    run_quietly(kept, "diff")
    assert trap.exists(), "the trap itself is harmless"


def run_quietly(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=False, capture_output=True,  # noqa: S607
                   env={"PATH": os.environ["PATH"], **ME})  # fmt: skip


COMMANDS = """
check; check --since HEAD~1; check --fix; report --year 2024 -o -; coverage; list initiative; \
show garden; search garden; export json -o -; privacy; privacy --anonymise Ana --yes; \
fmt --check; rename garden mill --check; diff; check --at HEAD; export network
"""


@pytest.mark.slow
@pytest.mark.parametrize("words", [it.strip() for it in COMMANDS.split(";")])
def test_no_command_runs_what_a_repository_names(
    words: str, kept: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    course = "accompaniments/course.yaml"
    for file, text in {
        "structures/seeds.yaml": "name: Seeds\nroles: [support]\n",
        "years/2024.yaml": "year: 2024\nclosed: 2025-06-30\n",
        FILE: "name: Garden\nsummary: x\nstage: idea\nterritory: {department: 12}\n"
        "carriers: [{name: Ana}]\n",
        course: "initiatives: [garden]\nform: individual\nstarted: 2024-02-01\n"
        "entry: {channel: direct}\n",
    }.items():
        (kept / file).parent.mkdir(exist_ok=True)
        (kept / file).write_text(text, "utf-8")
    run(kept, "add", "-A")
    signed = signed_commit(kept)
    run(kept, "update-index", "--cacheinfo", f"160000,{signed},{course}")
    run(kept, "update-ref", "HEAD", signed_commit(kept))
    mark = request.getfixturevalue("trap")

    done = subprocess.run(
        [sys.executable, "-m", "mes_cli", "-C", kept, *words.split()], check=False,
        capture_output=True, env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
    )  # fmt: skip

    assert done.returncode in {0, 1}, done.stderr
    assert not mark.exists()


def test_a_repository_in_the_place_of_a_record_is_not_read(kept: Path) -> None:
    signed = signed_commit(kept)
    run(kept, "update-index", "--cacheinfo", f"160000,{signed},{FILE}")
    commit = signed_commit(kept)

    assert [*files_at(Repository.open(kept), commit)] == ["mes.yaml"]


@pytest.mark.parametrize("moment", ["99999999999999 +0000", "-1 +0000", "x", "", "1 +9999"])
def test_a_commit_whose_date_is_none_stops_nothing(moment: str, kept: Path) -> None:
    tree, head = run(kept, "write-tree"), run(kept, "rev-parse", "HEAD")
    text = (
        f"tree {tree}\nparent {head}\nauthor a <a@b.c> {moment}\ncommitter a <a@b.c> {moment}\n\nx"
    )
    (kept / ".git/odd").write_text(text, "utf-8")
    odd = run(kept, "hash-object", "-t", "commit", "-w", "--literally", str(kept / ".git/odd"))
    run(kept, "update-ref", "HEAD", odd)
    repository = Repository.open(kept)

    last_commits(repository, [dt.date(2024, 1, 1), dt.date(2099, 1, 1)])
    with suppress(GitError):
        day_of(repository, odd)
    assert traces(kept, lambda text: "Garden" in text).commits == 2


def test_a_setting_that_cannot_be_turned_off_silences_git(kept: Path, tmp_path: Path) -> None:
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

    repository = Repository.open(kept)
    assert [file for file, _ in read(repository, files_at(repository, commit), 1000)] == [
        "mes.yaml"
    ]
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
    assert ask_everything(kept) == ["initiatives/HEAD", "initiatives/config", FILE]
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

    assert ask_everything(kept) == ["docs/a.txt", FILE]
    assert not mark.exists()


@pytest.mark.parametrize("revision", ["--output=stolen", "-p", "HEAD --output=stolen", ""])
def test_a_revision_is_never_an_option(revision: str, kept: Path) -> None:
    with pytest.raises(UnknownRevisionError):
        resolve(Repository.open(kept), revision)
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
    repository = Repository.open(kept)
    files = {FILE: files_at(repository, "HEAD")[FILE]}

    assert [*read(repository, files, 13)] == [(FILE, b"name: Garden\n")]
    assert [*read(repository, files, 12)] == []


def test_a_record_that_got_another_name_counts_as_two(kept: Path) -> None:
    (kept / FILE).rename(kept / "initiatives/mill.yaml")

    assert [*changed(kept, "HEAD", Limits())] == ["initiatives/mill.yaml", FILE]


def test_line_ends_of_windows_are_no_change(kept: Path) -> None:
    (kept / FILE).write_bytes(b"name: Garden\r\n")

    assert [*changed(kept, "HEAD", Limits())] == []


def test_folders_without_end_are_not_listed_to_the_end(kept: Path) -> None:
    tree = run(kept, "write-tree")
    for _ in range(8):
        rows = "".join(f"040000 tree {tree}\td{n}\n" for n in range(10))
        made = subprocess.run(["git", "mktree"], cwd=kept, check=True, capture_output=True,  # noqa: S607
                              text=True, input=rows)  # fmt: skip
        tree = made.stdout.strip()
    commit = run(kept, "commit-tree", "-p", "HEAD", "-m", "x", tree)
    run(kept, "update-ref", "HEAD", commit)

    with pytest.raises(GitError, match="cannot be read"):
        files_at(Repository.open(kept), commit)
    assert traces(kept, lambda text: "name" in text).commits == 2


def test_git_is_called_a_fixed_number_of_times(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    started = Repository._started  # noqa: SLF001 - each call goes through it

    def counted(self: Repository, arguments: list[str], *rest: object) -> object:
        calls.append(arguments[0])
        return started(self, arguments, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Repository, "_started", counted)
    for text in ("name: x\n", "name: y\n"):
        for number in range(30):
            (kept / f"initiatives/i{number}.yaml").write_text(text, "utf-8")
        run(kept, "add", "-A")
        run(kept, "commit", "-qm", text)

    assert len(changed(kept, "HEAD~1", Limits())) == 30
    assert calls == ["config", "rev-parse", "rev-parse", "ls-tree", "cat-file", "cat-file"]
    calls.clear()
    traces(kept, lambda text: "x" in text)
    assert calls == ["config", "rev-parse", "rev-list", "cat-file", "cat-file"]


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
        assert command.program(kept) is None

    assert ask_everything(kept) is None
    assert not (tmp_path / "mark").exists()


def test_where_git_is_missing_it_is_said_so(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(kept / "nowhere"))

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


def waiting_git(folder: Path, pid: Path, later: int = 0) -> None:
    """A git that starts another program, which outlives it unless both are ended.

    It says which program some seconds *later*: its answer is waited for by then.
    """
    told = f"echo $! > '{pid}.new'\nmv '{pid}.new' '{pid}'\necho >> '{pid}.asked'"
    stand_in(folder, f"sleep 300 &\nsleep {later}\n{told}\nwait")


def test_git_that_takes_too_long_is_asked_once(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting_git(tmp_path / "bin", tmp_path / "pid")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(command, "_PATIENCE", 1.0)

    assert ask_everything(kept) is None

    assert (tmp_path / "pid.asked").read_text("utf-8") == "\n"
    assert gone(int((tmp_path / "pid").read_text("utf-8")))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_ended_ends_git_as_well(
    number: signal.Signals, kept: Path, tmp_path: Path, wait: Callable[[Path], None]
) -> None:
    waiting_git(tmp_path / "bin", tmp_path / "pid", later=1)
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
