"""Findings are mended on the page: by a fix that is shown before, or as text."""

import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import HOST, OWN

GET = {"Host": HOST}
FUNDING = "financements/pluriannuels/fondation-temps-long.yaml"
FIX = {"fichier": FUNDING, "code": "unknown-reference"}


@pytest.fixture
def slip(root: Path) -> Path:
    """A record with a slip of the pen that has one safe fix."""
    path = root / FUNDING
    text = path.read_text("utf-8")
    path.write_text(text.replace("fondation-des-murets", "fondation-des-muretts", 1), "utf-8")
    return path


@pytest.fixture
def unreadable(root: Path) -> Path:
    """A record that cannot be read."""
    path = root / "initiatives" / "essai.yaml"
    path.write_text("nom: [Essai\n", "utf-8")
    return path


def test_a_fix_is_shown_then_made_then_taken_back(keeper: FlaskClient, slip: Path) -> None:
    before = slip.read_bytes()
    findings = keeper.get("/constats", headers=GET).text
    shown = keeper.get("/constats/corriger", query_string=FIX, headers=GET).text
    assert "Corriger…" in findings
    assert "/fiches/financements/fondation-temps-long/modifier#funder" in findings
    assert "fondation-des-muretts" in shown
    assert "<strong>financeur: fondation-des-murets</strong>" in shown
    assert slip.read_bytes() == before

    answer = keeper.post("/constats/corriger", data=FIX, headers=OWN)
    assert answer.status_code == 303
    assert "financeur: fondation-des-murets\n" in slip.read_text("utf-8")
    keeper.post("/defaire", headers=OWN)
    assert slip.read_bytes() == before


def test_what_has_no_fix_is_left_alone(keeper: FlaskClient, slip: Path) -> None:
    before, wish = slip.read_bytes(), {"fichier": FUNDING, "code": "no-date"}
    answer = keeper.post("/constats/corriger", data=wish, headers=OWN)

    assert (answer.status_code, slip.read_bytes()) == (200, before)


def test_a_file_that_cannot_be_read_is_mended_as_text(
    keeper: FlaskClient, unreadable: Path
) -> None:
    address = "/texte?fichier=initiatives/essai.yaml"
    page = keeper.get(address, headers=GET).text
    [stamp] = re.findall('name="_stamp" value="(.*?)"', page)
    said = {"fichier": "initiatives/essai.yaml", "_stamp": stamp}
    refused = keeper.post("/texte", data={**said, "texte": "nom: ["}, headers=OWN)
    assert "nom: [Essai" in unescape(page)
    assert (refused.status_code, unreadable.read_text()) == (422, "nom: [Essai\n")

    good = (unreadable.parent / "table-anissa.yaml").read_text("utf-8")
    stale = keeper.post("/texte", data={**said, "_stamp": "", "texte": good}, headers=OWN)
    assert (stale.status_code, unreadable.read_text()) == (409, "nom: [Essai\n")
    answer = keeper.post("/texte", data={**said, "texte": good.replace("\n", "\r\n")}, headers=OWN)
    assert answer.status_code == 303
    assert unreadable.read_text("utf-8") == good


@pytest.mark.parametrize(
    "file", ["../secret.yaml", "/etc/passwd", "initiatives/table-anissa.yaml", "", "mes.yaml"]
)
def test_no_other_file_is_shown_as_text(keeper: FlaskClient, root: Path, file: str) -> None:
    (root.parent / "secret.yaml").write_text("nom: secret", "utf-8")
    answer = keeper.get("/texte", query_string={"fichier": file}, headers=GET)

    assert answer.status_code == 404


def test_each_page_of_the_reference_is_served(keeper: FlaskClient) -> None:
    contents = keeper.get("/aide", headers=GET).text
    names = re.findall('href="/aide/([a-z0-9-]+)"', contents)
    assert {"controles", "fiches", "modeles"} <= set(names)
    for name in names:
        page = keeper.get(f"/aide/{name}", headers=GET)
        assert page.status_code == 200
        for target in re.findall('href="/aide/([a-z0-9-]+)', page.text):
            assert keeper.get(f"/aide/{target}", headers=GET).status_code in {200, 404}
    assert '<h2 id="above-ceiling">' in keeper.get("/aide/controles", headers=GET).text
    assert keeper.get("/aide/checks", headers=GET).status_code == 404


def test_pictures_of_the_guide_are_served_as_pictures(keeper: FlaskClient) -> None:
    page = keeper.get("/aide/commencer", headers=GET)
    sources = re.findall('<img src="(/aide/images/[a-z-]+.png)" alt="[^"]+"', page.text)

    assert len(sources) >= 3
    assert "img-src 'self'" in page.headers["Content-Security-Policy"]
    for source in sources:
        picture = keeper.get(source, headers=GET)
        assert (picture.status_code, picture.mimetype) == (200, "image/png")
        assert picture.data.startswith(b"\x89PNG")
    for name in ("none.png", "..%2findex.md", "../../../mes.yaml"):
        assert keeper.get(f"/aide/images/{name}", headers=GET).status_code == 404


def test_reports_say_what_each_edition_hides(keeper: FlaskClient) -> None:
    text = keeper.get("/rapports/2025/annual", headers=GET).text

    assert re.search(r"Ce que cette édition cache \(\d+\)", text)
    assert "Champs que" in text
