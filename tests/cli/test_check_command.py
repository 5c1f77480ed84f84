"""``mes check`` as people run it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Mes = Callable[..., Any]

CLEAN = "mes: 1\nname: Seed network\nlanguage: {}\nkeeper: seeds\n"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("form", ["human", "concise", "json"])
def test_a_register_of_mistakes_is_told_line_by_line(
    folder: Path, mes: Mes, golden: Callable[..., None], form: str, language: str
) -> None:
    r"""
    Each of these mistakes is one finding.

    -- mes.yaml --
    mes: 1
    nom: Réseau des Graines
    langue: fr
    teneur: graines
    couts_horaires:
      - {du: 2025-01-01, taux: 34 euro et demi}

    -- structures/graines.yaml --
    nom: Les Graines
    roles: [tete-de-reseau]
    place_de_l_accompagnement: mission historique
    courriel: ana arobase example.org

    -- structures/region.yaml --
    nom: Région
    roles: [partenaire]

    -- structures/metropole.yaml --
    nom: Métropole: service de l'emploi
    roles: [financeur]

    -- structures/fondation.yaml --
    nom: 'Fondation de l'arbre'
    roles: [financeur]

    -- structures/ville.yaml --
    nom: Ville
    roles: [financeur
    site: https://ville.example.org

    -- structures/caisse.yaml --
    nom Caisse de solidarité
    roles: [financeur]

    -- structures/office.yaml --
    nom: "Office \public"
    roles: [financeur]

    -- structures/agence.yaml --
    nom: Agence
    roles: [financeur]
    siret: 73282932000079

    -- structures/Maison.yaml --
    nom: Maison
    roles: [adherent]

    -- initatives/cantine.yaml --
    nom: La cantine

    -- initiatives/jardin.yaml --
    nom: Le jardin
    résumé: Un jardin partagé.
    etape: emergence
    territoire: {commune: 21231}

    -- initiatives/atelier.yaml --
    nom: L'atelier
    resume: Un atelier de réparation.
    etape: Création
    territoire: {commune: 21231}

    -- initiatives/cantine.yaml --
    nom: La cantine
    resume: Une cantine.
    etape: creation
    creation: 2025-04-01
    territoire: {departement: Ain}
    contact: {nom: Ana, telephone: 06 12 34 56 78}

    -- initiatives/friche.yaml --
    nom: La friche
    resume: Une friche ; écrire à ana@example.org
    etape: idee
    territoire: {nom: Dijon}

    -- initiatives/velo.yaml --
    nom: Le vélo
    resume: Un atelier de vélos.
    etape: idee
    territoire: Dijon
    emplois: deux

    -- initiatives/four.yaml --
    nom: Le four
    resume: &court Un four à pain.
    etape: idee
    territoire: {nom: Dijon}

    -- initiatives/radio.yaml --
    <<<<<<< HEAD
    nom: La radio
    =======
    nom: Radio

    -- initiatives/laverie.yaml --
    # à écrire

    -- accompagnements/2025.yaml --
    - initiatives: [friche]
      forme: individuel
      debut: 2025-03-01
      fin: 2025-02-01
      entree: {canal: direct}
    - initiatives: [frche]
      forme: individuel
      debut: 2025-03-01
      entree: {canal: direct}
    - initiatives: [friche]
      forme: individuel
      debut: 2025-03-01
      entree: {canal: direct}
      seances:
        - {date: 2025-02-28, duree: 2h, note: à taire}
    - initiatives: [friche]
      forme: individuel
      debut: 2025-03-01
      entree: {canal: direct}
      seances:
        - {date: 04/03/2025, duree: 2h, note: à taire}

    -- contributions/mars.yaml --
    - {nature: benevolat, date: 2025-03-01, duree: deux heures}
    - {nature: benevolat, date: 2025-02-30, duree: 2h}
    - {nature: benevolat, date: 2025-03-01, duree: -2h}
    - {nature: benevolat, date: 2025-03-01, vie_statutaire: oui, duree: 2h}
    - {nature: benevolat, date: 2025-03-01}
    - {nature: benevolat, duree: 2h}
    - {nature: locaux, date: 2025-03-01, valorisation: {montant: 100}}
    - {nature: echange-de-savoirs, date: 2025-03-01, duree: 2h, de: friche}
    - {nature: benevolat, date: 2025-03-01, duree: 2h, hours: 3h}

    -- financements/2025.yaml --
    - financeur: region
      nature: subvention
      periode: {du: 2025-01-01, au: 2025-12-31}
      accorde: 1 234,50 €
      etat: accorde
      politiques: [emploi]
    - financeur: friche
      nature: subvention
      periode: {du: 2025-01-01, au: 2025-12-31}
      accorde: 12.005
      etat: accorde
      politiques: [emploi]
    - financeur: friche
      nature: subvention
      periode: {du: 2025-01-01, au: 2025-12-31}
      accorde: 1000
      etat: accorde
      politiques: [emplois]
    """
    done = mes(
        "-C",
        folder,
        "--lang",
        language,
        "check",
        "-q",
        "--format",
        form,
        "--max-findings",
        "0",
    )

    assert done.code == 1
    assert "à taire" not in done.out
    assert "06 12" not in done.out
    golden(done.out, f"check-{form}-{language}", "json" if form == "json" else "txt")
    assert done.err == ""


def test_a_clean_register_says_how_much_was_read(folder: Path, mes: Mes) -> None:
    """Only the default files."""
    done = mes("-C", folder, "check")

    assert done.code == 0
    assert done.out.startswith("1 record, ")
    assert done.out.endswith(" checks, nothing to mend\n")


def test_warnings_fail_only_a_strict_check(folder: Path, mes: Mes) -> None:
    """
    -- contributions/all.yaml --
    - {kind: volunteering, date: 2025-03-01}
    """
    assert mes("-C", folder, "check").code == 0
    assert mes("-C", folder, "check", "--strict").code == 1


def test_paths_limit_what_is_shown_not_what_is_read(folder: Path, mes: Mes) -> None:
    """
    -- years/a.yaml --
    year: 25
    -- years/deep/b.yaml --
    year: 26
    -- programmes/scheme.yaml --
    name: Scheme
    lead: sedes
    """

    def files(*paths: str, cwd: Path = folder) -> set[str]:
        done = mes("check", "--format", "json", *paths, cwd=cwd)
        return {finding["file"] for finding in json.loads(done.out)["findings"]}

    assert files() == {"years/a.yaml", "years/deep/b.yaml", "programmes/scheme.yaml"}
    assert files("years") == {"years/a.yaml", "years/deep/b.yaml"}
    assert files("years/a.yaml", "programmes") == {"years/a.yaml", "programmes/scheme.yaml"}
    assert files("deep", cwd=folder / "years") == {"years/deep/b.yaml"}
    assert files("structures") == set()


def test_a_register_is_found_from_below_and_from_afar(folder: Path, mes: Mes) -> None:
    """Only the default files."""
    afar = folder.parent

    assert mes("check", cwd=folder / "structures").code == 0
    assert mes("check", folder, cwd=afar).out.endswith("nothing to mend\n")
    assert mes("-C", folder.name, "check", "structures", cwd=afar).code == 2
    assert mes("-C", folder, "check", folder / "structures", cwd=afar).code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-C", "nowhere", "check"), "there is no file or folder `nowhere`"),
        (("check", "nowhere"), "there is no file or folder `nowhere`"),
        (("check",), "there is no register in"),
    ],
)
def test_without_a_register_nothing_is_green(
    arguments: tuple[str, ...], message: str, tmp_path: Path, mes: Mes
) -> None:
    done = mes("--lang", "en", *arguments)

    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert "\n  = help: " in done.err


def test_a_path_outside_the_register_is_refused(folder: Path, mes: Mes) -> None:
    """Only the default files."""
    done = mes("-C", folder, "check", "/")

    assert (done.code, done.out) == (2, "")
    assert "`/` is not in the register" in done.err


def test_a_register_without_a_record_is_a_trouble(tmp_path: Path, mes: Mes) -> None:
    (tmp_path / "mes.yaml").write_text(CLEAN.format("fr"), "utf-8")

    done = mes("check", "--format", "json")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("erreur\u00a0: ")


@pytest.mark.parametrize(("most", "shown"), [("2", 2), ("0", 30)])
def test_the_counts_stay_true_whatever_is_shown(
    most: str, shown: int, folder: Path, mes: Mes
) -> None:
    """Only the default files."""
    years = "".join("- {year: 25}\n" for _ in range(30))
    (folder / "years").mkdir()
    (folder / "years/all.yaml").write_text(years, "utf-8")

    done = json.loads(mes("-C", folder, "check", "-f", "json", "--max-findings", most).out)
    told = json.loads(mes("-C", folder, "check", "-f", "json").out)

    assert (done["errors"], len(done["findings"])) == (30, shown)
    assert (told["errors"], len(told["findings"])) == (30, 20)


def test_colours_are_laid_over_the_same_text(folder: Path, mes: Mes) -> None:
    """
    -- years/a.yaml --
    year: 25
    """
    plain = mes("-C", folder, "check")
    colored = mes("-C", folder, "check", FORCE_COLOR="1")
    parts = colored.out.split("\x1b[")

    assert "\x1b" not in plain.out
    assert parts[0] + "".join(part.partition("m")[2] for part in parts[1:]) == plain.out
    assert len(parts) > 5
    assert mes("-C", folder, "check", FORCE_COLOR="1", NO_COLOR="1").out == plain.out
    assert mes("-C", folder, "--no-color", "check", FORCE_COLOR="1").out == plain.out


def test_the_check_writes_nothing(folder: Path, mes: Mes) -> None:
    """
    -- years/a.yaml --
    year: 25
    """
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}

    mes("-C", folder, "check", cwd=folder)

    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


@pytest.mark.parametrize(
    ("environment", "first"),
    [({}, "1 record"), ({"MES_LANG": "fr"}, "1 fiche"), ({"LANG": "fr_FR.UTF-8"}, "1 record")],
)
def test_the_reader_is_spoken_to_in_one_language(
    environment: dict[str, str], first: str, folder: Path, mes: Mes
) -> None:
    """Only the default files: a register in English."""
    assert mes("-C", folder, "check", **environment).out.startswith(first)
