"""Taking back any of the last writings, and forms that come from another register."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mes_cli.drafts.kept import Draft, all_of, keep, new_key
from mes_cli.drafts.trial import take_back
from mes_cli.errors import InputError
from mes_cli.store.editing.changes import carry_out
from mes_cli.store.editing.journal import Change, writings
from mes_cli.store.user_folders import state_folder
from tests.store.git.histories import change
from tests.web.conftest import OWN

CAFE = "initiatives/cafe.yaml"
COURSE = "accompagnements/au-cafe.yaml"


def written(root: Path, file: str, text: str, line: str) -> None:
    before = (root / file).read_bytes() if (root / file).exists() else None
    carry_out(root, [Change(file, before, text.encode())], "web", [line])


@pytest.fixture
def two(root: Path) -> Path:
    """An initiative, and an accompaniment that stands on it."""
    territory = "territoire: {nom: Sète}"
    written(root, CAFE, f"nom: Café\nresume: Un café.\netape: idee\n{territory}\n", "Café")
    text = "initiatives: [cafe]\nforme: individuel\ndebut: 2025-03-04\nentree: {canal: direct}\n"
    written(root, COURSE, text, "Au café")
    return root


def undo(keeper: FlaskClient, line: str) -> tuple[int, str]:
    """Press the button beside a line of Versions."""
    page = keeper.get("/versions", headers=OWN).text
    [row] = [it for it in page.split("<li>") if f"<br>{line}" in it]
    key = re.search(r'name="ecriture" value="([^"]+)"', row)
    assert key, row
    answer = keeper.post("/defaire", data={"ecriture": key[1]}, headers=OWN)
    return answer.status_code, answer.text


def test_the_last_writings_are_listed_and_each_can_be_taken_back(
    keeper: FlaskClient, two: Path
) -> None:
    written(two, "structures/troisieme.yaml", "nom: T\nroles: [membre]\n", "Troisième")
    assert [it.lines for it in writings(two)] == [["Troisième"], ["Au café"], ["Café"]]
    status, text = undo(keeper, "Au café")

    assert status == 200
    assert "C’est défait" in text
    assert not (two / COURSE).exists()
    assert (two / "structures/troisieme.yaml").exists()
    assert undo(keeper, "Café")[0] == 200


def test_what_others_stand_on_is_not_taken_back(keeper: FlaskClient, two: Path) -> None:
    status, text = undo(keeper, "Café")

    assert status == 409
    assert "il y aurait une erreur" in text
    assert (two / CAFE).exists()
    oldest = writings(two)[-1]
    with pytest.raises(InputError):  # a terminal says the same
        take_back(two, oldest)


def test_what_changed_since_has_no_button_and_is_refused(keeper: FlaskClient, two: Path) -> None:
    key = writings(two)[0].key
    change(two, COURSE, "individuel", "collectif")
    page = keeper.get("/versions", headers=OWN).text
    answer = keeper.post("/defaire", data={"ecriture": key}, headers=OWN)

    assert "on ne peut plus le défaire" in page
    assert key not in page
    assert answer.status_code == 409
    assert "ette fiche a changé depuis : rien n’est défait" in answer.text.replace("\u00a0", " ")
    assert (two / COURSE).exists()


def test_the_button_after_a_writing_takes_back_no_later_one(keeper: FlaskClient, two: Path) -> None:
    page = keeper.get("/?enregistre=1", headers=OWN).text
    key = re.search(r'name="ecriture" value="([^"]+)"', page)
    assert key
    written(two, "structures/troisieme.yaml", "nom: T\nroles: [membre]\n", "Troisième")
    keeper.post("/defaire", data={"ecriture": key[1]}, headers=OWN)

    assert not (two / COURSE).exists()
    assert (two / "structures/troisieme.yaml").exists()
    assert keeper.post("/defaire", data={"ecriture": "../x"}, headers=OWN).status_code == 409


def test_writings_of_another_register_in_this_folder_are_not_offered(
    keeper: FlaskClient, two: Path
) -> None:
    change(two, "mes.yaml", "teneur: possibles", "teneur: metropole")
    assert writings(two) == []
    assert "Au café" not in keeper.get("/versions", headers=OWN).text

    change(two, "mes.yaml", "teneur: metropole", "teneur: [")
    assert len(writings(two)) == 2  # settings that cannot be read say of no writing whose it is


def draft(root: Path, address: str) -> str:
    key = new_key()
    assert keep(root, Draft(key, address, "Café du Port", {}, "", "", "2030-01-01T10:00:00+01:00"))
    return key


def test_drafts_of_another_register_are_not_offered(keeper: FlaskClient, root: Path) -> None:
    address = "/fiches/initiatives/nouvelle"
    key = draft(root, address)
    assert "Café du Port" in keeper.get("/brouillons", headers=OWN).text
    change(root, "mes.yaml", "teneur: possibles", "teneur: metropole")

    page = keeper.get("/brouillons", headers=OWN).text
    assert "Café du Port" not in page
    assert "vient d’un autre registre" in page
    answer = keeper.get(f"{address}?brouillon={key}", headers=OWN)
    assert answer.status_code == 409
    assert "Cette saisie vient d’un autre registre." in answer.text
    assert len(all_of(root, foreign=True)) == 1


def test_a_form_of_another_register_goes_to_its_drafts_and_writes_nothing(
    keeper: FlaskClient, root: Path
) -> None:
    files = {it: it.read_bytes() for it in root.rglob("*.yaml")}
    page = keeper.get("/fiches/initiatives/nouvelle", headers=OWN).text
    own = re.search(r'name="_register" value="([^"]+)"', page)
    assert own
    other = f"{'0' * 16}-{own[1].partition('-')[2]}"
    sent = {"_register": other, "_action": "save", "_draft": new_key(), "name": "Café & Port"}
    answer = keeper.post("/fiches/initiatives/nouvelle", data=sent, headers=OWN)

    assert answer.status_code == 409
    assert "Elle reste dans ses brouillons" in answer.text
    home = state_folder("drafts")
    assert home
    [kept] = (home / ("0" * 16)).glob("*.json")
    assert "Caf\\u00e9 & Port" in kept.read_text("utf-8")
    for key in ("../../x", other, f"{own[1]}x"):
        hours = {"_register": key, "duree": "2h", "pour": "-", "personnes": "2", "qui": "A & B"}
        answer = keeper.post("/heures", data=hours, headers=OWN)
        assert answer.status_code == 409
        assert "A &amp; B" in answer.text
    assert {it: it.read_bytes() for it in root.rglob("*.yaml")} == files


def test_every_form_says_of_which_register_it_is(keeper: FlaskClient) -> None:
    one = "/fiches/initiatives/chants-de-friche"
    for path in ("/", "/?enregistre=1", "/heures", "/heures?note=x", one, f"{one}/modifier",
                 f"{one}/supprimer", f"{one}/renommer", "/importer", "/versions", "/exemples",
                 "/brouillons", "/reglages", "/quitter", "/constats?enregistre=1",
                 "/fiches/initiatives?supprime=1"):  # fmt: skip
        page = keeper.get(path, headers=OWN).text
        forms = re.findall(r'<form method="post".*?</form>', page, re.DOTALL)
        assert all('name="_register"' in it for it in forms), path
