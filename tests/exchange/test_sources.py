"""What other programs wrote comes in: all generations of their headers, and only once."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from mes_cli.exchange import guesses, mapping
from mes_cli.exchange.accounts import LedgerWishes
from mes_cli.exchange.apply import drafted
from mes_cli.exchange.current import Current
from mes_cli.exchange.grids import grids
from mes_cli.exchange.plan import ItemState, Plan
from mes_cli.exchange.sources import (
    ImportWishes,
    OtherTableError,
    Source,
    UnknownSourceError,
    planned,
    recognised,
)
from mes_cli.exchange.volunteers import People
from mes_cli.exchange.workbooks import UnreadableTableError
from mes_cli.finding import Message
from mes_cli.model import KINDS
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.load import load
from tests.exchange.tables import Rows, ods, written, xlsx

PEOPLE = People("Seeds", b"a key")
REGISTER = {
    "mes.yaml": "mes: 1\nname: Seeds\nlanguage: fr\nkeeper: seeds\n",
    "structures/seeds.yaml": "nom: Seeds\nroles: [accompagnement]\n",
    "structures/region.yaml": "nom: Conseil régional\nroles: [financeur]\n",
    "structures/jardin.yaml": "nom: Jardin partagé\nroles: [membre]\n",
    "initiatives/cafe.yaml": (
        "nom: Café du coin\nresume: Un café\netape: idee\nterritoire: {departement: '21'}\n"
    ),
    "accompagnements/cafe-2025.yaml": (
        "initiatives: [cafe]\ntitre: Café 2025\nforme: individuel\ndebut: 2025-01-01\n"
        "entree: {canal: direct}\n"
    ),
}
BENEVALIBRE = (
    "Prénom,Nom,Pseudonyme,Association,Titre,Description,Date,Date de fin,Durée,"
    "Durée (en heures),En attente de modération,Distance (en km),Catégorie,Projet,Niveau\r\n"
    'Ana,B,,Accueil,Permanence,"l1\nl2",2025-03-04,—,2:20:00,2.3333333333333335,False,12.50,'
    "Accueil,Café 2025,\r\n"
    ',,,Accueil,WE,,2025-03-04,2025-03-06,"1 day, 2:30:00",26.5,False,,Accueil,,\r\n'
    ",,,Accueil,Later,,2025-03-04,—,1:00:00,1.0,True,,Accueil,,\r\n"
)
GARRADIN = (
    '"Heures, en décimal",Catégorie,Bénévole,Date,Niveau,Projet,Titre,Description\n'
    '"2,5",Accueil,Ana B,04/03/2025,Expertise,Fête,,\n'
)
OLD_TAIMA = (
    'Nom,Prénom,"Heures, en décimal",Catégorie,Titre,Description,Date\nB,Ana,2.5,Bar,,,2025-03-04\n'
)
TARGET = (
    "Catégorie;Projet;Titre;Notes;Nom du membre;Prénom du membre;Date;Durée, en minutes\n"
    "Bar;;Service;;B;Ana;04/03/2025;150\n"
)
TIME_LIST = (
    '"Numéro de membre","Nom","Catégorie","Notes","Année","Semaine","Date","Durée","Valorisation"\n'
    '"1","Ana B","Bar","service","2025","10","04/03/2025","150","30"\n'
    '"2","Léa C","Bar","","2025","10","05/03/2025","45","9"\n'
)
JOURNAL = (
    "Numéro d'écriture;Type;Statut;Libellé;Date;Remarques;Numéro pièce comptable;Numéro compte;"
    "Libellé compte;Débit;Crédit;Référence ligne;Libellé ligne;Rapprochement;Lettrage;"
    "Projet analytique;Membres associés\n"
)
GROUPED = (
    f"{JOURNAL}1;Avancé;;Salle;04/03/2025;;;6132;Locations;120,00;0,00;;;;;Café 2025;\n"
    ";;;;;;;512A;Banque;0,00;120,00;;;;;;\n"
    "2;Avancé;;Timbres;05/03/2025;;;6263;Poste;9,00;0,00;;;;;;\n"
    "3;Avancé;;Subvention du Conseil régional;05/03/2025;;;740;Subventions;0,00;1 500,00;;;;;;\n"
    "4;Avancé;;Bénévolat;31/12/2025;;;875;Bénévolat;0,00;100,00;;;;;;\n"
    "5;Avancé;;Paie de mars;31/03/2025;;;6411;Salaires;2 000,00;0,00;;;;;Café 2025;\n"
    "6;Avancé;;Cotisation Conseil régional;31/03/2025;;;756;Cotisations;0,00;30,00;;;;;;\n"
)
SIMPLE = (
    "Numéro d'écriture;Type;Statut;Libellé;Date;Remarques;Numéro pièce comptable;"
    "Référence paiement;Compte de débit;Compte de crédit;Montant;Projet analytique;"
    "Membres associés\n"
    "1;Dépense;;Salle;04/03/2025;;;;6132;512A;120,00;Café 2025;\n"
    "3;Recette;;Adhésions;05/03/2025;;;;512A;756;30,00;;Conseil régional\n"
    "7;Créance;En attente de règlement;Subvention;05/03/2025;;;;411;74;50,00;;Conseil régional\n"
)
FEC = (
    "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\t"
    "CompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate"
    "\tMontantDevise\tIdevise\n"
    "01\tAvancé\t3\t20250305\t740\tSubventions\t\t\tECRITURE-3\t20250305\tSubvention du Conseil"
    " régional\t0,00\t1500,00\t\t\t20250305\t\t\n"
)
TRANSFERS = "Date,From,To,Post,Quantity\n"


def _spaced(text: str) -> str:
    """A text with plain spaces where a language wants others."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@dataclass
