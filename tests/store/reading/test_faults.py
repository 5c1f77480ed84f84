import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from mes_cli.finding import Finding
from mes_cli.store.reading.faults import faults
from mes_cli.store.reading.load import load
from mes_cli.store.reading.locate import locate

Found = Callable[[Mapping[str, str | bytes]], list[Finding]]
Case = tuple[dict[str, str | bytes], str]


def settings(more: str) -> dict[str, str | bytes]:
    return {"mes.yaml": f"mes: 1\nname: Seed network\nlanguage: en\nkeeper: seeds\n{more}"}


def garden(more: str = "", territory: str = "{name: Dijon}") -> dict[str, str | bytes]:
    text = f"name: Garden\nsummary: A garden\nstage: idea\nterritory: {territory}\n{more}"
    return {"initiatives/garden.yaml": text}


def course(more: str, initiatives: str = "[garden]") -> dict[str, str | bytes]:
    text = f"form: collective\nstarted: 2025-01-01\nentry: {{channel: direct}}\n{more}"
    text += f"initiatives: {initiatives}\n"
    return {"accompaniments/course.yaml": text, **garden()}


def hours(more: str) -> dict[str, str | bytes]:
    text = f"kind: volunteering\ndate: 2025-01-01\nhours: 2h\n{more}"
    return {"contributions/hours.yaml": text}


