"""Lines of YAML, by ruamel.yaml's emitter, with comments where they belong.

What is to be written is a small tree of its own: containers with their entries, and single values
with the quotes that they need. The emitter tells on which lines each stands; comments are put
above an entry, beside it, and below a container.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.emitter import Emitter
from ruamel.yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

#: No line is broken because it is long, and no name of a field is too long for a line.
_WIDTH = 1 << 30


@dataclass(slots=True, eq=False)
class Leaf:
    """A single value, or the name of a field."""

    text: str
    #: ``"`` for quotes, ``|`` for lines of its own; None where it may stand as it is.
    style: str | None = None
    #: The sign of a block, where it is not the one that its text would have.
    sign: str = ""
    #: Where it was written: its first and its last line, and its column.
    first: int = 0
    last: int = 0
    column: int = 0


@dataclass(slots=True, eq=False)
class Child:
    """A field with its name, or an element of a list, which has none."""

    key: Leaf | None
    value: "Leaf | Branch"
    #: Comments and empty lines above it, and the comment on its first line, or on its last.
    above: list[str] = field(default_factory=list)
    beside: str = ""

    def leaves(self) -> Iterator[Leaf]:
        """Yield the key, if there is one, and every single value below it, in order."""
        if self.key is not None:
            yield self.key
        if isinstance(self.value, Leaf):
            yield self.value
        else:
            yield from (leaf for entry in self.value.entries for leaf in entry.leaves())

    def line_beside(self) -> int:
        """The line that has its comment: its first one, where its value stands below."""
        *_, last = leaves = [*self.leaves()]
        below = isinstance(self.value, Branch) and not self.value.flow
        return leaves[0].first if below else last.first if last.style == "|" else last.last


@dataclass(slots=True, eq=False)
class Branch:
    """A mapping, whose entries have names, or a sequence."""

    entries: list[Child]
    named: bool = True
    #: It stands between brackets.
    flow: bool = False
    #: Comments and empty lines below its last entry.
    below: list[str] = field(default_factory=list)


Node = Leaf | Branch


def lines(root: Branch) -> list[str]:
    """Write a container as lines, which begin at the left margin."""
    written = _emitted(root)
    for entry in _entries(root):
        for leaf in entry.leaves() if isinstance(entry.value, Leaf) else ():
            if leaf.sign:
                line = written[leaf.first]
                written[leaf.first] = f"{line[: leaf.column]} {leaf.sign}"
        if entry.beside:
            written[entry.line_beside()] += f"  {entry.beside}"
    found: list[str] = []
    done = 0
    for at, indent, more in _comments(root, written):
        found += written[done:at]
        found += (f"{' ' * indent}{line}" if line else "" for line in more)
        done = max(done, at)
    found += written[done:]
    # A sequence inside a mapping is indented; one that is the whole file is not.
    return found if root.named or root.flow else [line.removeprefix("  ") for line in found]


def _comments(branch: Branch, written: list[str]) -> Iterator[tuple[int, int, list[str]]]:
    """Give the comments of a container, each with its line and its column, in order."""
    for entry in branch.entries:
        first, *_ = leaves = [*entry.leaves()]
        line = written[first.first]
        if entry.above:
            yield first.first, len(line) - len(line.lstrip(" ")), entry.above
        if isinstance(entry.value, Branch):
            yield from _comments(entry.value, written)
        if branch.below and entry is branch.entries[-1]:
            column = first.column if branch.named else len(line) - len(line.lstrip(" "))
            yield max(leaf.last for leaf in leaves) + 1, column, branch.below


def _entries(branch: Branch) -> Iterator[Child]:
    for entry in branch.entries:
        yield entry
        if isinstance(entry.value, Branch):
            yield from _entries(entry.value)


class _Scalar(ScalarEvent):
    """The event of a single value, which knows what it is of."""

    def __init__(self, leaf: Leaf) -> None:
        super().__init__(None, None, (True, True), leaf.text, style=leaf.style)
        self.leaf = leaf


class _Emitter(Emitter):
    """ruamel.yaml's emitter: double quotes, blocks where they are wanted, and places told."""

    MAX_SIMPLE_KEY_LENGTH = _WIDTH
    #: The version of YAML that is read.
    use_version = (1, 1)

    @property
    def serializer(self) -> "_Emitter":
        """What the emitter asks for the version."""
        return self

    def choose_scalar_style(self) -> Any:
        """Choose how a value is written."""
        style, said = self.event.style, self.event.value
        if style == "|" or (style is None and not said):
            return style or ""
        # The parser does not see where such a word begins between brackets.
        odd = self.flow_level and ":" in said and ('"' in said or "'" in said)
        return '"' if odd or super().choose_scalar_style() in {"'", '"'} else ""

    def process_scalar(self) -> None:
        """Write a value, and note where."""
        leaf = self.event.leaf
        leaf.first, leaf.column = self.line, self.column
        super().process_scalar()
        leaf.last = self.line - (leaf.style == "|" and not self.column)


def _emitted(root: Branch) -> list[str]:
    """Write a container without its comments."""
    stream = io.StringIO()
    emitter = _Emitter(stream, width=_WIDTH, allow_unicode=True)
    emitter.best_map_indent, emitter.best_sequence_indent = 2, 4
    emitter.sequence_dash_offset = 2
    for event in (StreamStartEvent(), DocumentStartEvent(explicit=False), *_events(root),
                  DocumentEndEvent(explicit=False), StreamEndEvent()):  # fmt: skip
        emitter.emit(event)
    written = stream.getvalue().split("\n")[:-1]
    return written[:-1] if written[-1:] == ["..."] else written


def _events(node: Node) -> Iterator[Event]:
    if isinstance(node, Leaf):
        yield _Scalar(node)
    elif node.named:
        yield MappingStartEvent(None, None, implicit=True, flow_style=node.flow)
        for entry in node.entries:
            assert entry.key is not None
            yield _Scalar(entry.key)
            yield from _events(entry.value)
        yield MappingEndEvent()
    else:
        yield SequenceStartEvent(None, None, implicit=True, flow_style=node.flow)
        for entry in node.entries:
            yield from _events(entry.value)
        yield SequenceEndEvent()
