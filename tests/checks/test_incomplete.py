"""What is not there yet: each check fires, and is silent just inside its border."""

from collections.abc import Callable, Mapping

import pytest

from mes_cli.finding import Finding, Severity

Found = Callable[[Mapping[str, str | bytes]], list[Finding]]

BASE = {
    "structures/region.yaml": "name: Region\nroles: [funder]\n",
    "initiatives/garden.yaml": "name: Garden\nsummary: x\nstage: idea\nterritory: {name: x}\n",
}
COURSE = "initiatives: [garden]\nform: individual\nstarted: 2024-03-01\nentry: {channel: direct}\n"
GRANT = (
    "funder: region\nnature: grant\ngranted: 9\nstatus: granted\n"
    "period: {from: 2024-01-01, to: 2024-12-31}\n"
)
WORD = "kind: testimony\ntitle: x\ndate: "


def hours(day: str) -> str:
    return f"kind: volunteering\ndate: {day}\nhours: 1h\n"


def word(until: str) -> str:
    return f"{WORD}2025-01-01\nconsent: {{scope: public, given: 2024-01-01, until: {until}}}\n"


COURSE_FILE, DONE = "accompaniments/course.yaml", "contributions/done.yaml"
MET = COURSE + "sessions: [{date: 2024-03-01, hours: 1h}]\n"

FIRES: dict[str, tuple[dict[str, str], str]] = {
    "accompaniment-without-session": (
        {COURSE_FILE: COURSE, DONE: hours("2024-06-01")}, f"{COURSE_FILE}:3:10",
    ),
    "stale-accompaniment": (
        {COURSE_FILE: MET, DONE: hours("2025-03-02")}, f"{COURSE_FILE}:5:19",
    ),
    "funding-without-policy": (
        {"funding/a.yaml": GRANT, "funding/b.yaml": GRANT + "policies: [culture]\n"},
        "funding/a.yaml:2:9",
    ),
    "year-without-foreword": (
        {"years/a.yaml": "year: 2023\nforeword: x\n", "years/b.yaml": "year: 2024\n",
         COURSE_FILE: MET + "ended: 2024-03-01\n", DONE: hours("2025-01-01")},
        "years/b.yaml:1:7",
    ),
    "consent-ends-soon": ({"evidence/w.yaml": word("2025-04-03")}, "evidence/w.yaml:4:52"),
}  # fmt: skip

SILENT: dict[str, list[dict[str, str]]] = {
    "accompaniment-without-session": [
        {COURSE_FILE: COURSE, DONE: hours("2024-05-31")},
        {COURSE_FILE: COURSE},
    ],
    "stale-accompaniment": [
        {COURSE_FILE: MET, DONE: hours("2025-03-01")},
        {COURSE_FILE: MET + "ended: 2024-03-01\n", DONE: hours("2026-03-02")},
    ],
    "funding-without-policy": [
        {"funding/a.yaml": GRANT, "funding/b.yaml": GRANT + "title: x\n"},
        {"funding/a.yaml": GRANT.replace("grant\n", "donation\n"),
         "funding/b.yaml": GRANT + "policies: [culture]\n"},
    ],
    "year-without-foreword": [
        {"years/b.yaml": "year: 2023\n", COURSE_FILE: MET + "ended: 2024-03-01\n",
         DONE: hours("2025-01-01")},
        {"years/a.yaml": "year: 2023\nforeword: x\n",
         COURSE_FILE: MET.replace("2024", "2025") + "ended: 2025-03-01\n"},
    ],
    "consent-ends-soon": [
        {"evidence/w.yaml": word("2025-04-04")},
        {"evidence/w.yaml": word("2024-12-31")},
    ],
}  # fmt: skip


@pytest.mark.parametrize("code", FIRES)
def test_what_is_missing_is_a_warning_at_its_place(code: str, found: Found) -> None:
    files, place = FIRES[code]

    findings = found(BASE | files)

    assert [(f.code, f"{f.at.file}:{f.at.line}:{f.at.column}") for f in findings] == [(code, place)]
    assert findings[0].severity is Severity.WARNING


@pytest.mark.parametrize(
    "files",
    [pytest.param(f, id=f"{code}-{n}")
     for code, cases in SILENT.items() for n, f in enumerate(cases)],
)  # fmt: skip
def test_nothing_is_missing_just_inside_the_border(files: dict[str, str], found: Found) -> None:
    assert [(f.code, f.at.file) for f in found(BASE | files)] == []
