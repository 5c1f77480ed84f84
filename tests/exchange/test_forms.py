"""The same rows are the same in every form of a table, also when a spreadsheet saved them again."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mes_cli.exchange import excel
from mes_cli.exchange.current import Current
from mes_cli.exchange.export import FORMS
from mes_cli.exchange.grids import Grid, grids
from mes_cli.exchange.plan import Plan
from mes_cli.exchange.sources import ImportWishes, Source, planned
from mes_cli.exchange.values import duration, same_in_all_forms
from mes_cli.exchange.volunteers import People
from mes_cli.exchange.workbooks import Raw
from mes_cli.model.audience import Audience
from mes_cli.model.period import seconds
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.load import load
from tests.exchange.tables import Rows, ods, written, xlsx

REGISTER = {
    "mes.yaml": "mes: 1\nnom: Réseau\nlangue: fr\nteneur: essai\n",
    "structures/essai.yaml": "nom: Essai\nroles: [accompagnement]\n",
    "structures/region.yaml": "nom: Région\nroles: [financeur]\n",
    "initiatives/cafe.yaml": (
        "nom: Café\nresume: Un café\netape: idee\nterritoire: {departement: '21'}\n"
    ),
    "accompagnements/cafe-2025.yaml": (
        "initiatives: [cafe]\ntitre: Café 2025\nforme: individuel\ndebut: 2025-01-01\n"
        "entree: {canal: direct}\n"
    ),
}


def register(root: Path) -> Path:
    for name, text in REGISTER.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def read_in(root: Path, name: str, content: bytes, *, write: bool = False) -> Plan:
    """Read a file in."""
    from mes_cli.exchange.apply import drafted

    path = root.parent / name
    path.write_bytes(content)
    reading = load(root)
    tables = grids(path)
    current, edits = Current(reading), Edits(reading)
    wishes = ImportWishes(People("R", b"k"))
    plan = planned(tables, Source.PAHEKO, wishes, current, edits)
    if write:
        edits = Edits(reading)
        drafted(plan, edits)
        assert plan.problems == []
        edits.write()
        assert load(root).findings == []
    return plan


def saved_by_excel(content: bytes) -> bytes:
    """What a French Excel makes of a CSV file."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=";", lineterminator="\r\n")
    writer.writerows([excel.saved(cell) for cell in row] for row in rows)
    return made.getvalue().encode("cp1252", "replace")


WORDS = st.text("abcé 'Œ-/.,:0123456789\n%", min_size=1, max_size=10).filter(
    lambda text: text.strip() == text and not text.startswith(("-", "'"))
)
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2025, 12, 31))
MINUTES = st.integers(1, 6000)
PEOPLE = st.sampled_from(["Ana B", "Léa C", "Zoé Œ", ""])
HOURS = st.lists(st.tuples(DAYS, PEOPLE, MINUTES, WORDS), min_size=1, max_size=5)
JOURNAL = st.lists(
    st.tuples(st.integers(1, 9999), DAYS, WORDS, st.integers(1, 10**7), st.sampled_from(
        ["6132", "741", "606"])),
    min_size=1, max_size=5, unique_by=lambda row: row[0],
)  # fmt: skip


def hours_table(found: Sequence[tuple[dt.date, str, int, str]]) -> Rows:
    rows: Rows = [["Date", "Nom", "Durée", "Titre"]]
    rows += [[day, who, dt.timedelta(minutes=minutes), title] for day, who, minutes, title in found]
    return rows


def journal_table(found: Sequence[tuple[int, dt.date, str, int, str]]) -> Rows:
    titles = ["Numéro d'écriture", "Libellé", "Date", "Numéro compte", "Débit", "Crédit",
              "Projet analytique", "Membres associés"]  # fmt: skip
    rows: Rows = [
        [float(number), label, day, float(account),
         cents / 100 if account != "741" else 0.0, cents / 100 if account == "741" else 0.0,
         "Café 2025" if account != "741" else "", "Région" if account == "741" else ""]
        for number, day, label, cents, account in found
    ]  # fmt: skip
    return [[*titles], *rows]


FORM_FREE = settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # each example reads seven files: none is made smaller
    suppress_health_check=[HealthCheck.too_slow],
)


def test_and_in_all_forms(tmp_path_factory: pytest.TempPathFactory) -> None:
    def run(rows: Rows) -> None:
        root = register(tmp_path_factory.mktemp("forms") / "register")
        first = read_in(root, "x.csv", written(rows, ".csv"), write=True)
        assert first.items
        files = {path: path.read_bytes() for path in root.rglob("*.yaml")}
        for name, content in {
            "x.csv": written(rows, ".csv"),
            "x.json": written(rows, ".json"),
            "x.xlsx": written(rows, ".xlsx"),
            "x.ods": written(rows, ".ods"),
            "clock.xlsx": xlsx({"x": rows}, hours="hh:mm"),
            "mac.xlsx": xlsx({"x": rows}, hours="hh:mm", since_1904=True),
            "saved.csv": saved_by_excel(written(rows, ".csv")),
        }.items():
            plan = read_in(root, name, content, write=True)
            assert (plan.items, plan.problems) == ([], []), name
        assert files == {path: path.read_bytes() for path in root.rglob("*.yaml")}

    @FORM_FREE
    @given(HOURS)
    def hours(found: Sequence[tuple[dt.date, str, int, str]]) -> None:
        run(hours_table(found))

    @FORM_FREE
    @given(JOURNAL)
    def journal(found: Sequence[tuple[int, dt.date, str, int, str]]) -> None:
        run(journal_table(found))

    hours()
    journal()


