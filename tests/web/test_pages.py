"""Each page says what the register says, in French, with nothing in it that runs."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mes_cli.web.pages import reports
from mes_cli.web.workspace import Workspace
from tests.web.conftest import HOST, OWN

PAGES = ["/", "/menu", "/heures", "/fiches", "/fiches/initiatives", "/constats",
         "/fiches/initiatives/chants-de-friche",
         "/rapports", "/aide", "/quitter", "/chercher?q=friche"]  # fmt: skip


class Active(HTMLParser):
    """Collects what a browser would run or load."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.found += [name for name in values if name.startswith("on") or name == "style"]
        if tag == "script" and values.get("src") != "/style/page.js":
            self.found.append("script")
        self.found += [
            v for v in values.values() if v and v.startswith(("http", "//", "javascript"))
        ]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_and_runs_nothing_of_its_own(keeper: FlaskClient, path: str) -> None:
    answer = keeper.get(path, headers={"Host": HOST})
    active = Active()
    active.feed(answer.text)

    assert answer.status_code == 200
    assert active.found == []
    assert answer.text.count("<h1>") == 1


def test_the_stage_of_an_initiative_is_said_in_words(keeper: FlaskClient) -> None:
    page = keeper.get("/fiches/initiatives/table-anissa", headers={"Host": HOST}).text

    assert "<li>émergence</li>" in page


def test_a_changed_file_is_read_again(keeper: FlaskClient, root: Path) -> None:
    path = root / "initiatives" / "chants-de-friche.yaml"
    path.write_text(path.read_text("utf-8").replace("nom: Chants", "nom: Chansons"), "utf-8")

    assert "Chansons de Friche" in keeper.get("/fiches/initiatives", headers={"Host": HOST}).text


def test_errors_keep_reports_away_and_are_linked(keeper: FlaskClient, root: Path) -> None:
    (root / "initiatives" / "essai.yaml").write_text("nom: Essai\n", "utf-8")

    home = keeper.get("/", headers={"Host": HOST}).text
    reports = keeper.get("/rapports", headers={"Host": HOST}).text

    assert "empêche" in home
    assert "empêche" in reports
    assert "<iframe" not in reports


def test_a_search_knows_no_accents(keeper: FlaskClient) -> None:
    assert "Le Four du Causse" in keeper.get("/chercher?q=FOUR", headers={"Host": HOST}).text


@pytest.mark.parametrize(
    "path",
    [
        "/fiches/x",
        "/fiches/initiatives/x",
        "/rapports/1900/annual/public/html",
        "/rapports/2025/annual/nobody/html",
        "/constats/nothing",
    ],
)
def test_what_does_not_exist_is_said(keeper: FlaskClient, path: str) -> None:
    answer = keeper.get(path, headers={"Host": HOST})

    assert answer.status_code == 404
    assert "n’existe pas" in answer.text


def test_the_home_page_asks_for_the_record_of_a_year(keeper: FlaskClient, root: Path) -> None:
    for path in (root / "exercices").iterdir():
        path.unlink()

    home = keeper.get("/", headers={"Host": HOST})

    assert home.status_code == 200
    assert '<a href="/fiches/exercices/nouvelle">' in home.text


def test_the_home_page_says_what_the_report_lacks_and_what_comes_due(keeper: FlaskClient) -> None:
    text = keeper.get("/?exercice=2025", headers={"Host": HOST}).text

    assert "Ce qui manque au rapport" in text
    assert "/fiches/accompagnements?exercice=2025&amp;manque=tailored" in text
    assert "compte rendu de subvention" in text


def test_an_empty_register_says_its_first_steps(root: Path, keeper: FlaskClient) -> None:
    for folder in ("accompagnements", "initiatives", "contributions", "temoignages"):
        for file in (root / folder).rglob("*.yaml"):
            file.unlink()

    assert "Première initiative" in keeper.get("/", headers={"Host": HOST}).text


def test_a_list_is_filtered_and_added_up(keeper: FlaskClient) -> None:
    everything = keeper.get("/fiches/contributions?debut=50", headers={"Host": HOST}).text
    some = keeper.get("/fiches/contributions?exercice=2025&kind=loan", headers={"Host": HOST}).text
    lacking = keeper.get("/fiches/accompagnements?manque=tailored", headers={"Host": HOST}).text

    assert "Total de 100 fiches" in everything
    assert "100 fiches" not in some
    assert "bénévolat</td>" not in some
    assert "Sur mesure" in lacking


