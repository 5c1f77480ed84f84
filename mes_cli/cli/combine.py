"""``mes combine``."""

from typing import Annotated

import typer

from mes_cli.cli import combining, tabular
from mes_cli.cli.console import hint, out
from mes_cli.cli.coverage import Division, division
from mes_cli.cli.options import Readers, Year
from mes_cli.cli.session import current
from mes_cli.errors import InputError
from mes_cli.figures.groups import RowsBy
from mes_cli.finding import say
from mes_cli.output.json import dump
from mes_cli.table import Table
from mes_cli.view import Reader, edition_of
from mes_cli.view.coverage import coverage_data
from mes_cli.view.edition import Edition
from mes_cli.view.eliminations import elimination_tables, eliminations_data
from mes_cli.view.summary import Summary, by_table

Explain = Annotated[
    bool, typer.Option("--explain", help="Name each thing that is taken out, and why.")
]


def combine(
    year: Year = None,
    by: Division = "",
    form: tabular.PrintedTables = "text",
    audience: Readers = "",
    explain: Explain = False,
) -> int:
    """Put the registers of a network together, and print what the year comes to.

    What passes between members is taken out, what several keep counts once. Members are named in
    mes.yaml; `mes report --network` writes the reports.
    """
    if explain and form not in {"text", "md"}:
        raise InputError(
            say("`--explain` goes with `--format text`"),
            say("leave one of the two out"),
        )
    audience_ = combining.readers(audience)
    found = combining.network()
    wanted = division(by, found.books.register)
    figures = combining.network_figures(found, year)
    day = found.books.days.newest_day or figures.period.last
    edition = edition_of(figures, Reader(audience_, day, current().language))
    if form == "json":
        data = {**coverage_data(edition, wanted), **eliminations_data(edition)}
        out(dump(edition.viewer.pseudonyms.hide_all(data)))
        return 0
    out(tabular.written(_tables(edition, wanted, explain=explain), form))
    if form == "text" and not explain:
        hint(say("see what was taken out with `{command}`", command="mes combine --explain"))
    return 0


def _tables(edition: Edition, by: RowsBy | None, *, explain: bool) -> list[Table]:
    catalogue = current().catalogue
    tables = [by_table(edition, by, catalogue)] if by else Summary(edition, catalogue).tables()
    return [*tables, *elimination_tables(edition, catalogue, each=explain)]
