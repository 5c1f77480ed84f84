"""Writing tables as CSV: for programs (RFC 4180), or for a French spreadsheet."""

from decimal import Decimal

from mes_cli.exchange import excel
from mes_cli.exchange.book import BookTab, ColumnHeading
from mes_cli.exchange.cells import CellType, Value, clock, number, percent, plain_text
from mes_cli.table import csv_lines

#: The dialects: for programs, and what spreadsheets open in France.
DIALECTS = ("standard", "fr")


def csv(tab: BookTab, dialect: str = "standard") -> bytes:
    """Write a table.

    ``fr`` has semicolons, decimal commas, and a byte order mark, by which spreadsheets know
    that it is UTF-8. Text that a spreadsheet would take for a formula gets an apostrophe; in
    ``fr`` what Excel would take for a number or a day as well.
    """
    french = dialect == "fr"
    rows = (
        [_written(value, it, french=french) for value, it in zip(row, tab.headings, strict=True)]
        for row in tab.rows
    )
    head = [heading.title for heading in tab.headings]
    text = csv_lines([head, *rows], ";" if french else ",")
    return text.encode("utf-8-sig" if french else "utf-8")


def _written(value: Value | None, heading: ColumnHeading, *, french: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return excel.guarded(value) if french else value
    if heading.sort is CellType.HOURS and isinstance(value, int):
        return clock(value).replace(".", "," if french else ".")
    if not isinstance(value, Decimal):
        return plain_text(value)
    if not french:
        return plain_text(value)
    text = percent(value) if heading.sort is CellType.SHARE else f"{value:f}"
    return (text if heading.sort is CellType.MONEY else _short(text)).replace(".", ",")


def _short(text: str) -> str:
    return text if text.endswith("%") else number(Decimal(text))
