"""Writing workbooks as ODS (OpenDocument 1.3): a zip file of XML.

What all of them share, such as the styles of cells, stands in ``opendocument/``. Two libraries
write it: one is no longer maintained, the other takes half a minute for five thousand rows. This
takes a tenth of a second.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from mes_cli.exchange.book import Book, BookTab, ColumnHeading
from mes_cli.exchange.cells import CellType, Value, clock, plain_text
from mes_cli.exchange.workbooks import LISTS, letters

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
#: Rows below the last one that lists to choose from are ready for.
_SPARE = 1000


def ods(book: Book) -> bytes:
    """Write a workbook."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        # The type comes first and uncompressed, so that programs know the file by it.
        _add(archive, "mimetype", _TYPE, zipfile.ZIP_STORED)
        _add(archive, "META-INF/manifest.xml", _shared("manifest"))
        _add(archive, "styles.xml", _shared("styles"))
        _add(archive, "settings.xml", _settings(book))
        _add(archive, "content.xml", _content(book))
    return made.getvalue()


def _add(archive: zipfile.ZipFile, name: str, text: str, how: int = zipfile.ZIP_DEFLATED) -> None:
    about = zipfile.ZipInfo(name)  # dated 1980: the same records give the same bytes
    about.compress_type = how
    archive.writestr(about, text.encode("utf-8"))


def _shared(name: str) -> str:
    """Give a part that all files share, without the line ends and the spaces that indent it."""
    part = Path(__file__).parent / "opendocument" / f"{name}.xml"
    declaration, *lines = part.read_text("utf-8").splitlines()
    return f"{declaration}\n{''.join(map(str.strip, lines))}"


def _settings(book: Book) -> str:
    """Freeze the first row and the first column of every table."""
    entry = (
        "<config:config-item-map-entry config:name={name}>"
        '<config:config-item config:name="HorizontalSplitMode" config:type="short">2'
        '</config:config-item><config:config-item config:name="HorizontalSplitPosition"'
        ' config:type="int">1</config:config-item>'
        '<config:config-item config:name="VerticalSplitMode" config:type="short">2'
        '</config:config-item><config:config-item config:name="VerticalSplitPosition"'
        ' config:type="int">1</config:config-item></config:config-item-map-entry>'
    )
    entries = "".join(
        entry.replace("{name}", quoteattr(tab.name)) for tab in book.tabs if not tab.printed
    )
    return _shared("settings").replace("{entries}", entries)


def _content(book: Book) -> str:
    tables = [*_about(book), *(_table(tab, book) for tab in book.tabs), *_lists(book)]
    return (
        _shared("content")
        .replace("{day}", _day(book.language))
        .replace("{validations}", _validations(book))
        .replace("{tables}", "".join(tables), 1)
    )


def _day(language: str) -> str:
    """How days are shown: ``04/03/2025`` in French, else ``2025-03-04``."""
    order, sign = ("day month year", "/") if language == "fr" else ("year month day", "-")
    parts = (f'<number:{name} number:style="long"/>' for name in order.split())
    return f"<number:text>{sign}</number:text>".join(parts)


def _validations(book: Book) -> str:
    """The lists that cells are chosen from."""
    rules: list[str] = []
    for number, (name, words) in enumerate(book.lists.items()):
        column = letters(number)
        source = f"[$'{LISTS}'.${column}$1:.${column}${len(words)}]"
        condition = quoteattr(f"of:cell-content-is-in-list({source})")
        rules += [
            f"<table:content-validation table:name={quoteattr(_rule(name, strict=strict))}"
            f" table:condition={condition}"
            ' table:allow-empty-cell="true" table:display-list="unsorted">'
            f'<table:error-message table:message-type="stop" table:display="{said}"/>'
            "</table:content-validation>"
            for strict, said in ((True, "true"), (False, "false"))
        ]
    inside = "".join(rules)
    return f"<table:content-validations>{inside}</table:content-validations>" if rules else ""


def _rule(name: str, *, strict: bool) -> str:
    return f"{name}-{'strict' if strict else 'open'}"


def _about(book: Book) -> Iterator[str]:
    """The sheet that says what the workbook is, a line in each row."""
    if book.about:
        rows = "".join(f"<table:table-row>{_text(line)}</table:table-row>" for line in book.about)
        yield (
            '<table:table table:name="mes" table:style-name="shown">'
            f'<table:table-column table:style-name="wide"/>{rows}</table:table>'
        )


def _lists(book: Book) -> Iterator[str]:
    if not book.lists:
        return
    columns = list(book.lists.values())
    rows = []
    for row in range(max(map(len, columns))):
        cells = "".join(
            _text(words[row]) if row < len(words) else "<table:table-cell/>" for words in columns
        )
        rows.append(f"<table:table-row>{cells}</table:table-row>")
    inside = "".join(rows)
    yield f'<table:table table:name="{LISTS}" table:style-name="hidden">{inside}</table:table>'


#: A table of no more rows is printed on one page; a longer one would be too small to read.
_ONE_PAGE = 32


