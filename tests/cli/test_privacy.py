"""``mes privacy``: what is held of people, and calling them otherwise."""

import json
import os
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mes_cli import checks
from mes_cli.finding import Finding
from mes_cli.store.reading.load import load
from mes_cli.table import text_width
from tests.conftest import Done

Mes = Callable[..., Any]

EXAMPLES = Path(__file__).parents[2] / "examples"

FILES = {
    "mes.yaml": """\
mes: 1
nom: Essai
langue: fr
teneur: graines
# Tenu par Zoé Martin
valorisation:
  - du: 2024-01-01
    approuve: {par: Zoé Martin, date: 2024-01-02}
""",
    "structures/graines.yaml": """\
nom: Graines
roles: [accompagnement]
courriel: contact@graines.example.org
telephone: 01 23 45 67 89
enonce: Demander Zoe Martin au +33 6 12 34 56 78, ou zoemartin@autre.example.org.
""",
    "initiatives/jardin.yaml": """\
# Appeler Zoé
nom: Le Jardin
resume: |
  Un jardin mené par Zoé
  Martin, et ses voisines.
etape: idee
territoire: { departement: "21" }   # chez Zoé Martin
porteurs:
  - nom: Zoé Martin   # trésorière
    fonction: Présidente
  - nom: Léa Petit
contact:
  nom: zoé  MARTIN
  courriel: zm@example.org
  telephone: "06 12 34 56 78"
notes: >
  Écrire à zm@example.org, ou au
  0612345678.
""",
    "accompagnements/zoe-martin-2025.yaml": """\
initiatives: [jardin]
forme: individuel
debut: 2025-01-02
entree: {canal: direct}
seances:
  - {date: 2025-02-01, duree: 2h, note: "vu Zo\\u00e9 Martin"}
""",
    "contributions/zoe-martin/zoe-martin.yaml": """\
- nature: benevolat
  date: 2025-03-01
  par: Zoé Martin
  duree: 2h
  pour: zoe-martin-2025
- nature: benevolat
  date: 2025-03-02
  par: Zoé Martin et Léa Petit
  duree: 2h
""",
    "temoignages/parole.yaml": """\
nature: temoignage
date: 2025-05-01
titre: La parole
initiatives: [jardin]
texte: Je jardine.
auteur: Zoé Martin
media: media/zoe-martin.jpg
accord: {portee: public, nommer: vrai, donne: 2025-05-01}
""",
}
#: What would say who she is.
TRACES = re.compile(r"zoe.{0,3}martin|zm@|12.?34.?56.?78")


@pytest.fixture
def mes(call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Mes:
    """Call ``mes`` in this process: these tests call it often."""

    def run(_: str, folder: Path, *arguments: str, columns: int = 80) -> Done:
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
        return Done(*call(folder, *arguments, columns=columns))

    return run


@pytest.fixture
def register(tmp_path: Path) -> Path:
    root = tmp_path / "essai"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).lower()
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


def said(root: Path) -> dict[str, str]:
    """Whatever stands below a folder, by path."""
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8", "replace")
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


def found_in(root: Path) -> list[Finding]:
    reading = load(root)
    return [*reading.findings, *checks.run(reading.register)]


def git(root: Path, *arguments: str) -> None:
    who = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    named = ("-c", "user.name=Bo", "-c", "user.email=bo@example.org")
    subprocess.run(["git", *named, *arguments], cwd=root, check=True, capture_output=True,  # noqa: S607
                   env=os.environ | who)  # fmt: skip


# The list


