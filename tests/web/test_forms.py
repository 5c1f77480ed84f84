"""Forms write what `mes new` and `mes set` would, keep what was typed, and never guess consents."""

# ruff: noqa: E501 - patterns of HTML are kept on one line

import re
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mes_cli.store.reading.load import load
from tests.web.conftest import HOST, OWN

GET = {"Host": HOST}
Fields = Mapping[str, str | list[str]]
INITIATIVE = {
    "name": "La Halle aux Vélos", "summary": "Un atelier de réparation.", "stage.0.stage": "idea",
    "territory.name": "Alès", "territory.commune": "30007",
}  # fmt: skip


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a form."""
    found = re.findall(r'<input type="hidden" name="(_\w+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def send(keeper: FlaskClient, path: str, fields: Fields, action: str = "save") -> TestResponse:
    page = keeper.get(path, headers=GET).text
    return keeper.post(path, data={**hidden(page), **fields, "_action": action}, headers=OWN)


def test_a_new_record_is_written_in_the_words_of_the_register(
    keeper: FlaskClient, root: Path
) -> None:
    answer = send(keeper, "/fiches/initiatives/nouvelle", INITIATIVE)

    written = (root / "initiatives/la-halle-aux-velos.yaml").read_text("utf-8")
    assert answer.status_code == 303
    assert written.startswith("nom: La Halle aux Vélos\n")
    assert "etape: idee" in written


@pytest.mark.parametrize("action", ["check", ""])
def test_enter_writes_nothing(keeper: FlaskClient, root: Path, action: str) -> None:
    before = sorted(root.rglob("*"))

    answer = send(keeper, "/fiches/initiatives/nouvelle", INITIATIVE, action)

    assert answer.status_code == 200
    assert sorted(root.rglob("*")) == before
    assert "La Halle aux Vélos" in answer.text


def test_a_refusal_keeps_what_was_typed_and_stands_beside_the_field(
    keeper: FlaskClient, root: Path
) -> None:
    fields = {"initiatives": "Chants de Friche", "form": "individual", "started": "le 42 mars",
              "entry.channel": "direct", "title": "Un essai"}  # fmt: skip
    answer = send(keeper, "/fiches/accompagnements/nouvelle", fields)

    assert answer.status_code == 422
    assert 'value="le 42 mars"' in answer.text
    assert re.search(r'id="started-found".*?<li>', answer.text, re.DOTALL)
    assert "Erreur" in re.findall("<title>(.*?)</title>", answer.text)[0]
    assert not list(root.glob("accompagnements/**/*essai*"))


def test_names_days_and_hours_are_taken_as_people_write_them(
    keeper: FlaskClient, root: Path
) -> None:
    fields = {
        "initiatives": "chants de friche", "form": "individual", "started": "12/03/2025",
        "entry.channel": "direct", "title": "Un essai", "sessions.0": "",
        "sessions.0.date": "13/03/2025", "sessions.0.hours": "2h30",
    }  # fmt: skip
    answer = send(keeper, "/fiches/accompagnements/nouvelle", fields)

    assert answer.status_code == 303
    [file] = [
        it for it in root.glob("accompagnements/**/*.yaml") if "Un essai" in it.read_text("utf-8")
    ]
    written = file.read_text("utf-8")
    assert "- chants-de-friche" in written or "initiatives: [chants-de-friche]" in written
    assert "debut: 2025-03-12" in written
    assert "date: 2025-03-13" in written
    assert "duree: 2h30" in written


def test_rows_are_added_moved_and_removed_without_a_script(keeper: FlaskClient) -> None:
    path = "/fiches/accompagnements/nouvelle"
    one = {
        "title": "Un essai",
        "sessions.0": "",
        "sessions.0.hours": "1h",
        "sessions.0.type": "plan",
    }

    added = send(keeper, path, one, "add:sessions").text
    two = {**one, "sessions.1": "", "sessions.1.hours": "2h"}
    moved = send(keeper, path, two, "up:sessions.1").text
    removed = send(keeper, path, two, "remove:sessions.0").text

    assert 'name="sessions.1.hours"' in added
    assert re.search(r'name="sessions.1.type".*?value="plan" selected', added, re.DOTALL)
    assert 'name="sessions.0.hours" value="2h"' in moved
    assert 'name="sessions.1.hours" value="1h"' in moved
    assert 'name="sessions.0.hours" value="2h"' in removed
    assert 'value="1h"' not in removed
    assert 'value="Un essai"' in removed


def test_a_row_that_was_removed_comes_back_at_its_place(keeper: FlaskClient) -> None:
    path = "/fiches/accompagnements/nouvelle"
    rows = {f"sessions.{n}.hours": f"{n + 1}h" for n in range(3)} | {"sessions.1.note": "à garder"}
    page = send(keeper, path, rows, "remove:sessions.1").text
    assert "Séance 2 retirée." in page
    assert "à garder" not in re.sub('name="_removed" value="[^"]*"', "", page)

    browser = Browser()
    browser.feed(page)
    data = {**hidden(page), **browser.sent, "_action": "restore:sessions.1"}
    again = Browser()
    again.feed(keeper.post(path, data=data, headers=OWN).text)

    assert [again.sent[f"sessions.{n}.hours"] for n in range(3)] == [["1h"], ["2h"], ["3h"]]
    assert again.sent["sessions.1.note"] == ["à garder"]


@pytest.mark.parametrize("texts", ["", "[]", "1", '{"a": 1}', "{"])
def test_what_comes_back_may_be_anything(keeper: FlaskClient, texts: str) -> None:
    sent = {"sessions.0.hours": "1h", "_removed": texts}
    for action in ("restore:sessions.0", "restore:x", "remove:sessions.9", "find:", "up:title.0"):
        assert send(keeper, "/fiches/accompagnements/nouvelle", sent, action).status_code == 200


def test_a_fold_stays_open_where_a_row_was_added(keeper: FlaskClient) -> None:
    page = send(keeper, "/fiches/accompagnements/nouvelle", {}, "add:expenses").text

    assert re.search(r"<details open><summary>Dépenses", page)
    assert 'id="expenses-0" tabindex="-1" autofocus' in page


def test_the_form_of_a_course_follows_the_number_of_initiatives(
    keeper: FlaskClient, root: Path
) -> None:
    fields: Fields = {"initiatives": ["chants-de-friche", "terre-trouvee"], "started": "12/03/2025",
              "entry.channel": "direct", "title": "À deux"}  # fmt: skip
    assert send(keeper, "/fiches/accompagnements/nouvelle", fields).status_code == 303
    [text] = [it.read_text("utf-8") for it in root.glob("accompagnements/**/*.yaml")
              if "À deux" in it.read_text("utf-8")]  # fmt: skip
    assert "forme: collectif" in text


def test_giving_up_keeps_what_was_typed_as_a_draft(keeper: FlaskClient, root: Path) -> None:
    path, before = "/fiches/initiatives/nouvelle", sorted(root.rglob("*"))
    untouched = send(keeper, path, {}, "leave")
    left = send(keeper, path, {"name": "La Halle"}, "leave")

    assert untouched.headers["Location"] == "/fiches/initiatives"
    assert "Saisie gardée en brouillon." in left.text
    again = keeper.get(re.findall(r'href="([^"]*brouillon=[^"]*)"', left.text)[0], headers=GET)
    assert 'value="La Halle"' in again.text
    assert sorted(root.rglob("*")) == before


def test_an_old_rate_that_changes_warns_of_its_year(keeper: FlaskClient) -> None:
    page, browser = keeper.get("/reglages", headers=GET).text, Browser()
    browser.feed(page)
    fields = {**hidden(page), **browser.sent, "hourly_costs.0.rate": "34,50", "_action": "save"}
    answer = keeper.post("/reglages", data=fields, headers=OWN)

    told = keeper.get(answer.headers["Location"], headers=GET).text
    assert "Les chiffres de 2024 changeront." in told


def test_keys_of_imports_are_not_shown_and_stay(keeper: FlaskClient, root: Path) -> None:
    path = root / "accompagnements" / "essai.yaml"
    path.write_text(
        "initiatives: [chants-de-friche]\ntitre: Essai\nforme: individuel\ndebut: 2025-03-01\n"
        "entree: {canal: direct}\ndepenses:\n  - date: 2025-03-02\n    libelle: Salle\n"
        "    montant: 20.00\n    cle_import: abc-1\n", "utf-8")  # fmt: skip
    address = "/fiches/accompagnements/essai/modifier"
    page, browser = keeper.get(address, headers=GET).text, Browser()
    browser.feed(page)
    fields = {**hidden(page), **browser.sent, "expenses.0.label": "Grande salle", "_action": "save"}

    assert not any("import_key" in it for it in browser.sent)
    assert keeper.post(address, data=fields, headers=OWN).status_code == 303
    text = path.read_text("utf-8")
    assert "Grande salle" in text
    assert "cle_import: abc-1" in text


def test_a_change_keeps_comments_and_all_that_was_not_changed(
    keeper: FlaskClient, root: Path
) -> None:
    path = root / "initiatives/chants-de-friche.yaml"
    text = "# gardé\n" + path.read_text("utf-8")
    path.write_text(text, "utf-8")
    page = keeper.get("/fiches/initiatives/chants-de-friche/modifier", headers=GET).text
    fields = texts(page) | {"name": "Chants de la Friche"}

    answer = keeper.post(
        "/fiches/initiatives/chants-de-friche/modifier",
        data={**hidden(page), **fields, "_action": "save"}, headers=OWN,
    )  # fmt: skip

    assert answer.status_code == 303
    assert path.read_text("utf-8") == text.replace(
        "nom: Chants de Friche", "nom: Chants de la Friche"
    )


class Browser(HTMLParser):
    """Reads what a browser would send of a form, as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self._open: dict[str, str | None] = {}
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "input":
            if said.get("type") not in {"radio", "checkbox"} or "checked" in said:
                self._send(said.get("name"), said.get("value"))
        elif tag in {"select", "textarea"}:
            self._open, self._text = said, ""
        elif tag == "option" and "selected" in said:
            self._text = said.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self.lasttag == "textarea":
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag in {"select", "textarea"}:
            self._send(self._open.get("name"), self._text.removeprefix("\n"))

    def _send(self, name: str | None, value: str | None) -> None:
        if name and not name.startswith("_"):
            self.sent.setdefault(name, []).append(value or "")


