"""An afternoon of a coordinator, from an empty folder to the report that funders get."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Answers = list[tuple[str, str]]

SESSIONS = (("10/02/2025", "accueil", "1h30"), ("3 mars 2025", "appui", "2h"),
            ("2025-04-14", "visite", "3,5"))  # fmt: skip
#: The notebook of volunteers: day, hours, what for, who.
NOTEBOOK = (
    ("4 mars 2025", "2h", "permanence", "Ana, Léa, Zoé, Ben"),
    ("11 mars 2025", "2h30", "permanence", "Ana, Léa, Ben"),
    ("18 mars 2025", "45min", "affichage", "Zoé, Ben"),
    ("1er avril 2025", "3h", "chantier", "Ana, Léa, Zoé, Ben, Sam"),
    ("8 avril 2025", "3h", "chantier", "Ana, Zoé, Sam"),
    ("15 avril 2025", "1h15", "cuisine", "Léa, Sam"),
)


class Coordinator:
    """Somebody at a terminal, in one register; every command must end well."""

    def __init__(self, root: Path, terminal: Callable[..., Any], mes: Callable[..., Any]) -> None:
        self.root, self._terminal, self._mes = root, terminal, mes

    def answers(self, *command: str, answers: Answers) -> str:
        """Call a command, and answer what it asks."""
        typed = [
            (asked.replace(" :", "\u00a0:").replace(" ?", "\u202f?"), f"{said}\r")
            for asked, said in answers
        ]
        code, screen = self._terminal("-C", self.root, *command, answers=typed)
        assert code == 0, screen
        return str(screen)

    def calls(self, *command: str) -> str:
        """Call a command that asks nothing."""
        done = self._mes("-C", self.root, *command)
        assert done.code == 0, done.out + done.err
        return str(done.out)


@pytest.mark.slow
def test_an_afternoon_ends_in_a_report(
    terminal: Callable[..., Any],
    mes: Callable[..., Any],
    golden: Callable[..., None],
    tmp_path: Path,
) -> None:
    code, screen = terminal("--lang", "fr", "init", tmp_path / "reseau", answers=[
        ("Nom du réseau", "Réseau des Collines\r"), ("Structure qui tient", "Les Collines\r"),
        ("en euros", "32,50\r"), ("fiches d’exemple", "n\r"),
    ])  # fmt: skip
    assert code == 0, screen
    coordinator = Coordinator(tmp_path / "reseau", terminal, mes)
    # The year that is told is the one before.
    coordinator.calls(
        "set", "mes", "couts_horaires.1.du=2025-01-01", "valorisation.1.du=2025-01-01"
    )

    an_initiative_is_accompanied(coordinator)
    hours_are_given(coordinator)
    money_is_granted(coordinator)
    somebody_speaks(coordinator)
    a_workbook_goes_round(coordinator)
    a_mistake_is_removed(coordinator)

    assert "rien à corriger" in coordinator.calls("check")
    report = coordinator.calls("report", "-y", "2025", "-a", "financeurs", "-f", "md", "-o", "-")
    golden(report, "afternoon-annual-funder", "md")


def an_initiative_is_accompanied(coordinator: Coordinator) -> None:
    coordinator.answers("new", "initiative", answers=[
        ("Nom :", "Le Moulin"), ("Résumé :", "Un moulin partagé"), ("Territoire :", "Alès"),
        ("Étape :", "émergence"), ("Enjeux :", "alimentaire"), ("Forme juridique :", "association"),
        ("Nom publiable :", ""), ("Autre champ :", ""), ("L’écrire ?", "o"),
    ])  # fmt: skip
    sessions: Answers = []
    for number, (day, sort, hours) in enumerate(SESSIONS):
        sessions += [
            ("Ajouter une autre séance" if number else "Ajouter une séance", "o"),
            ("Séances · Date :", day), ("Type :", sort), ("Durée :", hours), ("Fonction :", ""),
            ("présentes :", "6"), ("Note :", ""),
        ]  # fmt: skip
    coordinator.answers("new", "accompagnement", answers=[
        ("Initiatives :", "moulin"), ("Titre :", "Remettre la roue en marche"), ("Forme [", ""),
        ("Début [", "1er février 2025"), ("Canal :", "bouche"), ("Dispositif :", ""), *sessions,
        ("Ajouter une autre séance", ""), ("Autre champ :", ""), ("L’écrire ?", "o"),
    ])  # fmt: skip


def hours_are_given(coordinator: Coordinator) -> None:
    for day, hours, what, who in NOTEBOOK:
        coordinator.calls("log", hours, "moulin", what, "--by", who, "--on", day)
    assert sum(who.count(",") + 1 for _day, _hours, _what, who in NOTEBOOK) == 19
    coordinator.answers("log", answers=[
        ("Qui :", "Léa"), ("Quand [", "22 avril 2025"), ("Combien de temps :", "1h30"),
        ("Pour qui :", "moulin"), ("Ce qui a été fait :", "cuisine"), ("Une autre ligne", "n"),
    ])  # fmt: skip


def money_is_granted(coordinator: Coordinator) -> None:
    coordinator.answers("new", "subvention", answers=[
        ("Financeur :", "Conseil régional"), ("La créer ?", "o"), ("Rôles :", "financeur"),
        ("Titre :", "Les lieux qui relient"), ("État [", "accordé"),
        ("Du [", "2025-01-01"), ("Au [", "2026-12-31"), ("demandé :", "30000"),
        ("accordé :", "24 000"), ("Échelon :", "région"),
        ("Politiques publiques :", "culture, ess"), ("Part de", "60%"),
        ("Part de", "40%"), ("Autre champ :", ""), ("L’écrire ?", "o"),
    ])  # fmt: skip


def somebody_speaks(coordinator: Coordinator) -> None:
    coordinator.answers("new", "témoignage", answers=[
        ("Nature [témoignage] :", ""), ("Date [", "2 mai 2025"), ("Titre :", "Le premier pain"),
        ("Texte :", "Le four a chauffé, et la rue est venue."), ("Mot pour mot :", "oui"),
        ("Initiatives :", "moulin"),
        ("Auteur", "Ana"), ("Fonction :", "boulangère"), ("Portée :", "public"),
        ("Donné le :", "2 mai 2025"), ("Nommer :", "non"), ("Autre champ :", ""),
        ("L’écrire ?", "o"), ("La personne me l’a dit", "o"),
    ])  # fmt: skip


def a_workbook_goes_round(coordinator: Coordinator) -> None:
    """The same summary is changed in the workbook and in the folder: somebody decides."""
    book = coordinator.root.parent / "classeur.ods"
    coordinator.calls("export", "ods", "-a", "interne", "-o", str(book))
    with zipfile.ZipFile(book) as old:
        parts = {it: old.read(it) for it in old.namelist()}
    with zipfile.ZipFile(book, "w") as new:
        for name, content in parts.items():
            changed = content.replace("Un moulin partagé".encode(), b"Un moulin et un four")
            new.writestr(name, changed)
    coordinator.calls("set", "le-moulin", "resume=Un moulin à eau")
    screen = coordinator.answers(
        "import", str(book), answers=[("celui du dossier", "le mien"), ("Écrire cela ?", "o")]
    )
    assert "2. celui du dossier\u00a0: Un moulin à eau\n" in screen
    assert "Un moulin et un four" in coordinator.calls("show", "le-moulin")


def a_mistake_is_removed(coordinator: Coordinator) -> None:
    coordinator.calls("new", "structure", "--set", "nom=Doublon", "--set", "roles=partenaire")
    coordinator.answers("remove", "doublon", answers=[("Écrire cela", "o")])
    assert "doublon" not in coordinator.calls("list", "structures")