#: Files that have one fault each, and the place where it is found.
CASES: dict[str, Case] = {
    "too-large": (
        {**garden("value_for_territory: " + "x" * 300 + "\n"),
         **settings("limits: {file_size: 200}\n")},
        "initiatives/garden.yaml:1:1",
    ),
    "file-name": ({"initiatives/Café.yaml": ""}, "initiatives/Café.yaml:1:1"),
    "misnamed-folder": ({"initative/garden.yaml": ""}, "initative/:1:1"),
    "stray-file": ({"garden.yaml": ""}, "garden.yaml:1:1"),
    "missing-settings-file": ({"mes.yaml": "[a]\n"}, "mes.yaml:1:1"),
    "id-mismatch": (garden("id: gardens\n"), "initiatives/garden.yaml:5:5"),
    "same-file-name": (
        {**garden(), "initiatives/garden.yml": "name: x\nsummary: x\nstage: idea\n"
         "territory: {name: x}\nid: garden\n"},
        "initiatives/garden.yml:1:1",
    ),
    "not-utf8": ({"initiatives/garden.yaml": b"name: caf\xe9\n"}, "initiatives/garden.yaml:1:10"),
    "control-character": (garden("notes: a\x1bb\n"), "initiatives/garden.yaml:5:9"),
    "escaped-character": (garden('notes: "a\\eb"\n'), "initiatives/garden.yaml:5:8"),
    "lost-character": (garden("notes: caf\ufffd\n"), "initiatives/garden.yaml:5:11"),
    "invisible-character": (garden("notes: a\u200bb\n"), "initiatives/garden.yaml:5:9"),
    "merge-conflict": (garden("<<<<<<< HEAD\n=======\n"), "initiatives/garden.yaml:5:1"),
    "directive": (
        {"years/a.yaml": "%YAML 1.1\n---\nyear: 2025\n"}, "years/a.yaml:1:1",
    ),
    "several-documents": (garden("---\nname: x\n"), "initiatives/garden.yaml:5:1"),
    "tag": (garden("jobs: !!float 2\n"), "initiatives/garden.yaml:5:7"),
    "anchor": (garden("notes: &short text\n"), "initiatives/garden.yaml:5:8"),
    "alias": (garden("notes: *short\n"), "initiatives/garden.yaml:5:8"),
    "merge-key": (garden("<<: {notes: x}\n"), "initiatives/garden.yaml:5:1"),
    "field-name-not-text": (garden("? [a, b]\n"), "initiatives/garden.yaml:5:3"),
    "too-deep": (garden(f"tags: {'[' * 30}{']' * 30}\n"), "initiatives/garden.yaml:5:30"),
    "too-many-values": (garden("tags: [" + "a," * 60_000 + "]\n"),
                        "initiatives/garden.yaml:5:119982"),
    "empty-file": ({"initiatives/garden.yaml": "# later\n"}, "initiatives/garden.yaml:1:1"),
    "not-a-record": ({"initiatives/garden.yaml": "name:Garden\n"}, "initiatives/garden.yaml:1:1"),
    "comma-in-braces": (garden("standing: [{since: 2025-01-01, status: member, 00}]\n"),
                        "initiatives/garden.yaml:5:48"),
    "colon-in-text": (garden("notes: one: two\n"), "initiatives/garden.yaml:5:11"),
    "tab": (garden("contact:\n\tname: Robin\n"), "initiatives/garden.yaml:6:1"),
    "unclosed-quote": (garden('notes: "one\n'), "initiatives/garden.yaml:5:8"),
    "apostrophe-in-quotes": (garden("notes: 'the town's own'\n"), "initiatives/garden.yaml:5:8"),
    "lookalike-space": (garden("contact:\n\u00a0\u00a0name: x\n"), "initiatives/garden.yaml:6:1"),
    "lookalike-dash": (garden("tags:\n  \u2013 one\n"), "initiatives/garden.yaml:6:3"),
    "dash-without-space": (garden("tags:\n  -one\n"), "initiatives/garden.yaml:6:3"),
    "text-cut-by-comment": (garden("notes: one #2\n"), "initiatives/garden.yaml:5:12"),
    "double-brackets": (course("partners: [[seeds]]\n"), "accompaniments/course.yaml:4:11"),
    "hidden-ending": ({"initiatives/garden.yaml.txt": "name: x\n"},
                      "initiatives/garden.yaml.txt:1:1"),
    "unclosed-bracket": (garden("tags: [one, two\n"), "initiatives/garden.yaml:5:7"),
    "bad-indentation": (garden("notes: one\n  tags: [two]\n"), "initiatives/garden.yaml:6:3"),
    "missing-colon": (garden("notes\ntags: [a]\n"), "initiatives/garden.yaml:5:1"),
    "reserved-character": (garden("notes: @home\n"), "initiatives/garden.yaml:5:8"),
    "unknown-escape": (garden('notes: "C:\\documents"\n'), "initiatives/garden.yaml:5:11"),
    "unreadable-line": (garden("tags: ]\n"), "initiatives/garden.yaml:5:7"),
    "missing-field": (
        {"structures/x.yaml": "roles: [member]\n"}, "structures/x.yaml:1:1",
    ),
    "unknown-field": (garden("thmes: [power-to-act]\n"), "initiatives/garden.yaml:5:1"),
    "undeclared-field": (garden("own: {mood: calm}\n"), "initiatives/garden.yaml:5:1"),
    "accented-field": (garden("Tags: [one]\n"), "initiatives/garden.yaml:5:1"),
    "duplicate-field": (garden("stage: creation\n"), "initiatives/garden.yaml:5:1"),
    "unknown-value": (garden("legal_form: club\n"), "initiatives/garden.yaml:5:13"),
    "accented-value": (garden("legal_form: Collective\n"), "initiatives/garden.yaml:5:13"),
    "empty-item": (garden("tags:\n  - one\n  -\n"), "initiatives/garden.yaml:7:4"),
    "empty-list": (course("", "[]"), "accompaniments/course.yaml:4:14"),
    "not-text": (garden("notes: [one]\n"), "initiatives/garden.yaml:5:8"),
    "not-a-list": (garden("tags: one\n"), "initiatives/garden.yaml:5:7"),
    "not-fields": (garden(territory="Dijon"), "initiatives/garden.yaml:4:12"),
    "unknown-format": (
        {"mes.yaml": "mes: 7\nname: Seeds\nlanguage: en\nkeeper: seeds\n"}, "mes.yaml:1:6",
    ),
    "date-form": (garden("created: 04/03/2025\n"), "initiatives/garden.yaml:5:10"),
    "no-such-day": (garden("created: 2025-02-30\n"), "initiatives/garden.yaml:5:10"),
    "date-too-far": (garden("created: 0205-03-04\n"), "initiatives/garden.yaml:5:10"),
    "duration-form": (
        course("sessions:\n  - {date: 2025-01-02, hours: two hours}\n"),
        "accompaniments/course.yaml:5:31",
    ),
    "year-form": ({"years/a.yaml": "year: 25\n"}, "years/a.yaml:1:7"),
    "month-day-form": (settings("fiscal_year_start: 1 September\n"), "mes.yaml:5:20"),
    "term-form": (settings("retention: {volunteers: a while}\n"), "mes.yaml:5:25"),
    "negative-value": (garden("jobs: -2\n"), "initiatives/garden.yaml:5:7"),
    "too-large-number": (garden(f"jobs: {'9' * 20}\n"), "initiatives/garden.yaml:5:7"),
    "money-form": (hours("unit_value: 12 k€\n"), "contributions/hours.yaml:4:13"),
    "money-decimals": (hours("unit_value: 12.005\n"), "contributions/hours.yaml:4:13"),
    "number-form": (garden("jobs: about ten\n"), "initiatives/garden.yaml:5:7"),
    "number-decimals": (garden("jobs: 0.33333\n"), "initiatives/garden.yaml:5:7"),
    "whole-form": (hours("people: 2.5\n"), "contributions/hours.yaml:4:9"),
    "share-form": (
        settings("overheads:\n  - {from: 2024-01-01, share: a fifth}\n"), "mes.yaml:6:31",
    ),
    "share-above-one": (
        settings("overheads:\n  - {from: 2024-01-01, share: 18}\n"), "mes.yaml:6:31",
    ),
    "boolean-form": (hours("governance: yes\n"), "contributions/hours.yaml:4:13"),
    "url-form": (garden("website: www.example.org\n"), "initiatives/garden.yaml:5:10"),
    "email-form": (
        garden("contact:\n  email: robin at example.org\n"), "initiatives/garden.yaml:6:10",
    ),
    "account-form": (
        course("expenses:\n  - {date: 2025-01-02, label: Train, amount: 12, account: travel}\n"),
        "accompaniments/course.yaml:5:59",
    ),
    "siren-invalid": (garden("siren: 123456789\n"), "initiatives/garden.yaml:5:8"),
    "siret-invalid": (garden("siret: 73282932000079\n"), "initiatives/garden.yaml:5:8"),
    "rna-invalid": (garden("rna: 751100895\n"), "initiatives/garden.yaml:5:6"),
    "commune-form": (garden(territory="{commune: Dijon}"), "initiatives/garden.yaml:4:22"),
    "department-form": (garden(territory="{department: Ain}"), "initiatives/garden.yaml:4:25"),
    "region-form": (garden(territory="{region: Bretagne}"), "initiatives/garden.yaml:4:21"),
    "limit-out-of-bounds": (settings("limits: {file_size: 99999999999}\n"), "mes.yaml:5:21"),
    "name-form": ({"mes.yaml": "mes: 1\nname: x\nlanguage: en\nkeeper: seeds\n"
                   "fields: {year: {Humeur: {type: text, label: x}}}\n"}, "mes.yaml:5:17"),
    "id-form": ({"years/a.yaml": "- year: 2025\n  id: Café\n"}, "years/a.yaml:2:7"),
}  # fmt: skip

