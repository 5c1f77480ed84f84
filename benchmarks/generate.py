"""Make a realistic register of any size: all kinds, French words, lists and single files.

``python benchmarks/generate.py FOLDER --records 10000 [--seed 1] [--wrong 0.01]``. The same
arguments make the same files. Of all records, about two thirds are contributions kept in monthly
lists, as networks do with ``--lists``; without it, each record is a file of its own.
"""

import argparse
import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

FIRST_YEAR, YEARS = 2021, 5
_NAMES = (
    "café", "jardin", "atelier", "recyclerie", "fournil", "épicerie", "tiers-lieu", "ressourcerie",
    "chorale", "laverie", "cantine", "bricothèque", "friche", "radio", "librairie", "ludothèque",
)  # fmt: skip
_PLACES = ("des possibles", "du moulin", "de la gare", "partagé", "solidaire", "des tilleuls",
           "du vallon", "de l’écluse", "aux quatre vents", "des deux rives")  # fmt: skip
_SENTENCES = (
    "Des habitantes et des habitants ouvrent un lieu où l’on se retrouve, répare et cuisine.",
    "Le collectif a choisi ses règles lors de trois soirées, avec les voisins et l’école.",
    "On y vient par le bouche-à-oreille ; on y reste, et l’on finit par tenir le bar.",
    "Le groupe cherche un local, une forme juridique et les premiers soutiens.",
    "Il a fallu beaucoup écouter avant d’écrire quoi que ce soit : c’est ce temps qui compte.",
)  # fmt: skip
_COMMUNES = ("21231", "25056", "39300", "58194", "70550", "71270", "89024", "90010")
_STAGES = ("idee", "emergence", "creation", "developpement", "consolidation")
_FORMS = ("association", "collectif", "scop", "scic")
_THEMES = ("transition-alimentaire", "pouvoir-d-agir", "droits-culturels",
           "lutte-contre-les-inegalites")  # fmt: skip
_CHANNELS = ("bouche-a-oreille", "direct", "reseau", "evenement", "orientation")
_SESSIONS = ("accueil", "diagnostic", "appui", "atelier", "suivi")
_POLICIES = ("ess", "emploi", "culture", "ruralite", "politique-de-la-ville", "insertion")
_TASKS = ("Permanence d’accueil", "Chantier collectif", "Relecture du dossier", "Tenue du bar")

#: Shares of the kinds among all records; what is left is contributions.
_SHARES = {"initiatives": 0.08, "accompagnements": 0.12, "financements": 0.05,
           "temoignages": 0.04, "plaidoyer": 0.01, "structures": 0.02}  # fmt: skip

_SETTINGS = """\
mes: 1
nom: Réseau de mesure
langue: fr
teneur: structure-0
couts_horaires:
  - {du: 2020-01-01, taux: "34,00"}
  - {du: 2023-01-01, taux: "35,50"}
frais_de_structure:
  - {du: 2020-01-01, part: 18 %, base: salaires}
valorisation:
  - du: 2020-01-01
    methode: smic
    natures_valorisees: [benevolat]
"""


