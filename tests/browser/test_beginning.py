"""A register is begun on the page: by keyboard alone, without a script, on a narrow window."""

import os
from pathlib import Path

import pytest

from tests.browser.conftest import PHONE, Browse, Serve
from tests.browser.test_accessibility import faults

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("script", "width"), [(True, 1280), (False, PHONE)])
def test_a_register_begins_by_keyboard(
    serve: Serve, browse: Browse, tmp_path: Path, width: int, *, script: bool
) -> None:
    (root := tmp_path / "deux-rives").mkdir()
    page = browse(served := serve(root), width, script=script)
    assert page.url.endswith("/commencer")
    page.locator("#name").focus()
    for words in ("Les Deux Rives", "L’Atelier", "trente"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#hourly_cost-found").wait_for()
    assert list(root.iterdir()) == []
    assert page.title().startswith("Erreur")
    if script:
        assert page.evaluate("document.activeElement.id") == "refused"
    page.locator("#hourly_cost").fill("28,50")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served.address}/")

    assert page.get_by_text("Votre registre est prêt.").is_visible()
    assert page.locator(".steps li").count() == 4
    assert b"28,50" in served.files()["mes.yaml"]
    assert [*(root / "initiatives").glob("*.yaml")] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.skipif("AXE" not in os.environ, reason="AXE= does not name axe.min.js")
def test_the_questions_are_accessible(serve: Serve, browse: Browse, tmp_path: Path) -> None:
    (root := tmp_path / "deux-rives").mkdir()
    page = browse(served := serve(root))
    found = faults(page, [("light", 1280), ("dark", PHONE)])
    page.goto(f"{served.address}/commencer?langue=en")
    page.locator("#hourly_cost").fill("much")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("alert").wait_for()
    found += faults(page, [("light", PHONE), ("dark", 1280)])

    assert found == []
