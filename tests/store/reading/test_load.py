from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from mes_cli.finding import Finding, Message
from mes_cli.model import Contribution, Initiative, Structure
from mes_cli.register import Register
from mes_cli.store.reading.load import Reading, load

Found = Callable[[Mapping[str, str | bytes]], list[Finding]]
Said = Callable[[Message | None], str]

GARDEN = "name: Garden\nsummary: A garden\nstage: idea\nterritory: {name: Dijon}\n"


def test_an_empty_value_is_an_absent_field(register: Register) -> None:
    """
    -- structures/region.yaml --
    name: Region
    roles: [funder]
    email:
    short_name: ""
    territory:
    website: '  '
    """
    entry = register.get(Structure, "region")

    assert entry is not None
    assert (entry.record.email, entry.record.short_name) == (None, None)
    assert entry.record.territory is None
    assert entry.record.website is None


def test_an_empty_value_of_a_required_field_is_a_missing_one(found: Found, said: Said) -> None:
    [finding] = found({"structures/region.yaml": "name:\nroles: [funder]\n"})

    assert finding.code == "missing-field"
    assert said(finding.help) == "add a line `name: …`"


def test_a_list_gives_its_records_ids_of_their_own(register: Register) -> None:
    """
    -- contributions/2025-03.yaml --
    - {kind: volunteering, date: 2025-03-01, hours: 1h}
    - {kind: volunteering, date: 2025-03-02, hours: 2h, id: cleaning}
    - {kind: volunteering, date: 2025-03-03, hours: 3h}
    """
    entries = register.of(Contribution)

    assert [e.record.id for e in entries] == ["2025-03-1", "2025-03-3", "cleaning"]
    assert [e.place.item for e in entries] == [0, 2, 1]


def test_any_nesting_and_either_ending_are_read(register: Register) -> None:
    """
    -- contributions/2024/spring/hours.yml --
    kind: volunteering
    date: 2025-03-01
    hours: 1h

    -- contributions/hours-2.yaml --
    kind: volunteering
    date: 2025-03-01
    hours: 1h
    """
    assert [e.place.file for e in register.of(Contribution)] == [
        "contributions/2024/spring/hours.yml",
        "contributions/hours-2.yaml",
    ]


def test_an_id_may_repeat_the_name_of_the_file(register: Register) -> None:
    """
    -- structures/region.yaml --
    id: region
    name: Region
    roles: [funder]
    """
    assert register.get(Structure, "region")


@pytest.mark.parametrize("name", ["con", "aux", "Region", "ré", "a_b", "-a", "a-", "x" * 65])
def test_an_id_is_a_name_on_every_system(name: str, found: Found) -> None:
    record = f"- name: Region\n  roles: [funder]\n  id: {name}\n"

    assert [f.code for f in found({"structures/all.yaml": record})] == ["id-form"]


def test_the_longest_id_is_an_id(found: Found) -> None:
    name = "x" * 64

    assert found({f"structures/{name}.yaml": "name: Region\nroles: [funder]\n"}) == []


def test_both_spellings_of_a_key_are_one_field(folder: object, reading: Reading) -> None:
    """
    -- mes.yaml --
    mes: 1
    nom: Graines
    langue: fr
    teneur: seeds

    -- structures/region.yaml --
    nom: Région
    name: Region
    roles: [financeur]
    """
    [finding] = reading.findings

    assert finding.code == "duplicate-field"
    assert (finding.at.line, finding.related[0].at.line) == (2, 1)


def test_a_record_may_mix_two_languages(folder: object, register: Register) -> None:
    """
    -- mes.yaml --
    mes: 1
    nom: Graines
    langue: fr
    teneur: seeds

    -- structures/region.yaml --
    nom: Région
    roles: [funder, financeur]
    territory: {departement: "2A"}

    -- evidence/mot.yaml --
    nature: testimony
    date: 2025-03-04
    titre: Un mot
    """
    entry = register.get(Structure, "region")

    assert entry is not None
    assert entry.record.roles == ("funder", "funder")
    assert entry.record.territory is not None
    assert entry.record.territory.department == "2A"


def test_french_words_mean_nothing_in_an_english_register(found: Found) -> None:
    files = {"structures/region.yaml": "nom: Region\nname: Region\nroles: [financeur]\n"}

    assert sorted(f.code for f in found(files)) == ["unknown-field", "unknown-value"]


