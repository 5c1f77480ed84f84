"""Versions in a browser: what changed, keeping it by name, taking writings back, without git."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import PHONE, Browse, Serve, saved, to_more
from tests.store.git.histories import commit, git

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
ONE = "/fiches/initiatives/terre-trouvee"


@pytest.fixture
def versioned(root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The example under git, on a machine whose user git does not know."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    git(root, "init", "-q", "-b", "main")
    commit(root, "2025-03-12")
    return root


def rename(page: "Page", address: str, name: str) -> None:
    page.goto(f"{address}{ONE}/modifier")
    page.locator("[name=name]").fill(name)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    saved(page)


def to_versions(page: "Page") -> None:
    """Open Versions behind «Plus»."""
    to_more(page, "Versions")
    page.get_by_role("heading", name="Versions", exact=True).wait_for()


def test_a_version_is_kept_on_demand_by_whoever_says_a_name(
    serve: Serve, browse: Browse, versioned: Path
) -> None:
    page = browse(served := serve(versioned))
    assert page.get_by_text("version du 12 mars 2025").is_visible()
    rename(page, served.address, "Terre Retrouvée")
    to_versions(page)
    assert page.get_by_text("Terre Trouvée → Terre Retrouvée").is_visible()
    message = page.get_by_label("Ce que dit cette version")
    assert message.input_value() == "Terre Retrouvée"
    keep = page.get_by_role("button", name="Garder cette version")
    keep.click()  # the browser itself asks for the name
    assert git(versioned, "rev-list", "--count", "HEAD") == "1"
    message.fill("Un nom retrouvé")
    page.get_by_label("Votre nom").fill("Ana Ruiz")
    keep.click()
    page.get_by_role("status").filter(has_text="Rien n’est envoyé").wait_for()

    assert page.get_by_text("Rien n’a changé.").is_visible()
    assert git(versioned, "log", "-1", "--format=%an: %s") == "Ana Ruiz: Un nom retrouvé"
    page.goto(f"{served.address}{ONE}")
    history = page.locator("main").inner_text()
    assert history.index("Ana Ruiz") < history.index("12 mars 2025, a")


def test_each_of_the_last_writings_is_taken_back(
    serve: Serve, browse: Browse, versioned: Path
) -> None:
    page = browse(served := serve(versioned))
    before = served.files()
    rename(page, served.address, "Terre Retrouvée")
    page.goto(f"{served.address}/fiches/plaidoyer/evaluer-sans-mesurer/supprimer")
    page.get_by_role("button", name="Supprimer", exact=True).click()
    page.get_by_role("status").filter(has_text="Supprimé").first.wait_for()
    to_versions(page)
    page.get_by_role("listitem").filter(has_text="Terre Trouvée").get_by_role(
        "button", name="Défaire"
    ).click()
    page.get_by_role("heading", name="C’est défait.").wait_for()
    to_versions(page)
    page.get_by_role("button", name="Défaire").click()
    page.get_by_role("heading", name="C’est défait.").wait_for()

    assert served.files() == before


def test_without_git_all_else_works(serve: Serve, browse: Browse, root: Path) -> None:
    page = browse(served := serve(root), PHONE)
    page.get_by_role("link", name="Menu", exact=True).click()
    page.get_by_role("link", name="Versions", exact=True).click()
    assert page.get_by_text("Ce dossier ne garde pas de versions.").is_visible()
    assert page.get_by_role("button", name="Garder cette version").count() == 0
    before = served.files()
    rename(page, served.address, "Terre Retrouvée")
    page.goto(f"{served.address}/versions")
    page.get_by_role("button", name="Défaire").click()
    page.get_by_role("heading", name="C’est défait.").wait_for()

    assert served.files() == before


def test_the_other_pages_fold_up_again(serve: Serve, browse: Browse, root: Path) -> None:
    page = browse(serve(root))
    more = page.get_by_text("Plus", exact=True)
    drafts = page.get_by_role("link", name="Brouillons", exact=True)
    more.click()
    assert drafts.is_visible()
    page.keyboard.press("Escape")
    assert not drafts.is_visible()
    more.click()
    page.get_by_role("heading", name="Où en sommes-nous").click()
    assert not drafts.is_visible()