def texts(page: str) -> dict[str, list[str]]:
    """Everything that a browser would send of a form, as it stands."""
    browser = Browser()
    browser.feed(page[page.index('<form method="post" class="record"') :])
    return browser.sent


@pytest.mark.parametrize("kind", ["initiatives", "accompagnements", "contributions", "financements",
                                  "temoignages", "plaidoyer", "structures", "dispositifs", "exercices"])  # fmt: skip
def test_a_form_that_is_sent_as_it_stands_changes_nothing(
    keeper: FlaskClient, root: Path, kind: str
) -> None:
    listed = keeper.get(f"/fiches/{kind}", headers=GET).text
    before = {it: it.read_bytes() for it in root.rglob("*.yaml")}
    addresses = re.findall(rf'href="(/fiches/{kind}/(?!nouvelle)[^"]+)"', listed)[:4]

    for address in addresses:
        page = keeper.get(f"{address}/modifier", headers=GET).text
        data = {**hidden(page), **texts(page), "_action": "save"}
        answer = keeper.post(f"{address}/modifier", data=data, headers=OWN)
        assert answer.status_code == 303, (address, re.findall("<li>(.*?)</li>", answer.text))

    assert addresses
    assert {it: it.read_bytes() for it in root.rglob("*.yaml")} == before