@pytest.mark.parametrize("form", ["text", "md", "json"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_list_says_where_and_never_what(form: str, lang: str, register: Path, mes: Mes) -> None:
    done = mes("-C", register, "--lang", lang, "privacy", "--date", "2026-01-01", "-f", form)

    assert done.code == 0
    assert "initiatives/jardin.yaml" in done.out
    bare = re.sub(r"[\w/.-]*zoe-martin[\w/.-]*", "", done.out)  # paths and ids are said
    for secret in ("Zo", "Martin", "Petit", "zm@", "12 34", "0612", "example", "soriè", "jardine"):
        assert secret not in bare


def test_the_list_counts_finds_lines_and_gives_terms(register: Path, mes: Mes) -> None:
    done = mes("-C", register, "privacy", "--date", "2026-01-01", "-f", "json")
    found = json.loads(done.out)
    names = [(it["file"], it["line"]) for it in found["held"]
             if it["what"] == "name" and not it["in_text"]]  # fmt: skip

    assert names == [
        ("contributions/zoe-martin/zoe-martin.yaml", 3),
        ("contributions/zoe-martin/zoe-martin.yaml", 8),
        ("initiatives/jardin.yaml", 9),
        ("initiatives/jardin.yaml", 11),
        ("initiatives/jardin.yaml", 13),
        ("temoignages/parole.yaml", 6),
    ]
    assert found["counts"]["phone"] == 2 + 2
    assert found["retention"]["volunteers"]["months"] == 36
    assert found["retention"]["volunteers"]["source"] == "default"
    assert found["consents"][0]["state"] == "in-force"
    assert (found["unread"], found["commit_authors"]) == (0, 0)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("columns", ["80", "40"])
def test_the_list_fits_the_screen_but_for_paths(lang: str, columns: str, mes: Mes) -> None:
    done = mes("-C", EXAMPLES / "reseau-des-possibles", "--lang", lang, "privacy", "--date",
               "2030-01-01", columns=int(columns))  # fmt: skip
    paths = re.compile(r"\s+\S+\.yaml:\d+")
    wide = [line for line in done.out.split("\n")
            if text_width(line) > int(columns) and not paths.fullmatch(line)]  # fmt: skip

    assert done.code == 0
    assert "\x1b" not in done.out
    assert wide == []


def test_defaults_say_where_they_come_from_and_settings_that_they_are_yours(
    register: Path, mes: Mes
) -> None:
    before = mes("-C", register, "--lang", "en", "privacy").out
    text = (register / "mes.yaml").read_text("utf-8") + "conservation: {benevoles: 18 mois}\n"
    (register / "mes.yaml").write_text(text, "utf-8")
    after = mes("-C", register, "--lang", "en", "privacy").out

    assert re.search(r"volunteers +3 years +default\n", before)
    assert "the CNIL has no figure for volunteers" in before
    assert re.search(r"volunteers +18 months +mes.yaml\n", after)
    assert "the CNIL has no figure for volunteers" not in after


def test_many_places_are_cut_unless_all_are_asked_for(register: Path, mes: Mes) -> None:
    hours = "".join(f"- {{nature: benevolat, date: 2025-03-01, duree: {n}h, par: P{n} Q}}\n"
                    for n in range(1, 25))  # fmt: skip
    (register / "contributions/mars.yaml").write_text(hours, "utf-8")

    assert "… and 10 more; `--all` shows them" in mes("-C", register, "--lang", "en", "privacy").out
    assert "--all" not in mes("-C", register, "--lang", "en", "privacy", "--all").out


def test_what_could_not_be_read_is_said(register: Path, mes: Mes) -> None:
    (register / "initiatives/casse.yaml").write_text('nom: "Ana\n', "utf-8")
    done = mes("-C", register, "--lang", "en", "privacy")

    assert done.code == 1
    assert "1 file was not read, or not whole: initiatives/casse.yaml" in done.err


@pytest.mark.parametrize("odd", ["stray", "misnamed", "link", "name"])
def test_files_that_nobody_looked_into_are_said_and_stop_pseudonyms(
    register: Path, mes: Mes, odd: str
) -> None:
    record = register / "temoignages/parole.yaml"
    other = {
        "stray": register / "parole.yaml", "misnamed": register / "temoignage/a.yaml",
        "link": register / "temoignages/a.yaml", "name": register / "temoignages/A b.yaml",
    }[odd]  # fmt: skip
    other.parent.mkdir(exist_ok=True)
    if odd == "link":
        other.symlink_to(record)
    else:
        other.write_text(record.read_text("utf-8"), "utf-8")
    before = {path: path.read_bytes() for path in register.rglob("*.yaml")}
    for command in (["privacy"], ["list", "evidence"], ["search", "Zoé"]):
        done = mes("-C", register, "--lang", "en", *command)
        assert (done.code, "was not read, or not whole" in done.err) == (1, True), command
    public = mes("-C", register, "list", "evidence", "--audience", "public", "--lang", "en")
    done = mes("-C", register, "--lang", "en", "privacy", "--anonymise", "Zoé Martin", "--yes")

    assert (public.code, "yaml" in public.err) == (1, False)
    assert (done.code, "was not looked into and may say it as well" in done.err) == (2, True)
    assert {path: path.read_bytes() for path in register.rglob("*.yaml")} == before


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--date", "demain"], "`demain` is not a value of `--date`"),
        (["--format", "csv"], "`csv` is not a value of `--format`"),
        (["--yes"], "go with `--anonymise`"),
        (["--anonymise", "jardin", "--format", "json"], "goes with `--format text`"),
        (["--anonymise", "Ana Roy"], "nobody is called `Ana Roy` here"),
        (["--anonymise", "…"], "nobody is called `…` here"),
        (["--anonymise", "jardin", "--as", "X"], "`jardin` names several people"),
    ],
)
def test_a_slip_on_the_command_line_is_said_and_changes_nothing(
    options: list[str], words: str, register: Path, mes: Mes
) -> None:
    done = mes("-C", register, "--lang", "en", "privacy", *options)

    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert said(register) == FILES


