"""Links of forms: picked by name, searched without a script, made on the spot."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import HOST, OWN
from tests.web.test_forms import Browser, Fields, hidden, send

GET = {"Host": HOST}
GRANT = "/fiches/financements/nouvelle"
COURSE = "/fiches/accompagnements/nouvelle"


def radios(page: str, name: str) -> list[str]:
    """The ids that a page offers for a field."""
    found = re.findall(rf'type="(?:radio|checkbox)" name="{re.escape(name)}" value="([^"]*)"', page)
    return [it for it in found if it != "-"]


def test_few_records_are_all_offered_and_none_is_chosen(keeper: FlaskClient, root: Path) -> None:
    page = keeper.get(COURSE, headers=GET).text

    assert len(radios(page, "programme")) == len(list(root.glob("dispositifs/**/*.yaml")))
    assert re.search(r'name="programme" value="-" checked', page)
    assert not re.search(r'type="checkbox" name="initiatives"[^>]* checked', page)


def test_of_many_records_the_last_used_come_first(keeper: FlaskClient) -> None:
    assert len(radios(keeper.get(GRANT, headers=GET).text, "funder")) == 5


@pytest.mark.parametrize(
    ("said", "offered"),
    [("metropole", ["metropole"]), ("conseil", ["conseil-departemental", "conseil-regional"])],
)
def test_a_part_of_a_name_finds_records_without_a_script(
    keeper: FlaskClient, said: str, offered: list[str]
) -> None:
    page = send(keeper, GRANT, {"funder": said, "title": "Un essai"}, "find:funder").text

    assert radios(page, "funder")[: len(offered)] == offered
    assert ("Laquelle" in page) == (len(offered) > 1)
    assert 'value="Un essai"' in page


def test_what_is_typed_counts_before_what_is_chosen(keeper: FlaskClient) -> None:
    page = send(keeper, GRANT, {"funder": ["etat-travail", "Métropole"]}, "check").text

    assert re.search(r'name="funder" value="metropole" checked', page)
    assert not re.search(r'name="funder" value="etat-travail" checked', page)


def test_a_name_near_to_another_one_is_asked_about(keeper: FlaskClient) -> None:
    page = send(keeper, COURSE, {"initiatives": "Chants de Friches"}, "check").text

    assert re.search(r"«\sChants de Friche\s» existe déjà\. L’utiliser\s[?]", page)
    assert "make:initiative:Chants de Friches" in page


def test_a_link_that_may_be_empty_is_taken_out(keeper: FlaskClient, root: Path) -> None:
    [path] = (
        list(root.glob("accompagnements/**/chants-de-friche-2025.yaml"))[:1]
        or [
            it
            for it in root.glob("accompagnements/**/*.yaml")
            if "dispositif:" in it.read_text("utf-8")
        ][:1]
    )
    address = f"/fiches/accompagnements/{path.stem}/modifier"
    page = keeper.get(address, headers=GET).text
    browser = Browser()
    browser.feed(page)
    fields = {**hidden(page), **browser.sent, "programme": "-", "_action": "save"}

    assert keeper.post(address, data=fields, headers=OWN).status_code == 303
    assert "dispositif:" not in path.read_text("utf-8")


def test_the_record_that_was_made_takes_the_place_of_its_name(
    keeper: FlaskClient, root: Path
) -> None:
    typed: Fields = {"title": "Un essai", "initiatives": ["chants-de-friche", "Le Bac"]}
    aside = send(keeper, COURSE, typed, "make:initiative:Le Bac").headers["Location"]
    page = keeper.get(aside, headers=GET).text
    assert "Enregistrer et revenir à l’accompagnement" in page
    fields = {**hidden(page), "name": "Le Grand Bac", "summary": "Un bac.",
              "stage.0.stage": "idea", "territory.place": "Alès", "_action": "save"}  # fmt: skip
    back = keeper.post(aside.partition("?")[0], data=fields, headers=OWN).headers["Location"]
    page = keeper.get(back, headers=GET).text

    assert (root / "initiatives/le-grand-bac.yaml").exists()
    for name in ("chants-de-friche", "le-grand-bac"):
        assert re.search(rf'name="initiatives" value="{name}" checked', page)
    assert 'value="Un essai"' in page
    assert "Le Bac" not in page
