"""Tables as text for terminals, as Markdown, and as CSV."""

import csv as standard
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile
from textwrap import wrap

from mes_cli.escape import harmless, legible, printed
from mes_cli.finding import say
from mes_cli.language.formats import NONE, Formats
from mes_cli.output.human import cells as width
from mes_cli.output.speech import Speech
from mes_cli.table import (
    HUNDREDTH,
    MINUTE,
    Cell,
    Table,
    TableRow,
    Unit,
    in_hundredths,
    round_together,
)

#: Labels get so many columns of the screen at least.
_SHORTEST_LABEL = 16
#: Between columns, and for each level of labels.
_GAP = 2
_EM_SPACE = "\u2003"


#: A row, and its cells as they are printed.
_Written = tuple[TableRow, list[str]]


def written(cell: Cell, formats: Formats) -> str:
    """Write a cell in a language."""
    if cell.value is None:
        return NONE
    match cell.unit:
        case Unit.MONEY:
            return formats.money(Decimal(cell.value))
        case Unit.HOURS:
            return formats.hours(int(cell.value))
        case Unit.RATIO:
            return formats.percent(Decimal(cell.value))
        case Unit.NUMBER:
            return formats.number(Decimal(cell.value))
        case Unit.TEXT:
            return printed(str(cell.value))


def _rounded(table: Table, unit: int) -> Table:
    """Round the hours of a table that ends with a total so that its rows add up to it."""
    *rows, last = table.rows or (TableRow("", ()),)
    if not last.total or any(len(row.cells) != len(last.cells) for row in rows):
        return table
    columns = [_column([row.cells[n] for row in rows], unit) for n in range(len(last.cells))]
    cells = zip(*columns, strict=True) if rows else ()
    body = (replace(row, cells=it) for row, it in zip(rows, cells, strict=True))
    return replace(table, rows=(*body, last))


def _column(cells: Sequence[Cell], unit: int) -> Sequence[Cell]:
    seconds = [cell.value for cell in cells if isinstance(cell.value, int)]
    if len(seconds) < len(cells) or any(cell.unit is not Unit.HOURS for cell in cells):
        return cells
    return [Cell(value, Unit.HOURS) for value in round_together(seconds, unit)]


def text(tables: Iterable[Table], speech: Speech, formats: Formats, columns: int = 80) -> str:
    """Write tables for a terminal: labels to the left, figures under one another.

    Where labels and figures do not stand side by side in *columns*, a label has a line to itself;
    where not even the figures do, each has one.
    """
    rounded = (_rounded(table, MINUTE) for table in tables)
    return "\n".join(_text(table, speech, formats, columns) for table in rounded)


def _text(table: Table, speech: Speech, formats: Formats, columns: int) -> str:
    body = [(row, [written(cell, formats) for cell in row.cells]) for row in table.rows]
    widths = [
        max(width(head), *(width(cells[n]) for _, cells in body if n < len(cells)), 0)
        for n, head in enumerate(table.headings)
    ]
    lines = [*wrapped(speech.say(table.title), columns), ""] if table.title is not None else []
    left = columns - sum(w + _GAP for w in widths)
    if left < 0:
        lines += _listed(body, table.headings, columns)
    else:
        lines += _aligned(body, table.headings, widths, left)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _aligned(
    body: Iterable[_Written], headings: Sequence[str], widths: Sequence[int], left: int
) -> Iterator[str]:
    """Figures in columns, behind labels that leave them enough room, else below."""
    body = list(body)
    columns = left + sum(w + _GAP for w in widths)
    longest = max((width(_label(row)) for row, _ in body), default=0)
    beside = min(longest, left) if left >= min(longest, _SHORTEST_LABEL) else 0
    yield _line("", headings, beside, widths)
    for row, cells in body:
        label = _label(row)
        if row.total:
            yield _line("", ["─" * w for w in widths[: len(cells)]], beside, widths)
        if width(label) > beside:
            yield from wrapped(label, columns)
            label = ""
        if label or cells or not row.label:
            yield _line(label, cells, beside, widths)


def _listed(body: Iterable[_Written], headings: Sequence[str], columns: int) -> Iterator[str]:
    """Figures below one another, each with its heading: for narrow screens."""
    body = list(body)
    wide = max(map(width, headings))
    right = max((width(cell) for _, cells in body for cell in cells), default=0)
    for row, cells in body:
        yield from wrapped(_label(row), columns)
        for head, cell in zip(headings, cells, strict=False):
            gap = wide - width(head) + _GAP + right - width(cell)
            yield f"{' ' * _GAP}{head}{' ' * gap}{cell}"


