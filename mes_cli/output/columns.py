"""Words for terminals: columns side by side, cut where the screen ends."""

from collections.abc import Iterable, Sequence

from mes_cli.escape import printed
from mes_cli.table import padded, text_width

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
    return "".join(f"{_line(line, widths, right)}\n" for line in lines)


def _line(line: Sequence[str], widths: Sequence[int], right: frozenset[int]) -> str:
    cells = enumerate(zip(line, widths, strict=True))
    return "  ".join(padded(cut(cell, w), w, right=at in right) for at, (cell, w) in cells).rstrip()


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
