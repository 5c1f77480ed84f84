"""What is handed over: typed, harmless, and only what its audience may see."""

import csv
import datetime as dt
import io
import json
import re
import sqlite3
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from mes_cli.errors import MissingExtraError
from mes_cli.exchange.bookkeeping import HEADER
from mes_cli.exchange.document import schema
from mes_cli.exchange.export import FORMS, ExportWish, Files
from mes_cli.exchange.grids import grids
from mes_cli.exchange.parquet import parquet
from mes_cli.model.audience import Audience
from mes_cli.store.reading.load import load

EXAMPLE = Path(__file__).parents[2] / "examples" / "reseau-des-possibles"
WHOLE = [form for form in FORMS if not FORMS[form].yearly]


@pytest.mark.parametrize("form", WHOLE)
@pytest.mark.parametrize("audience", list(Audience))
def test_nobody_gets_what_is_not_for_them(
    form: str, audience: Audience, export: Callable[..., Files], texts: Callable[..., str]
) -> None:
    """
    -- structures/seeds.yaml --
    name: Seeds
    roles: [support]
    email: canary-internal@example.org
    phone: canary-internal 1
    notes: canary-internal 2
    -- structures/region.yaml --
    name: Canary-funder Region
    roles: [funder]
    -- initiatives/canary-hidden.yaml --
    name: Canary-hidden Café
    summary: The Canary-hidden Café opens at canary-hidden street
    stage: idea
    publish_name: false
    website: https://canary-hidden.example.org
    territory: {department: "21", name: canary-hidden lane}
    standing:
      - {since: 2024-05-05, status: activist}
    carriers: [{name: canary-internal 3}]
    contact: {name: canary-internal 4}
    jobs: 777
    -- accompaniments/canary-members.yaml --
    initiatives: [canary-hidden]
    form: individual
    started: 2025-01-01
    entry: {channel: direct}
    sessions:
      - {date: 2025-02-03, hours: 2h, role: canary-funder role, note: canary-internal 5}
    expenses:
      - {date: 2025-02-03, label: canary-funder hire, amount: 12}
    norm: {hours: 3h}
    overrun_reason: canary-internal 6
    -- contributions/canary-members-hours.yaml --
    - kind: volunteering
      date: 2025-03-04
      for: canary-members
      by: canary-internal 7
      hours: 3h
      proof: canary-internal 8
      import_key: canary-internal 9
      value: {amount: 55.55, basis: canary-funder basis}
    -- funding/canary-members-grant.yaml --
    funder: region
    nature: grant
    status: granted
    granted: 100
    period: {from: 2025-01-01, to: 2025-12-31}
    terms: canary-internal 10
    -- evidence/canary-members-word.yaml --
    kind: testimony
    date: 2025-03-04
    title: canary-internal 11
    text: canary-internal 12
    -- advocacy/canary-members-call.yaml --
    form: negotiation
    target: region
    date: 2025-03-04
    demand: canary-internal 13
    """
    said = texts(form, export(form, audience)).lower()

    hidden = [
        name for name in ("internal", "members", "funder") if not audience.sees(Audience(name))
    ]
    for name in hidden:
        # The name of the region is public; that it is a funder's is not what is looked for.
        found = said.replace("canary-funder region", "")
        assert f"canary-{name}" not in found
    assert ("canary-hidden" in said) is (audience is Audience.INTERNAL)
    if audience is Audience.INTERNAL and form != "parquet":
        assert all(f"canary-internal {number}" in said for number in range(1, 14))


@pytest.mark.parametrize("form", ["xlsx", "csv", "sqlite"])
def test_what_a_register_declares_names_nobody_who_is_hidden(
    form: str, export: Callable[..., Files], texts: Callable[..., str]
) -> None:
    """
    -- mes.yaml --
    mes: 1
    name: Seeds
    language: en
    keeper: seeds
    fields:
      initiative:
        bread:
          {type: text, label: Loaves of Canary Café, help: As Canary Café, audience: public}
    -- structures/seeds.yaml --
    name: Seeds
    roles: [support]
    -- initiatives/oven.yaml --
    name: Canary Café
    summary: Bread.
    stage: idea
    publish_name: false
    territory: {department: "21"}
    own: {bread: rye}
    """
    said = texts(form, export(form, Audience.PUBLIC))

    assert "Loaves of Initiative 1" in said
    assert "Canary" not in said
    assert "Loaves of Canary Café" in texts(form, export(form, Audience.INTERNAL))


@pytest.mark.parametrize("form", [*WHOLE, "paheko", "time-sheets"])
def test_the_same_register_gives_the_same_bytes(
    form: str, asked: Callable[..., ExportWish]
) -> None:
    register = load(EXAMPLE).register
    first, second = (FORMS[form].make(asked(register, Audience.INTERNAL)) for _ in range(2))
    assert first == second


HOSTILE = "=1+1"


