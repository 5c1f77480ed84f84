"""PDF: the HTML of a report, laid out on pages by WeasyPrint, which an extra brings.

WeasyPrint draws each picture by itself, without the style sheet of the page, so each picture
gets the rules and the patterns that it needs.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import tinycss2

from mes_cli.errors import MissingExtraError, MissingSystemLibraryError, TemplateError
from mes_cli.finding import say
from mes_cli.report.shipped import Own, template_root
from mes_cli.worker import WorkerDiedError, in_worker

_VAR = re.compile(r"var\((--[\w-]+)\)")
_FONT = re.compile(r"(?:\d00 )?([\d.]+px)(?:/[\d.]+)?\s+(.+)", re.DOTALL)
#: Each picture of a tagged PDF has words; those of one that only decorates say nothing.
_NO_WORDS = "<title>\u00a0</title>"
#: The properties that draw a shape, and those that set its words.
_SHAPES = frozenset({"fill", "stroke", "stroke-width"})
_LETTERS = frozenset({"font", "font-size", "font-weight"})


def pdf(html: str, own: Own = ()) -> bytes:
    """Lay a report out on pages; the same report gives the same bytes.

    Pages of a register's own templates are laid out in a process of their own.

    Raises:
        MissingExtraError: WeasyPrint is not installed.
        MissingSystemLibraryError: it is, without the system libraries that it needs.
        TemplateError: an own template makes pages that cannot be laid out.
    """
    _weasyprint()
    if not own:
        return _laid_out(html, own)
    try:
        return in_worker(_laid_out, html, own, writes=True)  # fonts, for a while
    except WorkerDiedError:
        reason = say("its pages take more time or memory than any report needs; make them simpler")
        raise TemplateError(own[0][2], 1, reason) from None


def _laid_out(html: str, own: Own) -> bytes:
    weasyprint = _weasyprint()
    # Nothing is fetched: reports bring all that they show.
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=["data"])
    document = weasyprint.HTML(string=for_pages(html, own), url_fetcher=fetcher)
    named = hashlib.sha256(html.encode()).digest()[:16]
    made: bytes = document.write_pdf(pdf_identifier=named, pdf_variant="pdf/ua-1")
    return made


def _weasyprint() -> Any:
    try:
        return import_module("weasyprint")
    except ImportError:
        raise MissingExtraError("weasyprint", "pdf") from None
    except OSError:
        raise MissingSystemLibraryError("weasyprint", "Pango") from None


def for_pages(html: str, own: Own = ()) -> str:
    """Add the style of pages to the HTML of a report, and to its pictures what they need."""
    rules = "".join(html[start + 7 : end - 8] for start, end in _spans(html, "<style>", "</style>"))
    patterns = next(_spans(html, "<defs>", "</defs>"), (0, 0))
    drawing = drawing_rules(rules)
    defs = _resolved(html[slice(*patterns)], _names(rules))
    theirs = [text for name, text, _ in own if name == "shared/pdf.css"]
    sheet = theirs[0] if theirs else (template_root() / "shared/pdf.css").read_text("utf-8")
    drawn = _drawn(html, f"<style>{drawing}</style>{defs}")
    return drawn.replace("</head>", f"<style>\n{sheet}</style>\n</head>", 1)


def _spans(text: str, first: str, last: str) -> Iterator[tuple[int, int]]:
    """Find what stands between two words, these included, from the beginning on."""
    end = 0
    while (start := text.find(first, end)) >= 0 and (found := text.find(last, start)) >= 0:
        end = found + len(last)
        yield start, end


def _drawn(html: str, needed: str) -> str:
    """Write what pictures need into each of them, but the placeholder."""
    made: list[str] = []
    done = 0
    for start, end in _spans(html, "<svg", "</svg>"):
        inside = html.index(">", start, end) + 1
        opening = html[start:inside]
        title = _NO_WORDS if 'aria-hidden="true"' in opening else ""
        own = 'class="defs"' in opening
        made += (html[done:inside], title, "" if own else needed, html[inside:end])
        done = end
    return "".join((*made, html[done:]))


def drawing_rules(sheet: str) -> str:
    """Take the rules of pictures out of a style sheet, with their names resolved.

    >>> drawing_rules(":root { --c1: #123; } .f1 { fill: var(--c1); } p { margin: 0; }")
    '.f1{fill: #123;}'
    """
    names = _names(sheet)
    return "".join(
        f"{selector}{{{' '.join(_written(name, value, names) for name, value in body.items())}}}"
        for selector, body in _rules(sheet)
        if (selector.startswith("svg ") and body.keys() & (_SHAPES | _LETTERS))
        or (selector.startswith(".") and body.keys() & _SHAPES)
    )


def _rules(sheet: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Give the selector and the declarations of each rule that holds for all media."""
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            inside = tinycss2.parse_blocks_contents(rule.content)
            yield (
                tinycss2.serialize(rule.prelude).strip(),
                {
                    it.name: tinycss2.serialize(it.value).strip()
                    for it in inside
                    if it.type == "declaration"
                },
            )


def _names(sheet: str) -> dict[str, str]:
    """The values that have names, for all of a page; the last one holds."""
    return {
        name: value
        for selector, body in _rules(sheet)
        if ":root" in selector
        for name, value in body.items()
        if name.startswith("--")
    }


def _resolved(text: str, names: Mapping[str, str]) -> str:
    return _VAR.sub(lambda m: names.get(m[1], "currentColor"), text)


def _written(name: str, value: str, names: Mapping[str, str]) -> str:
    """Write a declaration, the short form of a font in full: pictures do not know it."""
    value = _resolved(value, names)
    font = _FONT.fullmatch(value) if name == "font" else None
    return f"font-size: {font[1]}; font-family: {font[2]};" if font else f"{name}: {value};"
