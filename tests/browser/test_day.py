"""A coordinator's day: by keyboard alone, by mouse alone, and on a phone."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from mes_cli.model import Accompaniment, Contribution, Funding, Initiative, Structure
from mes_cli.store.reading.load import load
from tests.browser.conftest import PHONE, Browse, Serve, downloaded, saved, to_more
from tests.conftest import Done
from tests.store.git.histories import commit, git

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
#: No page has more places where the focus may stand before what is looked for.
MOST = 90
TITLE = "De l’idée au café"
FOCUSED = """() => {
  const it = document.activeElement;
  return [it.name || "", (it.labels?.[0] || it).innerText?.trim() || it.value || ""];
}"""


def reach(page: "Page", name: str) -> None:
    """Move the focus by Tab to a field with a name, or to a link or a button with a text."""
    from playwright.sync_api import Error

    here: list[str] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        with suppress(Error):  # the page before is still leaving
            here = page.evaluate(FOCUSED)
        if name in here:
            return
    raise AssertionError(name)


def answer(page: "Page", **fields: str) -> None:
    """Fill in fields in their order, by keyboard."""
    for name, value in fields.items():
        reach(page, name.replace("__", "."))
        page.keyboard.type(value)


def test_from_an_empty_register_to_a_report_by_keyboard(
    serve: Serve, browse: Browse, empty: Path
) -> None:
    page = browse(served := serve(empty))
    assert page.get_by_text("Votre registre est prêt.").is_visible()
    reach(page, "Première initiative")
    page.keyboard.press("Enter")
    page.wait_for_url("**/initiatives/nouvelle")
    answer(page, name="Café du Port", summary="Un café tenu par des habitantes.")
    answer(page, territory__place="Sète", stage__0__stage="id")
    page.keyboard.press("Control+Enter")
    saved(page)
    reach(page, "Accueil")
    page.keyboard.press("Enter")
    reach(page, "Son accompagnement")
    page.keyboard.press("Enter")
    page.wait_for_url("**/accompagnements/nouvelle")
    reach(page, "Café du Port")
    page.keyboard.press("Space")
    answer(page, title="De l’idée au café", form="indiv")
    answer(page, started="12/03/2025", entry__channel="acc")
    page.keyboard.press("Control+Enter")
    saved(page)
    reach(page, "Heures")
    page.keyboard.press("Enter")
    page.wait_for_url("**/heures")
    answer(page, date="13/03/2025", pour=" ", personnes="4", duree=" ")
    page.keyboard.press("ArrowRight")  # from one hour to two and a half
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="10\u00a0h").wait_for()
    reach(page, "Rapports")
    page.keyboard.press("Enter")
    page.wait_for_url("**/rapports")

    frame = page.frame_locator("iframe").first
    assert frame.get_by_role("heading", name="Réseau neuf").first.is_visible()
    register = load(empty).register
    assert len(register.of(Initiative)) == len(register.of(Accompaniment)) == 1
    assert served.files().keys() >= {"initiatives/cafe-du-port.yaml"}


def test_a_grant_and_the_edition_of_its_funder_on_a_phone(
    serve: Serve, browse: Browse, root: Path
) -> None:
    page = browse(serve(root), PHONE)
    page.get_by_role("link", name="Fiches", exact=True).click()
    page.get_by_role("link", name="Financements").click()
    page.get_by_role("link", name="Nouvelle fiche").click()
    page.locator("#funder-name").fill("Métropole")
    page.locator("[name=title]").fill("Cafés de quartier")
    page.locator("[name=nature]").select_option("grant")
    page.locator("[name=status]").select_option("granted")
    page.locator("[name='period.from']").fill("01/01/2025")
    page.locator("[name='period.to']").fill("31/12/2025")
    page.locator("[name=granted]").fill("12 000")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    saved(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Rapports", exact=True).click()
    page.get_by_label("Rapport", exact=True).select_option("grant")
    page.get_by_role("button", name="Voir").click()
    page.get_by_label("Fiche", exact=True).select_option(label="Cafés de quartier")
    page.get_by_role("button", name="Voir").click()

    assert downloaded(page, "Financeurs", "Word").suggested_filename.endswith(".docx")
    [funding] = [
        it.record
        for it in load(root).register.of(Funding)
        if it.record.title == "Cafés de quartier"
    ]
    assert funding.funder == "metropole"


def test_a_workbook_in_conflict_writes_nothing_before_a_choice(
    serve: Serve, browse: Browse, root: Path, tmp_path: Path, mes: Callable[..., Done]
) -> None:
    book, path = tmp_path / "fiches.ods", root / "structures" / "metropole.yaml"
    mes("-C", root, "export", "ods", "structure", "--audience", "internal", "--output", book)
    name = next(
        it.record.name for it in load(root).register.of(Structure) if it.record.id == path.stem
    )
    with ZipFile(book) as old:
        parts = {it: old.read(it) for it in old.namelist()}
    parts["content.xml"] = parts["content.xml"].replace(
        name.encode(), "Métropole du classeur".encode()
    )
    with ZipFile(book, "w") as new:
        for part, content in parts.items():
            new.writestr(part, content)
    path.write_text(path.read_text("utf-8").replace(name, "La métropole du dossier"), "utf-8")
    page = browse(served := serve(root))
    before = served.files()
    page.goto(f"{served.address}/importer")
    page.locator("input[type=file]").set_input_files(book)
    page.get_by_role("button", name="Vérifier").click()
    page.get_by_role("heading", name="En conflit").wait_for()
    assert page.get_by_role("radio", checked=True).count() == 0
    page.get_by_role("button", name="Écrire 1 fiche").click()
    page.get_by_role("alert").filter(has_text="conflit").wait_for()
    assert served.files() == before
    page.get_by_role("radio", name="le mien").check()
    page.get_by_role("button", name="Écrire 1 fiche").click()
    page.wait_for_url("**/importer?ecrit=1")

    assert "Métropole du classeur" in path.read_text("utf-8")


class Mouse:
    """Works on a page by clicks alone; only what is said in a field is typed."""

    def __init__(self, page: "Page") -> None:
        self.page = page

    def go(self, *names: str) -> None:
        """Click on links, one after the other."""
        for name in names:
            self.page.get_by_role("link", name=name, exact=True).first.click()

    def press(self, name: str) -> None:
        """Click on a button."""
        self.page.get_by_role("button", name=name, exact=True).last.click()

    def fill(self, **fields: str) -> None:
        """Click into fields and type."""
        for name, value in fields.items():
            field = self.page.locator(f"[name='{name.replace('__', '.')}']")
            field.click(click_count=3)  # what stands there is selected, and goes
            self.page.keyboard.insert_text(value)

    def choose(self, **fields: str) -> None:
        """Choose words of lists."""
        for name, value in fields.items():
            field = self.page.locator(f"[name='{name.replace('__', '.')}']")
            field.click()
            field.select_option(value)


def a_morning_of_records(hand: Mouse) -> None:
    """An initiative, its accompaniment with a session, a grant, a testimony that all may read."""
    hand.go("Fiches", "Initiatives", "Nouvelle fiche")
    hand.fill(name="Café du Port", summary="Un café tenu par des habitantes.")
    hand.fill(territory__place="Sète")
    hand.choose(stage__0__stage="idea")
    hand.press("Enregistrer")
    saved(hand.page)
    hand.go("Fiches", "Accompagnements", "Nouvelle fiche")
    hand.page.locator("#initiatives-name").click()
    hand.page.keyboard.insert_text("Café du Port")
    hand.fill(title="De l’idée au café", started="12/03/2025")
    hand.choose(form="individual", entry__channel="direct")
    hand.page.locator("button[value='add:sessions']").click()
    hand.fill(sessions__0__date="13/03/2025", sessions__0__hours="2h30")
    hand.choose(sessions__0__type="welcome")
    hand.press("Enregistrer")
    saved(hand.page)
    hand.go("Fiches", "Financements", "Nouvelle fiche")
    hand.page.locator("#funder-name").click()
    hand.page.keyboard.insert_text("Métropole")
    hand.fill(title="Cafés de quartier", period__from="01/01/2025", period__to="31/12/2025")
    hand.choose(nature="grant", status="granted")
    hand.fill(granted="12 000")
    hand.press("Enregistrer")
    saved(hand.page)
    hand.go("Fiches", "Témoignages", "Nouvelle fiche")
    hand.choose(kind="testimony")
    hand.fill(title="Une phrase", text="On s’est senties attendues.", role="habitante")
    hand.page.get_by_role("radio", name="Tout le monde").click()
    hand.fill(consent__given="12/03/2025")
    hand.press("Enregistrer")
    hand.page.get_by_role("checkbox").click()
    hand.press("Enregistrer et ouvrir")
    saved(hand.page)


def an_hour_of_hours(hand: Mouse) -> None:
    """Twenty lines of hours for the same course on the same day."""
    hand.go("Heures")
    hand.fill(date="14/03/2025")
    hand.page.locator("#autre_pour").locator("xpath=..").get_by_text("Autre", exact=True).click()
    hand.page.locator("#autre_pour").click()
    hand.page.keyboard.insert_text("De l’idée au café")
    for number in range(1, 21):
        field = hand.page.locator("fieldset", has_text="Qui ?")
        field.get_by_text("Autre ou plusieurs").first.click()
        hand.page.locator("#autre_qui").click()
        hand.page.keyboard.insert_text(f"Personne {number}")
        hand.page.get_by_text("1\u00a0h", exact=True).first.click()
        hand.press("Noter")
        hand.page.get_by_role("status").filter(has_text=f"{number} ligne").wait_for()


def test_a_coordinators_day_by_mouse_alone(
    serve: Serve, browse: Browse, root: Path, tmp_path: Path
) -> None:
    git(root, "init", "-q", "-b", "main")
    commit(root, "2025-03-12")
    git(root, "config", "user.name", "Ana")
    page = browse(serve(root))
    hand = Mouse(page)
    a_morning_of_records(hand)
    an_hour_of_hours(hand)
    table = tmp_path / "structures.csv"
    table.write_text("Nom;Rôles\nLe Moulin;partenaire\nLa Source;membre\n", "utf-8")
    to_more(page, "Importer")
    page.locator("input[type=file]").set_input_files(table)
    hand.press("Vérifier")
    page.get_by_role("heading", name="Que disent ces colonnes ?").wait_for()
    hand.press("Vérifier")
    page.get_by_role("button", name="Écrire 2 fiches").click()
    page.wait_for_url("**/importer?ecrit=2")
    # Somebody made a slip of the pen in the folder: the page mends it.
    slip = root / "financements" / "pluriannuels" / "fondation-temps-long.yaml"
    text = slip.read_text("utf-8")
    slip.write_text(text.replace("fondation-des-murets", "fondation-des-muretts", 1), "utf-8")
    page.get_by_role("link", name="Constats").first.click()
    hand.go("Corriger…")
    hand.press("Appliquer")
    page.get_by_role("status").filter(has_text="Corrigé").wait_for()
    assert slip.read_text("utf-8") == text
    hand.go("Rapports")
    report = Path(downloaded(page, "Financeurs", "Page web").path()).read_text("utf-8")
    assert "On s’est senties attendues" in report
    to_more(page, "Versions")
    hand.press("Garder cette version")
    page.get_by_role("status").filter(has_text="Rien n’est envoyé").wait_for()
    to_more(page, "Quitter")
    hand.press("Quitter")
    page.get_by_text("mes est fermé").wait_for()

    register = load(root).register
    [course] = [it.record for it in register.of(Accompaniment) if it.record.title == TITLE]
    assert course.initiatives == ("cafe-du-port",)
    lines = [it.record for it in register.of(Contribution) if it.record.targets]
    assert sum(it.targets[0].accompaniment == course.id for it in lines) == 20
    assert git(root, "status", "--short") == ""
    assert git(root, "log", "-1", "--format=%an") == "Ana"
