"""ODT (OpenDocument 1.3): the blocks of a report with named styles, by way of odfdo."""

import io
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import quoteattr

from odfdo import (
    Container,
    Document,
    Element,
    Header,
    Link,
    ListItem,
    Paragraph,
    Span,
    Style,
    StyleMasterPage,
)
from odfdo import List as OdfList

from mes_cli.report.documents import blocks as tree
from mes_cli.report.documents.look import DocumentStyles, steady_zip

#: Cells, and tables that may break between pages or may not.
_CELL, _HEAD_CELL, _TABLE, _WHOLE = "mes-cell", "mes-head-cell", "mes-table", "mes-whole-table"
_ROW = "mes-row"
_LEAD, _BODY = "mes-lead", "Text_20_body"
#: The word before the numbers of charts, the same in all our languages, and what counts them.
_FIGURE = "Figure"
_SEQUENCE = (
    "<text:sequence-decls><text:sequence-decl "
    f'text:display-outline-level="0" text:name="{_FIGURE}"/></text:sequence-decls>'
)


def odt(content: tree.Content, look: DocumentStyles) -> bytes:
    """Write a document; the same content gives the same bytes."""
    document = Document("text")
    container, body = document.container, document.body
    if container is None or body is None:
        message = "the library made a document without contents"
        raise TypeError(message)
    look.dress(document)
    for style in _styles():
        document.insert_style(style, automatic=True)
    writer = _Writer(document, container, content)
    body.clear()
    body.append(Element.from_tag(_SEQUENCE))
    parts = tree.parts(content.blocks)
    for block, leads in tree.leading(content.blocks):
        if parts and block is parts[0]:
            body.append(_contents(parts, content.contents))
        for element in writer.block(block, _LEAD if leads else _BODY):
            body.append(element)
    _describe(document, content)
    target = io.BytesIO()
    document.save(target)
    return steady_zip(target.getvalue())


def _contents(parts: Sequence[tree.Heading], title: str) -> Element:
    """Return the table of contents: each part with the page that it begins on."""
    made = Element.from_tag('<text:table-of-content text:name="Contents" text:protected="false"/>')
    made.append(Element.from_tag('<text:table-of-content-source text:outline-level="1"/>'))
    body = Element.from_tag("text:index-body")
    made.append(body)
    body.append(Paragraph(title, style="Contents_20_Heading", formatted=False))
    for number, part in enumerate(parts, 1):
        mark = f"part-{number}"
        link = Link(f"#{mark}")
        link.append(Span(tree.plain(part.text), formatted=False))
        entry = Paragraph(style="Contents_20_1")
        entry.append(link)
        entry.append(Element.from_tag("text:tab"))
        page = f'<text:bookmark-ref text:reference-format="page" text:ref-name="{mark}"/>'
        entry.append(Element.from_tag(page))
        body.append(entry)
    return made


def _styles() -> Iterator[Style]:
    lead = Style("paragraph", name=_LEAD, parent_style=_BODY)
    lead.set_properties({"fo:keep-with-next": "always"}, area="paragraph")
    yield lead
    for name, border in ((_CELL, "0.5pt solid #ddd6c6"), (_HEAD_CELL, "1pt solid #1c2430")):
        cell = Style("table-cell", name=name, area="table-cell", padding="0.08cm")
        cell.set_properties({"fo:border-bottom": border}, area="table-cell")
        yield cell
    row = Style("table-row", name=_ROW, area="table-row")
    row.set_properties({"fo:keep-together": "always"}, area="table-row")
    yield row
    for name, breaks in ((_TABLE, "true"), (_WHOLE, "false")):
        table = Style("table", name=name, area="table", width=f"{tree.TEXT_WIDTH}cm")
        table.set_properties(
            {
                "table:align": "margins",
                "style:may-break-between-rows": breaks,
                "fo:margin-bottom": "0.5cm",
            },
            area="table",
        )
        yield table


