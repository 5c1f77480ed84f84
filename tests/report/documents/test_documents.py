"""Documents say what the report says: headings, tables to the cell, pictures; text stays text."""

# ruff: noqa: E501 - samples of XML and Markdown are kept on one line
import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from docx import Document as DocxDocument
from odfdo import Document as OdtDocument
from PIL import Image as Drawing

from mes_cli.errors import TemplateFileError
from mes_cli.report.documents.blocks import Content, Image, TableBlock, column_widths, plain
from mes_cli.report.documents.docx import docx
from mes_cli.report.documents.look import NAME, look
from mes_cli.report.documents.odt import odt
from mes_cli.report.documents.tokens import blocks


def pixel() -> bytes:
    target = io.BytesIO()
    Drawing.new("RGB", (2, 1), "red").save(target, "PNG")
    return target.getvalue()


PIXEL = pixel()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"><rect width="2" height="1"/></svg>'

REPORT = """# Rapport 2025

Un **gras**, un *penché*, un `code`, un [lien](https://example.org/a?b=1&c=2).

## Ce que cela a coûté

| Le coût | 2025 |
| ------- | ---: |
| Salaires \\| autres | 1 234,50 € |
| <b>x</b> & y | 0 € |

## Qui l’a porté

**Deux personnes sur trois**

| Qui | Heures |
| --- | -----: |
| Ana | 3 h |

1. un
   - dedans
2. deux

> Goûtez d’abord.

![Trois barres, la plus longue pour 2025](barres)

*Photo : le collectif*
"""


def content(markdown: str = REPORT, language: str = "fr") -> Content:
    images = {"barres": Image(PIXEL, "png", 200, 100, SVG)}
    moment = dt.datetime(2025, 12, 31)  # noqa: DTZ001 - files name a local day
    return Content(
        blocks(markdown), "Rapport 2025", language, "Le réseau", "Sommaire", moment, images
    )


def odt_part(made: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(made)).read(name).decode()


def test_an_odt_has_the_headings_tables_and_captions_of_the_report() -> None:
    document = OdtDocument(io.BytesIO(odt(content(), look())))

    headings = [
        (h.get_attribute("text:outline-level"), str(h.inner_text)) for h in document.body.headers
    ]
    tables = [
        [[str(cell.inner_text).strip() for cell in row.get_elements("table:table-cell")]
         for row in table.get_elements("descendant::table:table-row")]
        for table in document.body.tables
    ]  # fmt: skip
    captions = [
        str(p.inner_text) for p in document.body.paragraphs
        if p.get_attribute("text:style-name") == "Caption"
    ]  # fmt: skip

    assert headings == [("1", "Ce que cela a coûté"), ("1", "Qui l’a porté")]
    assert tables == [
        [["", "2025"], ["Salaires | autres", "1 234,50 €"], ["<b>x</b> & y", "0 €"]],
        [["Qui", "Heures"], ["Ana", "3 h"]],
    ]
    assert captions == ["Le coût", "Deux personnes sur trois"]
    assert "table:table-header-rows" in odt_part(odt(content(), look()), "content.xml")


def test_a_docx_has_the_headings_tables_and_captions_of_the_report() -> None:
    document = DocxDocument(io.BytesIO(docx(content(), look())))

    styles = {p.style.name: p.text for p in document.paragraphs if p.style and p.text}
    tables = [[[cell.text for cell in row.cells] for row in it.rows] for it in document.tables]

    assert styles["Title"] == "Rapport 2025"
    assert styles["Heading 1"] == "Qui l’a porté"
    assert styles["Quote"] == "Goûtez d’abord."
    assert tables[0] == [["", "2025"], ["Salaires | autres", "1 234,50 €"], ["<b>x</b> & y", "0 €"]]
    assert document.core_properties.title == "Rapport 2025"
    assert document.core_properties.language == "fr"


def test_pictures_have_alternative_texts_and_come_drawn_and_as_pixels() -> None:
    alt = "Trois barres, la plus longue pour 2025"
    made = odt(content(), look())
    page = odt_part(made, "content.xml")
    names = zipfile.ZipFile(io.BytesIO(made)).namelist()
    word = docx(content(), look())

    assert f"<svg:desc>{alt}</svg:desc>" in page
    assert {"Pictures/barres.svg", "Pictures/barres.png"} <= set(names)
    assert "Pictures/barres.svg" in odt_part(made, "META-INF/manifest.xml")
    assert f'descr="{alt}"' in odt_part(word, "word/document.xml")
    assert "svgBlip" in odt_part(word, "word/document.xml")


def test_a_table_of_words_keeps_its_first_head_and_numbers_are_not_broken() -> None:
    words, numbers = blocks("| De | Vers |\n| -- | -- |\n| a | b |\n\n| Qui | 2025 |\n| - | -: |\n"
                            f"| {'mot ' * 40} | 12\u00a0345,00\u00a0€ |\n")  # fmt: skip

    assert isinstance(words, TableBlock)
    assert isinstance(numbers, TableBlock)
    assert (words.caption, plain(words.head[0])) == ("", "De")
    assert (numbers.caption, plain(numbers.head[0])) == ("Qui", "")
    wide, narrow = column_widths(numbers, 17)
    assert wide + narrow == pytest.approx(17)
    assert narrow >= 0.2 * len("12 345,00 €")


