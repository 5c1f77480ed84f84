"""Hostile text in every text field does nothing, in any form."""

import json
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from mes_cli.model.audience import Audience
from mes_cli.register import Register

Reports = Callable[[Register, Audience], dict[str, str]]

HOSTILE = (
    "<script>alert(1)</script> [go](javascript:alert(1)) ![i](http://evil.example/p.png) | a | b |"
    ' " onmouseover="x {{ 7*191 }} {% raw %} &lt;b&gt; [^1]: x\n# Big\n===\n\n---\n\n'
    "<img src=x onerror=y>\n<!-- x -->\n```\nopen\n> quote\n1) one\n[d]: data:text/html,x 'y'"
)
#: Ours, and what prose may become.
TAGS = {
    "html", "head", "meta", "title", "style", "body", "a", "svg", "defs", "pattern", "rect",
    "circle", "line", "path", "text", "desc", "header", "nav", "main", "section", "footer", "div",
    "p",
    "h1", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd", "ol", "ul", "li", "table", "caption",
    "thead", "tbody", "tr", "th", "td", "span", "strong", "em", "br", "hr", "code", "pre",
    "blockquote", "details", "summary", "article", "figure", "figcaption",
}  # fmt: skip


class Scan(HTMLParser):
    """Whatever in a page could do something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in {"src", "srcset", "xlink:href", "action"}:
                self.found.append((tag, name, value))
            if name == "href" and not (value or "").startswith(("http", "mailto:", "#")):
                self.found.append((tag, name, value))

    def handle_comment(self, data: str) -> None:
        self.found.append(data)


@pytest.fixture
def register(make_register: Callable[..., Register]) -> Register:
    return make_register(
        lambda path: "x" if path[-1] == "email" else HOSTILE,
        {
            "evidence": [{"consent": {"scope": "public", "naming": "true", "given": "2025-01-01"}}],
            "advocacy": [{"audience": "public"}],
            "initiative": [{}, {"id": "hidden", "name": "(.*", "publish_name": "false"}],
        },
    )


@pytest.fixture
def texts(register: Register, all_reports: Reports) -> dict[str, str]:
    return all_reports(register, Audience.INTERNAL)


def test_html_holds_nothing_that_acts(texts: dict[str, str]) -> None:
    pages = {name: text for name, text in texts.items() if name.endswith("html")}
    for name, text in pages.items():
        scan = Scan()
        scan.feed(text)

        assert scan.found == [], name
        assert "1337" not in text


def test_markdown_keeps_to_its_structure(texts: dict[str, str]) -> None:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    for name, text in texts.items():
        if not name.endswith("md"):
            continue
        tokens = parser.parse(text)
        inside = [child for token in tokens for child in token.children or ()]
        kinds = {token.type for token in (*tokens, *inside)}
        links = [str(t.attrGet("href")) for t in inside if t.type == "link_open"]

        assert sum(token.tag == "h1" for token in tokens if token.type == "heading_open") == 1, name
        assert not kinds & {"html_block", "html_inline", "image"}, name
        assert all(link.startswith(("http:", "https:", "mailto:")) for link in links), name


def test_json_is_json(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        if name.endswith("json"):
            assert isinstance(json.loads(text), dict), name


def test_the_same_register_gives_the_same_bytes(register: Register, all_reports: Reports) -> None:
    assert all_reports(register, Audience.PUBLIC) == all_reports(register, Audience.PUBLIC)
