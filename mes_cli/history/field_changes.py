"""What changed in a record, field by field, as one audience may see it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mes_cli.drafts.wording import worded
from mes_cli.history.pairs import Pairing, value_key
from mes_cli.model.own_fields import OwnPart
from mes_cli.model.record import Part
from mes_cli.model.shape import Slot, shape
from mes_cli.store.editing.writer import ordered
from mes_cli.view.records import ViewData, plain_part, whole
from mes_cli.view.viewer import Viewer


@dataclass(frozen=True)
class Sides:
    """Two states of a register, as one audience may see each of them."""

    before: Viewer
    after: Viewer
    pairing: Pairing


class FieldDifference(NamedTuple):
    """A field, or an element of a list, that says something else; None where it is not there."""

    slot: Slot
    home: str
    before: object
    after: object
    #: Of an element that both states have: its fields.
    inner: tuple["FieldDifference", ...] = ()
    #: Whether it is an element of a list of parts.
    element: bool = False


def changes(
    before: Part, after: Part, seen: tuple[ViewData, ViewData], sides: Sides
) -> Iterator[FieldDifference]:
    """Give what differs between two states of a part; *seen* is what may be seen of each.

    What the audience may not see is not told, not even that it changed.
    """
    home = shape(type(after)).home
    for slot in ordered(type(after)):
        if is_own(slot):
            continue
        raw = getattr(before, slot.attribute), getattr(after, slot.attribute)
        if slot.name == "id" or sides.pairing.same(*raw, slot):
            continue
        old, new = (whole(it, slot) for it in seen)
        if slot.many and slot.part is not None:
            if old is not None or new is not None:
                yield from _elements(slot, home, raw, (old or [], new or []), sides)
        elif worded(old, slot, sides.before) != worded(new, slot, sides.after):
            yield FieldDifference(slot, home, old, new)
    yield from _own(before, after, seen, sides)


def is_own(slot: Slot) -> bool:
    """Tell whether a field holds the own fields of a register."""
    return slot.part is not None and issubclass(slot.part, OwnPart)


def _own(
    before: Part, after: Part, seen: tuple[ViewData, ViewData], sides: Sides
) -> Iterator[FieldDifference]:
    """The own fields that say something else; each state has those that it declares."""
    old, new = (
        {it.name: (shape(part).home, it) for part in _own_parts(side) for it in ordered(part)}
        for side in (before, after)
    )
    said = [_mapping(it.get("own")) for it in seen]
    for name in {**old, **new}:
        was, becomes = (it.get(name) for it in said)
        _, old_slot = old.get(name) or new[name]
        home, slot = new.get(name) or old[name]
        if worded(was, old_slot, sides.before) != worded(becomes, slot, sides.after):
            yield FieldDifference(slot, home, was, becomes)


def _own_parts(part: Part) -> Iterator[type[Part]]:
    slots = shape(type(part)).slots.values()
    yield from (slot.part for slot in slots if is_own(slot) and slot.part is not None)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _elements(
    slot: Slot, home: str, raw: tuple[Sequence[Part], Sequence[Part]], seen: object, sides: Sides
) -> Iterator[FieldDifference]:
    """The elements of a list that were changed, added or taken away, by their natural keys."""
    assert isinstance(seen, tuple)
    old, new = (_by_key(slot, *side, sides) for side in zip(raw, seen, strict=True))
    for key in sorted({*old, *new}):
        left, right = _without_same(old.get(key, []), new.get(key, []), slot, sides)
        for (a, plain_a), (b, plain_b) in zip(left, right, strict=False):
            inner = tuple(changes(a, b, (plain_a, plain_b), sides))
            if inner:
                yield FieldDifference(slot, home, plain_a, plain_b, inner, element=True)
        both = min(len(left), len(right))
        for _, plain in left[both:]:
            yield FieldDifference(slot, home, plain, None, element=True)
        for _, plain in right[both:]:
            yield FieldDifference(slot, home, None, plain, element=True)


_Element = tuple[Part, ViewData]


def _without_same(
    left: Sequence[_Element], right: Sequence[_Element], slot: Slot, sides: Sides
) -> tuple[list[_Element], list[_Element]]:
    """Leave out the elements that both lists have, as often as both have them."""
    keys = (
        [value_key(it, slot, sides.pairing.renamed) for it, _ in left],
        [value_key(it, slot, {}) for it, _ in right],
    )
    shared = Counter(keys[0]) & Counter(keys[1])
    found: tuple[list[_Element], list[_Element]] = ([], [])
    for rest, own, elements in zip(found, keys, (left, right), strict=True):
        spare = shared.copy()
        for key, element in zip(own, elements, strict=True):
            spare[key] -= 1
            if spare[key] < 0:
                rest.append(element)
    return found


def _by_key(
    slot: Slot, parts: Sequence[Part], seen: Sequence[ViewData], sides: Sides
) -> dict[str, list[_Element]]:
    """Put the elements of a list together by what tells them apart."""
    assert slot.part is not None
    slots = [it for it in shape(slot.part).slots.values() if it.attribute in slot.part.natural_key]
    found: dict[str, list[_Element]] = defaultdict(list)
    for part, plain in zip(parts, seen, strict=True):
        renamed = sides.pairing.renamed
        own = [value_key(getattr(part, it.attribute), it, renamed) for it in slots]
        found[str(own or value_key(part, slot, renamed))].append((part, plain))
    return found


def settings_changes(sides: Sides) -> list[FieldDifference]:
    """What differs between two states of the settings."""
    before, after = sides.before.register.settings, sides.after.register.settings
    seen = plain_part(before, sides.before), plain_part(after, sides.after)
    return list(changes(before, after, seen, sides))