class Taken:
    """What reading a file in would do."""

    plan: Plan
    edits: Edits
    root: Path

    @property
    def new(self) -> list[dict[str, object]]:
        return [item.data for item in self.plan.of(ItemState.NEW)]

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        return [
            (change.field, _spaced(change.old), _spaced(change.new))
            for item in self.plan.items
            for change in item.changes
        ]

    @property
    def spots(self) -> list[str]:
        return [problem.spot for problem in self.plan.problems]

    def said(self, name: str) -> str:
        return (self.root / name).read_text("utf-8")


@dataclass
class Take:
    """Reads files into a small register; writes what can be written."""

    folder: Path
    register: dict[str, str] = field(default_factory=lambda: dict(REGISTER))

    @property
    def root(self) -> Path:
        root = self.folder / "register"
        for name, text in self.register.items() if not root.exists() else ():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, "utf-8")
        return root

    def __call__(
        self,
        content: str | bytes | Rows,
        source: Source | None = None,
        name: str = "x.csv",
        wishes: ImportWishes | None = None,
        *,
        write: bool = True,
        **more: Any,
    ) -> Taken:
        path = self.folder / name
        content = content.encode() if isinstance(content, str) else content
        path.write_bytes(content if isinstance(content, bytes) else written(content, path.suffix))
        reading = load(self.root)
        current, edits = Current(reading), Edits(reading)
        tables = grids(path)
        wishes = wishes or ImportWishes(PEOPLE, **more)
        source = source or recognised(tables, path.name, wishes.titles)
        plan = planned(tables, source, wishes, current, edits)
        edits = Edits(reading)
        drafted(plan, edits)
        if write and plan.writable:
            edits.write()
            assert load(self.root).findings == []
        return Taken(plan, edits, self.root)


@pytest.fixture
def take(tmp_path: Path) -> Take:
    return Take(tmp_path)


def test_today_s_export_of_benevalibre_comes_in_once(take: Take) -> None:
    taken = take(BENEVALIBRE)
    assert (len(taken.new), sum(taken.plan.left_out.values())) == (2, 1)
    text = taken.said("contributions/2025/2025-03-benevolat.yaml")
    assert "duree: 2h20\n" in text
    assert "  periode:\n    du: 2025-03-04\n    au: 2025-03-06\n" in text
    assert "duree: 26h30\n" in text
    assert "12.50 km" in text
    assert "Ana" not in text
    assert "par: Bénévole " in text
    again = take(BENEVALIBRE)
    assert (again.plan.items, again.plan.unchanged) == ([], 2)
    assert again.said("contributions/2025/2025-03-benevolat.yaml") == text


