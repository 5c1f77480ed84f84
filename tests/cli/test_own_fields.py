"""A field of each type, through every road by which a record is written or told."""

import datetime as dt
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from mes_cli.exchange.apply import drafted
from mes_cli.exchange.current import Current
from mes_cli.exchange.grids import Grid, grids
from mes_cli.exchange.merge import merge
from mes_cli.exchange.returned_rows import lines
from mes_cli.model import Contribution, Settings, models
from mes_cli.model.shape import shape
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.load import load
from mes_cli.web.application import application
from mes_cli.web.guard import Guard
from mes_cli.web.workspace import Workspace
from tests.web.conftest import HOST, PORT
from tests.web.test_forms import send

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "reseau-des-possibles"
Call = Callable[..., tuple[int, str, str]]

SETTINGS = """\
mes: 1
nom: Graines
langue: fr
teneur: graines
champs:
  contribution:
    jour: {type: date, libelle: Jour}
    temps: {type: duree, libelle: Temps}
    paye: {type: montant, libelle: Payé, audience: public}
    fait: {type: booleen, libelle: Fait}
    indice: {type: nombre, libelle: Indice}
    tetes: {type: entier, libelle: Têtes, demande_par: region, audience: financeurs}
    taux: {type: part, libelle: Taux, cumul: dernier}
    dires: {type: texte, libelle: Dires}
    avec: {type: reference, libelle: Avec, vers: [initiative]}
    humeur: {type: mots, libelle: Humeur, audience: public, valeurs: [calme, {mot: tres-vive, libelle: très vive}]}
"""  # noqa: E501 - a line a field
#: By name: as it is typed, as records hold it, and as other programs get it.
TYPED: dict[str, tuple[str, object, object]] = {
    "jour": ("2025-03-04", dt.date(2025, 3, 4), "2025-03-04"),
    "temps": ("2h30", 9000, 9000),
    "paye": ("1 200,50 €", Decimal("1200.50"), "1200.50"),
    "fait": ("vrai", True, True),
    "indice": ("2,5", Decimal("2.5"), "2.5"),
    "tetes": ("12", 12, 12),
    "taux": ("25 %", Decimal("0.25"), "0.25"),
    "dires": ("Bien: oui # non", "Bien: oui # non", "Bien: oui # non"),
    "avec": ("cafe", "cafe", "cafe"),
    "humeur": ("tres-vive", "tres-vive", "tres-vive"),
}  # fmt: skip
EVERY = pytest.mark.parametrize("name", TYPED)


