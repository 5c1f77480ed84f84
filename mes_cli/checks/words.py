"""Words for findings: fields, kinds and values, to be put into the right language later."""

from collections.abc import Iterable

from mes_cli.finding import Place, Related, Word, WordKind, Words, say
from mes_cli.model.walk import Path


def field(home: str, name: str) -> Word:
    """The name of a field, as the register writes it."""
    return Word(WordKind.FIELD, name, home)


def field_of(path: Path) -> Word:
    """The name of the field that a path leads to."""
    return field(path.home, path.slot.name)


def kind(name: str) -> Word:
    """The plural of a kind of record, in the reader's language."""
    return Word(WordKind.KIND, name)


def value(home: str, name: str) -> Word:
    """An enumerated value, as the register writes it."""
    return Word(WordKind.VALUE, name, home)


def listed(items: Iterable[str | Word]) -> Words:
    """Several words, one after the other."""
    return Words(tuple(items))


def also(places: list[Place]) -> tuple[Related, ...]:
    """The other places of a mistake that is repeated."""
    return tuple(Related(place, say("here too")) for place in places[1:])
