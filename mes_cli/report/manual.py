"""The reference that is shipped: pages of Markdown of our own, in the reader's language."""

from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import pairwise

from mes_cli.language.folding import slug
from mes_cli.report.shipped import shipped

#: How a page names its twin in the other language, in its third line.
_TWINS = {"fr": "*[In English: ", "en": "*[En français : "}


@dataclass(frozen=True, slots=True)
class ManualPage:
    """A page of the reference: its name, its title and its text without the title."""

    name: str
    title: str
    text: str


def manual_root() -> Traversable:
    """The folder of the pages."""
    return shipped("docs")


def manual(language: str) -> list[ManualPage]:
    """Give the pages in a language, by title."""
    found = (_read(it) for it in manual_root().iterdir() if it.name.endswith(".md"))
    twin = _TWINS[language]
    ours = [it for it in found if it.text.startswith(twin)]
    pages = [ManualPage(it.name, it.title, it.text.partition("\n")[2].lstrip()) for it in ours]
    return sorted(pages, key=lambda it: it.title)


def _read(file: Traversable) -> ManualPage:
    title, _line_end, text = file.read_text("utf-8").partition("\n")
    return ManualPage(file.name.removesuffix(".md"), title.removeprefix("# "), text.lstrip())


def manual_html(page: ManualPage, address: str) -> str:
    """Write a page as HTML; links to other pages begin with *address*."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(page.text)
    for token, following in pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", slug(following.content))
        if token.type == "table_open":
            token.attrSet("class", "reference")
    for token in tokens:
        for inner in token.children or ():
            if inner.type == "link_open":
                inner.attrSet("href", _led(str(inner.attrGet("href") or ""), address))
    return str(parser.renderer.render(tokens, parser.options, {}))


def _led(target: str, address: str) -> str:
    """Where a link leads: to a page here, to its own heading, or to the web."""
    file, _mark, heading = target.partition("#")
    if target.startswith(("http://", "https://", "#")):
        return target
    if file.endswith(".md") and "/" not in file:
        return f"{address}{file.removesuffix('.md')}" + (f"#{heading}" if heading else "")
    return "#"