@pytest.mark.parametrize(
    "broken",
    [
        "name: Garden\nsummary: A garden\nstage: [\n",
        f"{GARDEN}nots: x\n",
        "~\n",
        "# nothing yet\n",
        f"{GARDEN}notes: *x\n",
        b"name: caf\xe9\n",
        f"{GARDEN}jobs: many\n",
        f"{GARDEN}created: 2025-02-30\n",
        f"{GARDEN}---\nname: x\n",
        f"<<<<<<< HEAD\n{GARDEN}",
        f"id: gardens\n{GARDEN}",
    ],
)
def test_a_record_that_cannot_be_read_makes_nobody_unknown(
    broken: str | bytes, found: Found
) -> None:
    files = {
        "initiatives/garden.yaml": broken,
        "evidence/word.yaml": "kind: visit\ndate: 2025-01-01\ntitle: x\ninitiatives: [garden]\n",
    }

    [finding] = found(files)

    assert finding.at.file == "initiatives/garden.yaml"


def test_an_unread_record_of_a_list_makes_nobody_unknown(found: Found) -> None:
    files = {
        "accompaniments/all.yaml": "- started: then\n",
        "contributions/one.yaml": "kind: goods\ndate: 2025-01-01\nhours: 1h\nfor: all-1\n",
    }

    assert {f.at.file for f in found(files)} == {"accompaniments/all.yaml"}


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ("nmae: Garden\nsummary: x\nstage: idea\nterritory: {name: x}\n", "unknown-field"),
        ("Name: Garden\nsummary: x\nstage: idea\nterritory: {name: x}\n", "accented-field"),
        ("name: Garden\nsummary: x\nstage: ida\nterritory: {name: x}\n", "unknown-value"),
        ("name: Garden\nsummary: x\nstage: idea\nterritory: x\n", "not-fields"),
        ("name: [Garden]\nsummary: x\nstage: idea\nterritory: {name: x}\n", "not-text"),
        (f"{GARDEN}standing: [{{since: soon, status: member}}]\n", "date-form"),
        (f"{GARDEN}standing: [{{sinc: 2025-01-01, status: member}}]\n", "unknown-field"),
        (f"{GARDEN}standing: [member]\n", "not-fields"),
        (f"{GARDEN}standing: member\n", "not-a-list"),
        (f"{GARDEN}contact: [a]\n", "not-fields"),
        (f"{GARDEN}tags: {{a: b}}\n", "not-a-list"),
        (f"{GARDEN}tags: [[a]]\n", "not-text"),
        (f"id: [garden]\n{GARDEN}", "not-text"),
        (f"id: Garden\n{GARDEN}", "id-mismatch"),
        (f"themes: {{a: b}}\n{GARDEN}", "not-a-list"),
    ],
)
def test_one_mistake_is_one_finding(record: str, code: str, found: Found) -> None:
    assert [f.code for f in found({"initiatives/garden.yaml": record})] == [code]


def test_two_mistakes_are_two_findings(found: Found) -> None:
    record = f"{GARDEN}created: 2025-13-01\njobs: many\n"

    assert [f.code for f in found({"initiatives/garden.yaml": record})] == [
        "no-such-day", "number-form",
    ]  # fmt: skip


def test_a_lone_target_stands_for_a_list_of_one(register: Register) -> None:
    """
    -- contributions/one.yaml --
    kind: goods
    date: 2025-01-01
    hours: 1h
    for: garden-2025

    -- contributions/two.yaml --
    kind: goods
    date: 2025-01-01
    hours: 1h
    for:
      - garden-2025
      - accompaniment: repair-2025
    """
    one, two = (entry.record.targets for entry in register.of(Contribution))

    assert [t.accompaniment for t in one] == ["garden-2025"]
    assert [t.accompaniment for t in two] == ["garden-2025", "repair-2025"]


