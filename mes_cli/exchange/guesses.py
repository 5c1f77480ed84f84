"""A first mapping of a table: what its titles seem to mean, in plain French or English."""

from collections.abc import Iterable, Mapping

from mes_cli.exchange.grids import Grid
from mes_cli.exchange.mapping import KEYS, fields_of, main_sheet
from mes_cli.exchange.sheets import Column
from mes_cli.exchange.titles import known_titles, with_titles
from mes_cli.language.folding import near, same
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import KINDS, Models, Record
from mes_cli.store.editing.writer import quoted

#: How alike a title and the name of a field must be for one to be taken for the other.
_NEARLY = 0.85


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
    fillers = known_titles()["fillers"]["words"]
    return " ".join(word for word in same(title).split() if word not in fillers)


def _guesses(model: type[Record]) -> dict[str, Column]:
    """The fields of a kind by their names, and by what they are often called."""
    columns = {column.key: column for column in main_sheet(model).columns}
    found = {
        form(said): columns[key]
        for key, several in known_titles()["usual"].get(model.kind, {}).items()
        for said in several
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
