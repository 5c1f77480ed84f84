"""What a register may make of the checks."""

from mes_cli import checks
from mes_cli.finding import Edit, Finding, Fix, Severity
from mes_cli.register import Register
from mes_cli.store.reading.faults import faults
from mes_cli.store.reading.load import Reading


def test_a_check_that_does_not_exist_is_an_error(findings: list[Finding]) -> None:
    """
    -- mes.yaml --
    mes: 1
    name: Seeds
    language: en
    keeper: seeds
    checks:
      personal-dat: ignore
    """
    [finding] = findings

    assert (finding.code, finding.at.line, finding.at.column) == ("unknown-check", 6, 3)
    assert finding.fix == Fix(Edit.REPLACE, "personal-data")


def test_an_error_cannot_be_made_less(findings: list[Finding]) -> None:
    """
    -- mes.yaml --
    mes: 1
    name: Seeds
    language: en
    keeper: seeds
    checks:
      unknown-reference: ignore
      no-date: error
    """
    [finding] = findings

    assert (finding.code, finding.at.line, finding.at.column) == ("error-lowered", 6, 22)


def test_faults_of_reading_cannot_be_made_less_but_those_of_invisible_letters(
    findings: list[Finding],
) -> None:
    """
    -- mes.yaml --
    mes: 1
    name: Seeds
    language: en
    keeper: seeds
    checks:
      invisible-character: ignore
      date-form: ignore
    """
    assert [(f.code, f.at.line) for f in findings] == [("unknown-check", 7)]


def test_warnings_weigh_what_the_register_says(register: Register) -> None:
    """
    -- mes.yaml --
    mes: 1
    nom: Seeds
    langue: fr
    teneur: seeds
    controles:
      personal-data: erreur
      empty-contribution: ignorer

    -- structures/seeds.yaml --
    nom: Seeds
    roles: [tete-de-reseau]
    enonce: Écrire à ana@example.org

    -- contributions/one.yaml --
    nature: benevolat
    date: 2025-03-04
    """
    found = checks.run(register)

    weighed = checks.weigh(found, register.settings.checks)

    assert {f.code for f in found} == {"personal-data", "empty-contribution"}
    assert [(f.code, f.severity) for f in weighed] == [("personal-data", Severity.ERROR)]


def test_a_word_that_weighs_nothing_is_found(reading: Reading) -> None:
    """
    -- mes.yaml --
    mes: 1
    name: Seeds
    language: en
    keeper: seeds
    checks:
      personal-data: never
    """
    assert [f.code for f in reading.findings] == ["unknown-value"]


def test_the_faults_of_reading_that_are_warnings_are_known() -> None:
    assert set(checks.READING_WARNINGS) <= set(faults())