def test_two_tabs_choose_field_by_field_and_lose_nothing(keeper: FlaskClient, root: Path) -> None:
    path, file = (
        "/fiches/initiatives/chants-de-friche/modifier",
        root / "initiatives/chants-de-friche.yaml",
    )
    page = keeper.get(path, headers=GET).text
    file.write_text(file.read_text("utf-8").replace("nom: Chants de Friche", "nom: Autre"), "utf-8")
    mine = {**hidden(page), **texts(page), "name": "Le mien", "jobs": "5", "_action": "save"}

    asked = keeper.post(path, data=mine, headers=OWN)
    chosen = keeper.post(path, data={**mine, "_choice.name": "mine"}, headers=OWN)

    assert asked.status_code == 409
    assert "Autre" in asked.text
    assert "checked" not in asked.text
    assert chosen.status_code == 303
    assert "nom: Le mien" in file.read_text("utf-8")


EVIDENCE = {"kind": "testimony", "date": "12/03/2025", "title": "Un mot", "text": "Bonjour.",
            "author": "Lise", "consent.scope": "public", "consent.given": "12/03/2025"}  # fmt: skip


def test_a_consent_that_opens_is_confirmed_apart(keeper: FlaskClient, root: Path) -> None:
    path = "/fiches/temoignages/nouvelle"

    def written() -> list[Path]:
        return list(root.glob("temoignages/**/un-mot.yaml"))

    asked = send(keeper, path, EVIDENCE)
    assert asked.status_code == 422
    assert written() == []
    assert "checked" not in asked.text

    without = send(keeper, path, {**EVIDENCE, "_confirmed": "without"})
    assert without.status_code == 303
    assert "accord" not in written()[0].read_text("utf-8")

    written()[0].unlink()
    sent = send(keeper, path, {**EVIDENCE, "_confirmed": "yes"})
    assert sent.status_code == 303
    assert "portee: public" in written()[0].read_text("utf-8")


