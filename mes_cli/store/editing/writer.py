"""From canonical data to lines of YAML, in the words of a register.

Text goes between quotes only where YAML would read something else, or where another
program would: codes with a leading zero, ``no``, ``2024`` in a title.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from mes_cli.language.vocabulary import Vocabulary, vocabulary
from mes_cli.model.part import Part
from mes_cli.model.record import Record
from mes_cli.model.scalars import Scalar
from mes_cli.model.settings import Limits
from mes_cli.model.shape import Slot, shape
from mes_cli.store.reading.composer import compose
from mes_cli.store.reading.translation import Data
from mes_cli.store.reading.tree import Mapping, Sequence, is_scalar

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
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes records in the words of one vocabulary."""

    words: Vocabulary

    def record(self, data: Data, model: type[Part]) -> list[str]:
        """Write the fields of a record, or of a part, in the order of its model."""
        found: list[str] = []
        for slot in ordered(model):
            value = data.get(slot.name)
            if value is not None:
                found += self.pair(self.words.key(shape(model).home, slot.name), value, slot)
        return found

    def pair(self, key: str, value: object, slot: Slot) -> list[str]:
        """Write a field with its value."""
        written = self.value(value, slot)
        if isinstance(written, str):
            return [f"{key}: {written}"]
        first, *rest = written
        return (
            [f"{key}: {first}", *rest]
            if first[:1] in {"|", ">"}
            else [f"{key}:", *indented(written)]
        )

    def value(self, value: object, slot: Slot) -> str | list[str]:
        """Write a value: on one line, or on lines of its own."""
        if isinstance(value, list):
            lone = [_lone(item, slot) for item in value]
            if slot.alone and len(lone) == 1 and isinstance(lone[0], str):
                return self.value(lone[0], self.inner(slot))
            items = (self.item(item, slot) for item in value)
            return [line for item in items for line in item] or "[]"
        if isinstance(value, dict):
            if slot.part is not None:
                return self.record(value, slot.part) or "{}"
            pairs = (self.pair(scalar(key, flow=False), item, slot) for key, item in value.items())
            return [line for pair in pairs for line in pair] or "{}"
        return self.scalar(str(value), slot)

    def item(self, value: object, slot: Slot) -> list[str]:
        """Write an element of a list."""
        lone = _lone(value, slot)
        written = self.value(lone, self.inner(slot) if isinstance(lone, str) else slot)
        if isinstance(written, str):
            return [f"- {written}"]
        first, *rest = written
        return [f"- {first}", *(rest if first[:1] in {"|", ">"} else indented(rest))]

    def listed(self, data: Data, model: type[Part]) -> list[str]:
        """Write a record as an element of a file that holds a list."""
        first, *rest = self.record(data, model)
        return [f"- {first}", *indented(rest)]

    @staticmethod
    def inner(slot: Slot) -> Slot:
        """The field that a lone value stands for, in a list of parts."""
        return shape(slot.part).slots[slot.alone] if slot.alone and slot.part else slot

    def scalar(
        self, value: str, slot: Slot, *, flow: bool = False, raw: bool = False
    ) -> str | list[str]:
        """Write a single value in the register's words; a *raw* one is such a word already."""
        said = value if raw else self.word(value, slot)
        if "\n" in said and not flow:
            return block(said) or quoted(said)
        if _OTHERWISE.fullmatch(said) and textual(slot):
            return quoted(said)
        return scalar(said, flow=flow)

    def word(self, value: str, slot: Slot) -> str:
        """Give the word for a canonical value; all else stays as it is."""
        if slot.choices is not None:
            return self.words.value(slot.choices.__name__, value).word
        if slot.open_words is not None:
            return self.words.value(slot.open_words.words.__name__, value).word
        if slot.scalar is Scalar.BOOLEAN:
            return {v: k for k, v in self.words.booleans.items()}.get(value, value)
        return value

    def inline(self, value: object, slot: Slot) -> str:
        """Write a value between brackets, on one line."""
        if isinstance(value, list):
            lone = [_lone(item, slot) for item in value]
            inner = self.inner(slot)
            items = (self.inline(i, inner if isinstance(i, str) else slot) for i in lone)
            return f"[{', '.join(items)}]"
        if isinstance(value, dict):
            return f"{{{', '.join(self._inline_pairs(value, slot))}}}"
        written = self.scalar(str(value), slot, flow=True)
        assert isinstance(written, str)
        return written

    def _inline_pairs(self, value: Data, slot: Slot) -> Iterator[str]:
        if slot.part is None:
            yield from (f"{scalar(k, flow=True)}: {self.inline(v, slot)}" for k, v in value.items())
            return
        form = shape(slot.part)
        for inner in ordered(slot.part):
            if value.get(inner.name) is not None:
                key = self.words.key(form.home, inner.name)
                yield f"{key}: {self.inline(value[inner.name], inner)}"


@cache
def ordered(model: type[Part]) -> tuple[Slot, ...]:
    """The fields of a record as people write them: its own first, those of all records last."""
    slots = shape(model).slots
    first = [slots[name] for name in ("id",) if name in slots]
    last = [slots[name] for name in _LAST if name in slots and issubclass(model, Record)]
    own = [slot for slot in slots.values() if slot not in first and slot not in last]
    return (*first, *own, *last)


def textual(slot: Slot) -> bool:
    """Tell whether a field holds text, whatever YAML takes it for."""
    return slot.choices is None and slot.scalar not in _TYPED


def _lone(item: object, slot: Slot) -> object:
    """Give the value of a part that has only the field which a lone value stands for."""
    if slot.alone and isinstance(item, dict) and list(item) == [slot.alone]:
        return item[slot.alone]
    return item


def indented(lines: list[str], by: int = 2) -> list[str]:
    """Move lines to the right; empty ones stay empty."""
    return [f"{' ' * by}{line}" if line else line for line in lines]


@lru_cache(maxsize=4096)
def scalar(said: str, *, flow: bool) -> str:
    """Write text on one line: as it is where YAML reads it so, else between quotes."""
    return said if _reads(said, flow=flow) else quoted(said)


def _reads(said: str, *, flow: bool) -> bool:
    """Tell whether YAML reads unquoted text as it is."""
    if not said or said != said.strip() or "\n" in said:
        return False
    tree = compose(f"- [{said}]\n" if flow else f"- k: {said}\n", "", Limits().depth)
    if tree.findings or not isinstance(tree.root, Sequence) or len(tree.root.items) != 1:
        return False
    [node] = tree.root.items
    if flow:
        if not isinstance(node, Sequence) or len(node.items) != 1:
            return False
        [value] = node.items
    else:
        if not isinstance(node, Mapping) or len(node.pairs) != 1:
            return False
        [(_, value)] = node.pairs
    return is_scalar(value) and not value.style and value == said


def quoted(said: str) -> str:
    """Write text between double quotes."""
    return f'"{"".join(_ESCAPES.get(c, c) for c in said)}"'


def block(said: str) -> list[str] | None:
    """Write text of several lines as a block; nothing where a block cannot hold it."""
    body = said.rstrip("\n")
    if not body.strip() or body[0] in " \t\n" or "\r" in said:
        return None
    ends = len(said) - len(body)
    sign = "" if ends == 1 else "-" if not ends else "+"
    lines = body.split("\n") + [""] * (ends - 1 if ends > 1 else 0)
    return [f"|{sign}", *indented(lines)]


@cache
def writer(language: str) -> Writer:
    """Give what writes records in a language."""
    return Writer(vocabulary(language))
