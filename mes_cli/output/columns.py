"""Tables of words for terminals: columns side by side, cut where the screen ends."""

from collections.abc import Iterable, Sequence

from mes_cli.escape import printed
from mes_cli.output.human import cells

#: No column is made narrower than this.
_NARROWEST = 6


def columns(headings: Sequence[str], rows: Iterable[Sequence[str]], width: int = 80) -> str:
    """Write a table; the widest columns give way until it fits in *width*, 0 is no limit."""
    body = [[printed(cell) for cell in row] for row in rows]
    widths = [
        max([cells(head), *(cells(row[n]) for row in body)]) for n, head in enumerate(headings)
    ]
    while width and sum(widths) + 2 * (len(widths) - 1) > width and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    lines = [headings, ["─" * w for w in widths], *body]
    return "".join(f"{_line(line, widths)}\n" for line in lines)


def _line(line: Sequence[str], widths: Sequence[int]) -> str:
    fitted = (cut(cell, w) for cell, w in zip(line, widths, strict=True))
    padded = (cell + " " * (w - cells(cell)) for cell, w in zip(fitted, widths, strict=True))
    return "  ".join(padded).rstrip()


def cut(text: str, width: int) -> str:
    """Shorten a text to so many columns of a terminal.

    >>> cut("un deux trois", 8)
    'un deux…'
    """
    if cells(text) <= width:
        return text
    while text and cells(text) > width - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"
