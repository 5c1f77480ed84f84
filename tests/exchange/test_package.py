"""Packages: what leaves a register for its network, and what is refused of what arrives."""

import hashlib
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from mes_cli.exchange.package import line_rows, unpacked
from mes_cli.figures.books import books
from mes_cli.figures.ledger import ledger
from mes_cli.figures.plain import coverage
from mes_cli.figures.year import YearFigures
from mes_cli.store.packages import Package, PackageRefusedError, package_bytes, read_package
from mes_cli.store.reading.load import load
from tests.conftest import Done

Pack = Callable[..., Path]
EXAMPLES = Path(__file__).parents[2] / "examples"
EXAMPLE = "reseau-des-possibles"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register that may be changed."""
    return Path(shutil.copytree(EXAMPLES / EXAMPLE, tmp_path / "register"))


@pytest.fixture
def pack(mes: Callable[..., Done]) -> Pack:
    """Export the package of a register."""

    def run(register: Path, *more: str) -> Path:
        folder = register.parent / "package"
        done = mes("-C", register, "export", "network", "--output", folder, *more)
        assert done.code == 0, done.err
        [path] = folder.glob("*.sqlite")
        return path

    return run


def test_a_package_comes_to_the_figures_of_its_register(register: Path, pack: Pack) -> None:
    package = read_package(pack(register, "--year", "2025"), "x")
    [own] = package.registers
    shown, home = unpacked(own, "x"), load(register).register
    for year in (2024, 2025):
        there, here = (
            coverage(YearFigures(books(shown), year)),
            coverage(YearFigures(books(home), year)),
        )
        for name in ("hours", "cost", "resources", "accounts", "remainder"):
            assert there[name] == here[name]
    counted = books(shown)
    lines, parts = line_rows([ledger(counted, 2024), ledger(counted, 2025)])
    assert own.lines == lines
    assert parts


def test_the_same_register_gives_the_same_bytes(register: Path, pack: Pack) -> None:
    path = pack(register)
    before = path.read_bytes()
    page = path.parent / "SCHEMA.md"
    assert page.read_text("utf-8").startswith("# mes package 1, audience: members\n")
    assert pack(register).read_bytes() == before


def test_a_register_with_errors_is_refused(register: Path, mes: Callable[..., Done]) -> None:
    (register / "initiatives" / "broken.yaml").write_text("nom: [", "utf-8")
    assert mes("-C", register, "export", "network").code == 1
    assert not (register / "exports").exists()


@pytest.mark.parametrize("audience", ["public", "funder", "internal"])
def test_a_package_is_for_members(register: Path, audience: str, mes: Callable[..., Done]) -> None:
    assert mes("-C", register, "export", "network", "--audience", audience).code == 2


def test_a_package_says_its_commit_and_whether_files_differ(register: Path, pack: Pack) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        program = shutil.which("git") or "git"
        subprocess.run([program, "-C", str(register), *who, *arguments], check=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "all")
    about = read_package(pack(register), "x").registers[0].about
    assert len(about["commit"]) == 40
    assert about["modified"] == "false"
    with (register / "mes.yaml").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert read_package(pack(register), "x").registers[0].about["modified"] == "true"


def test_a_package_that_was_changed_by_a_byte_is_refused(
    register: Path, pack: Pack, tmp_path: Path
) -> None:
    content = pack(register).read_bytes()
    changed = tmp_path / "changed.sqlite"
    for place in (20, 93, len(content) // 3, len(content) // 2, len(content) - 1):
        changed.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(PackageRefusedError):
            read_package(changed, "x")
    changed.write_bytes(content[: len(content) // 2])
    with pytest.raises(PackageRefusedError):
        read_package(changed, "x")


def _foreign(base: sqlite3.Connection) -> None:
    base.execute("CREATE TABLE people (name TEXT)")


def _older(base: sqlite3.Connection) -> None:
    base.execute("CREATE TABLE package (name TEXT, value TEXT)")
    base.execute("INSERT INTO package VALUES ('format', 'mes-package'), ('version', '0')")


def _export(base: sqlite3.Connection) -> None:
    base.execute("CREATE TABLE export (name TEXT, value TEXT)")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (_foreign, "not those of a package"),
        (_older, "form {found}"),
        (_export, "not a package"),
        (lambda _base: None, "another sort of file"),
    ],
)
def test_what_is_no_package_is_told_as_what_it_is(
    tmp_path: Path, make: Callable[[sqlite3.Connection], None], told: str
) -> None:
    path = tmp_path / "x.sqlite"
    with sqlite3.connect(path) as base:
        make(base)
    with pytest.raises(PackageRefusedError) as problem:
        read_package(path, "x")
    assert told in str(problem.value.message.values["reason"])


def test_views_and_triggers_are_refused(register: Path, pack: Pack) -> None:
    path = pack(register)
    with sqlite3.connect(path) as base:
        base.execute("CREATE VIEW v AS SELECT * FROM lines")
    with pytest.raises(PackageRefusedError):
        read_package(path, "x")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE package SET value = '2' WHERE name = 'version'", "form"),
        ("UPDATE package SET value = 'internal' WHERE name = 'audience'", "must say"),
        ("INSERT INTO package VALUES ('year', '1999')", "must say"),
        ("UPDATE records SET id = 'another' WHERE rowid = 1", "no register"),
    ],
)
def test_what_was_changed_and_sealed_again_is_refused_all_the_same(
    change: str, told: str, register: Path, pack: Pack
) -> None:
    path = pack(register)
    with sqlite3.connect(path) as base:
        base.execute(change)
    base.close()
    content = path.read_bytes()
    place = content.rfind(b"digestsha256:") + len("digest")
    blank = f"sha256:{'0' * 64}".encode()
    content = content[:place] + blank + content[place + len(blank) :]
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}".encode()
    path.write_bytes(content[:place] + digest + content[place + len(blank) :])
    with pytest.raises(PackageRefusedError) as problem:
        unpacked(read_package(path, "x").registers[0], "x")
    assert told in str(problem.value.message.values["reason"])


def test_a_record_that_no_register_can_hold_is_refused(
    register: Path, pack: Pack, tmp_path: Path
) -> None:
    [own] = read_package(pack(register), "x").registers
    for data in ('{"id": 3}', "[" * 5000, '{"id": "x", "name": {"a": {}}}', "null"):
        first = own.records[0]._replace(data=data)
        path = tmp_path / "hostile.sqlite"
        registers = (type(own)(own.code, own.settings, own.about, (first,)),)
        path.write_bytes(package_bytes(Package(2025, registers)))
        with pytest.raises(PackageRefusedError):
            unpacked(read_package(path, "x").registers[0], "x")
