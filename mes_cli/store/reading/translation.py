"""From a tree to canonical data: the register's words become the names of the models.

A record is walked along the shape of its model. What does not fit is a finding, with
its place; what fits is handed on as text, for the model to read.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from mes_cli.finding import (
    Argument,
    Edit,
    Finding,
    Fix,
    Loc,
    Place,
    Related,
    Word,
    WordKind,
    Words,
    say,
)
from mes_cli.language.folding import plain
from mes_cli.language.near import near as nearest
from mes_cli.language.near import sure
from mes_cli.language.vocabulary import Vocabulary, vocabulary
from mes_cli.model.part import Part
from mes_cli.model.scalars import Scalar as Type
from mes_cli.model.shape import Shape, Slot, shape
from mes_cli.store.faults import fields as faults
from mes_cli.store.faults.refused import HIDDEN, Refused
from mes_cli.store.faults.syntax import comma_in_braces
from mes_cli.store.reading.limits import MOST_IN_FILE
from mes_cli.store.reading.tree import (
    Mapping,
    Node,
    Sequence,
    Text,
    is_blank,
    is_scalar,
    is_sentence,
)

#: A longer value is not worth repeating in a message.
_LONGEST = 60

Data = dict[str, object]
Fault = Callable[[Refused], Finding]


@dataclass(slots=True)
class Translation:
    """What a record says in canonical names, and what it says that nobody understands."""

    data: Data = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    #: Fields that were written, but not so that they could be read.
    spoilt: set[Loc] = field(default_factory=set)
    #: So much was found that the rest was not looked at.
    cut: bool = False


class _Enough(Exception):  # noqa: N818 - it is no error of anybody
    """More was found than anybody mends."""


def translate(node: Mapping, model: type[Part], words: Vocabulary, record: Place) -> Translation:
    """Translate one record; *record* is the place of the whole."""
    walk = _Walk(words, record)
    try:
        walk.result.data = walk.fields(node, shape(model), (), hidden=False)
    except _Enough:
        walk.result.cut = True
    return walk.result


@cache
def keys(language: str, model: type[Part]) -> dict[str, Slot]:
    """All keys that a model's records may use: the language's own, and the canonical ones."""
    form = shape(model)
    words = vocabulary(language)
    table = dict(form.slots)
    table.update((words.key(form.home, name), slot) for name, slot in form.slots.items())
    return table


@cache
def choices(language: str, enumeration: type[StrEnum]) -> dict[str, str]:
    """All words of an enumeration: the language's own, and the canonical ones."""
    words = vocabulary(language)
    table = {str(member): str(member) for member in enumeration}
    home = enumeration.__name__
    table.update((words.value(home, str(m)).word, str(m)) for m in enumeration)
    return table