def test_hostile_text_stays_text(keeper: FlaskClient, root: Path) -> None:
    planted = "</textarea><script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{ 7*7 }}"
    answer = send(
        keeper, "/fiches/initiatives/nouvelle", {**INITIATIVE, "name": planted, "summary": planted}
    )
    page = keeper.get(answer.headers.get("Location", "/"), headers=GET).text
    form = keeper.get("/fiches/initiatives", headers=GET).text

    assert "<script>alert" not in page + form
    assert "<img" not in page + form


def test_a_removal_names_what_cites_the_record_and_can_be_taken_back(
    keeper: FlaskClient, root: Path
) -> None:
    before = {it: it.read_bytes() for it in root.rglob("*.yaml")}
    cited = keeper.get("/fiches/initiatives/chants-de-friche/supprimer", headers=GET)
    refused = keeper.post("/fiches/initiatives/chants-de-friche/supprimer", headers=OWN)
    free = next(root.glob("temoignages/**/*.yaml"))

    removed = keeper.post(f"/fiches/temoignages/{free.stem}/supprimer", headers=OWN)
    gone = not free.exists()
    undone = keeper.post("/defaire", headers=OWN)

    assert 'name="aussi"' in cited.text
    assert "checked" not in cited.text
    assert refused.status_code == 422
    assert (removed.status_code, gone, undone.status_code) == (303, True, 200)
    assert {it: it.read_bytes() for it in root.rglob("*.yaml")} == before


def test_a_short_name_follows_everywhere_and_is_refused_where_it_is_none(
    keeper: FlaskClient, root: Path
) -> None:
    address = "/fiches/initiatives/chants-de-friche/renommer"
    refused = keeper.post(address, data={"nouveau": "../x"}, headers=OWN)
    renamed = keeper.post(address, data={"nouveau": "friche"}, headers=OWN)

    assert refused.status_code == 422
    assert str(root) not in refused.text
    assert renamed.status_code == 303
    assert (root / "initiatives/friche.yaml").exists()
    assert not any("chants-de-friche" in it.read_text("utf-8").split("site:")[0]
                   for it in root.glob("accompagnements/**/*.yaml"))  # fmt: skip


@pytest.mark.parametrize("by", ["", "accompaniment", "funder", "territory"])
def test_each_figure_opens_its_lines(keeper: FlaskClient, by: str) -> None:
    page = keeper.get(f"/chiffres/2025?par={by}", headers=GET).text

    links = re.findall(r'<a href="(/chiffres/2025\?[^"]*lignes=[^"]*)"[^>]*>([^<]*)</a>', page)
    assert len(links) > 5
    for link, figure in links[:3]:
        lines = keeper.get(unescape(link), headers=GET).text
        assert "/fiches/" in lines
        assert (
            f'<tr class="sum"><th scope="row">Total</th><td></td><td></td><td class="n">{figure}'
            in lines
        )
    for wrong in ("9999-0", "0-99", "x"):
        assert keeper.get(f"/chiffres/2025?lignes={wrong}", headers=GET).status_code in {200, 404}


def test_a_place_is_named_in_words(keeper: FlaskClient, root: Path) -> None:
    fields = {
        **INITIATIVE,
        "territory.name": "",
        "territory.commune": "",
        "territory.place": "alès",
    }
    assert send(keeper, "/fiches/initiatives/nouvelle", fields).status_code == 303
    text = (root / "initiatives/la-halle-aux-velos.yaml").read_text("utf-8")
    assert "commune: 30007" in text.replace('"', "").replace("'", "")

    fields |= {"name": "Autre halle", "territory.place": "Saint-Aubin"}
    asked = send(keeper, "/fiches/initiatives/nouvelle", fields)
    assert asked.status_code == 422
    assert "Laquelle" in asked.text
    assert 'type="radio" name="territory.place" value="Saint-Aubin (21)"' in asked.text
    fields["territory.place"] = "Saint-Aubin (21)"
    assert send(keeper, "/fiches/initiatives/nouvelle", fields).status_code == 303


