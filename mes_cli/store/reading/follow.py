"""Following a path of canonical names through the tree of a file."""

from functools import lru_cache

from mes_cli.finding import Loc
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model.record import Part
from mes_cli.model.shape import Slot, shape
from mes_cli.store.reading.naming import keys
from mes_cli.store.reading.tree import Mapping, Node, Sequence, Text, is_scalar

#: So many fields are looked up in an index.
_MANY = 64


def follow(
    node: Node, model: type[Part], loc: Loc, words: Vocabulary, *, on_key: bool
) -> tuple[Node, bool]:
    """Follow a path of canonical names through a tree.

    Gives the node, and whether it is the record itself: then no stretch is marked.
    """
    here, whole = _beginning(node), True
    part: type[Part] | None = model
    table: Slot | None = None
    for position, step in enumerate(loc):
        last = position == len(loc) - 1
        if isinstance(step, int):
            if not isinstance(node, Sequence) or step >= len(node.items):
                break
            node = node.items[step]
        else:
            pair = _pair(node, None if table else part, step, words)
            if pair is None:
                break
            key, node = pair
            slot = table or (shape(part).slots.get(step) if part else None)
            part = slot.part if slot else None
            table = slot.entry if slot and slot.map_key is not None else None
            if (on_key and last) or not _begins(node):
                return key, False
        here, whole = _beginning(node), isinstance(node, Mapping | Sequence)
    return here, whole


def _begins(node: Node) -> bool:
    """Tell whether a value has anything to point at."""
    return not is_scalar(node) or bool(node)


def _beginning(node: Node) -> Node:
    """Give the first word of a container, which is where an eye looks for it."""
    if isinstance(node, Mapping) and node.pairs:
        return node.pairs[0][0]
    return node


def _pair(
    node: Node, model: type[Part] | None, step: str, words: Vocabulary
) -> tuple[Text, Node] | None:
    if not isinstance(node, Mapping):
        return None
    if len(node.pairs) > _MANY:
        return _index(node, model, words.language).get(step)
    table = keys(words.language, model) if model else {}
    for key, value in node.pairs:
        slot = table.get(key)
        if (slot.name if slot else key) == step:
            return key, value
    return None


@lru_cache(maxsize=1)
def _index(node: Mapping, model: type[Part] | None, language: str) -> dict[str, tuple[Text, Node]]:
    """The fields of a mapping by their canonical names; the first of two that are one."""
    table = keys(language, model) if model else {}
    found: dict[str, tuple[Text, Node]] = {}
    for key, value in node.pairs:
        slot = table.get(key)
        found.setdefault(slot.name if slot else key, (key, value))
    return found
