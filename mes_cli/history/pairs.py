"""Matching the records of two states with each other, renamed ids included."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

from mes_cli.model import KINDS, Record
from mes_cli.model.record import Part
from mes_cli.model.shape import Slot, shape
from mes_cli.register import Entry, Name, Register


class Pair(NamedTuple):
    """One record in two states; None where it is not there."""

    before: Entry[Record] | None
    after: Entry[Record] | None

    @property
    def entry(self) -> Entry[Record]:
        """The newer one of the two that are there."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def was_renamed(self) -> bool:
        """Tell whether the id is another one."""
        names = {it.name for it in self if it}
        return len(names) > 1


@dataclass
class Pairing:
    """The records that are not the same in two states of a register."""

    pairs: list[Pair] = field(default_factory=list)
    #: The new ids of records that were renamed.
    renamed: dict[Name, str] = field(default_factory=dict)

    def same(self, before: object, after: object, slot: Slot) -> bool:
        """Tell whether two values of a field say the same, ids that changed left aside."""
        return before == after or (
            value_key(before, slot, self.renamed) == value_key(after, slot, {})
        )


def pairing(before: Register, after: Register) -> Pairing:
    """Pair the records of two states, and leave out those that say the same.

    A record without its id on the other side is looked for by its key of an import, by what it
    says, and by a name that only it has. Elements of a list that have no id of their own are
    called by their place in it; they are looked for by what they say. Of a record that could not
    be read on one side nothing is known: a finding tells it.
    """
    found = Pairing()
    for kind, model in KINDS.items():
        old = {entry.record.id: entry for entry in before.of(model)}
        new = {entry.record.id: entry for entry in after.of(model)}
        both = [it for it in old if it in new and old[it].record != new[it].record]
        placed = {it for it in both if is_by_place(old[it]) and is_by_place(new[it])}
        gone = [old[it] for it in old if it in placed or not after.knows(kind, it)]
        come = [new[it] for it in new if it in placed or not before.knows(kind, it)]
        pairs = [Pair(old[it], new[it]) for it in both if it not in placed]
        pairs += _matched(gone, come, found.renamed)
        for pair in pairs:
            if pair.was_renamed and not is_by_place(pair.entry):
                assert pair.before
                found.renamed[kind, pair.before.record.id] = pair.entry.record.id
        found.pairs += [it for it in pairs if not _says_the_same(it, found.renamed)]
    order = [*KINDS]
    found.pairs.sort(key=lambda it: (order.index(it.entry.record.kind), _place(it)))
    return found


def is_by_place(entry: Entry[Record]) -> bool:
    """Tell whether a record is called by its place in a list, ``hours-2``."""
    place = entry.place
    if place.item is None:
        return False
    return entry.record.id == f"{PurePosixPath(place.file).stem}-{place.item + 1}"


def _place(pair: Pair) -> tuple[str, ...]:
    """The place of a pair among those of its kind, from whichever side one looks."""
    return tuple(sorted(it.record.id for it in pair if it))


def _matched(
    gone: list[Entry[Record]], come: list[Entry[Record]], renamed: Mapping[Name, str]
) -> list[Pair]:
    """Pair records whose ids are on one side only, as far as they are recognised."""
    pairs: list[Pair] = []
    for key in _KEYS:
        old, new = (_once(side, key, ids) for side, ids in ((gone, renamed), (come, {})))
        met = [
            Pair(one, other)
            for said in old.keys() & new.keys()
            for one, other in zip(old[said], new[said], strict=False)
        ]
        known = {it.record.id for pair in met for it in pair[:1] if it}
        gone = [it for it in gone if it.record.id not in known]
        known = {it.record.id for pair in met for it in pair[1:] if it}
        come = [it for it in come if it.record.id not in known]
        pairs += met
    return [*pairs, *(Pair(it, None) for it in gone), *(Pair(None, it) for it in come)]


_Key = Callable[[Entry[Record], Mapping[Name, str]], Hashable]


def _by_import(entry: Entry[Record], _ids: Mapping[Name, str]) -> Hashable:
    return entry.record.import_key


def _by_words(entry: Entry[Record], ids: Mapping[Name, str]) -> Hashable:
    return record_key(entry.record, ids)


def _by_name(entry: Entry[Record], _ids: Mapping[Name, str]) -> Hashable:
    return None if is_by_place(entry) else entry.record.own_label or None


def _by_id(entry: Entry[Record], _ids: Mapping[Name, str]) -> Hashable:
    return entry.record.id


#: What tells a record whose id changed, the surest first.
_KEYS: tuple[_Key, ...] = (_by_words, _by_import, _by_name, _by_id)


def _once(
    entries: Iterable[Entry[Record]], key: _Key, ids: Mapping[Name, str]
) -> dict[Hashable, list[Entry[Record]]]:
    """Put records together by a key; a name or a key of an import that several have tells none."""
    found: dict[Hashable, list[Entry[Record]]] = defaultdict(list)
    for entry in entries:
        said = key(entry, ids)
        if said is not None:
            found[said].append(entry)
    return {it: some for it, some in found.items() if key is _by_words or len(some) == 1}


def _says_the_same(pair: Pair, renamed: Mapping[Name, str]) -> bool:
    """Tell whether nothing of a pair is to be told."""
    if pair.before is None or pair.after is None:
        return False
    if pair.was_renamed and not is_by_place(pair.after):
        return False
    return record_key(pair.before.record, renamed) == record_key(pair.after.record, {})


def record_key(part: Part, renamed: Mapping[Name, str]) -> Hashable:
    """All that a record or a part says, its id left out; references follow what was renamed.

    What says nothing is left out: the own fields of two states may not be the same.
    """
    said = ((slot, getattr(part, slot.attribute)) for slot in shape(type(part)).slots.values())
    return tuple(
        (slot.name, value_key(value, slot, renamed))
        for slot, value in said
        if slot.name != "id" and value is not None
    )


def value_key(value: object, slot: Slot, renamed: Mapping[Name, str]) -> Hashable:
    """What a field says, to be compared."""
    match value:
        case Part():
            return record_key(value, renamed)
        case tuple() | list():
            return tuple(value_key(it, slot, renamed) for it in value)
        case dict():
            return tuple((key, value_key(it, slot, renamed)) for key, it in sorted(value.items()))
        case str() if slot.refs:
            ids = (renamed[kind, value] for kind in slot.refs if (kind, value) in renamed)
            return next(ids, value)
        case _:
            return str(value)
