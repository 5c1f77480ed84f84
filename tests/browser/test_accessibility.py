"""Every page for axe-core (WCAG 2.2 AA): light and dark, on a desk and on a phone.

``AXE`` names the file ``axe.min.js`` of the package ``axe-core`` of npm.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.conftest import PHONE, Browse, Serve

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
    "/brouillons", "/reglages", "/aide", "/quitter",
]  # fmt: skip
EMPTY = ["/", "/heures", "/fiches/initiatives", "/constats", "/rapports", "/chiffres"]


def faults(page: "Page", views: list[tuple[Scheme, int]]) -> list[str]:
    """What is wrong with the page that is shown, in some views."""
    page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true")
    page.evaluate(Path(os.environ["AXE"]).read_text("utf-8"))
    found = []
    for scheme, width in views:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        result = page.evaluate(
            "(values) => axe.run({ runOnly: { type: 'tag', values } })", RULES
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
