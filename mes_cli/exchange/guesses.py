"""A first mapping of a table: what its titles seem to mean, in plain French or English."""

from collections.abc import Iterable, Mapping

from mes_cli.exchange.grids import Grid
from mes_cli.exchange.mapping import KEYS, fields_of, main_sheet
from mes_cli.exchange.sheets import Column
from mes_cli.exchange.titles import with_titles
from mes_cli.language.folding import near, same
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import KINDS, Models, Record
from mes_cli.store.editing.writer import quoted

#: What columns are often called that are no words of a register, by kind and by field.
_USUAL: Mapping[str, Mapping[str, str]] = {
    "structure": {
        "name": "structure, organisme, association, raison sociale, denomination, organization",
        "short_name": "acronyme, abrege",
        "roles": "role, type, categorie, fonction",
        "email": "mail, e mail, adresse mail, adresse electronique",
        "phone": "tel, telephone fixe, portable, mobile",
        "website": "site internet, url",
        "territory.commune": "commune, code insee, code commune, insee",
        "territory.department": "departement, dept, dep, code departement",
        "territory.region": "region",
        "territory.name": "territoire, ville, lieu, localite",
        "notes": "commentaire, remarques, observations",
    },
    "programme": {
        "name": "dispositif, intitule, titre",
        "lead": "porteur, structure, pilote",
        "funders": "financeur, finance par",
        "starts": "date de debut, depuis",
        "ends": "date de fin, jusqu a",
        "notes": "commentaire, remarques, observations",
    },
    "initiative": {
        "name": "initiative, projet, nom du projet, intitule, titre, denomination, collectif",
        "summary": "description, presentation, objet, activite, en bref, resume du projet",
        "legal_form": "statut juridique, statut, forme, forme legale",
        "stage": "stade, phase, avancement, etat, maturite",
        "created": "date de creation, annee de creation, cree en",
        "territory.commune": "commune, code insee, code commune, insee",
        "territory.department": "departement, dept, dep, code departement",
        "territory.region": "region",
        "territory.name": "territoire, ville, lieu, localite",
        "sectors": "secteur, secteur d activite, domaine, filiere, thematique",
        "themes": "enjeu, theme, thematiques",
        "jobs": "emploi, nombre d emplois, salaries, etp",
        "contact.name": "contact, porteur, porteuse, personne contact, referent, interlocuteur",
        "contact.email": "mail, e mail, email, courriel, adresse mail",
        "contact.phone": "tel, telephone, portable, mobile",
        "website": "site internet, url",
        "notes": "commentaire, remarques, observations",
    },
    "accompaniment": {
        "initiatives": "initiative, projet, nom du projet, beneficiaire, collectif",
        "title": "intitule, objet",
        "structure": "accompagnateur, accompagne par",
        "form": "type, modalite",
        "started": "date de debut, date d entree, depuis",
        "ended": "date de fin, date de sortie, jusqu a",
        "entry.channel": "canal, origine, orientation, comment",
        "entry.by": "prescripteur, oriente par",
        "outcomes": "resultats, bilan, effet",
        "notes": "commentaire, remarques, observations",
    },
    "contribution": {
        "date": "jour, day",
        "by": "benevole, nom du benevole, qui, nom, volunteer, personne",
        "hours": "heures, nombre d heures, temps, temps passe, time",
        "title": "intitule, activite, objet, travaux effectues, mission, activity",
        "people": "nombre de personnes, nombre",
        "for": "accompagnement, projet",
        "notes": "commentaire, remarques, observations",
    },
    "funding": {
        "funder": "financeur, organisme, bailleur, partenaire financier, source",
        "title": "intitule, objet, libelle, projet",
        "nature": "type, type de financement",
        "level": "niveau",
        "policies": "politique, politique publique, ligne budgetaire",
        "period.from": "debut, date de debut, du",
        "period.to": "fin, date de fin, au",
        "requested": "demande, sollicite, montant sollicite",
        "granted": "accorde, montant, notifie, montant notifie, attribue",
        "received": "recu, verse, montant verse, encaisse",
        "status": "statut, suivi",
        "reference": "numero, convention, numero de convention",
        "notes": "commentaire, remarques, observations",
    },
    "evidence": {
        "kind": "type",
        "date": "jour",
        "title": "intitule, objet",
        "text": "temoignage, recit",
        "author": "auteur, temoin, qui",
        "media": "lien, fichier, photo, url",
        "initiatives": "initiative, projet",
        "notes": "commentaire, remarques, observations",
    },
    "advocacy": {
        "title": "intitule, sujet, objet",
        "target": "interpelle, destinataire, interlocuteur",
        "date": "jour",
        "demand": "demande, proposition",
        "outcome": "suite, reponse, issue",
        "notes": "commentaire, remarques, observations",
    },
}
#: How alike a title and the name of a field must be for one to be taken for the other.
_NEARLY = 0.85
#: Words of titles that name no field.
_FILLERS = frozenset(
    {
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "l",
        "un",
        "une",
        "en",
        "au",
        "aux",
        "a",
        "et",
        "ou",
        "votre",
        "notre",
        "son",
        "sa",
        "ses",
        "the",
        "of",
        "euros",
        "euro",
        "eur",
        "ttc",
        "facultatif",
        "obligatoire",
        "format",
        "aaaa",
        "mm",
        "jj",
    }
)