def test_a_project_is_an_accompaniment_where_somebody_says_so(take: Take) -> None:
    assert "for" not in take(BENEVALIBRE).new[0]
    again = take(BENEVALIBRE, projects={"café 2025": "cafe-2025"})
    assert again.changes == [("Pour", "—", "cafe-2025")]
    assert take(BENEVALIBRE).plan.items == []
    assert take(BENEVALIBRE, projects={"café 2025": "cafe"}).plan.items == []


def test_hours_for_an_initiative_without_a_course_are_given_to_it(take: Take) -> None:
    del take.register["accompagnements/cafe-2025.yaml"]
    [first, _] = take(BENEVALIBRE, projects={"Café 2025": "cafe"}).new
    assert (first.get("for"), first["to"]) == (None, "cafe")


def test_pseudonyms_of_another_computer_are_told_and_change_nothing(
    take: Take, said: Callable[[Message | None], str]
) -> None:
    take(BENEVALIBRE)
    there = take(BENEVALIBRE, wishes=ImportWishes(People("Seeds", b"another key")))
    assert (there.plan.items, there.plan.unchanged) == ([], 2)
    assert "pseudonyms.key" in said(there.plan.notes[0])
    assert take(BENEVALIBRE).plan.notes == []


def test_names_and_waiting_rows_come_in_when_they_are_asked_for(take: Take) -> None:
    taken = take(BENEVALIBRE, wishes=ImportWishes(People("Seeds", keep=True), pending=True))
    assert len(taken.new) == 3
    text = taken.said("contributions/2025/2025-03-benevolat.yaml")
    assert text.count("par:") == 1
    assert "par: Ana B\n" in text


@pytest.mark.parametrize(
    ("text", "title"), [(GARRADIN, "Accueil"), (OLD_TAIMA, "Bar"), (TARGET, "Service")]
)
def test_older_headers_are_known(text: str, title: str, take: Take) -> None:
    [data] = take(text).new
    assert (data["hours"], data["title"], data["date"]) == ("2h30", title, "2025-03-04")
    assert data["by"] == PEOPLE.called("B Ana") == PEOPLE.called("ana b")


def test_json_of_benevalibre_is_the_same(take: Take) -> None:
    row = {"user__first_name": "Ana", "user__last_name": "B", "title": "Door", "date": "2025-03-04",
           "end_date": None, "duration": "2:20:00", "duration_hours": 2.3333333333333335,
           "is_pending": False, "category": "Bar"}  # fmt: skip
    [data] = take(json.dumps([row]), name="x.json").new
    assert (data["hours"], data["by"]) == ("2h20", PEOPLE.called("Ana B"))


def test_the_time_list_of_paheko_is_in_minutes(take: Take) -> None:
    assert [it["hours"] for it in take(TIME_LIST).new] == ["2h30", "45min"]
    rows = [{"user_number": "1", "user_name": "Ana B", "task": "Bar", "notes": "service",
             "year": 2025, "week": 10, "date": "2025-03-04 00:00:00", "duration": 150,
             "value": 30}]  # fmt: skip
    assert take(json.dumps(rows), name="x.json").plan.unchanged == 1
    typed: Rows = [["Nom", "Catégorie", "Notes", "Année", "Semaine", "Date", "Durée"],
                   ["Ana B", "Bar", "service", 2025.0, 10.0, "04/03/2025", 150.0]]  # fmt: skip
    assert take(typed, name="x.ods").plan.unchanged == 1


@pytest.mark.parametrize("said", ["150,5", "2:75", "-150", "1e400", "NaN"])
def test_minutes_that_are_none_are_refused(said: str, take: Take) -> None:
    assert take(TIME_LIST.replace('"150"', f'"{said}"')).spots == ["x, H2"]
    assert take(TARGET.replace("150", said)).spots == ["x, H2"]


