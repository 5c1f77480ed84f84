"""The figures of a year, each with the lines that make it and their records."""

import re
from collections.abc import Iterator

from flask import Blueprint, Response, request

from mes_cli.figures.groups import By, RowsBy
from mes_cli.figures.line import Line
from mes_cli.figures.own_totals import divisions
from mes_cli.language.catalogue import catalogue
from mes_cli.language.formats import formats
from mes_cli.model.audience import Audience
from mes_cli.output.table import written
from mes_cli.table import hours, money
from mes_cli.view import Reader, edition_of
from mes_cli.view.behind import Behind, ExplainedPart, Explanation
from mes_cli.view.making import made, made_of_hours
from mes_cli.web.rendering import _, absent, register_page, whole, workspace
from mes_cli.web.workspace import RegisterState

PAGE = Blueprint("figures", __name__)
#: Names a figure by its part and its place in it.
_LINES = re.compile(r"(\d{1,6})-(\d{1,3})", re.ASCII)


@PAGE.get("/chiffres")
@PAGE.get("/chiffres/<int:year>")
def figures(year: int = 0) -> Response:
    """Show what a year cost and who covered it, whole or in rows; or the lines of one figure."""
    state = workspace().state()
    own = {str(it): it for it in divisions(state.reading.register)}
    cuts = [*cut_labels(), *((name, it.label) for name, it in own.items())]
    if state.errors or not state.years:
        return register_page("figures", state, parts=[], years=[], cuts=cuts)
    year = whole("exercice") or year or state.books.days.newest_year or 0
    if year not in state.years:
        return absent(_("There is nothing in that financial year."))
    by = request.args.get("par", "")
    parts = list(_explained(state, year, By(by) if by in set(By) else own.get(by)))
    found = _LINES.fullmatch(request.args.get("lignes", ""))
    if found is not None:
        return _lines_page(state, year, parts, *map(int, found.groups()))
    shown = [
        {"title": part.title, "figures": [_figure(it, state) for it in part.figures]}
        for part in parts
    ]
    return register_page(
        "figures", state, year=year, years=state.years, cuts=cuts, by=by, parts=shown
    )


def _explained(state: RegisterState, year: int, by: RowsBy | None) -> Iterator[ExplainedPart]:
    """Every figure of the year as the keeper sees it, with what makes it."""
    year_figures = state.figures(year)
    day = state.books.days.newest_day or year_figures.period.last
    edition = edition_of(year_figures, Reader(Audience.INTERNAL, day, state.language))
    return Explanation(edition, catalogue(state.language)).parts(by)


def _lines_page(
    state: RegisterState, year: int, parts: list[ExplainedPart], row: int, column: int
) -> Response:
    """Show the lines that a figure adds up, each with its record."""
    if row >= len(parts) or column >= len(parts[row].figures):
        return absent(_("There is no such page."))
    it = parts[row].figures[column]
    lines = [_line(line, it, state) for line in state.viewer.ordered_lines(it.lines)]
    by, title = request.args.get("par", ""), parts[row].title
    return register_page(
        "figure_lines", state, year=year, by=by, title=title, lines=lines, figure=_figure(it, state)
    )


def cut_labels() -> list[tuple[str, str]]:
    """The common cuts with what people call them."""
    labels = {
        By.ACCOMPANIMENT: _("accompaniment"), By.INITIATIVE: _("initiative"),
        By.PROGRAMME: _("programme"), By.STRUCTURE: _("structure"), By.POLICY: _("policy"),
        By.FUNDER: _("funder"), By.THEME: _("theme"), By.TERRITORY: _("territory"),
    }  # fmt: skip
    return [(str(by), labels[by]) for by in By]


def _figure(it: Behind, state: RegisterState) -> dict[str, object]:
    """A figure, the figures that make it, and how many lines it has."""
    figure = written(it.figure, formats(state.language))
    return {"label": it.label, "figure": figure, "made": it.made, "number": len(it.lines)}


def _line(line: Line, figure: Behind, state: RegisterState) -> dict[str, object]:
    """A line: its record, its day, how it was made, and what it comes to."""
    form, words = formats(state.language), catalogue(state.language)
    cell = hours(line.seconds or None) if figure.timed else money(line.amount)
    return {
        "record": state.viewer.name(*line.record).name,
        "address": state.address(*line.record),
        "day": form.date(line.day) if line.day else "",
        "how": made_of_hours(line, words) if figure.timed else made(line, words),
        "figure": written(cell, form),
    }