def test_a_place_that_is_there_stays_when_none_is_named(keeper: FlaskClient, root: Path) -> None:
    path = root / "initiatives/chants-de-friche.yaml"
    before = path.read_text("utf-8")
    address = "/fiches/initiatives/chants-de-friche/modifier"
    page = keeper.get(address, headers=GET).text
    assert re.search(r'name="territory.commune" value="34301"', page)

    fields = {**hidden(page), **texts(page), "territory.place": "Gard", "_action": "save"}
    sent = keeper.post(address, data=fields, headers=OWN)
    assert sent.status_code == 303
    after = path.read_text("utf-8")
    assert "departement: " in after
    assert "34301" not in after
    assert len(before.splitlines()) - len(after.splitlines()) <= 3


def test_a_form_that_is_sent_twice_is_one_record(keeper: FlaskClient, root: Path) -> None:
    path = "/fiches/initiatives/nouvelle"
    sent = {**hidden(keeper.get(path, headers=GET).text), **INITIATIVE, "_action": "save"}
    answers = [keeper.post(path, data=sent, headers=OWN) for _ in range(2)]
    other = keeper.post(path, data={**sent, "name": "La Halle aux Trains"}, headers=OWN)

    assert [it.headers["Location"] for it in answers] == [
        "/fiches/initiatives/la-halle-aux-velos?enregistre=1"
    ] * 2
    assert len(list(root.glob("initiatives/la-halle-aux-velos*"))) == 1
    assert other.headers["Location"].startswith("/fiches/initiatives/la-halle-aux-trains")
    keeper.post("/defaire", headers=OWN)
    again = keeper.post(path, data={**sent, "name": "La Halle aux Trains"}, headers=OWN)
    assert again.status_code == 303
    assert (root / "initiatives/la-halle-aux-trains.yaml").exists()


@pytest.mark.parametrize(
    ("said", "written"),
    [("septembre", "09-01"), ("1/9", "09-01"), ("1er avril", "04-01"), ("09-01", "09-01")],
)
def test_the_start_of_years_is_said_as_people_say_it(
    keeper: FlaskClient, root: Path, said: str, written: str
) -> None:
    page, browser = keeper.get("/reglages", headers=GET).text, Browser()
    browser.feed(page)
    fields = {**hidden(page), **browser.sent, "fiscal_year_start": said}
    before = (root / "mes.yaml").read_text("utf-8")

    checked = keeper.post("/reglages", data=fields, headers=OWN).text
    answer = keeper.post("/reglages", data=fields | {"_action": "save"}, headers=OWN)

    assert browser.sent["fiscal_year_start"] == ["1er janvier"]
    assert ("Compris\u00a0: 1er septembre" in checked) == (written == "09-01")
    assert answer.status_code == 303
    line = re.findall(
        "^debut_exercice: (.*)\n", (root / "mes.yaml").read_text("utf-8"), re.MULTILINE
    )
    assert [it.strip("\"'") for it in line] == [written]
    assert len((root / "mes.yaml").read_text("utf-8").splitlines()) - len(before.splitlines()) <= 1


@pytest.mark.parametrize("said", ["13-01", "31/6", "29 février", "bientôt"])
def test_what_begins_no_year_is_told_without_the_form_of_the_file(
    keeper: FlaskClient, root: Path, said: str
) -> None:
    page, browser = keeper.get("/reglages", headers=GET).text, Browser()
    browser.feed(page)
    fields = {**hidden(page), **browser.sent, "fiscal_year_start": said, "_action": "save"}

    answer = keeper.post("/reglages", data=fields, headers=OWN)
    found = re.findall(r'id="fiscal_year_start-found"><li>(.*?)</li>', answer.text)

    assert (answer.status_code, len(found)) == (422, 1)
    assert "Début de l’exercice" in found[0]
    assert not re.search(r"debut_exercice|\d\d-\d\d", found[0].replace(said, ""))


def test_a_fold_is_open_beside_the_answers_that_it_goes_with(keeper: FlaskClient) -> None:
    path = "/fiches/structures/nouvelle"
    closed, opened = "<details", "<details open"
    for role, tag in {"funder": closed, "member": opened, "support": opened}.items():
        page = send(keeper, path, {"roles": ["partner", role]}, "check").text
        [found] = re.findall(r"(<details[^>]*?) data-opened=", page)
        assert found == tag, role