def test_numbers_without_a_unit_are_asked_for(take: Take) -> None:
    taken = take("Date;Nom;Durée;Titre\n04/03/2025;Ana;3;Fête\n", Source.PAHEKO)
    assert taken.spots == ["x, C2"]
    [data] = take("Date;Nom;Durée;Titre\n04/03/2025;Ana;2:30;Fête\n", Source.PAHEKO).new
    assert data["hours"] == "2h30"


def test_hours_that_came_in_sixty_times_too_long_are_changed(take: Take) -> None:
    take.register["contributions/2025/2025-03-benevolat.yaml"] = (
        "- nature: benevolat\n  date: 2025-03-04\n  titre: Bar\n  par: Bénévole 9c9c9c\n"
        "  personnes: 1\n  duree: 150h\n  tags:\n    - bar\n  notes: service\n"
        "  cle_import: paheko:9a6f83fdfbf18e31\n"
    )
    import hashlib

    said = ("Ana B", "", "2025-03-04", str(150 * 3600), "", "service", "Bar", "")
    key = hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:16]
    file = "contributions/2025/2025-03-benevolat.yaml"
    take.register[file] = take.register[file].replace("9a6f83fdfbf18e31", key)
    taken = take(TIME_LIST)
    assert [item.state for item in taken.plan.items] == [ItemState.CHANGED, ItemState.NEW]
    assert [change.field for change in taken.plan.items[0].changes] == ["Durée"]
    assert "duree: 2h30\n" in taken.said(file)
    assert take(TIME_LIST).plan.items == []


def test_rows_that_cannot_be_read_are_named(
    take: Take, said: Callable[[Message | None], str]
) -> None:
    text = OLD_TAIMA + "C,Léa,deux,Bar,,,2025-03-04\nC,Léa,2,Bar,,,2025-02-31\nC,Léa,2,Bar,,,\n"
    taken = take(text)
    assert taken.spots == ["x, C3", "x, G4", "x, G5"]
    assert "deux" in said(taken.plan.problems[0].message)
    assert not (taken.root / "contributions").exists()


NEGATIVE = {
    Source.PAHEKO: "Titre;Date;Durée, en heures\nCorrection;05/03/2025;-2,5\n",
    Source.BENEVALIBRE: "Date,Titre,Durée (en heures)\n2025-03-05,Correction,-2.3333333333\n",
    Source.TIMEOVERFLOW: f"{TRANSFERS}2025-03-04,Ana,Léa,Couture,\u22122.5\n",
}


@pytest.mark.parametrize("source", NEGATIVE)
def test_a_sign_is_never_lost(
    source: Source, take: Take, said: Callable[[Message | None], str]
) -> None:
    [problem] = take(NEGATIVE[source], source).plan.problems
    assert "below zero" in said(problem.message)


def test_another_table_is_refused_with_a_way_out(
    take: Take, said: Callable[[Message | None], str]
) -> None:
    with pytest.raises(OtherTableError) as stopped:
        take("A;B\n1;2\n", Source.BENEVALIBRE)
    assert "mes import table FILE --guess" in said(stopped.value.help)
    with pytest.raises(UnknownSourceError):
        take("A;B\n1;2\n")
    for name, text in (("x.json", "{"), ("x.pdf", "%PDF"), ("x.ods", "no zip"), ("y.json", "[1]")):
        with pytest.raises(UnreadableTableError):
            take(text, name=name)


def test_accounting_lines_become_expenses_and_fundings_once(
    take: Take, said: Callable[[Message | None], str]
) -> None:
    taken = take(GROUPED)
    assert sorted(said(reason)[:10] for reason in taken.plan.left_out) == [
        "contributi", "costs whos", "gifts and ", "wages and ",
    ]  # fmt: skip
    text = taken.said("accompagnements/cafe-2025.yaml")
    assert (
        "depenses:\n  - date: 2025-03-04\n    libelle: Salle\n    montant: 120.00\n"
        "    compte: 6132\n    cle_import: paheko:"
    ) in text
    [funding] = (taken.root / "financements").iterdir()
    grant = funding.read_text("utf-8")
    assert "financeur: region\n" in grant
    assert "nature: subvention\n" in grant
    assert "recu: 1500.00\n" in grant
    again = take(GROUPED)
    assert (again.plan.items, again.plan.unchanged) == ([], 2)
    [stamps] = take(GROUPED, accounts=LedgerWishes(accompaniment="cafe-2025"), write=False).changes
    assert stamps[2] == "5 mars 2025 · Timbres · 9,00 € · 6263"
    paid = take(GROUPED, accounts=LedgerWishes(wages=True), write=False)
    assert "Paie de mars" in paid.changes[0][2]


