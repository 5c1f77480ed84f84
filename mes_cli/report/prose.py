"""Markdown in records: CommonMark, where HTML is plain text and links lead to the web only.

One parser reads it for both forms. Headings step down below those of the report, images
are left out (they could call home), and links of other schemes stay words. Most texts are words
and nothing else: these are paragraphs without asking the parser, which is then not even loaded.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING
from urllib.parse import quote

from mes_cli.escape import markdown_text
from mes_cli.table import markdown_lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: The deepest heading of a report's own; those of records begin below it.
_HEADINGS = 3
#: They stand for signs meanwhile: no record can hold them. Other readers of Markdown would make
#: a tag, deleted words or a table of these.
_LESS, _TILDE, _BAR = "\ufdd0", "\ufdd1", "\ufdd2"
_SIGNS_OF_OTHERS = str.maketrans({"<": _LESS, "~": _TILDE, "|": _BAR})
#: Parts of a text, and parts in one another, that prose has at most. Libraries that write Markdown
#: take the square of the first, and end with the second.
_MOST_TOKENS, _DEEPEST = 5_000, 40
_SCHEMES = {"http", "https", "mailto"}
_TAGS = {"p", "em", "strong", "ul", "ol", "li", "blockquote", "br", "hr", "code", "pre", "a",
         "h4", "h5", "h6"}  # fmt: skip


# What is neither a letter nor a digit, nor a sign that means nothing in Markdown where it stands
# inside a line.
_SIGNS = re.compile(r"_|[^\w \n\u00a0\u202f,;:.!?'’\"«»“”()–—…‑·%€/°-]")
# A line that begins with anything else, or with a number that may begin a list; spaces that are
# not between two words.
_ODD = re.compile(r"^(?!$|[^\W\d_]|\d+(?![\d.)])|[«“\"(])|[ \u00a0\u202f]$|  ", re.MULTILINE)


def _paragraphs(text: str) -> list[str] | None:
    r"""Give the paragraphs of a text that is words and nothing else.

    >>> _paragraphs("One.\nTwo?\n\nThree!"), _paragraphs("*One*")
    (['One.\nTwo?', 'Three!'], None)
    """
    text = text.strip("\n")
    if not text or _SIGNS.search(text) or _ODD.search(text):
        return None
    return re.split(r"\n{2,}", text)


def _alive(address: str) -> bool:
    from urllib.parse import urlsplit

    try:
        return urlsplit(address).scheme.lower() in _SCHEMES
    except ValueError:
        return False


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(["image", "html_block", "html_inline"])
    parser.validateLink = _alive  # type: ignore[method-assign,assignment]
    return parser


def _tokens(text: str) -> "Sequence[Token]":
    """Parse a text; one that is more tangled than prose ever is gives no tokens."""
    tokens = _parser().parse(text, {})
    if len(tokens) > _MOST_TOKENS or _depth(tokens) > _DEEPEST:
        return []
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            level = min(int(token.tag[1:]) + _HEADINGS, 6)
            token.tag, token.markup = f"h{level}", "#" * level
    return tokens


def _depth(tokens: "Sequence[Token]") -> int:
    depths = accumulate(it.nesting for token in tokens for it in (token, *(token.children or ())))
    return max(depths, default=0)


def _blocks(text: str) -> list[str]:
    return [it for it in re.split(r"\n\s*\n", text.strip()) if it]


def html(text: str) -> str:
    """Render prose as HTML that can do nothing but be read."""
    words = _paragraphs(text)
    if words is not None:
        return "".join(f"<p>{it}</p>\n" for it in words).replace("\u00a0", "&nbsp;")
    import nh3

    parser = _parser()
    if not (tokens := _tokens(text)):
        return "".join(f"<p>{nh3.clean_text(it)}</p>\n" for it in _blocks(text))
    rendered = parser.renderer.render(tokens, parser.options, {})
    return nh3.clean(
        rendered,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )


def markdown(text: str) -> str:
    """Write prose as Markdown that keeps to its own paragraphs."""
    words = _paragraphs(text)
    if words is not None:
        return "\n\n".join(words)
    from mdformat.renderer import MDRenderer

    options: dict[str, object] = {"mdformat": {}, "parser_extension": [], "codeformatters": {}}
    tokens, parser = _tokens(text), _parser()
    if not tokens:
        return "\n\n".join(map(markdown_text, _blocks(text)))
    meant = parser.renderer.render(tokens, parser.options, {})
    for token in tokens:
        for inner in token.children or ():
            if inner.type == "text":
                # The renderer escapes some of these signs; all of them are words.
                inner.content = inner.content.translate(_SIGNS_OF_OTHERS)
    written = MDRenderer().render(tokens, options, {})
    written = written.replace(_LESS, "&lt;").replace(_TILDE, "\\~").replace(_BAR, "\\|")
    written = written.replace("_" * 70, "---").strip()
    if _bare(_reader().render(written)) == _bare(meant):
        return written
    # The renderer is at a loss with some texts, which would then be structure: they stay words.
    return "\n\n".join(map(markdown_text, _blocks(text)))


@cache
def _reader() -> "MarkdownIt":
    """What others may read the written text with: it knows more than we let records use."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _bare(page: str) -> str:
    return re.sub(r"\s+", "", page)


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
