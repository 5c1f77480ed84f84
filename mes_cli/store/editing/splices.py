"""Changing a text by rewriting the spans that differ, and nothing else of it.

Old and new are canonical data. What they share keeps its place, its spelling and its
comments, byte for byte.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from mes_cli.model.shape import Shape, Slot, shape
from mes_cli.store.editing.spans import (
    Splice,
    comments_in,
    comments_inside,
    cut,
    dash,
    ending,
    is_block,
    is_flow,
    line_end,
    line_start,
)
from mes_cli.store.editing.writer import Writer, indented, ordered, quoted
from mes_cli.store.reading.naming import keys
from mes_cli.store.reading.translation import Data
from mes_cli.store.reading.tree import ListNode, MapNode, Node, ScalarNode, is_scalar

Pair = tuple[ScalarNode, Node]


@dataclass(frozen=True, slots=True)
class Splicer:
    """Finds the spans of a text that must change."""

    text: str
    writer: Writer
    #: What changes stands between brackets, and is written on one line.
    flow: bool = False

    def within(self, node: Node) -> "Splicer":
        """Give what changes the entries of a container."""
        return replace(self, flow=self.flow or is_flow(node, self.text))

    def fields(self, node: MapNode, form: Shape, old: Data, new: Data) -> Iterator[Splice]:
        """Change the fields of a record, or of a part."""
        table = keys(self.writer.words.language, form.model)
        # A key without a field is an own field whose declaration is gone, or all own fields.
        pairs = {
            table[key].name if key in table else str(key): (key, value) for key, value in node.pairs
        }
        kept = [pair for name, pair in pairs.items() if name in new]
        if not kept and self.flow:
            yield self.span(node, self.writer.inline_fields(new, form.model))
            return
        if not kept:
            lines = indented(self.writer.record(new, form.model), node.start_mark.column)
            yield self.span(node, "\n".join(lines).lstrip(" "))
            return
        yield from self.without(node, [pairs[name] for name in pairs if name in old], kept)
        last: Pair | None = None
        for slot in ordered(form.model):
            pair = pairs.get(slot.name)
            if slot.name in new:
                yield from self._field((form, slot), pair, (old, new), (last, kept[0]))
            if pair in kept:
                last = pair

    def _field(
        self,
        field: tuple[Shape, Slot],
        pair: Pair | None,
        data: tuple[Data, Data],
        at: tuple[Pair | None, Pair],
    ) -> Iterator[Splice]:
        """Change one field that the record is to have, *at* one field or before another."""
        form, slot = field
        old, new = (side.get(slot.name) for side in data)
        if pair is None and self.flow:
            yield self.beside(at, self.writer.inline_fields({slot.name: new}, form.model)[1:-1])
        elif pair is None:
            key = self.writer.words.key(form.home, slot.name)
            yield self.added(at, self.writer.pair(key, new, slot))
        elif old is None:
            yield from self.filled(pair, slot, new)
        elif old != new:
            yield from self.value(pair, slot, old, new)

    def value(self, pair: Pair, slot: Slot, old: object, new: object) -> Iterator[Splice]:
        """Change the value of a field."""
        node = pair[1]
        if isinstance(node, MapNode) and isinstance(new, dict) and slot.map_key is not None:
            yield from self.table(pair, slot, cast("Data", old), new)
        elif isinstance(node, MapNode) and isinstance(new, dict) and slot.part is not None:
            yield from self.within(node).fields(node, shape(slot.part), cast("Data", old), new)
        elif isinstance(node, ListNode) and node.items and isinstance(new, list):
            yield from self.within(node).items(node, slot, cast("list[object]", old), new)
        elif is_scalar(node) and (splice := self.scalar(node, new, slot)):
            yield splice
        elif self.flow or is_flow(node, self.text):
            yield self.span(node, self.writer.inline(new, slot))
        else:
            yield self.anew(pair, slot, new)

    def table(self, pair: Pair, slot: Slot, old: Data, new: Data) -> Iterator[Splice]:
        """Change a table of the user's own words."""
        node = cast("MapNode", pair[1])
        pairs = {str(key): (key, value) for key, value in node.pairs}
        kept = [it for key, it in pairs.items() if key in new]
        if not kept or is_flow(node, self.text):
            yield self.anew(pair, slot, new)
            return
        yield from self.without(node, list(pairs.values()), kept)
        for key, value in new.items():
            if key not in pairs:
                yield self.added((kept[-1], kept[0]), self.writer.pair(key, value, slot.entry))
            elif old.get(key) != value:
                yield from self.value(pairs[key], slot.entry, old.get(key), value)

    def scalar(self, node: ScalarNode, new: object, slot: Slot) -> Splice | None:
        """Change a single value; a comment beside it stays on its first line.

        None is given for what needs lines of its own, and is no text.
        """
        start, end = node.start_mark.index, ending(node, self.text)
        written = self.writer.value(new, slot)
        if isinstance(written, list) and not isinstance(new, str):
            return None
        if isinstance(written, list) and not self.takes_block(node):
            written = quoted(str(new))
        if isinstance(written, str):
            if is_block(node):
                head = self.text[start : line_end(self.text, start)].rstrip()
                written += head[len(head.split("#")[0].rstrip()) :] if "#" in head else ""
            return Splice(start, end, written)
        first, *rest = written
        beside = self.text[end : line_end(self.text, end)].rstrip("\n")
        close = end + len(beside)
        if is_block(node):
            head = self.text[start : line_end(self.text, start)].rstrip()
            beside, close = head[len(head.split()[0]) :], end
        lines = [f"{first}{beside.rstrip()}", *indented(rest, self.column(node))]
        return Splice(start, close, "\n".join(lines))

    def takes_block(self, node: ScalarNode) -> bool:
        """Tell whether a block of lines would end where a value does, by what stands below it."""
        below = self.text[line_end(self.text, ending(node, self.text)) :].split("\n")
        first = next((n for n, line in enumerate(below) if line.strip()), len(below))
        depths = [len(line) - len(line.lstrip(" ")) for line in below[: first + 1]]
        return not self.flow and all(it <= self.column(node) for it in depths)

    def column(self, node: Node) -> int:
        """Give the column of the field, or of the element, that a value belongs to."""
        line = self.text[line_start(self.text, node.start_mark.index) :]
        bare = line.lstrip(" ")
        column = len(line) - len(bare)
        while bare.startswith("- ") and column + 2 < node.start_mark.column:
            bare = bare[2:].lstrip(" ")
            column = len(line) - len(line[line.index(bare) :])
        return column

    def anew(self, pair: Pair, slot: Slot, new: object) -> Splice:
        """Write a field anew, because its value has another shape; its comments go above it."""
        key, value = pair
        above = comments_in(self.text[key.end_mark.index : value.start_mark.index])
        inside = [] if is_scalar(value) else comments_inside(self.text, value)
        lines = [*above, *inside, *self.writer.pair(key, new, slot)]
        text = "\n".join([lines[0], *indented(lines[1:], key.start_mark.column)])
        return Splice(key.start_mark.index, ending(value, self.text), text)

    def filled(self, pair: Pair, slot: Slot, new: object) -> Iterator[Splice]:
        """Give a value to a field that is empty."""
        written = self.writer.value(new, slot)
        end = ending(pair[1], self.text)
        if isinstance(written, str):
            yield Splice(end, end, f" {written}")
        elif isinstance(new, str):
            beside = self.text[end : line_end(self.text, end)].rstrip()
            lines = [f" {written[0]}{beside}", *indented(written[1:], pair[0].start_mark.column)]
            yield Splice(end, end + len(beside), "\n".join(lines))
        else:
            close = line_end(self.text, end)
            lines = indented(written, pair[0].start_mark.column + 2)
            yield self.lines(close, lines)

    def without(self, node: MapNode, written: list[Pair], kept: list[Pair]) -> Iterator[Splice]:
        """Delete fields of a block; the field after the dash leaves its place to the next one."""
        gone = [pair for pair in written if pair not in kept]
        if self.flow:
            spans = [(key.start_mark.index, ending(it, self.text)) for key, it in node.pairs]
            places = [n for n, it in enumerate(node.pairs) if it in gone]
            yield from cut(self.text, spans, places)
            return
        start = node.start_mark.index
        if node.pairs[0] not in kept and self.text[line_start(self.text, start) : start].strip():
            yield Splice(start, kept[0][0].start_mark.index, "")
            gone = [pair for pair in gone if pair[0].start_mark.index > kept[0][0].start_mark.index]
        for key, value in gone:
            end = line_end(self.text, ending(value, self.text))
            yield Splice(line_start(self.text, key.start_mark.index), end, "")

    def added(self, at: tuple[Pair | None, Pair], lines: list[str]) -> Splice:
        """Insert a new field after one, or before another if it comes first."""
        last, first = at
        column = first[0].start_mark.column
        if last is not None:
            end = line_end(self.text, ending(last[1], self.text))
            return self.lines(end, indented(lines, column))
        start = first[0].start_mark.index
        text = "\n".join([lines[0], *indented(lines[1:], column), " " * column])
        return Splice(start, start, text)

    def beside(self, at: tuple[Pair | None, Pair], text: str) -> Splice:
        """Insert a new field between brackets, after one, or before another if it comes first."""
        last, first = at
        start = ending(last[1], self.text) if last else first[0].start_mark.index
        return Splice(start, start, f", {text}" if last else f"{text}, ")

    def lines(self, at: int, lines: list[str]) -> Splice:
        """Insert lines at the beginning of a line, or behind a last line without an end."""
        text = "\n".join(lines)
        if at and self.text[at - 1] != "\n":
            return Splice(at, at, f"\n{text}")
        return Splice(at, at, f"{text}\n")

    def items(
        self, node: ListNode, slot: Slot, old: list[object], new: list[object]
    ) -> Iterator[Splice]:
        """Change a list: elements that stay the same are left alone."""
        first, last = common(old, new)
        middle = list(range(first, len(old) - last))
        wanted = new[first : len(new) - last]
        for position, item in zip(middle, wanted, strict=False):
            yield from self.item(node.items[position], slot, old[position], item)
        yield from self.dropped(node, middle[len(wanted) :])
        more = [
            [self.writer.inline_item(it, slot)] if self.flow else self.writer.item(it, slot)
            for it in wanted[len(middle) :]
        ]
        if more:
            yield self.inserted(node, first + min(len(middle), len(wanted)), more)

    def item(self, node: Node, slot: Slot, old: object, new: object) -> Iterator[Splice]:
        """Change one element of a list."""
        if isinstance(node, MapNode) and isinstance(new, dict) and slot.part is not None:
            yield from self.within(node).fields(node, shape(slot.part), cast("Data", old), new)
        elif is_scalar(node) and isinstance(new, str) and (it := self.scalar(node, new, slot)):
            yield it
        elif self.flow:
            yield self.span(node, self.writer.inline_item(new, slot))
        else:
            first, *rest = self.writer.item(new, slot)
            at = dash(node, self.text)
            column = at - line_start(self.text, at)
            text = "\n".join([first, *indented(rest, column)])
            yield Splice(at, ending(node, self.text), text)

    def dropped(self, node: ListNode, positions: list[int]) -> Iterator[Splice]:
        """Delete elements of a list."""
        if self.flow:
            spans = [(it.start_mark.index, ending(it, self.text)) for it in node.items]
            yield from cut(self.text, spans, positions)
            return
        for item in (node.items[position] for position in positions):
            start = line_start(self.text, dash(item, self.text))
            yield Splice(start, line_end(self.text, ending(item, self.text)), "")

    def inserted(self, node: ListNode, position: int, items: list[list[str]]) -> Splice:
        """Insert elements into a list, before the one at *position*."""
        lines = [line for item in items for line in item]
        if self.flow and position == 0:
            start = node.items[0].start_mark.index
            return Splice(start, start, "".join(f"{it}, " for it in lines))
        if self.flow:
            end = ending(node.items[position - 1], self.text)
            return Splice(end, end, "".join(f", {it}" for it in lines))
        column = node.start_mark.column
        if position == 0:
            at = line_start(self.text, dash(node.items[0], self.text))
        else:
            at = line_end(self.text, ending(node.items[position - 1], self.text))
        return self.lines(at, indented(lines, column))

    def span(self, node: Node, text: str) -> Splice:
        """Replace a node."""
        return Splice(node.start_mark.index, ending(node, self.text), text)


def common(old: list[object], new: list[object]) -> tuple[int, int]:
    """Count the elements that two lists share at their beginnings, and at their ends.

    >>> common([1, 2, 3], [1, 9, 3])
    (1, 1)
    """
    least = min(len(old), len(new))
    first = next((n for n in range(least) if old[n] != new[n]), least)
    left = least - first
    last = next((n for n in range(left) if old[-1 - n] != new[-1 - n]), left)
    return first, last
