"""How much is read of a register: no more than its limits, and what is not read is said."""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from mes_cli import checks
from mes_cli.cli import check_run, entry, session
from mes_cli.finding import Finding, Mistake, say
from mes_cli.model.settings import Limits
from mes_cli.register import Register
from mes_cli.store.reading import origin
from mes_cli.store.reading.load import load
from mes_cli.store.reading.tree import MOST_IN_FILE
from tests.conftest import Done, write_folder

Found = Callable[[Mapping[str, str | bytes]], list[Finding]]

GARDEN = "name: {}\nsummary: A garden\nstage: idea\nterritory: {{name: Dijon}}\n"


def gardens(limits: str) -> dict[str, str | bytes]:
    settings = f"mes: 1\nname: Seed network\nlanguage: en\nkeeper: seeds\nlimits: {{{limits}}}\n"
    named = ("apple", "birch", "cedar")
    files: dict[str, str | bytes] = {"mes.yaml": settings}
    return files | {f"initiatives/{n}.yaml": GARDEN.format(n) for n in named}


@pytest.mark.parametrize(
    ("limits", "code", "first"),
    [
        ("files: 2", "too-many-files", "initiatives/cedar.yaml"),
        ("files: 4", "", ""),
        ("register_size: 100", "register-too-large", "initiatives/cedar.yaml"),
        ("register_size: 1000", "", ""),
    ],
)
def test_what_is_beyond_the_limits_of_a_register_is_not_read(
    limits: str, code: str, first: str, found: Found
) -> None:
    findings = [(f.code, f.at.file) for f in found(gardens(limits))]

    assert findings == ([(code, first)] if code else [])


def test_records_that_are_not_read_are_not_called_unknown(found: Found) -> None:
    course = "initiatives: [cedar]\nform: individual\nstarted: 2025-01-01\nsessions: []\n"
    course += "entry: {channel: direct}\nended: 2025-02-01\n"

    findings = found(gardens("files: 2") | {"accompaniments/course.yaml": course})

    assert [f.code for f in findings if f.code.startswith("unknown")] == []


@pytest.mark.parametrize(
    "limits",
    ["depth: 0", "depth: 101", "file_size: 4194305", "files: 99999999", "register_size: 0"],
)
def test_a_register_moves_its_limits_within_reason(limits: str, found: Found) -> None:
    [finding] = found(gardens(limits))

    assert (finding.code, finding.at.file, finding.at.line) == (
        "limit-out-of-bounds",
        "mes.yaml",
        5,
    )


def test_limits_that_cannot_be_taken_are_the_usual_ones(tmp_path: Path) -> None:
    write_folder(tmp_path, "")
    (tmp_path / "mes.yaml").write_text(str(gardens("file_size: 999999999")["mes.yaml"]), "utf-8")

    assert load(tmp_path).register.settings.limits == Limits()


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"zz{n}: 1\n" for n in range(2000)),
        "name: Garden\n" * 2000,
        "- {nmae: x}\n" * 2000,
        "- x\n" * 2000,
        f"{GARDEN.format('a')}standing:\n" + "- {since: x, status: y}\n" * 2000,
    ],
    ids=["fields", "twice", "records", "words", "parts"],
)
def test_a_file_of_faults_is_not_looked_at_to_its_end(text: str, found: Found) -> None:
    findings = found({"initiatives/apple.yaml": text, "initiatives/birch.yaml": "nmae: x\n"})
    here = [f for f in findings if f.at.file == "initiatives/apple.yaml"]

    assert len(here) == MOST_IN_FILE + 1
    [last] = [f for f in here if f.code == "too-many-faults"]
    assert last.at.line > 1
    assert [f.code for f in findings if f.at.file == "initiatives/birch.yaml"].count(
        "unknown-field"
    ) == 1


def test_settings_of_faults_are_not_looked_at_to_their_end(found: Found) -> None:
    text = "".join(f"zz{n}: 1\n" for n in range(2000))

    codes = {f.code for f in found({"mes.yaml": text}) if f.at.file == "mes.yaml"}

    assert codes == {"unknown-field", "too-many-faults"}