def test_a_word_of_a_table_is_not_broken_and_a_row_stays_on_its_page() -> None:
    many = blocks("| Accompagnement | Où | Quand | Séances | Heures salariées | Heures bénévoles |\n"
                  "| - | - | - | -: | -: | -: |\n| Épicerie | Saint-Pons-de-Thomières | du 2"
                  " septembre 2025 au 3 décembre 2025 | 8 | 110\u00a0h\u00a030 | 82\u00a0h |\n")  # fmt: skip
    assert isinstance(many[0], TableBlock)
    first, *_ = column_widths(many[0], 17)
    assert first >= 0.19 * len("Accompagnement")
    assert "fo:keep-together" in odt_part(odt(content(), look()), "content.xml")
    word = odt_part(docx(content(), look()), "word/document.xml")
    assert word.count("<w:cantSplit/>") == word.count("<w:tr>")


@pytest.mark.parametrize("number", [2, 3])
def test_a_short_report_has_no_table_of_contents(number: int) -> None:
    said = content("# A\n\n" + "".join(f"## Part {it}\n\ntext\n\n" for it in range(number)))

    assert ("table-of-content" in odt_part(odt(said, look()), "content.xml")) is (number > 2)
    assert ("PAGEREF" in odt_part(docx(said, look()), "word/document.xml")) is (number > 2)


def test_charts_are_numbered_and_photographs_are_not() -> None:
    said = content("![a](chart-a)\n\n*One*\n\n![b](barres)\n\n*Two*\n\n![c](chart-a)\n\n*Three*\n")
    said = replace(said, images={**said.images, "chart-a": said.images["barres"]})

    page, word = odt_part(odt(said, look()), "content.xml"), docx(said, look())
    captions = [p.text for p in DocxDocument(io.BytesIO(word)).paragraphs if p.text]

    assert re.findall(r"<text:sequence [^>]*>(\d)</text:sequence>", page) == ["1", "2"]
    assert captions == ["Figure 1 – One", "Two", "Figure 2 – Three"]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert odt(content(), look()) == odt(content(), look())
    assert docx(content(), look()) == docx(content(), look())


@pytest.mark.parametrize("form", [odt, docx])
def test_hostile_text_stays_text(form) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    text = "x ]]> <!-- & </text:p><script>1</script> {{ 7*7 }} =1+1 \U0001f300 ﷽ e\u0301"
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("*", "\\*")
    made = form(
        content(
            f"# {escaped}\n\n## {escaped}\n\n{escaped}\n\n| {escaped} |\n| --- |\n| {escaped} |\n"
        ),
        look(),
    )
    part = "content.xml" if form is odt else "word/document.xml"

    said = "".join(ET.fromstring(odt_part(made, part)).itertext())  # noqa: S314 - our own

    assert said.count(text) >= 5


OWN = """<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">
 <office:font-face-decls><style:font-face style:name="F" svg:font-family="'Marianne', Arial"/></office:font-face-decls>
 <office:styles>
  <style:style style:name="Heading" style:family="paragraph"><style:text-properties style:font-name="F"/></style:style>
  <style:style style:name="Heading_20_1" style:family="paragraph" style:parent-style-name="Heading">
   <style:text-properties fo:color="#000091" fo:font-size="18pt" fo:font-weight="bold"/></style:style>
 </office:styles></office:document>"""


def test_a_look_of_the_register_s_own_wins() -> None:
    own = look(((NAME, OWN, "templates/shared/styles.fodt"),))
    word = DocxDocument(io.BytesIO(docx(content(), own)))
    heading = word.styles["Heading 1"].font

    assert "#000091" in odt_part(odt(content(), own), "styles.xml")
    assert (heading.name, heading.size and heading.size.pt, str(heading.color.rgb), heading.bold) == (
        "Marianne", 18, "000091", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not XML",
        "<a/>",
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n'
        + OWN.replace("'Marianne'", "&e;"),
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n'
        + OWN.replace("'Marianne'", "&b;"),
        OWN.replace(
            'style:name="Heading"', 'style:name="Heading" style:parent-style-name="Heading_20_1"'
        ),
    ],
)
def test_a_look_that_is_none_is_refused_or_harmless(text: str) -> None:
    with suppress(TemplateFileError):
        own = look(((NAME, text, "templates/shared/styles.fodt"),))

        assert 'parent-style-name="Heading_20_1"' in text
        assert own.letters("Heading_20_1").size == 18


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("form", "name"), [(odt, "r.odt"), (docx, "r.docx")])
def test_libreoffice_reads_what_was_written(form, name: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    (tmp_path / name).write_bytes(form(content(), look()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"

    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "fodt", "--outdir", tmp_path, tmp_path / name],  # noqa: S607
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    read = (tmp_path / "r.fodt").read_text("utf-8")

    assert "Salaires | autres" in read
    assert "1 234,50 €" in read
    assert read.count("<table:table-header-rows>") == 2
    assert "Trois barres, la plus longue pour 2025" in read
    assert 'text:outline-level="1"' in read


def test_a_sentence_stays_on_the_page_of_the_table_that_it_leads_to() -> None:
    text = content(
        "# R\n\nFirst.\n\nLeads.\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\nAlone.\n\nLast.\n"
    )
    word = DocxDocument(io.BytesIO(docx(text, look())))
    open_ = OdtDocument(io.BytesIO(odt(text, look()))).body.paragraphs

    kept = {p.text for p in word.paragraphs if p.style and p.style.paragraph_format.keep_with_next}
    leads = {str(p.inner_text) for p in open_ if p.get_attribute("text:style-name") == "mes-lead"}

    assert kept & {"First.", "Leads.", "Alone."} == leads == {"First.", "Leads."}
