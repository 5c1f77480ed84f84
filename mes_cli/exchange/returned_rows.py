"""From grids to rows of known sheets: which table it is, which column is which field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mes_cli.exchange.grids import Grid, is_blank
from mes_cli.exchange.plan import Problem
from mes_cli.exchange.sheets import (
    FINGERPRINT,
    ID,
    POSITION,
    Column,
    RecordSheet,
    SheetLayout,
    head,
    sheets,
    tab_names,
    titles,
)
from mes_cli.exchange.titles import rows_of, with_titles
from mes_cli.exchange.values import text
from mes_cli.exchange.workbooks import LISTS, Raw
from mes_cli.finding import Message, say
from mes_cli.language.catalogue import catalogue
from mes_cli.language.folding import near, same
from mes_cli.language.vocabulary import LANGUAGES, Vocabulary, vocabulary
from mes_cli.model import KINDS, Models

#: The tabs of a workbook that hold no records.
_OTHERS = {"mes", LISTS}
#: How alike the name of a sheet and a known one must be for the first to be meant so.
_NEARLY = 0.8


@dataclass(frozen=True, slots=True)
class ReturnedCell:
    """What stands in a column of a row."""

    column: Column
    raw: Raw
    #: The number of the column, from 0.
    number: int


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row that says something about a record."""

    grid: Grid
    sheet: RecordSheet
    #: From 0, the titles included.
    number: int
    #: The id of the record; empty where none is written.
    code: str
    #: Its place in its list.
    position: int | None
    fingerprint: str
    cells: tuple["ReturnedCell", ...] = ()

    def spot(self, cell: "ReturnedCell | None" = None) -> str:
        """How a cell, or the whole row, is named to people."""
        return self.grid.spot(self.number, cell.number if cell else None)


