"""Every page for axe-core (WCAG 2.2 AA): light and dark, on a desk and on a phone.

``AXE`` names the file ``axe.min.js`` of the package ``axe-core`` of npm.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.conftest import PHONE, Browse, Serve
from tests.browser.test_hostile import spoilt, turned
from tests.conftest import EXAMPLES
from tests.store.git.histories import change, commit, git

Scheme = Literal["light", "dark"]
if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif("AXE" not in os.environ, reason="AXE= does not name axe.min.js"),
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ONE = "/fiches/initiatives/chants-de-friche"
PAGES = [
    "/", "/menu", "/heures", "/heures?quoi=echange", "/heures?quoi=salarie", "/heures/feuille",
    "/fiches", "/fiches/initiatives", ONE, f"{ONE}/modifier", f"{ONE}/supprimer", f"{ONE}/renommer",
    "/fiches/accompagnements/nouvelle", "/fiches/temoignages/nouvelle", "/chercher?q=friche",
    "/fiches/financements/nouvelle", "/constats", "/rapports", "/chiffres/2025", "/importer",
    "/brouillons", "/reglages", "/aide", "/quitter", "/versions", "/chiffres/2025?lignes=0-0",
]  # fmt: skip
EMPTY = ["/", "/heures", "/fiches/initiatives", "/constats", "/rapports", "/chiffres"]


#: The pages behind «Plus» lie over the page while they are open: they are looked at alone.
FOLDED = "details:not(.more)"


def faults(page: "Page", views: list[tuple[Scheme, int]], within: str = "html") -> list[str]:
    """What is wrong with the page that is shown, or with a part of it, in some views."""
    page.evaluate(f"for (const it of document.querySelectorAll('{FOLDED}')) it.open = true")
    page.evaluate(Path(os.environ["AXE"]).read_text("utf-8"))
    found = []
    for scheme, width in views:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        result = page.evaluate(
            "([within, values]) => axe.run(within, { runOnly: { type: 'tag', values } })",
            [within, RULES],
        )  # frames are sandboxed, and looked at as reports
        found += [
            f"{page.url} {scheme} {width} {rule['id']}: {node['target']} {node['failureSummary']}"
            for rule in result["violations"]
            for node in rule["nodes"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{page.url} {width}: wider than the window")
    return found


def test_pages_of_a_full_register(serve: Serve, browse: Browse, root: Path) -> None:
    page = browse(served := serve(root))
    found = []
    for path in PAGES:
        page.goto(f"{served.address}{path}")
        found += faults(page, [("light", 1280), ("dark", PHONE)])

    assert found == []


def test_the_reports_of_a_network(serve: Serve, browse: Browse, tmp_path: Path) -> None:
    root = Path(shutil.copytree(EXAMPLES / "mouvement", tmp_path / "register"))
    page = browse(served := serve(root))
    page.get_by_role("link", name="Les rapports de tous les membres réunis").click()
    found = faults(page, [("light", 1280), ("dark", PHONE)])
    page.get_by_label("Rapport", exact=True).select_option("coverage")
    page.get_by_role("button", name="Voir", exact=True).click()
    page.frame_locator("iframe").locator("h1").wait_for()
    found += faults(page, [("light", PHONE), ("dark", 1280)])

    assert page.url.startswith(f"{served.address}/reseau?")
    assert found == []


def test_the_pages_behind_more(serve: Serve, browse: Browse, root: Path) -> None:
    page = browse(served := serve(root))
    page.goto(f"{served.address}/chiffres/2025")
    page.get_by_text("Plus", exact=True).click()
    assert page.get_by_role("link", name="Quitter").is_visible()

    assert faults(page, [("light", 1280), ("dark", 1280)], within=".more") == []


def test_pages_of_an_empty_register(serve: Serve, browse: Browse, empty: Path) -> None:
    page = browse(served := serve(empty))
    found = []
    for path in EMPTY:
        page.goto(f"{served.address}{path}")
        found += faults(page, [("light", PHONE), ("dark", 1280)])

    assert found == []


def test_pages_with_errors(serve: Serve, browse: Browse, root: Path) -> None:
    (root / "initiatives" / "essai.yaml").write_text("nom: Essai\n", "utf-8")
    page = browse(served := serve(root))
    found = []
    for path in EMPTY:
        page.goto(f"{served.address}{path}")
        found += faults(page, [("light", 1280), ("dark", PHONE)])
    page.goto(f"{served.address}/fiches/accompagnements/nouvelle")
    page.locator("[name=started]").fill("le 42 mars")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_role("alert").wait_for()
    found += faults(page, [("light", 1280), ("dark", PHONE)])
    page.goto(f"{served.address}/heures")
    page.get_by_role("button", name="Noter", exact=True).click()
    page.get_by_role("alert").wait_for()
    found += faults(page, [("light", PHONE), ("dark", 1280)])

    assert found == []


def test_versions_with_changes_and_writings(
    serve: Serve, browse: Browse, root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))  # git knows nobody here
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    git(root, "init", "-q", "-b", "main")
    commit(root, "2025-03-12")
    page = browse(served := serve(root))
    page.goto(f"{served.address}{ONE}/modifier")
    page.locator("[name=name]").fill("Chants de la friche")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_role("status").first.wait_for()
    found = faults(page, [("light", 1280), ("dark", PHONE)])
    page.goto(f"{served.address}/versions")
    assert page.get_by_label("Votre nom").is_visible()
    found += faults(page, [("light", PHONE), ("dark", 1280)])
    change(root, "initiatives/chants-de-friche.yaml", "Chants de la friche", "Chants")
    page.goto(f"{served.address}/versions")
    assert page.get_by_text("on ne peut plus le défaire").is_visible()

    assert found + faults(page, [("light", 1280), ("dark", PHONE)]) == []


@pytest.mark.parametrize("spoil", [spoilt, turned])
def test_pages_of_a_hostile_register(
    serve: Serve, browse: Browse, root: Path, spoil: Callable[[Path], object]
) -> None:
    git(root, "init", "-q", "-b", "main")
    commit(root, "2025-03-12")
    pages = spoil(root)
    page = browse(served := serve(root))
    found = []
    for path in [*PAGES, "/versions", *(pages if isinstance(pages, list) else ())]:
        page.goto(f"{served.address}{path}")
        assert page.evaluate("typeof hacked") == "undefined", path
        assert "\u202e" not in page.locator("body").inner_text(), path
        found += faults(page, [("light", 1280), ("dark", PHONE)])

    assert found == []
