"""``mes new``: a record by questions, by options, or in an editor."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mes_cli import checks
from mes_cli.model import KINDS
from mes_cli.store.reading.load import load

Mes = Callable[..., Any]
Terminal = Callable[..., tuple[int, str]]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    root = tmp_path / "register"
    for name, text in {
        "mes.yaml": "mes: 1\nnom: Graines\nlangue: fr\nteneur: graines\n",
        "structures/graines.yaml": "nom: Réseau des Graines\nroles: [accompagnement]\n",
        "structures/region.yaml": "nom: Conseil régional\nroles: [financeur]\n",
        "initiatives/cafe.yaml": "nom: Café des Possibles\nresume: Un café\netape: idee\n"
        'territoire: {departement: "21"}\n',
        "accompagnements/2025/cafe-2025.yaml": "initiatives: [cafe]\nforme: individuel\n"
        "debut: 2025-01-02\nentree: {canal: direct}\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def files(root: Path) -> dict[str, str]:
    return {str(p.relative_to(root)): p.read_text("utf-8") for p in root.rglob("*.yaml")}


def made(root: Path, before: dict[str, str]) -> tuple[str, str]:
    after = files(root)
    [name] = set(after) - set(before)
    assert {k: v for k, v in after.items() if k != name} == before
    return name, after[name]


#: Every kind, by options only, and the file that it becomes.
BY_OPTIONS = {
    "structure": (["name=L’Été", "roles=membre, financeur"], "structures/l-ete.yaml"),
    "programme": (["name=Appui local", "lead=graines"], "dispositifs/appui-local.yaml"),
    "initiative": (
        ["nom=Le Jardin d’en Bas", "resume=Un jardin", "etape=émergence", "territoire.nom=Ici",
         "territoire.departement=21", "enjeux=droits culturels, pouvoir d’agir"],
        "initiatives/le-jardin-d-en-bas.yaml",
    ),
    "accompaniment": (
        ["initiatives=possibles", "form=individuel", "started=3 mars 2025",
         "entry.channel=bouche-a-oreille", "sessions.1.date=2025-03-04", "sessions.1.hours=2h"],
        "accompagnements/2025/cafe-2025-2.yaml",
    ),
    "contribution": (
        ["kind=bénévolat", "date=2025-03-04", "hours=2h20", "for=cafe-2025", "by=Léa"],
        "contributions/2025-03-04-benevolat.yaml",
    ),
    "funding": (
        ["funder=conseil régional", "nature=subvention", "period.from=2025-01-01",
         "period.to=2025-12-31", "status=accordé", "granted=1 234,50"],
        "financements/region-2025.yaml",
    ),
    "evidence": (
        ["kind=visite", "date=2025-03-04", "title=Une visite", "text=On a vu."],
        "temoignages/une-visite.yaml",
    ),
    "advocacy": (
        ["form=interpellation", "target=region", "date=2025-03-04",
         "demand=Des mots simples pour dire ce que l’on fait"],
        "plaidoyer/des-mots-simples-pour-dire-ce.yaml",
    ),
    "year": (["year=2025", "foreword=Une année."], "exercices/2025.yaml"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_written_without_a_terminal(kind: str, register: Path, mes: Mes) -> None:
    before = files(register)
    said, file = BY_OPTIONS[kind]
    done = mes("-C", register, "new", kind, *(w for s in said for w in ("--set", s)))

    assert (done.code, done.out) == (0, f"{file}\n"), done.out + done.err
    assert made(register, before)[0] == file
    reading = load(register)
    assert [f for f in [*reading.findings, *checks.run(reading.register)] if f.severity == "error"
            ] == []  # fmt: skip


def test_what_check_would_refuse_is_not_written(register: Path, mes: Mes) -> None:
    before = files(register)
    done = mes("-C", register, "--lang", "en", "new", "initiative", "--set", "nom=A",
               "--set", "etape=finie", "--set", "resume=B", "--set", "territoire.nom=C",
               )  # fmt: skip
    assert (done.code, files(register)) == (1, before)
    assert "error[unknown-value]" in done.out
    taken = mes("-C", register, "new", "initiative", "--set", "nom=A", "--set", "resume=B",
                "--set", "etape=idee", "--set", "territoire.nom=C", "--id", "cafe")  # fmt: skip
    assert (taken.code, files(register)) == (2, before)


@pytest.mark.parametrize("words", [["--yes"], [], ["--set", "demande=Des lots"]])
def test_what_is_missing_is_said_where_nobody_is_asked(
    words: list[str], register: Path, mes: Mes
) -> None:
    before = files(register)
    done = mes("-C", register, "--lang", "en", "new", "plaidoyer", *words)

    assert (done.code, files(register)) == (2, before)
    assert "these are missing: `forme`, `cible`" in done.err
    assert "--set forme=… --set cible=…" in done.err


@pytest.mark.parametrize("term", ["dumb", "xterm"])
def test_an_initiative_is_asked_for(term: str, register: Path, terminal: Terminal) -> None:
    before = files(register)
    code, screen = terminal(
        "-C", register, "new", "initiative", TERM=term,
        answers=[
            ("Nom", "Le Jardin\r"),
            ("Résumé", "Un jardin\r"),
            ("Territoire", "dijon\r"),
            ("Compris", ""),
            ("Étape", "finie\r"),
            ("aucune réponse", "emergence\r"),
            ("Enjeux", "culturels\r"),
            ("Forme juridique", "\r"),
            ("Nom publiable", "\r"),
            ("Autre champ", "Étiquettes\r"),
            ("pour retrouver la fiche", "rural, a-relire\r"),
            ("Autre champ", "\r"),
            ("[O/n]", "\r"),
        ],
    )  # fmt: skip

    assert code == 0, screen
    name, text = made(register, before)
    assert name == "initiatives/le-jardin.yaml"
    assert text.startswith(
        "nom: Le Jardin\nresume: Un jardin\netape: emergence\n"
        'territoire:\n  commune: "21231"\n  nom: Dijon\n'
    )
    assert "tags:\n  - rural\n  - a-relire\n" in text
    assert "mes new accompagnement" in screen


def test_own_fields_are_asked_for_with_their_labels(register: Path, terminal: Terminal) -> None:
    with (register / "mes.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "champs:\n  structure:\n    tetes: {type: entier, libelle: Têtes}\n"
            "    humeur: {type: mots, libelle: Humeur,"
            " valeurs: [{mot: vive, libelle: très vive}]}\n"
        )
    before = files(register)

    code, screen = terminal(
        "-C", register, "new", "structure", "--set", "nom=A", "--set", "roles=membre",
        answers=[("Sigle", "\r"), ("Territoire", "\r"), ("Têtes", "douze\r"),
                 ("nombre entier", "12\r"), ("Humeur", "très vive\r"), ("Autre champ", "\r"),
                 ("[O/n]", "\r")],
    )  # fmt: skip

    assert code == 0, screen
    assert made(register, before)[1].endswith("propres:\n  tetes: 12\n  humeur: vive\n")


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        ([("Territoire", "Gard\r")], 'territoire:\n  departement: "30"\n'),
        ([("Territoire", "30007\r")], 'territoire:\n  commune: "30007"\n  nom: Alès\n'),
        ([("Territoire", "saint-aubin\r"), ("Quel lieu", "3\r")], 'commune: "21541"'),
        ([("Territoire", "Saint-Aubin (21)\r")], 'commune: "21541"'),
        ([("Territoire", "Notre vallée\r")], "territoire:\n  nom: Notre vallée\n"),
        ([("Territoire", "\r")], "roles:\n  - membre\n"),
    ],
)
def test_places_are_said_by_name_or_code(
    answers: list[tuple[str, str]], text: str, register: Path, terminal: Terminal
) -> None:
    before = files(register)
    code, screen = terminal(
        "-C", register, "new", "structure", "--set", "nom=A", "--set", "roles=membre",
        answers=[("Sigle", "\r"), *answers, ("Autre champ", "\r"), ("[O/n]", "\r")],
    )  # fmt: skip

    assert code == 0, screen
    assert text in made(register, before)[1]


def test_an_accompaniment_with_its_sessions_is_asked_for(
    register: Path, terminal: Terminal
) -> None:
    before = files(register)
    code, screen = terminal(
        "-C", register, "--lang", "en", "new", "accompagnement", "--plain", TERM="xterm",
        answers=[
            ("Initiatives:", "possibles\r"),
            ("Title:", "Tenir un café\r"),
            ("Form [individual]:", "\r"),
            ("Started", "3 mars 2025\r"),
            ("Channel:", "bouche\r"),
            ("none of the answers", "mouth\r"),
            ("Programme:", "\r"),
            ("Add a session?", "y\r"),
            ("Sessions · Date:", "tomorrow\r"),
            ("This day is still to come. Log it all the same?", "\r"),
            ("Sessions · Date:", "4 mars 2025\r"),
            ("Type:", "6\r"),
            ("Hours:", "long\r"),
            ("is not a duration", "2h30\r"),
            ("Role:", "\r"),
            ("Participants:", "3\r"),
            ("Note:", "\r"),
            ("Add another session?", "\r"),
            ("More:", "\r"),
            ("Write it?", "y\r"),
        ],
    )  # fmt: skip

    assert code == 0, screen
    name, text = made(register, before)
    assert name == "accompagnements/2025/cafe-2025-2.yaml"
    assert "canal: bouche-a-oreille\n" in text
    assert text.endswith(
        "seances:\n  - date: 2025-03-04\n    type: visite\n    duree: 2h30\n    participants: 3\n"
    )
    assert "\x1b" not in screen


def test_rows_are_taken_back_and_changed_one_by_one(register: Path, terminal: Terminal) -> None:
    before = files(register)
    code, screen = terminal(
        "-C", register, "--lang", "en", "new", "accompaniment", "--set", "initiatives=cafe",
        "--set", "started=2025-03-03", "--set", "form=individual", "--set", "entry.channel=direct",
        answers=[
            ("Title:", "A\r"), ("Programme:", "\r"), ("Add a session?", "y\r"),
            ("Sessions · Date:", "2025-03-04\r"), ("Type:", "visit\r"), ("Hours:", "1h\r"),
            ("Role:", "<\r"), ("Hours [1h]:", "2h\r"), ("Role:", "\r"), ("Participants:", "\r"),
            ("Note:", "\r"), ("Add another session? [y/N]", "<\r"),
            ("Sessions · Date [4 March 2025]:", "\r"), ("Type [visit]:", "\r"),
            ("Hours [2h]:", "3h\r"), ("Role:", "\r"), ("Participants:", "\r"), ("Note:", "\r"),
            ("Add another session? [y/N]", "y\r"),
            ("Sessions · Date:", "2025-03-05\r"), ("Type:", "\r"), ("Hours:", "5h\r"),
            ("Role:", "\r"), ("Participants:", "\r"), ("Note:", "\r"),
            ("Add another session?", "\r"),
            ("More:", "<\r"), ("Which answer", "title\r"), ("Title [A]:", "B\r"),
            ("More:", "\r"), ("Write it?", "<\r"), ("What now", "1\r"),
            ("Which answer", "sessions\r"), ("2. 2025-03-05 · 5h", ""), ("Sessions:", "2\r"),
            ("Date [5 March 2025]:", "\r"), ("Type:", "\r"), ("Hours [5h]:", "4h\r"),
            ("Role:", "\r"), ("Participants:", "\r"), ("Note:", "\r"), ("Write it?", "y\r"),
        ],
    )  # fmt: skip

    assert code == 0, screen
    _name, text = made(register, before)
    assert "titre: B\n" in text
    assert text.endswith(
        "  - date: 2025-03-04\n    type: visite\n    duree: 3h\n"
        "  - date: 2025-03-05\n    duree: 4h\n"
    )


#: The other kinds, asked for plainly: the language, what is answered, the file and what is in it.
ASKED: dict[str, tuple[str, list[tuple[str, str]], str, str]] = {
    "structure": (
        "fr",
        [
            ("Nom\u00a0:", "\r"),
            ("il faut une réponse", "L’Été\r"),
            ("Rôles\u00a0:", "membre, jardinier\r"),
            ("aucune réponse", "membre, 4\r"),
            ("Sigle\u00a0:", "\r"),
            ("Territoire\u00a0:", "\r"),
            ("Autre champ\u00a0:", "siren\r"),
            ("SIREN\u00a0:", "123456789\r"),
            ("SIREN\u00a0:", "732 829 320\r"),
        ],
        "structures/l-ete.yaml",
        "nom: L’Été\nroles:\n  - membre\n  - financeur\nsiren: 732 829 320\n",
    ),
    "programme": (
        "en",
        [
            ("Name:", "Appui local\r"),
            ("Lead structure [Réseau des Graines]:", "nobody\r"),
            ("Make it?", "n\r"),
            ("none of the answers", "\r"),
            ("Starts:", "the first of May\r"),
            ("Starts:", "2025-05-01\r"),
            ("Ends:", "\r"),
            ("Norm · Planned hours:", "14h\r"),
            ("Norm · Planned sessions:", "<\r"),
            ("Norm · Planned hours [14h]:", "-\r"),
            ("Norm · Planned sessions:", "\r"),
            ("More:", "funders\r"),
            ("Funders:", "conseil\r"),
        ],
        "dispositifs/appui-local.yaml",
        "nom: Appui local\nporteur: graines\nfinanceurs:\n  - region\ndebut: 2025-05-01\n",
    ),
    "contribution": (
        "fr",
        [
            ("Nature [bénévolat]\u00a0:", "\r"),
            ("Date [", "4 mars 2025\r"),
            ("Pour\u00a0:", "cafe-2025\r"),
            ("Par\u00a0:", "\r"),
            ("Personnes\u00a0:", "3\r"),
            ("Durée\u00a0:", "longtemps\r"),
            ("Durée\u00a0:", "2h20\r"),
            ("Titre\u00a0:", "Peinture\r"),
        ],
        "contributions/2025-03-04-benevolat.yaml",
        (
            "nature: benevolat\ndate: 2025-03-04\ntitre: Peinture\npour: cafe-2025\n"
            "personnes: 3\nduree: 2h20\n"
        ),
    ),
    "funding": (
        "en",
        [
            ("Funder:", "region\r"),
            ("Title:", "\r"),
            ("Nature:", "grant\r"),
            ("Status [requested]:", "granted\r"),
            ("Period · From [", "2025-01-01\r"),
            ("Period · To [31 December 2025]:", "\r"),
            ("Amount requested:", "\r"),
            ("Amount granted:", "\r"),
            ("an answer is needed", ""),
            ("Amount granted:", "a lot\r"),
            ("Amount granted:", "1 234,50\r"),
            ("Level:", "region\r"),
            ("Public policies:", "culture, health, rural\r"),
            ("Share of culture [33%]", "40%\r"),
            ("Share of health", "<\r"),
            ("Share of culture [40%]", "<\r"),
            ("Public policies [", "\r"),
            ("Share of", "\r"),
            ("Share of", "\r"),
            ("Share of", "\r"),
            ("More:", "notes\r"),
            ("Notes:", "Versé en mai\r"),
        ],
        "financements/region-2025.yaml",
        (
            "financeur: region\nnature: subvention\nechelon: region\npolitiques:\n"
            "  - politique: culture\n    part: 33%\n  - politique: sante\n    part: 33%\n"
            "  - politique: ruralite\n    part: 34%\nperiode:\n  du: 2025-01-01\n"
            "  au: 2025-12-31\naccorde: 1 234,50\netat: accorde\nnotes: Versé en mai\n"
        ),
    ),
    "evidence": (
        "fr",
        [
            ("Nature [témoignage]\u00a0:", "visite\r"),
            ("Date [", "5 mars 2025\r"),
            ("Titre\u00a0:", "Une visite\r"),
            ("Texte\u00a0:", "On a vu.\r"),
            ("Mot pour mot\u00a0:", "peut-être\r"),
            ("Mot pour mot\u00a0:", "non\r"),
            ("Initiatives\u00a0:", "possibles\r"),
            ("Auteur", "\r"),
            ("Fonction\u00a0:", "\r"),
            ("Accord · Portée\u00a0:", "public\r"),
            ("Accord · Donné le\u00a0:", "5 mars 2025\r"),
            ("Accord · Nommer\u00a0:", "oui\r"),
        ],
        "temoignages/une-visite.yaml",
        (
            "nature: visite\ndate: 2025-03-05\ntitre: Une visite\ninitiatives:\n  - cafe\n"
            "texte: On a vu.\nverbatim: faux\naccord:\n  portee: public\n  nommer: vrai\n"
            "  donne: 2025-03-05\n"
        ),
    ),
    "advocacy": (
        "en",
        [
            ("Title:", "Moins de cases\r"),
            ("Form:", "call\r"),
            ("Target:", "region\r"),
            ("Date [", "32 mars 2025\r"),
            ("Date [", "4 mars 2025\r"),
            ("Demand:", "Des mots simples\r"),
            ("Outcome:", "\r"),
            ("Audience:", "\r"),
            ("More:", "account\r"),
            ("Account:", "On a écrit.\r"),
        ],
        "plaidoyer/moins-de-cases.yaml",
        (
            "titre: Moins de cases\nforme: interpellation\ncible: region\ndate: 2025-03-04\n"
            "demande: Des mots simples\nrecit: On a écrit.\n"
        ),
    ),
}
#: How the form ends: no other field, the record as it will be, and yes.
ENDS = {
    "fr": [
        ("Autre champ\u00a0:", "\r"),
        ("Voici ce qui sera écrit", ""),
        ("L’écrire\u202f? [O/n]", "\r"),
    ],
    "en": [("More:", "\r"), ("This will be written", ""), ("Write it? [Y/n]", "\r")],
}
AGREED = [("Tout le monde lira", ""), ("La personne me l’a dit", "o\r")]


@pytest.mark.parametrize("kind", ASKED)
def test_the_other_kinds_are_asked_for(kind: str, register: Path, terminal: Terminal) -> None:
    language, answers, file, text = ASKED[kind]
    before = files(register)
    code, screen = terminal(
        "-C", register, "--lang", language, "new", kind, "--plain", TERM="xterm",
        answers=[*answers, *ENDS[language], *(AGREED if kind == "evidence" else [])],
    )  # fmt: skip

    assert code == 0, screen
    assert made(register, before) == (file, text)
    summary = "".join(f"  {line}\n" for line in text.splitlines())
    assert summary in screen
    assert "\x1b" not in screen
    reading = load(register)
    assert [*reading.findings, *checks.run(reading.register)] == []


def test_a_consent_that_nobody_gave_is_not_written(register: Path, terminal: Terminal) -> None:
    before = files(register)
    code, screen = terminal(
        "-C", register, "--lang", "en", "new", "evidence", "--set", "kind=visit", "--set",
        "title=Une visite", "--set", "consent.scope=public", "--set", "consent.given=2025-03-05",
        "--set", "date=2025-03-05", "--set", "initiatives=cafe",
        answers=[("Text", "On a vu.\r"), ("Word for word", "\r"), ("Author", "\r"),
                 ("Role", "\r"), ("Naming", "\r"), ("More:", "\r"), ("Write it?", "y\r"),
                 ("The person told me so", "\r"), ("without a consent", ""),
                 ("Write it?", "y\r")],
    )  # fmt: skip

    assert code == 0, screen
    assert "accord" not in made(register, before)[1]


def test_a_record_that_is_named_is_made_on_the_way(register: Path, terminal: Terminal) -> None:
    before = files(register)
    code, screen = terminal(
        "-C", register, "--lang", "en", "new", "accompaniment", "--set", "title=Semer",
        answers=[
            ("Initiatives", "The Mill\r"), ("Make it?", "y\r"),
            ("Summary", "A mill\r"), ("Territory", "Gard\r"), ("Stage", "idea\r"),
            ("go on with", ""), ("Form", "\r"), ("Started", "2025-03-04\r"),
            ("Channel", "prescription\r"), ("Entry · By", "<\r"), ("Channel", "direct\r"),
            ("Programme", "\r"), ("Add a session?", "\r"), ("More:", "\r"),
            ("Write it?", "y\r"),
        ],
    )  # fmt: skip

    assert code == 0, screen
    new = {name: text for name, text in files(register).items() if name not in before}
    assert new == {
        "initiatives/the-mill.yaml": "nom: The Mill\nresume: A mill\netape: idee\n"
        'territoire:\n  departement: "30"\n',
        "accompagnements/2025/the-mill-2025.yaml": "initiatives:\n  - the-mill\ntitre: Semer\n"
        "forme: individuel\ndebut: 2025-03-04\nentree:\n  canal: direct\n",
    }


def test_an_answer_is_changed_where_somebody_says_no(register: Path, terminal: Terminal) -> None:
    before = files(register)
    code, screen = terminal(
        "-C", register, "--lang", "en", "new", "structure",
        answers=[
            ("Name", "<\r"), ("this is the first question", ""), ("Name", "A\r"),
            ("Roles", "?\r"), ("Roles", "member\r"), ("Short name", "<\r"),
            ("Roles", "partner\r"), ("Short name", "\r"), ("Territory", "\r"),
            ("More:", "\r"), ("Write it?", "n\r"), ("What now", "1\r"),
            ("Which answer", "name\r"), ("Name", "B\r"), ("Write it?", "y\r"),
        ],
    )  # fmt: skip

    assert code == 0, screen
    assert made(register, before)[1] == "nom: B\nroles:\n  - partenaire\n"


@pytest.mark.parametrize("end", [[("Short name", "\x03")], [
    ("Short name", "\r"), ("Territory", "\r"), ("More:", "\r"), ("Write it?", "n\r"),
    ("What now", "3\r")]])  # fmt: skip
def test_what_was_answered_is_kept_as_a_draft(
    end: list[tuple[str, str]], register: Path, terminal: Terminal
) -> None:
    before = files(register)
    words = ("-C", register, "--lang", "en", "new", "structure")
    code, screen = terminal(*words, answers=[("Name", "A\r"), ("Roles", "member\r"), *end])
    assert (code in {2, 130}, files(register)) == (True, before), screen
    assert "mes new structure" in screen

    code, screen = terminal(
        *words,
        answers=[("Take it up?", "y\r"), ("Short name", "\r"), ("Territory", "\r"),
                 ("More:", "\r"), ("Write it?", "y\r")],
    )  # fmt: skip
    assert code == 0, screen
    assert made(register, before)[1] == "nom: A\nroles:\n  - membre\n"
    code, screen = terminal(*words, answers=[("Name", "\x03")])
    assert "Take it up?" not in screen


def test_a_draft_is_thrown_away_where_somebody_says_so(register: Path, terminal: Terminal) -> None:
    words = ("-C", register, "--lang", "en", "new", "year")
    code, screen = terminal(
        *words, "--set", "year=2025", "--set", "foreword=x",
        answers=[*[(": ", "\r")] * 6, ("Write it?", "n\r"), ("What now", "4\r")],
    )  # fmt: skip
    assert code == 2, screen
    code, screen = terminal(*words, answers=[("Year", "\x04")])
    assert ("Take it up?" in screen, code) == (False, 130)


def test_what_does_not_fit_together_is_asked_again(register: Path, terminal: Terminal) -> None:
    before = files(register)
    code, screen = terminal(
        "-C", register, "--lang", "en", "new", "funding", "--set", "funder=region",
        "--set", "nature=grant", "--set", "title=Appui",
        answers=[
            ("Status", "granted\r"),
            ("Period · From", "2025-01-01\r"),
            ("Period · To", "2024-12-31\r"),
            ("Amount requested", "\r"),
            ("Amount granted", "1000\r"),
            ("Level", "\r"),
            ("Public policies", "\r"),
            ("More:", "\r"),
            ("Write it?", "\r"),
            ("comes before the beginning", ""),
            ("Which answer [Period]", "\r"),
            ("Period · From [1 January 2025]", "\r"),
            ("Period · To [31 December 2024]", "31/12/2025\r"),
            ("Write it?", "\r"),
        ],
    )  # fmt: skip

    assert code == 0, screen
    name, text = made(register, before)
    assert name == "financements/region-2025.yaml"
    assert "periode:\n  du: 2025-01-01\n  au: 2025-12-31\n" in text


def test_a_part_that_is_left_out_is_asked_for_no_further(
    register: Path, terminal: Terminal
) -> None:
    before = files(register)
    code, screen = terminal(
        "-C", register, "--lang", "en", "new", "evidence", "--set", "kind=visit",
        "--set", "date=2025-03-04", "--set", "title=Une visite", "--set", "initiatives=cafe",
        answers=[
            ("Text:", "On a vu.\r"),
            ("Word for word:", "\r"),
            ("Author:", "\r"),
            ("Role:", "\r"),
            ("Consent · Scope:", "\r"),
            ("More:", "²\r"),
            ("none of the answers", "\r"),
            ("Write it?", "\r"),
        ],
    )  # fmt: skip

    assert code == 0, screen
    assert "accord" not in made(register, before)[1]
    assert "Consent · Given" not in screen


def editor(tmp_path: Path, script: str) -> str:
    path = tmp_path / "editor.sh"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def test_a_template_is_filled_in_an_editor(register: Path, tmp_path: Path, mes: Mes) -> None:
    before = files(register)
    fill = editor(tmp_path, "sed -i 's/^roles: .*/roles: [membre]/; s/^nom:.*/nom: Les Prés/' $1")
    done = mes("-C", register, "new", "structure", "--edit", EDITOR=fill)

    assert (done.code, done.out) == (0, "structures/les-pres.yaml\n"), done.out + done.err
    text = made(register, before)[1]
    assert "# Nom. Le nom en toutes lettres" in text
    assert "nom: Les Prés\n" in text
    assert "# sigle:\n" in text

    bad = mes("-C", register, "new", "structure", "--edit", EDITOR=editor(tmp_path, "true"))
    assert bad.code == 1
    assert "missing-field" in bad.out


def kept(said: str) -> Path:
    found = re.search(r"what you wrote is kept in `(.*?)`", said)
    assert found is not None, said
    return Path(found[1])


def test_what_somebody_wrote_is_not_lost(register: Path, tmp_path: Path, mes: Mes) -> None:
    fill = editor(tmp_path, "sed -i 's/^nom:.*/nom: Les Prés/; s/^roles:.*/roles: [chat]/' $1")
    room = {"TMPDIR": str(tmp_path), "MES_LANG": "en"}

    done = mes("-C", register, "new", "structure", "--edit", EDITOR=fill, **room)

    assert done.code == 1
    assert "nom: Les Prés" in kept(done.err).read_text("utf-8")
    assert not (register / "structures/les-pres.yaml").exists()

    same = mes("-C", register, "new", "structure", "--edit", EDITOR="true", **room)
    assert (same.code, "kept" in same.err) == (1, False)
    assert len(list(tmp_path.glob("mes-*"))) == 1


def test_what_an_editor_writes_must_be_text(register: Path, tmp_path: Path, mes: Mes) -> None:
    latin = editor(tmp_path, r"printf 'nom: Les Pr\351s\n' > $1")

    done = mes("-C", register, "new", "structure", "--edit", EDITOR=latin, MES_LANG="en")

    assert done.code == 2
    assert "error: what the editor wrote is not in UTF-8" in done.err
    assert kept(done.err).read_bytes() == b"nom: Les Pr\xe9s\n"


@pytest.mark.parametrize("name", ['"vim', "   ", "no such editor"])
def test_an_editor_that_cannot_be_is_said(name: str, register: Path, mes: Mes) -> None:
    done = mes("-C", register, "edit", "possibles", EDITOR=name, PATH="/nowhere", MES_LANG="en")

    assert done.code == 2
    assert "name" in done.err


@pytest.mark.parametrize(
    "words", [("edit", "possibles"), ("new", "structure", "--edit")], ids=["edit", "new"]
)
@pytest.mark.parametrize("chosen", ["vi", "", "/usr/bin/nano -w"])
def test_an_editor_that_fills_a_terminal_is_not_begun_without_one(
    chosen: str, words: tuple[str, ...], register: Path, tmp_path: Path, mes: Mes
) -> None:
    for name in ("vi", "nano"):
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\ntouch {tmp_path}/begun\n", "utf-8")
        path.chmod(0o755)
    before = files(register)

    done = mes("-C", register, "--lang", "en", *words, EDITOR=chosen, PATH=str(tmp_path))

    assert (done.code, done.out) == (2, "")
    assert "needs a terminal" in done.err
    assert "mes set" in done.err
    assert (files(register), (tmp_path / "begun").exists()) == (before, False)


def test_a_record_is_edited_at_its_line(register: Path, tmp_path: Path, mes: Mes) -> None:
    same = mes("-C", register, "edit", "possibles", EDITOR=editor(tmp_path, "true"))
    assert (same.code, same.out) == (0, "")
    change = editor(tmp_path, "sed -i 's/idee/finie/' $1")
    wrong = mes("-C", register, "edit", "initiative/cafe", EDITOR=change)
    assert wrong.code == 1
    assert "unknown-value" in wrong.out
    assert "initiatives/cafe.yaml" in wrong.err
    mend = editor(tmp_path, "sed -i 's/finie/idee/' $1")
    assert mes("-C", register, "edit", "initiative/cafe", EDITOR=mend).code == 0
    none = mes("-C", register, "edit", "initiative/cafe", EDITOR="no-such-editor")
    assert none.code == 2


#: An editor that does one thing when it is first called, and another one after that.
TWICE = """if [ -e "$0.again" ]; then sed -i '{then}' "$1"
else sed -i '{first}' "$1"; touch "$0.again"; fi"""


@pytest.mark.parametrize("answer", ["o\r", "n\r"])
def test_a_record_with_findings_is_edited_again(
    answer: str, register: Path, tmp_path: Path, terminal: Terminal
) -> None:
    path = register / "initiatives/cafe.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("idee", "emergence"), "utf-8")
    code, screen = terminal(
        "-C", register, "--lang", "fr", "edit", "possibles", "--plain", TERM="xterm",
        EDITOR=editor(tmp_path, TWICE.format(first="s/emergence/finie/", then="s/finie/idee/")),
        answers=[("unknown-value", ""), ("L’ouvrir", answer)],
    )  # fmt: skip

    after = path.read_text("utf-8")
    if answer.startswith("o"):
        assert (code, "etape: idee\n" in after) == (0, True), screen
    else:
        assert (code, "etape: finie\n" in after) == (1, True), screen
        assert "initiatives/cafe.yaml" in screen


@pytest.mark.parametrize("answer", ["\r", "no\r"])
def test_a_template_with_findings_is_edited_again(
    answer: str, register: Path, tmp_path: Path, terminal: Terminal
) -> None:
    before, named = files(register), "s/^nom:.*/nom: Les Prés/"
    code, screen = terminal(
        "-C", register, "--lang", "en", "new", "structure", "--edit", "--plain", TERM="xterm",
        EDITOR=editor(tmp_path, TWICE.format(first="s/^roles:.*/roles: [membre]/", then=named)),
        answers=[("missing-field", ""), ("Open it again? [Y/n]", answer)],
    )  # fmt: skip

    if answer == "\r":
        name, text = made(register, before)
        assert (code, name) == (0, "structures/les-pres.yaml"), screen
        assert "nom: Les Prés\n" in text
        assert "roles: [membre]\n" in text
    else:
        assert (code, files(register)) == (1, before), screen


def test_a_dated_rule_is_asked_for(register: Path, terminal: Terminal) -> None:
    code, screen = terminal(
        "-C", register, "new", "coûts horaires",
        answers=[("À partir du", "1er janvier 2026\n"), ("Coût horaire", "cher\n"),
                 ("Coût horaire", "35,50\n"),
                 ("Fonction", "\n")],
    )  # fmt: skip

    assert code == 0, screen
    assert (
        (register / "mes.yaml")
        .read_text("utf-8")
        .endswith("couts_horaires:\n  - du: 2026-01-01\n    taux: 35,50\n")
    )