def shown(value: str, *, hidden: bool) -> str:
    """Give a value as a message may repeat it: nothing of a private one, little of a long one."""
    if hidden:
        return HIDDEN
    line = " ".join(value.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


class _Walk:
    def __init__(self, words: Vocabulary, record: Place) -> None:
        self.words = words
        self.record = record
        self.result = Translation()

    def fields(self, node: Mapping, form: Shape, loc: Loc, *, hidden: bool) -> Data:
        """Translate a mapping whose keys are the fields of a model."""
        table = keys(self.words.language, form.model)
        data: Data = {}
        first: dict[str, Text] = {}
        unknown: list[Text] = []
        for key, value in node.pairs:
            slot = table.get(key)
            if slot is None:
                unknown.append(key)
            elif slot.name in first:
                self.twice(first[slot.name], key, form, slot, loc)
            else:
                first[slot.name] = key
                translated = self.value(
                    value, slot, form, (*loc, slot.name),
                    hidden=hidden or slot.hidden,
                )  # fmt: skip
                if translated is not None:
                    data[slot.name] = translated
        for key in unknown:
            self.unknown(key, form, loc, set(first), hidden=hidden)
        return data

    def value(self, node: Node, slot: Slot, form: Shape, loc: Loc, *, hidden: bool) -> object:
        """Translate the value of a field; nothing where it is absent or spoilt."""
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
        if not isinstance(node, Sequence):
            self.refuse(faults.not_a_list, node, name, loc, fix=Fix(Edit.LIST))
            return None
        items: list[object] = []
        for position, item in enumerate(node.items):
            here = (*loc, position)
            if is_blank(item):
                self.refuse(faults.empty_item, item, name, here)
                items.append(None)
            elif slot.alone and slot.part and is_scalar(item):
                inner = shape(slot.part).slots[slot.alone]
                items.append({slot.alone: self.one(item, inner, name, here, hidden=hidden)})
            else:
                items.append(self.one(item, slot, name, here, hidden=hidden))
        return items

    def table(self, node: Node, slot: Slot, name: Word, loc: Loc, *, hidden: bool) -> Data | None:
        """Translate a mapping whose keys are the user's own words."""
        if not isinstance(node, Mapping):
            self.refuse(faults.not_fields, node, name, loc)
            return None
        data: Data = {}
        for key, value in node.pairs:
            if key in data:
                at = self.at(key, (*loc, str(key)))
                self.add(faults.duplicate_field(Refused(at, shown(key, hidden=hidden))))
            elif not is_blank(value):
                data[str(key)] = self.one(value, slot, name, (*loc, str(key)), hidden=hidden)
        return data

    def one(self, node: Node, slot: Slot, name: Word, loc: Loc, *, hidden: bool) -> object:
        """Translate a single value, or the fields of a part."""
        if slot.part is not None:
            if isinstance(node, Mapping):
                return self.fields(node, shape(slot.part), loc, hidden=hidden)
            inner = (Word(WordKind.FIELD, n, slot.part.__name__) for n in shape(slot.part).slots)
            self.refuse(faults.not_fields, node, name, loc, choices=Words(tuple(inner)))
            return None
        if not is_scalar(node):
            if is_sentence(node):
                self.refuse(faults.not_text, node, name, loc, Fix(Edit.QUOTE), colon="yes")
            else:
                self.refuse(faults.not_text, node, name, loc)
            return None
        return self.scalar(node, slot, name, loc, hidden=hidden)

    def scalar(self, node: Text, slot: Slot, name: Word, loc: Loc, *, hidden: bool) -> str | None:
        """Translate a single value: a word becomes canonical, all else stays as it is written."""
        if slot.choices is not None:
            return self.word(node, slot.choices, name, loc, hidden=hidden)
        if slot.open_words is not None:
            return choices(self.words.language, slot.open_words.words).get(node, node)
        if slot.scalar is Type.BOOLEAN:
            return self.words.booleans.get(node, node)
        return node

    def word(
        self, node: Text, enumeration: type[StrEnum], name: Word, loc: Loc, *, hidden: bool
    ) -> str | None:
        """Translate a word of a closed list."""
        table = choices(self.words.language, enumeration)
        if node in table:
            return table[node]
        own = [self.words.value(enumeration.__name__, str(m)).word for m in enumeration]
        known = {plain(word): word for word in (*table, *own)}
        bare = plain(node)
        self.result.spoilt.add(loc)
        meant = bare if bare in known else sure(bare, known, lambda word: table.get(known[word]))
        refused = Refused(
            self.at(node, loc), name, shown(node, hidden=hidden),
            near=None if hidden else _near(bare, known), more={"choices": Words(tuple(own))},
            fix=Fix(Edit.REPLACE, known[meant]) if meant else None,
        )  # fmt: skip
        fault = faults.accented_value if bare in known else faults.unknown_value
        self.add(fault(refused))
        return None

    def unknown(self, key: Text, form: Shape, loc: Loc, written: set[str], *, hidden: bool) -> None:
        """Find a field that the model does not have; suggest one that is not written yet."""
        if key.isdecimal():
            at = self.at(key, (*loc, str(key)), on_key=True)
            self.add(comma_in_braces(at))
            return
        own = {self.words.key(form.home, n): n for n in form.slots if n not in written}
        own.update({n: n for n in form.slots if n not in written and n not in own})
        bare = plain(key).replace("-", "_")
        known = {plain(k).replace("-", "_"): k for k in own}
        near = _near(bare, known)
        if near is not None:
            self.result.spoilt.add((*loc, own[near]))
        # Behind the first word there may be a value that only lacks its colon.
        first, _, others = key.partition(" ")
        found = shown(f"{first} …" if others else first, hidden=hidden)
        meant = bare if bare in known else sure(bare, known, lambda word: own[known[word]])
        refused = Refused(
            self.at(key, (*loc, str(key)), on_key=True), found, found, near=near,
            more={"notes": Word(WordKind.FIELD, "notes", "Record")},
            fix=Fix(Edit.REPLACE, known[meant]) if meant else None,
        )  # fmt: skip
        accented = bare in known and near is not None and near != key
        self.add(faults.accented_field(refused) if accented else faults.unknown_field(refused))

    def twice(self, first: Text, key: Text, form: Shape, slot: Slot, loc: Loc) -> None:
        """Find a field that is written twice, in one language or in two."""
        here = (*loc, slot.name)
        related = Related(self.at(first, here, on_key=True), say("written here first"))
        name = Word(WordKind.FIELD, slot.name, form.home)
        at = self.at(key, here, on_key=True)
        self.add(faults.duplicate_field(Refused(at, name, related=(related,))))

    def refuse(
        self, fault: Fault, node: Node, name: Word, loc: Loc, fix: Fix | None = None,
        **more: Argument,
    ) -> None:  # fmt: skip
        """Find a value of another shape than its field takes."""
        self.result.spoilt.add(loc)
        self.add(fault(Refused(self.at(node, loc), name, more=more, fix=fix)))

    def at(self, node: Node, loc: Loc, *, on_key: bool = False) -> Place:
        """Give the place of a node, with its line."""
        start, end = node.start_mark, node.end_mark
        width = end.column - start.column if end.line == start.line else 1
        return Place(
            self.record.file, loc, self.record.item, on_key,
            line=start.line + 1, column=start.column + 1, width=max(width, 1),
        )  # fmt: skip

    def add(self, finding: Finding) -> None:
        """Keep a finding; a record that has too many is read no further."""
        self.result.findings.append(finding)
        if len(self.result.findings) > MOST_IN_FILE:
            raise _Enough


def _near(bare: str, known: dict[str, str]) -> str | None:
    """Give the known word that looks most like *bare*, if one does."""
    found = nearest(bare, known)
    return known[found] if found is not None else None
