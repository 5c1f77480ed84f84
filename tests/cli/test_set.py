"""``mes set`` and ``mes rename``: what is meant changes, and nothing else."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mes_cli.drafts.answers import today
from mes_cli.store.editing.journal import digest

Mes = Callable[..., Any]

GARDEN = """\
# Written by hand
nom:   "Le Jardin"   # leur nom
resume: Un jardin
etape: idee
territoire: { departement: "21" }
tags: [a, b]
statuts:
  - depuis: 2025-01-02   # à vérifier
    statut: beneficiaire
"""
COURSE = """\
initiatives: [jardin]
forme: individuel
debut: 2025-01-02
entree: {canal: direct}
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    for name, text in {
        "mes.yaml": "mes: 1\nnom: Essai\nlangue: fr\nteneur: seeds\n",
        "structures/seeds.yaml": "nom: Graines\nroles: [accompagnement]\n",
        "initiatives/jardin.yaml": GARDEN,
        "accompagnements/2025/jardin-2025.yaml": COURSE,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def text(register: Path, name: str = "initiatives/jardin.yaml") -> str:
    return (register / name).read_text("utf-8")


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        ("etape=création", "etape: idee", "etape: creation"),
        ("stage=development", "etape: idee", "etape: developpement"),
        ("nom=Le Potager", '"Le Jardin"', "Le Potager"),
        ("tags+=rural, a", "[a, b]", "[a, b, rural]"),
        ("tags-=a", "[a, b]", "[b]"),
        ("tags=", "tags: [a, b]\n", ""),
        ("territoire.nom=Ici", '{ departement: "21" }', '{ departement: "21", nom: Ici }'),
        ("statuts.1.depuis=3 mars 2024", "2025-01-02", "2024-03-03"),
        ("territoire=Alès", '{ departement: "21" }', '{commune: "30007", nom: Alès}'),
        ("emplois=1,5", "    statut: beneficiaire\n", "    statut: beneficiaire\nemplois: 1,5\n"),
    ],
)  # fmt: skip
def test_a_field_is_set(change: str, before: str, after: str, register: Path, mes: Mes) -> None:
    done = mes("-C", register, "set", "initiative/jardin", change)

    assert (done.code, text(register)) == (0, GARDEN.replace(before, after)), done.err
    assert "mes show jardin" in done.err


def test_a_dated_list_gets_a_row_and_keeps_the_others(register: Path, mes: Mes) -> None:
    since = today().isoformat()
    file = register / "initiatives/jardin.yaml"
    dated = "etape:\n  - depuis: 2025-01-02\n    etape: idee\n"
    file.write_text(GARDEN.replace("etape: idee\n", dated), "utf-8")

    mes("-C", register, "set", "initiative/jardin", "etape=création", "statuts=adhérent")
    mes("-C", register, "set", "initiative/jardin", "etape=développement")

    assert f"{dated}  - depuis: {since}\n    etape: developpement\n" in text(register)
    assert text(register).endswith(f"beneficiaire\n  - depuis: {since}\n    statut: adherent\n")


def test_what_holds_later_is_not_contradicted(register: Path, mes: Mes) -> None:
    change = ("etape=creation", "etape.1.depuis=2090-01-01")
    mes("-C", register, "set", "initiative/jardin", *change)

    done = mes("-C", register, "--lang", "en", "set", "initiative/jardin", "etape=idee")

    assert done.code == 2
    assert "`etape` says already what holds from 2090-01-01 on" in done.err
    assert "`etape.1.etape=idee`" in done.err