class Maker:
    """One register in the making."""

    def __init__(self, root: Path, records: int, seed: int, wrong: float) -> None:
        self.root = root
        self.random = random.Random(seed)  # noqa: S311 - nothing secret is made here
        self.wrong = wrong
        self.counts = {kind: max(1, round(records * share)) for kind, share in _SHARES.items()}
        self.counts["contributions"] = max(1, records - sum(self.counts.values()))

    def day(self) -> dt.date:
        """Any day of the years."""
        return dt.date(FIRST_YEAR, 1, 1) + dt.timedelta(self.random.randrange(365 * YEARS))

    def some(self, words: tuple[str, ...]) -> str:
        """Any of some words."""
        return self.random.choice(words)

    def any_of(self, kind: str) -> str:
        """The id of any record of a kind."""
        stem = {"initiatives": "initiative", "accompagnements": "parcours",
                "structures": "structure"}[kind]  # fmt: skip
        return f"{stem}-{self.random.randrange(self.counts[kind])}"

    def structure(self, number: int) -> str:
        """A structure."""
        return (f"nom: {self.some(_NAMES).capitalize()} {self.some(_PLACES)} {number}\n"
                "roles:\n  - membre\n  - financeur\n  - prescripteur\n  - tete-de-reseau\n"
                f'territoire:\n  commune: "{self.some(_COMMUNES)}"\n'
                f"enonce: |\n  {self.some(_SENTENCES)}\n  {self.some(_SENTENCES)}\n")  # fmt: skip

    def initiative(self, number: int) -> str:
        """An initiative."""
        since = self.day()
        later = since + dt.timedelta(200)
        return (f"nom: {self.some(_NAMES).capitalize()} {self.some(_PLACES)} {number}\n"
                f"resume: |\n  {self.some(_SENTENCES)}\n  {self.some(_SENTENCES)}\n"
                f"forme_juridique: {self.some(_FORMS)}\netape: {self.some(_STAGES)}\n"
                f'territoire:\n  commune: "{self.some(_COMMUNES)}"\n  rural: vrai\n'
                "secteurs:\n  - alimentation\n  - convivialité\n"
                f"enjeux:\n  - {self.some(_THEMES)}\n"
                f"statuts:\n  - depuis: {since}\n    statut: beneficiaire\n"
                f"  - depuis: {later}\n    statut: adherent\n"
                "notes: À rappeler avant l’assemblée générale.\n")  # fmt: skip

    def accompaniment(self, _number: int) -> str:
        """An accompaniment with some sessions and an expense."""
        start = self.day()
        sessions = "".join(
            f"  - date: {start + dt.timedelta(9 * n)}\n    type: {self.some(_SESSIONS)}\n"
            f"    duree: {self.random.randrange(1, 4)}h30\n    participants: {n + 2}\n"
            for n in range(self.random.randrange(2, 6))
        )
        return (f"initiatives:\n  - {self.any_of('initiatives')}\nforme: individuel\n"
                f"debut: {start}\nentree:\n  canal: {self.some(_CHANNELS)}\n"
                f"seances:\n{sessions}depenses:\n  - date: {start}\n    libelle: Déplacement\n"
                f'    montant: {self.random.randrange(500, 9000) / 100:.2f}\n    compte: "625"\n'
                f"effets: |\n  {self.some(_SENTENCES)}\n")  # fmt: skip

    def funding(self, number: int) -> str:
        """A grant of one year."""
        year, amount = (
            self.random.randrange(FIRST_YEAR, FIRST_YEAR + YEARS),
            500 * (number % 20 + 1),
        )
        return (f"financeur: {self.any_of('structures')}\nnature: subvention\nechelon: region\n"
                f"politiques:\n  - politique: {self.some(_POLICIES)}\n"
                f"periode:\n  du: {year}-01-01\n  au: {year}-12-31\n"
                f"demande: {amount + 500}\naccorde: {amount},00\netat: accorde\n")  # fmt: skip

    def testimony(self, number: int) -> str:
        """A testimony that the public may read."""
        day = self.day()
        return (f"nature: temoignage\ndate: {day}\ntitre: Ce que le lieu a changé {number}\n"
                f"initiatives:\n  - {self.any_of('initiatives')}\n"
                f"texte: |\n  {self.some(_SENTENCES)}\nverbatim: vrai\n"
                f"accord:\n  portee: public\n  nommer: faux\n  donne: {day}\n")  # fmt: skip

    def advocacy(self, _number: int) -> str:
        """A call."""
        return (f"forme: interpellation\ncible: {self.any_of('structures')}\ndate: {self.day()}\n"
                f"demande: Reconnaître le temps d’accueil\nresultat: en-cours\n")  # fmt: skip

    def contribution(self, day: dt.date) -> list[str]:
        """The lines of a contribution of a day."""
        lines = ["nature: benevolat", f"date: {day}", f"titre: {self.some(_TASKS)}",
                 f"duree: {self.random.randrange(1, 5)}h{self.some(('', '15', '30'))}",
                 f"personnes: {self.random.randrange(1, 5)}"]  # fmt: skip
        if self.random.random() < 0.5:  # noqa: PLR2004 - half of them are for an accompaniment
            lines.append(f"pour: {self.any_of('accompagnements')}")
        return lines

    def spoil(self, text: str) -> str:
        """Now and then, make a mistake that people make."""
        if self.random.random() >= self.wrong:
            return text
        slips = (("nature:", "natures:"), ("date: 20", "date: 2025-13-01 #"),
                 ("duree: ", "duree: environ "), ("nom:", "nmo:"))  # fmt: skip
        old, new = self.random.choice(slips)
        return text.replace(old, new, 1)

    def singles(self) -> Iterator[tuple[str, str]]:
        """Every record that has a file of its own, but contributions."""
        makers = {"structures": ("structure", self.structure),
                  "initiatives": ("initiative", self.initiative),
                  "accompagnements": ("parcours", self.accompaniment),
                  "financements": ("financement", self.funding),
                  "temoignages": ("temoignage", self.testimony),
                  "plaidoyer": ("appel", self.advocacy)}  # fmt: skip
        for kind, (stem, make) in makers.items():
            for number in range(self.counts[kind]):
                yield f"{kind}/{number // 1000:03}/{stem}-{number}.yaml", self.spoil(make(number))

    def contributions(self, *, lists: bool) -> Iterator[tuple[str, str]]:
        """All contributions, each alone or in the lists of months."""
        months: dict[str, list[str]] = {}
        for number in range(self.counts["contributions"]):
            day = self.day()
            lines = self.contribution(day)
            if lists:
                entry = "- " + "\n  ".join(lines) + "\n"
                months.setdefault(f"{day:%Y-%m}-{number // 3000}", []).append(self.spoil(entry))
            else:
                text = self.spoil("\n".join(lines) + "\n")
                yield f"contributions/{day:%Y}/{number // 1000:03}/apport-{number}.yaml", text
        for month, entries in months.items():
            yield f"contributions/{month[:4]}/{month}-benevolat.yaml", "".join(entries)

    def write(self, *, lists: bool) -> None:
        """Write the whole register."""
        self.root.mkdir(parents=True, exist_ok=True)
        (self.root / "mes.yaml").write_text(_SETTINGS, "utf-8")
        made: set[Path] = set()
        for name, text in (*self.singles(), *self.contributions(lists=lists)):
            path = self.root / name
            if path.parent not in made:
                path.parent.mkdir(parents=True, exist_ok=True)
                made.add(path.parent)
            path.write_text(text, "utf-8", newline="\n")


def main() -> None:
    """Read the arguments and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wrong", type=float, default=0.0, help="share of records with a mistake")
    parser.add_argument("--lists", action="store_true", help="keep contributions in monthly lists")
    given = parser.parse_args()
    Maker(given.folder, given.records, given.seed, given.wrong).write(lists=given.lists)


if __name__ == "__main__":
    main()