class Typed(HTMLParser):
    """What a form would send as it stands: inputs, ticked boxes, chosen words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: dict[str, str] = {}
        self.select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "select":
            self.select = said.get("name") or ""
        elif tag == "option" and "selected" in said:
            self.texts[self.select] = said["value"] or ""
        elif tag == "input" and (
            said.get("type") not in {"checkbox", "radio"} or "checked" in said
        ):
            name, value = said.get("name") or "", said.get("value") or ""
            self.texts[name] = value or self.texts.get(name, "")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    root = tmp_path / "register"
    for name, text in {
        "mes.yaml": SETTINGS,
        "structures/graines.yaml": "nom: Réseau des Graines\nroles: [accompagnement]\n",
        "structures/region.yaml": "nom: Conseil régional\nroles: [financeur]\n",
        "initiatives/cafe.yaml": "nom: Café des Possibles\nresume: Un café\netape: idee\n"
        'territoire: {departement: "21"}\n',
        "accompagnements/cafe-2025.yaml": "initiatives: [cafe]\nforme: individuel\n"
        "debut: 2025-01-02\nentree: {canal: direct}\nseances: [{date: 2025-02-03, duree: 1h}]\n",
        "contributions/don.yaml": "nature: benevolat\ndate: 2025-02-03\nduree: 3h\n"
        "pour: cafe-2025\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


@pytest.fixture
def told(register: Path) -> Path:
    """The same, with a value in each field."""
    lines = (f'  {name}: "{typed}"\n' for name, (typed, _, _) in TYPED.items())
    with (register / "contributions/don.yaml").open("a", encoding="utf-8") as file:
        file.write("propres:\n" + "".join(lines))
    return register


def held(root: Path, name: str = "don") -> dict[str, object]:
    reading = load(root)
    assert [it.code for it in reading.findings] == []
    entry = reading.register.find("contribution", name)
    assert entry is not None
    return {it: entry.record.own_value(it) for it in TYPED}


def browser(root: Path) -> FlaskClient:
    guard = Guard(PORT)
    app = application(Workspace(root, "fr"), guard)
    app.config.update(PASSWORD="only the keeper reads it", STOP=lambda: None)  # noqa: S106 - a test
    client = app.test_client()
    client.get(f"/ouvrir?cle={guard.new_key()}", headers={"Host": HOST})
    return client


def test_a_file_says_them(told: Path) -> None:
    assert held(told) == {name: value for name, (_, value, _) in TYPED.items()}


@EVERY
def test_set_writes_them(register: Path, call: Call, name: str) -> None:
    typed, value, _ = TYPED[name]

    code, _, _ = call(register, "set", "don", f"propres.{name}={typed}")

    assert code == 0
    assert held(register)[name] == value


@pytest.mark.parametrize("said", ["humeur=vite", "tetes=douze", "jour=demain?"])
def test_set_says_what_is_wrong_with_a_value(register: Path, call: Call, said: str) -> None:
    code, out, err = call(register, "set", "don", f"propres.{said}")

    assert code == 1
    assert out.startswith("erreur[")
    assert "contributions/don.yaml:5:" in out
    assert "mes fmt" not in out + err
    assert held(register).get(said.partition("=")[0]) is None


@EVERY
def test_options_of_new_write_them(register: Path, call: Call, name: str) -> None:
    typed, value, _ = TYPED[name]
    options = ("nature=benevolat", "date=2025-05-06", "duree=1h", f"own.{name}={typed}")

    code, out, _ = call(register, "new", "contribution", "--yes", "--id", "autre",
                        *(it for one in options for it in ("--set", one)))  # fmt: skip

    assert (code, out) == (0, "contributions/autre.yaml\n")
    assert held(register, "autre")[name] == value


@EVERY
def test_the_page_writes_them(register: Path, name: str) -> None:
    typed, value, _ = TYPED[name]
    fields = {"kind": "volunteering", "date": "03/02/2025", "for.0": "", "hours": "3h",
              "for.0.accompaniment": "cafe-2025", f"own.{name}": typed}  # fmt: skip

    answer = send(browser(register), "/fiches/contributions/don/modifier", fields)

    assert answer.status_code == 303
    assert held(register)[name] == value


def test_the_page_draws_each_with_its_label_and_shows_what_it_says(told: Path) -> None:
    client = browser(told)

    form = client.get("/fiches/contributions/don/modifier", headers={"Host": HOST}).text
    shown = client.get("/fiches/contributions/don", headers={"Host": HOST}).text

    assert all(f'name="own.{name}"' in form for name in TYPED)
    assert "Têtes" in form
    assert "très vive" in shown


def test_the_page_declares_one_and_keeps_the_others(register: Path) -> None:
    fields = {"fields.initiative.0.key": "places",
              "fields.initiative.0.value.type": "whole",
              "fields.initiative.0.value.label": "Places"}  # fmt: skip
    client = browser(register)
    page = client.get("/reglages", headers={"Host": HOST}).text
    kept = {name: it for name, it in Typed(page).texts.items() if name and name[0] != "_"}

    answer = send(client, "/reglages", {**kept, **fields})

    assert answer.status_code == 303
    declared = load(register).settings.own_fields
    assert declared.initiative["places"].label == "Places"
    assert list(declared.contribution) == list(TYPED)


@pytest.mark.parametrize("form", ["ods", "xlsx", "csv"])
def test_sheets_carry_them_out_and_in(told: Path, call: Call, tmp_path: Path, form: str) -> None:
    call(told, "export", form, "--audience", "internal", "--output", str(tmp_path / f"all.{form}"),
         *(["contributions"] if form == "csv" else []))  # fmt: skip
    tabs = grids(tmp_path / f"all.{form}").grids
    [sheet] = [it for it in tabs if it.name in {"contributions", "all"}]
    own = [title in {"Identifiant", "Empreinte", "id", "fingerprint"} for title in sheet.titles]
    rows = [tuple(None if gone else cell for gone, cell in zip(own, row, strict=True))
            for row in sheet.rows[1:]]  # fmt: skip
    current, edits = Current(load(told)), Edits(load(told))
    again = Grid("contributions", (sheet.rows[0], *rows))

    plan = merge(lines([again], current.words, current.maker.models), current, edits)
    drafted(plan, edits)
    edits.write()

    [made] = {it.record.id for it in load(told).register.of(Contribution)} - {"don"}
    assert plan.problems == []
    assert held(told, made) == {name: value for name, (_, value, _) in TYPED.items()}


def test_a_table_of_columns_carries_them_in(register: Path, call: Call, tmp_path: Path) -> None:
    table = tmp_path / "heures.csv"
    names = ",".join(f'"{name}"' for name in TYPED)
    values = ",".join(f'"{typed}"' for typed, _, _ in TYPED.values())
    table.write_text(f"Jour du don,{names}\n2025-05-06,{values}\n", "utf-8")
    columns = tmp_path / "colonnes.yaml"
    columns.write_text(
        "sorte: contribution\ncolonnes:\n  Jour du don: date\n"
        + "".join(f"  {name}: propres.{name}\n" for name in TYPED)
        + "fixe:\n  nature: benevolat\n",
        "utf-8",
    )

    code, out, err = call(register, "import", "table", str(table), "--map", str(columns), "--yes")

    assert code == 0, out + err
    entries = [it.record for it in load(register).register.entries if it.record.id != "don"]
    [made] = [it for it in entries if it.kind == "contribution"]
    assert {it: made.own_value(it) for it in TYPED} == {k: v for k, (_, v, _) in TYPED.items()}


def test_a_first_list_of_columns_knows_them_by_their_labels(
    register: Path, call: Call, tmp_path: Path
) -> None:
    table = tmp_path / "heures.csv"
    table.write_text("Jour du don,Têtes,humeur,Payé (en euros)\n2025-05-06,3,calme,12\n", "utf-8")

    _, out, _ = call(register, "import", "table", str(table), "--guess", "--kind", "contribution")
    _, elsewhere, _ = call(tmp_path, "import", "table", str(table), "--guess")

    assert '"Têtes": propres.tetes\n' in out
    assert '"humeur": propres.humeur\n' in out
    assert '"Payé (en euros)": propres.paye\n' in out
    assert "propres" not in elsewhere


def test_json_and_databases_have_them(told: Path, call: Call, tmp_path: Path) -> None:
    call(told, "export", "json", "--audience", "internal", "--output", str(tmp_path / "a.json"))
    call(told, "export", "sqlite", "--audience", "internal", "--output", str(tmp_path / "a.db"))

    document = json.loads((tmp_path / "a.json").read_text("utf-8"))
    [record] = document["records"]["contribution"]
    row = sqlite3.connect(tmp_path / "a.db").execute(
        "SELECT own_temps_seconds, own_paye_cents, own_tetes, own_humeur, own_jour, own_taux "
        "FROM contributions"
    ).fetchone()  # fmt: skip
    assert record["own"] == {name: plain for name, (_, _, plain) in TYPED.items()}
    assert row == (9000, 120050, 12, "tres-vive", "2025-03-04", 0.25)


@EVERY
def test_lists_find_them(told: Path, call: Call, name: str) -> None:
    typed = TYPED[name][0]

    _, out, _ = call(told, "list", "contributions", "--where", f"propres.{name}={typed}",
                     "--fields", f"propres.{name}", "--format", "csv")  # fmt: skip

    assert len(out.strip().split("\n")) == 2, out


def test_the_schema_knows_them(told: Path, call: Call) -> None:
    schema = json.loads(call(told, "schema", "contribution")[1])
    record = {"nature": "benevolat", "date": "2025-05-06",
              "propres": {name: typed for name, (typed, _, _) in TYPED.items()}}  # fmt: skip
    judge = jsonschema.Draft202012Validator(schema)

    assert list(judge.iter_errors(record)) == []
    for wrong in ({"tetes": "beaucoup"}, {"humeur": "morne"}, {"visages": "3"}):
        assert list(judge.iter_errors({**record, "propres": wrong})) != [], wrong


def test_a_rename_reaches_them(told: Path, call: Call) -> None:
    assert call(told, "rename", "cafe", "bistrot")[0] == 0

    assert held(told)["avec"] == "bistrot"


def test_search_show_and_privacy_know_them(told: Path, call: Call) -> None:
    assert "don" in call(told, "search", "Bien:", "oui")[1]
    assert "Têtes : 12" in call(told, "show", "don")[1].replace("\u00a0", " ")
    held_ = json.loads(call(told, "privacy", "--format", "json")[1])["held"]
    assert "own.dires" in {it["field"] for it in held_}


@pytest.mark.parametrize(
    ("audience", "seen"),
    [("public", {"humeur"}), ("funder", {"humeur", "paye", "tetes"}),
     ("internal", {*TYPED} - {"dires", "avec", "jour"})],
)  # fmt: skip
def test_a_report_adds_up_what_its_readers_may_see(
    told: Path, call: Call, audience: str, seen: set[str]
) -> None:
    _, out, _ = call(told, "report", "annual", "--audience", audience, "--format", "json",
                     "--output", "-")  # fmt: skip

    rows = {it["field"].partition(".")[2]: it for it in json.loads(out)["own_fields"]}
    told_rows = {name for name, row in rows.items() if not row.get("withheld")}
    assert told_rows == seen
    assert "Bien" not in out
    if audience == "internal":
        values = {name: row["value"] for name, row in rows.items()}
        assert values == {"temps": 9000, "paye": "1200.50", "fait": 1, "indice": "2.5",
                          "tetes": 12, "taux": "0.25", "humeur": 1}  # fmt: skip


@pytest.mark.parametrize(("asked_for", "rows"), [("cafe-2025", [12]), ("autre", [])])
def test_the_account_of_a_grant_has_what_its_funder_asks_for(
    told: Path, call: Call, asked_for: str, rows: list[int]
) -> None:
    (told / "financements").mkdir()
    (told / "financements/aide.yaml").write_text(
        "financeur: region\nnature: subvention\netat: accorde\naccorde: 900\n"
        "periode: {du: 2025-01-01, au: 2025-12-31}\n"
        f"pour: [{{accompagnement: {asked_for}, part: 100 %}}]\n",
        "utf-8",
    )
    course = (told / "accompagnements/cafe-2025.yaml").read_text("utf-8")
    (told / "accompagnements/autre.yaml").write_text(course, "utf-8")

    reports = {
        form: call(told, "report", "grant", "aide", "--audience", "funder", "--format", form,
                   "--output", "-")[1]
        for form in ("json", "html", "md")
    }  # fmt: skip

    assert [it["value"] for it in json.loads(reports["json"])["asked"]] == rows
    for form in ("html", "md"):
        assert ("Ce que le financeur demande" in reports[form]) is bool(rows)
        assert ("Têtes" in reports[form]) is bool(rows)
        assert "Indice" not in reports[form]


def test_coverage_is_divided_by_their_words(told: Path, call: Call) -> None:
    settings_ = (EXAMPLE / "mes.yaml").read_text("utf-8")
    root = Path(shutil.copytree(EXAMPLE, told.parent / "example"))
    assert "rythme" in settings_

    _, whole, _ = call(root, "coverage", "--year", "2025", "--format", "json")
    _, by_word, _ = call(root, "coverage", "--year", "2025", "--by", "propres.rythme",
                         "--format", "json")  # fmt: skip
    code, _, err = call(root, "coverage", "--by", "own.habitants_associes")
    assert "`propres.habitants_associes`" in err

    rows = json.loads(by_word)["rows"]
    assert [it["id"] for it in rows] == ["a-la-demande", "par-moments", "pas-a-pas", "none", None]
    assert sum(Decimal(it["cost"]["full"]) for it in rows) == Decimal(
        json.loads(whole)["cost"]["full"]
    )
    assert code == 2


def test_what_its_declaration_left_behind_is_said_and_taken_out(told: Path, call: Call) -> None:
    changed = SETTINGS.replace("    tetes:", "    visages:").replace("type: texte", "type: entier")
    (told / "mes.yaml").write_text(changed, "utf-8")

    assert "mes set ID propres.NOM=VALEUR" in call(told, "check")[2]
    code, out, _ = call(told, "check", "--format", "json")
    found = {(it["code"], it["line"]) for it in json.loads(out)["findings"]}
    assert code == 1
    assert {it for it, _ in found} == {"undeclared-field", "whole-form"}
    assert call(told, "report")[0] == 1
    assert call(told, "set", "don", "propres.tetes=", "propres.dires=3")[0] == 0
    assert call(told, "check")[0] == 0


def test_a_kind_that_lost_all_its_fields_lets_go_of_their_values(told: Path, call: Call) -> None:
    (told / "mes.yaml").write_text(SETTINGS[: SETTINGS.index("champs")], "utf-8")
    before = (told / "contributions/don.yaml").read_text("utf-8")

    assert call(told, "check")[0] == 1
    assert call(told, "set", "don", "propres=")[0] == 0

    assert call(told, "check")[0] == 0
    after = (told / "contributions/don.yaml").read_text("utf-8")
    assert after == before[: before.index("propres:")]


def test_a_common_field_of_the_same_name_is_another_one(register: Path, call: Call) -> None:
    text = SETTINGS + "    duree: {type: entier, libelle: Durée}\n"
    (register / "mes.yaml").write_text(text, "utf-8")

    assert call(register, "set", "don", "propres.duree=4")[0] == 0

    entry = load(register).register.find("contribution", "don")
    assert entry is not None
    assert (entry.record.own_value("duree"), getattr(entry.record, "hours", None)) == (4, 3 * 3600)


def test_settings_that_cannot_be_read_accuse_no_record(told: Path) -> None:
    (told / "mes.yaml").write_text(SETTINGS + "    Été: {type: date, libelle: Été}\n", "utf-8")

    assert [it.code for it in load(told).findings] == ["name-form"]


def test_a_package_carries_those_that_are_attached(told: Path, call: Call, tmp_path: Path) -> None:
    root = Path(shutil.copytree(EXAMPLE, tmp_path / "example"))

    made = str(tmp_path / "p")
    code, _, err = call(root, "export", "network", "--year", "2025", "--output", made)

    [file] = (tmp_path / "p").glob("*.sqlite")
    held_ = str(sqlite3.connect(file).execute("SELECT * FROM records").fetchall())
    about = str(sqlite3.connect(file).execute("SELECT * FROM registers").fetchall())
    assert code == 0, err
    assert '"own":{"habitants_associes":"41"}' in held_
    assert "habitants_associes" in about
    for private in ("rythme", "a_surveiller", "Deux ménages"):
        assert private not in held_ + about


def test_what_changed_is_told_by_field_even_as_declarations_change(told: Path, call: Call) -> None:
    git = ("git", "-C", str(told), "-c", "user.name=a", "-c", "user.email=a@example.org")
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "x")):
        subprocess.run([*git, *command], check=True, capture_output=True)
    assert call(told, "set", "don", "propres.tetes=15", "propres.humeur=calme")[0] == 0
    (told / "mes.yaml").write_text(
        SETTINGS + "  initiative:\n    x: {type: date, libelle: X}\n", "utf-8"
    )

    code, out, _ = call(told, "diff", columns=200)

    plain = out.replace("\u00a0", " ").replace("\u202f", " ")
    assert code == 0
    assert "12" in plain
    assert "15" in plain
    assert "très vive" in plain
    assert "Café" not in plain
    assert json.loads(call(told, "list", "contributions", "--at", "HEAD", "--format", "json",
                           "--fields", "propres.tetes")[1])[0]["own"]["tetes"] == 12  # fmt: skip


def test_the_past_and_what_changed_know_each_of_them(told: Path, call: Call) -> None:
    git = ("git", "-C", str(told), "-c", "user.name=a", "-c", "user.email=a@example.org")
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "x")):
        subprocess.run([*git, *command], check=True, capture_output=True)
    assert call(told, "set", "don", "propres=")[0] == 0

    fields = ",".join(f"propres.{name}" for name in TYPED)
    _, out, _ = call(told, "list", "contributions", "--at", "HEAD", "--format", "json",
                     "--fields", fields)  # fmt: skip
    _, changed, _ = call(told, "diff", "--format", "json", "--audience", "internal")

    [row] = json.loads(out)
    named = row["own"] | {"avec": row["own"]["avec"]["id"]}
    assert named == {name: plain for name, (_, _, plain) in TYPED.items()}
    assert all(f"own.{name}" in changed or f'"{name}"' in changed for name in TYPED)


NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,39}", fullmatch=True)


@settings(max_examples=40, deadline=None)
@given(NAMES, st.sampled_from(["text", "whole", "date", "money", "boolean", "share", "words"]))
def test_every_name_makes_a_field(name: str, type_: str) -> None:
    declared = {"type": type_, "label": "x", "values": [{"word": "a"}] if type_ == "words" else []}
    said = {"mes": "1", "name": "x", "keeper": "x", "fields": {"year": {name: declared}}}
    values = {"text": "12", "whole": "12", "date": "2025-01-02", "money": "12",
              "boolean": "true", "share": "1", "words": "a"}  # fmt: skip

    model = models(Settings.model_validate(said))["year"]
    record = model.model_validate({"id": "a", "year": "2025", "own": {name: values[type_]}})

    own = shape(model).slots["own"].part
    assert own is not None
    assert list(shape(own).slots) == [name]
    assert record.own_value(name) is not None