def test_a_reference_may_be_named(register: Path, mes: Mes) -> None:
    done = mes("-C", register, "set", "jardin-2025", "structure=graines", "entree.par=Graines")

    assert done.code == 0
    assert "structure: seeds\n" in text(register, "accompagnements/2025/jardin-2025.yaml")
    assert "{canal: direct, par: seeds}" in text(register, "accompagnements/2025/jardin-2025.yaml")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("etape=finie", "error[unknown-value]"),
        ("nom=", "error[missing-field]"),
        ("statuts.1.depuis=tantot", "error[date-form]"),
    ],
)
def test_what_check_would_refuse_is_not_written(
    change: str, words: str, register: Path, mes: Mes
) -> None:
    done = mes("-C", register, "--lang", "en", "set", "initiative/jardin", change)

    assert (done.code, text(register)) == (1, GARDEN)
    assert words in done.out


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("etap=idee", "there is no field `etap`\n  = help: write `etape`"),
        ("territoire.nom.x=1", "help: write `territoire.nom`"),
        ("etape", "`etape` is no change"),
        ("statuts.4.depuis=hier", "the list has 1 entry"),
        ("nom+=x", "`nom` is not a list"),
        ("porteurs=Ana", "say one of them: `porteurs.1.nom=…`"),
        ("territoire=Saint-Aubin", "`Saint-Aubin (21)`"),
    ],
)
def test_a_change_that_is_none_is_said(change: str, words: str, register: Path, mes: Mes) -> None:
    done = mes("-C", register, "--lang", "en", "set", "initiative/jardin", change)

    assert (done.code, text(register)) == (2, GARDEN)
    assert words in done.err


def test_what_is_said_already_changes_no_byte(register: Path, mes: Mes) -> None:
    done = mes("-C", register, "set", "initiative/jardin", "etape=idee")

    assert (done.code, done.out, text(register)) == (0, "", GARDEN)


def test_an_id_changes_wherever_it_is_named(register: Path, mes: Mes) -> None:
    shown = mes("-C", register, "rename", "jardin", "potager", "--check")
    assert "-initiatives: [jardin]\n+initiatives: [potager]\n" in shown.out
    assert text(register) == GARDEN

    done = mes("-C", register, "rename", "jardin", "potager")
    assert done.code == 0, done.err
    assert text(register, "initiatives/potager.yaml") == GARDEN
    assert not (register / "initiatives/jardin.yaml").exists()
    assert "[potager]" in text(register, "accompagnements/2025/jardin-2025.yaml")
    assert mes("-C", register, "rename", "seeds", "graines").code == 0
    assert text(register, "mes.yaml").endswith("teneur: graines\n")
    assert mes("-C", register, "check").code == 0


@pytest.mark.parametrize(("old", "new"), [("jardin", "Potager"), ("jardni", "potager")])
def test_an_id_that_cannot_be_is_refused(old: str, new: str, register: Path, mes: Mes) -> None:
    done = mes("-C", register, "rename", old, new)

    assert (done.code, done.out, text(register)) == (2, "", GARDEN)
    same = mes("-C", register, "--lang", "en", "rename", "jardin", "jardin")
    assert (same.code, "it is called so already" in same.err) == (0, True)


def test_a_change_that_was_cut_short_is_an_error_and_finished_by_the_next(
    register: Path, mes: Mes
) -> None:
    """The run was killed when the new file had its place, and the old one had not gone yet."""
    old = next(register.glob("initiatives/**/jardin.yaml"))
    text = old.read_bytes()
    assert mes("-C", register, "rename", "jardin", "potager").code == 0
    old.write_bytes(text)
    steps = [[old.relative_to(register).as_posix(), "", digest(text)]]
    (register / ".mes-change").write_text(json.dumps(steps), "utf-8")

    checked = mes("-C", register, "check", "--format", "json")
    assert "interrupted-change" in [it["code"] for it in json.loads(checked.out)["findings"]]
    assert checked.code == 1
    done = mes("-C", register, "set", "potager", "resume=Des légumes")

    assert (done.code, old.exists()) == (0, False)
    assert "1 fichier" in done.err
    assert mes("-C", register, "check").code == 0


def test_the_settings_are_set_and_shown_like_a_record(register: Path, mes: Mes) -> None:
    assert mes("-C", register, "set", "mes", "nom=Chez nous", "groupe_minimum=5").code == 0

    done = mes("-C", register, "show", "mes")

    assert (done.code, done.out.partition("\n")[0]) == (0, "Chez nous")
    assert "Groupe minimum : 5" in done.out.replace("\u00a0", " ")
    assert text(register, "mes.yaml") == (
        "mes: 1\nnom: Chez nous\nlangue: fr\nteneur: seeds\ngroupe_minimum: 5\n"
    )
    assert mes("-C", register, "edit", "mes", EDITOR="true").code == 0


