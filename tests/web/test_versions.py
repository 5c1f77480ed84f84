"""Versions on the page: what changed since the last one, and keeping one on this machine."""

import datetime as dt
import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mes_cli.language.formats import formats
from mes_cli.web.workspace import Workspace
from tests.store.git.histories import change, commit, git
from tests.web.conftest import OWN

TAKEN = "initiatives/terre-trouvee.yaml"


@pytest.fixture
def versioned(root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The example under git, on a machine whose user git does not know."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    git(root, "init", "-q", "-b", "main")
    commit(root, "2025-03-12")
    change(root, TAKEN, "nom: Terre Trouvée", "nom: Terre Retrouvée")
    return root


def shown(keeper: FlaskClient) -> str:
    answer = keeper.get("/versions", headers=OWN)
    assert answer.status_code == 200
    return unescape(re.sub(r"<[^>]+>", " ", answer.text)).replace("\u00a0", " ")


def test_what_changed_is_told_in_words_and_can_be_kept(
    keeper: FlaskClient, versioned: Path
) -> None:
    text = shown(keeper)
    assert "Depuis la version du 12 mars 2025 (a)" in text
    assert "Terre Trouvée → Terre Retrouvée" in text
    assert "Votre nom" in text

    sent = {"message": "Un nouveau nom", "nom": "Ana"}
    answer = keeper.post("/versions/garder", data=sent, headers=OWN)
    assert (answer.status_code, answer.location) == (303, "/versions?gardee=1")
    assert git(versioned, "log", "-1", "--format=%an: %s") == "Ana: Un nouveau nom"
    assert git(versioned, "status", "--short") == ""
    assert "Rien n’a changé." in shown(keeper)
    text = keeper.get("/versions?gardee=1", headers=OWN).text
    assert "Rien n’est envoyé." in text


def test_without_a_name_or_a_sentence_nothing_is_kept_and_nothing_is_lost(
    keeper: FlaskClient, versioned: Path
) -> None:
    before = git(versioned, "rev-parse", "HEAD")
    for sent in ({"message": "Mot & clé", "nom": ""}, {"message": " ", "nom": "Ana & Jo"}):
        answer = keeper.post("/versions/garder", data=sent, headers=OWN)
        assert answer.status_code == 422
        assert all(value in unescape(answer.text) for value in sent.values() if value.strip())
    assert git(versioned, "rev-parse", "HEAD") == before


def test_the_user_of_the_machine_is_not_asked(keeper: FlaskClient, versioned: Path) -> None:
    git(versioned, "config", "user.name", "Léa Roux")
    assert "Votre nom" not in shown(keeper)

    keeper.post("/versions/garder", data={"message": "m"}, headers=OWN)
    assert git(versioned, "log", "-1", "--format=%an") == "Léa Roux"


def test_a_folder_without_git_says_what_it_cannot_do(keeper: FlaskClient) -> None:
    text = shown(keeper)

    assert "Ce dossier ne garde pas de versions." in text
    assert "Garder cette version" not in text


def test_a_half_merge_is_told_and_the_words_stay(keeper: FlaskClient, versioned: Path) -> None:
    (versioned / ".git/MERGE_HEAD").write_text(git(versioned, "rev-parse", "HEAD") + "\n", "ascii")
    assert "deux versions attendent d’être réunies par qui suit le dossier" in shown(keeper)
    answer = keeper.post("/versions/garder", data={"message": "m"}, headers=OWN)
    assert answer.status_code == 409


def test_reading_only_keeps_nothing(keeper: FlaskClient, space: Workspace, versioned: Path) -> None:
    space.read_only = True
    before = git(versioned, "rev-parse", "HEAD")

    assert "Garder cette version" not in shown(keeper)
    assert keeper.post("/versions/garder", data={"message": "m"}, headers=OWN).status_code == 403
    assert git(versioned, "rev-parse", "HEAD") == before


def test_the_bar_and_the_page_of_a_record_know_the_versions(
    keeper: FlaskClient, versioned: Path
) -> None:
    git(versioned, "config", "user.name", "Léa\u202e <script>Roux")
    keeper.post("/versions/garder", data={"message": "m"}, headers=OWN)
    text = keeper.get("/fiches/initiatives/terre-trouvee", headers=OWN).text
    plain = unescape(re.sub(r"<[^>]+>", " ", text)).replace("\u00a0", " ")

    assert "Nom : Terre Trouvée → Terre Retrouvée" in plain
    assert "12 mars 2025, a" in plain
    assert "\u202e" not in text
    assert "<script>Roux" not in text
    today = formats("fr").date(dt.datetime.now().astimezone().date())
    assert f"version du {today}".replace("\u00a0", " ") in plain


def test_without_git_the_page_of_a_record_says_so(keeper: FlaskClient) -> None:
    text = keeper.get("/fiches/initiatives/terre-trouvee", headers=OWN).text
    assert "Ce dossier ne garde pas de versions." in text
    assert "version du" not in text
