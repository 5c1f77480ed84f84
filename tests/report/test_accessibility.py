"""What can be said of a page without a browser: names, captions, scopes, order of headings.

Contrast, focus and width are for ``tools/accessibility.mjs``.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.figures.years import newest_day
from mes_cli.model.audience import Audience
from mes_cli.report.render import render
from mes_cli.store.reading.load import load
from mes_cli.view import Reader, everything, index, view
from mes_cli.view.records import ViewData

EXAMPLES = Path(__file__).parents[2] / "examples"
VOID = {"br", "circle", "hr", "img", "line", "link", "meta", "path", "rect", "wbr"}
#: What may name something in place of text.
NAMES = ("aria-label", "aria-labelledby", "title")


@dataclass
class Element:
    """An element of a page, with what is in it."""

    tag: str
    attributes: dict[str, str | None]
    inside: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words in it."""
        return "".join(it if isinstance(it, str) else it.text for it in self.inside).strip()

    def all(self, *tags: str) -> Iterator["Element"]:
        """Every element below it, in order; of some tags, or of all."""
        for it in self.inside:
            if isinstance(it, Element):
                if not tags or it.tag in tags:
                    yield it
                yield from it.all(*tags)

    def first(self) -> str:
        """The tag of the first element in it."""
        return next((it.tag for it in self.inside if isinstance(it, Element)), "")


class Tree(HTMLParser):
    """Reads a page, and fails where an element is not closed in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"{tag} has an attribute twice"
        made = Element(tag, dict(attrs))
        self.open[-1].inside.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop().tag == tag, f"{tag} closes what it did not open"

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def page(text: str) -> Element:
    tree = Tree()
    tree.feed(text)
    tree.close()
    assert tree.open == [tree.root]
    return tree.root


def faults(root: Element) -> Iterator[str]:
    """Say everything that is wrong with a page."""
    yield from _frame(root)
    yield from _headings(root)
    yield from _names(root)
    yield from _texts(root)
    for it in root.all("svg"):
        yield from _picture(it)
    for it in root.all("table"):
        yield from _table(it)


def _frame(root: Element) -> Iterator[str]:
    (html,) = root.all("html")
    if not html.attributes.get("lang"):
        yield "the page has no language"
    if not next(root.all("title")).text:
        yield "the page has no title"
    if len(list(root.all("main"))) != 1:
        yield "the page has not one main"


def _texts(root: Element) -> Iterator[str]:
    """What is pressed, heard or looked up says what it is."""
    for it in root.all("details"):
        if it.first() != "summary":
            yield "details without a summary"
    for it in root.all("a", "summary", "th", "caption", "figcaption", "dt"):
        if not it.text and not any(it.attributes.get(name) for name in NAMES):
            yield f"{it.tag} without text"
    for it in root.all("img"):
        if "alt" not in it.attributes:
            yield "img without alt"
    for it in root.all():
        if "tabindex" in it.attributes and not it.attributes.get("aria-label"):
            yield f"{it.tag} takes the focus and has no name"


def _headings(root: Element) -> Iterator[str]:
    levels = [int(it.tag[1]) for it in root.all("h1", "h2", "h3", "h4", "h5", "h6")]
    if levels.count(1) != 1 or levels[0] != 1:
        yield "the page does not begin with one h1"
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"h{below} follows h{above}"
    for it in root.all("article"):
        if not any(it.all("h2", "h3", "h4")):
            yield "article without a heading"


def _names(root: Element) -> Iterator[str]:
    """Names of elements stand once, and what points to one finds it."""
    names = Counter(it.attributes["id"] for it in root.all() if "id" in it.attributes)
    yield from (f"the id {name} stands {times} times" for name, times in names.items() if times > 1)
    for it in root.all():
        for name in (it.attributes.get("aria-labelledby") or "").split():
            if name not in names:
                yield f"{it.tag} is named by {name}, which is not there"
        href = it.attributes.get("href") or ""
        if href.startswith("#") and href[1:] not in names:
            yield f"a link leads to {href}, which is not there"
    summaries = Counter(it.text for it in root.all("summary"))
    yield from (f"{times} marks are all called {name}" for name, times in summaries.items()
                if times > 1 and name not in RECORD)  # fmt: skip


#: The mark of one record stands right below what it belongs to.
RECORD = {"Record", "Fiche"}


def _picture(it: Element) -> Iterator[str]:
    if it.attributes.get("aria-hidden") == "true":
        return
    said = {inner.attributes.get("id"): inner for inner in it.all("title", "desc") if inner.text}
    named = set((it.attributes.get("aria-labelledby") or "").split())
    if it.attributes.get("role") != "img":
        yield "svg without a role"
    if {said[name].tag for name in named if name in said} != {"title", "desc"}:
        yield "svg without a title or a description"


def _table(it: Element) -> Iterator[str]:
    if it.first() != "caption":
        yield "table without a caption"
    for cell in it.all("th"):
        if cell.attributes.get("scope") not in {"col", "row"}:
            yield f"heading {cell.text!r} of a table without a scope"
    widths = {sum(int(cell.attributes.get("colspan") or 1) for cell in row.all("th", "td"))
              for row in it.all("tr")}  # fmt: skip
    if len(widths) != 1:
        yield f"rows of {sorted(widths)} cells in one table"


@cache
def figures(example: str) -> YearFigures:
    return YearFigures(books(load(EXAMPLES / example).register), 2025)


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("example", ["reseau-des-possibles", "seed-library"])
def test_every_report_can_be_read_by_everybody(example: str, audience: Audience) -> None:
    known = figures(example)
    day = newest_day(known.register)
    assert day is not None
    language = known.register.settings.language

    def reader(subject: str = "") -> Reader:
        return Reader(audience, day, language, subject=subject)

    reports = everything(known, reader())
    pages = {
        f"{name} {subject}".strip(): render(
            name, "html", view(name, known, reader(subject)), language
        )
        for name, subject, _ in reports
    }
    listed: list[ViewData] = [
        {"name": name, "label": label, "file": f"{name}.html"} for name, _, label in reports
    ]
    pages["index"] = render("index", "html", index(known, reader(), listed), language)

    found = {name: sorted(set(faults(page(text)))) for name, text in pages.items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ("<h1>A</h1><h3>B</h3>", "h3 follows h1"),
        ("<h1>A</h1><h1>B</h1>", "the page does not begin with one h1"),
        ("<h1 id=a>A</h1><p id=a>B</p>", "the id a stands 2 times"),
        ("<h1>A</h1><a href='#b'>B</a>", "a link leads to #b, which is not there"),
        ("<h1>A</h1><a href='/'></a>", "a without text"),
        ("<h1>A</h1><svg role=img></svg>", "svg without a title or a description"),
        ("<h1>A</h1><details><p>B</p></details>", "details without a summary"),
        ("<h1>A</h1><table><tr><td>1</td></tr></table>", "table without a caption"),
    ],
)
def test_a_fault_is_seen(markup: str, fault: str) -> None:
    text = f"<html lang=en><title>T</title><body><main>{markup}</main></body></html>"
    assert list(faults(page(text))) == [fault]