def spoil(monkeypatch: pytest.MonkeyPatch, bug: Exception) -> None:
    """Let one file uncover a fault of mes."""
    sound = origin.read

    def read(path: Path | str, file: str, most: int) -> bytes | Finding:
        if file.endswith("birch.yaml"):
            raise bug
        return sound(path, file, most)

    monkeypatch.setattr(origin, "read", read)


def test_a_fault_of_ours_in_one_file_hides_no_other(
    found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(monkeypatch, ZeroDivisionError())
    course = "initiatives: [birch]\nform: individual\nstarted: 2025-01-01\n"
    course += "entry: {channel: direct}\nsessions: [{date: 2025-01-02, hours: two}]\n"

    findings = found(gardens("depth: 24") | {"accompaniments/course.yaml": course})

    assert [(f.code, f.at.file, f.at.line) for f in findings] == [
        ("duration-form", "accompaniments/course.yaml", 5),
        ("internal-fault", "initiatives/birch.yaml", 1),
    ]


def test_too_little_memory_is_no_fault_of_a_file(
    found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(monkeypatch, MemoryError())

    with pytest.raises(MemoryError):
        found(gardens("depth: 24"))


@pytest.fixture
def spoken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., Done]]:
    """Run a command line in this process, in the folder of the three gardens."""
    monkeypatch.setattr(session, "_current", session.current())
    monkeypatch.setattr(entry, "_listen", lambda: None)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name, text in gardens("depth: 24").items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(str(text), "utf-8")
    (tmp_path / "structures").mkdir()
    (tmp_path / "structures/seeds.yaml").write_text("name: Seeds\nroles: [support]\n", "utf-8")

    def run(*arguments: str) -> Done:
        code = entry._guarded(["-C", str(tmp_path), *arguments])  # noqa: SLF001 - run() ends us
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    yield run
    logging.getLogger("mes_cli").handlers.clear()
    logging.getLogger("mes_cli").setLevel(logging.NOTSET)


def test_a_fault_of_ours_is_told_and_ends_with_its_code(
    spoken: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(monkeypatch, ZeroDivisionError())

    done = spoken("--lang", "en", "check", "--format", "json")

    assert done.code == 3
    [finding] = json.loads(done.out)["findings"]
    assert (finding["code"], finding["file"]) == ("internal-fault", "initiatives/birch.yaml")
    assert "Traceback" not in done.err
    assert "Traceback" in spoken("--verbose", "check").err
    report = spoken("report", "--output", "-")
    assert (report.code, report.out) == (3, "")


def test_a_fault_of_ours_in_a_check_of_one_record_hides_no_other(
    spoken: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(register: Register) -> Iterator[Mistake]:
        for it in register.entries:
            if it.record.id == "birch":
                raise ZeroDivisionError
            yield Mistake(it.place, say("found"))

    monkeypatch.setattr(checks, "CHECKS", (check,))

    done = spoken("--lang", "en", "check", "--format", "json")

    assert done.code == 3
    found = [(it["code"], it["file"]) for it in json.loads(done.out)["findings"]]
    assert ("internal-fault", "initiatives/birch.yaml") in found
    assert found.count(("check", "initiatives/birch.yaml")) == 0
    assert len(found) == 4


def test_a_fault_of_ours_in_a_check_of_all_records_is_told_of_the_settings(
    spoken: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(register: Register) -> Iterator[Finding]:
        if len(register.entries) > 1:
            raise ZeroDivisionError
        return iter(())

    monkeypatch.setattr(checks, "CHECKS", (check,))

    done = spoken("--lang", "en", "check", "--format", "json")

    assert done.code == 3
    [finding] = json.loads(done.out)["findings"]
    assert (finding["code"], finding["file"]) == ("internal-fault", "mes.yaml")


def test_too_little_memory_is_told(
    spoken: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    def checked(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(check_run, "checked", checked)

    done = spoken("--lang", "en", "check")

    assert done.code == 2
    assert done.err.startswith("error: there is not enough memory")
