"""The register at a past day: what every command says of a commit, whatever the folder says."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import write_folder
from tests.store.git.histories import change, commit, git

Call = Callable[..., tuple[int, str, str]]

REGISTER = """
-- mes.yaml --
mes: 1
name: Seed network
language: en
keeper: seeds
hourly_costs: [{from: 2024-01-01, rate: 30}]

-- initiatives/garden.yaml --
name: Shared garden
publish_name: true
summary: A garden.
territory: {department: '26', region: '84'}
themes: [food-transition]
stage: idea

-- accompaniments/course.yaml --
initiatives: [garden]
form: individual
started: 2024-01-10
entry: {channel: direct}
sessions:
  - {date: 2024-02-01, type: support, hours: 2h}

-- years/2024.yaml --
year: 2024
"""

READING = [
    ("check", "--no-cache"),
    ("check", "--format", "json"),
    ("report", "--output", "-"),
    ("report", "--format", "md", "--output", "-"),
    ("report", "--format", "json", "--output", "-"),
    ("coverage",),
    ("coverage", "--format", "json"),
    ("coverage", "--explain"),
    ("list", "initiatives"),
    ("list", "initiatives", "--format", "json"),
    ("show", "garden"),
    ("show", "garden", "--format", "json"),
    ("show", "mes"),
    ("search", "garden"),
    ("search", "garden", "--format", "json"),
    ("export", "json", "--output", "-"),
    ("sql", "SELECT lines.record, SUM(cents) FROM lines GROUP BY record", "--engine", "sqlite"),
]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register with a version of March 2025, one of June, and one of September."""
    root = tmp_path / "register"
    write_folder(root, REGISTER)
    git(root, "init", "-q", "-b", "main")
    commit(root, "2025-03-12")
    change(root, "initiatives/garden.yaml", "Shared garden", "Garden of June")
    commit(root, "2025-06-30")
    change(root, "initiatives/garden.yaml", "Garden of June", "Garden of September")
    change(root, "mes.yaml", "rate: 30", "rate: 40")
    commit(root, "2025-09-01")
    return root


@pytest.mark.parametrize("command", READING)
def test_a_commit_says_the_same_whatever_the_folder_says(
    call: Call, register: Path, command: tuple[str, ...]
) -> None:
    before = call(register, *command, "--at", "2025-03-31")
    name = git(register, "rev-list", "HEAD").split()[-1]
    shutil.rmtree(register / "initiatives")
    (register / "accompaniments/course.yaml").write_text("form: [\n", "utf-8")
    (register / "templates/annual").mkdir(parents=True)
    (register / "templates/annual/annual.html.j2").write_text("{{ nothing.at.all }}", "utf-8")

    assert call(register, *command, "--at", name) == before
    assert before[0] == 0
    if command[0] in {"list", "search", "export"}:
        assert "Shared garden" in before[1]
    assert name[:7] in before[1]
    assert "September" not in before[1]


def test_a_page_and_json_say_which_state_it_is(call: Call, register: Path) -> None:
    code, out, _ = call(register, "--lang", "fr", "show", "garden", "--at", "2025-03-12")
    assert code == 0
    assert out.startswith("état du registre au 12 mars 2025 (")

    name = git(register, "rev-list", "HEAD").split()[-1]
    _, out, _ = call(register, "list", "initiatives", "--format", "json", "--at", name[:10])
    assert json.loads(out)[0]["at"] == {"day": "2025-03-12", "commit": name}


def test_the_rates_are_those_of_the_time(call: Call, register: Path) -> None:
    def cost(*more: str) -> str:
        _, out, _ = call(register, "coverage", "--format", "json", "--year", "2024", *more)
        return str(json.loads(out)["cost"]["staff"])

    assert (cost(), cost("--at", "2025-06-30")) == ("80.00", "60.00")


