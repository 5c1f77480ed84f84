"""Drafts survive refusals and restarts, and go when the record is written."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mes_cli.drafts import kept
from mes_cli.store.user_folders import state_folder
from tests.web.conftest import HOST, OWN
from tests.web.test_forms import INITIATIVE, hidden, send

GET = {"Host": HOST}
PATH = "/fiches/initiatives/nouvelle"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafts of a test lie in its own folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))


def test_a_draft_is_taken_up_again_as_it_was(keeper: FlaskClient, root: Path) -> None:
    send(keeper, PATH, {"name": "Un début <b>"}, "keep")
    [draft] = kept.all_of(root)

    form = keeper.get(f"{PATH}?brouillon={draft.key}", headers=GET).text
    listed = keeper.get("/brouillons", headers=GET).text

    assert 'value="Un début &lt;b&gt;"' in form
    assert f"{PATH}?brouillon={draft.key}" in listed
    assert (state_folder("drafts") or root).exists()
    [file] = (state_folder("drafts") or root).rglob("*.json")
    assert file.stat().st_mode & 0o077 == 0


def test_a_refused_form_is_kept_and_a_written_one_goes(keeper: FlaskClient, root: Path) -> None:
    send(keeper, PATH, {"name": "Sans rien"}, "save")
    refused = kept.all_of(root)
    for draft in refused:
        kept.drop(root, draft.key)
    written = send(keeper, PATH, INITIATIVE)

    assert [it.texts["name"] for it in refused] == [["Sans rien"]]
    assert written.status_code == 303
    assert kept.all_of(root) == []


def test_findings_of_a_field_are_told_as_it_is_left(keeper: FlaskClient) -> None:
    page = keeper.get(PATH, headers=GET).text
    data = {**hidden(page), "created": "le 42 mars", "_action": "fields"}

    answer = keeper.post(PATH, data=data, headers=OWN)

    assert answer.json is not None
    assert "created" in answer.json["findings"]


@pytest.mark.parametrize("key", ["../x", "x" * 22, "", "a" * 21 + "/"])
def test_a_key_of_no_draft_leads_nowhere(keeper: FlaskClient, root: Path, key: str) -> None:
    assert kept.find(root, key) is None
    assert keeper.get(PATH, query_string={"brouillon": key}, headers=GET).status_code == 200


def test_a_damaged_draft_is_none(keeper: FlaskClient, root: Path) -> None:
    send(keeper, PATH, {"name": "Un"}, "keep")
    [file] = (state_folder("drafts") or root).rglob("*.json")
    file.write_text(unescape(re.sub("moment", "momint", file.read_text("utf-8"))), "utf-8")

    assert kept.all_of(root) == []


def test_a_record_is_made_on_the_spot_and_the_form_waits(keeper: FlaskClient, root: Path) -> None:
    path = "/fiches/accompagnements/nouvelle"
    typed = {"title": "Un essai", "initiatives": "La Halle aux Vélos"}
    checked = send(keeper, path, typed, "check")
    aside = send(keeper, path, typed, "make:initiative:La Halle aux Vélos")
    made = send(keeper, aside.headers["Location"], INITIATIVE)
    again = keeper.get(made.headers["Location"], headers=GET).text

    assert "make:initiative:La Halle aux Vélos" in checked.text
    assert (root / "initiatives/la-halle-aux-velos.yaml").exists()
    assert 'value="Un essai"' in again
    assert 'value="La Halle aux Vélos"' in again
    assert "make:initiative" not in again


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/quitter", "javascript:a()"]
)
def test_a_form_leads_back_to_forms_only(keeper: FlaskClient, back: str) -> None:
    answer = send(keeper, PATH, {**INITIATIVE, "_back": back})

    assert answer.headers["Location"].startswith("/fiches/initiatives")


@pytest.mark.parametrize(("days", "told"), [(0, "d’aujourd’hui"), (1, "d’hier"), (9, "du ")])
def test_who_returns_chooses_between_a_draft_and_the_record(
    keeper: FlaskClient, root: Path, days: int, told: str
) -> None:
    path = "/fiches/initiatives/chants-de-friche/modifier"
    send(keeper, path, {"summary": "Un essai."}, "keep")
    [draft] = kept.all_of(root)
    kept.keep(root, replace(draft, moment=(draft.kept_at - timedelta(days)).isoformat()))

    page = keeper.get(path, headers=GET).text
    record = keeper.get(f"{path}?brouillon=sans", headers=GET).text

    assert f"Il y a un brouillon {told}" in page
    for words in ("Le reprendre", "Partir de la fiche", "Le jeter"):
        assert (words in page, words in record) == (True, False)
    assert "Un essai." not in record
    assert len(kept.all_of(root)) == 1  # it stays until it is thrown away
    thrown = keeper.post(
        f"/brouillons/{draft.key}/jeter", data={**hidden(page), "_back": "form"}, headers=OWN
    )
    assert (thrown.status_code, thrown.headers["Location"]) == (303, path)
    assert kept.all_of(root) == []


def test_a_form_that_is_sent_twice_leaves_no_draft(keeper: FlaskClient, root: Path) -> None:
    data = {**hidden(keeper.get(PATH, headers=GET).text), **INITIATIVE, "_action": "save"}
    first, second = (keeper.post(PATH, data=data, headers=OWN) for _ in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    assert kept.all_of(root) == []