def _describe(document: Document, content: tree.Content) -> None:
    """Fill in what a file says of itself, and the foot of its pages."""
    meta = document.meta
    meta.title, meta.language = content.title, content.language
    meta.creator = meta.initial_creator = content.publisher
    meta.creation_date = meta.date = content.moment
    meta.generator = "mes"
    document.language = content.language
    footer = Paragraph(content.title, style="Footer", formatted=False)
    footer.append(Element.from_tag("text:tab"))
    footer.append(Element.from_tag('<text:page-number text:select-page="current"/>'))
    page = document.get_style("master-page", "Standard")
    if isinstance(page, StyleMasterPage):
        page.set_page_footer(footer)


class _Writer:
    """Turns blocks into elements of one document."""

    def __init__(self, document: Document, container: Container, content: tree.Content) -> None:
        self.document, self.container = document, container
        self.images = content.images
        self.tables = self.parts = self.charts = 0

    def block(self, block: tree.Block, style: str = _BODY) -> Iterator[Element]:  # noqa: C901 - one arm a kind
        """Yield the elements of a block; *style* is that of its paragraphs."""
        match block:
            case tree.Heading(level=1):
                yield _line(Paragraph(style="Title"), block.text)
            case tree.Heading():
                yield self.heading(block)
            case tree.Paragraph():
                yield _line(Paragraph(style=style), block.text)
            case tree.Code():
                for line in block.text.split("\n"):
                    yield Paragraph(line, style="Preformatted_20_Text", formatted=False)
            case tree.Rule():
                yield Paragraph(style="Horizontal_20_Line")
            case tree.List():
                yield self.list(block)
            case tree.Quotation():
                for inner in block.blocks:
                    yield from self.block(inner, "Quotations")
            case tree.TableBlock():
                yield from self.table(block)
            case tree.Picture():
                yield from self.picture(block)

    def heading(self, block: tree.Heading) -> Element:
        """Return a heading; the table of contents leads to those of parts."""
        level = min(block.level - 1, 4)
        made = Header(level, style=f"Heading_20_{level}")
        if block.level == tree.PART:
            self.parts += 1
            made.append(Element.from_tag(f'<text:bookmark text:name="part-{self.parts}"/>'))
        return _line(made, block.text)

    def list(self, block: tree.List) -> Element:
        """Return a list, with the lists that stand inside it."""
        made = OdfList(style="List_20_1" if block.start is None else "Numbering_20_1")
        for number, item in enumerate(block.items):
            element = ListItem()
            if number == 0 and block.start not in {None, 1}:
                element.set_attribute("text:start-value", str(block.start))
            for inner in item:
                for part in self.block(inner, "List_20_Contents"):
                    element.append(part)
            made.append(element)
        return made

    def table(self, block: tree.TableBlock) -> Iterator[Element]:
        """Yield the caption and the table; its head is repeated on each page."""
        self.tables += 1
        if block.caption:
            yield Paragraph(block.caption, style="Caption", formatted=False)
        table = Element.from_tag("table:table")
        table.set_attribute("table:name", f"Table{self.tables}")
        table.set_attribute("table:style-name", _WHOLE if block.whole else _TABLE)
        for column in self.columns(block):
            table.append(column)
        head = Element.from_tag("table:table-header-rows")
        head.append(_row(block.head, block, _HEAD_CELL))
        table.append(head)
        for row in block.rows:
            table.append(_row(row, block, _CELL))
        yield table

    def columns(self, block: tree.TableBlock) -> Iterator[Element]:
        """Yield columns whose widths follow what stands in them."""
        for number, width in enumerate(tree.column_widths(block, tree.TEXT_WIDTH)):
            name = f"mes-column-{self.tables}-{number}"
            style = Style("table-column", name=name, area="table-column", width=f"{width:.2f}cm")
            self.document.insert_style(style, automatic=True)
            yield Element.from_tag(f'<table:table-column table:style-name="{name}"/>')

    def picture(self, block: tree.Picture) -> Iterator[Element]:
        """Yield a picture with its alternative text, and its caption."""
        image = self.images.get(block.name)
        if image is None:
            return
        paragraph = Paragraph(style="Figure")
        paragraph.append(self.frame(block, image))
        yield paragraph
        if block.caption:
            yield self.caption(block)

    def caption(self, block: tree.Picture) -> Element:
        """Return the caption of a picture; a chart is numbered, and numbered again when edited."""
        if not block.numbered:
            return Paragraph(block.caption, style="Credit", formatted=False)
        self.charts += 1
        made = Paragraph(f"{_FIGURE} ", style="Credit", formatted=False)
        made.append(
            Element.from_tag(
                f'<text:sequence text:ref-name="ref{_FIGURE}{self.charts}" text:name="{_FIGURE}" '
                f'text:formula="ooow:{_FIGURE}+1" style:num-format="1">{self.charts}'
                "</text:sequence>"
            )
        )
        made.append(Span(f" – {block.caption}", formatted=False))
        return made

    def frame(self, block: tree.Picture, image: tree.Image) -> Element:
        """Return the frame of a picture: a drawing first, its pixels for who cannot draw it."""
        scale = block.scale(image)
        size = f"{image.width * scale:.2f}cm", f"{image.height * scale:.2f}cm"
        frame = Element.from_tag(
            f'<draw:frame draw:style-name="Graphics" text:anchor-type="as-char" '
            f'draw:name={quoteattr(block.name)} svg:width="{size[0]}" svg:height="{size[1]}"/>'
        )
        forms = [(image.svg, "svg", "image/svg+xml")] if image.svg else []
        media = "image/jpeg" if image.ending == "jpg" else f"image/{image.ending}"
        for bytes_, ending, kind in (*forms, (image.content, image.ending, media)):
            path = f"Pictures/{block.name}.{ending}"
            self.container.set_part(path, bytes_)
            self.document.manifest.add_full_path(path, kind)
            frame.append(
                Element.from_tag(
                    f'<draw:image xlink:href={quoteattr(path)} xlink:type="simple" '
                    f'xlink:show="embed" xlink:actuate="onLoad" draw:mime-type="{kind}"/>'
                )
            )
        frame.append(_text("svg:title", block.caption or block.alt))
        frame.append(_text("svg:desc", block.alt))
        return frame


