"""The nine kinds of records, a list of each with filters and totals, and a search in all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from mes_cli.checks.completeness import missing
from mes_cli.drafts.fields import COLUMNS, of_year, path, total, values
from mes_cli.drafts.wording import worded
from mes_cli.language.folding import fold
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import KINDS, Record
from mes_cli.model.dated import years
from mes_cli.model.shape import shape
from mes_cli.model.walk import Path
from mes_cli.register import Entry
from mes_cli.table import legible_csv
from mes_cli.view.records import ViewData, plain
from mes_cli.web.rendering import _, absent, register_page, whole, workspace
from mes_cli.web.workspace import RegisterState

PAGE = Blueprint("lists", __name__)
#: Rows of a list on one page.
_ROWS = 50
#: No list has more rows.
_MOST_ROWS = 10_000_000
#: Filters of a list beside the search: its year, and these.
_FILTERS = 3

Row = tuple[Entry[Record], ViewData]


@dataclass(frozen=True)
class RecordList:
    """The records of a kind that fit what the address asks for."""

    state: RegisterState
    kind: str
    asked: Mapping[str, str]

    @cached_property
    def columns(self) -> list[Path]:
        """The columns behind the name."""
        model = self.state.reading.register.models[self.kind]
        return [path(it, model, vocabulary("en")) for it in COLUMNS[self.kind]]

    @cached_property
    def everything(self) -> list[Row]:
        """All records of the kind, as the keeper sees them."""
        viewer = self.state.viewer
        entries = viewer.ordered(self.state.reading.register.of(KINDS[self.kind]))
        return [(entry, plain(entry, viewer)) for entry in entries]

    @cached_property
    def rows(self) -> list[Row]:
        """The records that fit."""
        holds = list(self._conditions())
        return [row for row in self.everything if all(it(row) for it in holds)]

    def _conditions(self) -> Iterator[Callable[[Row], bool]]:
        words = fold(self.asked.get("q", "")).split()
        if words:
            yield lambda row: all(word in searched(row[0], self.state) for word in words)
        year = whole("exercice")
        if year is not None:
            in_year = of_year(self.state.reading.register, year)
            yield lambda row: in_year(row[0])
        lacking = self.asked.get("manque", "")
        if lacking:
            yield lambda row: lacking in missing(row[0])
        for column in self._filtered():
            if wanted := self.asked.get(column.slot.name, ""):
                yield lambda row, c=column, w=wanted: w in map(str, values(row[1], c.slots))  # type: ignore[misc]

    def _filtered(self) -> list[Path]:
        """The columns that hold words of a list."""
        return [it for it in self.columns if it.slot.choices or it.slot.open_words][:_FILTERS]

    def filters(self) -> Iterator[dict[str, object]]:
        """What may be asked for: the financial year, and the words that occur in a column."""
        settings = self.state.reading.settings
        known = {year for entry, _seen in self.everything for year in years(entry.record, settings)}
        if known:
            options = [(str(it), str(it)) for it in sorted(known, reverse=True)]
            yield {"name": "exercice", "label": _("Financial year"), "options": options}
        for column in self._filtered():
            found = {
                str(v): v for _entry, seen in self.everything for v in values(seen, column.slots)
            }
            options = [(word, self.said(value, column)) for word, value in found.items()]
            options.sort(key=lambda it: fold(it[1]))
            yield {"name": column.slot.name, "label": self.heading(column), "options": options}

    def heading(self, column: Path) -> str:
        """The label of a column."""
        home = KINDS[self.kind].__name__
        return self.state.words.field(home, column.slots[0].name).label

    def said(self, value: object, column: Path) -> str:
        """Put a value into words."""
        return worded(value, column.slot, self.state.viewer)

    def cells(self, seen: ViewData) -> list[str]:
        """What the columns say of a record."""
        return [
            ", ".join(self.said(value, column) for value in values(seen, column.slots))
            for column in self.columns
        ]

    def totals(self) -> list[str]:
        """The totals of hours and amounts of all rows, on this page or not; none of one row."""
        sums = [total((seen for _entry, seen in self.rows), it) for it in self.columns]
        said = [self.said(it, column) for it, column in zip(sums, self.columns, strict=True)]
        return said if any(said) and len(self.rows) > 1 else []

    def csv(self) -> str:
        """The rows for a spreadsheet."""
        heads = [_("Name"), *map(self.heading, self.columns)]
        rows = [[str(seen["label"]), *self.cells(seen)] for _entry, seen in self.rows]
        return legible_csv(heads, rows)


@PAGE.get("/fiches")
def kinds() -> Response:
    """Show the kinds of records, and how many there are of each."""
    state = workspace().state()
    counted = [
        {
            "address": f"/fiches/{words.folder}",
            "label": words.plural,
            "number": len(state.reading.register.of(KINDS[kind])),
        }
        for kind, words in state.words.kinds.items()
        if kind in KINDS
    ]
    return register_page("kinds", state, kinds=counted)


@PAGE.get("/fiches/<folder>")
def listed(folder: str) -> Response:
    """List the records of a kind that fit."""
    state = workspace().state()
    kind = state.kind_of_folder(folder)
    if kind is None:
        return absent(_("There is no such page."))
    asked = {k: v for k, v in request.args.items() if v and k not in {"debut", "supprime", "forme"}}
    found = RecordList(state, kind, asked)
    if request.args.get("forme") == "csv":
        headers = {"Content-Disposition": f'attachment; filename="{folder}.csv"'}
        return Response("\ufeff" + found.csv(), mimetype="text/csv", headers=headers)
    first = whole("debut", _MOST_ROWS) or 0
    rows = [
        {"label": str(seen["label"]), "address": state.address(*entry.name),
         "cells": found.cells(seen)}
        for entry, seen in found.rows[first : first + _ROWS]
    ]  # fmt: skip
    return register_page(
        "list", state, kind=state.words.kinds[kind].plural, folder=folder, asked=asked,
        filters=list(found.filters()), heads=[found.heading(it) for it in found.columns],
        lacking=_field(state, kind, asked.get("manque", "")),
        rows=rows, number=len(found.rows), totals=found.totals(), query=urlencode(asked),
        removed=request.args.get("supprime") == "1",
        following=first + _ROWS if first + _ROWS < len(found.rows) else None,
        previous=max(0, first - _ROWS) if first else None,
    )  # fmt: skip


@PAGE.get("/chercher")
def search() -> Response:
    """Look for words in all records."""
    state = workspace().state()
    sought = request.args.get("q", "")
    words = fold(sought).split()
    found = [
        it
        for it in state.reading.register.entries
        if words and all(word in searched(it, state) for word in words)
    ]
    return register_page(
        "search", state, sought=sought, number=len(found), rows=rows_of(found[:_ROWS], state)
    )


def rows_of(entries: Sequence[Entry[Record]], state: RegisterState) -> list[dict[str, str]]:
    """Records as links, each with its kind."""
    return [
        {
            "label": state.viewer.name(*it.name).name,
            "address": state.address(*it.name),
            "kind": state.words.kinds[it.record.kind].label,
        }
        for it in entries
    ]


def searched(entry: Entry[Record], state: RegisterState) -> str:
    """The words of a record, as they are searched."""
    tags = " ".join(entry.record.tags)
    return fold(f"{state.viewer.name(*entry.name).name} {entry.record.id} {tags}")


def _field(state: RegisterState, kind: str, name: str) -> str:
    """The label of a field; the empty text where there is no such field."""
    model = state.reading.register.models[kind]
    return state.words.field(model.__name__, name).label if name in shape(model).slots else ""
