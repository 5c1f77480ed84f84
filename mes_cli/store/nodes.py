"""The tree of one file: mappings, sequences, and scalars that are still text.

A scalar is libyaml's own event, so that a file costs no object more than its values.
"""

from collections.abc import Iterator
from typing import Protocol, TypeGuard

#: A file has no more values than this; a record of the largest allowed file has far fewer.
MOST_NODES = 60_000


class Mark(Protocol):
    """A position in a text, counted from 0 in lines and characters."""

    line: int
    column: int
    index: int


class Scalar(Protocol):
    """A single value, always text."""

    value: str
    style: str | None
    start_mark: Mark
    end_mark: Mark


class Mapping:
    """Keys and values, in the order of the file."""

    __slots__ = ("end_mark", "pairs", "start_mark")

    def __init__(self, start_mark: Mark) -> None:
        self.pairs: list[tuple[Scalar, Node]] = []
        self.start_mark = start_mark
        self.end_mark = start_mark

    def __iter__(self) -> Iterator[tuple[Scalar, "Node"]]:
        """Give keys with their values."""
        return iter(self.pairs)


class Sequence:
    """Elements, in the order of the file."""

    __slots__ = ("end_mark", "items", "start_mark")

    def __init__(self, start_mark: Mark) -> None:
        self.items: list[Node] = []
        self.start_mark = start_mark
        self.end_mark = start_mark


Node = Mapping | Sequence | Scalar


def is_scalar(node: Node) -> TypeGuard[Scalar]:
    """Tell a single value from a container."""
    return node.__class__ is not Mapping and node.__class__ is not Sequence


def is_blank(node: Node) -> bool:
    """Tell an empty value, which stands for an absent field."""
    return is_scalar(node) and not node.value.strip()


def is_sentence(node: Node) -> bool:
    """Tell a text that holds a colon, and was taken for a field with its value."""
    if not isinstance(node, Mapping) or len(node.pairs) != 1:
        return False
    [(key, value)] = node.pairs
    start = node.start_mark
    # A mapping in braces begins before its first field.
    block = (start.line, start.column) == (key.start_mark.line, key.start_mark.column)
    return block and is_scalar(value) and bool(value.value) and value.end_mark.line == start.line