def test_the_simplified_form_and_fec_are_read_as_well(take: Take) -> None:
    taken = take(SIMPLE)
    assert [(it.get("nature"), it.get("status"), it.get("granted")) for it in taken.new] == [
        ("membership-fees", "received", None), ("grant", "granted", "50.00"),
    ]  # fmt: skip
    [grant] = take(FEC, name="x.txt").new
    assert (grant["received"], grant["funder"]) == ("1500.00", "region")
    assert take(GROUPED, write=False).plan.unchanged == 2


def test_accounts_and_entries_that_came_as_numbers_are_the_same(take: Take) -> None:
    rows: Rows = [[*line.split(";")] for line in GROUPED.splitlines()]
    take(GROUPED)
    for row in rows[1:]:
        for at in (0, 7, 9, 10):
            text = str(row[at]).replace(" ", "").replace(",", ".")
            row[at] = float(text) if text.replace(".", "").isdecimal() else text
    for ending in (".xlsx", ".ods"):
        again = take(rows, name=f"x{ending}")
        assert (again.plan.items, again.plan.unchanged) == ([], 2)


def test_a_corrected_entry_is_a_change(take: Take) -> None:
    take(GROUPED)
    taken = take(
        GROUPED.replace("Salle;", "Grande salle;").replace("1 500,00", "1 600,00"), write=False
    )
    assert [(title, old[:3], new[:3]) for title, old, new in taken.changes] == [
        ("Dépenses 1 – Libellé", "Sal", "Gra"), ("Montant reçu", "1 5", "1 6"),
    ]  # fmt: skip
    path = next((take.root / "financements").iterdir())
    path.write_text(path.read_text("utf-8").replace("recu: 1500.00", "recu: 1400.00"), "utf-8")
    assert take(GROUPED, write=False).plan.items == []  # the journal says what it said
    both = take(GROUPED.replace("1 500,00", "1 600,00"), write=False)
    assert [item.state for item in both.plan.items] == [ItemState.CONFLICT]


REVERSED = (
    f"{JOURNAL}20;Avancé;;Location salle;12/03/2025;;;6132;Locations;120,50;0,00;;;;;Café 2025;\n"
    "23;Avancé;;Subvention Conseil régional;10/03/2025;;;741;Subventions;0,00;5 000,00;;;;;;\n"
)
CANCELLED = (
    "21;Avancé;;Annulation écriture 20;13/03/2025;;;6132;Locations;0,00;120,50;;;;;Café 2025;\n"
)
PAID_BACK = (
    "24;Avancé;;Trop-perçu Conseil régional;11/12/2025;;;741;Subventions;1 000,00;0,00;;;;;;\n"
)


def test_what_an_entry_takes_back_is_netted_or_stops(
    take: Take, said: Callable[[Message | None], str]
) -> None:
    stopped = take(REVERSED + CANCELLED + PAID_BACK)
    assert stopped.spots == ["x, J5"]
    assert "--tie 24=20" in said(stopped.plan.problems[0].help)
    assert not (take.root / "financements").exists()
    taken = take(REVERSED + CANCELLED + PAID_BACK, accounts=LedgerWishes(ties={"24": "23"}))
    assert [it["received"] for it in taken.new] == ["4000.00"]
    assert "depenses" not in taken.said("accompagnements/cafe-2025.yaml")
    left = take(REVERSED + PAID_BACK, accounts=LedgerWishes(ties={"24": "0"}), write=False)
    assert ("Montant reçu", "4 000,00 €", "5 000,00 €") in left.changes


