"""A coordinator's day: by keyboard alone in an empty register, on a phone in a full one."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from mes_cli.model import Accompaniment, Funding, Initiative, Structure
from mes_cli.store.reading.load import load
from tests.browser.conftest import PHONE, Browse, Serve, saved
from tests.conftest import Done

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
#: No page has more places where the focus may stand before what is looked for.
MOST = 90
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
    with page.expect_download() as downloaded:
        page.get_by_role("listitem").filter(has_text="Financeurs").get_by_role(
            "link", name="Word"
        ).click()

    assert downloaded.value.suggested_filename.endswith(".docx")
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