def test_a_year_means_its_closing_else_its_last_day(call: Call, register: Path) -> None:
    code, _, err = call(register, "show", "garden", "--at", "2024")
    assert code == 2
    assert "12 March 2025" in err

    change(register, "years/2024.yaml", "year: 2024\n", "year: 2024\nclosed: 2025-07-15\n")
    _, out, _ = call(register, "show", "garden", "--at", "2024")
    assert "Garden of June" in out
    _, out, _ = call(register, "show", "garden", "--at", "2025")
    assert "Garden of September" in out


def test_templates_are_those_of_the_commit(call: Call, register: Path) -> None:
    template = register / "templates/annual/annual.md.j2"
    template.parent.mkdir(parents=True)
    template.write_text("ours, then", "utf-8")
    name = commit(register, "2025-10-01")
    template.unlink()

    said = [
        call(register, "report", "--format", "md", "--output", "-", *more)[1]
        for more in (["--at", name], ["--at", "HEAD~1"], [])
    ]
    assert [text.strip() == "ours, then" for text in said] == [True, False, False]


def test_what_cannot_be_shown_is_said(call: Call, register: Path, tmp_path: Path) -> None:
    for said in ("2020-01-01", "nowhere", "--upload-pack=x", "2025-13-45"):
        code, out, err = call(register, "check", f"--at={said}")
        assert (code, out) == (2, "")
        assert said in err

    code, _, err = call(register, "check", "--fix", "--at", "HEAD")
    assert code == 2
    assert "--at" in err

    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{register}", str(clone))
    code, _, err = call(clone, "check", "--at", "2025-03-12")
    assert code == 2
    assert "`git fetch --unshallow`" in err

    plain = tmp_path / "plain"
    write_folder(plain, REGISTER)
    code, _, err = call(plain, "check", "--at", "HEAD")
    assert code == 2
    assert "in no repository of git" in err
    assert "`git init`" in err

    git(plain, "init", "-q")
    for said in ("HEAD", "2025"):
        code, _, err = call(plain, "check", "--at", said)
        assert (code, "no version of this register yet" in err) == (2, True)


def test_a_folder_that_was_renamed_has_no_past_here(call: Call, register: Path) -> None:
    (register / "moved").mkdir()
    for name in ("mes.yaml", "structures", "initiatives", "accompaniments", "years"):
        git(register, "mv", name, f"moved/{name}")
    commit(register, "2025-10-01")

    code, _, err = call(register / "moved", "check", "--at", "2025-06-30")
    assert code == 2
    assert "1 October 2025" in err
    assert "a name that the folder had before" in err


def test_errors_of_then_are_found_and_keep_it_from_being_counted(
    call: Call, register: Path
) -> None:
    change(register, "accompaniments/course.yaml", "[garden]", "[nobody]")
    name = commit(register, "2025-10-01")
    change(register, "accompaniments/course.yaml", "[nobody]", "[garden]")

    assert call(register, "check")[0] == 0
    code, out, _ = call(register, "check", "--at", name)
    assert code == 1
    assert "[nobody]" in out
    assert call(register, "coverage", "--at", name)[:2] == (1, "")
    # What was found in the past is not remembered for the folder.
    assert call(register, "check")[0] == 0


def test_closed_years_and_since_are_those_of_the_commit(call: Call, register: Path) -> None:
    change(register, "years/2024.yaml", "year: 2024\n", "year: 2024\nclosed: 2025-09-30\n")
    commit(register, "2025-09-30")
    change(register, "accompaniments/course.yaml", "hours: 2h", "hours: 3h")
    name = commit(register, "2025-11-01")
    change(register, "accompaniments/course.yaml", "hours: 3h", "hours: 2h")

    assert "closed-year-changed" in call(register, "check", "--at", name)[1]
    assert "closed-year-changed" in call(register, "check", "--at", name, "--since", "HEAD~1")[1]
    assert "closed-year-changed" not in call(register, "check", "--at", f"{name}~1")[1]
    assert "closed-year-changed" not in call(register, "check")[1]


def test_a_report_of_the_past_does_not_take_the_place_of_the_newest(
    call: Call, register: Path
) -> None:
    paths = {call(register, "report", *more)[1] for more in ([], ["--at", "HEAD"])}

    assert len(paths) == 2
