"""The house's layout: order of fields, spacing, quotes and blocks; comments stay.

A file is written again from its own tree, so that what it says cannot change. Comments
go with the entry below them; one that is indented deeper stays with what is above it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from mes_cli.model.part import Part
from mes_cli.model.scalars import Scalar as Type
from mes_cli.model.shape import Slot, shape
from mes_cli.store.editing import comments as remarks
from mes_cli.store.editing.spans import dash, ending, is_block, is_flow, line_start
from mes_cli.store.editing.writer import Writer, block, indented, ordered, quoted, scalar, writer
from mes_cli.store.reading.naming import choices, keys
from mes_cli.store.reading.tree import Mapping, Node, Sequence, Text, is_blank, is_scalar

#: Lines are filled up to this column, where they may be broken at all.
WIDTH = 96

Model = type[Part]
Of = Slot | Model


def laid_out(text: str, root: Node, model: Model, language: str, into: str = "") -> str:
    """Write a file in the layout of the house.

    *language* is that of the register; keys and words are put *into* another, or stay.
    """
    page = _Page(text, text.split("\n"), language, into)
    begin = text.count("\n", 0, root.start_mark.index)
    # What stands at the top of a file stays there, whatever field comes first.
    head = [line for _, line in remarks.gap(page.lines[:begin])]
    if isinstance(root, Sequence):
        lines, _ = page.items(root, model, begin, -1)
    else:
        lines, _ = page.fields(cast("Mapping", root), model, begin, -1)
    return "".join(f"{line}\n" for line in _trimmed([*single_spaced(head), *lines]))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A field or an element as it will stand, and its place among the others."""

    rank: int
    lines: list[str]


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    lines: list[str]
    language: str
    into: str

    def fields(self, node: Mapping, model: Model, line: int, column: int) -> tuple[list[str], int]:
        """Write the fields of a part in their order; give the line behind the last one."""
        table = keys(self.language, model)
        order = [slot.name for slot in ordered(model)]
        home = shape(model).home
        entries: list[_Entry] = []
        for key, value in node.pairs:
            slot = table[key]
            before = self.between(line, key.start_mark.line)
            own = writer(self.into).words.key(home, slot.name) if self.into else key
            lines, line = self.pair(own, key, value, slot)
            entries.append(_Entry(order.index(slot.name), [*before, *lines]))
        return self.joined(entries, node, line, column)

    def table(self, node: Mapping, slot: Slot, line: int, column: int) -> tuple[list[str], int]:
        """Write a table of the user's own words, in the order that it has."""
        entries: list[_Entry] = []
        for key, value in node.pairs:
            before = self.between(line, key.start_mark.line)
            lines, line = self.pair(scalar(key, flow=False), key, value, slot)
            entries.append(_Entry(0, [*before, *lines]))
        return self.joined(entries, node, line, column)

    def items(self, node: Sequence, of: Of, line: int, column: int) -> tuple[list[str], int]:
        """Write the elements of a list."""
        entries: list[_Entry] = []
        for item in node.items:
            begin = self.text.count("\n", 0, dash(item, self.text))
            before = self.between(line, begin)
            lines, line = self.item(item, of, begin)
            entries.append(_Entry(0, [*before, *lines]))
        return self.joined(entries, node, line, column)

    def between(self, line: int, begin: int) -> list[str]:
        """Give the lines before an entry: comments, and one empty line at a time."""
        return single_spaced([said for _, said in remarks.gap(self.lines[line:begin])])

    def joined(
        self, entries: list[_Entry], node: Node, line: int, column: int
    ) -> tuple[list[str], int]:
        """Put entries in order, and behind them the comments that belong to all of them.

        Those are indented like the entries, deeper than *column*, where their container stands.
        """
        found = [text for entry in sorted(entries, key=lambda e: e.rank) for text in entry.lines]
        own = node.start_mark.column
        count = remarks.below(self.lines[line:], max(own, column + 1))
        tail = self.between(line, line + count)
        return _trimmed([*found, *tail]), line + count

    def pair(self, name: str, key: Text, value: Node, slot: Slot) -> tuple[list[str], int]:
        """Write a field; give the line behind it."""
        if is_scalar(value) or is_flow(value, self.text):
            before, (first, *rest), line = self.leaf(value, slot)
            if self.wide(value, slot):
                beside = remarks.beside(self.text, ending(value, self.text))
                spread = indented(self.spread(value, slot))
                return [*before, spaced(f"{name}:", beside), *spread], line
            gap = "" if first[:1] in {"", " "} else " "
            return [*before, f"{name}:{gap}{first}", *rest], line
        beside = remarks.beside(self.text, key.end_mark.index)
        begin = key.start_mark.line + 1
        lines, line = self.nested(value, slot, begin, key.start_mark.column)
        return [spaced(f"{name}:", beside), *indented(lines)], line

    def nested(self, value: Node, slot: Slot, line: int, column: int) -> tuple[list[str], int]:
        """Write a container that stands on lines of its own."""
        if isinstance(value, Sequence):
            return self.items(value, slot, line, column)
        if slot.part is None:
            return self.table(cast("Mapping", value), slot, line, column)
        return self.fields(cast("Mapping", value), slot.part, line, column)

    def item(self, item: Node, of: Of, begin: int) -> tuple[list[str], int]:
        """Write an element of a list, behind its dash; give the line behind it."""
        if is_scalar(item) or is_flow(item, self.text):
            before, (first, *rest), line = self.leaf(item, cast("Slot", of))
            return [*before, f"- {first}", *rest], line
        model = of.part if isinstance(of, Slot) else of
        assert model is not None
        at = dash(item, self.text)
        column = at - line_start(self.text, at)
        lines, line = self.fields(cast("Mapping", item), model, begin, column)
        # Remarks on the first field stand above the dash.
        start = next(n for n, said in enumerate(lines) if said and not said.startswith("#"))
        return [*lines[:start], f"- {lines[start]}", *indented(lines[start + 1 :])], line

    def leaf(self, value: Node, slot: Slot) -> tuple[list[str], list[str], int]:
        """Write a value without fields of its own: remarks above it, its lines, the next line."""
        end = ending(value, self.text)
        line = self.text.count("\n", 0, end) + 1
        if not is_scalar(value):
            above = remarks.inside(self.text, value)
            return above, [spaced(self.flow(value, slot), remarks.beside(self.text, end))], line
        inner = Writer.inner(slot)
        written = self.single(value, inner)
        at = value.start_mark.index if is_block(value) else end
        first, *rest = written
        return [], [spaced(first, remarks.beside(self.text, at)), *rest], line

    def single(self, value: Text, slot: Slot) -> list[str]:
        """Write a single value: on one line, or as a block."""
        if is_block(value):
            return indented_block(self.raw(value)) or block(value) or [quoted(value)]
        if is_blank(value):
            return [""]
        if value.start_mark.line != value.end_mark.line and len(value) > WIDTH:
            return indented_block(folded(value)) or block(value) or [quoted(value)]
        written = writer(self.language).scalar(self.word(value, slot), slot, raw=True)
        return [written] if isinstance(written, str) else written

    def raw(self, value: Text) -> list[str]:
        """Give the lines of a block as they are; none where its head counts spaces."""
        head, *lines = self.text[value.start_mark.index : ending(value, self.text)].split("\n")
        sign = head.split("#")[0].strip()
        margin = next((len(s) - len(s.lstrip(" ")) for s in lines if s.strip()), 0)
        if any(c.isdigit() for c in sign) or not margin:
            return []
        return [sign, *(said[margin:] for said in lines)]

    def flow(self, value: Node, slot: Slot) -> str:
        """Write a container between brackets."""
        if isinstance(value, Sequence):
            return f"[{', '.join(self.flow(item, slot) for item in value.items)}]"
        if isinstance(value, Mapping):
            return f"{{{', '.join(self.flow_pairs(value, slot))}}}"
        inner = Writer.inner(slot)
        written = writer(self.language).scalar(self.word(value, inner), inner, flow=True, raw=True)
        return cast("str", written)

    def wide(self, value: Node, slot: Slot) -> bool:
        """Tell whether a container between brackets is too wide for a line."""
        return not is_scalar(value) and len(self.flow(value, slot)) > WIDTH - 16

    def spread(self, value: Node, slot: Slot) -> list[str]:
        """Write a container that stood between brackets on lines of its own."""
        if isinstance(value, Sequence):
            return [f"- {self.flow(item, slot)}" for item in value.items]
        return list(self.flow_pairs(cast("Mapping", value), slot))

    def flow_pairs(self, value: Mapping, slot: Slot) -> Iterator[str]:
        """Write the fields of a part, or of a table, between brackets."""
        table = keys(self.language, slot.part) if slot.part else {}
        order = [inner.name for inner in ordered(slot.part)] if slot.part else []
        pairs = [(table.get(key), key, inner) for key, inner in value.pairs]
        for field, key, inner in sorted(pairs, key=lambda p: order.index(p[0].name) if p[0] else 0):
            name = scalar(key, flow=True)
            if field and slot.part and self.into:
                name = writer(self.into).words.key(shape(slot.part).home, field.name)
            yield f"{name}: {self.flow(inner, field or slot)}".rstrip()

    def word(self, said: str, slot: Slot) -> str:
        """Put a word of a list into another language, where one is asked for."""
        if not self.into:
            return said
        if slot.choices is not None:
            said = choices(self.language, slot.choices).get(said, said)
        elif slot.open_words is not None:
            said = choices(self.language, slot.open_words.words).get(said, said)
        elif slot.scalar is Type.BOOLEAN:
            said = writer(self.language).words.booleans.get(said, said)
        return writer(self.into).word(said, slot)


def spaced(line: str, beside: str) -> str:
    """Put a comment beside a line."""
    return f"{line}  {beside}" if beside else line


def _trimmed(lines: list[str]) -> list[str]:
    """Leave out empty lines at the beginning."""
    start = next((n for n, said in enumerate(lines) if said), 0)
    return lines[start:]


def single_spaced(lines: list[str]) -> list[str]:
    """Leave one empty line where there are several.

    >>> single_spaced(["a", "", "", "b"])
    ['a', '', 'b']
    """
    return [said for n, said in enumerate(lines) if said or not n or lines[n - 1]]


def indented_block(lines: list[str]) -> list[str]:
    """Move the lines of a block, all but its sign."""
    return [*lines[:1], *indented(lines[1:])]


def folded(said: str) -> list[str]:
    """Fill lines with a text that has none of its own; nothing where spaces count."""
    words = said.split(" ")
    if "" in words or "\t" in said or "\n" in said:
        return []
    lines = [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + len(word) >= WIDTH - 4:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".lstrip()
    return [">-", *lines]