def test_a_list_is_downloaded_as_a_table_that_computes_nothing(
    keeper: FlaskClient, root: Path
) -> None:
    path = root / "initiatives" / "chants-de-friche.yaml"
    path.write_text(path.read_text("utf-8").replace("nom: Chants", "nom: =1+Chants"), "utf-8")
    answer = keeper.get("/fiches/initiatives?forme=csv", headers={"Host": HOST})

    assert answer.mimetype == "text/csv"
    assert "Nom,Étape" in answer.text
    assert "\n=1+" not in answer.text


def test_examples_are_shown_and_taken_out(root: Path, keeper: FlaskClient) -> None:
    path = root / "plaidoyer" / "evaluer-sans-mesurer.yaml"
    path.write_text(path.read_text("utf-8") + "tags: [exemple]\n", "utf-8")

    assert "1 fiche d’exemple" in keeper.get("/", headers={"Host": HOST}).text
    assert "evaluer-sans-mesurer" in keeper.get("/exemples", headers={"Host": HOST}).text
    answer = keeper.post("/exemples", headers=OWN)
    assert (answer.status_code, path.exists()) == (303, False)


def test_the_essentials_are_downloaded_as_a_sheet_a_slide_or_a_poster(keeper: FlaskClient) -> None:
    page = keeper.get("/rapports/2025/essential", headers={"Host": HOST}).text
    assert "/rapports/2025/essential/public/pdf?page=slide" in page

    for asked, size in (
        ("slide", "338.67mm 190.5mm"),
        ("a3", "297mm 420mm"),
        ("x", "210mm 297mm"),
    ):
        path = f"/rapports/2025/essential/public/html?page={asked}"
        assert f"size: {size};" in keeper.get(path, headers={"Host": HOST}).text


def test_a_refusal_says_so_in_its_title(keeper: FlaskClient) -> None:
    good = keeper.get("/heures", headers=OWN).text
    sent = {"quoi": "benevolat", "pour": "", "duree": "2h"}
    refused = keeper.post("/heures", data=sent, headers=OWN).text.replace("\u202f", " ")
    assert "<title>Saisir des heures" in good
    assert "<title>Erreur" in refused.replace("\u00a0", " ")


def test_errors_are_said_with_the_report_that_they_keep_away(
    keeper: FlaskClient, root: Path
) -> None:
    (root / "initiatives" / "essai.yaml").write_text("nom: Essai\n", "utf-8")
    text = keeper.get("/", headers=OWN).text
    assert re.search(r"\d erreurs? empêche(nt)? le rapport 2025\.", text)


def test_documents_that_take_long_are_announced(
    keeper: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "demande une minute ou plus"
    assert words not in keeper.get("/rapports", headers=OWN).text
    monkeypatch.setattr(reports, "_LARGE", 1)
    assert words in keeper.get("/rapports", headers=OWN).text


@pytest.mark.parametrize("page", ["", "/modifier"])
def test_a_record_that_cannot_be_read_leads_to_what_is_wrong(
    keeper: FlaskClient, root: Path, page: str
) -> None:
    (root / "initiatives/table-anissa.yaml").write_text("nom: [\n", "utf-8")

    answer = keeper.get(f"/fiches/initiatives/table-anissa{page}", headers=OWN)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/constats")


def test_a_record_tells_its_name_first_and_who_reads_what(keeper: FlaskClient) -> None:
    text = keeper.get("/fiches/initiatives/table-anissa", headers=OWN).text
    labels = re.findall(r"<dt>([^<]+)", text)

    assert (labels[0].strip(), labels[-1].strip()) == ("Nom", "Notes")
    assert "vu par\xa0: l’équipe" in text


@pytest.mark.parametrize(("language", "quoted"), [("fr", "«\u202fetap\u202f»"), ("en", "“etap”")])
def test_messages_quote_as_the_language_does(
    keeper: FlaskClient, space: Workspace, root: Path, language: str, quoted: str
) -> None:
    path = root / "initiatives/table-anissa.yaml"
    path.write_text(path.read_text("utf-8").replace("etape:", "etap:"), "utf-8")
    space.language = language

    assert quoted in keeper.get("/constats", headers=OWN).text
