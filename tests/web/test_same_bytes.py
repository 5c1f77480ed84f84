"""The page, the command line and a spreadsheet write the same records, to the byte."""

import io
import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.conftest import EXAMPLES, Done
from tests.web.conftest import HOST, OWN

GET = {"Host": HOST}
#: A record: its folder, its file, its fields as the page, the command line and a table name them.
RECORDS = {
    "structure": (
        "structures/le-moulin-d-en-haut.yaml",
        {"name": "Le Moulin d’en haut", "roles": "partner", "short_name": "LMH",
         "website": "https://moulin.example"},
        ["nom=Le Moulin d’en haut", "roles=partenaire", "sigle=LMH",
         "site=https://moulin.example"],
        ("Nom;Rôles;Sigle;Site", "Le Moulin d’en haut;partenaire;LMH;https://moulin.example"),
        ("name", "roles", "short_name", "website"),
    ),
    "advocacy": (
        "plaidoyer/pour-des-jardins.yaml",
        {"title": "Pour des jardins", "form": "recognition", "target": "metropole",
         "date": "12/03/2025", "demand": "Des terres."},
        ["titre=Pour des jardins", "forme=reconnaissance", "cible=metropole",
         "date=12/03/2025", "demande=Des terres."],
        ("Titre;Forme;Cible;Date;Demande",
         "Pour des jardins;reconnaissance;metropole;12/03/2025;Des terres."),
        ("title", "form", "target", "date", "demand"),
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.mark.parametrize("kind", RECORDS)
def test_three_ways_write_the_same_bytes(
    kind: str, keeper: FlaskClient, root: Path, tmp_path: Path, mes: Callable[..., Done]
) -> None:
    file, fields, answers, table, columns = RECORDS[kind]
    path, folder = root / file, file.partition("/")[0]

    address = f"/fiches/{folder}/nouvelle"
    page = keeper.get(address, headers=GET).text
    hidden = dict(re.findall(r'<input type="hidden" name="(_\w+)" value="([^"]*)"', page))
    hidden = {name: unescape(value) for name, value in hidden.items()}
    sent = keeper.post(address, data={**hidden, **fields, "_action": "save"}, headers=OWN)
    assert sent.status_code == 303
    by_page = path.read_bytes()
    path.unlink()

    other = shutil.copytree(EXAMPLES / "reseau-des-possibles", tmp_path / "other")
    said = [it for answer in answers for it in ("--set", answer)]
    done = mes("-C", other, "--lang", "fr", "new", kind, *said, "--yes")
    assert done.code == 0, done.err
    assert (other / file).read_bytes() == by_page

    upload = {"fichier": (io.BytesIO("\n".join(table).encode()), "table.csv")}
    answer = keeper.post("/importer", data=upload, headers=OWN, content_type="multipart/form-data")
    chosen = {"genre": kind} | {f"colonne.{n}": name for n, name in enumerate(columns)}
    written = keeper.post(
        answer.headers["Location"], data={**chosen, "_action": "write"}, headers=OWN
    )
    assert written.status_code == 303
    keys = re.compile(rb"^cle_import: .*\n", re.MULTILINE)
    assert keys.sub(b"", path.read_bytes()) == by_page
