"""From canonical data to lines of YAML, in the words of a register.

Text goes between quotes where YAML would read something else, or where another program would:
codes with a leading zero, ``no``, ``2024`` in a title.
"""

import re
from dataclasses import dataclass
from functools import cache

from mes_cli.language.vocabulary import Vocabulary, vocabulary
from mes_cli.model.record import Part, Record
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape
from mes_cli.store.editing.emitter import Branch, Child, Leaf, Node, lines
from mes_cli.store.reading.translation import Data

#: Values that may stand for what YAML takes them for, a number or a day.
_TYPED = {Scalar.DATE, Scalar.DURATION, Scalar.MONEY, Scalar.NUMBER, Scalar.WHOLE, Scalar.SHARE,
          Scalar.BOOLEAN, Scalar.YEAR, Scalar.ACCOUNT}  # fmt: skip
_LAST = ("tags", "notes", "import_key")
# What YAML 1.1 or 1.2 takes for something else than text.
_OTHERWISE = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|=|<<"
    r"|[-+]?(?:0[box])?[\d_][\d_a-f.,:]*(?:e[-+]?\d+)?|[-+]?\.\d[\d_]*|[-+]?\.(?:inf|nan)"
    r"|\d{4}-\d{1,2}-\d{1,2}(?:[Tt ].*)?",
    re.IGNORECASE | re.ASCII,
)
#: A name to write a value under, where only the value is wanted.
_ANY = Leaf("k")


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes records in the words of one vocabulary."""

    words: Vocabulary

    def record(self, data: Data, model: type[Part]) -> list[str]:
        """Write the fields of a record, or of a part, in the order of its model."""
        return lines(self.fields(data, model))

    def listed(self, data: Data, model: type[Part]) -> list[str]:
        """Write a record as an element of a file that holds a list."""
        return lines(Branch([Child(None, self.fields(data, model))], named=False))

    def pair(self, key: str, value: object, slot: Slot) -> list[str]:
        """Write a field with its value."""
        return lines(Branch([Child(Leaf(key), self.node(value, slot))]))

    def item(self, value: object, slot: Slot) -> list[str]:
        """Write an element of a list."""
        return lines(Branch([Child(None, self.element(value, slot))], named=False))

    def value(self, value: object, slot: Slot) -> str | list[str]:
        """Write a value: on one line, or on lines of its own."""
        return _without_name(self.node(value, slot))

    def scalar(self, value: str, slot: Slot) -> str | list[str]:
        """Write a single value: on one line, or as a block."""
        return _without_name(leaf(self.word(value, slot), slot))

    def inline(self, value: object, slot: Slot) -> str:
        """Write a value between brackets, on one line."""
        [line] = lines(Branch([Child(_ANY, _flowing(self.node(value, slot)))]))
        return line.removeprefix(f"{_ANY.text}: ")

    def inline_item(self, value: object, slot: Slot) -> str:
        """Write an element of a list between brackets, on one line."""
        items = Branch([Child(None, _flowing(self.element(value, slot)))], named=False, flow=True)
        [line] = lines(Branch([Child(_ANY, items)]))
        return line.removeprefix(f"{_ANY.text}: ")[1:-1]

    def inline_fields(self, data: Data, model: type[Part]) -> str:
        """Write the fields of a part between braces, on one line."""
        [line] = lines(Branch([Child(_ANY, _flowing(self.fields(data, model)))]))
        return line.removeprefix(f"{_ANY.text}: ")

    def fields(self, data: Data, model: type[Part]) -> Branch:
        """Give the fields of a record, or of a part, in the order of its model."""
        home = shape(model).home
        return Branch(
            [
                Child(Leaf(self.words.key(home, slot.name)), self.node(data[slot.name], slot))
                for slot in ordered(model)
                if data.get(slot.name) is not None
            ]
        )

    def node(self, value: object, slot: Slot) -> Node:
        """Give a value as it is to be written."""
        if isinstance(value, list):
            if slot.alone and len(value) == 1 and isinstance(_lone(value[0], slot), str):
                return self.element(value[0], slot)
            return Branch([Child(None, self.element(it, slot)) for it in value], named=False)
        if not isinstance(value, dict):
            return leaf(self.word(str(value), slot), slot)
        if slot.part is not None and slot.map_key is None:
            return self.fields(value, slot.part)
        return Branch([Child(Leaf(key), self.node(it, slot.entry)) for key, it in value.items()])

    def element(self, value: object, slot: Slot) -> Node:
        """Give an element of a list as it is to be written."""
        lone = _lone(value, slot)
        return self.node(lone, self.inner(slot) if isinstance(lone, str) else slot)

    @staticmethod
    def inner(slot: Slot) -> Slot:
        """The field that a lone value stands for, in a list of parts."""
        return shape(slot.part).slots[slot.alone] if slot.alone and slot.part else slot

    def word(self, value: str, slot: Slot) -> str:
        """Give the word for a canonical value; all else stays as it is."""
        if slot.words is not None:
            return self.words.value(slot.words.__name__, value).word
        if slot.scalar is Scalar.BOOLEAN:
            return {v: k for k, v in self.words.booleans.items()}.get(value, value)
        return value


def leaf(said: str, slot: Slot) -> Leaf:
    """Give a single value, in the register's words, with the quotes that it needs."""
    if "\n" in said:
        return Leaf(said, "|" if can_be_block(said) else '"')
    other = said != said.strip() or (_OTHERWISE.fullmatch(said) and textual(slot))
    return Leaf(said, '"' if other or not said else None)