def _text(tag: str, text: str) -> Element:
    made = Element.from_tag(tag)
    made.text = text
    return made


def _row(row: tuple[tree.Line, ...], block: tree.TableBlock, style: str) -> Element:
    made = Element.from_tag(f'<table:table-row table:style-name="{_ROW}"/>')
    for line, right in zip(row, block.right, strict=True):
        cell = Element.from_tag("table:table-cell")
        cell.set_attribute("office:value-type", "string")
        cell.set_attribute("table:style-name", style)
        cell.append(_line(Paragraph(style=_cell_paragraph(style, right=right)), line))
        made.append(cell)
    return made


def _cell_paragraph(style: str, *, right: bool) -> str:
    if style == _HEAD_CELL:
        return "Table_20_Heading_20_Right" if right else "Table_20_Heading"
    return "Table_20_Numbers" if right else "Table_20_Contents"


def _line(element: Element, line: tree.Line) -> Element:
    """Append the runs of a line to a paragraph or a heading."""
    for run in line:
        if run.text == "\n":
            element.append(Element.from_tag("text:line-break"))
            continue
        span = Span(run.text, style=_character_style(run), formatted=False)
        if run.link:
            link = Link(run.link, style="Internet_20_link")
            link.append(span)
            element.append(link)
        else:
            element.append(span)
    return element


def _character_style(run: tree.Run) -> str | None:
    if run.code:
        return "Source_20_Text"
    looks = {
        (True, True): "Strong_20_and_20_Emphasis",
        (True, False): "Strong_20_Emphasis",
        (False, True): "Emphasis",
    }
    return looks.get((run.bold, run.italic))
