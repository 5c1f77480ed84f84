"""Changing what a text says, and nothing else of it: the spans that differ are written anew.

Old and new are canonical data. What they share keeps its place, its spelling and its
comments, byte for byte.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Table
from dataclasses import dataclass
from typing import NamedTuple

from pydantic import BaseModel

from mes_cli.model.shape import Slot, shape
from mes_cli.store.emit import Writer
from mes_cli.store.nodes import Mapping, Node, Scalar
from mes_cli.store.translate import Data, keys


class Splice(NamedTuple):
    """A span of the text, and what takes its place."""

    start: int
    end: int
    text: str


def apply(text: str, splices: Iterable[Splice]) -> str:
    """Put every splice in its place; those at one place keep their order."""
    parts: list[str] = []
    here = 0
    for splice in sorted(splices, key=lambda s: (s.start, s.end)):
        parts += [text[here : splice.start], splice.text]
        here = max(splice.end, here)
    return "".join([*parts, text[here:]])


@dataclass(frozen=True, slots=True)
class Splicer:
    """Finds the spans of one text that must change."""

    text: str
    writer: Writer

    def record(self, node: Mapping, model: type[BaseModel], old: Data, new: Data) -> list[Splice]:
        """Change the fields of a record, or of a part."""
        table = keys(self.writer.words.language, model)
        pairs = {table[key.value].name: (key, value) for key, value in node.pairs}
        slots = shape(model).slots
        return list(self._fields(node, pairs, slots, old, new))

    def _fields(
        self,
        node: Mapping,
        pairs: Table[str, tuple[Scalar, Node]],
        slots: Table[str, Slot],
        old: Data,
        new: Data,
    ) -> Iterator[Splice]:
        gone = [name for name in pairs if name in old and name not in new]
        for name in gone:
            yield from self.without(node, pairs[name])
        kept = [name for name in slots if name in pairs and name not in gone]
        for name, slot in slots.items():
            if name in new and name in old and name in pairs:
                if old[name] != new[name]:
                    yield from self.value(pairs[name], slot, old[name], new[name])
            elif name in new and name in pairs:
                yield from self.filled(pairs[name], slot, new[name])
            elif name in new:
                home = self._home(slots, name)
                lines = self.writer.pair(self.writer.words.key(home, name), new[name], slot)
                order = list(slots)
                before = [k for k in kept if order.index(k) < order.index(name)]
                yield self.added(node, pairs[before[-1]] if before else None, lines)

    def _home(self, slots: Table[str, Slot], name: str) -> str:
        return _HOMES[id(slots)] if id(slots) in _HOMES else name
