"""PDF: the HTML of a report, laid out on pages by WeasyPrint, which an extra brings.

WeasyPrint draws each picture by itself, without the style sheet of the page, so each picture
gets the rules and the patterns that it needs.
"""

import hashlib
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from mes_cli.errors import MissingExtraError, MissingSystemLibraryError
from mes_cli.report.shipped import Own, template_root

# Nothing that was matched is given back, and no match begins inside what was tried already.
_NESTED = re.compile(r"@[^@{;]++\{(?:[^{}]++|\{[^{}]*+\})*+\}")
_RULE = re.compile(r"(?<![^{}])([^{}]++)\{([^{}]*+)\}")
_NAMED = re.compile(r"(?<![\w-])(--[\w-]++)\s*+:\s*+([^;{}]++)")
_VAR = re.compile(r"var\((--[\w-]+)\)")
_FONT = re.compile(r"font:\s*(?:\d00 )?([\d.]+px)(?:/[\d.]+)?\s+([^;}]+)")
_DRAWN = re.compile(r"\b(?:fill|stroke|stroke-width|font|font-size|font-weight)\s*:")


def pdf(html: str, own: Own = ()) -> bytes:
    """Lay a report out on pages; the same report gives the same bytes.

    Raises:
        MissingExtraError: WeasyPrint is not installed.
        MissingSystemLibraryError: it is, without the system libraries that it needs.
    """
    weasyprint = _weasyprint()
    # Nothing is fetched: reports bring all that they show.
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=["data"])
    document = weasyprint.HTML(string=for_pages(html, own), url_fetcher=fetcher)
    named = hashlib.sha256(html.encode()).digest()[:16]
    made: bytes = document.write_pdf(pdf_identifier=named, pdf_tags=True)
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
    """Write what pictures need into each of them, but for the one that is none."""
    made: list[str] = []
    done = 0
    for start, end in _spans(html, "<svg", "</svg>"):
        inside = html.index(">", start, end) + 1
        own = 'class="defs"' in html[start:inside]
        made += (html[done:inside], "" if own else needed, html[inside:end])
        done = end
    return "".join((*made, html[done:]))


def drawing_rules(sheet: str) -> str:
    """Take the rules of pictures out of a style sheet, with their names resolved.

    >>> drawing_rules(":root { --c1: #123; } .f1 { fill: var(--c1); } p { margin: 0; }")
    '.f1{fill: #123;}'
    """
    plain = _plain(sheet)
    names = _names(sheet)
    return "".join(
        f"{selector.strip()}{{{_FONT.sub(_spelled, _resolved(body.strip(), names))}}}"
        for selector, body in _RULE.findall(plain)
        if _DRAWN.search(body) and selector.strip().startswith(("svg ", "."))
        and ("fill" in body or "stroke" in body or selector.strip().startswith("svg "))
    )  # fmt: skip


def _plain(sheet: str) -> str:
    """A style sheet without what holds for some media only, and without notes."""
    ends = [0, *(at for span in _spans(sheet, "/*", "*/") for at in span), len(sheet)]
    return _NESTED.sub("", "".join(sheet[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True)))


def _names(sheet: str) -> dict[str, str]:
    """The values that have names, for all of a page; the last one holds."""
    roots = (body for selector, body in _RULE.findall(_plain(sheet)) if ":root" in selector)
    return {name: value.strip() for body in roots for name, value in _NAMED.findall(body)}


def _resolved(text: str, names: dict[str, str]) -> str:
    return _VAR.sub(lambda m: names.get(m[1], "currentColor"), text)


def _spelled(font: re.Match[str]) -> str:
    """Write the short form of a font out, which pictures do not know."""
    return f"font-size: {font[1]}; font-family: {font[2]}"
