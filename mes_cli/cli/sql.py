"""``mes sql``."""

import sys
from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from mes_cli.cli import check_run, combine
from mes_cli.cli.combine import OfNetwork
from mes_cli.cli.console import hint, out, print_columns
from mes_cli.cli.options import Readers, format_option, option_of
from mes_cli.cli.reading import At, tell
from mes_cli.cli.session import Exit, _, current
from mes_cli.drafts.answers import today
from mes_cli.errors import InputError
from mes_cli.escape import printed
from mes_cli.exchange.databases import DESCRIBED, DatabaseTable, described
from mes_cli.exchange.engines import Answer, AnswerCell, Engine, answer, usual_engine
from mes_cli.exchange.export import ExportWish
from mes_cli.finding import count, say
from mes_cli.model.audience import Audience
from mes_cli.output.json import dump
from mes_cli.report.shipped import queries
from mes_cli.table import legible_csv
from mes_cli.view.viewer import viewer

Query = Annotated[
    str, typer.Argument(metavar="QUERY", help="A question in SQL; - reads it from standard input.")
]
Tables = Annotated[bool, typer.Option("--tables", help="List the tables and their columns.")]
Examples = Annotated[bool, typer.Option("--examples", help="Show ten questions that people ask.")]
EngineName = Annotated[
    str,
    option_of("--engine", names=Engine, help="What answers; else DuckDB where it is installed."),
]
Printed = Annotated[str, format_option("table", "csv", "json")]


def sql(  # noqa: PLR0913, PLR0917 - the options of a command
    query: Query = "",
    tables: Tables = False,
    examples: Examples = False,
    form: Printed = "table",
    audience: Readers = "",
    engine: EngineName = "",
    at: At = "",
    of_network: OfNetwork = False,
) -> int:
    """Answer a question in SQL about the register: its lines, parts and records.

    The query reads the tables that --tables names, as the audience may see them, and nothing
    else: it writes nothing and reaches no file and no connection. With --network they are those of
    all members put together, as members see them, and `taken_out` has what counts once only.
    """
    chosen = Engine(engine) if engine else usual_engine()
    if examples:
        out("\n".join(_examples()))
        return Exit.CLEAN
    if not query and not tables:
        raise InputError(
            say("`{name}` is missing", name=_("QUERY")),
            say("see questions that people ask with `mes sql --examples`"),
        )
    asked = _of_network(audience, at) if of_network else _asked(audience, at, form)
    every = [*asked.line_tables, *asked.tables]
    if tables:
        _print_tables(every, form)
        return Exit.CLEAN
    text = sys.stdin.buffer.read().decode("utf-8", "replace") if query == "-" else query
    found = answer(text, every, asked.about, chosen)
    _print(found, form)
    if form == "table":
        hint(count("{number} row", "{number} rows", len(found.rows)))
    return Exit.CLEAN


def _asked(audience: str, at: str, form: str) -> ExportWish:
    readers = Audience(audience or Audience.INTERNAL)
    reading = check_run.sound(at)
    tell(reading, printed=form == "table")
    return ExportWish(viewer(reading.register, readers, today(), current().language))


def _of_network(audience: str, at: str) -> ExportWish:
    combine.only_today(at)
    readers = combine.readers(audience)
    found = combine.network()
    figures = combine.network_figures(found, None)
    seen_by = viewer(found.books.register, readers, today(), current().language)
    return ExportWish(seen_by, figures=figures)


def _examples() -> Iterator[str]:
    """Each question that a shipped query answers, and the command that asks it."""
    for questions, query in queries():
        yield f"# {questions[current().language]}"
        yield f'mes sql "{query}"\n'


def _print_tables(tables: Sequence[DatabaseTable], form: str) -> None:
    rows = list(described(tables))
    if form == "table":
        heads = [_("table"), _("column"), _("type"), _("refers to"), _("meaning")]
        print_columns(heads, [[*row[:4], row[4] or row[5]] for row in rows])
    else:
        _print(Answer(DESCRIBED, list(rows)), form)


def _print(found: Answer, form: str) -> None:
    if form == "json":
        names = list(_unlike(found.columns))
        out(dump([dict(zip(names, row, strict=True)) for row in found.rows]))
    elif form == "csv":
        out(legible_csv(found.columns, found.rows))
    else:
        heads = [printed(it) for it in found.columns]
        rows_ = [list(map(_text, row)) for row in found.rows]
        print_columns(heads, rows_, _numbers(found))


def _unlike(names: Sequence[str]) -> Iterator[str]:
    """Number the columns that share a name, so that no value is lost in JSON."""
    used: set[str] = set()
    for name in names:
        number, own = 2, name
        while own in used:
            number, own = number + 1, f"{name}_{number}"
        used.add(own)
        yield own


def _text(cell: AnswerCell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return _("yes") if cell else _("no")
        case _:
            return str(cell)


def _numbers(found: Answer) -> frozenset[int]:
    """The columns that hold numbers."""
    columns = enumerate(zip(*found.rows, strict=True))
    return frozenset(
        at for at, cells in columns if all(isinstance(it, int | float | None) for it in cells)
    )
