"""A view becomes a report in one of its forms: a page, Markdown, PDF, or a document to edit."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mes_cli.language.catalogue import catalogue
from mes_cli.report.charts import CHART
from mes_cli.report.documents.blocks import Blocks, Content, Heading, Image, plain
from mes_cli.report.documents.docx import docx
from mes_cli.report.documents.look import DocumentStyles, look
from mes_cli.report.documents.odt import odt
from mes_cli.report.documents.tokens import blocks
from mes_cli.report.pictures import Album
from mes_cli.report.render import render
from mes_cli.report.shipped import Own

#: The forms that are made of a report's Markdown, each with what writes it.
DOCUMENTS: Mapping[str, Callable[[Content, DocumentStyles], bytes]] = {"odt": odt, "docx": docx}


def template_form(form: str) -> str:
    """Return the form of the templates that a form is made of: ``html`` or ``md``."""
    return "md" if form == "md" or form in DOCUMENTS else "html"


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a report needs beside its view."""

    language: str
    publisher: str
    #: The day of the report.
    day: dt.date
    own: Own = ()
    #: Whether screen readers say inclusive French forms in full.
    aloud: bool = False


def written(
    name: str, form: str, view: Mapping[str, object], album: Album, imprint: Imprint
) -> str | bytes:
    """Write the report *name* in a form; *album* holds the pictures that the view names.

    Raises:
        TemplateError: a template of the register's own fails.
        MissingExtraError: it is to be a PDF, and WeasyPrint is not installed.
        MissingSystemLibraryError: the libraries that WeasyPrint needs are not.
        TemplateFileError: it is to be a document, and the register's own look cannot be read.
    """
    if form in DOCUMENTS:
        return _document(name, form, view, album, imprint)
    text = render(name, template_form(form), view, imprint.language, imprint.own)
    if form == "md":
        return text
    if imprint.aloud:
        from mes_cli.report.aloud import read_aloud

        text = read_aloud(text)
    page = album.embedded(text)
    if form == "pdf":
        from mes_cli.report.pdf import pdf

        return pdf(page, imprint.own)
    return page


def _document(
    name: str, form: str, view: Mapping[str, object], album: Album, imprint: Imprint
) -> bytes:
    """Write a document to edit.

    The day of the report stands in the file in place of the moment of writing, so that the same
    report gives the same bytes.
    """
    text, images = drawn_markdown(name, view, album, imprint)
    read = blocks(text)
    content = Content(
        blocks=read,
        title=_title(read) or imprint.publisher,
        language=imprint.language,
        publisher=imprint.publisher,
        contents=catalogue(imprint.language).sentences.gettext("Contents"),
        moment=dt.datetime.combine(imprint.day, dt.time()),
        images=images,
    )
    return DOCUMENTS[form](content, look(imprint.own))


def _title(read: Blocks) -> str:
    first = (plain(block.text) for block in read if isinstance(block, Heading) and block.level == 1)
    return next(first, "")


def drawn_markdown(
    name: str, view: Mapping[str, object], album: Album, imprint: Imprint
) -> tuple[str, dict[str, Image]]:
    """Write a report's Markdown with the charts of its page, and give the pictures that it names.

    Raises:
        TemplateError: a template of the register's own fails.
    """
    from mes_cli.report.drawings import charts

    language, own = imprint.language, imprint.own
    drawn = charts(render(name, "html", view, language, own), own)
    shown = {it: (chart.title, chart.alt) for it, chart in drawn.items()}
    text = render(name, "md", {**view, "charts": shown}, language, own)
    drawings = {f"{CHART}{it}": chart.image for it, chart in drawn.items()}
    return text, album.for_documents() | drawings
