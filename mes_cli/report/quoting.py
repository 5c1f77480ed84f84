"""Words of records put into Markdown or a style sheet: they never become its structure."""

from collections.abc import Callable, Iterable, Sequence
from urllib.parse import quote

from mes_cli.escape import markdown_text
from mes_cli.table import markdown_lines

#: The signs of an address that stay as they are; all others but letters and digits are encoded.
_OF_ADDRESSES = "%/:?#[]@!$&'()*+,;=-._~"


class Safe(str):
    """Text that is Markdown already."""

    __slots__ = ()


def markdown_words(value: object) -> str:
    r"""Write a value as words of Markdown, on one line, unless it is Markdown already.

    >>> markdown_words("a *b*"), markdown_words(Safe("*b*"))
    ('a \\*b\\*', '*b*')
    """
    return value if isinstance(value, Safe) else markdown_text(str(value))


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
    return Safe(markdown_lines(table[0], table[1:], right))


def noted(typography: Callable[[str], str], label: object, note: str) -> Safe:
    r"""Write words with the mark of a footnote behind them.

    >>> noted(str, "a*b", "money")
    'a\\*b[^money]'
    """
    return Safe(f"{_cell(label, typography)}[^{note}]")


def linked(typography: Callable[[str], str], label: object, address: str) -> Safe:
    r"""Write words that lead to an address, which cannot end before its end.

    >>> linked(str, "a*b", "https://example.org/a(b)>c")
    '[a\\*b](<https://example.org/a(b)%3Ec>)'
    """
    return Safe(f"[{_cell(label, typography)}](<{quote(address, safe=_OF_ADDRESSES)}>)")


def _cell(value: object, typography: Callable[[str], str]) -> str:
    return value if isinstance(value, Safe) else markdown_text(typography(str(value)))