def guess(
    grids: Iterable[Grid], kind: str, language: str, at: int = 0, models: Models = KINDS
) -> str:
    """Write a first mapping of a table: the titles that look like fields, the others empty."""
    guessed = first_guess(grids, kind, models, at)
    if guessed is None:
        return ""
    kind, found, missing = guessed
    words, own = vocabulary(language), KEYS if language == "fr" else {}
    lines = [
        f"{own.get('kind', 'kind')}: {words.kinds[kind].label}",
        f"{own.get('columns', 'columns')}:",
    ]
    for title, column in found.items():
        lines.append(f"  {quoted(title)}: {_said(column, language) if column else ''}".rstrip())
    if missing:
        lines.append(f"{own.get('fixed', 'fixed')}:")
        lines += [f"  {_said(column, language)}:" for column in missing]
    return "\n".join(lines) + "\n"


def first_guess(
    grids: Iterable[Grid], kind: str, models: Models, at: int = 0
) -> tuple[str, dict[str, Column | None], list[Column]] | None:
    """Guess the kind of a table's rows, the field of each title, and the fields that are missing.

    None where there is no table. *kind* is empty where it is to be guessed as well.
    """
    kinds = [kind] if kind else sorted(KINDS, key=lambda it: it != "contribution")
    wanted = [models[it] for it in kinds]
    tries = [(model, _with_guesses(grid, model, at)) for grid in grids for model in wanted]
    if not tries:
        return None
    model, grid = max(tries, key=lambda one: sum(map(bool, _fields(one[1], one[0]).values())))
    found = _fields(grid, model)
    used = {column.key for column in found.values() if column}
    missing = [c for c in main_sheet(model).columns if c.required and c.key not in used | {"id"}]
    return model.kind, found, missing


def _with_guesses(grid: Grid, model: type[Record], at: int) -> Grid:
    table = _guesses(model)
    return with_titles(grid, lambda title: _closest(title, table) is not None, at)


def _fields(grid: Grid, model: type[Record]) -> dict[str, Column | None]:
    """For each title the field that it seems to name; each field once, the surest title first."""
    table = _guesses(model)
    titles = dict.fromkeys(filter(None, grid.titles))
    found: dict[str, Column | None] = dict.fromkeys(titles)
    used: set[str] = set()
    for title in sorted(titles, key=lambda it: same(it) not in table):
        column = _closest(title, table)
        if column is not None and column.key not in used:
            found[title] = column
            used.add(column.key)
    return found


def _closest(title: str, table: Mapping[str, Column]) -> Column | None:
    """The field that a title names: its words, without those that say nothing, or nearly so."""
    for said in (same(title), _bare(title), same(title.partition("(")[0])):
        if said in table:
            return table[said]
    # French says first what a thing is: “Étape d'avancement”.
    first = _bare(title).partition(" ")[0]
    meant = near(_bare(title), table, _NEARLY) or (first if first in table else None)
    return table[meant] if meant else None


def _bare(title: str) -> str:
    return " ".join(word for word in same(title).split() if word not in _FILLERS)


def _guesses(model: type[Record]) -> dict[str, Column]:
    """The fields of a kind by their names, and by what they are often called."""
    columns = {column.key: column for column in main_sheet(model).columns}
    found = {
        form(said): columns[key]
        for key, several in _USUAL.get(model.kind, {}).items()
        for said in several.split(", ")
        for form in (same, _bare)
    }
    words = vocabulary("en")  # an own field has one label, in every language
    for column in columns.values():
        if column.names[0] == "own":
            field = words.field(column.homes[-1], column.names[-1])
            found |= {form(it): column for it in (field.label, field.key) for form in (same, _bare)}
    return found | fields_of(model)


def _said(column: Column, language: str) -> str:
    words = vocabulary(language)
    return ".".join(words.key(*it) for it in zip(column.homes, column.names, strict=True))