def test_what_came_in_goes_when_the_journal_takes_it_back(take: Take) -> None:
    take(REVERSED)
    assert "depenses" in take(REVERSED).said("accompagnements/cafe-2025.yaml")
    back = "25;Avancé;;Annulation écriture 23;11/12/2025;;;741;Subventions;5 000,00;0,00;;;;;;\n"
    taken = take(REVERSED + CANCELLED + back)
    assert sorted(item.state for item in taken.plan.items) == [ItemState.CHANGED, ItemState.REMOVED]
    assert "depenses" not in taken.said("accompagnements/cafe-2025.yaml")
    assert not list((take.root / "financements").glob("*.yaml"))


@pytest.mark.parametrize(
    "titles",
    ["Date,From,To,Post,Quantity", "Date,Depuis,Vers,Annonce,Quantité",
     "Fecha,Origen,Destino,Anuncio,Cantidad", "Data,Origen,Destí,Anunci,Quantitat"],
)  # fmt: skip
def test_who_stands_in_to_did_the_work(titles: str, take: Take) -> None:
    rows = (
        "2025-03-04 10:12:13 UTC,Jardin partagé,Seeds,Taille de haies,2:00\n"
        "2025-03-05 10:12:13 UTC,Ana B (3),Café du coin (12),Couture,2:30\n"
    )
    taken = take(f"{titles}\n{rows}")
    assert [(it["from"], it["to"], it["hours"]) for it in taken.new] == [
        ("seeds", "jardin", "2h"), ("cafe", "seeds", "2h30"),
    ]  # fmt: skip
    assert "Ana" not in taken.said("contributions/2025/2025-03-echange-de-savoirs.yaml")
    assert take(f"{titles}\n{rows}").plan.unchanged == 2


def test_exchanges_that_came_in_the_wrong_way_round_are_changed(take: Take) -> None:
    import hashlib

    said = ("2025-03-04", "Jardin partagé", "Seeds", "Taille", "2:00")
    key = hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:16]
    file = "contributions/2025/2025-03-echange-de-savoirs.yaml"
    take.register[file] = (
        "- nature: echange-de-savoirs\n  date: 2025-03-04\n  titre: Taille\n  de: jardin\n"
        f"  vers: seeds\n  duree: 2h\n  savoir: Taille\n  cle_import: timeoverflow:{key}\n"
    )
    taken = take(f"{TRANSFERS}{','.join(said)}\n")
    assert [item.state for item in taken.plan.items] == [ItemState.CHANGED]
    assert "  de: seeds\n  vers: jardin\n" in taken.said(file)


def test_any_table_comes_in_by_a_mapping(take: Take, tmp_path: Path) -> None:
    text = "Jour;Qui;Combien;Intitulé;Autre\n4/3/25;Ana B;3h;Atelier;x\n"
    (tmp_path / "t.csv").write_text(text, "utf-8")
    first = guesses.guess(grids(tmp_path / "t.csv").grids, "", "fr")
    assert first == (
        'sorte: contribution\ncolonnes:\n  "Jour": date\n  "Qui": par\n  "Combien":\n'
        '  "Intitulé": titre\n  "Autre":\nfixe:\n  nature:\n'
    )
    whole = first.replace('"Combien":', '"Combien": duree').replace("nature:", "nature: bénévolat")
    by = mapping.mapping(whole, "map.yaml", KINDS)
    [data] = take(text, Source.TABLE, columns=by).new
    assert {key: data[key] for key in ("kind", "date", "hours", "title")} == {
        "kind": "volunteering", "date": "2025-03-04", "hours": "3h", "title": "Atelier",
    }  # fmt: skip
    assert take(text, Source.TABLE, columns=by).plan.items == []
    negative = text.replace("3h", "\u22122,5")
    assert take(negative, Source.TABLE, columns=by).spots == ["x, C2"]


HOURS_LIST = mapping.mapping(
    'sorte: contribution\ncolonnes: {"Jour": date, "Qui": par, "Combien": duree}\n'
    "fixe: {nature: benevolat}\n", "map.yaml", KINDS,
)  # fmt: skip


