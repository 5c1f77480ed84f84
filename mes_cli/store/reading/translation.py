"""From a tree to canonical data: the register's words become the names of the models.

A record is walked along the shape of its model. What does not fit is a finding, with
its place; what fits is handed on as text, for the model to read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from mes_cli.finding import (
    Edit,
    Finding,
    Fix,
    Loc,
    Place,
    Word,
    WordKind,
    Words,
)
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model.record import Part
from mes_cli.model.shape import Shape, Slot, shape
from mes_cli.store.reading import naming
from mes_cli.store.reading.faults import fault
from mes_cli.store.reading.naming import shown
from mes_cli.store.reading.tree import (
    MOST_IN_FILE,
    ListNode,
    MapNode,
    Node,
    ScalarNode,
    is_blank,
    is_scalar,
    is_sentence,
)

#: What a record says, in canonical names; its values are texts.
Data = dict[str, object]


@dataclass(slots=True)
class Translation:
    """What a record says in canonical names, and findings for all that is not understood."""

    data: Data = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    #: Fields that were written, but not so that they could be read.
    spoilt: set[Loc] = field(default_factory=set)
    #: So much was found that the rest was not looked at.
    cut: bool = False


class _Enough(Exception):  # noqa: N818 - control flow, not an error
    """Stop reading this record: it has too many faults."""


def translate(node: MapNode, model: type[Part], words: Vocabulary, record: Place) -> Translation:
    """Translate one record; *record* is the place of the whole."""
    walk = _Walk(words, record)
    try:
        walk.result.data = walk.fields(node, shape(model), (), hidden=False)
    except _Enough:
        walk.result.cut = True
    return walk.result


class _Walk:
    """Walks the tree of a record and translates its names and words into canonical ones."""

    def __init__(self, words: Vocabulary, record: Place) -> None:
        self.words = words
        self.language = words.language
        self.record = record
        self.result = Translation()

    def fields(self, node: MapNode, form: Shape, loc: Loc, *, hidden: bool) -> Data:
        """Translate a mapping whose keys are the fields of a model."""
        table = naming.fields(self.language, form.model)
        data: Data = {}
        first: dict[str, ScalarNode] = {}
        unknown: list[tuple[ScalarNode, Node]] = []
        for key, value in node.pairs:
            named = table.get(key)
            if named is None:
                unknown.append((key, value))
                continue
            slot, single, meanings, closed = named
            name = slot.name
            if name in first:
                self.twice(first[name], key, form, slot, loc)
                continue
            first[name] = key
            if single and value.__class__ is ScalarNode and (not closed or value in meanings):
                # Nearly all values are such: a text that needs no more than its meaning.
                if value and not value.isspace():
                    data[name] = meanings.get(value, value) if meanings else value
                continue
            translated = self.value(value, slot, form, (*loc, name), hidden=hidden or slot.hidden)
            if translated is not None:
                data[name] = translated
        for key, value in unknown:
            self.unknown(key, form, loc, first, hidden=hidden)
            if naming.is_own_key(str(key), form):
                # What is not declared any more is kept, so that it can be taken out.
                data[str(key)] = str(value) if is_scalar(value) else {}
                self.result.spoilt.add((*loc, str(key)))
        return data

    def value(self, node: Node, slot: Slot, form: Shape, loc: Loc, *, hidden: bool) -> object:
        """Translate the value of a field; None if it is absent or spoilt."""
        if is_blank(node):
            return None
        name = Word(WordKind.FIELD, slot.name, form.home)
        if slot.many:
            return self.many(node, slot, name, loc, hidden=hidden)
        if slot.map_key is not None:
            return self.table(node, slot, name, loc, hidden=hidden)
        return self.one(node, slot, name, loc, hidden=hidden)

    def many(
        self, node: Node, slot: Slot, name: Word, loc: Loc, *, hidden: bool
    ) -> list[object] | None:
        """Translate a list; where the model says so, a lone value is a list of one part."""
        if slot.alone and is_scalar(node):
            assert slot.part is not None
            inner = shape(slot.part).slots[slot.alone]
            value = self.one(node, inner, name, loc, hidden=hidden)
            return None if value is None else [{slot.alone: value}]
        if not isinstance(node, ListNode):
            near = None if hidden or slot.part else _with_commas(node)
            self.refuse("not-a-list", node, name, loc, fix=Fix(Edit.LIST), near=near)
            return None
        if slot.refs and (linked := _linked(node)) is not None:
            near = None if hidden else f"[{shown(linked, hidden=False)}]"
            self.refuse("double-brackets", node, name, loc, near=near)
            return None
        items: list[object] = []
        for position, item in enumerate(node.items):
            here = (*loc, position)
            if is_blank(item):
                self.refuse("empty-item", item, name, here)
                items.append(None)
            elif slot.alone and slot.part and is_scalar(item):
                inner = shape(slot.part).slots[slot.alone]
                items.append({slot.alone: self.one(item, inner, name, here, hidden=hidden)})
            else:
                items.append(self.one(item, slot, name, here, hidden=hidden))
        return items

    def table(self, node: Node, slot: Slot, name: Word, loc: Loc, *, hidden: bool) -> Data | None:
        """Translate a mapping whose keys are the user's own words."""
        if not isinstance(node, MapNode):
            self.refuse("not-fields", node, name, loc)
            return None
        data: Data = {}
        for key, value in node.pairs:
            if key in data:
                at = self.at(key, (*loc, str(key)))
                self.add(fault("duplicate-field", at, name=shown(key, hidden=hidden)))
            elif not is_blank(value):
                data[str(key)] = self.one(value, slot, name, (*loc, str(key)), hidden=hidden)
        return data

    def one(self, node: Node, slot: Slot, name: Word, loc: Loc, *, hidden: bool) -> object:
        """Translate a single value, or the fields of a part."""
        if slot.part is not None:
            if isinstance(node, MapNode):
                return self.fields(node, shape(slot.part), loc, hidden=hidden)
            inner = (Word(WordKind.FIELD, n, slot.part.__name__) for n in shape(slot.part).slots)
            self.refuse("not-fields", node, name, loc, choices=Words(tuple(inner)))
            return None
        if not is_scalar(node):
            if slot.refs and isinstance(node, ListNode) and (linked := _linked(node)) is not None:
                near = None if hidden else shown(linked, hidden=False)
                self.refuse("double-brackets", node, name, loc, near=near)
            elif is_sentence(node):
                self.refuse("not-text", node, name, loc, fix=Fix(Edit.QUOTE), colon="yes")
            else:
                self.refuse("not-text", node, name, loc)
            return None
        return self.scalar(node, slot, name, loc, hidden=hidden)

    def scalar(
        self, node: ScalarNode, slot: Slot, name: Word, loc: Loc, *, hidden: bool
    ) -> str | None:
        """Translate a single value: a word becomes canonical, all else stays as it is written."""
        meant = naming.meanings(self.language, slot).get(node)
        if meant is not None or slot.choices is None:
            return meant or node
        self.result.spoilt.add(loc)
        at = self.at(node, loc)
        self.add(naming.unknown_word(node, slot.choices, name, at, self.words, hidden=hidden))
        return None

    def unknown(
        self, key: ScalarNode, form: Shape, loc: Loc, written: Iterable[str], *, hidden: bool
    ) -> None:
        """Find a field that the model does not have."""
        at = self.at(key, (*loc, str(key)), on_key=True)
        finding, meant = naming.unknown_field(key, form, written, at, self.words, hidden=hidden)
        if meant is not None:
            self.result.spoilt.add((*loc, meant))
        self.add(finding)

    def twice(self, first: ScalarNode, key: ScalarNode, form: Shape, slot: Slot, loc: Loc) -> None:
        """Find a field that is written twice, in one language or in two."""
        here = (*loc, slot.name)
        name = Word(WordKind.FIELD, slot.name, form.home)
        if slot.name == "publish_name":
            # Either of the two may ask for silence.
            self.result.spoilt.add(here)
        before, at = self.at(first, here, on_key=True), self.at(key, here, on_key=True)
        self.add(naming.written_twice(name, before, at))

    def refuse(
        self,
        code: str,
        node: Node,
        name: Word,
        loc: Loc,
        *,
        fix: Fix | None = None,
        **known: Any,
    ) -> None:
        """Find a value of another shape than its field takes; *known* is what may be said of it."""
        self.result.spoilt.add(loc)
        at = self.at(node, loc)
        self.add(fault(code, at, fix=fix, name=name, **known))

    def at(self, node: Node, loc: Loc, *, on_key: bool = False) -> Place:
        """Give the place of a node, with its line."""
        start, end = node.start_mark, node.end_mark
        width = end.column - start.column if end.line == start.line else 1
        return Place(
            self.record.file,
            loc,
            self.record.item,
            on_key,
            line=start.line + 1,
            column=start.column + 1,
            width=max(width, 1),
        )

    def add(self, finding: Finding) -> None:
        """Keep a finding; a record that has too many is read no further."""
        self.result.findings.append(finding)
        if len(self.result.findings) > MOST_IN_FILE:
            raise _Enough


def _linked(node: ListNode) -> str | None:
    """Give the id of a link between double brackets, as wikis write it."""
    inner = node.items[0] if len(node.items) == 1 else None
    if not isinstance(inner, ListNode) or len(inner.items) != 1:
        return None
    if inner.start_mark.index != node.start_mark.index + 1:
        return None
    return str(inner.items[0]) if is_scalar(inner.items[0]) else None


def _with_commas(node: Node) -> str | None:
    """Write a text with commas as a list."""
    if not is_scalar(node) or "," not in node or "\n" in node or node.style:
        return None
    items = [item.strip() for item in node.split(",")]
    return f"[{', '.join(items)}]" if all(items) else None
