"""The register of a running page is read again where files changed, and nowhere else."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mes_cli import checks
from mes_cli.finding import Finding
from mes_cli.model import Initiative
from mes_cli.register import Register
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading import load as loading
from mes_cli.store.reading import record_files
from mes_cli.store.reading.folders import RecordFile
from mes_cli.store.reading.record_files import Contents, ReadingContext, read_all
from mes_cli.web.workspace import Workspace
from tests.web.conftest import OWN


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The files that each reading opens."""
    found: list[list[str]] = []

    def read(files: Sequence[RecordFile], reader: ReadingContext) -> Iterator[Contents]:
        found.append([it.file for it in files])
        return read_all(files, reader)

    monkeypatch.setattr(loading, "read_all", read)
    time.sleep(0.1)  # files that changed this very moment are not trusted
    return found


def test_only_files_that_changed_are_read_again(
    space: Workspace, root: Path, opened: list[list[str]]
) -> None:
    number = len(space.state().reading.register.entries)
    path = root / "initiatives" / "chants-de-friche.yaml"
    path.write_text(path.read_text("utf-8").replace("nom: Chants", "nom: Chansons"), "utf-8")
    (root / "initiatives" / "table-anissa.yaml").rename(
        root / "initiatives" / "table-anissa-2.yaml"
    )
    reading = space.state().reading

    again = ["initiatives/chants-de-friche.yaml", "initiatives/table-anissa-2.yaml"]
    assert opened[1:] == [again]
    assert len(reading.register.entries) == number
    renamed = reading.register.get(Initiative, "chants-de-friche")
    assert renamed is not None
    assert renamed.record.name == "Chansons de Friche"
    assert reading.register.get(Initiative, "table-anissa") is None


def test_the_same_size_and_time_are_not_trusted(
    space: Workspace, root: Path, opened: list[list[str]]
) -> None:
    space.state()
    path = root / "initiatives" / "chants-de-friche.yaml"
    before = path.stat()
    path.write_text(path.read_text("utf-8").replace("nom: Chants", "nom: Charts"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    space.state()

    assert opened[1:] == [["initiatives/chants-de-friche.yaml"]]


def test_other_settings_read_everything_again(
    space: Workspace, root: Path, opened: list[list[str]]
) -> None:
    space.state()
    path = root / "mes.yaml"
    path.write_text(path.read_text("utf-8").replace("journee: 7h", "journee: 6h"), "utf-8")
    space.state()

    assert opened[0] == opened[1]


def test_a_reading_from_before_finds_what_a_new_one_does(space: Workspace, root: Path) -> None:
    time.sleep(0.1)
    space.state()
    (root / "structures" / "etat-travail.yaml").write_text("nom: L’État\n", "utf-8")
    (root / "initiatives" / "essai.yaml").write_text("nom: [\n", "utf-8")
    state, fresh = space.state(), Workspace(root, "fr").state()

    assert state.findings == fresh.findings
    assert state.reading.register == fresh.reading.register


def test_a_picture_that_is_replaced_is_looked_at_again(space: Workspace, root: Path) -> None:
    path = root / "media" / "etal-du-samedi.png"
    whole = path.read_bytes()
    codes = []
    for content in (whole, whole[:2000], b"", whole):
        path.unlink()
        if content:
            path.write_bytes(content)
        codes.append({it.code for it in space.state().findings if it.at.loc == ("media",)})
        assert space.state() is space.state()
        path.touch()

    assert codes == [set(), {"unreadable-picture"}, {"missing-media"}, set()]


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[Register]:
    """The registers on which all checks were run."""
    registers: list[Register] = []
    run = checks.run

    def counted(register: Register, *more: Callable[..., Finding]) -> list[Finding]:
        registers.append(register)
        return run(register, *more)

    monkeypatch.setattr(checks, "run", counted)
    return registers


LINE = {"quoi": "benevolat", "qui": "Ana", "duree": "2h", "pour": "-", "date": "12/03/2024"}


def test_what_was_tried_and_written_is_not_checked_again(
    keeper: FlaskClient, space: Workspace, root: Path, checked: list[Register]
) -> None:
    keeper.get("/", headers=OWN)
    before = len(checked)
    noted = keeper.post("/heures", data=LINE, headers=OWN)
    keeper.get(noted.headers["Location"], headers=OWN)
    state, fresh = space.state(), Workspace(root, "fr").state()

    assert len(checked) == before + 1
    assert state.findings == fresh.findings
    assert state.reading.register == fresh.reading.register


def test_what_others_wrote_meanwhile_is_checked(
    keeper: FlaskClient, space: Workspace, root: Path, checked: list[Register]
) -> None:
    noted = keeper.post("/heures", data=LINE, headers=OWN)
    path = root / "initiatives" / "chants-de-friche.yaml"
    path.write_text(path.read_text("utf-8") + "\ntelephone: ici\n", "utf-8")
    before = len(checked)
    keeper.get(noted.headers["Location"], headers=OWN)

    assert len(checked) == before + 1
    assert space.state().findings == Workspace(root, "fr").state().findings


def test_a_picture_that_is_replaced_after_a_trial_is_looked_at(
    space: Workspace, root: Path
) -> None:
    state = space.state()
    space.tried(Edits(state.reading), state.findings)
    (root / "media" / "etal-du-samedi.png").write_bytes(b"no picture")

    assert "unreadable-picture" in {it.code for it in space.state().findings}


def test_a_running_page_reads_large_registers_with_other_processes(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_files, "MANY", 10)
    monkeypatch.setattr(record_files, "_processors", lambda: 2)
    with ThreadPoolExecutor(1) as server:  # beside a thread, processes are no copies of this one
        assert server.submit(space.state).result().errors == []
