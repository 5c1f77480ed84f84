"""``mes`` alone, ``mes due``, and the notes below a check."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import EXAMPLES, write_folder

Mes = Callable[..., Any]


def day(days: int) -> str:
    return (dt.datetime.now().astimezone().date() + dt.timedelta(days=days)).isoformat()


@pytest.fixture
def coming(tmp_path: Path) -> Path:
    """A register with a consent that ends soon, and one that ends much later."""
    for name, until in (("soon", day(10)), ("later", day(100))):
        write_folder(
            tmp_path,
            f"-- evidence/{name}.yaml --\nkind: visit\ndate: 2020-01-02\ntitle: The {name} one\n"
            f"text: x\nconsent: {{scope: public, given: 2020-01-02, until: {until}}}\n",
        )
    return tmp_path


def test_what_comes_due_is_listed_and_put_into_calendars(
    coming: Path, mes: Mes, tmp_path: Path
) -> None:
    done = mes("-C", coming, "due", "--format", "json")
    found = [it for it in json.loads(done.out) if it["what"] == "consent"]
    assert [it["id"] for it in found] == ["soon", "later"]

    assert "fin d’un accord" in mes("-C", coming, "--lang", "fr", "due").out
    path = tmp_path / "coming.ics"
    assert mes("-C", coming, "due", "--ics", path).code == 0
    printed = mes("-C", coming, "due", "--ics", "-")
    assert printed.out.replace("\r", "") == path.read_text("utf-8").replace("\r", "")
    assert not Path("-").exists()
    assert "The later one" in path.read_text("utf-8")


def test_a_check_notes_what_comes_soon_and_stays_as_it_is(coming: Path, mes: Mes) -> None:
    first, again = (mes("-C", coming, "check") for _ in range(2))

    for done in (first, again):
        assert "the consent of `soon` ends on" in done.err
        assert "later" not in done.err
    assert "`soon` ends" not in mes("-C", coming, "check", "-q").err
    plain = mes("-C", coming, "check", "--format", "json")
    assert (plain.code, plain.err) == (first.code, "")


def test_alone_it_says_where_the_register_stands(coming: Path, mes: Mes) -> None:
    done = mes("-C", coming, "--lang", "en")

    assert done.code == 0
    assert done.out.startswith("Seed network\n────────────\n3 records\n")
    assert "the consent of `soon` ends on" in done.out
    (coming / "evidence/bad.yaml").write_text("kind: vist\n", "utf-8")
    worse = mes("-C", coming, "--lang", "en")
    assert (worse.code, "see what to mend with `mes check`" in worse.out) == (0, True)


def test_alone_it_welcomes_where_there_is_no_register(tmp_path: Path, mes: Mes) -> None:
    done = mes("--lang", "en")
    assert (done.code, "make one with `mes init FOLDER`" in done.out) == (0, True)

    assert mes("--lang", "fr", "init", "a", "--yes").code == 0
    starter = mes("-C", "a")
    assert "9 fiches d’exemple comptent" in starter.out
    assert "mes new initiative" in starter.out


def test_alone_it_says_what_the_report_lacks_in_eighty_columns(tmp_path: Path, mes: Mes) -> None:
    root = Path(shutil.copytree(EXAMPLES / "reseau-des-possibles", tmp_path / "register"))
    settings = root / "mes.yaml"
    long = "Réseau des Possibles et de toutes celles et ceux qui les accompagnent au long cours"
    text = settings.read_text("utf-8").replace("nom: Réseau des Possibles", f"nom: {long}")
    settings.write_text(text, "utf-8")
    for language, lacks, named in (
        ("fr", "ce qui manque au rapport 2025 :", "- Accompagnements : Effets (2 fiches)"),
        ("en", "what the report of 2025 lacks:", "- Accompaniments: Outcomes (2 records)"),
    ):
        first, again = (mes("-C", root, "--lang", language).out for _ in range(2))
        assert first == again
        assert f"{lacks}\n" in first.replace("\u00a0", " ")
        assert f"{named}\n" in first.replace("\u00a0", " ")
        assert max(map(len, first.splitlines())) <= 80

    (root / "initiatives/essai.yaml").write_text("nom: Essai\n", "utf-8")
    assert "rapport 2025" not in mes("-C", root, "--lang", "fr").out
