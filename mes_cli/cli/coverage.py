"""``mes coverage``."""

from shutil import get_terminal_size
from typing import Annotated

import typer

from mes_cli.cli import figuring
from mes_cli.cli.console import hint, out, speech
from mes_cli.cli.session import current
from mes_cli.cli.usage import UsageProblem, choice
from mes_cli.figures.rows import By
from mes_cli.finding import say
from mes_cli.language.formats import formats
from mes_cli.model.audience import Audience
from mes_cli.output import table
from mes_cli.output.json import dump
from mes_cli.table import Table
from mes_cli.view.coverage import coverage_data
from mes_cli.view.summary import Summary, by_table

FORMATS = ("text", "md", "csv", "json")

YearOption = Annotated[
    int | None,
    typer.Option("--year", metavar="N", help="The financial year; else the newest."),
]
ByOption = Annotated[
    str, typer.Option("--by", metavar="|".join(By), help="Divide the year into rows.")
]
Form = Annotated[
    str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="The form to print.")
]
AudienceOption = Annotated[
    str,
    typer.Option("--audience", metavar="|".join(Audience), help="Show what these may see."),
]
Explain = Annotated[bool, typer.Option("--explain", help="Name the records behind each figure.")]


def coverage(
    year: YearOption = None,
    by: ByOption = "",
    form: Form = "text",
    audience: AudienceOption = "internal",
    explain: Explain = False,
) -> int:
    """Print what a year really cost, and who and what covered it.

    The year before stands beside it; --by divides the year by accompaniment, policy and so on.
    """
    choice("--format", form, FORMATS)
    seen_by = Audience(choice("--audience", audience, Audience))
    wanted = By(choice("--by", by, By)) if by else None
    if explain and form != "text":
        raise UsageProblem(
            say("`--explain` goes with `--format text`"),
            say("leave one of the two out"),
        )
    reading = figuring.sound()
    figures = figuring.figures(reading, year)
    sight = figuring.sight(figures, seen_by)
    if form == "json":
        out(dump(coverage_data(sight, wanted)))
        return 0
    catalogue = current().catalogue
    tables = [by_table(sight, wanted, catalogue)] if wanted else Summary(sight, catalogue).tables()
    out(_written(tables, form))
    if explain:
        from mes_cli.cli.explaining import explained

        out("\n" + explained(sight, wanted, reading))
    elif form == "text":
        hint(say("see the records behind each figure with `{command}`",
                 command="mes coverage --explain"))  # fmt: skip
    return 0


def _written(tables: list[Table], form: str) -> str:
    words = speech()
    if form == "csv":
        return table.csv(tables, words)
    written = formats(current().language)
    if form == "md":
        return table.markdown(tables, words, written)
    return table.text(tables, words, written, get_terminal_size().columns)