# Calling people otherwise


def test_without_anybody_to_ask_it_shows_and_writes_nothing(register: Path, mes: Mes) -> None:
    done = mes("-C", register, "--lang", "en", "privacy", "--anonymise", "Zoé Martin")

    assert done.code == 2
    assert "-  - nom: Zoé Martin   # trésorière\n+  - nom: Personne 1   # trésorière\n" in done.out
    assert "-  - nom: Léa Petit" not in done.out
    assert "nothing was written; `--yes` writes it" in done.err
    assert said(register) == FILES


def test_every_trace_goes_and_all_else_stays(register: Path, mes: Mes) -> None:
    done = mes("-C", register, "privacy", "--anonymise", "Zoé Martin", "--yes")
    after = said(register)

    assert done.code == 0, done.err
    assert [name for name, text in after.items() if TRACES.search(plain(f"{name} {text}"))] == []
    assert {path.name for path in (register / "contributions").iterdir()} == {"personne-1"}
    assert (
        after["initiatives/jardin.yaml"]
        == """\
# Appeler Zoé
nom: Le Jardin
resume: |
  Un jardin mené par Personne 1, et ses voisines.
etape: idee
territoire: { departement: "21" }   # chez Personne 1
porteurs:
  - nom: Personne 1   # trésorière
    fonction: Présidente
  - nom: Léa Petit
contact:
  nom: Personne 1
notes: |
  Écrire à …, ou au ….
"""
    )
    assert after["structures/graines.yaml"].endswith(
        "telephone: 01 23 45 67 89\nenonce: Demander Personne 1 au …, ou ….\n"
    )
    assert after["temoignages/parole.yaml"].endswith(
        "auteur: Personne 1\naccord: {portee: public, donne: 2025-05-01}\n"
    )
    assert "pour: personne-1-2025\n" in after["contributions/personne-1/personne-1.yaml"]
    assert "par: Personne 1 et Léa Petit\n" in after["contributions/personne-1/personne-1.yaml"]
    assert found_in(register) == []


def test_what_is_left_to_look_at_is_named(register: Path, mes: Mes) -> None:
    (register / "rapports").mkdir()
    (register / "rapports/annual.md").write_text("Zoé Martin", "utf-8")
    with zipfile.ZipFile(register / "rapports/classeur.xlsx", "w") as archive:
        archive.writestr("sheet1.xml", "<t>Zoé Martin</t>")
    (register / "rapports/autre.bin").write_bytes(b"PK\x03\x04zoe")
    done = mes("-C", register, "--lang", "en", "privacy", "--anonymise", "Zoé Martin", "--yes")
    after = done.out.partition("Who is called what")[2]

    assert "  initiatives/jardin.yaml:1  a part of a name, or a word like it\n" in after
    assert "  temoignages/parole.yaml:5  the words of this person\n" in after
    assert "  rapports/annual.md\n  rapports/classeur.xlsx\n" in after
    assert "  rapports/autre.bin\n" in after.partition("could not be looked into")[2]


def test_a_record_means_all_people_whom_it_names(register: Path, mes: Mes) -> None:
    done = mes("-C", register, "privacy", "--anonymise", "initiative/jardin", "--yes")
    text = "".join(said(register).values())

    assert done.code == 0
    assert "Zoé Martin" not in text
    assert "Léa" not in text
    assert "par: Personne 1 et Personne 2\n" in text
    again = mes("-C", register, "--lang", "en", "privacy", "--anonymise", "jardin", "--yes")
    assert (again.code, "no record says anything" in again.err) == (0, True)


def test_a_structure_means_its_address_and_its_number(register: Path, mes: Mes) -> None:
    done = mes("-C", register, "privacy", "--anonymise", "graines", "--yes")
    text = (register / "structures/graines.yaml").read_text("utf-8")

    assert done.code == 0
    assert "courriel" not in text
    assert "telephone" not in text
    assert "Zoe Martin" in text


