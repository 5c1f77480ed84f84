"""The tree of one file: mappings, sequences, and text that knows its place."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol, TypeGuard

from mes_cli.finding import Finding, Severity
from mes_cli.store.reading.faults import fault

#: So many faults are found in one file before the rest of it is left alone.
MOST_IN_FILE = 200
#: A file has no more values than this; a record of the largest allowed file has far fewer.
MOST_NODES = 60_000


class Mark(Protocol):
    """A position in a text, counted from 0 in lines and characters."""

    line: int
    column: int
    index: int


class ScalarNode(str):
    """A single value or the name of a field, as it was written: YAML gives it no type."""

    __slots__ = ("end_mark", "start_mark", "style")

    start_mark: Mark
    end_mark: Mark
    #: Its quotes or the sign of its block; empty or None for plain text.
    style: str | None


class MapNode:
    """Keys and values, in the order of the file; a key may come twice."""

    __slots__ = ("end_mark", "pairs", "start_mark")

    def __init__(self, start_mark: Mark) -> None:
        self.pairs: list[tuple[ScalarNode, Node]] = []
        self.start_mark = start_mark
        self.end_mark = start_mark


class ListNode:
    """Elements, in the order of the file."""

    __slots__ = ("end_mark", "items", "start_mark")

    def __init__(self, start_mark: Mark) -> None:
        self.items: list[Node] = []
        self.start_mark = start_mark
        self.end_mark = start_mark


Node = MapNode | ListNode | ScalarNode


@dataclass(slots=True)
class Tree:
    """What one file says, and the faults of its form."""

    root: Node | None = None
    findings: list[Finding] = field(default_factory=list)
    #: Some values could not be read (an alias, a merge key): validating the record would report
    #: faults that do not exist.
    holed: bool = False
    #: What was read of it before a fault of form ended the reading.
    partial: Node | None = None

    @property
    def unsound(self) -> bool:
        """Tell whether a fault of form keeps what the file says from being counted."""
        return any(it.severity is Severity.ERROR for it in self.findings)


def enough(found: list[Finding]) -> list[Finding]:
    """Leave out what is found in one file beyond what anybody mends, and say so."""
    if len(found) <= MOST_IN_FILE:
        return list(found)
    at = found[MOST_IN_FILE].at
    return [*found[:MOST_IN_FILE], fault("too-many-faults", at, most=MOST_IN_FILE)]


def is_blank(node: Node) -> bool:
    """Tell an empty value, which stands for an absent field."""
    return node.__class__ is ScalarNode and not node.strip()


def is_sentence(node: Node) -> bool:
    """Tell a text that holds a colon, and was taken for a field with its value."""
    if not isinstance(node, MapNode) or len(node.pairs) != 1:
        return False
    [(key, value)] = node.pairs
    start = node.start_mark
    # A mapping in braces begins before its first field.
    block = (start.line, start.column) == (key.start_mark.line, key.start_mark.column)
    return (
        block
        and isinstance(value, ScalarNode)
        and value != ""
        and value.end_mark.line == start.line
    )


def is_scalar(node: Node | str) -> TypeGuard[ScalarNode]:
    """Tell a single value from a container."""
    return node.__class__ is ScalarNode


def inside(node: Node) -> "list[Node]":
    """Give the keys and values, or the elements; an empty list for a single value."""
    if isinstance(node, MapNode):
        return [part for pair in node.pairs for part in pair]
    return list(node.items) if isinstance(node, ListNode) else []


def leaves(node: Node) -> Iterator[ScalarNode]:
    """Give the names of fields and the single values inside a node, in the order of the file."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if is_scalar(part):
            yield part
        else:
            waiting += reversed(inside(part))


def said(node: Node | None, meant: dict[int, object] | None = None) -> object:
    """Give all that a tree says, without its layout, as values that can be compared.

    *meant* is what some nodes are to say instead, by their identity.
    """
    if meant and id(node) in meant:
        return meant[id(node)]
    if isinstance(node, MapNode):
        return ("{", *((said(key, meant), said(value, meant)) for key, value in node.pairs))
    if isinstance(node, ListNode):
        return ("[", *(said(item, meant) for item in node.items))
    return str(node)