def hostile_folder(root: Path) -> None:
    (root / "structures").mkdir()
    (root / "mes.yaml").write_text("mes: 1\nname: '=Seeds'\nlanguage: en\nkeeper: seeds\n", "utf-8")
    words = {"name": "=1+1", "short_name": "@x", "statement": '+33 <b>&amp;\n\t-a;"b"',
             "notes": "'=x", "phone": "＝1"}  # fmt: skip
    lines = [f"{key}: {json.dumps(value)}" for key, value in words.items()]
    text = "\n".join(["roles: [support]", 'tags: ["=a; b", "-c"]', *lines])
    (root / "structures/seeds.yaml").write_text(f"{text}\n", "utf-8")


@pytest.mark.parametrize("dialect", ["standard", "fr"])
def test_no_cell_of_a_csv_begins_a_formula(
    tmp_path: Path, dialect: str, asked: Callable[..., ExportWish]
) -> None:
    hostile_folder(tmp_path)
    [content] = (
        FORMS["csv"]
        .make(asked(load(tmp_path).register, Audience.INTERNAL, ["structure"], dialect))
        .values()
    )
    rows = csv.reader(
        io.StringIO(content.decode("utf-8-sig")), delimiter=";" if dialect == "fr" else ","
    )
    assert not [cell for row in rows for cell in row if re.match(r"\s*[=+\-@＝\t\r]", cell)]


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_text_in_a_workbook_stays_text(
    form: str, tmp_path: Path, asked: Callable[..., ExportWish], texts: Callable[..., str]
) -> None:
    hostile_folder(tmp_path)
    files = FORMS[form].make(asked(load(tmp_path).register, Audience.INTERNAL))
    said = texts(form, files)
    assert "<f>" not in said
    assert "table:formula" not in said
    [(name, content)] = files.items()
    (tmp_path / name).write_bytes(content)
    sheet = next(grid for grid in grids(tmp_path / name).grids if grid.name == "structures")
    cells = dict(zip(sheet.titles, sheet.rows[1], strict=True))
    assert cells["Name"] == "=1+1"
    # Tabs are written, and lost by the library that reads.
    assert cells["Statement"] in {f'+33 <b>&amp;\n{tab}-a;"b"' for tab in ("", "\t")}
    assert cells["Tags"] == "=a\\; b; -c"


def test_cells_of_workbooks_are_typed(tmp_path: Path, sheets: Any) -> None:
    for form, hours in (("xlsx", dt.timedelta(hours=4)), ("ods", dt.timedelta(hours=4))):
        found = sheets.exported(EXAMPLE, tmp_path / form, form)
        assert isinstance(found, list)
        sheet = next(grid for grid in found if grid.name == "accompagnements-seances")
        cells = dict(zip(sheet.titles, sheet.rows[1], strict=True))
        assert cells["Date"] == dt.date(2024, 1, 22)
        assert cells["Durée"] == hours
        grants = next(grid for grid in found if grid.name == "financements")
        assert dict(zip(grants.titles, grants.rows[1], strict=True))["Montant demandé"] == 3000.0


def test_ids_are_protected_choices_listed_and_titles_frozen(
    asked: Callable[..., ExportWish],
) -> None:
    register = load(EXAMPLE).register
    [content] = FORMS["xlsx"].make(asked(register, Audience.INTERNAL)).values()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
        assert "sheetProtection" in sheet
        assert 'state="frozen"' in sheet
        assert '<dataValidation type="list"' in sheet
        assert "Le nom en toutes lettres" in archive.read("xl/comments1.xml").decode()
    [content] = FORMS["xlsx"].make(asked(register, Audience.PUBLIC)).values()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "sheetProtection" not in archive.read("xl/worksheets/sheet2.xml").decode()


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("example", ["reseau-des-possibles", "seed-library"])
def test_the_document_is_what_its_schema_says(
    audience: Audience, example: str, asked: Callable[..., ExportWish]
) -> None:
    register = load(EXAMPLE.parent / example).register
    [content] = FORMS["json"].make(asked(register, audience)).values()
    document = json.loads(content)
    jsonschema.Draft202012Validator.check_schema(schema(audience, register.models))
    jsonschema.Draft202012Validator(schema(audience, register.models)).validate(document)
    assert document["years"]


def test_a_database_has_types_references_and_a_description(
    asked: Callable[..., ExportWish],
) -> None:
    register = load(EXAMPLE).register
    [content] = FORMS["sqlite"].make(asked(register, Audience.INTERNAL)).values()
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(content)
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        said = base.execute("SELECT SUM(hours_seconds) FROM accompaniments_sessions").fetchone()[0]
        courses = (
            entry.record for entry in register.entries if entry.record.kind == "accompaniment"
        )
        assert said == sum(s.hours for it in courses for s in getattr(it, "sessions", ()))
        [(kind, label)] = base.execute(
            'SELECT type, label FROM fields WHERE "table" = ? AND "column" = ?',
            ("funding", "granted_cents"),
        ).fetchall()
        assert (kind, label) == ("cents", "Montant accordé")
        assert dict(base.execute("SELECT * FROM export").fetchall())["audience"] == "internal"


