"""The page in the folder of a network: its own records, its members and its decisions."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mes_cli.web.pages import network
from tests.conftest import EXAMPLES, Done
from tests.store.git.histories import change, commit, git
from tests.web.conftest import OWN

DECISIONS = "identites.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the network that is an example."""
    return Path(shutil.copytree(EXAMPLES / "mouvement", tmp_path / "register"))


def test_the_home_page_names_the_members(keeper: FlaskClient) -> None:
    text = keeper.get("/", headers=OWN).text
    assert "Membres du réseau" in text
    assert '<a href="/fiches/structures/confed-habitat">' in text


def test_the_reports_of_all_members_are_those_of_the_command(
    keeper: FlaskClient, root: Path, mes: Callable[..., Done]
) -> None:
    assert '<a href="/reseau">' in keeper.get("/", headers=OWN).text
    text = keeper.get("/reseau?rapport=coverage&edition=public", headers=OWN).text
    address = re.search(r'<iframe sandbox title="[^"]+" src="([^"]+)/public/cadre"', text)
    assert address, text
    frame = keeper.get(f"{address[1]}/public/cadre", headers=OWN)
    assert frame.headers["Content-Security-Policy"].endswith("sandbox")
    for readers in ("public", "funder", "members"):
        for form in ("md", "json", "html"):
            page = keeper.get(f"{address[1]}/{readers}/{form}", headers=OWN)
            done = mes("--lang", "fr", "-C", root, "report", "coverage", "--network",
                       "--audience", readers, "--format", form, "--output", "-")  # fmt: skip
            assert (done.code, page.text) == (0, done.out), (readers, form)
            assert page.headers["Content-Disposition"].endswith(f'-{readers}.{form}"')


@pytest.mark.parametrize(
    "path", ["2024/annual/internal/html", "1999/annual/public/html", "2024/grant/public/html",
             "2024/annual/public/exe", "2024/../public/html"],
)  # fmt: skip
def test_a_network_has_no_other_reports(keeper: FlaskClient, path: str) -> None:
    assert keeper.get(f"/reseau/{path}", headers=OWN).status_code == 404


def test_what_keeps_members_from_being_counted_is_said_without_the_place_of_the_register(
    keeper: FlaskClient, root: Path
) -> None:
    keeper.get("/reseau", headers=OWN)  # read once, and again when the page is opened
    change(root, "membres/confed-habitat/mes.yaml", "mes: 1", "mes: 99")
    text = keeper.get("/reseau", headers=OWN).text

    assert "Le réseau ne peut pas être compté" in text
    assert "confed-habitat" in text
    assert '<p class="mend">' in text
    assert str(root.parent) not in text
    assert "<iframe" not in text


def test_members_that_take_too_long_are_given_up(
    keeper: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "_PATIENCE", -1)
    answer = keeper.get("/reseau", headers=OWN)

    assert answer.status_code == 409
    assert "trop longs à lire" in answer.text


def test_whom_the_settings_name_cannot_be_removed(keeper: FlaskClient, root: Path) -> None:
    address = "/fiches/structures/confed-habitat/supprimer"
    text = keeper.get(address, headers=OWN).text
    assert '<a href="/reglages">Réglages</a>' in text
    assert keeper.post(address, data={"aussi": ""}, headers=OWN).status_code == 422
    assert (root / "structures/confed-habitat.yaml").exists()


def test_a_decision_that_cannot_be_read_is_a_finding_and_is_mended(
    keeper: FlaskClient, root: Path
) -> None:
    assert "Rien à corriger" in keeper.get("/constats", headers=OWN).text
    good = (root / DECISIONS).read_text("utf-8")
    change(root, DECISIONS, "nature: initiative", "nature: initiatif\u00efe")
    text = keeper.get("/constats", headers=OWN).text
    assert DECISIONS in text
    page = keeper.get(f"/texte?fichier={DECISIONS}", headers=OWN)
    assert page.status_code == 200
    stamp = page.text.partition('name="_stamp" value="')[2].partition('"')[0]
    sent = {"fichier": DECISIONS, "_stamp": stamp, "texte": good}
    assert keeper.post("/texte", data=sent, headers=OWN).status_code == 303

    assert "Rien à corriger" in keeper.get("/constats", headers=OWN).text


def test_a_decision_is_told_kept_and_taken_back(
    keeper: FlaskClient, root: Path, mes: Callable[..., Done]
) -> None:
    git(root, "init", "-q", "-b", "main")
    commit(root, "2025-03-12")
    git(root, "config", "user.name", "Ana")
    before = (root / DECISIONS).read_bytes()
    done = mes("-C", root, "distinct", "pes-21:jardin-partage", "confed-habitat:charte",
               "--kind", "initiative")  # fmt: skip
    assert done.code == 0, done.err
    text = keeper.get("/versions", headers=OWN).text.replace("\u00a0", " ")
    assert "Distincts : 1 ajout" in text
    assert "pes-21:jardin-partage" in text

    keeper.post("/versions/garder", data={"message": "Une décision"}, headers=OWN)
    assert git(root, "status", "--short") == ""
    assert mes("-C", root, "undo").code == 0
    assert (root / DECISIONS).read_bytes() == before
