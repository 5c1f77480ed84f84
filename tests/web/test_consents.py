"""Consents: asked for as one question, confirmed apart, withdrawn on a page of their own."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import HOST, OWN
from tests.web.test_forms import EVIDENCE, Browser, hidden, send

GET = {"Host": HOST}
NEW = "/fiches/temoignages/nouvelle"
OPEN = "/fiches/temoignages/un-mot"


@pytest.fixture
def agreed(keeper: FlaskClient, root: Path) -> Path:
    """A testimony that everybody may read, with the name."""
    fields = {**EVIDENCE, "consent.naming": "true", "_confirmed": "yes"}
    assert send(keeper, NEW, fields).status_code == 303
    return next(root.glob("temoignages/**/un-mot.yaml"))


def test_nothing_is_ticked_beforehand(keeper: FlaskClient) -> None:
    page = keeper.get(NEW, headers=GET).text

    assert len(re.findall('name="consent.scope"', page)) == 5
    assert not re.search(r'name="consent\.[^>]* checked', page)
    for text in ("Qui peut voir ce témoignage", "Pas encore d’accord", "Tout le monde",
                 "Son nom peut-il paraître", "Oui, tel qu’écrit plus haut"):  # fmt: skip
        assert text in page


def test_no_consent_yet_is_none(keeper: FlaskClient, root: Path) -> None:
    fields = {**EVIDENCE, "consent.scope": "-", "consent.given": ""}
    assert send(keeper, NEW, fields).status_code == 303
    assert "accord" not in next(root.glob("temoignages/**/un-mot.yaml")).read_text("utf-8")


@pytest.mark.parametrize(
    ("scope", "naming", "told"),
    [("funder", "", "Les membres et les financeurs liront le titre, le texte. Pas le nom."),
     ("public", "true", "Tout le monde lira le titre, le texte. Le nom aussi.")],
)  # fmt: skip
def test_what_opens_is_said_in_one_sentence(
    keeper: FlaskClient, scope: str, naming: str, told: str
) -> None:
    fields = {**EVIDENCE, "consent.scope": scope, "consent.naming": naming}
    page = send(keeper, NEW, fields).text

    assert told in page
    assert "checked" not in page
    unticked = send(keeper, NEW, {**fields, "_confirmed": "no"})
    assert unticked.status_code == 422
    assert "Cochez" in unticked.text


def test_withdrawing_says_what_disappears_and_can_be_taken_back(
    keeper: FlaskClient, agreed: Path
) -> None:
    before = agreed.read_bytes()
    assert f'href="{OPEN}/retirer-accord"' in keeper.get(OPEN, headers=GET).text
    assert f'href="{OPEN}/retirer-accord"' in keeper.get(f"{OPEN}/modifier", headers=GET).text
    asked = keeper.get(f"{OPEN}/retirer-accord", headers=GET).text
    for text in ("Plus aucun rapport ne le montrera ; ceux déjà envoyés ne changent pas.",
                 "rapport 2025", "édition « Tout le monde » :",
                 "le titre, le texte, le nom"):  # fmt: skip
        assert text in asked.replace("\u202f", " ").replace("\u00a0", " ")
    assert agreed.read_bytes() == before

    assert keeper.post(f"{OPEN}/retirer-accord", headers=OWN).status_code == 303
    assert re.search(r"retire: 20\d\d-\d\d-\d\d", agreed.read_text("utf-8"))
    assert "Bonjour." not in keeper.get("/rapports/2025/annual/public/cadre", headers=GET).text
    assert keeper.get(f"{OPEN}/retirer-accord", headers=GET).status_code == 409
    keeper.post("/defaire", headers=OWN)
    assert agreed.read_bytes() == before


@pytest.mark.parametrize(
    "address",
    ["/fiches/initiatives/chants-de-friche/retirer-accord", "/fiches/temoignages/x/retirer-accord"],
)
def test_there_is_no_consent_elsewhere(keeper: FlaskClient, address: str) -> None:
    assert keeper.get(address, headers=GET).status_code == 404
    assert keeper.post(address, headers=OWN).status_code == 404


def test_agreed_words_that_are_rewritten_are_asked_about_again(
    keeper: FlaskClient, agreed: Path
) -> None:
    before, browser = agreed.read_bytes(), Browser()
    page = keeper.get(f"{OPEN}/modifier", headers=GET).text
    browser.feed(page)
    fields = {**hidden(page), **browser.sent, "text": "Bonsoir.", "_action": "save"}

    assert keeper.post(f"{OPEN}/modifier", data=fields, headers=OWN).status_code == 422
    assert agreed.read_bytes() == before


def test_a_consent_is_never_carried_over(keeper: FlaskClient, agreed: Path) -> None:
    sent = {**EVIDENCE, "title": "Un autre mot", "_confirmed": "yes"}
    following = send(keeper, NEW, sent, "next").headers["Location"]
    page = keeper.get(following, headers=GET).text

    assert "consent" not in following
    assert not re.search(r'name="consent\.[^>]* checked', page)
    assert agreed.exists()
