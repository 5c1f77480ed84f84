"""Hours: three taps a line, what is doubtful is asked about, one rule with `mes log`."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.conftest import HOST, OWN

GET = {"Host": HOST}
LINE = {"quoi": "benevolat", "date": "12/03/2024", "pour": "-", "qui": "Ana", "duree": "2h30",
        "compte": "chacun", "titre": "Permanence d’essai"}  # fmt: skip


def note(keeper: FlaskClient, **fields: str) -> TestResponse:
    return keeper.post("/heures", data={**LINE, **fields}, headers=OWN)


def written(root: Path) -> str:
    return "".join(it.read_text("utf-8") for it in sorted(root.glob("contributions/**/*.yaml"))
                   if "Permanence d’essai" in it.read_text("utf-8"))  # fmt: skip


def test_a_line_is_noted_and_day_and_place_stay(keeper: FlaskClient, root: Path) -> None:
    answer = note(keeper)
    page = keeper.get(answer.headers["Location"], headers=GET).text

    assert answer.status_code == 303
    assert written(root).count("Permanence d’essai") == 1
    assert 'value="12/03/2024"' in page
    assert "Noté" in page
    assert 'name="duree" value="2h30" checked' not in page


def test_what_was_begun_last_is_offered_before_any_hour(keeper: FlaskClient, root: Path) -> None:
    for path in (root / "contributions").rglob("*.yaml"):
        path.unlink()
    text = "initiatives: [four-du-causse]\nforme: individuel\ndebut: 2026-01-15\n"
    text += "entree:\n  canal: direct\n"
    (root / "accompagnements" / "suite.yaml").write_text(text, "utf-8")

    page = keeper.get("/heures", headers=GET).text

    assert 'name="pour" value="suite"> Le Four du Causse</label>' in page


def test_a_session_is_among_the_lines_of_its_day_and_is_not_removed_from_there(
    keeper: FlaskClient,
) -> None:
    answer = note(
        keeper, quoi="salarie", pour="autre", autre_pour="laverie-2025", date="12/04/2025"
    )
    page = keeper.get(answer.headers["Location"], headers=GET).text

    assert "1 ligne, 2\u00a0h\u00a030." in page
    assert "Rien n’est noté" not in page
    assert "/supprimer" not in page


def test_four_people_without_names_are_one_record_of_ten_hours(
    keeper: FlaskClient, root: Path
) -> None:
    assert note(keeper, qui="", personnes="4").status_code == 303

    assert written(root).count("Permanence d’essai") == 1
    assert "duree: 10h" in written(root)
    assert "personnes: 4" in written(root)


def test_four_names_are_four_lines(keeper: FlaskClient, root: Path) -> None:
    assert note(keeper, qui="autre", autre_qui="Ana, Jo, Léa, Max").status_code == 303

    assert written(root).count("Permanence d’essai") == 4


def test_the_same_line_twice_is_asked_about(keeper: FlaskClient, root: Path) -> None:
    note(keeper)
    again = note(keeper)
    anyway = note(keeper, quand_meme="oui")

    assert again.status_code == 422
    assert "quand_meme" in again.text
    assert anyway.status_code == 303
    assert written(root).count("Permanence d’essai") == 2


@pytest.mark.parametrize(
    "wrong",
    [{"pour": ""}, {"duree": ""}, {"duree": "0"}, {"date": "demain matin peut-être"},
     {"personnes": "beaucoup"}, {"qui": "autre", "autre_qui": "Ana, Jo", "personnes": "3"},
     {"pour": "autre", "autre_pour": "rien de tel"}],
)  # fmt: skip
def test_what_is_missing_or_does_not_fit_is_said_and_nothing_written(
    keeper: FlaskClient, root: Path, wrong: dict[str, str]
) -> None:
    before = {it: it.read_bytes() for it in root.rglob("*.yaml")}

    answer = note(keeper, **wrong)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "Permanence d’essai" in answer.text
    assert {it: it.read_bytes() for it in root.rglob("*.yaml")} == before


def test_a_line_is_taken_back(keeper: FlaskClient, root: Path) -> None:
    before = {it: it.read_bytes() for it in root.rglob("*.yaml")}
    note(keeper)

    assert keeper.post("/defaire", headers=OWN).status_code == 200
    assert {it: it.read_bytes() for it in root.rglob("*.yaml")} == before


def test_a_session_of_paid_staff_belongs_to_its_accompaniment(
    keeper: FlaskClient, root: Path
) -> None:
    course = next(root.glob("accompagnements/2025/*.yaml"))
    answer = note(
        keeper, quoi="salarie", pour=course.stem, qui="", type="support", date="15/10/2025"
    )

    assert answer.status_code == 303
    assert "Permanence d’essai" in course.read_text("utf-8")


@pytest.mark.parametrize("kind", ["benevolat", "militant", "echange", "salarie", "autre"])
def test_each_sort_of_hours_has_its_form(keeper: FlaskClient, kind: str) -> None:
    page = keeper.get(f"/heures?quoi={kind}", headers=GET)

    assert page.status_code == 200
    assert "checked" not in page.text.replace('value="chacun" checked', "")