@given(st.one_of(WORDS, st.integers(0, 10**15).map(str), DAYS.map(str)))
def test_excel_changes_nothing_when_it_saves_again(text: str) -> None:
    assert same_in_all_forms(excel.saved(text)) == same_in_all_forms(text)
    assert excel.unguarded(excel.guarded(text)) == text
    assert excel.saved(excel.guarded(text)).casefold() == excel.guarded(text).casefold()


@pytest.mark.parametrize("minutes", [1, 20, 45, 59, 60, 150, 1440, 1590, 6000])
def test_a_duration_is_the_same_through_every_reader(minutes: int) -> None:
    length = dt.timedelta(minutes=minutes)
    hours, rest = divmod(minutes, 60)
    spelt: list[Raw] = [
        length, length - dt.timedelta(microseconds=1), minutes / 60, f"{minutes / 60:.4f}",
        f"{minutes / 60:.10f}".replace(".", ","), f"{hours}:{rest:02}", f"{hours}h{rest:02}",
        f"{hours}:{rest:02}:00", f"PT{hours}H{rest}M", f"PT{hours:02}H{rest:02}M00S",
        f"{minutes}min", excel.saved(f"{hours}:{rest:02}"), str(length),
    ]  # fmt: skip
    if rest:  # a nanosecond before the minute, as LibreOffice writes it
        spelt.append(f"PT{hours:02}H{rest - 1:02}M59.999999999S")
    assert [seconds(duration(it)) for it in spelt] == [minutes * 60] * len(spelt)


@given(st.integers(0, 400_000))
def test_seconds_come_back_from_what_is_written(found: int) -> None:
    from mes_cli.exchange.cells import clock, spoken

    for text in (clock(found), spoken(found), clock(found).replace(".", ",")):
        assert seconds(duration(text)) == seconds(text) == found
    assert duration(f"-{spoken(found)}") == f"-{spoken(found)}"


def test_what_excel_saved_comes_back(
    folder: Path, tmp_path: Path, asked: Callable[..., Any], sheets: Any
) -> None:
    """
    -- structures/town.yaml --
    name: Town
    roles: [funder]
    siret: "73282932000074"
    territory: {commune: "01004"}
    phone: "0380123456"
    -- contributions/2025-03.yaml --
    - {kind: volunteering, date: 2025-03-04, hours: 26h30, title: 3-4, by: Ana}
    - {kind: volunteering, date: 2025-03-05, hours: 2h20, title: "007", by: Ana}
    """
    files = FORMS["csv"].make(asked(load(folder).register, Audience.INTERNAL))
    for unguarded in (False, True):  # as it is now, and as older exports were
        found: list[Grid] = []
        for name, content in files.items():
            text = content.decode("utf-8-sig").replace("'", "") if unguarded else ""
            (tmp_path / name).write_bytes(saved_by_excel(text.encode() if unguarded else content))
            found += grids(tmp_path / name).grids
        back = sheets.read_back(folder, found)
        assert (back.plan.items, back.plan.problems) == ([], [])
        assert back.plan.unchanged == 4


def test_a_number_of_which_digits_are_lost_is_told(
    folder: Path, tmp_path: Path, asked: Callable[..., Any], sheets: Any
) -> None:
    """
    -- structures/town.yaml --
    name: Town
    roles: [funder]
    """
    [content] = (
        text
        for name, text in FORMS["csv"].make(asked(load(folder).register, Audience.INTERNAL)).items()
        if name == "structures.csv"
    )
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    rows[2][rows[0].index("SIRET")] = "7,32829E+13"
    with (tmp_path / "structures.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    plan = sheets.read_back(folder, grids(tmp_path / "structures.csv").grids).plan
    assert [problem.spot for problem in plan.problems] == ["structures, G3"], plan.problems


def test_sheets_of_both_kinds_of_workbook_are_read_alike(tmp_path: Path) -> None:
    tabs: dict[str, Sequence[Sequence[Any]]] = {"x": [["A", 1.5, dt.date(2025, 3, 4)]]}
    (tmp_path / "x.xlsx").write_bytes(xlsx(tabs))
    (tmp_path / "x.ods").write_bytes(ods(tabs))
    assert [grids(tmp_path / name).grids[0].rows for name in ("x.xlsx", "x.ods")] == [
        (("A", 1.5, dt.date(2025, 3, 4)),),
    ] * 2
