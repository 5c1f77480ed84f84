"""DOCX (Office Open XML): the blocks of a report with named styles, by way of python-docx."""

import io
from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from mes_cli.report.documents import blocks as tree
from mes_cli.report.documents.look import DocumentStyles, steady_zip

_MONO = "Courier New"
#: Styles that Word does not have.
_CREDIT, _TABLE_HEADING, _TABLE_CONTENTS = "Credit", "Table Heading", "Table Contents"
_LEAD = "Lead"
#: The styles of Word, and those of the look that they take their letters from.
_STYLES = {
    "Normal": "Text_20_body", "Title": "Title", "Subtitle": "Subtitle",
    "Heading 1": "Heading_20_1", "Heading 2": "Heading_20_2", "Heading 3": "Heading_20_3",
    "Heading 4": "Heading_20_4", "Quote": "Quotations", "Caption": "Caption",
    "Footer": "Footer", _CREDIT: "Credit",
    _TABLE_HEADING: "Table_20_Heading", _TABLE_CONTENTS: "Table_20_Contents",
}  # fmt: skip
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


def docx(content: tree.Content, look: DocumentStyles) -> bytes:
    """Write a document; the same content gives the same bytes."""
    document = Document()
    _dress(document, look)
    writer = _Writer(document, content)
    parts = tree.parts(content.blocks)
    for block, leads in tree.leading(content.blocks):
        if parts and block is parts[0]:
            writer.contents(parts, content.contents)
        writer.block(block, _LEAD if leads else "Normal")
    _describe(document, content)
    target = io.BytesIO()
    document.save(target)
    return steady_zip(target.getvalue())


def _dress(document: DocxDocument, look: DocumentStyles) -> None:
    """Give the styles of Word the letters of the look, and the page its size."""
    for name in (_CREDIT, _TABLE_HEADING, _TABLE_CONTENTS):
        made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = document.styles["Normal"]
        made.paragraph_format.space_after = Pt(12 if name == _CREDIT else 1)
    lead = document.styles.add_style(_LEAD, WD_STYLE_TYPE.PARAGRAPH)
    lead.base_style, lead.paragraph_format.keep_with_next = document.styles["Normal"], True
    for name, theirs in _STYLES.items():
        style, letters = document.styles[name], look.letters(theirs)
        font = style.font
        if letters.font:
            font.name = letters.font
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{script}"), None)
        if letters.size:
            font.size = Pt(letters.size)
        if letters.color:
            font.color.rgb = RGBColor.from_string(letters.color)
        font.bold, font.italic = letters.bold, letters.italic
    _beside(document.styles["Quote"])
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)


