"""Rows of words in the forms that ``list`` and ``search`` print: text, CSV, JSON."""

import sys
from collections.abc import Iterable, Sequence
from shutil import get_terminal_size

from mes_cli.escape import legible
from mes_cli.output.table import columns
from mes_cli.table import csv_lines

FORMATS = ("text", "csv", "json")


def text(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    right: frozenset[int] = frozenset(),
) -> str:
    """Write a table for people, as wide as the screen where there is one."""
    width = get_terminal_size().columns if sys.stdout.isatty() else 0
    return columns(headings, list(rows), width, right)


def titles(headings: Iterable[str]) -> list[str]:
    """Begin each heading with a capital, as the labels of fields do.

    >>> titles(["nom", "État"])
    ['Nom', 'État']
    """
    return [it[:1].upper() + it[1:] for it in headings]


def comma_separated(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table as CSV (RFC 4180), with nothing in it that a spreadsheet would compute."""
    return csv_lines([headings, *([legible(cell) for cell in row] for row in rows)])
