"""Every report and edition, opened by LibreOffice and read back: nothing is lost on the way."""

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.figures.years import newest_day
from mes_cli.model.audience import Audience
from mes_cli.report.documents.blocks import Blocks, Heading, Picture, TableBlock, plain
from mes_cli.report.documents.tokens import blocks
from mes_cli.report.pictures import Album
from mes_cli.report.publishing import DOCUMENTS, Imprint, drawn_markdown, written
from mes_cli.store.reading.load import load
from mes_cli.view import Reader, everything, view

EXAMPLE = Path(__file__).parents[3] / "examples" / "reseau-des-possibles"
_NS = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
}


class Contents(NamedTuple):
    """What a document says, as far as it can be compared."""

    headings: list[str]
    tables: list[list[list[str]]]
    captions: list[str]
    #: The alternative texts of pictures.
    pictures: list[str]


def even(text: str) -> str:
    """Write a text with single spaces, whatever they are."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def meant(some: Blocks, shown: set[str]) -> Contents:
    """What the Markdown of a report says."""
    tables = [it for it in some if isinstance(it, TableBlock)]
    pictures = [it for it in some if isinstance(it, Picture) and it.name in shown]
    return Contents(
        [even(plain(it.text)) for it in some if isinstance(it, Heading) and it.level > 1],
        [[[even(plain(cell)) for cell in row] for row in (it.head, *it.rows)] for it in tables],
        [*(it.caption for it in tables), *(it.caption for it in pictures)],
        [even(it.alt) for it in pictures],
    )


def words(element: ET.Element) -> str:
    """The text of an element, with the spaces and breaks that have elements of their own."""
    said = element.text or ""
    for inner in element:
        local = inner.tag.rpartition("}")[2]
        said += (
            " "
            if local in {"s", "tab", "line-break"}
            else ""
            if local == "binary-data"
            else words(inner)
        )
        said += inner.tail or ""
    return said


def read(path: Path) -> tuple[Contents, str]:
    """What a flat document of LibreOffice says, and all of its text."""
    body = ET.parse(path).getroot().find("office:body/office:text", _NS)  # noqa: S314 - LibreOffice wrote it
    assert body is not None
    tables = [
        [[even(words(cell)) for cell in row.findall("table:table-cell", _NS)]
         for row in table.iterfind(".//table:table-row", _NS)]
        for table in body.iterfind(".//table:table", _NS)
    ]  # fmt: skip
    frames = body.iterfind(".//draw:frame", _NS)
    alts = [frame.findtext("svg:desc", "", _NS) for frame in frames
            if frame.find("draw:image", _NS) is not None]  # fmt: skip
    headings = [even(words(it)) for it in body.iterfind(".//text:h", _NS)]
    return Contents(headings, tables, [], [even(it) for it in alts]), even(words(body))


class Edition(NamedTuple):
    """A document, and what it should say."""

    name: str
    says: Contents


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All documents of the example, in ``odt`` and ``docx``, and as LibreOffice reads them."""
    made = tmp_path_factory.mktemp("documents")
    for form in DOCUMENTS:
        (made / form).mkdir()
    return made


def editions(folder: Path) -> Iterator[Edition]:
    """Write every report of every edition, as both documents."""
    register = load(EXAMPLE)
    figures, day = YearFigures(books(register.register), 2025), newest_day(register.register)
    assert day is not None
    for audience in Audience:
        plain_reader = Reader(audience, day, "fr")
        seen: set[str] = set()
        for name, subject, _ in everything(figures, plain_reader):
            if name in seen and subject:  # one record of a kind is enough
                continue
            seen.add(name)
            album = Album(register.picture)
            reader = Reader(audience, day, "fr", subject=subject, pictures=album.name)
            facts = view(name, figures, reader)
            imprint = Imprint("fr", "R", day)
            for form in DOCUMENTS:
                content = written(name, form, facts, album, imprint)
                assert isinstance(content, bytes)
                if audience is Audience.PUBLIC:
                    assert content == written(name, form, facts, album, imprint)
                (folder / form / f"{name}-{audience}.{form}").write_bytes(content)
            text, images = drawn_markdown(name, facts, album, imprint)
            yield Edition(f"{name}-{audience}", meant(blocks(text), set(images)))


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_every_report_and_edition(folder: Path) -> None:
    wanted = list(editions(folder))
    for form in DOCUMENTS:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "fodt", "--outdir",  # noqa: S607
             folder / form, *sorted((folder / form).glob(f"*.{form}"))],
            check=True, capture_output=True, timeout=500,
        )  # fmt: skip
    assert len(wanted) > 25
    for name, says in wanted:
        for form in DOCUMENTS:
            got, text = read(folder / form / f"{name}.fodt")

            assert got.headings == says.headings, (name, form)
            assert got.tables == says.tables, (name, form)
            assert got.pictures == says.pictures, (name, form)
            assert [it for it in says.captions if even(it) not in text] == [], (name, form)
            assert not re.search(r"\]\(|\*\*|\{\{|Error|Erreur : source", text), (name, form)
