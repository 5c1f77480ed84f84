"""What a document is made of: blocks, pictures, and what it says of itself."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look; a line break is a run whose text is a newline."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    #: The address that it leads to.
    link: str = ""


#: The text of a heading, a paragraph or a cell.
Line = tuple[Run, ...]


def plain(line: Line) -> str:
    """Return the text of a line without its look."""
    return "".join(run.text for run in line)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the document."""

    level: int
    text: Line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text."""

    text: Line


@dataclass(frozen=True, slots=True)
class Code:
    """Text of fixed width, kept as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


@dataclass(frozen=True, slots=True)
class List:
    """A list; each item holds blocks of its own."""

    items: tuple["Blocks", ...]
    #: The number of the first item of a numbered list; None for a list with bullets.
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words of somebody else."""

    blocks: "Blocks"


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table; the first row is its head."""

    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    #: For each column, whether it is set to the right, as numbers are.
    right: tuple[bool, ...]
    caption: str = ""

    @property
    def whole(self) -> bool:
        """Whether it is short enough to be kept on one page."""
        return len(self.rows) <= _ROWS


#: The width of the text on a page, and the heights that a chart and a photograph may take, in
#: centimetres; and how large a pixel is.
TEXT_WIDTH, _DRAWN, _TAKEN = 17.0, 18.0, 9.5
_PIXEL = 2.54 / 96
#: The widths of a letter and of the margins of a cell, in centimetres.
_LETTER, _MARGINS = 0.19, 0.45
#: Letters of titles are bold, and so much wider.
_BOLD = 1.12
#: The longest cell that counts for the width of its column, in letters.
_LONGEST = 50


def column_widths(block: TableBlock, width: float) -> list[float]:
    """Share the width of a table between its columns, in centimetres.

    Each has room for its longest word, the numbers of a cell being one and what a hyphen parts
    several; what is left goes to those that have more to say.
    """
    columns = list(zip(block.head, *block.rows, strict=True))
    texts = [[plain(cell) for cell in column] for column in columns]
    words = [
        max(
            len(word) * (_BOLD if row == 0 else 1)
            for row, it in enumerate(some)
            for word in re.split("[ -]", it)
        )
        for some in texts
    ]
    needed = [_LETTER * min(it, _LONGEST) + _MARGINS for it in words]
    wanted = [max(min(len(it), _LONGEST) for it in some) for some in texts]
    more = [
        max(0.0, _LETTER * it + _MARGINS - need) for it, need in zip(wanted, needed, strict=True)
    ]
    left = width - sum(needed)
    if left <= 0 or not sum(more):
        return [it * width / sum(needed) for it in needed]
    return [need + left * it / sum(more) for need, it in zip(needed, more, strict=True)]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is named in the text and given beside it."""

    name: str
    #: What it shows, for those who do not see it.
    alt: str
    caption: str = ""
    #: Whether its caption has a number, as those of charts have.
    numbered: bool = False

    def scale(self, image: "Image") -> float:
        """Return the centimetres of a pixel, to fit on the page; photographs leave room."""
        height = _DRAWN if self.numbered else _TAKEN
        return min(_PIXEL, TEXT_WIDTH / image.width, height / image.height)


#: The level of the headings of a report's parts.
PART = 2
#: The fewest parts that a table of contents is for.
_PARTS = 3
#: The most rows of a table that is kept on one page.
_ROWS = 14


Block = Heading | Paragraph | Code | Rule | List | Quotation | TableBlock | Picture
Blocks = tuple[Block, ...]


def parts(blocks: Blocks) -> list[Heading]:
    """Return the headings that the table of contents names; none where it would be short."""
    found = [block for block in blocks if isinstance(block, Heading) and block.level == PART]
    return found if len(found) >= _PARTS else []


def leading(blocks: Blocks) -> Iterator[tuple[Block, bool]]:
    """Yield blocks, each with whether it leads a table or a picture: a page keeps both together.

    So does the first sentence below a heading, before another one that leads.
    """
    shown = [isinstance(it, TableBlock | Picture) for it in blocks] + [False, False]
    for n, block in enumerate(blocks):
        first = n > 0 and isinstance(blocks[n - 1], Heading)
        another = shown[n + 2] and isinstance(blocks[n + 1], Paragraph)
        yield block, isinstance(block, Paragraph) and (shown[n + 1] or (first and another))


@dataclass(frozen=True, slots=True)
class Image:
    """The bytes of a picture; drawings come as SVG with a PNG beside."""

    #: PNG or JPEG.
    content: bytes
    ending: str
    #: In pixels.
    width: int
    height: int
    svg: bytes = b""


@dataclass(frozen=True, slots=True)
class Content:
    """A whole document, before it takes a form."""

    blocks: Blocks
    title: str
    language: str
    #: Who publishes it.
    publisher: str
    #: The heading of the table of contents.
    contents: str
    #: The moment that stands in the file as that of its making: the day of the report.
    moment: dt.datetime
    images: Mapping[str, Image] = field(default_factory=dict)
