"""Writing workbooks as XLSX: typed cells, and text that never becomes a formula."""

import datetime as dt
import io
from decimal import Decimal
from typing import Any

from mes_cli.errors import MesError
from mes_cli.exchange.book import Book, BookTab, ColumnHeading
from mes_cli.exchange.cells import CellType, Value, plain_text
from mes_cli.exchange.workbooks import LISTS, letters
from mes_cli.finding import say

#: What a cell of this form can hold, in characters.
LONGEST = 32_767
#: Before it the calendar of this form counts a day that never was.
_FIRST_DAY = dt.date(1901, 1, 1)
_DAY = 24 * 3600
#: Rows below the last one that lists to choose from are ready for.
_SPARE = 1000
_WIDTHS = {
    CellType.DATE: 12,
    CellType.MONEY: 14,
    CellType.HOURS: 9,
    CellType.WHOLE: 9,
    CellType.SHARE: 9,
}
_FREE = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "insert_rows": True,
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
    "sort": True,
}


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


def xlsx(book: Book) -> bytes:
    """Write a workbook.

    Raises:
        CellTooLongError: a text is longer than a cell may be.
    """
    from xlsxwriter import Workbook

    made = io.BytesIO()
    workbook = Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    created = dt.datetime.fromisoformat(book.day or "2000-01-01")
    workbook.set_properties({"created": created})
    _Writer(workbook, book).write()
    workbook.close()
    return made.getvalue()


class _Writer:
    """Writes the tabs of a book into a workbook of ``xlsxwriter``."""

    def __init__(self, workbook: Any, book: Book) -> None:
        self.workbook = workbook
        self.book = book
        french = book.language == "fr"
        self.numbers = {
            CellType.TEXT: "@",
            CellType.DATE: "dd/mm/yyyy" if french else "yyyy-mm-dd",
            CellType.MONEY: '#,##0.00 "€"',
            CellType.HOURS: "[h]:mm",
            CellType.NUMBER: "General",
            CellType.WHOLE: "0",
            CellType.SHARE: "0.00%",
        }
        self.formats = {
            (kind, locked): self.format(kind, locked=locked)
            for kind in CellType
            for locked in (False, True)
        }
        self.bold = workbook.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EFE9", "border": 1}
        )

    def format(self, kind: CellType, *, locked: bool) -> Any:
        """How the cells of a sort look."""
        about: dict[str, object] = {
            "num_format": self.numbers[kind],
            "valign": "top",
            "locked": locked,
        }
        if locked:
            about["font_color"] = "#777777"
        if kind is CellType.TEXT:
            about["quote_prefix"] = True
        return self.workbook.add_format(about)

    def write(self) -> None:
        """Write all tabs: what it is, the tables, and the lists to choose from."""
        self.about()
        for tab in self.book.tabs:
            self.tab(tab)
        self.lists()

    def about(self) -> None:
        """Say what the workbook is."""
        if not self.book.about:
            return
        sheet = self.workbook.add_worksheet("mes")
        wrapped = self.workbook.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(0, 0, 90)
        for row, text in enumerate(self.book.about):
            sheet.write_string(row, 0, text, wrapped)

    def tab(self, tab: BookTab) -> None:
        """Write a table."""
        sheet = self.workbook.add_worksheet(tab.name)
        sheet.freeze_panes(1, 1)
        for number, heading in enumerate(tab.headings):
            self.heading(sheet, number, heading, len(tab.rows))
        for row, cells in enumerate(tab.rows, 1):
            for number, (value, heading) in enumerate(zip(cells, tab.headings, strict=True)):
                if value is not None:
                    self.cell(sheet, row, number, value, heading, tab.name)
        if self.book.protected:
            sheet.protect("", _FREE)

    def heading(self, sheet: Any, number: int, heading: ColumnHeading, rows: int) -> None:
        """Write the title of a column, and say what may stand below it."""
        sheet.write_string(0, number, heading.title, self.bold)
        if heading.note:
            sheet.write_comment(0, number, heading.note, {"author": "", "x_scale": 2})
        width = _WIDTHS.get(heading.sort, 44 if heading.long else 22)
        options = {"hidden": True} if heading.hidden else {}
        sheet.set_column(number, number, width, self.formats[heading.sort, False], options)
        words = self.book.lists.get(heading.choices)
        if words:
            column = list(self.book.lists).index(heading.choices)
            name = letters(column)
            sheet.data_validation(
                1,
                number,
                rows + _SPARE,
                number,
                {
                    "validate": "list",
                    "source": f"={LISTS}!${name}$1:${name}${len(words)}",
                    "show_error": heading.strict,
                },
            )

    def cell(
        self, sheet: Any, row: int, number: int, value: Value, heading: ColumnHeading, tab: str
    ) -> None:
        """Write a cell with its type."""
        form = self.formats[heading.sort, heading.locked]
        if isinstance(value, dt.date) and value >= _FIRST_DAY:
            sheet.write_datetime(row, number, dt.datetime.combine(value, dt.time.min), form)
        elif isinstance(value, int | Decimal):
            exact = value / _DAY if heading.sort is CellType.HOURS else value
            sheet.write_number(row, number, exact, form)
        else:
            text = plain_text(value)
            if len(text) > LONGEST:
                raise CellTooLongError(tab, f"{letters(number)}{row + 1}", LONGEST)
            sheet.write_string(row, number, text, self.formats[CellType.TEXT, heading.locked])

    def lists(self) -> None:
        """Write the lists to choose from, out of sight."""
        if not self.book.lists:
            return
        sheet = self.workbook.add_worksheet(LISTS)
        for number, words in enumerate(self.book.lists.values()):
            for row, word in enumerate(words):
                sheet.write_string(row, number, word)
        sheet.hide()