def _beside(style: Any) -> None:
    """Set quotations in from the margin, with a line beside them."""
    style.paragraph_format.left_indent = style.paragraph_format.right_indent = Cm(0.8)
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "16"), ("space", "10"), ("color", "E0902F")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    style.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _describe(document: DocxDocument, content: tree.Content) -> None:
    """Fill in what a file says of itself, and the foot of its pages."""
    said = document.core_properties
    said.title, said.author, said.language = content.title, content.publisher, content.language
    said.last_modified_by, said.comments, said.revision = content.publisher, "", 1
    said.created = said.modified = content.moment
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "fr-FR" if content.language == "fr" else "en-GB")
    foot = document.sections[0].footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(Cm(tree.TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{content.title}\t\t")
    _field(foot, "PAGE", "1")


class _Writer:
    """Turns blocks into paragraphs and tables of one document."""

    def __init__(self, document: DocxDocument, content: tree.Content) -> None:
        self.document = document
        self.images = content.images
        self.parts = self.pictures = self.charts = 0

    def block(self, block: tree.Block, style: str = "Normal", level: int = 1) -> None:  # noqa: C901 - one arm a kind
        """Write a block; *style* is that of its paragraphs, *level* the depth of a list."""
        match block:
            case tree.Heading(level=1):
                _runs(self.document.add_paragraph(style="Title"), block.text)
            case tree.Heading():
                self.heading(block)
            case tree.Paragraph():
                _runs(self.document.add_paragraph(style=style), block.text)
            case tree.Code():
                self.document.add_paragraph(style=style).add_run(block.text).font.name = _MONO
            case tree.Rule():
                self.document.add_paragraph()
            case tree.List():
                self.list(block, level)
            case tree.Quotation():
                for inner in block.blocks:
                    self.block(inner, "Quote")
            case tree.TableBlock():
                self.table(block)
            case tree.Picture():
                self.picture(block)

    def heading(self, block: tree.Heading) -> None:
        """Write a heading; the table of contents leads to those of parts."""
        made = self.document.add_paragraph(style=f"Heading {min(block.level - 1, 4)}")
        if block.level == tree.PART:
            self.parts += 1
            for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
                mark = OxmlElement(tag)
                mark.set(qn("w:id"), str(self.parts))
                if tag == "w:bookmarkStart":
                    mark.set(qn("w:name"), f"part_{self.parts}")
                made._p.append(mark)  # noqa: SLF001 - the library has no bookmarks
        _runs(made, block.text)

    def contents(self, parts: Iterable[tree.Heading], title: str) -> None:
        """Write the table of contents: each part with the page that it begins on."""
        head = self.document.add_paragraph(title)
        head.runs[0].bold = True
        for number, part in enumerate(parts, 1):
            entry = self.document.add_paragraph()
            stops = entry.paragraph_format.tab_stops
            stops.add_tab_stop(Cm(tree.TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), f"part_{number}")
            entry._p.append(link)  # noqa: SLF001 - the library has no links inside
            run = entry.add_run(tree.plain(part.text))
            link.append(run._r)  # noqa: SLF001
            entry.add_run("\t")
            _field(entry, f"PAGEREF part_{number} \\h", "")

    def list(self, block: tree.List, level: int) -> None:
        """Write a list, with the lists that stand inside it."""
        kind = "List Bullet" if block.start is None else "List Number"
        style = kind if level == 1 else f"{kind} {min(level, 3)}"
        for number, item in enumerate(block.items, block.start or 1):
            first = True
            for inner in item:
                if isinstance(inner, tree.Paragraph) and block.start is not None and first:
                    # Each list counts for itself, so its numbers are written out.
                    inner = tree.Paragraph((tree.Run(f"{number}. "), *inner.text))  # noqa: PLW2901
                    self.block(inner, f"List {min(level, 3)}" if level > 1 else "List", level + 1)
                else:
                    self.block(inner, style if first else "List Continue", level + 1)
                first = False

    def table(self, block: tree.TableBlock) -> None:
        """Write the caption and the table; its head is repeated on each page."""
        if block.caption:
            caption = self.document.add_paragraph(block.caption, style="Caption")
            caption.paragraph_format.keep_with_next = True
        rows = (block.head, *block.rows)
        table = self.document.add_table(len(rows), len(block.head), style="Table Grid")
        table.autofit = False
        widths = tree.column_widths(block, tree.TEXT_WIDTH)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for number, row in enumerate(rows):
            made = table.rows[number]
            about = made._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no name for it
            about.append(OxmlElement("w:cantSplit"))
            if number == 0:
                about.append(OxmlElement("w:tblHeader"))
            for cell, line, right, width in zip(made.cells, row, block.right, widths, strict=True):
                cell.width = Cm(width)
                said = cell.paragraphs[0]
                _runs(said, line)
                said.style = _TABLE_HEADING if number == 0 else _TABLE_CONTENTS
                said.paragraph_format.keep_with_next = block.whole and number < len(block.rows)
                if right:
                    said.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _open_grid(table)
        # Word would make one of two tables without a line between them.
        self.document.add_paragraph().paragraph_format.line_spacing = Pt(8)

    def picture(self, block: tree.Picture) -> None:
        """Write a picture with its alternative text, and its caption."""
        image = self.images.get(block.name)
        if image is None:
            return
        scale = block.scale(image)
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = bool(block.caption)
        run = paragraph.add_run()
        shape = run.add_picture(io.BytesIO(image.content), Cm(image.width * scale))
        self.pictures += 1
        shape._inline.docPr.set("descr", block.alt)  # noqa: SLF001 - alternative texts
        shape._inline.docPr.set("title", block.caption)  # noqa: SLF001
        if image.svg:
            self.drawing(shape, image.svg)
        if block.caption:
            self.caption(block)

    def caption(self, block: tree.Picture) -> None:
        """Write the caption of a picture; a chart is numbered, and numbered again when edited."""
        caption = self.document.add_paragraph(style=_CREDIT)
        if block.numbered:
            self.charts += 1
            caption.add_run("Figure ")
            _field(caption, "SEQ Figure \\* ARABIC", str(self.charts))
            caption.add_run(" – ")
        caption.add_run(block.caption)

    def drawing(self, shape: Any, svg: bytes) -> None:
        """Put the drawing behind the pixels, for programs that can draw it."""
        package = self.document.part.package
        name = PackURI(f"/word/media/drawing{self.pictures}.svg")
        part = Part(name, "image/svg+xml", svg, package)
        known = self.document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        blip = next(shape._inline.iter(qn("a:blip")))  # noqa: SLF001
        blip.append(
            parse_xml(
                f"<a:extLst {nsdecls('a', 'r')}>"
                '<a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">'
                f'<asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="{known}"/></a:ext></a:extLst>'
            )
        )


def _open_grid(table: Any) -> None:
    """Leave only the lines between rows."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        border.set(qn("w:val"), "single" if side in {"bottom", "insideH"} else "nil")
        border.set(qn("w:color"), "DDD6C6")
        borders.append(border)
    table._tbl.tblPr.append(borders)  # noqa: SLF001 - the library has no borders


def _runs(paragraph: Paragraph, line: tree.Line) -> None:
    """Append the runs of a line to a paragraph."""
    for run in line:
        made = paragraph.add_run()
        if run.text == "\n":
            made.add_break()
            continue
        made.text = run.text
        made.bold = True if run.bold else None
        made.italic = True if run.italic else None
        if run.code:
            made.font.name = _MONO
        if run.link:
            link = OxmlElement("w:hyperlink")
            known = paragraph.part.relate_to(
                run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            link.set(qn("r:id"), known)
            made._r.addprevious(link)  # noqa: SLF001 - the library has no links
            link.append(made._r)  # noqa: SLF001
            made.font.underline = True


def _field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Append a field that word processors compute."""
    for kind in ("begin", "instr", "separate", "text", "end"):
        run = paragraph.add_run(shown if kind == "text" else "")
        if kind == "instr":
            said = OxmlElement("w:instrText")
            said.set(qn("xml:space"), "preserve")
            said.text = instruction
            run._r.append(said)  # noqa: SLF001 - the library has no fields
        elif kind != "text":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)  # noqa: SLF001
