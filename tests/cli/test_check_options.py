"""What ``mes check`` shows, of what, and in which form."""

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mes_cli.cli.colors import linked
from mes_cli.cli.findings_form import automatic, form_of

Mes = Callable[..., Any]

FILES = {
    "mes.yaml": "mes: 1\nname: Seeds\nlanguage: en\nkeeper: seeds\n",
    "structures/seeds.yaml": "name: Seeds\nroles: [member]\nstatement: write to a@example.org\n",
    "initiatives/garden.yaml": "name: Garden\nsummary: x\nstage: ideaa\nterritory: {name: x}\n",
    "contributions/day.yaml": "- {kind: volunteering, date: 2025-03-04, hours: 1h, from: sedes}\n"
    "- {kind: volunteering, date: 2025-03-05, hours: 1h, from: sedes}\n",
}


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    root = tmp_path / "seeds"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def found(done: Any) -> list[tuple[str, str]]:
    document = json.loads(done.out)
    return [(one["code"], one["file"]) for one in document["findings"]]


def test_only_what_is_selected_is_shown_and_counts(seeds: Path, mes: Mes) -> None:
    one = mes("-C", seeds, "check", "-f", "json", "--select", "personal-data")
    none = mes("-C", seeds, "check", "--select", "no-date", "--select", "tab")

    assert (one.code, found(one)) == (0, [("personal-data", "structures/seeds.yaml")])
    assert none.code == 0
    assert "2 checks, nothing to mend" in none.out


def test_what_is_ignored_is_not_shown_and_does_not_count(seeds: Path, mes: Mes) -> None:
    done = mes("-C", seeds, "check", "-f", "json",
               "--ignore", "unknown-value", "--ignore", "unknown-reference")  # fmt: skip

    assert (done.code, found(done)) == (0, [("personal-data", "structures/seeds.yaml")])


def test_a_code_that_no_check_has_is_trouble(seeds: Path, mes: Mes) -> None:
    done = mes("-C", seeds, "check", "--select", "personal-dat")

    assert done.code == 2
    assert "write `personal-data`" in done.err


def test_all_checks_are_listed_with_the_weight_they_have_here(seeds: Path, mes: Mes) -> None:
    settings = FILES["mes.yaml"] + "checks: {personal-data: error, day-too-long: ignore}\n"
    (seeds / "mes.yaml").write_text(settings, "utf-8")

    done = mes("-C", seeds, "check", "--list", "-f", "json")
    rows = {row["code"]: row for row in json.loads(done.out)}

    assert len(rows) > 100
    assert rows["personal-data"]["severity"] == "error"
    assert rows["day-too-long"]["severity"] == "ignore"
    assert rows["stale-accompaniment"]["severity"] == "warning"
    assert all(row["headline"] for row in rows.values())


def test_what_a_register_ignores_is_not_found(seeds: Path, mes: Mes) -> None:
    text = FILES["mes.yaml"] + "checks: {personal-data: ignore}\n"
    (seeds / "mes.yaml").write_text(text, "utf-8")

    done = mes("-C", seeds, "check", "-f", "json", "--strict")

    assert {code for code, _ in found(done)} == {"unknown-value", "unknown-reference"}


def test_a_slip_that_is_repeated_is_shown_with_each_of_its_files(seeds: Path, mes: Mes) -> None:
    done = mes("-C", seeds, "check", "-f", "json", seeds / "contributions")

    assert found(done) == [("unknown-reference", "contributions/day.yaml")]
    [slip] = json.loads(done.out)["findings"]
    assert [other["line"] for other in slip["related"]] == [2]


def git(root: Path, *words: str) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words]
    subprocess.run(command, cwd=root, check=True, capture_output=True, env=environment)


