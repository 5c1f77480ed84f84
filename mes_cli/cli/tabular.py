"""Rows of words, and tables of figures, in the forms that commands print."""

import sys
from collections.abc import Iterable, Sequence
from shutil import get_terminal_size
from typing import Annotated

from mes_cli.cli.console import speech
from mes_cli.cli.options import form as form_of
from mes_cli.cli.session import current
from mes_cli.language.formats import capitalised, formats
from mes_cli.output import table
from mes_cli.table import Table

#: The forms of rows of words, and of tables of figures; JSON is written from data, not from these.
FORMATS = ("text", "csv", "json")
TABLE_FORMATS = ("text", "md", "csv", "json")

Printed = Annotated[str, form_of(*FORMATS)]
PrintedTables = Annotated[str, form_of(*TABLE_FORMATS)]


def text(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    right: frozenset[int] = frozenset(),
) -> str:
    """Write a table for people, as wide as the screen where there is one."""
    width = get_terminal_size().columns if sys.stdout.isatty() else 0
    return table.columns(headings, list(rows), width, right)


def titles(headings: Iterable[str]) -> list[str]:
    """Begin each heading with a capital, as the labels of fields do.

    >>> titles(["nom", "État"])
    ['Nom', 'État']
    """
    return [*map(capitalised, headings)]


def written(tables: Sequence[Table], form: str, register_language: str | None = None) -> str:
    """Write tables of figures as text, Markdown or CSV, with the words of a register."""
    words = speech(register_language)
    if form == "csv":
        return table.csv(tables, words)
    own = formats(current().language)
    if form == "md":
        return table.markdown(tables, words, own)
    return table.text(tables, words, own, get_terminal_size().columns)