def test_a_row_with_more_cells_than_titles_is_refused(take: Take) -> None:
    text = "Jour,Qui,Combien\n4/3/2025,Ana B,2,5\n5/3/2025,Ana B,2,,\n"
    assert take(text, Source.TABLE, columns=HOURS_LIST).spots == ["x, D2"]


def test_a_sheet_without_any_column_of_the_list_is_left_out(take: Take) -> None:
    hours: Rows = [["Jour", "Qui", "Combien"], [dt.date(2025, 3, 4), "Ana B", 2.5]]
    book = xlsx({"Heures": hours, "Notes": [["À lire"], ["rien"]]})
    taken = take(book, Source.TABLE, "x.xlsx", columns=HOURS_LIST)
    assert (len(taken.new), taken.spots) == (1, [])
    assert [note.values["sheet"] for note in taken.plan.notes] == ["Notes"]


def test_what_people_do_not_see_is_told(take: Take) -> None:
    hours: Rows = [["Jour", "Qui", "Combien"]]
    for number in (1, 2, 3, None):
        hours.append([dt.date(2025, 3, len(hours)), "Ana", number])
    book = xlsx({"Heures": hours, "Archive": hours}, hidden=["Archive"], filtered=[2, 3])
    taken = take(book, Source.TABLE, "x.xlsx", columns=HOURS_LIST)
    said = [dict(note.values) for note in taken.plan.notes]
    assert [data["date"] for data in taken.new] == ["2025-03-01", "2025-03-04"]
    assert said == [
        {"number": 1, "cells": "Heures, C5"},
        {"number": 2, "sheet": "Heures"},
        {"sheet": "Archive"},
    ]


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_a_filter_takes_nothing_out_of_an_export_that_comes_back(take: Take, ending: str) -> None:
    rows: Rows = [
        ["Identifiant", "Nom", "Rôles"],
        ["moulin", "Moulin", "membre"],
        ["pre", "Pré", "membre"],
    ]
    write = xlsx if ending == ".xlsx" else ods
    taken = take(write({"structures": rows}, filtered=[2]), Source.MES, f"x{ending}")
    assert len(taken.new) == 2
    assert taken.plan.notes == []


def test_a_transfer_without_hours_is_named(take: Take) -> None:
    text = "Date,From,To,Quantity\n2025-03-01,Ana,Bob,1:00\n2025-03-02,Ana,Bob,\n"
    assert take(text, Source.TIMEOVERFLOW).spots == ["x, D3"]


def test_a_day_that_is_none_is_quoted_as_the_cell_says_it(take: Take) -> None:
    taken = take("Jour;Qui;Combien\n03/25/2025;Ana B;2\n", Source.TABLE, columns=HOURS_LIST)
    assert taken.spots == ["x, A2"]
    assert "03/25/2025" in str(taken.plan.problems[0].message.values)


def test_plain_french_titles_are_recognised(tmp_path: Path) -> None:
    text = (
        "Nom du projet;Description;Commune (code INSEE);Étape d'avancement;Secteur d'activité;"
        "Mail du contact\nCafé;Un café;21231;idée;culture;a@example.org\n"
    )
    (tmp_path / "t.csv").write_text(f"Nos initiatives en 2025\n\n{text}", "utf-8")
    guess = guesses.guess(grids(tmp_path / "t.csv").grids, "", "fr")
    assert guess.startswith(
        'sorte: initiative\ncolonnes:\n  "Nom du projet": nom\n  "Description": resume\n'
        '  "Commune (code INSEE)": territoire.commune\n  "Étape d\'avancement": etape\n'
        '  "Secteur d\'activité": secteurs\n  "Mail du contact": contact.courriel\n'
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [("- a\n", 1), ("kind: cake\n", 1), ("kind: contribution\ncolumns:\n  A: nothing\n", 3),
     ("kind: contribution\nfoo: 1\n", 2), ("kind: contribution\ncolumns: [a]\n", 2)],
)  # fmt: skip
def test_a_mapping_that_cannot_be_used_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(mapping.MapError) as stopped:
        mapping.mapping(text, "map.yaml", KINDS)
    assert stopped.value.message.values["line"] == line
