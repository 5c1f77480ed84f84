"""Forms: what they write, what they never write by accident, and what they keep meanwhile."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import PHONE, Browse, Serve, saved

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def act(page: "Page", name: str) -> None:
    page.get_by_role("button", name=name, exact=True).last.click()


def test_enter_in_a_field_sends_nothing_off(serve: Serve, browse: Browse, root: Path) -> None:
    served = serve(root)
    before, page = served.files(), browse(served)
    page.goto(f"{served.address}/fiches/initiatives/nouvelle")
    page.get_by_label("Nom", exact=False).first.fill("La Halle aux Vélos")
    page.get_by_label("Nom", exact=False).first.press("Enter")

    page.get_by_text("Rien n’est encore écrit").wait_for()
    assert served.files() == before
    assert page.get_by_label("Nom", exact=False).first.input_value() == "La Halle aux Vélos"


def test_a_record_is_made_on_the_spot_and_answers_remain(
    serve: Serve, browse: Browse, root: Path
) -> None:
    served = serve(root)
    page = browse(served)
    page.goto(f"{served.address}/fiches/accompagnements/nouvelle")
    page.get_by_label("Titre").fill("De l’idée au café")
    page.locator("#initiatives-name").fill("Café du Port")
    act(page, "Vérifier")
    page.get_by_role("button", name="Créer « Café du Port »").click()
    page.get_by_role("heading", name="Nouvelle fiche").wait_for()
    assert page.locator("[name=name]").input_value() == "Café du Port"
    page.locator("[name=summary]").fill("Un café tenu par des habitantes.")
    page.locator("[name='territory.place']").fill("Sète")
    page.locator("[name='stage.0.stage']").select_option("idea")
    act(page, "Enregistrer et revenir à l’accompagnement")
    page.get_by_role("checkbox", name="Café du Port").wait_for()

    assert page.get_by_label("Titre").input_value() == "De l’idée au café"
    assert page.get_by_role("checkbox", name="Café du Port").is_checked()
    assert (root / "initiatives" / "cafe-du-port.yaml").exists()


def test_rows_are_added_moved_and_removed_without_a_script(
    serve: Serve, browse: Browse, root: Path
) -> None:
    served = serve(root)
    page = browse(served, script=False)
    page.goto(f"{served.address}/fiches/accompagnements/nouvelle")
    page.get_by_label("Titre").fill("Sans script")
    page.locator("#initiatives-name").fill("Chants de Friche")
    page.locator("[name=form]").select_option("individual")
    page.locator("[name=started]").fill("12/03/2025")
    page.locator("[name='entry.channel']").select_option("direct")
    for number, length in enumerate(("1h", "2h", "3h")):
        page.locator("button[value='add:sessions']").click()
        page.locator(f"[name='sessions.{number}.hours']").fill(length)
        page.locator(f"[name='sessions.{number}.date']").fill(f"1{number}/04/2025")
        page.locator(f"[name='sessions.{number}.type']").select_option("plan")
    page.locator("button[value='up:sessions.2']").click()
    page.locator("button[value='remove:sessions.2']").click()
    page.locator("button[value='down:sessions.0']").click()
    act(page, "Enregistrer")
    saved(page)

    [file] = [it for it in root.rglob("*.yaml") if "Sans script" in it.read_text("utf-8")]
    text = file.read_text("utf-8")
    assert text.index("duree: 3h") < text.index("duree: 1h")
    assert "duree: 2h" not in text


def test_a_removal_is_taken_back_to_the_byte(serve: Serve, browse: Browse, root: Path) -> None:
    served = serve(root)
    before, page = served.files(), browse(served)
    page.goto(f"{served.address}/fiches/plaidoyer/evaluer-sans-mesurer")
    page.get_by_role("link", name="Supprimer…").click()
    page.get_by_role("button", name="Supprimer", exact=True).click()
    page.get_by_role("status").filter(has_text="Supprimé").first.wait_for()
    assert served.files() != before
    page.get_by_role("button", name="Défaire").click()
    page.get_by_role("heading", name="C’est défait.").wait_for()

    assert served.files() == before


def story(page: "Page", address: str) -> None:
    """Fill in a testimony, all but the consent."""
    page.goto(f"{address}/fiches/temoignages/nouvelle")
    page.locator("[name=kind]").select_option("testimony")
    page.locator("[name=date]").fill("12/03/2025")
    page.locator("[name=title]").fill("Une phrase")
    page.locator("[name=text]").fill("On s’est senties attendues.")
    page.locator("[name=role]").fill("habitante")


def test_without_a_consent_only_the_team_reads(serve: Serve, browse: Browse, root: Path) -> None:
    served = serve(root)
    page = browse(served)
    story(page, served.address)
    act(page, "Enregistrer")
    saved(page)

    [file] = [it for it in root.rglob("*.yaml") if "attendues" in it.read_text("utf-8")]
    assert "accord" not in file.read_text("utf-8")
    shown = {}
    for audience in ("public", "funder", "internal"):
        page.goto(f"{served.address}/rapports/2025/annual/{audience}/cadre")
        shown[audience] = "attendues" in page.content()
    assert (shown["public"], shown["funder"]) == (False, False)


def test_a_consent_that_nobody_confirmed_is_not_written(
    serve: Serve, browse: Browse, root: Path
) -> None:
    served = serve(root)
    before, page = served.files(), browse(served)
    story(page, served.address)
    page.get_by_role("radio", name="Tout le monde").check()
    page.locator("[name='consent.given']").fill("12/03/2025")
    act(page, "Enregistrer")
    page.get_by_role("heading", name="Qui le lira").wait_for()
    assert not page.get_by_role("checkbox").is_checked()
    act(page, "Enregistrer et ouvrir")
    page.get_by_role("heading", name="Qui le lira").wait_for()
    assert served.files() == before
    act(page, "Enregistrer sans accord")
    saved(page)

    [file] = [it for it in root.rglob("*.yaml") if "attendues" in it.read_text("utf-8")]
    assert "accord" not in file.read_text("utf-8")


def test_an_error_keeps_figures_away_and_leads_to_it(
    serve: Serve, browse: Browse, root: Path
) -> None:
    (root / "initiatives" / "essai.yaml").write_text("nom: Essai\n", "utf-8")
    page = browse(serve(root))
    page.get_by_role("link", name="Rapports").click()

    assert page.get_by_text("empêche").is_visible()
    assert page.locator("iframe").count() == 0
    page.get_by_role("link", name="Les corriger").click()
    page.get_by_role("heading", name="Erreurs").wait_for()


def test_questions_come_with_their_answers_without_a_script(
    serve: Serve, browse: Browse, root: Path
) -> None:
    page = browse(served := serve(root), script=False)
    page.goto(f"{served.address}/fiches/contributions/nouvelle")
    kind, skill = page.locator("[name=kind]"), page.locator("[name=skill]")
    asked, shown = ("hours", "skill", "quantity", "obtained"), {}
    for word in ("", "volunteering", "skill-exchange", "goods", "external-effect"):
        kind.select_option(word)
        shown[word] = [it for it in asked if page.locator(f"#{it}").is_visible()]
    kind.select_option("skill-exchange")
    skill.fill("tenir une caisse")
    kind.select_option("volunteering")

    assert shown == {
        "": ["hours"],
        "volunteering": ["hours"],
        "skill-exchange": ["hours", "skill"],
        "goods": ["quantity"],
        "external-effect": ["obtained"],
    }
    # What has an answer is never hidden, nor lost.
    assert skill.is_visible()
    page.locator("[name=date]").fill("12/03/2025")
    assert not page.locator("#period").is_visible()


def test_who_was_paid_is_asked_beside_accounts_657_without_a_script(
    serve: Serve, browse: Browse, root: Path
) -> None:
    page = browse(served := serve(root), script=False)
    page.goto(f"{served.address}/fiches/accompagnements/nouvelle")
    page.get_by_text("Dépenses", exact=True).first.click()
    act(page, "Ajouter une dépense")
    account, paid = page.locator("#expenses-0-account"), page.locator("#expenses-0-to")
    shown = {}
    for said in ("", "625", "6573", "65"):
        account.fill(said)
        shown[said] = paid.is_visible()
    assert shown == {"": False, "625": False, "6573": True, "65": False}
    assert account.get_attribute("aria-invalid") == "false"
    account.fill("657")
    paid.fill("Conseil régional")
    account.fill("625")

    assert paid.is_visible()
    act(page, "Vérifier")
    assert page.locator("#expenses-0-to").is_visible()


def test_a_fold_opens_beside_the_answers_that_it_goes_with(
    serve: Serve, browse: Browse, root: Path
) -> None:
    page = browse(served := serve(root))
    page.goto(f"{served.address}/fiches/structures/nouvelle")
    statement = page.locator("#statement")
    page.get_by_role("checkbox", name="financeur").check()
    assert not statement.is_visible()
    page.get_by_role("checkbox", name="membre").check()
    assert statement.is_visible()


def test_a_name_is_chosen_by_keyboard(serve: Serve, browse: Browse, root: Path) -> None:
    page = browse(served := serve(root))
    page.goto(f"{served.address}/fiches/financements/nouvelle")
    field = page.get_by_role("combobox", name="Une autre fiche")
    field.press_sequentially("consëil")
    options = page.locator(".combobox [role=option]")
    assert options.all_inner_texts() == ["Conseil départemental", "Conseil régional"]
    assert page.locator(".typed [role=status]").inner_text() == "2 fiches"
    field.press("ArrowDown")
    field.press("ArrowDown")
    chosen = options.nth(1)
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert chosen.get_attribute("aria-selected") == "true"
    field.press("Enter")
    assert field.input_value() == "Conseil régional"
    assert field.get_attribute("aria-expanded") == "false"
    field.press("ArrowDown")
    field.press("Escape")
    assert not options.first.is_visible()
    field.press("Enter")

    page.get_by_text("Rien n’est encore écrit").wait_for()
    assert page.get_by_role("radio", name="Conseil régional").is_checked()


def test_rows_change_in_place_and_the_focus_follows(
    serve: Serve, browse: Browse, root: Path
) -> None:
    page = browse(served := serve(root))
    page.goto(f"{served.address}/fiches/accompagnements/nouvelle")
    page.get_by_label("Titre").fill("En place")
    for number in range(2):
        page.get_by_role("button", name="une séance" if not number else "une autre séance").click()
        page.locator(f"[name='sessions.{number}.date']:focus").wait_for()
        page.locator(f"[name='sessions.{number}.hours']").fill(f"{number + 1}h")
    page.get_by_role("button", name="Retirer la séance 1").click()
    page.get_by_text("Séance 1 retirée.").wait_for()
    assert page.evaluate("document.activeElement.value") == "add:sessions"
    assert page.locator("[name='sessions.0.hours']").input_value() == "2h"
    page.get_by_role("button", name="Remettre").click()
    page.get_by_text("Séance 1 retirée.").wait_for(state="detached")

    hours = [page.locator(f"[name='sessions.{it}.hours']").input_value() for it in range(2)]
    assert hours == ["1h", "2h"]
    assert page.get_by_label("Titre").input_value() == "En place"
    assert page.url.endswith("/fiches/accompagnements/nouvelle")


def test_a_consent_is_given_withdrawn_and_taken_back(
    serve: Serve, browse: Browse, root: Path
) -> None:
    page = browse(served := serve(root), PHONE)
    story(page, served.address)
    page.get_by_role("radio", name="Les membres et les financeurs").check()
    page.locator("[name='consent.given']").fill("12/03/2025")
    act(page, "Enregistrer")
    page.get_by_text(
        "Les membres et les financeurs liront le titre, le texte, la fonction."
    ).wait_for()
    page.get_by_role("checkbox", name="La personne me l’a dit ou écrit").check()
    act(page, "Enregistrer et ouvrir")
    saved(page)
    address, given = page.url.partition("?")[0], served.files()
    page.get_by_role("link", name="Retirer l’accord…").click()
    page.get_by_role("listitem").filter(has_text="Les membres du réseau").wait_for()
    act(page, "Retirer l’accord")
    saved(page)
    for audience in ("members", "funder"):
        page.goto(f"{served.address}/rapports/2025/annual/{audience}/cadre")
        assert "attendues" not in page.content()
    page.goto(f"{address}?enregistre=1")
    act(page, "Défaire")
    page.get_by_role("heading", name="C’est défait.").wait_for()

    assert served.files() == given