def test_a_word_that_the_settings_add_is_set_by_its_name(register: Path, mes: Mes) -> None:
    before = text(register, "mes.yaml")
    assert mes("-C", register, "set", "mes", "enjeux.feu=Le feu").code == 0
    assert "enjeux:\n  feu: Le feu\n" in text(register, "mes.yaml")
    assert mes("-C", register, "set", "mes", "enjeux.feu=").code == 0
    assert text(register, "mes.yaml") == before


@pytest.mark.parametrize(
    "name", ["jardin.yaml", "initiatives/jardin.yaml:3:1", "./initiatives/jardin.yaml:4"]
)
def test_the_path_that_a_check_prints_names_a_record(name: str, register: Path, mes: Mes) -> None:
    assert mes("-C", register, "set", name, "etape=creation", cwd=register).code == 0
    assert "etape: creation" in text(register)


def test_a_line_tells_the_records_of_a_list(register: Path, mes: Mes) -> None:
    (register / "contributions").mkdir()
    path = register / "contributions/2025-03.yaml"
    one = "- nature: benevolat\n  date: 2025-03-04\n  duree: 2h\n  titre: a\n"
    path.write_text(one + one.replace("titre: a", "titre: b"), "utf-8")

    done = mes("-C", register, "--lang", "en", "set", "contributions/2025-03.yaml", "titre=c")
    assert (done.code, "may be one of several" in done.err) == (2, True)
    assert mes("-C", register, "set", "contributions/2025-03.yaml:6", "titre=c").code == 0
    assert path.read_text("utf-8") == one + one.replace("titre: a", "titre: c")


def test_renaming_says_what_it_did_not_rename(register: Path, mes: Mes) -> None:
    done = mes("-C", register, "--lang", "en", "rename", "seeds", "graines")

    assert done.code == 0
    assert "it is still called `Graines`; `mes set graines nom=…` changes that" in done.err
    assert "the register is still called `Essai`; `mes set mes nom=…`" in done.err
    assert "teneur: graines" in text(register, "mes.yaml")


def test_an_id_that_is_taken_is_said_to_be(register: Path, mes: Mes) -> None:
    (register / "structures/other.yaml").write_text("nom: B\nroles: [financeur]\n", "utf-8")

    done = mes("-C", register, "--lang", "en", "rename", "seeds", "other")

    assert (done.code, "another record is called `other` already" in done.err) == (2, True)
    assert "cannot be an id" in mes("-C", register, "--lang", "en", "rename", "seeds", "É").err


def test_a_dated_rule_is_written_in_one_line(register: Path, mes: Mes) -> None:
    for day, rate in (("2025-01-01", "34"), ("2026-01-01", "35,50")):
        done = mes("-C", register, "new", "cout-horaire", "--set", f"du={day}", "--set",
                   f"taux={rate}")  # fmt: skip
        assert done.code == 0, done
    assert text(register, "mes.yaml").endswith(
        "couts_horaires:\n  - du: 2025-01-01\n    taux: 34\n  - du: 2026-01-01\n    taux: 35,50\n"
    )
    assert mes("-C", register, "new", "overheads").code == 2


def test_a_record_that_cannot_be_read_does_not_lend_its_name(register: Path, mes: Mes) -> None:
    (register / "initiatives/jardin.yaml").write_text(f"{GARDEN}x: : y\n", "utf-8")
    before = text(register, "accompagnements/2025/jardin-2025.yaml")

    for name in ("jardin", "initiatives/jardin.yaml"):
        done = mes("-C", register, "--lang", "en", "set", name, "tags+=x")
        assert (done.code, "cannot be read" in done.err) == (2, True)
    assert text(register, "accompagnements/2025/jardin-2025.yaml") == before


@pytest.mark.parametrize(
    ("change", "told"),
    [("nom+=x", "`nom` is not a list"), ("e\u0301tape=idee", "help: write `etape`")],
)
def test_a_change_is_answered_in_the_words_that_were_said(
    change: str, told: str, register: Path, mes: Mes
) -> None:
    done = mes("-C", register, "--lang", "en", "set", "initiatives/jardin.yaml", change)

    assert (done.code, told in done.err) == (2, True), done.err