def test_what_does_not_matter_here_is_left_out_and_what_is_filled_stays(
    keeper: FlaskClient,
) -> None:
    path = "/fiches/financements/nouvelle"
    period = {"period.from": "01/01/2025", "period.to": "31/12/2025"}
    two = {**period, "period.to": "30/06/2026"}
    said = {"by_year.0.key": "2025", "by_year.0.value": "100"}
    asked = [
        'id="by_year"' in send(keeper, path, fields, "check").text
        for fields in (period, two, period | said)
    ]

    assert asked == [False, True, True]


def test_checks_are_weighed_by_their_words(keeper: FlaskClient, root: Path) -> None:
    page, browser = keeper.get("/reglages", headers=GET).text, Browser()
    browser.feed(page)
    fields = {**hidden(page), **browser.sent}
    added = keeper.post("/reglages", data={**fields, "_action": "add:checks"}, headers=OWN).text
    weighed = {"checks.0.key": "no-hourly-cost", "checks.0.value": "ignore", "_action": "save"}

    answer = keeper.post("/reglages", data={**fields, **weighed}, headers=OWN)

    assert '<option value="no-hourly-cost">Des heures salariées n’ont pas de coût' in added
    assert '<option value="ignore">ignorer</option>' in added
    assert '"unknown-reference"' not in added  # an error stays one
    assert answer.status_code == 303
    text = (root / "mes.yaml").read_text("utf-8")
    assert re.search(r"^controles:\n +no-hourly-cost: ignorer$", text, re.MULTILINE)


def test_the_last_people_are_offered_and_nobody_is_preset(keeper: FlaskClient) -> None:
    page = keeper.get("/fiches/contributions/nouvelle", headers=GET).text
    [names] = re.findall(r'<datalist id="list-people">(.*?)</datalist>', page)

    assert 0 < names.count("<option") <= 5
    assert re.search(r'<input id="by" name="by" value="" list="list-people"', page)


def test_a_day_still_to_come_is_asked_about_once(keeper: FlaskClient, root: Path) -> None:
    path, line = "/fiches/contributions/nouvelle", {"kind": "volunteering", "hours": "2h"}
    line |= {"title": "Une avance"}
    asked = send(keeper, path, {**line, "date": "24/12/2090"})
    again = {**hidden(asked.text), **line, "_action": "save"}
    other = keeper.post(path, data={**again, "date": "25/12/2090"}, headers=OWN)
    nothing = "2090-12-24" not in "".join(it.read_text("utf-8") for it in root.rglob("*.yaml"))
    written = keeper.post(path, data={**again, "date": "24/12/2090"}, headers=OWN)
    address = written.headers["Location"].partition("?")[0]
    changed = send(keeper, f"{address}/modifier", {**line, "date": "24/12/2090", "title": "Autre"})

    assert "Ce jour n’est pas passé\xa0: 24 décembre 2090." in asked.text
    assert "Enregistrer quand même" in asked.text
    assert (asked.status_code, other.status_code, nothing) == (422, 422, True)
    assert (written.status_code, changed.status_code) == (303, 303)


def test_short_names_come_of_their_labels_where_they_are_left_empty(
    keeper: FlaskClient, root: Path
) -> None:
    page, browser = keeper.get("/reglages", headers=GET).text, Browser()
    browser.feed(page)
    field = "fields.initiative.90.value"
    fields = {
        **hidden(page), **browser.sent, "themes.90.value": "Accès à l’eau", "themes.91.key": "",
        "themes.91.value": "Accès à l’eau", "themes.92.key": "sol", "themes.92.value": "Sols vivants",
        f"{field}.label": "2e lieu d’accueil", f"{field}.type": "words",
        f"{field}.values.0.label": "En partie", "_action": "save",
    }  # fmt: skip

    answer = keeper.post("/reglages", data=fields, headers=OWN)
    settings = load(root).settings

    assert answer.status_code == 303
    added = [(key, label) for key, label in settings.themes.items() if key.startswith(("acc", "s"))]
    assert added[-3:] == [
        ("acces-a-l-eau", "Accès à l’eau"),
        ("acces-a-l-eau-2", "Accès à l’eau"),
        ("sol", "Sols vivants"),
    ]
    name, declared = list(settings.own_fields.initiative.items())[-1]
    assert (name, declared.values[0].word) == ("e_lieu_d_accueil", "en-partie")
