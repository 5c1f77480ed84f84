"""What a value may look like, through the front door: a record in a file."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mes_cli.finding import Finding, Message
from mes_cli.model import Contribution, Initiative
from mes_cli.model.audience import Audience
from mes_cli.model.settings import Settings
from mes_cli.store.editing.atomic import write
from mes_cli.store.reading.load import load

Found = Callable[[Mapping[str, str | bytes]], list[Finding]]
Said = Callable[[Message | None], str]

HOUR = 3600
ACCEPTED: list[tuple[str, str, Any]] = [
    ("hours", "2h30", 9000),
    ("hours", "2 h", 7200),
    ("hours", "2:30", 9000),
    ("hours", "2.5", 9000),
    ("hours", "2,5", 9000),
    ("hours", "45min", 2700),
    ("hours", "45 mn", 2700),
    ("hours", "1j", 7 * HOUR),
    ("hours", "1d", 7 * HOUR),
    ("hours", "1j 2h", 9 * HOUR),
    ("hours", "0", 0),
    ("hours", "02h05", 2 * HOUR + 300),
    ("hours", "1 234,5", 1234 * HOUR + HOUR // 2),
    ("hours", "0.0001", 0),  # 0.36 s
    ("hours", "0.00014", 1),  # 0.504 s: half up
    ("hours", "0.0001388888", 0),
    ("hours", "0.000138889", 1),
    ("unit_value", "1234.50", Decimal("1234.50")),
    ("unit_value", "1 234,50", Decimal("1234.50")),
    ("unit_value", "1 234,50 €", Decimal("1234.50")),
    ("unit_value", "1\u00a0234,50\u00a0€", Decimal("1234.50")),
    ("unit_value", "1\u202f234,50\u202f€", Decimal("1234.50")),
    ("unit_value", "1\u2009234,50 euros", Decimal("1234.50")),
    ("unit_value", "0.10", Decimal("0.10")),
    ("unit_value", "0", Decimal("0.00")),
    ("unit_value", "007", Decimal("7.00")),
    ("unit_value", "999999999999.99", Decimal("999999999999.99")),
    ("quantity", "0.3333", Decimal("0.3333")),
    ("quantity", "12", Decimal("12.0")),
    ("people", "12", 12),
    ("people", "1 200", 1200),
    ("people", "12.0", None),
    ("governance", "true", True),
    ("governance", "false", False),
    ("date", "2024-02-29", dt.date(2024, 2, 29)),
    ("date", "1900-01-01", dt.date(1900, 1, 1)),
    ("date", "2100-12-31", dt.date(2100, 12, 31)),
    ("title", "no", "no"),
    ("title", "01000", "01000"),
    ("title", "2:30", "2:30"),
    ("title", "0.10", "0.10"),
    ("title", "1e3", "1e3"),
    ("title", "~", "~"),
    ("title", "null", "null"),
    ("title", "2025-13-01", "2025-13-01"),
    ("title", "= 1+1", "= 1+1"),
]
REFUSED: list[tuple[str, str, str, str]] = [
    ("hours", "-2", "negative-value", "write a number without a minus sign"),
    ("hours", "\u22122h", "negative-value", "write a number without a minus sign"),
    ("hours", "2h60", "duration-form", "`2h30`, `2:30` or `2.5`"),
    ("hours", "2:60", "duration-form", "`2h30`"),
    ("hours", "2:3", "duration-form", "`2h30`"),
    ("hours", "h", "duration-form", "`2h30`"),
    ("hours", "1e3", "duration-form", "`2h30`"),
    ("hours", "~", "duration-form", "`2h30`"),
    ("hours", "٢", "duration-form", "`2h30`"),
    ("hours", "10000000", "too-large-number", "check it"),
    ("unit_value", "-1", "negative-value", "without a minus sign"),
    ("unit_value", "+1", "money-form", "`1234.50`"),
    ("unit_value", "1.005", "money-decimals", "at most two decimals"),
    ("unit_value", "1,234,567", "money-form", "write `1234567`"),
    ("unit_value", "1.234,50", "money-form", "write `1234,50`"),
    ("unit_value", "12 34", "money-form", "`1234.50`"),
    ("unit_value", ".nan", "money-form", "`1234.50`"),
    ("unit_value", ".inf", "money-form", "`1234.50`"),
    ("unit_value", "1e3", "money-form", "`1234.50`"),
    ("unit_value", "0x10", "money-form", "`1234.50`"),
    ("unit_value", "1_000", "money-form", "`1234.50`"),
    ("unit_value", "１２", "money-form", "`1234.50`"),
    ("unit_value", "€", "money-form", "`1234.50`"),
    ("unit_value", "null", "money-form", "`1234.50`"),
    ("unit_value", "1000000000000", "too-large-number", "twelve digits"),
    ("quantity", "0.33333", "number-decimals", "at most four decimals"),
    ("quantity", "12 €", "number-form", "digits only"),
    ("people", "2.5", "whole-form", "digits only"),
    ("people", "two", "whole-form", "digits only"),
    ("governance", "yes", "boolean-form", "write `true`"),
    ("governance", "True", "boolean-form", "write `true`"),
    ("governance", "1", "boolean-form", "write `true` or `false`"),
    ("governance", "vrai", "boolean-form", "write `true`"),
    ("date", "2025-13-01", "no-such-day", "a day that exists"),
    ("date", "2025-02-29", "no-such-day", "a day that exists"),
    ("date", "1899-12-31", "date-too-far", "from 1900 to 2100"),
    ("date", "2101-01-01", "date-too-far", "from 1900 to 2100"),
    ("date", "4/3/2025", "date-form", "write `2025-03-04`"),
    ("date", "4 mars 2025", "date-form", "write `2025-03-04`"),
    ("date", "1er mars 2025", "date-form", "write `2025-03-01`"),
    ("date", "20250304", "date-form", "write `2025-03-04`"),
    ("date", "2025-3-4", "date-form", "write `2025-03-04`"),
    ("date", "2025-03-04T10:00:00Z", "date-form", "write `2025-03-04`"),
    ("date", "31/31/2025", "date-form", "the year, the month and the day"),
    ("date", "yesterday", "date-form", "the year, the month and the day"),
    ("date", "0", "date-form", "the year, the month and the day"),
    ("date", "~", "date-form", "the year, the month and the day"),
]


def contribution(field: str, value: str) -> dict[str, str | bytes]:
    lines = {"kind": "goods", "date": "2025-01-01", "hours": "1h", field: value}
    text = "".join(f"{name}: {said}\n" for name, said in lines.items())
    return {"contributions/one.yaml": text}


def read(root: Path, field: str, value: str) -> Any:
    """Give a field of a contribution as it is kept; nothing where it is refused."""
    write(root / "mes.yaml", "mes: 1\nname: Seeds\nlanguage: en\nkeeper: seeds\n")
    write(
        root / "contributions/one.yaml", str(contribution(field, value)["contributions/one.yaml"])
    )
    entry = load(root).register.get(Contribution, "one")
    return getattr(entry.record, field) if entry else None


@pytest.mark.parametrize(("field", "text", "kept"), ACCEPTED)
def test_a_value_is_kept_as_its_field_says(
    field: str, text: str, kept: object, tmp_path: Path
) -> None:
    value = read(tmp_path, field, text)

    assert value == kept
    assert str(value) == str(kept)


@pytest.mark.parametrize(("field", "text", "code", "help_"), REFUSED)
def test_a_value_of_another_form_is_found_with_its_cure(
    field: str, text: str, code: str, help_: str, found: Found, said: Said
) -> None:
    [finding] = found(contribution(field, text))

    assert finding.code == code
    assert help_ in said(finding.help)


@pytest.mark.parametrize(("field", "text", "kept"), ACCEPTED)
def test_quoting_never_changes_a_meaning(
    field: str, text: str, kept: object, tmp_path: Path
) -> None:
    plain = read(tmp_path, field, text)

    assert read(tmp_path, field, f"'{text}'") == plain
    assert read(tmp_path, field, f'"{text}"') == plain


@pytest.mark.parametrize(("field", "text", "code", "help_"), REFUSED)
def test_quoting_never_changes_a_finding(
    field: str, text: str, code: str, help_: str, found: Found
) -> None:
    assert [f.code for f in found(contribution(field, f"'{text}'"))] == [code]


@pytest.mark.parametrize(
    ("share", "kept"),
    [("0.25", "0.25"), ("25%", "0.25"), ("25 %", "0.25"), ("25\u202f%", "0.25"), ("0,5", "0.5"),
     ("100 %", "1"), ("1", "1"), ("0", "0"), ("33,3333 %", "0.333333")],
)  # fmt: skip
def test_a_share_is_a_part_of_one_or_a_percentage(share: str, kept: str, tmp_path: Path) -> None:
    settings = "mes: 1\nname: Seeds\nlanguage: en\nkeeper: seeds\n"
    write(tmp_path / "mes.yaml", f"{settings}overheads: [{{from: 2024-01-01, share: '{share}'}}]\n")

    [overhead] = load(tmp_path).register.settings.overheads

    assert overhead.share == Decimal(kept)


@pytest.mark.parametrize(
    ("term", "months"),
    [("3 ans", 36), ("3 years", 36), ("1 an", 12), ("18 mois", 18), ("2 ans 6 mois", 30),
     ("2", 24), ("0", 0), ("100 ans", 1200)],
)  # fmt: skip
def test_a_term_is_years_and_months(term: str, months: int, tmp_path: Path) -> None:
    settings = "mes: 1\nnom: Graines\nlangue: fr\nteneur: seeds\n"
    write(tmp_path / "mes.yaml", f"{settings}conservation: {{benevoles: {term}}}\n")

    retention = load(tmp_path).register.settings.retention

    assert (retention.volunteers, retention.accounting, retention.evidence) == (months, 120, None)


@pytest.mark.parametrize(
    ("term", "code"),
    [("un moment", "term-form"), ("101 ans", "term-form"), ("3 jours", "term-form"),
     ("-3 ans", "negative-value"), ("3,5 ans", "term-form"), ("18 mois 2 ans", "term-form")],
)  # fmt: skip
def test_a_term_that_is_none_is_found(term: str, code: str, found: Found) -> None:
    settings = "mes: 1\nnom: Graines\nlangue: fr\nteneur: seeds\n"
    files = {"mes.yaml": f"{settings}conservation:\n  benevoles: '{term}'\n"}

    assert [f.code for f in found(files)] == [code]


@pytest.mark.parametrize(
    ("share", "code", "help_"),
    [("25", "share-above-one", "write `25%`"), ("101 %", "share-above-one", "write at most 1"),
     ("1.0001", "share-above-one", "write `1.0001%`"), ("-5 %", "negative-value", "minus sign"),
     ("a half", "share-form", "`25 %`"), ("%", "share-form", "`25 %`")],
)  # fmt: skip
def test_a_share_is_never_more_than_the_whole(
    share: str, code: str, help_: str, found: Found, said: Said
) -> None:
    settings = "mes: 1\nname: Seeds\nlanguage: en\nkeeper: seeds\n"
    files = {"mes.yaml": f"{settings}overheads: [{{from: 2024-01-01, share: '{share}'}}]\n"}

    [finding] = found(files)

    assert finding.code == code
    assert help_ in said(finding.help)


def test_a_french_register_says_yes_in_french(folder: Path) -> None:
    """
    -- mes.yaml --
    mes: 1
    nom: Graines
    langue: fr
    teneur: seeds
    journee: 7h30

    -- initiatives/un.yaml --
    nom: Un
    resume: Un jardin
    etape: idee
    territoire: {nom: Dijon, rural: vrai}
    nom_publiable: faux
    emplois: 1,5

    -- contributions/un.yaml --
    nature: benevolat
    date: 2025-03-04
    duree: 1j
    valorisation: {taux: "11,88 €"}
    """
    register = load(folder).register
    [initiative] = register.of(Initiative)
    [given] = register.of(Contribution)

    assert initiative.record.territory.rural is True
    assert initiative.record.publish_name.audience is Audience.INTERNAL
    assert initiative.record.jobs == Decimal("1.5")
    assert given.record.hours == 7 * HOUR + HOUR // 2
    assert given.record.value is not None
    assert given.record.value.rate == Decimal("11.88")


def test_a_code_keeps_its_zeros_and_its_letters(folder: Path) -> None:
    """
    -- initiatives/one.yaml --
    name: no
    summary: off
    stage: idea
    territory: {commune: 01004, department: 01, region: 06, name: 2A}
    """
    [entry] = load(folder).register.of(Initiative)

    assert (entry.record.name, entry.record.summary) == ("no", "off")
    assert entry.record.territory.commune == "01004"
    assert entry.record.territory.department == "01"
    assert entry.record.territory.region == "06"
    assert entry.record.territory.name == "2A"


@pytest.mark.parametrize("start", ["02-29", "13-01", "04-31"])
def test_a_financial_year_starts_on_a_day_of_every_year(start: str, found: Found) -> None:
    settings = "mes: 1\nname: Seeds\nlanguage: en\nkeeper: seeds\n"

    [finding] = found({"mes.yaml": f"{settings}fiscal_year_start: {start}\n"})

    assert finding.code == "no-such-day"


def test_a_financial_year_may_start_on_any_other_day(tmp_path: Path) -> None:
    settings = "mes: 1\nname: Seeds\nlanguage: en\nkeeper: seeds\n"
    write(tmp_path / "mes.yaml", f"{settings}fiscal_year_start: 09-01\n")

    read_settings: Settings = load(tmp_path).register.settings

    assert read_settings.fiscal_year_start == (9, 1)
    assert read_settings.financial_year(dt.date(2025, 8, 31)) == 2024
    assert read_settings.financial_year(dt.date(2025, 9, 1)) == 2025
