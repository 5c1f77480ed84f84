import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from mes_cli.figures.groups import By
from mes_cli.model.audience import Audience

Mes = Callable[..., Any]
Run = Callable[..., tuple[int, str, str]]

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
SEEDS, FRENCH = EXAMPLES / "seed-library", EXAMPLES / "reseau-des-possibles"


@pytest.fixture
def run(call: Run) -> Run:
    """Call ``mes coverage``."""
    return lambda folder, *arguments, **more: call(folder, "coverage", *arguments, **more)


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_text_fits_the_screen(
    run: Run, golden: Callable[..., None], language: str, columns: int
) -> None:
    _, whole, _ = run(SEEDS, "--lang", language, columns=columns)
    _, rows, _ = run(SEEDS, "--lang", language, "--by", "theme", columns=columns)

    golden(f"{whole}\n{rows}", f"coverage-{columns}-{language}")
    assert max(len(line) for line in f"{whole}\n{rows}".splitlines()) <= columns


@pytest.mark.parametrize("by", list(By))
def test_every_division_fits_and_ends_with_its_total(run: Run, by: By) -> None:
    code, text, _ = run(FRENCH, "--by", by.value, "--year", "2025")

    assert code == 0
    assert max(map(len, text.splitlines())) <= 80
    assert re.search(r"Total\n +890.h.15 +47.282,50.€ +12.099,01.€ +44.710,00.€", text)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("form", "ending"), [("md", "md"), ("csv", "csv")])
def test_tables_for_other_programs(
    run: Run, golden: Callable[..., None], form: str, ending: str, language: str
) -> None:
    _, whole, err = run(SEEDS, "--lang", language, "--format", form)
    _, rows, _ = run(SEEDS, "--lang", language, "--format", form, "--by", "accompaniment")

    golden(f"{whole}\n{rows}".replace("\r\n", "\n"), f"coverage-{form}-{language}", ending)
    assert err == ""


def test_csv_has_numbers_and_the_totals_of_json(run: Run) -> None:
    _, table, _ = run(FRENCH, "--format", "csv", "--by", "funder")
    _, data, _ = run(FRENCH, "--format", "json", "--by", "funder")

    [_, _, *rows, total] = list(csv.reader(io.StringIO(table)))
    whole = json.loads(data)
    assert total[1:5] == [
        f"{whole['hours']['staff'] / 3600:.2f}",
        whole["cost"]["monetary"],
        whole["cost"]["in_kind"],
        whole["resources"]["monetary"],
    ]
    assert f"{sum(float(row[1]) for row in rows):.2f}" == total[1]
    # Who was only applied to makes no row.
    some = [row for row in whole["rows"] if row["resources"]["monetary"] != "0.00"]
    assert [row[2] for row in rows if row[4] != "0.00"] == [it["cost"]["monetary"] for it in some]


@pytest.mark.parametrize("by", [it.value for it in By])
def test_json_has_the_rows_that_are_asked_for(run: Run, by: str) -> None:
    code, text, err = run(SEEDS, "--format", "json", "--by", by, "--year", "2024")

    data = json.loads(text)
    assert (code, err) == (0, "")
    assert (data["by"], data["year"], data["rows"][-1]["id"]) == (by, 2024, None)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_figure_is_explained(run: Run, golden: Callable[..., None], language: str) -> None:
    _, whole, _ = run(SEEDS, "--lang", language, "--explain", "--year", "2024")
    _, rows, _ = run(SEEDS, "--lang", language, "--explain", "--year", "2024", "--by", "initiative")

    golden(f"{whole}\n{rows}", f"coverage-explain-{language}")


def test_the_explanation_names_every_record_that_counts(run: Run) -> None:
    """Each file with something of the year, with its line; and no line of another year."""
    _, text, _ = run(FRENCH, "--explain", "--year", "2025")

    named = {
        match[1]: int(match[2])
        for match in re.finditer(r"  (\S+\.yaml):(\d+)$", text, re.MULTILINE)
    }
    assert {path.split("/")[0] for path in named} == {
        "accompagnements",
        "contributions",
        "financements",
    }
    for path, line in named.items():
        assert line <= len((FRENCH / path).read_text("utf-8").splitlines())
    assert "contributions/2025/effets-externes-2025.yaml" in named
    assert "financements/2025/europe-territoires-2025.yaml" not in named


