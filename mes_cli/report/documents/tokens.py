"""From the Markdown of a report to the blocks of a document."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from mes_cli.report.charts import CHART
from mes_cli.report.documents.blocks import (
    Block,
    Blocks,
    Code,
    Heading,
    Line,
    List,
    Paragraph,
    Picture,
    Quotation,
    Rule,
    Run,
    TableBlock,
    plain,
)


def blocks(markdown: str) -> Blocks:
    """Read a report's Markdown.

    A paragraph in bold that stands directly before a table is its caption, one in italics that
    stands directly after a picture is that of the picture.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return _captioned(tuple(_read(iter(parser.parse(markdown)), "")))


def _read(tokens: Iterator[Token], end: str) -> Iterator[Block]:  # noqa: C901 - one arm a kind
    """Read blocks until the token of type *end*."""
    for token in tokens:
        match token.type:
            case kind if kind == end:
                return
            case "heading_open":
                yield Heading(int(token.tag[1:]), _inline(tokens, "heading_close"))
            case "paragraph_open":
                yield _paragraph(_inner(tokens, "paragraph_close"))
            case "bullet_list_open":
                yield List(tuple(_items(tokens, "bullet_list_close")))
            case "ordered_list_open":
                first = token.attrGet("start")
                items = tuple(_items(tokens, "ordered_list_close"))
                yield List(items, start=1 if first is None else int(first))
            case "blockquote_open":
                yield Quotation(tuple(_read(tokens, "blockquote_close")))
            case "table_open":
                yield _table(tokens)
            case "fence" | "code_block":
                yield Code(token.content.rstrip("\n"))
            case "hr":
                yield Rule()
            case _:  # what closes a block, or stands inside one, is read with it
                pass


def _items(tokens: Iterator[Token], end: str) -> Iterator[Blocks]:
    for token in tokens:
        if token.type == end:
            return
        if token.type == "list_item_open":
            yield tuple(_read(tokens, "list_item_close"))


def _table(tokens: Iterator[Token]) -> TableBlock:
    rows: list[tuple[Line, ...]] = []
    right: list[bool] = []
    cells: list[Line] = []
    for token in tokens:
        match token.type:
            case "table_close":
                break
            case "tr_open":
                cells = []
            case "tr_close":
                rows.append(tuple(cells))
            case "th_open" | "td_open":
                if not rows:
                    right.append("right" in str(token.attrGet("style") or ""))
                cells.append(_inline(tokens, f"{token.tag}_close"))
            case _:  # the sections of a table
                pass
    return TableBlock(rows[0], tuple(rows[1:]), tuple(right))


def _inner(tokens: Iterator[Token], end: str) -> list[Token]:
    """Return the tokens of one line of text."""
    found: list[Token] = []
    for token in tokens:
        if token.type == end:
            break
        found += token.children or ()
    return found


def _inline(tokens: Iterator[Token], end: str) -> Line:
    return _line(_inner(tokens, end))


def _line(tokens: Sequence[Token]) -> Line:
    """Join the stretches that look alike."""
    made: list[Run] = []
    for run in _runs(tokens):
        if (
            made
            and "\n" not in {run.text, made[-1].text}
            and replace(made[-1], text=run.text) == run
        ):
            made[-1] = replace(run, text=made[-1].text + run.text)
        else:
            made.append(run)
    return tuple(made)


def _paragraph(tokens: Sequence[Token]) -> Paragraph | Picture:
    if len(tokens) == 1 and tokens[0].type == "image":
        name = str(tokens[0].attrGet("src"))
        return Picture(name, tokens[0].content, numbered=name.startswith(CHART))
    return Paragraph(_line(tokens))


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:  # noqa: C901 - one arm a kind
    look = Run("")
    for token in tokens:
        match token.type:
            case "text" if token.content:
                yield replace(look, text=token.content)
            case "softbreak":
                yield replace(look, text=" ")
            case "hardbreak":
                yield replace(look, text="\n")
            case "code_inline":
                yield replace(look, text=token.content, code=True)
            case "strong_open" | "strong_close":
                look = replace(look, bold=token.nesting == 1)
            case "em_open" | "em_close":
                look = replace(look, italic=token.nesting == 1)
            case "link_open":
                look = replace(look, link=str(token.attrGet("href")))
            case "link_close":
                look = replace(look, link="")
            case "image":
                yield replace(look, text=token.content)
            case _:  # strikethrough has no look of its own
                pass


def _captioned(read: Blocks) -> Blocks:
    """Give tables and pictures the captions that stand beside them."""
    made: list[Block] = []
    for block in read:
        before = made[-1] if made else None
        if isinstance(block, TableBlock):
            if isinstance(before, Paragraph) and _all(before, "bold"):
                made[-1] = replace(block, caption=plain(before.text))
            elif block.right[1:2] != (True,):
                made.append(block)
            else:
                # The first cell of a head names the table where no line above does, and where
                # numbers follow: words that follow are heads of columns, and so is it.
                head = ((), *block.head[1:])
                made.append(replace(block, head=head, caption=plain(block.head[0])))
        elif isinstance(before, Picture) and isinstance(block, Paragraph) and _all(block, "italic"):
            made[-1] = replace(before, caption=plain(block.text))
        else:
            made.append(block)
    return tuple(made)


def _all(paragraph: Paragraph, look: str) -> bool:
    return bool(paragraph.text) and all(getattr(run, look) for run in paragraph.text)