@pytest.mark.parametrize(
    ("settings", "code", "place"),
    [
        ("", "missing-settings-file", "1:1"),
        ("- a\n", "missing-settings-file", "1:1"),
        ("mes: 1\nname: x\n", "missing-field", "1:1"),
        ("mes: 1\nname: x\nkeeper: seeds\nlanguage: de\n", "unknown-value", "4:11"),
        ("mes: 1\nname: [x\nkeeper: seeds\n", "unclosed-bracket", "2:7"),
        ("mes: one\nname: x\nkeeper: seeds\n", "whole-form", "1:6"),
        ("mes: 2\nname: x\nkeeper: seeds\n", "unknown-format", "1:6"),
        ("mes: 1\nname: x\nkeper: seeds\n", "unknown-field", "3:1"),
        ("mes: 1\nname: x\nkeeper: seeds\nlimits: {depth: -1}\n", "negative-value", "4:17"),
    ],
)
def test_settings_that_cannot_be_read_are_one_finding(
    settings: str, code: str, place: str, found: Found
) -> None:
    findings = found({"mes.yaml": settings})

    assert [(f.code, f"{f.at.line}:{f.at.column}") for f in findings] == [(code, place)]


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (("hourly_costs:", "hourly_cost:"), "unknown-field"),
        (("themes:", "themse:"), "unknown-field"),
        (("themes:", "axes_:"), "unknown-field"),
        (("  mending: Mending", "  mending: [x]"), "not-text"),
        (("rate: 30", "rate: thirty"), "money-form"),
    ],
)
def test_what_settings_cannot_say_is_no_fault_of_records(
    slip: tuple[str, str], code: str, found: Found
) -> None:
    files = {
        "mes.yaml": "mes: 1\nname: x\nlanguage: en\nkeeper: seeds\nthemes:\n  mending: Mending\n"
        "hourly_costs:\n  - {from: 2025-01-01, rate: 30}\n",
        "initiatives/cafe.yaml": "name: Café\nsummary: x\nstage: idea\nterritory: {region: '27'}\n"
        "themes: [mending]\n",
        "accompaniments/cafe-2025.yaml": "title: Café\ninitiatives: [cafe]\nform: individual\n"
        "started: 2025-01-01\nentry: {channel: direct}\n"
        "sessions: [{date: 2025-02-01, type: support, hours: 2h}]\n",
    }
    assert found(files) == []

    files["mes.yaml"] = files["mes.yaml"].replace(*slip)

    assert [it.code for it in found(files)] == [code]


def test_an_unknown_setting_is_told_those_that_there_are(found: Found, said: Said) -> None:
    [it] = found({"mes.yaml": "mes: 1\nname: x\nlanguage: en\nkeeper: seeds\naxes_: {a: A}\n"})

    assert "`themes`, `policies`" in said(it.help)
    assert "notes" not in said(it.help)


def test_settings_that_cannot_be_read_leave_the_language(reading: Reading) -> None:
    """
    -- mes.yaml --
    mes: 1
    name: Seeds
    language: en
    keeper: seeds
    day_length: long

    -- programmes/scheme.yaml --
    name: Scheme
    lead: seeds
    """
    assert [f.code for f in reading.findings] == ["duration-form"]
    assert not reading.register.settled
    assert reading.words.language == "en"


def test_the_limits_of_a_file_can_be_set(found: Found) -> None:
    settings = "mes: 1\nname: x\nlanguage: en\nkeeper: seeds\nlimits: {depth: 3}\n"
    garden = {"initiatives/garden.yaml": GARDEN}

    assert found({"mes.yaml": settings, **garden}) == []
    assert [f.code for f in found({"mes.yaml": settings, "initiatives/garden.yaml":
        f"{GARDEN}standing:\n  - since: {{a: [b]}}\n"})] == ["too-deep"]  # fmt: skip


def test_a_list_without_records_is_empty(found: Found) -> None:
    assert [f.code for f in found({"initiatives/all.yaml": "[]\n"})] == ["empty-file"]


def test_an_element_that_is_no_record_is_found_alone(found: Found) -> None:
    record = "- text\n- {name: x, summary: x, stage: idea, territory: {name: x}}\n"

    [finding] = found({"initiatives/all.yaml": record})

    assert (finding.code, finding.at.line) == ("not-a-record", 1)


def test_one_mark_and_windows_lines_are_read(found: Found) -> None:
    record = b"\xef\xbb\xbf" + GARDEN.replace("\n", "\r\n").encode()

    assert found({"initiatives/garden.yaml": record}) == []
    assert [f.code for f in found({"initiatives/garden.yaml": b"\xef\xbb\xbf" + record})] == [
        "control-character"
    ]


def test_every_record_is_counted_read_or_not(reading: Reading) -> None:
    """
    -- initiatives/all.yaml --
    - {name: x, summary: x, stage: idea, territory: {name: x}}
    - text
    """
    assert (reading.files, reading.records) == (2, 3)
    assert len(reading.register.of(Initiative)) == 1


def test_a_draft_stands_for_its_file_even_when_it_is_empty(folder: Path) -> None:
    """
    -- contributions/day.yaml --
    kind: goods
    date: 2025-03-01
    """
    drafts = {"contributions/day.yaml": b""}

    assert load(folder).register.find("contribution", "day")
    assert load(folder, drafts=drafts).register.find("contribution", "day") is None
