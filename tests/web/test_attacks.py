"""What a hostile address, form or folder brings: an answer in words, nothing of the machine."""

from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from mes_cli.store.reading.folders import CHANGE_NOTE
from tests.web.conftest import HOST, OWN

LINE = {"quoi": "benevolat", "pour": "-", "date": "12/03/2025", "autre_qui": "Ana", "duree": "2h"}


@pytest.mark.parametrize("odd", ["9" * 5000, "\u0663", "-1", "1e9", "\x00", "\u202e", "../.."])
def test_numbers_of_an_address_are_read_or_left_aside(keeper: FlaskClient, odd: str) -> None:
    said = quote(odd)
    for path in (f"/?exercice={said}", f"/rapports?exercice={said}", f"/chiffres?exercice={said}",
                 f"/fiches/initiatives?exercice={said}", f"/fiches/initiatives?debut={said}",
                 f"/chiffres/2025?lignes={said}-0", f"/rapports/{said}/annual"):  # fmt: skip
        assert keeper.get(path, headers=OWN).status_code in {200, 404}, path


@pytest.mark.parametrize("odd", ["9" * 5000, "1" * 30, "9" * 30 + "h", "9999x" + "9" * 9])
def test_hours_beyond_all_lives_are_refused_in_words(
    keeper: FlaskClient, root: Path, odd: str
) -> None:
    before = {it: it.read_bytes() for it in root.rglob("*.yaml")}
    for name in ("duree", "personnes"):
        for kind in ("benevolat", "salarie"):
            sent = {**LINE, "quoi": kind, name: odd}
            assert keeper.post("/heures", data=sent, headers=OWN).status_code == 422
    assert {it: it.read_bytes() for it in root.rglob("*.yaml")} == before


def test_a_folder_that_cannot_be_read_is_told_without_its_place(
    keeper: FlaskClient, root: Path
) -> None:
    (root / CHANGE_NOTE).write_text("{", "utf-8")
    pages = [keeper.get(path, headers=OWN) for path in ("/", "/heures", "/versions")]
    pages.append(keeper.post("/heures", data=LINE, headers=OWN))
    for page in pages:
        assert page.status_code == 409
        assert CHANGE_NOTE in page.text
        assert str(root.parent) not in page.text


def test_pages_of_other_programs_load_nothing(keeper: FlaskClient) -> None:
    for site in ("same-site", "cross-site"):
        frame = {"Host": HOST, "Sec-Fetch-Site": site, "Sec-Fetch-Dest": "image"}
        answer = keeper.get("/rapports/2025/annual/internal/pdf", headers=frame)
        assert (answer.status_code, answer.data) == (403, b"")
    link = {"Host": HOST, "Sec-Fetch-Site": "same-site", "Sec-Fetch-Dest": "document"}
    assert keeper.get("/", headers=link).status_code == 200


@pytest.mark.parametrize(("length", "code"), [(49 << 20, 413), (12 << 20, 400)])
def test_a_form_too_large_or_cut_short_is_refused_in_words(
    keeper: FlaskClient, length: int, code: int
) -> None:
    answer = keeper.post(
        "/fiches/temoignages/nouvelle", data=b"title=", headers=OWN,
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"CONTENT_LENGTH": str(length)},
    )  # fmt: skip
    assert (answer.status_code, "<main" in answer.text) == (code, True)


@pytest.mark.parametrize("odd", ["[" * 100_000, '{"a":' * 100_000, "[1]", '{"media": [1]}', "NaN"])
def test_what_a_page_kept_and_somebody_changed_is_left_aside(keeper: FlaskClient, odd: str) -> None:
    sent = {"_action": "save", "_before": odd, "_removed": odd}
    answer = keeper.post("/fiches/temoignages/nouvelle", data=sent, headers=OWN)
    assert (answer.status_code, "<main" in answer.text) == (422, True)


def test_a_form_of_too_many_answers_is_refused(keeper: FlaskClient, stranger: FlaskClient) -> None:
    sent = {f"sessions.{number}.hours": "1h" for number in range(6001)}
    for who in (keeper, stranger):
        answer = who.post("/fiches/accompagnements/nouvelle", data=sent, headers=OWN)
        assert answer.status_code == 413
        assert "Chants de Friche" not in answer.text
