"""Words of records put into Markdown or a style sheet: they never become its structure."""

import re
from collections.abc import Callable, Iterable, Sequence

# Whatever begins emphasis, code, a link, a table cell, a tag or an entity. A sign before a
# space or a digit begins no tag, and an ampersand alone no entity: they stay as they are read.
_SIGNS = re.compile(r"[\\`*_\[\]|#~]|<(?![ \u00a0\u202f\d])|&(?=#|\w*;|\w*$)")
# What begins a list, a heading, a quotation or a rule where it begins a line.
_STARTS = re.compile(r"^( ?)(?:(>|[-+=](?=\s|$)|-(?=-+\s*$)|=(?==+\s*$))|(\d{1,9})([.)])(?=\s|$))")
_ENTITIES = {"<": "&lt;", "&": "&amp;"}


class Safe(str):
    """Text that is Markdown already."""

    __slots__ = ()


def markdown_text(value: object) -> str:
    r"""Write a value as words of Markdown, on one line.

    >>> markdown_text("a *b* | <c>")
    'a \\*b\\* \\| &lt;c>'
    >>> markdown_text("R&D < 3 &amp;")
    'R&D < 3 &amp;amp;'
    """
    if isinstance(value, Safe):
        return value
    # No-break spaces stay: they belong to the typography.
    line = re.sub(r"[ \t\r\n]+", " ", str(value))
    line = _SIGNS.sub(lambda m: _ENTITIES.get(m[0], f"\\{m[0]}"), line)
    return _STARTS.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", line)


def css_text(value: object) -> str:
    r"""Write a value as the inside of a quoted string of CSS, in a style element.

    >>> css_text('a"b</c')
    'a\\22 b\\3c \\2f c'
    """
    line = " ".join(str(value).split())
    return "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in line)


def markdown_table(
    typography: Callable[[str], str], head: Sequence[object], rows: Iterable[Sequence[object]]
) -> Safe:
    r"""Write a table whose columns stand under one another; numbers are to the right.

    The first column is words; a column is numbers where its heading begins with a ``>``.

    >>> print(markdown_table(str, ["what", ">how much"], [["a|b", "1"]]))
    | what | how much |
    | ---- | -------: |
    | a\|b |        1 |
    """
    right = [str(cell).startswith(">") for cell in head]
    titles = [c if isinstance(c, Safe) else str(c).removeprefix(">") for c in head]
    table = [[_cell(cell, typography) for cell in row] for row in (titles, *rows)]
    widths = [max(3, *(len(row[i]) for row in table)) for i in range(len(head))]
    rule = ["-" * (width - 1) + ":" if to else "-" * width
            for width, to in zip(widths, right, strict=True)]  # fmt: skip
    lines = [table[0], rule, *table[1:]]
    return Safe("\n".join(_row(line, widths, right) for line in lines))


def noted(typography: Callable[[str], str], label: object, note: str) -> Safe:
    r"""Write words with the mark of a footnote behind them.

    >>> noted(str, "a*b", "money")
    'a\\*b[^money]'
    """
    return Safe(f"{_cell(label, typography)}[^{note}]")


def _cell(value: object, typography: Callable[[str], str]) -> str:
    return value if isinstance(value, Safe) else markdown_text(typography(str(value)))


def _row(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = (
        cell.rjust(width) if to else cell.ljust(width)
        for cell, width, to in zip(cells, widths, right, strict=True)
    )
    return f"| {' | '.join(padded)} |"
