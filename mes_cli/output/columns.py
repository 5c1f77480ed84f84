"""Words for terminals: columns side by side, cut where the screen ends."""

from collections.abc import Iterable, Sequence

from mes_cli.escape import printed
from mes_cli.table import padded, text_width

#: No column is made narrower than this.
_NARROWEST = 6


def columns(headings: Sequence[str], rows: Iterable[Sequence[str]], width: int = 80) -> str:
    """Write rows under *headings*, if there are any.

    The widest columns give way until all fits in *width*; 0 is no limit.
    """
    body = [[printed(cell) for cell in row] for row in rows]
    lines = [[*headings], *body] if headings else body
    widths = [max(map(text_width, column)) for column in zip(*lines, strict=True)]
    while width and sum(widths) + 2 * (len(widths) - 1) > width and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    if headings:
        lines.insert(1, ["─" * w for w in widths])
    return "".join(f"{_line(line, widths)}\n" for line in lines)


def _line(line: Sequence[str], widths: Sequence[int]) -> str:
    fitted = (padded(cut(cell, w), w) for cell, w in zip(line, widths, strict=True))
    return "  ".join(fitted).rstrip()


def cut(text: str, width: int) -> str:
    """Shorten a text to so many columns of a terminal.

    >>> cut("un deux trois", 8)
    'un deux…'
    """
    if text_width(text) <= width:
        return text
    while text and text_width(text) > width - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"
