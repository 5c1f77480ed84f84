"""The house's layout: order of fields, spacing, quotes and blocks; comments stay.

A file is written again from its own tree, so that what it says cannot change. A comment goes with
the entry below it; one below the last entry of a container, indented like it, stays there.
"""

from dataclasses import dataclass
from textwrap import wrap
from typing import cast

from mes_cli.model.record import Part
from mes_cli.model.shape import Slot, shape
from mes_cli.store.editing.emitter import Branch, Child, Leaf, lines
from mes_cli.store.editing.spans import (
    between_entries,
    comment_beside,
    comments_in,
    comments_inside,
    dash,
    ending,
    is_block,
    is_flow,
    line_start,
    lines_below,
)
from mes_cli.store.editing.writer import Writer, can_be_block, leaf, ordered, writer
from mes_cli.store.reading.naming import keys, meanings
from mes_cli.store.reading.tree import ListNode, MapNode, Node, ScalarNode, is_blank, is_scalar

#: Lines are filled up to this column, where they may be broken at all.
WIDTH = 96

#: What the elements of a list are: those of a field, or the records of a file.
Of = Slot | type[Part]


def laid_out(text: str, root: Node, model: type[Part], language: str, into: str = "") -> str:
    """Write a file in the layout of the house.

    *language* is that of the register; keys and words are put *into* another, or stay.
    """
    page = _Page(text, text.split("\n"), language, into)
    begin = text.count("\n", 0, root.start_mark.index)
    # What stands at the top of a file stays there, whatever field comes first.
    head = [line for _, line in between_entries(page.lines[:begin])]
    if is_flow(root, text):
        branch = page.opened(root, model)
    elif isinstance(root, ListNode):
        branch, _ = page.items(root, model, begin, -1)
    else:
        branch, _ = page.fields(cast("MapNode", root), model, begin, -1)
    written = _trimmed([*_single_spaced(head), *lines(branch)])
    return "".join(f"{line}\n" for line in written)


