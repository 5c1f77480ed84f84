"""Markdown in records: CommonMark, where HTML is plain text and links lead to the web only.

One parser reads it for both forms. Headings step down below those of the report, images
are left out (they could call home), and links of other schemes stay words.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdformat.renderer import MDRenderer

#: The deepest heading of a report's own; those of records begin below it.
_HEADINGS = 3
_SCHEMES = {"http", "https", "mailto"}
_TAGS = {"p", "em", "strong", "ul", "ol", "li", "blockquote", "br", "hr", "code", "pre", "a",
         "h4", "h5", "h6"}  # fmt: skip


def _alive(address: str) -> bool:
    try:
        return urlsplit(address).scheme.lower() in _SCHEMES
    except ValueError:
        return False


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(["image", "html_block", "html_inline"])
    parser.validateLink = _alive  # type: ignore[method-assign,assignment]
    return parser


_PARSER = _parser()


def _tokens(text: str) -> Sequence[Token]:
    tokens = _PARSER.parse(text, {})
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            level = min(int(token.tag[1:]) + _HEADINGS, 6)
            token.tag, token.markup = f"h{level}", "#" * level
    return tokens


def html(text: str) -> str:
    """Render prose as HTML that can do nothing but be read."""
    rendered = _PARSER.renderer.render(_tokens(text), _PARSER.options, {})
    return nh3.clean(
        rendered,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )


def markdown(text: str) -> str:
    """Write prose as Markdown that keeps to its own paragraphs."""
    options: dict[str, object] = {"mdformat": {}, "parser_extension": [], "codeformatters": {}}
    written = MDRenderer().render(_tokens(text), options, {})
    return written.replace("\\<", "&lt;").replace("_" * 70, "---").strip()
