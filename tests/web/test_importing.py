"""A dropped table shows what it would change; nothing is written before that is confirmed."""

import io
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.exchange.tables import Rows, xlsx
from tests.web.conftest import HOST, OWN

GET = {"Host": HOST}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))


def drop(keeper: FlaskClient, name: str, content: bytes) -> TestResponse:
    data = {"fichier": (io.BytesIO(content), name)}
    return keeper.post("/importer", data=data, headers=OWN, content_type="multipart/form-data")


TABLE = "Nom;Rôles\nLe Moulin;partenaire\nLa Source;membre\n".encode()
FIELDS = {"genre": "structure", "colonne.0": "name", "colonne.1": "roles"}


def test_an_unknown_table_asks_what_its_columns_are_then_writes(
    keeper: FlaskClient, root: Path
) -> None:
    address = drop(keeper, "structures.csv", TABLE).headers["Location"]
    asked = keeper.get(address, headers=GET)
    shown = keeper.post(address, data=FIELDS, headers=OWN)
    before = len(list(root.glob("structures/*.yaml")))
    written = keeper.post(address, data={**FIELDS, "_action": "write"}, headers=OWN)

    assert 'name="colonne.0"' in asked.text
    assert re.search(r'value="name" selected', asked.text)
    assert "Le Moulin" in shown.text
    assert before == len(list(root.glob("structures/*.yaml"))) - 2
    assert written.status_code == 303
    assert "nom: Le Moulin" in (root / "structures/le-moulin.yaml").read_text("utf-8")


def test_hidden_rows_are_read_in_where_somebody_ticks_it(keeper: FlaskClient) -> None:
    rows: Rows = [["Nom", "Rôles"], ["Le Moulin", "partenaire"], ["La Source", "membre"]]
    address = drop(keeper, "s.xlsx", xlsx({"S": rows}, filtered=[2])).headers["Location"]
    without = keeper.post(address, data=FIELDS, headers=OWN).text
    with_all = keeper.post(address, data={**FIELDS, "masque": "oui"}, headers=OWN).text

    assert "1 ligne masquée" in without
    assert 'name="masque" value="oui">' in without
    assert "La Source" not in without
    assert "La Source" in with_all
    assert 'name="masque" value="oui" checked>' in with_all


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.exe", b"MZ"),
        ("x.xlsx", b"PK not a workbook"),
        ("x.csv", b""),
        ("../../x.csv", b"\x00\xff"),
    ],
)
def test_what_is_no_table_is_refused_in_words(
    keeper: FlaskClient, root: Path, name: str, content: bytes
) -> None:
    before = {it: it.read_bytes() for it in root.rglob("*.yaml")}
    answer = drop(keeper, name, content)
    if answer.status_code == 303:
        answer = keeper.get(answer.headers["Location"], headers=GET)

    assert answer.status_code in {200, 422}
    assert "Traceback" not in answer.text
    assert str(root.parent) not in answer.text
    assert {it: it.read_bytes() for it in root.rglob("*.yaml")} == before


@pytest.mark.parametrize("key", ["..", "x" * 22, "%2e%2e"])
def test_a_key_of_no_file_leads_nowhere(keeper: FlaskClient, key: str) -> None:
    assert keeper.get(f"/importer/{key}", headers=GET).status_code == 404
