"""PDF: the HTML of a report, laid out on pages by WeasyPrint, which an extra brings.

WeasyPrint draws each picture by itself, without the style sheet of the page, so each picture
gets the rules and the patterns that it needs.
"""

import hashlib
import re
from importlib import import_module
from typing import Any

from mes_cli.errors import MissingExtraError, MissingSystemLibraryError
from mes_cli.report.environment import Own
from mes_cli.report.shipped import template_root

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_NESTED = re.compile(r"@[^{;]+\{(?:[^{}]|\{[^{}]*\})*\}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_NAMED = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]+)")
_VAR = re.compile(r"var\((--[\w-]+)\)")
_FONT = re.compile(r"font:\s*(?:\d00 )?([\d.]+px)(?:/[\d.]+)?\s+([^;}]+)")
_PICTURE = re.compile(r"(<svg(?![^>]*class=\"defs\")[^>]*>)(.*?</svg>)", re.DOTALL)
_PATTERNS = re.compile(r"<defs>.*?</defs>", re.DOTALL)
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
    rules = "".join(_STYLE.findall(html))
    patterns = _PATTERNS.search(html)
    drawing = drawing_rules(rules)
    defs = _resolved(patterns[0], _names(rules)) if patterns else ""
    theirs = [text for name, text, _ in own if name == "shared/pdf.css"]
    sheet = theirs[0] if theirs else (template_root() / "shared/pdf.css").read_text("utf-8")
    drawn = _PICTURE.sub(lambda m: f"{m[1]}<style>{drawing}</style>{defs}{m[2]}", html)
    return drawn.replace("</head>", f"<style>\n{sheet}</style>\n</head>", 1)


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
    return _NESTED.sub("", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL))


def _names(sheet: str) -> dict[str, str]:
    """The values that have names, for all of a page; the last one holds."""
    roots = (body for selector, body in _RULE.findall(_plain(sheet)) if ":root" in selector)
    return {name: value.strip() for body in roots for name, value in _NAMED.findall(body)}


def _resolved(text: str, names: dict[str, str]) -> str:
    return _VAR.sub(lambda m: names.get(m[1], "currentColor"), text)


def _spelled(font: re.Match[str]) -> str:
    """Write the short form of a font out, which pictures do not know."""
    return f"font-size: {font[1]}; font-family: {font[2]}"