def can_be_block(said: str) -> bool:
    """Tell whether a text of several lines can stand as a block, which shows where it begins."""
    return bool(said.strip()) and said[0] not in " \t\n" and "\r" not in said


def quoted(said: str) -> str:
    """Write a text between double quotes, on one line."""
    [line] = lines(Branch([Child(_ANY, Leaf(said, '"'))]))
    return line.removeprefix(f"{_ANY.text}: ")


def _without_name(value: Node) -> str | list[str]:
    """Write a value that has a name as it stands behind the name, and below it."""
    first, *rest = lines(Branch([Child(_ANY, value)]))
    beside = first.removeprefix(f"{_ANY.text}:").strip(" ")
    if not rest:
        return beside
    return [beside, *rest] if beside else [line.removeprefix("  ") for line in rest]


def _flowing(node: Node) -> Node:
    """Let a value stand between brackets, and its texts on one line."""
    if isinstance(node, Leaf):
        return Leaf(node.text, '"' if node.style else None)
    return Branch([Child(it.key, _flowing(it.value)) for it in node.entries], node.named, flow=True)


def _lone(item: object, slot: Slot) -> object:
    """Give the value of a part that has only the field which a lone value stands for."""
    if slot.alone and isinstance(item, dict) and list(item) == [slot.alone]:
        return item[slot.alone]
    return item


def textual(slot: Slot) -> bool:
    """Tell whether a field holds text, whatever YAML takes it for."""
    return slot.choices is None and slot.scalar not in _TYPED


def indented(lines_: list[str], by: int) -> list[str]:
    """Move lines to the right; empty ones stay empty."""
    return [f"{' ' * by}{line}" if line else line for line in lines_]


@cache
def ordered(model: type[Part]) -> tuple[Slot, ...]:
    """The fields of a record as people write them: its own first, those of all records last."""
    slots = shape(model).slots
    first = [slots[name] for name in ("id",) if name in slots]
    last = [slots[name] for name in _LAST if name in slots and issubclass(model, Record)]
    own = [slot for slot in slots.values() if slot not in first and slot not in last]
    return (*first, *own, *last)


@cache
def writer(language: str) -> Writer:
    """Give what writes records in a language."""
    return Writer(vocabulary(language))