def wrapped(words: str, columns: int) -> list[str]:
    """Break a long label between its words, and indent what follows."""
    indent = " " * (len(words) - len(words.lstrip()) + _GAP)
    width = max(columns, _SHORTEST_LABEL)
    # A command or a name with a hyphen stays in one piece.
    return wrap(words, width, subsequent_indent=indent, break_on_hyphens=False) or [""]


def _label(row: TableRow) -> str:
    return " " * (_GAP * row.level) + printed(row.label)


def _line(label: str, cells: Sequence[str], label_width: int, widths: Sequence[int]) -> str:
    padded = (" " * (w - width(cell)) + cell for cell, w in zip(cells, widths, strict=False))
    return "  ".join([label + " " * (label_width - width(label)), *padded])


def markdown(tables: Iterable[Table], speech: Speech, formats: Formats) -> str:
    """Write tables as Markdown, aligned so that they read well raw."""
    rounded = (_rounded(table, MINUTE) for table in tables)
    return "\n".join(_markdown(table, speech, formats) for table in rounded)


def _markdown(table: Table, speech: Speech, formats: Formats) -> str:
    lines = [["", *table.headings], *(_markdown_row(row, formats) for row in table.rows)]
    count = len(lines[0])
    filled = [[*line, *[""] * (count - len(line))] for line in lines]
    widths = [max(3, *(width(line[n]) for line in filled)) for n in range(count)]
    rule = ["-" * widths[0], *("-" * (w - 1) + ":" for w in widths[1:])]
    title = [f"## {speech.say(table.title)}", ""] if table.title is not None else []
    body = [_padded(line, widths) for line in filled if any(line) or line is filled[0]]
    return "\n".join([*title, body[0], f"| {' | '.join(rule)} |", *body[1:]]) + "\n"


def _markdown_row(row: TableRow, formats: Formats) -> list[str]:
    label = escaped(printed(row.label))
    if label and (row.total or not row.cells):
        label = f"**{label}**"
    return [_EM_SPACE * row.level + label, *(escaped(written(cell, formats)) for cell in row.cells)]


def _padded(line: Sequence[str], widths: Sequence[int]) -> str:
    """Labels to the left, figures to the right."""
    gaps = [" " * (w - width(text)) for text, w in zip(line, widths, strict=True)]
    first, *others = [
        gap + text if n else text + gap
        for n, (text, gap) in enumerate(zip(line, gaps, strict=True))
    ]
    return f"| {' | '.join([first, *others])} |"


def escaped(label: str) -> str:
    """Write words that mean nothing in Markdown."""
    for sign in "\\`*_[]<>|#":
        label = label.replace(sign, f"\\{sign}")
    return label


def csv(tables: Iterable[Table], speech: Speech) -> str:
    """Write tables as CSV (RFC 4180) for programs: points, no thousands, decimal hours, ratios.

    All lines of a table have as many fields. A label that a spreadsheet would take for a formula
    gets an apostrophe before it. What stands above hours says that they are decimal.
    """
    out = io.StringIO()
    writer = standard.writer(out, lineterminator="\r\n")
    for table in tables:
        empty = [""] * len(table.headings)
        if table.title is not None:
            writer.writerow([harmless(speech.say(table.title)), *empty])
        rounded = _rounded(table, HUNDREDTH)
        writer.writerow(["", *_headings(rounded, speech)])
        for place, row in enumerate(rounded.rows):
            if row.label or row.cells:
                label = legible(row.label)
                if not row.cells and _above_hours(rounded.rows[place + 1 :]):
                    label = _decimal(label, speech)
                cells = [*map(_machine, row.cells), *empty[len(row.cells) :]]
                writer.writerow([harmless(label), *cells])
    return out.getvalue()


def _headings(table: Table, speech: Speech) -> Iterator[str]:
    for number, heading in enumerate(table.headings):
        column = [row.cells[number] for row in table.rows if number < len(row.cells)]
        timed = column and all(cell.unit is Unit.HOURS for cell in column)
        yield _decimal(heading, speech) if timed else heading


def _above_hours(rows: Sequence[TableRow]) -> bool:
    """Tell whether the rows below a heading, up to the next one, count hours."""
    below = takewhile(lambda row: row.cells, rows)
    return any(cell.unit is Unit.HOURS for row in below for cell in row.cells)


def _decimal(title: str, speech: Speech) -> str:
    return speech.say(say("{title} (decimal hours)", title=title))


def _machine(cell: Cell) -> str:
    if cell.value is None:
        return ""
    if cell.unit is Unit.RATIO:
        return f"{Decimal(cell.value):.4f}"
    if cell.unit is Unit.HOURS:
        return f"{in_hundredths(int(cell.value))}"
    return harmless(str(cell.value)) if cell.unit is Unit.TEXT else str(cell.value)
