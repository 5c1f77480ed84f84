"""What is shipped beside the code: templates, starter registers, queries, the guide."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise

from mes_cli.language.folding import slug

#: Templates of somebody's own: their names, their texts, the files that messages name.
Own = tuple[tuple[str, str, str], ...]

#: Before the name of a template: the one that is shipped, whatever stands in its place.
SHIPPED = "shipped/"
_YEAR = "@YEAR@"
_STARTER = "starter/"
#: Templates that are not those of reports.
_OTHERS = (_STARTER, "web/", "forms/")


def shipped(folder: str) -> Traversable:
    """A shipped folder: inside the package in a wheel, beside it in a checkout."""
    packaged = files("mes_cli") / folder
    return packaged if packaged.is_dir() else files("mes_cli") / ".." / folder


def template_root() -> Traversable:
    """The built-in templates."""
    return shipped("templates")


def shipped_templates() -> dict[str, str]:
    """Give the templates of reports, by their names."""
    found = dict(_texts(template_root(), ""))
    return {name: text for name, text in found.items() if not name.startswith(_OTHERS)}


def starter(language: str, year: int) -> dict[str, str]:
    """The files of a first register, by their paths, dated in *year*."""
    return {
        path.replace(_YEAR, str(year)): text.replace(_YEAR, str(year))
        for path, text in _texts(template_root() / "starter" / language, "")
    }


def form_lists() -> Iterator[str]:
    """Give the shipped lists of what belongs into the fields of forms."""
    yield from (text for _, text in _texts(template_root() / "forms", ""))


def queries() -> Iterator[tuple[dict[str, str], str]]:
    """Give the shipped queries in SQL, each with the question that it answers by language.

    A query begins with a line of comment a language: ``-- fr: Qui nous finance ?``.
    """
    for _, text in _texts(shipped("docs/sql"), ""):
        lines = text.splitlines()
        said = [line[3:].split(": ", 1) for line in lines if line.startswith("-- ")]
        sql = "\n".join(line for line in lines if not line.startswith("--"))
        yield dict(said), sql


def _texts(folder: Traversable, below: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            yield from _texts(entry, f"{below}{entry.name}/")
        else:
            yield f"{below}{entry.name}", entry.read_text("utf-8")


#: How the contents of the guide name a page of it: ``1. [Start](start.md)``.
_LISTED = re.compile(r"^\d+\. \[.*\]\((\w+)\.md\)", re.MULTILINE)
#: How a page names its twin in the other language, in its third line.
_TWINS = {"fr": "*[In English: ", "en": "*[En français : "}


@dataclass(frozen=True, slots=True)
class ManualPage:
    """A page of the guide or the reference: its name, its title and its text without the title."""

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


def guide(language: str) -> list[ManualPage]:
    """Give the pages of the guide in a language, in the order of its contents."""
    folder = manual_root() / "guide" / language
    named = _LISTED.findall((folder / "index.md").read_text("utf-8"))
    return [_read(folder / f"{name}.md") for name in named]


def _read(file: Traversable) -> ManualPage:
    title, _line_end, text = file.read_text("utf-8").partition("\n")
    return ManualPage(file.name.removesuffix(".md"), title.removeprefix("# "), text.lstrip())


def picture(language: str, name: str) -> bytes | None:
    """Give a picture of the guide in a language; None where there is none of that name."""
    folder = shipped("docs") / "guide" / language / "images"
    return next((it.read_bytes() for it in folder.iterdir() if it.name == name), None)


def manual_html(page: ManualPage, address: str, known: Collection[str]) -> str:
    """Write a page as HTML; pictures, and links to pages that are *known*, begin with *address*."""
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
                inner.attrSet("href", _led(str(inner.attrGet("href") or ""), address, known))
            if inner.type == "image":
                inner.attrSet("src", f"{address}{inner.attrGet('src')}")
    return str(parser.renderer.render(tokens, parser.options, {}))


def _led(target: str, address: str, known: Collection[str]) -> str:
    """Where a link leads: to a page here, to its own heading, or to the web."""
    path, _mark, heading = target.partition("#")
    if target.startswith(("http://", "https://", "#")):
        return target
    name = path.rpartition("/")[2].removesuffix(".md")
    return f"{address}{name}" + (f"#{heading}" if heading else "") if name in known else "#"
