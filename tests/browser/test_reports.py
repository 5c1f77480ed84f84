"""Reports in a browser, whatever names and words a register has.

On a phone no page is wider than the window; the essentials are printed on one page.
"""

import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from mes_cli.checks.years import LONGEST_SENTENCE
from mes_cli.view import PAGES
from tests.browser.conftest import PHONE
from tests.conftest import EXAMPLES, Done

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

#: A word that no line holds, and more words than any line.
LONG = f" Anti{'constitutionnellement' * 4}" + " de celles et ceux d’à côté" * 4
#: The texts of records that reports print on one line, and those of the settings.
TEXTS = (
    "nom|titre|libelle|sigle|fonction|credit|par|auteur|savoir|unite|resume|sur_mesure|effets|"
    "ecart|texte|description|recit|demande|mot|contexte|perspectives|enonce|plus_values|"
    "cahier_des_charges|reference|entree|politiques|plaidoyer"
)
SETTINGS = "nom|libelle|aide|mobilites-solidaires|egalite-femmes-hommes"
SENTENCES = ("entree", "couverture", "statuts", "politiques", "plaidoyer")
WIDE = """() => [...document.querySelectorAll('body *')]
  .filter(it => !it.closest('.scroll, svg') && it.getBoundingClientRect().right > innerWidth + 1)
  .map(it => `${it.tagName}.${it.className}`).slice(0, 5)"""


def essential(root: Path, sentence: str) -> None:
    """Let the year say all sentences of the essentials in one way."""
    said = "".join(f"  {it}: {sentence}\n" for it in SENTENCES)
    for path in root.glob("exercices/*2025.yaml"):
        path.write_text(f"{path.read_text('utf-8')}essentiel:\n{said}", "utf-8")


def lengthened(root: Path) -> None:
    """Make the texts of all records long, but for ids, numbers and dates."""

    def longer(line: "re.Match[str]") -> str:
        head, said = line.groups()
        if re.fullmatch(r"[a-z0-9-]+|\d.*", said):
            return line[0]
        return f"{head}{said[:-1]}{LONG}{said[-1]}" if said[0] in "\"'" else f"{head}{said}{LONG}"

    essential(root, "Dit")
    for path in root.rglob("*.yaml"):
        keys = SETTINGS if path.name == "mes.yaml" else TEXTS
        line = re.compile(rf"^([ -]*(?:{keys}): )([^|>\[{{&*\n].*)$", re.MULTILINE)
        path.write_text(line.sub(longer, path.read_text("utf-8")), "utf-8")


@pytest.fixture
def phone(chromium: "Browser") -> Iterator["Page"]:
    with chromium.new_context(viewport={"width": PHONE, "height": 844}) as context:
        yield context.new_page()


def too_wide(page: "Page", folder: Path) -> list[str]:
    """The pages that are wider than the window, with what is."""
    found = []
    for path in sorted(folder.rglob("*.html")):
        page.goto(path.as_uri())
        page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{path.name}: {page.evaluate(WIDE)}")
    return found


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_long_names_and_words_stay_in_the_window(
    mes: Callable[..., Done], root: Path, phone: "Page", tmp_path: Path, audience: str
) -> None:
    lengthened(root)
    pages = tmp_path / "pages"
    ran = mes("-C", root, "report", "--all", "--audience", audience, "--output", pages)
    assert ran.code == 0, ran.err
    for name in ("slide", "a3"):
        page = pages / f"essential-{name}.html"
        mes("-C", root, "report", "essential", "--page", name, "--output", page)

    assert len([*pages.glob("*.html")]) > 15
    assert too_wide(phone, pages) == []


def test_the_report_of_a_network_stays_in_the_window(
    mes: Callable[..., Done], phone: "Page", tmp_path: Path
) -> None:
    root = Path(shutil.copytree(EXAMPLES / "mouvement", tmp_path / "network"))
    lengthened(root)
    ran = mes("-C", root, "report", "--network", "--output", tmp_path / "network.html")

    assert ran.code == 0, ran.err
    assert too_wide(phone, tmp_path) == []


@pytest.mark.parametrize("page", PAGES)
def test_the_essentials_are_printed_on_one_page(
    mes: Callable[..., Done], root: Path, phone: "Page", tmp_path: Path, page: str
) -> None:
    essential(
        root,
        ("Nous avons compté ce qui compte, avec celles et ceux d’à côté. " * 9)[:LONGEST_SENTENCE],
    )
    path = tmp_path / "page.html"
    mes("-C", root, "report", "essential", "--page", page, "--output", path)
    phone.goto(path.as_uri())
    printed = phone.pdf(prefer_css_page_size=True, print_background=True)

    assert len(PdfReader(io.BytesIO(printed)).pages) == 1