def test_since_shows_only_what_was_changed_and_judges_it_against_all(seeds: Path, mes: Mes) -> None:
    git(seeds, "init", "-q")
    git(seeds, "add", ".")
    git(seeds, "commit", "-qm", "all")
    day = seeds / "contributions/day.yaml"
    more = "- {kind: volunteering, date: 2025-03-06, hours: 1h, from: grden}\n"
    day.write_text(more + day.read_text("utf-8"), "utf-8")
    (seeds / "evidence").mkdir()
    (seeds / "evidence/new.yaml").write_text(
        "kind: testimny\ndate: 2025-01-01\ntitle: x\n", "utf-8"
    )

    done = mes("-C", seeds, "check", "-f", "json", "--since", "HEAD")

    assert found(done) == [
        ("unknown-reference", "contributions/day.yaml"), ("unknown-value", "evidence/new.yaml"),
    ]  # fmt: skip
    assert json.loads(done.out)["findings"][0]["line"] == 1
    assert done.err == ""
    whole = mes("-C", seeds, "check", "-f", "json").out
    rest = len(json.loads(whole)["findings"]) - 2
    said = mes("-C", seeds, "--lang", "en", "check", "--since", "HEAD")
    assert f"{rest} findings in records that did not change are not shown:" in said.err


@pytest.mark.parametrize("revision", ["nothing", "--output=x", "HEAD"])
def test_a_revision_that_git_does_not_know_is_trouble(revision: str, seeds: Path, mes: Mes) -> None:
    done = mes("-C", seeds, "check", f"--since={revision}")
    assert done.code == 2
    assert "this folder is in no repository" in done.err

    subprocess.run(["git", "init", "-q"], cwd=seeds, check=True)  # noqa: S607
    done = mes("-C", seeds, "check", f"--since={revision}")
    assert done.code == 2
    assert "git knows no revision" in done.err


def test_findings_are_written_to_a_file_and_said_to_people(seeds: Path, mes: Mes) -> None:
    done = mes("-C", seeds, "check", "--output", "out.sarif")
    quiet = mes("-C", seeds, "check", "--quiet", "--output", "out.xml")

    assert "error[unknown-value]" in done.out
    assert json.loads(Path(seeds.parent, "out.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert quiet.out == ""
    assert Path(seeds.parent, "out.xml").read_text("utf-8").startswith("<?xml")
    assert (done.code, quiet.code) == (1, 1)


def test_forges_are_told_files_from_the_top_of_the_repository(seeds: Path, mes: Mes) -> None:
    done = mes("-C", seeds, "check", GITHUB_ACTIONS="true", GITHUB_WORKSPACE=str(seeds.parent))

    assert "::error file=seeds/initiatives/garden.yaml,line=3," in done.out


def test_the_form_suits_the_place_and_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITLAB_CI", raising=False)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    endings = {
        "a.json": "json",
        "a.sarif": "sarif",
        "a.xml": "junit",
        "a.md": "markdown",
        "-": "human",
    }

    assert {name: form_of("", Path(name)) for name in endings} == endings
    assert form_of("concise", Path("a.json")) == "concise"
    assert automatic({"GITHUB_ACTIONS": "true", "GITEA_ACTIONS": "true"}) == "human"
    monkeypatch.setenv("GITLAB_CI", "true")
    assert form_of("", Path("gl-code-quality-report.json")) == "gitlab"


def test_scores_name_what_is_missing(seeds: Path, mes: Mes) -> None:
    done = mes("-C", seeds, "check", "--score")

    assert done.code == 0
    assert "structures/seeds.yaml" in done.out
    assert "missing: `territory`, `website`, `siret`" in done.out
    *lines, last = done.out.splitlines()
    assert last.endswith("% complete")
    percents = [int(found[1]) for line in lines if (found := re.search(r" (\d+) %", line))]
    assert percents == sorted(percents)
    assert len(set(percents)) > 1


def test_links_are_for_terminals_that_follow_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CI", "FORCE_HYPERLINK", "TERM_PROGRAM", "VTE_VERSION", "WT_SESSION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert not linked(terminal=True)
    monkeypatch.setenv("VTE_VERSION", "7006")
    assert linked(terminal=True)
    assert not linked(terminal=False)
    monkeypatch.setenv("CI", "true")
    assert not linked(terminal=True)


def test_colours_and_links_are_laid_over_the_same_text(seeds: Path, mes: Mes) -> None:
    plain = mes("-C", seeds, "check").out
    painted = mes("-C", seeds, "check", FORCE_COLOR="1", FORCE_HYPERLINK="1", TERM="xterm").out
    without = mes("-C", seeds, "check", FORCE_COLOR="1", NO_COLOR="1", TERM="xterm").out

    assert "\x1b]8;" in painted
    assert (seeds / "initiatives/garden.yaml").as_uri() in painted
    assert "\x1b" not in plain + without
    assert plain == without
