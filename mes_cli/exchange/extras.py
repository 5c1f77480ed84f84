"""Libraries that only some commands need, and what may be said when one is not there."""

from importlib import import_module
from typing import Any

from mes_cli.errors import MesError, MissingExtraError
from mes_cli.finding import say

#: The extra that brings each library.
EXTRAS = {"xlsxwriter": "spreadsheets", "python_calamine": "spreadsheets", "duckdb": "parquet"}


class CellTooLongError(MesError):
    """A text that a cell of a spreadsheet cannot hold."""

    def __init__(self, tab: str, cell: str, most: int) -> None:
        super().__init__(
            say(
                "the text of `{tab}`, {cell} is longer than a cell may be ({most} characters)",
                tab=tab,
                cell=cell,
                most=most,
            ),
            say("export to `ods` or `csv`, which have no such limit"),
        )


def library(name: str) -> Any:
    """Import a library of an extra.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError:
        raise MissingExtraError(name, EXTRAS[name]) from None