#: Faults that need more than the text of files; they have tests of their own below.
APART = {
    "not-a-file", "unreadable-file", "register-inside", "internal-fault", "register-too-large",
    "too-many-files", "too-many-faults", "history-not-read", "internal-file-in-git",
    "interrupted-change", "member-refused", "identity-of-no-kind",
}  # fmt: skip


def test_every_fault_of_reading_has_a_case() -> None:
    assert set(CASES) | APART == set(faults())


@pytest.mark.parametrize("code", sorted(CASES))
def test_one_mistake_is_one_finding_at_its_place(code: str, found: Found) -> None:
    files, place = CASES[code]

    assert [(f.code, f"{f.at.file}:{f.at.line}:{f.at.column}") for f in found(files)] == [
        (code, place)
    ]


def test_a_link_is_not_a_file_of_the_register(folder: Path) -> None:
    """
    -- structures/region.yaml --
    name: Region
    roles: [funder]
    """
    (folder / "structures/linked.yaml").symlink_to(folder / "structures/region.yaml")

    [finding] = locate(load(folder).findings, load(folder))

    assert (finding.code, finding.at.file) == ("not-a-file", "structures/linked.yaml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    """Nobody writes to it."""
    os.mkfifo(folder / "structures/pipe.yaml")

    assert [f.code for f in load(folder).findings] == ["not-a-file"]


def test_a_file_that_vanished_is_unreadable(folder: Path) -> None:
    """Only the default files."""
    (folder / "mes.yaml").unlink()

    [finding] = load(folder).findings

    assert (finding.code, finding.at.file) == ("unreadable-file", "mes.yaml")