def test_other_spellings_and_another_pseudonym_may_be_named(register: Path, mes: Mes) -> None:
    done = mes("-C", register, "privacy", "--anonymise", "Zoé Martin", "--also", "Zoé",
               "--as", "Mme J.", "--yes")  # fmt: skip
    text = (register / "initiatives/jardin.yaml").read_text("utf-8")

    assert done.code == 0
    assert text.startswith("# Appeler Mme J.\n")
    assert "accompagnements/mme-j-2025.yaml" in said(register)


def test_pseudonyms_are_numbered_on(register: Path, mes: Mes) -> None:
    mes("-C", register, "privacy", "--anonymise", "Zoé Martin", "--yes")
    mes("-C", register, "privacy", "--anonymise", "Léa Petit", "--yes")

    text = (register / "contributions/personne-1/personne-1.yaml").read_text("utf-8")
    assert "par: Personne 1 et Personne 2\n" in text


def test_a_file_with_findings_is_left_alone_and_named(register: Path, mes: Mes) -> None:
    (register / "initiatives/casse.yaml").write_text('nom: "Chez Zoé Martin\n', "utf-8")
    done = mes("-C", register, "--lang", "en", "privacy", "--anonymise", "Zoé Martin", "--yes")

    assert done.code == 1
    assert "left alone: mend them, and run this again\n  initiatives/casse.yaml\n" in done.out
    assert (register / "initiatives/casse.yaml").read_text("utf-8") == 'nom: "Chez Zoé Martin\n'
    assert "Zoé Martin" not in (register / "temoignages/parole.yaml").read_text("utf-8")
    named = mes("-C", register, "--lang", "en", "privacy", "--anonymise", "casse", "--yes")
    assert (named.code, "has findings, and is left alone" in named.err) == (2, True)


def test_a_word_that_cannot_be_changed_is_named(register: Path, mes: Mes) -> None:
    text = (register / "mes.yaml").read_text("utf-8") + "enjeux:\n  zoe-martin: Zoé Martin\n"
    (register / "mes.yaml").write_text(text, "utf-8")
    done = mes("-C", register, "--lang", "en", "privacy", "--anonymise", "Zoé Martin", "--yes")

    assert done.code == 1
    assert "  mes.yaml:10  it still stands here: change it by hand\n" in done.out
    assert (register / "mes.yaml").read_text("utf-8").endswith("  zoe-martin: Personne 1\n")


def test_a_change_that_would_bring_an_error_is_not_written(register: Path, mes: Mes) -> None:
    done = mes("-C", register, "privacy", "--anonymise", "Zoé Martin", "--as", "Z" * 70, "--yes")

    assert done.code == 1
    assert said(register) == FILES


def test_the_journal_of_writings_forgets_the_person_too(register: Path, mes: Mes) -> None:
    mes("-C", register, "log", "2h", "jardin", "--by", "Zoé Martin", "--on", "2025-03-01")
    mes("-C", register, "log", "3h", "-", "--by", "Zoé Martin", "--on", "2025-03-01")
    kept = register.parent / "state/mes/journal"
    assert "Martin" in "".join(it.read_text("utf-8") for it in kept.rglob("*.json"))

    mes("-C", register, "privacy", "--anonymise", "Zoé Martin", "--yes")

    assert [*kept.rglob("*.json")] == []


def test_what_git_still_holds_is_said(register: Path, mes: Mes) -> None:
    git(register, "init", "-q")
    git(register, "add", ".")
    git(register, "commit", "-qm", "one")
    (register / "structures/town.yaml").write_text("nom: Ville\nroles: [financeur]\n", "utf-8")
    git(register, "add", ".")
    git(register, "commit", "-qm", "Ville, pour Zoé Martin")
    first = mes("-C", register, "--lang", "en", "privacy", "--anonymise", "Zoé Martin", "--yes").out
    git(register, "add", ".")
    git(register, "commit", "-qm", "three")

    assert "- 2 commits of 2 hold it in their files" in first
    assert "- 1 message of a commit says it" in first
    assert "git\n    filter-repo --replace-text" in first or "git filter-repo" in first
    listed = mes("-C", register, "--lang", "en", "privacy").out
    assert "In the history of git\n  1 e-mail address of authors and committers\n" in listed


def test_an_english_register_speaks_english(mes: Mes, tmp_path: Path) -> None:
    root = shutil.copytree(EXAMPLES / "seed-library", tmp_path / "seeds")
    done = mes("-C", root, "privacy", "--anonymise", "bean-keepers", "--yes")
    text = (root / "initiatives/bean-keepers.yaml").read_text("utf-8")

    assert done.code == 0, done.err
    assert "  name: Person 1\n" in text
    assert "@" not in text
    assert found_in(root) == []
