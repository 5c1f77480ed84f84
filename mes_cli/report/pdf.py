"""PDF: the HTML of a report, laid out on pages by WeasyPrint, which an extra brings.

WeasyPrint draws each picture by itself, without the style sheet of the page, so each picture
gets the rules and the patterns that it needs.
"""

import hashlib
from importlib import import_module
from typing import Any

from mes_cli.errors import MissingExtraError, MissingSystemLibraryError, TemplateError
from mes_cli.finding import say
from mes_cli.report.drawings import drawing_rules, patterns, spans, style_sheet
from mes_cli.report.shipped import Own, template_root
from mes_cli.worker import WorkerDiedError, in_worker

#: Each picture of a tagged PDF has words; those of one that only decorates say nothing.
_NO_WORDS = "<title>\u00a0</title>"


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
    rules = style_sheet(html)
    theirs = [text for name, text, _ in own if name == "shared/pdf.css"]
    sheet = theirs[0] if theirs else (template_root() / "shared/pdf.css").read_text("utf-8")
    drawn = _drawn(html, f"<style>{drawing_rules(rules)}</style>{patterns(html, rules)}")
    return drawn.replace("</head>", f"<style>\n{sheet}</style>\n</head>", 1)


def _drawn(html: str, needed: str) -> str:
    """Write what pictures need into each of them, but the placeholder."""
    made: list[str] = []
    done = 0
    for start, end in spans(html, "<svg", "</svg>"):
        inside = html.index(">", start, end) + 1
        opening = html[start:inside]
        title = _NO_WORDS if 'aria-hidden="true"' in opening else ""
        own = 'class="defs"' in opening
        made += (html[done:inside], title, "" if own else needed, html[inside:end])
        done = end
    return "".join((*made, html[done:]))
