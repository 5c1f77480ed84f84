"""Laws of text in reports: whatever a record says is read back as words, never as structure."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from mes_cli.escape import markdown_text
from mes_cli.report import prose
from mes_cli.report.prose import css_text, markdown_table

#: Pieces that mean something to Markdown, HTML, or whoever follows links.
PIECES = (
    "*", "_", "`", "~", "#", "|", "<", ">", "[", "]", "(", ")", "!", "\\", "&", ";", "-", "+", "=",
    "1.", "2)", "    ", "\t", "\n", "\n\n", "---", "===", "```", "~~~", "<b>", "</p>", "<!--", "->",
    "&lt;", "&#60;", "&#x3c;", "&amp", "http://x.org", "javascript:alert(1)", "data:text/html,x",
    "[a](javascript:x)", "![a](http://x)", "<script>", "<img src=x onerror=y>", "[^1]", "[a]: b",
    "{{ x }}", "{% if %}", "a", "é", "\u00a0", "\u202f", " ", "word", "3", "www.x.org", "a@b.org",
    "||", "|-|-|", ":-:", "\\\\", "<![CDATA[", "]]>", "<?x", "%0a", "'", '"', "style=", "onload=",
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=40),
)
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OPENING = re.compile(
    r"<\s*(script|img|iframe|svg|style|link|object|embed|form|input|base|meta)", re.IGNORECASE
)
ACTIVE = re.compile(r"<[^>]*\s(on\w+|style|srcset|formaction)\s*=", re.IGNORECASE)


def words(tokens: list[Token]) -> str:
    """The text of inline tokens, which must hold nothing but text."""
    found = [it for token in tokens for it in token.children or ()]
    assert {it.type for it in found} <= {"text"}, [it.type for it in found]
    return "".join(it.content for it in found)


def one_line(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


@given(TEXTS)
@settings(max_examples=600, deadline=None)
def test_a_line_of_markdown_is_read_back_as_it_was_said(text: str) -> None:
    tokens = PARSER.parse(markdown_text(text))

    assert {it.type for it in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    assert words(tokens).strip() == one_line(text).strip()


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_words_in_the_middle_of_a_line_stay_there(text: str) -> None:
    tokens = PARSER.parse(f"before {markdown_text(text)} after\n\nnext\n")

    assert [it.type for it in tokens].count("paragraph_open") == 2
    assert one_line(words(tokens[:3])) == one_line(f"before {one_line(text)} after")


@given(TEXTS, TEXTS)
@settings(max_examples=300, deadline=None)
def test_a_table_keeps_its_cells(one: str, other: str) -> None:
    tokens = PARSER.parse(str(markdown_table(str, ["a", "b"], [[one, other], [other, one]])))

    cells = [it for it in tokens if it.type == "inline"]
    assert [it.type for it in tokens].count("table_open") == 1
    assert [words([it]).strip() for it in cells[2:]] == [
        one_line(it).strip() for it in (one, other, other, one)
    ]


def seen(page: str) -> str:
    """What a reader sees of a page, without its spaces."""
    said = unescape(re.sub(r"</?[a-z0-9]+(?: [a-z]+=\"[^\"]*\")*(?: /)?>", "", page))
    return re.sub(r"\s+", "", said)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_prose_can_do_nothing_but_be_read(text: str) -> None:
    written = prose.html(text)

    assert not OPENING.search(written), written
    assert not ACTIVE.search(written), written
    for address in re.findall(r'href="([^"]*)"', written):
        assert re.match(r"(https?|mailto):", address, re.IGNORECASE)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_prose_in_markdown_shows_what_it_shows_in_html(text: str) -> None:
    again = PARSER.render(prose.markdown(text))

    # Where a text cannot be written with its structure, its signs are shown as words.
    assert seen(again) in {seen(prose.html(text)), "".join(text.split())}
    assert not OPENING.search(again), again
    assert not ACTIVE.search(again), again
    assert not re.search(r'(href|src)="(?!https?:|mailto:)[a-z]+:', again, re.IGNORECASE), again


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_words_in_a_style_sheet_close_nothing(text: str) -> None:
    assert re.fullmatch(r"(?:\w| |\\[0-9a-f]{1,6} )*", css_text(text))


@pytest.mark.parametrize("text", ["*a **b " * 2000, "1. one\n" * 2000])
def test_a_text_that_is_tangled_stays_words(text: str) -> None:
    written, shown = prose.markdown(text), prose.html(text)

    assert set(re.findall(r"<\w+", shown)) == {"<p"}
    assert re.sub(r"\s", "", unescape(re.sub(r"<[^>]+>", "", shown))) == re.sub(r"\s", "", text)
    assert re.sub(r"[\s\\]", "", unescape(written)) == re.sub(r"\s", "", text)
