"""Tables as text for terminals, as Markdown, and as CSV; rows in columns; lists of places."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import takewhile
from textwrap import wrap

from mes_cli.escape import legible, markdown_text, printed
from mes_cli.finding import count, say
from mes_cli.language.formats import NONE, Formats
from mes_cli.output.speech import Speech
from mes_cli.table import (
    HUNDREDTH,
    MINUTE,
    Cell,
    PlaceList,
    Table,
    TableRow,
    Unit,
    csv_lines,
    in_hundredths,
    markdown_lines,
    padded,
    rounded,
    rounded_ratio,
    shortened,
    text_width,
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


def text(
    sections: Iterable[Table | PlaceList], speech: Speech, formats: Formats, columns: int = 80
) -> str:
    """Write tables and lists of places for a terminal, one below the other.

    Labels stand to the left, figures under one another. Where labels and figures do not stand side
    by side in *columns*, a label has a line to itself; where not even the figures do, each has one.
    Paths are never cut, so that they can be followed.
    """
    return "\n".join(
        _places(part, speech, columns)
        if isinstance(part, PlaceList)
        else _text(rounded(part, MINUTE), speech, formats, columns)
        for part in sections
    )


def _text(table: Table, speech: Speech, formats: Formats, columns: int) -> str:
    body = [(row, [written(cell, formats) for cell in row.cells]) for row in table.rows]
    widths = [
        max(text_width(head), *(text_width(cells[n]) for _, cells in body if n < len(cells)), 0)
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
    longest = max((text_width(_label(row)) for row, _ in body), default=0)
    beside = min(longest, left) if left >= min(longest, _SHORTEST_LABEL) else 0
    yield _line("", headings, beside, widths)
    above: list[str] = []
    for row, cells in body:
        label = _label(row)
        if row.total and above:
            yield _line("", ["─" * w for w in widths[: len(cells)]], beside, widths)
        if text_width(label) > beside:
            yield from wrapped(label, columns)
            label = ""
        if label or cells or not row.label:
            yield _line(label, cells, beside, widths)
        above = cells


def _listed(body: Iterable[_Written], headings: Sequence[str], columns: int) -> Iterator[str]:
    """Figures below one another, each with its heading: for narrow screens."""
    body = list(body)
    wide = max(map(text_width, headings))
    right = max((text_width(cell) for _, cells in body for cell in cells), default=0)
    for row, cells in body:
        yield from wrapped(_label(row), columns)
        for head, cell in zip(headings, cells, strict=False):
            gap = wide - text_width(head) + _GAP + right - text_width(cell)
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
    filled = (padded(cell, w, right=True) for cell, w in zip(cells, widths, strict=False))
    return "  ".join([padded(label, label_width), *filled])


def markdown(sections: Iterable[Table | PlaceList], speech: Speech, formats: Formats) -> str:
    """Write tables and lists of places as Markdown; raw tables read well too."""
    return "\n".join(
        _markdown_places(part, speech)
        if isinstance(part, PlaceList)
        else _markdown(rounded(part, MINUTE), speech, formats)
        for part in sections
    )


def _markdown(table: Table, speech: Speech, formats: Formats) -> str:
    head = ["", *map(markdown_text, table.headings)]
    rows = (_markdown_row(row, formats) for row in table.rows)
    body = [[*row, *[""] * (len(head) - len(row))] for row in rows if any(row)]
    title = f"## {markdown_text(speech.say(table.title))}\n\n" if table.title is not None else ""
    return f"{title}{markdown_lines(head, body, [False, *[True] * len(table.headings)])}\n"


def _markdown_row(row: TableRow, formats: Formats) -> list[str]:
    label = markdown_text(printed(row.label))
    if label and (row.total or not row.cells):
        label = f"**{label}**"
    return [
        _EM_SPACE * row.level + label,
        *(markdown_text(written(cell, formats)) for cell in row.cells),
    ]


def csv(tables: Iterable[Table], speech: Speech) -> str:
    """Write tables as CSV (RFC 4180) for programs: points, no thousands, decimal hours, ratios.

    All lines of a table have as many fields. A label that a spreadsheet would take for a formula
    gets an apostrophe before it. What stands above hours says that they are decimal.
    """
    return csv_lines(line for table in tables for line in _csv(table, speech))


def _csv(table: Table, speech: Speech) -> Iterator[list[object]]:
    empty = [""] * len(table.headings)
    if table.title is not None:
        yield [speech.say(table.title), *empty]
    table = rounded(table, HUNDREDTH)
    yield ["", *_headings(table, speech)]
    for place, row in enumerate(table.rows):
        if row.label or row.cells:
            label = legible(row.label)
            if not row.cells and _above_hours(table.rows[place + 1 :]):
                label = _decimal(label, speech)
            yield [label, *map(_machine, row.cells), *empty[len(row.cells) :]]


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


def _machine(cell: Cell) -> object:
    if cell.value is None:
        return ""
    if cell.unit is Unit.RATIO:
        return rounded_ratio(Decimal(cell.value))
    return in_hundredths(int(cell.value)) if cell.unit is Unit.HOURS else cell.value


#: No column is made narrower than this.
_NARROWEST = 6


def columns(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    width: int = 80,
    right: frozenset[int] = frozenset(),
) -> str:
    """Write rows under *headings*, if there are any; columns of numbers stand to the *right*.

    The widest columns give way until all fits in *width*; 0 is no limit.
    """
    body = [[printed(cell) for cell in row] for row in rows]
    lines = [[*headings], *body] if headings else body
    widths = [max(map(text_width, column)) for column in zip(*lines, strict=True)]
    while width and sum(widths) + 2 * (len(widths) - 1) > width and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    if headings:
        lines.insert(1, ["─" * w for w in widths])
    return "".join(f"{_column_line(line, widths, right)}\n" for line in lines)


def _column_line(line: Sequence[str], widths: Sequence[int], right: frozenset[int]) -> str:
    cells = enumerate(zip(line, widths, strict=True))
    return "  ".join(
        padded(shortened(cell, w), w, right=at in right) for at, (cell, w) in cells
    ).rstrip()


#: So many lines about a place do not stand beside it.
_SEVERAL = 2


def _places(part: PlaceList, speech: Speech, columns: int) -> str:
    lines = wrapped(speech.say(part.title), columns)
    for spot in part.spots:
        place, about = printed(spot.place), [printed(line) for line in spot.about]
        whole = "  ".join(["", place, *about])
        if part.places and len(about) < _SEVERAL and text_width(whole) <= columns:
            lines.append(whole)
            continue
        lines += [f"  {place}"] if part.places else wrapped(f"  {place}", columns)
        for line in about:
            lines += wrapped(f"    {line}", columns)
    if part.more:
        lines.append(f"  {_more(part, speech)}")
    return "".join(f"{line}\n" for line in lines)


def _more(part: PlaceList, speech: Speech) -> str:
    return speech.say(
        count(
            "… and {number} more; `--all` shows it",
            "… and {number} more; `--all` shows them",
            part.more,
        )
    )


def _markdown_places(part: PlaceList, speech: Speech) -> str:
    lines = [f"## {markdown_text(speech.say(part.title))}", ""]
    for spot in part.spots:
        place, about = printed(spot.place), [markdown_text(printed(line)) for line in spot.about]
        if part.places:
            lines.append(" ".join([f"- `{place.replace('`', '')}`", *about]))
        else:
            lines += [f"- {markdown_text(place)}", *(f"  - {line}" for line in about)]
    if part.more:
        lines.append(f"- {_more(part, speech)}")
    return "".join(f"{line}\n" for line in lines)
