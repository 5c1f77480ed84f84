"""Tables in all forms that an import reads, as programs write them and save them again."""

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

Cell = str | int | float | dt.date | dt.timedelta | None
Rows = list[list[Cell]]

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)


def written(rows: Sequence[Sequence[Cell]], ending: str) -> bytes:
    """Write rows in the form of a file's ending, typed where the form has types."""
    match ending:
        case ".csv":
            made = io.StringIO(newline="")
            csv.writer(made, delimiter=";", lineterminator="\r\n").writerows(
                [[_text(cell) for cell in row] for row in rows]
            )
            return made.getvalue().encode("utf-8-sig")
        case ".json":
            titles = [str(title) for title in rows[0]]
            found = [dict(zip(titles, map(_plain, row), strict=True)) for row in rows[1:]]
            return json.dumps(found).encode()
        case ".ods":
            return ods({"x": rows})
        case _:
            return xlsx({"x": rows})


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case float():
            return f"{cell:.10f}".rstrip("0").rstrip(".").replace(".", ",")
        case dt.date():
            return f"{cell:%d/%m/%Y}"
        case dt.timedelta():
            minutes = cell // dt.timedelta(minutes=1)
            return f"{minutes // 60}:{minutes % 60:02}"
        case _:
            return str(cell)


def _plain(cell: Cell) -> str | int | float | None:
    if isinstance(cell, dt.timedelta):
        return _text(cell)
    return cell.isoformat() if isinstance(cell, dt.date) else cell


def xlsx(
    tabs: dict[str, Sequence[Sequence[Cell]]], *, since_1904: bool = False, hours: str = "[h]:mm",
    hidden: Sequence[str] = (), filtered: Sequence[int] = (),
) -> bytes:  # fmt: skip
    """Write a workbook; *hours* is the format of durations, *filtered* are rows out of sight."""
    from xlsxwriter import Workbook

    made = io.BytesIO()
    book = Workbook(made, {"in_memory": True, "date_1904": since_1904})
    day, length = (book.add_format({"num_format": it}) for it in ("dd/mm/yyyy", hours))
    for name, rows in tabs.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(number, column, cell, day)
                elif isinstance(cell, dt.timedelta):
                    sheet.write_number(number, column, cell / dt.timedelta(1), length)
                elif isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif cell is not None:
                    sheet.write_number(number, column, cell)
        for number in filtered:
            sheet.set_row(number, options={"hidden": True})
        if name in hidden:
            sheet.hide()
    book.close()
    return made.getvalue()


def ods(tabs: dict[str, Sequence[Sequence[Cell]]], filtered: Sequence[int] = ()) -> bytes:
    """Write a workbook as LibreOffice does; *filtered* are rows out of sight."""
    tables = "".join(
        f'<table:table table:name="{name}">'
        + "".join(_row(row, "filter" if n in filtered else "") for n, row in enumerate(rows))
        + "</table:table>"
        for name, rows in tabs.items()
    )
    return zipped(tables)


def _row(row: Sequence[Cell], seen: str = "") -> str:
    about = f' table:visibility="{seen}"' if seen else ""
    return f"<table:table-row{about}>{''.join(map(_cell, row))}</table:table-row>"


def _cell(cell: Cell) -> str:
    match cell:
        case None | "":
            return "<table:table-cell/>"
        case dt.date():
            typed = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
        case dt.timedelta():
            seconds = cell // dt.timedelta(seconds=1)
            clock = f"PT{seconds // 3600:02}H{seconds // 60 % 60:02}M{seconds % 60:02}S"
            typed = f'office:value-type="time" office:time-value="{clock}"'
        case int() | float():
            typed = f'office:value-type="float" office:value="{cell}"'
        case _:
            typed = 'office:value-type="string"'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in _text(cell).split("\n"))
    return f"<table:table-cell {typed}>{lines}</table:table-cell>"


def zipped(tables: str) -> bytes:
    """The smallest file that is an ODS workbook of some tables."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", '<?xml version="1.0"?><manifest/>')
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {_SPACES}><office:body>'
            f"<office:spreadsheet>{tables}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
    return made.getvalue()