def test_parquet_has_the_same_tables_with_types(
    asked: Callable[..., ExportWish], tmp_path: Path
) -> None:
    import duckdb

    wanted = asked(load(EXAMPLE).register, Audience.INTERNAL)
    files = parquet(wanted.tables)
    assert set(files) == {f"{table.name}.parquet" for table in wanted.tables}
    path = tmp_path / "contributions.parquet"
    path.write_bytes(files["contributions.parquet"])
    with duckdb.connect() as base:
        rows = base.execute(f"SELECT date, hours_seconds, quantity FROM '{path}'").fetchall()  # noqa: S608
    [table] = [it for it in wanted.tables if it.name == "contributions"]
    names = [field.name for field in table.fields]
    expected = [tuple(row[names.index(n)] for n in ("date", "hours_seconds", "quantity"))
                for row in table.rows]  # fmt: skip
    assert rows == expected
    assert any(isinstance(row[0], dt.date) for row in rows)
    assert any(isinstance(row[2], Decimal) for row in rows)


def test_lines_for_paheko_add_up_to_the_in_kind_table(asked: Callable[..., ExportWish]) -> None:
    wanted = asked(load(EXAMPLE).register, Audience.PUBLIC)
    [content] = FORMS["paheko"].make(wanted).values()
    header, *rows = csv.reader(io.StringIO(content.decode()), delimiter=";")
    assert tuple(header) == HEADER
    total = sum(Decimal(row[10].replace(",", ".")) for row in rows)
    assert wanted.figures is not None
    assert total == wanted.figures.in_kind.total
    assert {(row[8], row[9]) for row in rows} <= {("860", "870"), ("861", "871"), ("862", "871"),
                                                  ("864", "875")}  # fmt: skip


def test_every_volunteer_gets_a_sheet_to_sign(tmp_path: Path, export: Callable[..., Files]) -> None:
    """
    -- contributions/2025-03.yaml --
    - {kind: volunteering, date: 2025-03-04, title: Door, by: Léa, hours: 2h30, value: {rate: 10}}
    - {kind: volunteering, date: 2025-03-05, title: Bar, by: Léa, hours: 30min}
    - {kind: volunteering, date: 2025-03-05, title: Bar, hours: 1h}
    - {kind: volunteering, date: 2025-03-05, title: Bar, by: "[:*?/", hours: 1h}
    """
    [(name, content)] = export("time-sheets").items()
    (tmp_path / name).write_bytes(content)
    sheets = {grid.name: grid for grid in grids(tmp_path / name).grids}
    assert list(sheets) == ["2025-03", "Léa 2025-03", "without a name 2025-03"]
    above, rows = sheets["Léa 2025-03"].rows[:3], sheets["Léa 2025-03"].rows[4:]
    assert [row[0] for row in above] == [
        "Seed network", "Time sheet of a volunteer · March 2025", "Léa",
    ]  # fmt: skip
    assert rows[0][4:] == (10.0, 25.0)
    assert rows[2][1] == "Total"
    assert rows[2][3] == dt.timedelta(hours=3)
    assert [row[1] for row in rows[3:]] == [
        "", "Date and signature of the volunteer", "", "", "", "",
        "Date and signature for the structure",
    ]  # fmt: skip


@pytest.mark.parametrize(("lines", "style"), [(3, "one-page"), (60, "pages")])
def test_a_sheet_is_one_page_where_it_fits(
    lines: int, style: str, tmp_path: Path, folder: Path, asked: Callable[..., ExportWish]
) -> None:
    """Only the default files."""
    hours = "- {kind: volunteering, date: 2025-03-04, title: Door, by: Léa, hours: 1h}\n"
    (folder / "contributions").mkdir()
    (folder / "contributions/2025-03.yaml").write_text(hours * lines, "utf-8")

    made = FORMS["time-sheets"].make(asked(load(folder).register, Audience.INTERNAL))
    [content] = made.values()
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        said = archive.read("content.xml").decode()
        pages = archive.read("styles.xml").decode()
    assert f'table:name="Léa 2025-03" table:style-name="{style}"' in said
    assert 'fo:page-width="29.7cm" fo:page-height="21cm"' in pages


def test_a_missing_library_is_named_with_the_command_that_brings_it(
    asked: Callable[..., ExportWish], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(MissingExtraError) as stopped:
        FORMS["parquet"].make(asked(load(EXAMPLE).register, Audience.PUBLIC))
    assert stopped.value.help is not None
    assert stopped.value.help.values["extra"] == "query"


def test_the_command_writes_into_the_register_and_prints_the_path(
    mes: Callable[..., object], tmp_path: Path
) -> None:
    import shutil

    root = tmp_path / "register"
    shutil.copytree(EXAMPLE, root)
    done = mes("-C", root, "export", "ods")
    assert getattr(done, "code", None) == 0
    path = root / "exports" / "mes-public.ods"
    assert getattr(done, "out", "") == f"{path}\n"
    assert zipfile.is_zipfile(path)
    printed = mes("-C", root, "export", "csv", "years", "--dialect", "fr")
    assert getattr(printed, "out", "").startswith("\ufeff")