REGISTER: Mapping[str, str] = {
    "mes.yaml": """
mes: 1
name: Net
language: en
keeper: seeds
hourly_costs: [{from: 2025-01-01, rate: 30, role: CANARY-ROLE}, {from: 2025-01-01, rate: 20}]
""",
    "structures/seeds.yaml": "name: Seeds\nroles: [support]\n",
    "structures/canary-fund.yaml": "name: Canary Fund\nroles: [funder]\n",
    "initiatives/canary-cafe.yaml": """
name: Canary Café
summary: A café
stage: idea
territory: {department: "21"}
publish_name: false
""",
    "accompaniments/canary-course.yaml": """
initiatives: [canary-cafe]
title: The Canary Café grows
form: individual
started: 2025-01-01
entry: {channel: direct}
sessions: [{date: 2025-05-01, hours: 1}, {date: 2025-05-02, hours: 1}, {date: 2025-05-03, hours: 1}]
""",
    "contributions/canary-gift.yaml": """
kind: skill-exchange
date: 2025-02-02
for: canary-course
title: Bread of Canary Café
from: canary-cafe
to: seeds
hours: 3h
by: CANARY-BY
value: {none: canary reason}
""",
    "funding/canary-grant.yaml": """
funder: canary-fund
nature: grant
period: {from: 2025-01-01, to: 2025-12-31}
granted: 50
ceiling: 50 %
status: granted
""",
}


@pytest.fixture
def private(tmp_path: Path) -> Path:
    for name, text in REGISTER.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip(), "utf-8")
    return tmp_path


@pytest.mark.parametrize("form", ["text", "md", "csv", "json", "explain"])
def test_the_public_learns_no_name_no_id_and_no_place(run: Run, private: Path, form: str) -> None:
    asked = ["--explain"] if form == "explain" else ["--format", form]
    for by in ([], ["--by", "theme"], ["--by", "territory"]):
        code, text, err = run(private, *asked, *by, "--audience", "public")

        assert (code, "canary" in (text + err).lower()) == (0, False), text
        assert ".yaml" not in text
        assert "50%" not in text


@pytest.mark.parametrize("form", ["text", "md", "csv", "json", "explain"])
def test_funders_learn_no_id_and_no_place(run: Run, private: Path, form: str) -> None:
    asked = ["--explain"] if form == "explain" else ["--format", form]
    for by in ([], ["--by", "accompaniment"], ["--by", "funder"], ["--by", "structure"]):
        code, text, _ = run(private, *asked, *by, "--audience", "funder")

        assert code == 0
        assert re.findall(r"canary-(?:cafe|course|fund|grant|gift)|CANARY-BY|\.yaml", text) == []


def test_json_for_each_audience(run: Run, private: Path) -> None:
    seen = {
        audience: json.loads(run(private, "--format", "json", "--audience", audience.value)[1])
        for audience in Audience
    }

    public, funder, members = (seen[Audience(name)] for name in ("public", "funder", "members"))
    assert (public["by"], public["ceilings"]) == ("territory", [])
    assert (public["rows"], public["withheld"]) == ([], True)
    assert public["described"] == [
        {"id": None, "kind": "skill-exchange", "seconds": 10800, "reason": "declared"}
    ]
    assert funder["ceilings"] == [
        {
            "funding": "funding-1",
            "share": "0.5000",
            "without_in_kind": "30.00",
            "with_in_kind": "30.00",
        }
    ]
    assert [row["id"] for row in funder["rows"]] == ["accompaniment-1", None]
    assert [row["id"] for row in members["rows"]] == ["accompaniment-1", None]
    internal = seen[Audience.INTERNAL]
    assert [row["id"] for row in internal["rows"]] == ["canary-course", None]
    assert members["described"][0]["reason"] == "canary reason"
    for name in ("hours", "cost", "resources", "coverage", "remainder", "accounts"):
        assert len({json.dumps(data[name]) for data in seen.values()}) == 1