def _look(tab: BookTab) -> str:
    """The style of a table: how it is printed."""
    if not tab.printed:
        return "shown"
    return "one-page" if len(tab.rows) <= _ONE_PAGE else "pages"


def _above(tab: BookTab) -> str:
    """The lines above a table, each across all of its columns."""
    span = len(tab.headings)
    return "".join(
        f'<table:table-row><table:table-cell table:style-name="title" office:value-type="string"'
        f' table:number-columns-spanned="{span}"><text:p>{_escaped(line)}</text:p>'
        f'</table:table-cell><table:covered-table-cell table:number-columns-repeated="{span - 1}"/>'
        "</table:table-row>"
        for line in tab.above
    )


def _table(tab: BookTab, book: Book) -> str:
    protected = ' table:protected="true"' if book.protected else ""
    columns = "".join(
        f'<table:table-column table:style-name="{"long" if heading.long else "usual"}"'
        f"{' table:visibility=' + quoteattr('collapse') if heading.hidden else ''}"
        f' table:default-cell-style-name="{heading.sort}"/>'
        for heading in tab.headings
    )
    titles = "".join(_title(heading) for heading in tab.headings)
    rows = "".join(_row(cells, tab.headings, book) for cells in tab.rows)
    cells = "".join(f"<table:table-cell{_marks(h, book)}/>" for h in tab.headings)
    spare = f'<table:table-row table:number-rows-repeated="{_SPARE}">{cells}</table:table-row>'
    return (
        f'<table:table table:name={quoteattr(tab.name)} table:style-name="{_look(tab)}"{protected}>'
        f"{columns}{_above(tab)}<table:table-header-rows><table:table-row>{titles}</table:table-row>"
        f"</table:table-header-rows>{rows}{'' if tab.printed else spare}"
        "</table:table>"
    )


def _title(heading: ColumnHeading) -> str:
    note = (
        f"<office:annotation><text:p>{_escaped(heading.note)}</text:p></office:annotation>"
        if heading.note
        else ""
    )
    return (
        '<table:table-cell table:style-name="title" office:value-type="string">'
        f"{note}<text:p>{_escaped(heading.title)}</text:p></table:table-cell>"
    )


def _row(cells: tuple[Value | None, ...], headings: tuple[ColumnHeading, ...], book: Book) -> str:
    parts = (_cell(value, heading, book) for value, heading in zip(cells, headings, strict=True))
    return f"<table:table-row>{''.join(parts)}</table:table-row>"


def _marks(heading: ColumnHeading, book: Book, *, locked: bool = False) -> str:
    """The style of a cell, and the list it is chosen from."""
    name = "wrapped" if heading.wrapped else f"{heading.sort}{'-locked' if locked else ''}"
    style = f' table:style-name="{name}"'
    if heading.choices not in book.lists:
        return style
    rule = quoteattr(_rule(heading.choices, strict=heading.strict))
    return f"{style} table:content-validation-name={rule}"


def _cell(value: Value | None, heading: ColumnHeading, book: Book) -> str:
    marks = _marks(heading, book, locked=heading.locked)
    if value is None:
        return f"<table:table-cell{marks}/>"
    if isinstance(value, dt.date):
        typed = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, int | Decimal):
        typed = _number(value, heading.sort)
    else:
        return _text(value, marks)
    shown = (
        clock(int(value))
        if heading.sort is CellType.HOURS and not isinstance(value, dt.date)
        else plain_text(value)
    )
    return f"<table:table-cell{marks} {typed}><text:p>{shown}</text:p></table:table-cell>"


def _number(value: int | Decimal, sort: CellType) -> str:
    match sort:
        case CellType.HOURS:
            minutes, seconds = divmod(int(value), 60)
            hours, minutes = divmod(minutes, 60)
            return (
                'office:value-type="time"'
                f' office:time-value="PT{hours:02}H{minutes:02}M{seconds:02}S"'
            )
        case CellType.MONEY:
            return f'office:value-type="currency" office:currency="EUR" office:value="{value:f}"'
        case CellType.SHARE:
            return f'office:value-type="percentage" office:value="{value:f}"'
        case _:
            return f'office:value-type="float" office:value="{plain_text(value)}"'


def _text(value: str, marks: str = "") -> str:
    """A cell of text, a paragraph a line; spaces in a row are kept."""
    lines = "".join(f"<text:p>{_escaped(line)}</text:p>" for line in value.split("\n"))
    return f'<table:table-cell{marks} office:value-type="string">{lines}</table:table-cell>'


def _escaped(text: str) -> str:
    """Escape a text; XML would take several spaces for one, and a tab for a space."""
    parts = escape(text).split("  ")
    kept = '<text:s text:c="2"/>'.join(parts)
    if kept.startswith(" "):
        kept = f"<text:s/>{kept[1:]}"
    if kept.endswith(" "):
        kept = f"{kept[:-1]}<text:s/>"
    return kept.replace("\t", "<text:tab/>")
