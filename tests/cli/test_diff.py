"""``mes diff`` over histories of git: what an auditor asks in June."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mes_cli.store.git.past import past
from mes_cli.store.reading import record_files
from mes_cli.store.reading.load import load
from mes_cli.store.reading.origin import Origin
from mes_cli.store.reading.tree import Tree
from tests.conftest import write_folder
from tests.history.test_difference import BEFORE, edit
from tests.store.git.histories import commit, git

Call = Callable[..., tuple[int, str, str]]
YEAR = "\n-- years/2024.yaml --\nyear: 2024\nclosed: 2025-03-12\n"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A year that was closed in March, a session corrected in May, a rate changed in June."""
    root = tmp_path / "register"
    write_folder(root, BEFORE + YEAR)
    git(root, "init", "-q", "-b", "main")
    commit(root, "2025-03-12")
    git(root, "tag", "closing")
    edit("accompaniments/course.yaml", "hours: 3h", "hours: 4h30")(root)
    commit(root, "2025-05-02")
    edit("mes.yaml", "rate: 30", "rate: 40")(root)
    commit(root, "2025-06-20")
    return root


def test_what_changed_since_the_closing_and_what_that_did_to_the_grant(
    call: Call, register: Path
) -> None:
    code, out, err = call(register, "diff", "2024", "HEAD")
    text = out.replace("\u00a0", " ").replace("\u202f", " ")

    assert (code, err) == (0, "")
    assert "before: state of the register on 12 March 2025" in text
    assert "paid work: €150.00 → €260.00 (+€110.00)" in text
    assert "account of funding “Grant of the region”, costs: €265.00 → €386.00 (+€121.00)" in text
    assert "1 March 2024 · support — Hours: 3 h → 4 h 30" in text
    assert text.index("Figures") < text.index("Settings") < text.index("Accompaniments")


@pytest.mark.parametrize("names", [["closing"], ["2025-04-01"], ["HEAD~2"], ["2024"]])
def test_a_tag_a_day_a_revision_and_a_year_name_one_state(
    call: Call, register: Path, names: list[str]
) -> None:
    name = git(register, "rev-list", "HEAD").split()[-1]

    assert call(register, "diff", *names) == call(register, "diff", name)
    assert call(register, "diff", *names)[1].count("→") > 5


def test_without_a_change_in_the_folder_there_is_none(call: Call, register: Path) -> None:
    assert "Nothing changed." in call(register, "diff")[1]

    edit("initiatives/garden.yaml", "stage: idea", "stage: creation")(register)
    _, out, _ = call(register, "--lang", "fr", "diff")
    assert "idée → création" in out
    assert "le dossier tel qu’il est" in out


def test_a_branch_and_its_merge(call: Call, register: Path) -> None:
    git(register, "checkout", "-qb", "proposal", "HEAD~1")
    edit("initiatives/garden.yaml", "stage: idea", "stage: creation")(register)
    commit(register, "2025-07-01")
    git(register, "checkout", "-q", "main")
    git(register, "merge", "-q", "--no-ff", "-m", "x", "proposal", day="2025-07-02")

    _, out, _ = call(register, "diff", "main~1", "main")
    assert "Stage: idea → creation" in out
    assert "Settings" not in out
    assert "Settings" in call(register, "diff", "proposal", "main")[1]
    # The line of first parents: the branch was not in the register on its own day.
    assert "Nothing changed." in call(register, "diff", "2025-07-01", "main~1")[1]


def test_two_years_are_beside_each_other(call: Call, register: Path) -> None:
    (register / "contributions/2025.yaml").write_text(
        "- {kind: volunteering, date: 2025-01-01, hours: 5h}\n", "utf-8"
    )
    code, out, _ = call(register, "diff", "2024", "2025")

    assert code == 0
    assert "Figures of 2025 beside those of 2024" in out
    assert "(−1" in out.replace("\u00a0", " ")
    code, _, err = call(register, "diff", "2024", "2031")
    assert code == 2
    assert "2031" in err


def test_the_forms_say_the_same_whatever_the_folder_says(
    call: Call, register: Path, tmp_path: Path
) -> None:
    names = ("closing", "main")
    forms = {it: call(register, "diff", *names, "--format", it) for it in ("md", "html", "json")}
    shutil.rmtree(register / "initiatives")
    (register / "mes.yaml").write_text("mes: 1\nname: x\nkeeper: x\nlanguage: fr\n", "utf-8")

    for form, answer in forms.items():
        again = call(register, "--lang", "en", "diff", *names, "--format", form)
        assert again == answer
        assert "CANARY" not in answer[1]
    found = json.loads(forms["json"][1])
    assert (found["from"]["day"], found["to"]["day"]) == ("2025-03-12", "2025-06-20")
    assert found["audience"] == "members"
    assert {it["figure"]: it["change"] for it in found["figures"]}["cost.staff"] == "110.00"
    assert "  - Sessions: 1 modified\n" in forms["md"][1]

    code, out, _ = call(register, "diff", *names, "-o", str(tmp_path / "x.txt"))
    assert (code, out.strip()) == (0, str(tmp_path / "x.txt"))
    assert "CANARY" not in (tmp_path / "x.txt").read_text("utf-8")


def test_what_cannot_be_compared_is_said(call: Call, register: Path, tmp_path: Path) -> None:
    for names in (["nowhere"], ["--", "-x"], ["2020-01-01"], ["HEAD", "nowhere"]):
        code, out, err = call(register, "diff", *names)
        assert (code, out) == (2, "")
        assert names[-1] in err
    code, _, err = call(register, "diff", "--audience", "public")
    assert (code, "choose one of: `funder`, `members`, `internal`" in err) == (2, True)

    plain = tmp_path / "plain"
    write_folder(plain, BEFORE)
    code, _, err = call(plain, "diff")
    assert code == 2
    assert "in no repository of git" in err


def test_a_state_with_errors_has_no_figures_and_says_so(call: Call, register: Path) -> None:
    edit("accompaniments/course.yaml", "[garden]", "[nobody]")(register)
    code, out, _ = call(register, "diff", "closing")

    assert code == 0
    assert "its figures cannot be counted" in out
    assert "Figures of" not in out
    assert "New findings" in out
    assert "accompaniments/course.yaml:1" in out


def test_of_two_commits_only_what_differs_is_read_twice(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    real = record_files.read_tree

    def counted(origin: Origin, file: str, *more: Any) -> Tree:
        opened.append(file)
        return real(origin, file, *more)

    monkeypatch.setattr(record_files, "read_tree", counted)
    first = load(register, past=past(register, "HEAD~2", lambda _: dt.date.max))
    opened.clear()
    second = load(register, past=past(register, "HEAD~1", lambda _: dt.date.max), before=first)

    assert opened == ["accompaniments/course.yaml"]
    assert second.register.entries == load(register, past=second.past).register.entries

    last = load(register, past=past(register, "HEAD", lambda _: dt.date.max))
    (register / "structures" / "region.yaml").write_text("name: The Region\nroles: [funder]\n")
    opened.clear()
    folder = load(register, before=last)

    assert opened == ["structures/region.yaml"]
    assert folder.register.entries == load(register).register.entries