@dataclass(frozen=True, slots=True)
class _Page:
    """A file as it is laid out now. Containers are taken from a line on, and give the next."""

    text: str
    lines: list[str]
    language: str
    into: str

    def opened(self, root: Node, model: type[Part]) -> Branch:
        """Take a file that stands between brackets: its records are opened, comments go above."""
        branch = self.flow(root, model)
        for inner in (branch, *(it.value for it in branch.entries if not branch.named)):
            assert isinstance(inner, Branch)
            inner.flow = False
        branch.entries[0].above = comments_inside(self.text, root)
        branch.below = comments_in(self.text[ending(root, self.text) :])
        return branch

    def fields(
        self, node: MapNode, model: type[Part], line: int, column: int
    ) -> tuple[Branch, int]:
        """Take the fields of a part, in the order of its model."""
        table, home = keys(self.language, model), shape(model).home
        order = [slot.name for slot in ordered(model)]
        ranked: list[tuple[int, Child]] = []
        for key, value in node.pairs:
            slot = table[key]
            name = writer(self.into).words.key(home, slot.name) if self.into else key
            above = self.between(line, key.start_mark.line)
            entry, line = self.field(Leaf(name), key, value, slot)
            entry.above[:0] = above
            ranked.append((order.index(slot.name), entry))
        entries = [entry for _, entry in sorted(ranked, key=lambda row: row[0])]
        return self.branch(Branch(entries), node, line, column)

    def table(self, node: MapNode, slot: Slot, line: int, column: int) -> tuple[Branch, int]:
        """Take a table of the user's own words, in the order that it has."""
        entries: list[Child] = []
        for key, value in node.pairs:
            above = self.between(line, key.start_mark.line)
            entry, line = self.field(Leaf(key), key, value, slot)
            entry.above[:0] = above
            entries.append(entry)
        return self.branch(Branch(entries), node, line, column)

    def items(self, node: ListNode, of: Of, line: int, column: int) -> tuple[Branch, int]:
        """Take the elements of a list."""
        entries: list[Child] = []
        for item in node.items:
            begin = self.text.count("\n", 0, dash(item, self.text))
            above = self.between(line, begin)
            entry, line = self.item(item, of, begin)
            entry.above[:0] = above
            entries.append(entry)
        return self.branch(Branch(entries, named=False), node, line, column)

    def branch(self, branch: Branch, node: Node, line: int, column: int) -> tuple[Branch, int]:
        """Complete a container by the comments below it.

        They are indented like its entries, deeper than *column*, where it stands itself.
        """
        count = lines_below(self.lines[line:], max(node.start_mark.column, column + 1))
        branch.below = self.between(line, line + count)
        if branch.entries:
            branch.entries[0].above = _trimmed(branch.entries[0].above)
        return branch, line + count

    def between(self, line: int, begin: int) -> list[str]:
        """Give the lines before an entry: comments, and one empty line at a time."""
        return _single_spaced([said for _, said in between_entries(self.lines[line:begin])])

    def field(self, name: Leaf, key: ScalarNode, value: Node, slot: Slot) -> tuple[Child, int]:
        """Take a field, behind its name."""
        if is_scalar(value) or is_flow(value, self.text):
            return self.single(name, value, slot, key.end_mark.index)
        beside = comment_beside(self.text, key.end_mark.index)
        begin, column = key.start_mark.line + 1, key.start_mark.column
        if isinstance(value, ListNode):
            inner, line = self.items(value, slot, begin, column)
        elif slot.part is None or slot.map_key is not None:
            inner, line = self.table(cast("MapNode", value), slot.entry, begin, column)
        else:
            inner, line = self.fields(cast("MapNode", value), slot.part, begin, column)
        return Child(name, inner, beside=beside), line

    def item(self, item: Node, of: Of, begin: int) -> tuple[Child, int]:
        """Take an element of a list, behind its dash."""
        if is_scalar(item) or is_flow(item, self.text):
            return self.single(None, item, of, dash(item, self.text) + 1)
        model = of.part if isinstance(of, Slot) else of
        assert model is not None
        at = dash(item, self.text)
        column = at - line_start(self.text, at)
        inner, line = self.fields(cast("MapNode", item), model, begin, column)
        return Child(None, inner), line

    def single(self, name: Leaf | None, value: Node, of: Of, begin: int) -> tuple[Child, int]:
        """Take a value that has no lines of its own for its entries, behind where it may *begin*.

        Comments before it go above it. A record of a list gets lines of its own.
        """
        above = comments_in(self.text[begin : value.start_mark.index])
        end = ending(value, self.text)
        line = self.text.count("\n", 0, end) + 1
        if is_scalar(value):
            at = value.start_mark.index if is_block(value) else end
            said = self.leaf(value, Writer.inner(cast("Slot", of)))
            return Child(name, said, above, comment_beside(self.text, at)), line
        inner = self.flow(value, of)
        long = len(lines(Branch([Child(Leaf(""), inner)]))[0]) > WIDTH - 14
        inner.flow = isinstance(of, Slot) and not (long and name is not None)
        above += comments_inside(self.text, value)
        beside = comment_beside(self.text, end)
        return Child(name, inner, above, beside), line

    def leaf(self, value: ScalarNode, slot: Slot) -> Leaf:
        """Take a single value: on one line, or as a block."""
        if is_block(value):
            sign, *body = self.raw(value) or [""]
            if sign:
                return Leaf("".join(f"{said}\n" for said in body), "|", sign)
            return Leaf(value, "|" if can_be_block(value) else '"')
        if is_blank(value):
            return Leaf("")
        if value.start_mark.line != value.end_mark.line and len(value) > WIDTH:
            if filled := _filled(value):
                return Leaf("\n".join(filled), "|", ">-")
            return Leaf(value, "|" if can_be_block(value) else '"')
        return leaf(self.word(value, slot), slot)

    def raw(self, value: ScalarNode) -> list[str]:
        """Give the sign and the lines of a block as they are; an empty list if it counts spaces."""
        head, *body = self.text[value.start_mark.index : ending(value, self.text)].split("\n")
        sign = head.split("#")[0].strip()
        margin = next((len(s) - len(s.lstrip(" ")) for s in body if s.strip()), 0)
        if any(c.isdigit() for c in sign) or not margin:
            return []
        if ending(value, self.text) == len(self.text):
            sign = sign.rstrip("+-") + "-"  # the last line has no end, and gets one
        return [sign, *(said[margin:] for said in body)]

    def flow(self, value: Node, of: Of) -> Branch:
        """Take a container between brackets, its fields in their order."""
        if isinstance(value, ListNode):
            items = [Child(None, self.inside(item, of)) for item in value.items]
            return Branch(items, named=False, flow=True)
        node = cast("MapNode", value)
        part: type[Part] | None = None
        if not isinstance(of, Slot):
            part = of
        elif of.map_key is None:
            part = of.part
        table = keys(self.language, part) if part else {}
        order = [inner.name for inner in ordered(part)] if part else []
        ranked: list[tuple[int, Child]] = []
        for key, inner in node.pairs:
            field, name = table.get(key), str(key)
            if field and part and self.into:
                name = writer(self.into).words.key(shape(part).home, field.name)
            rank = order.index(field.name) if field else 0
            said = self.inside(inner, field or cast("Slot", of).entry)
            ranked.append((rank, Child(Leaf(name), said)))
        return Branch([entry for _, entry in sorted(ranked, key=lambda row: row[0])], flow=True)

    def inside(self, value: Node, of: Of) -> Leaf | Branch:
        """Take a value between brackets."""
        if not is_scalar(value):
            return self.flow(value, of)
        if is_blank(value) and not value.style:
            return Leaf("")
        inner = Writer.inner(cast("Slot", of))
        said = leaf(self.word(value, inner), inner)
        return Leaf(said.text, '"' if said.style else None)

    def word(self, said: str, slot: Slot) -> str:
        """Put a word of a list into another language, where one is asked for."""
        if not self.into:
            return str(said)
        return writer(self.into).word(str(meanings(self.language, slot).get(said, said)), slot)


def _trimmed(written: list[str]) -> list[str]:
    """Leave out empty lines at the beginning."""
    start = next((n for n, said in enumerate(written) if said), len(written))
    return written[start:]


def _single_spaced(written: list[str]) -> list[str]:
    """Leave one empty line where there are several."""
    return [said for n, said in enumerate(written) if said or not n or written[n - 1]]


def _filled(said: str) -> list[str]:
    """Fill lines with a text that has no lines of its own; an empty list where spaces count."""
    if "" in said.split(" ") or "\t" in said or "\n" in said:
        return []
    return wrap(said, WIDTH - 4, break_long_words=False, break_on_hyphens=False)
