"""Nothing is lost: two tabs, another program, a kill, a restart."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Browse, Serve, saved

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
FRICHE = "fiches/initiatives/chants-de-friche/modifier"


def save(page: "Page") -> None:
    page.get_by_role("button", name="Enregistrer", exact=True).click()


def test_of_two_tabs_the_second_chooses_and_comments_remain(
    serve: Serve, browse: Browse, root: Path
) -> None:
    path = root / "initiatives" / "chants-de-friche.yaml"
    path.write_text("# à garder\n" + path.read_text("utf-8"), "utf-8")
    served = serve(root)
    one = browse(served)
    two = one.context.new_page()
    for page in (one, two):
        page.goto(f"{served.address}/{FRICHE}")
    one.locator("[name=name]").fill("Chants du Port")
    one.locator("[name=value_for_territory]").fill("Un lieu ouvert.")
    save(one)
    saved(one)
    two.locator("[name=name]").fill("Chants des Quais")
    save(two)
    two.get_by_role("heading", name="a changé pendant que vous écriviez").wait_for()
    assert two.get_by_role("radio", checked=True).count() == 0
    assert "1 changement repris" in two.content()
    two.get_by_role("radio", name="le mien").check()
    two.get_by_role("button", name="Enregistrer ces choix").click()
    saved(two)

    text = path.read_text("utf-8")
    assert text.startswith("# à garder\nnom: Chants des Quais\n")
    assert "Un lieu ouvert." in text


def test_a_file_that_changed_behind_a_form_is_not_overwritten(
    serve: Serve, browse: Browse, root: Path
) -> None:
    path = root / "initiatives" / "chants-de-friche.yaml"
    page = browse(served := serve(root))
    page.goto(f"{served.address}/{FRICHE}")
    before = path.read_text("utf-8")
    path.write_text(before.replace("nom: Chants de Friche", "nom: Chansons"), "utf-8")
    page.locator("[name=summary]").fill("Une tonnellerie.")
    save(page)
    saved(page)

    assert "nom: Chansons\nresume: Une tonnellerie." in path.read_text("utf-8")


def test_a_record_that_went_meanwhile_is_said_and_the_text_stays(
    serve: Serve, browse: Browse, root: Path
) -> None:
    page = browse(served := serve(root))
    page.goto(f"{served.address}/fiches/plaidoyer/evaluer-sans-mesurer/modifier")
    page.locator("[name=title]").fill("Évaluer autrement")
    (root / "plaidoyer" / "evaluer-sans-mesurer.yaml").unlink()
    save(page)
    page.get_by_role("heading", name="Cette fiche a été supprimée").wait_for()
    page.get_by_role("button", name="La recréer").click()
    saved(page)

    assert any("Évaluer autrement" in it.read_text("utf-8") for it in root.rglob("plaidoyer/*"))


@pytest.fixture
def start(root: Path) -> Iterator[Callable[[], tuple["subprocess.Popen[str]", str]]]:
    """Start the page as a process of its own; the port stays."""
    running: list[subprocess.Popen[str]] = []

    def begin() -> tuple["subprocess.Popen[str]", str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "mes_cli", "--quiet", "-C", root, "web", "--no-open"],
            stdout=subprocess.PIPE, encoding="utf-8", env={**os.environ, "LANG": "fr_FR.UTF-8"},
        )  # fmt: skip
        running.append(process)
        assert process.stdout is not None
        return process, process.stdout.readline().strip()

    yield begin
    for process in running:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def test_after_a_kill_the_open_tab_sends_what_was_typed(
    start: Callable[[], tuple["subprocess.Popen[str]", str]], chromium: "Browser", root: Path
) -> None:
    process, link = start()
    address = link.partition("/ouvrir")[0]
    context = chromium.new_context()
    page = context.new_page()
    page.goto(link)
    page.wait_for_url(f"{address}/")
    page.goto(f"{address}/{FRICHE}")
    page.locator("[name=summary]").fill("Une tonnellerie, et des dockers.")
    process.send_signal(signal.SIGKILL)
    process.wait()
    _process, link = start()
    save(page)
    page.get_by_role("heading", name="fermée à clé").wait_for()
    opened = context.new_page()
    opened.goto(link)
    opened.wait_for_url(f"{address}/")
    page.get_by_role("button", name="Renvoyer").click()
    saved(page)
    context.close()

    path = root / "initiatives" / "chants-de-friche.yaml"
    assert "resume: Une tonnellerie, et des dockers.\n" in path.read_text("utf-8")


def test_a_draft_survives_a_closed_tab(serve: Serve, browse: Browse, root: Path) -> None:
    page = browse(served := serve(root))
    page.goto(f"{served.address}/{FRICHE}")
    with page.expect_response(lambda it: it.request.method == "POST"):
        page.locator("[name=summary]").fill("Un brouillon qui dure.")
    page.close()
    page = browse(serve(root))
    page.goto(f"{page.url}{FRICHE}")
    page.get_by_role("link", name="Le reprendre").click()

    assert page.locator("[name=summary]").input_value() == "Un brouillon qui dure."
