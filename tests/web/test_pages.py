"""Each page says what the register says, in French, with nothing in it that runs."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import HOST

PAGES = ["/", "/fiches", "/fiches/initiatives", "/fiches/initiatives/chants-de-friche", "/constats",
         "/rapports", "/aide", "/quitter", "/chercher?q=friche"]  # fmt: skip


class Active(HTMLParser):
    """Collects what a browser would run or load."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.found += [name for name in values if name.startswith("on") or name == "style"]
        if tag == "script" and values.get("src") != "/style/page.js":
            self.found.append("script")
        self.found += [
            v for v in values.values() if v and v.startswith(("http", "//", "javascript"))
        ]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_and_runs_nothing_of_its_own(keeper: FlaskClient, path: str) -> None:
    answer = keeper.get(path, headers={"Host": HOST})
    active = Active()
    active.feed(answer.text)

    assert answer.status_code == 200
    assert active.found == []
    assert answer.text.count("<h1>") == 1


def test_a_changed_file_is_read_again(keeper: FlaskClient, root: Path) -> None:
    path = root / "initiatives" / "chants-de-friche.yaml"
    path.write_text(path.read_text("utf-8").replace("nom: Chants", "nom: Chansons"), "utf-8")

    assert "Chansons de Friche" in keeper.get("/fiches/initiatives", headers={"Host": HOST}).text


def test_errors_keep_reports_away_and_are_linked(keeper: FlaskClient, root: Path) -> None:
    (root / "initiatives" / "essai.yaml").write_text("nom: Essai\n", "utf-8")

    home = keeper.get("/", headers={"Host": HOST}).text
    reports = keeper.get("/rapports", headers={"Host": HOST}).text

    assert "empêche" in home
    assert "empêche" in reports
    assert "<iframe" not in reports


def test_a_search_knows_no_accents(keeper: FlaskClient) -> None:
    assert "Le Four du Causse" in keeper.get("/chercher?q=FOUR", headers={"Host": HOST}).text


@pytest.mark.parametrize(
    "path",
    [
        "/fiches/x",
        "/fiches/initiatives/x",
        "/rapports/1900/annual/public/html",
        "/rapports/2025/annual/nobody/html",
        "/constats/nothing",
    ],
)
def test_what_does_not_exist_is_said(keeper: FlaskClient, path: str) -> None:
    answer = keeper.get(path, headers={"Host": HOST})

    assert answer.status_code == 404
    assert "n’existe pas" in answer.text