@pytest.mark.parametrize(
    ("audience", "refused"),
    [
        ("public", {by.value for by in By} - {"theme", "territory"}),
        ("funder", {"initiative"}),
        ("members", set()),
        ("internal", set()),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_each_audience_has_its_grain(
    run: Run, private: Path, audience: str, refused: set[str], form: str
) -> None:
    codes = {
        by.value: run(private, "--by", by.value, "--audience", audience, "--format", form)[:2]
        for by in By
    }

    assert {by for by, (code, _) in codes.items() if code == 2} == refused
    assert all(text == "" for code, text in codes.values() if code == 2)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--year", "1999"), "no record is dated in the financial year 1999"),
        (("--by", "polic"), "write `policy`"),
        (("--format", "xml"), "`xml` is not a value of `--format`"),
        (("--audience", "everybody"), "`everybody` is not a value of `--audience`"),
        (("--explain", "--format", "json"), "`--explain` goes with `--format text`"),
    ],
)
def test_what_cannot_be_done_is_said_on_stderr(
    run: Run, arguments: tuple[str, ...], words: str
) -> None:
    code, text, err = run(SEEDS, "--lang", "en", *arguments)

    assert (code, text) == (2, "")
    assert words in err


def test_a_register_with_errors_is_not_counted(mes: Mes, private: Path) -> None:
    (private / "funding/canary-grant.yaml").write_text("funder: nobody\n", "utf-8")

    done = mes("-C", private, "coverage", "--format", "json", "--lang", "en")

    assert (done.code, done.out) == (1, "")
    assert re.match(r"\d errors keep the register from being counted", done.err)


def test_no_register_and_no_record_stop_the_run(run: Run, tmp_path: Path) -> None:
    assert run(tmp_path)[:2] == (2, "")

    (tmp_path / "mes.yaml").write_text(REGISTER["mes.yaml"], "utf-8")

    assert run(tmp_path)[:2] == (2, "")


def test_two_runs_give_the_same_bytes(mes: Mes) -> None:
    """The order of nothing depends on how a process scatters its sets."""
    runs = {
        mes("-C", FRENCH, "coverage", "--explain", "--by", "theme", PYTHONHASHSEED=seed).out
        for seed in ("1", "2")
    }

    assert len(runs) == 1


def test_the_reader_is_led_to_the_explanation_unless_it_is_quiet(run: Run) -> None:
    assert "mes coverage --explain" in run(SEEDS, "--lang", "en")[2]
    assert run(SEEDS, "--quiet")[2] == ""


def test_the_public_learns_from_how_many_records_a_figure_is(run: Run) -> None:
    _, text, _ = run(FRENCH, "--explain", "--audience", "public", "--lang", "en", "--year", "2025")

    assert re.search(r"^paid work = €32,041.38\n  from 14 records$", text, re.MULTILINE)
    assert re.search(
        r"^statutory public contribution = €2,000.00\n  from 1 record$", text, re.MULTILINE
    )


def test_a_part_of_a_line_says_what_it_is_a_part_of(run: Run) -> None:
    _, text, _ = run(FRENCH, "--explain", "--by", "initiative", "--lang", "en", "--year", "2025")

    assert re.search(
        r"^  €63.90 = 9\sh × €35.50 × 1/5 \(equally\)  accompagnements/\S+:\d+$",
        text,
        re.MULTILINE,
    )


def test_full_time_equivalents_that_are_printed_as_nothing_are_left_out(
    folder: Path, mes: Mes
) -> None:
    contribution = "kind: volunteering\ndate: 2025-01-20\nhours: {}\ngovernance: true\n"
    shown = []
    for hours in ("4h", "40h"):
        (folder / "contributions").mkdir(exist_ok=True)
        (folder / "contributions/board.yaml").write_text(contribution.format(hours), "utf-8")
        out = mes("--lang", "en", "-C", folder, "coverage", "--year", "2025").out
        shown.append(["full-time" in out, "of which statutory time" in out])
    assert shown == [[False, False], [True, True]]
