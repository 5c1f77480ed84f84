"""How a register writes the names of the models: keys of fields, words of closed and open lists."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from mes_cli.language.vocabulary import vocabulary
from mes_cli.model.record import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape


class WrittenField(NamedTuple):
    """A field, and how a register in one language writes its values."""

    slot: Slot
    #: It takes a single text, no list, no table and no fields.
    single: bool
    #: By the words of the language, and the canonical ones: what they mean.
    meanings: Mapping[str, str]
    #: A text that is none of the words is refused; else it stays as it is written.
    closed: bool


@cache
def fields(language: str, model: type[Part]) -> Mapping[str, WrittenField]:
    """The fields of a model by all their keys: the language's own, and the canonical ones."""
    form, words = shape(model), vocabulary(language)
    found = {
        name: WrittenField(
            slot,
            not (slot.many or slot.map_key is not None or slot.part is not None),
            meanings(language, slot),
            slot.choices is not None,
        )
        for name, slot in form.slots.items()
    }
    return found | {words.key(form.home, name): one for name, one in found.items()}


@cache
def keys(language: str, model: type[Part]) -> Mapping[str, Slot]:
    """The slots of a model by all their keys."""
    return {key: named.slot for key, named in fields(language, model).items()}


def meanings(language: str, slot: Slot) -> Mapping[str, str]:
    """What the words of a field mean, those that it knows."""
    if slot.choices is not None:
        return choices(language, slot.choices)
    if slot.open_words is not None:
        return choices(language, slot.open_words.words)
    return vocabulary(language).booleans if slot.scalar is Scalar.BOOLEAN else {}


@cache
def choices(language: str, enumeration: type[StrEnum]) -> Mapping[str, str]:
    """All words of an enumeration: the language's own, and the canonical ones."""
    words = vocabulary(language)
    table = {str(member): str(member) for member in enumeration}
    home = enumeration.__name__
    table.update((words.value(home, str(m)).word, str(m)) for m in enumeration)
    return table
