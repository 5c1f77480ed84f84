"""From the Markdown of a report to the bytes of a document."""

import datetime as dt
from collections.abc import Callable, Mapping

from mes_cli.language.catalogue import catalogue
from mes_cli.report.documents.blocks import Blocks, Content, Heading, Image, plain
from mes_cli.report.documents.docx import docx
from mes_cli.report.documents.look import Look, look
from mes_cli.report.documents.odt import odt
from mes_cli.report.documents.tokens import blocks
from mes_cli.report.shipped import Own

#: How each form is written.
WRITERS: Mapping[str, Callable[[Content, Look], bytes]] = {"odt": odt, "docx": docx}


def document(
    form: str,
    markdown: str,
    publisher: str,
    language: str,
    day: dt.date,
    own: Own = (),
    *,
    images: Mapping[str, Image] | None = None,
) -> bytes:
    """Write a report as a document of one form, ``odt`` or ``docx``.

    *day* is that of the report: it stands in the file in place of the moment of writing, so that
    the same report gives the same bytes.

    Raises:
        TemplateFileError: the register's own look cannot be read.
    """
    read = blocks(markdown)
    content = Content(
        blocks=read,
        title=_title(read) or publisher,
        language=language,
        publisher=publisher,
        contents=catalogue(language).sentences.gettext("Contents"),
        moment=dt.datetime.combine(day, dt.time()),
        images=images or {},
    )
    return WRITERS[form](content, look(own))


def _title(read: Blocks) -> str:
    first = (plain(block.text) for block in read if isinstance(block, Heading) and block.level == 1)
    return next(first, "")