@dataclass(slots=True)
class Returned:
    """All rows of a file, and what of it is not understood."""

    rows: list[ReturnedRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    #: The sheets that were there, with rows or without.
    present: set[str] = field(default_factory=set)
    #: Why rows are left out, once for each.
    left_out: list[Message] = field(default_factory=list)
    #: What is to be known besides.
    notes: list[Message] = field(default_factory=list)


def lines(grids: Iterable[Grid], words: Vocabulary, models: Models, at: int = 0) -> Returned:
    """Read all grids; *at* is the row of the titles, from 1, where somebody says it."""
    found = Returned()
    for grid in grids:
        if grid.name in _OTHERS:
            continue
        sheet = sheet_named(grid, models)
        if sheet is None and not _is_meant(grid):
            found.notes.append(
                say("the sheet `{sheet}` holds no records, and is left out", sheet=grid.name)
            )
        elif sheet is None:
            found.problems.append(
                Problem(
                    grid.name,
                    say("this is no table of a kind of record"),
                    say("call it as an export does: {names}", names=", ".join(_names(words))),
                )
            )
        else:
            found.rows += _rows(headed(grid, sheet, at), sheet, found, words)
    return found


def sheet_named(grid: Grid, models: Models = KINDS) -> RecordSheet | None:
    """The sheet that a grid is, by its name."""
    wanted = same(grid.name)
    every = [sheet for it in models.values() for sheet in sheets(it, SheetLayout.SHEETS)]
    return next((s for s in every if wanted in map(same, tab_names(s))), None)


def _is_meant(grid: Grid) -> bool:
    """Tell whether a sheet holds records under a wrong name: it has their ids, or nearly a name."""
    every = [sheet for it in KINDS.values() for sheet in sheets(it, SheetLayout.SHEETS)]
    names = [same(name) for sheet in every for name in tab_names(sheet)]
    ids = {same(title) for title, known in _titles(every[0]).items() if known in {ID, FINGERPRINT}}
    return near(same(grid.name), names, _NEARLY) is not None or any(
        same(title) in ids for title in grid.titles
    )


def headed(grid: Grid, sheet: RecordSheet, at: int = 0) -> Grid:
    """The grid with the row in which the titles of a sheet stand."""
    table = _titles(sheet)
    return with_titles(grid, lambda title: same(title) in table, at)


def is_export(grid: Grid) -> bool:
    """Tell whether a grid is what an export of mes writes for its keeper."""
    sheet = sheet_named(grid)
    if sheet is None:
        return False
    table = _titles(sheet)
    return ID in {table.get(same(title)) for title in headed(grid, sheet).titles}


def _names(words: Vocabulary) -> list[str]:
    return [words.kinds[kind].folder for kind in KINDS]


def _rows(
    grid: Grid, sheet: RecordSheet, found: Returned, words: Vocabulary
) -> Iterator[ReturnedRow]:
    """The rows of a sheet by its columns; a problem where no column holds ids."""
    named = _named(grid, sheet, found.problems, words)
    code = next((n for n, it in named.items() if it == ID), None)
    if code is None:
        found.problems.append(
            Problem(
                grid.spot(grid.head),
                say("no column holds the ids of the records"),
                say("only what was exported with `--audience internal` can be read back"),
            )
        )
        return
    found.present.add(sheet.name)
    for number, row in rows_of(grid, found.left_out.append):
        cells = tuple(
            ReturnedCell(it, row[n] if n < len(row) else None, n)
            for n, it in named.items()
            if isinstance(it, Column)
        )
        lead = {it: row[n] for n, it in named.items() if isinstance(it, str) and n < len(row)}
        yield ReturnedRow(
            grid,
            sheet,
            number,
            text(lead.get(ID)).strip(),
            _position(lead.get(POSITION)),
            text(lead.get(FINGERPRINT)).strip(),
            cells,
        )


def _position(raw: Raw) -> int | None:
    try:
        return int(float(str(raw))) if not is_blank(raw) else None
    except (ValueError, OverflowError):
        return None


def _named(
    grid: Grid, sheet: RecordSheet, problems: list[Problem], words: Vocabulary
) -> dict[int, Column | str]:
    """What each column of a grid is: a field, or one of the columns beside the fields."""
    table = _titles(sheet)
    found: dict[int, Column | str] = {}
    for number, title in enumerate(grid.titles):
        known, spot = table.get(same(title)), grid.spot(grid.head, number)
        if known is None and not title:
            if any(len(row) > number and not is_blank(row[number]) for _, row in grid.body):
                problems.append(Problem(spot, say("this column has no title")))
        elif known is None:
            own = {same(head(c, words).title): head(c, words).title for c in sheet.columns}
            close = near(same(title), own)
            problems.append(
                Problem(
                    spot,
                    say("there is no field `{title}` here", title=title),
                    say("write `{near}`, which is close", near=own[close])
                    if close
                    else say(
                        "take the column away, or put what it says into `{notes}`",
                        notes=words.field("Record", "notes").label,
                    ),
                )
            )
        elif known in found.values():
            problems.append(
                Problem(
                    spot,
                    say("the column `{title}` is there twice", title=title),
                    say("keep one of the two"),
                )
            )
        else:
            found[number] = known
    return found


def _titles(sheet: RecordSheet) -> dict[str, Column | str]:
    table: dict[str, Column | str] = {}
    for language in LANGUAGES:
        sentences, words = catalogue(language), vocabulary(language)
        table[same(sentences.text("Fingerprint"))] = FINGERPRINT
        if sheet.part is None:
            table[same(words.field("Record", "id").label)] = ID
        else:
            table[same(words.kinds[sheet.kind].label)] = ID
            table[same(sentences.text("Place"))] = POSITION
    table |= {FINGERPRINT: FINGERPRINT, ID if sheet.part is None else sheet.kind: ID}
    if sheet.part is not None:
        table[POSITION] = POSITION
    for column in sheet.columns:
        if column.key != "id" or sheet.part is not None:
            for title in titles(column):
                table.setdefault(same(title), column)
    return table
