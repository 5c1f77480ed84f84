"""What other programs wrote comes in: all generations of their headers, and only once."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mes_cli.exchange import accounts, mapped, timebank, volunteering
from mes_cli.exchange.accounts import Wanted
from mes_cli.exchange.carry import drafted
from mes_cli.exchange.grids import UnreadableTableError, grids
from mes_cli.exchange.incoming import Arrivals, Names, plan_of
from mes_cli.exchange.plan import Plan
from mes_cli.exchange.state import Now
from mes_cli.exchange.volunteering import OtherTableError
from mes_cli.finding import Message
from mes_cli.store.edit import Edits
from mes_cli.store.reading.load import load

TODAY = (
    "Prénom,Nom,Pseudonyme,Association,Titre,Description,Date,Date de fin,Durée,"
    "Durée (en heures),En attente de modération,Distance (en km),Catégorie,Projet,Niveau\r\n"
    'Ana,B,,Accueil,Permanence,"l1\nl2",2026-03-04,—,2:20:00,2.3333333333333335,False,12.50,'
    "Accueil,,\r\n"
    ',,,Accueil,WE,,2026-03-04,2026-03-06,"1 day, 2:30:00",26.5,False,,Accueil,,\r\n'
    ",,,Accueil,Later,,2026-03-04,—,1:00:00,1.0,True,,Accueil,,\r\n"
)
GARRADIN = (
    '"Heures, en décimal",Catégorie,Bénévole,Date,Niveau,Projet,Titre,Description\n'
    '"2,5",Accueil,Ana B,04/03/2026,Expertise,Fête,,\n'
)
TAIMA = (
    'Nom,Prénom,"Heures, en décimal",Catégorie,Titre,Description,Date\nB,Ana,2.5,Bar,,,2026-03-04\n'
)
PAHEKO = (
    "Numéro de membre;Nom;Catégorie;Notes;Année;Semaine;Date;Durée;Valorisation\n"
    "1;Ana B;Bar;;2026;10;04/03/2026;2:30;\n2;Léa C;Bar;;2026;10;05/03/2026;2,333;30,00\n"
)
TARGET = (
    "Catégorie;Projet;Titre;Notes;Nom du membre;Prénom du membre;Date;Durée, en minutes\n"
    "Bar;;Service;;B;Ana;04/03/2026;150\n"
)


@pytest.fixture
def take(tmp_path: Path) -> Callable[..., tuple[Plan, Path]]:
    """Read a file of another program into a small register; write it where that is wanted."""
    root = tmp_path / "register"
    if not root.exists():
        for name, text in {
            "mes.yaml": "mes: 1\nname: Seeds\nlanguage: fr\nkeeper: seeds\n",
            "structures/seeds.yaml": "nom: Seeds\nroles: [accompagnement]\n",
            "structures/region.yaml": "nom: Conseil régional\nroles: [financeur]\n",
            "initiatives/cafe.yaml": (
                "nom: Café\nresume: Un café\netape: idee\nterritoire: {departement: '21'}\n"
            ),
            "accompagnements/cafe-2026.yaml": (
                "initiatives: [cafe]\nforme: individuel\ndebut: 2026-01-01\n"
                "entree: {canal: direct}\n"
            ),
        }.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, "utf-8")

    def read(text: str, how: Callable[..., Arrivals], name: str = "x.csv") -> tuple[Plan, Path]:
        path = tmp_path / name
        path.write_bytes(text.encode("utf-8"))
        reading = load(root)
        now, edits = Now(reading), Edits(reading)
        plan = plan_of(how(grids(path), now, edits), now)
        if plan.writable:
            drafted(plan, edits)
            assert plan.problems == []
            edits.write()
            assert load(root).findings == []
        return plan, root

    return read


def hours(source: str, *, keep: bool = False, pending: bool = False) -> Callable[..., Arrivals]:
    return lambda found, _now, _edits: volunteering.hours(
        found, source, Names("Seeds", keep), pending=pending
    )


def test_today_s_export_of_benevalibre_comes_in_once(take: Callable[..., Any]) -> None:
    plan, root = take(TODAY, hours("benevalibre"))
    assert (len(plan.items), sum(plan.left_out.values())) == (2, 1)
    text = (root / "contributions/2026/2026-03-benevalibre.yaml").read_text("utf-8")
    assert "duree: 2h20\n" in text
    assert "  periode:\n    du: 2026-03-04\n    au: 2026-03-06\n" in text
    assert "duree: 26h30\n" in text
    assert "12.50 km" in text
    assert "Ana" not in text
    assert "par: Bénévole " in text
    again, _ = take(TODAY, hours("benevalibre"))
    assert (again.items, again.unchanged) == ([], 2)
    assert (root / "contributions/2026/2026-03-benevalibre.yaml").read_text("utf-8") == text


def test_names_and_waiting_rows_come_in_when_they_are_asked_for(take: Callable[..., Any]) -> None:
    plan, root = take(TODAY, hours("benevalibre", keep=True, pending=True))
    assert len(plan.items) == 3
    text = (root / "contributions/2026/2026-03-benevalibre.yaml").read_text("utf-8")
    assert text.count("par:") == 1
    assert "par: Ana B\n" in text


@pytest.mark.parametrize(
    ("text", "length", "title"),
    [(GARRADIN, "2h30", "Accueil"), (TAIMA, "2h30", "Bar"), (TARGET, "2h30", "Service")],
)
def test_older_headers_are_known(
    text: str, length: str, title: str, take: Callable[..., Any]
) -> None:
    [item] = take(text, hours("benevalibre"))[0].items
    assert (item.data["hours"], item.data["title"], item.data["date"]) == (
        length, title, "2026-03-04",
    )  # fmt: skip
    assert item.data["by"] in {Names("Seeds").called("Ana B"), Names("Seeds").called("B Ana")}


def test_json_of_benevalibre_is_the_same(take: Callable[..., Any]) -> None:
    row = {"user__first_name": "Ana", "user__last_name": "B", "title": "Door", "date": "2026-03-04",
           "end_date": None, "duration": "2:20:00", "duration_hours": 2.3333333333333335,
           "is_pending": False, "category": "Bar"}  # fmt: skip
    [item] = take(json.dumps([row]), hours("benevalibre"), "x.json")[0].items
    assert (item.data["hours"], item.data["by"]) == ("2h20", Names("Seeds").called("Ana B"))


def test_a_time_list_of_paheko_comes_in(take: Callable[..., Any]) -> None:
    items = take(PAHEKO, hours("paheko"))[0].items
    assert [item.data["hours"] for item in items] == ["2h30", "2h20"]


def test_rows_that_cannot_be_read_are_named(
    take: Callable[..., Any], said: Callable[[Message | None], str]
) -> None:
    text = TAIMA + "C,Léa,deux,Bar,,,2026-03-04\nC,Léa,2,Bar,,,2026-02-31\nC,Léa,2,Bar,,,\n"
    plan, root = take(text, hours("benevalibre"))
    assert [problem.spot for problem in plan.problems] == ["x, C3", "x, G4", "x, G5"]
    assert said(plan.problems[0].message) == "this is no duration"
    assert not (root / "contributions").exists()


def test_another_table_is_refused_with_a_way_out(
    take: Callable[..., Any], said: Callable[[Message | None], str]
) -> None:
    with pytest.raises(OtherTableError) as stopped:
        take("A;B\n1;2\n", hours("benevalibre"))
    assert "mes import table FILE --guess" in said(stopped.value.help)
    for name, text in (("x.json", "{"), ("x.pdf", "%PDF"), ("x.ods", "no zip"), ("y.json", "[1]")):
        with pytest.raises(UnreadableTableError):
            take(text, hours("benevalibre"), name)


def books(wanted: Wanted = Wanted()) -> Callable[..., Arrivals]:  # noqa: B008 - it is frozen
    return lambda found, now, edits: accounts.postings(found, wanted, now, edits)


GROUPED = (
    "Numéro d'écriture;Type;Statut;Libellé;Date;Remarques;Numéro pièce comptable;Numéro compte;"
    "Libellé compte;Débit;Crédit;Référence ligne;Libellé ligne;Rapprochement;Lettrage;"
    "Projet analytique;Membres associés\n"
    "1;Avancé;;Salle;04/03/2026;;;6132;Locations;120,00;0,00;;;;;Café;\n"
    ";;;;;;;512A;Banque;0,00;120,00;;;;;;\n"
    "2;Avancé;;Timbres;05/03/2026;;;6263;Poste;9,00;0,00;;;;;;\n"
    "3;Avancé;;Subvention du Conseil régional;05/03/2026;;;740;Subventions;0,00;1 500,00;;;;;;\n"
    "4;Avancé;;Bénévolat;31/12/2026;;;875;Bénévolat;0,00;100,00;;;;;;\n"
)
SIMPLE = (
    "Numéro d'écriture;Type;Statut;Libellé;Date;Remarques;Numéro pièce comptable;"
    "Référence paiement;Compte de débit;Compte de crédit;Montant;Projet analytique;"
    "Membres associés\n"
    "1;Dépense;;Salle;04/03/2026;;;;6132;512A;120,00;Café;\n"
    "3;Recette;;Adhésions;05/03/2026;;;;512A;756;30,00;;Conseil régional\n"
)


def test_accounting_lines_become_expenses_and_fundings_once(take: Callable[..., Any]) -> None:
    plan, root = take(GROUPED, books())
    assert sum(plan.left_out.values()) == 2  # stamps for no accompaniment, and 875
    text = (root / "accompagnements/cafe-2026.yaml").read_text("utf-8")
    assert text.endswith(
        "depenses:\n  - date: 2026-03-04\n    libelle: Salle\n    montant: 120.00\n"
        "    compte: 6132\n"
    )
    [funding] = (root / "financements").iterdir()
    said = funding.read_text("utf-8")
    assert "financeur: region\n" in said
    assert "nature: subvention\n" in said
    assert "montant_recu: 1500.00\n" in said or "recu: 1500.00\n" in said
    again, _ = take(GROUPED, books())
    assert (again.items, again.unchanged) == ([], 2)
    [stamps] = take(GROUPED, books(Wanted(accompaniment="cafe-2026")))[0].items
    assert [change.new for change in stamps.changes] == ["2026-03-05 Timbres 9.00 €"]


def test_the_simplified_form_is_read_as_well(take: Callable[..., Any]) -> None:
    plan, _ = take(SIMPLE, books())
    assert {item.kind: item.data.get("nature") for item in plan.items} == {
        "accompaniment": None, "funding": "membership-fees",
    }  # fmt: skip


def test_transfers_of_a_time_bank_are_exchanges(take: Callable[..., Any]) -> None:
    text = "Date,From,To,Post,Quantity (h:mm)\n2026-03-04,Ana,Café,Lessons,1:30\n"
    [item] = take(text, lambda found, now, _: timebank.transfers(found, Names("S"), now))[0].items
    assert (item.data["from"], item.data["to"], item.data["hours"]) == ("seeds", "cafe", "1h30")
    assert "Ana" not in str(item.data)


def test_any_table_comes_in_by_a_mapping(take: Callable[..., Any], tmp_path: Path) -> None:
    text = "Jour;Qui;Combien;Intitulé;Autre\n4/3/26;Ana B;3h;Atelier;x\n"
    (tmp_path / "t.csv").write_text(text, "utf-8")
    [grid] = grids(tmp_path / "t.csv")
    first = mapped.guess(grid, "", "fr")
    assert first == (
        'kind: contribution\ncolumns:\n  "Jour": date\n  "Qui": par\n  "Combien":\n'
        '  "Intitulé": titre\n  "Autre":\nfixed:\n  nature:\n'
    )
    whole = first.replace('"Combien":', '"Combien": duree').replace("nature:", "nature: bénévolat")
    by = mapped.mapping(whole, "map.yaml")
    how = lambda found, now, _: mapped.records(found, by, Names("Seeds"), now)  # noqa: E731
    [item] = take(text, how)[0].items
    assert {key: item.data[key] for key in ("kind", "date", "hours", "title")} == {
        "kind": "volunteering", "date": "2026-03-04", "hours": "3h", "title": "Atelier",
    }  # fmt: skip
    assert take(text, how)[0].items == []


@pytest.mark.parametrize(
    ("text", "line"),
    [("- a\n", 1), ("kind: cake\n", 1), ("kind: contribution\ncolumns:\n  A: nothing\n", 3),
     ("kind: contribution\nfoo: 1\n", 2), ("kind: contribution\ncolumns: [a]\n", 2)],
)  # fmt: skip
def test_a_mapping_that_cannot_be_used_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(mapped.MapError) as stopped:
        mapped.mapping(text, "map.yaml")
    assert stopped.value.message.values["line"] == line
