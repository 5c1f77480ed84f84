"""Words for findings: fields, kinds and values, to be put into the right language later."""

from collections.abc import Iterable
from itertools import islice

from mes_cli.finding import Place, Related, Word, WordKind, Words, say
from mes_cli.model.walk import Path

#: Choices that a message names, and places of one mistake.
_MOST_LISTED, _MOST_PLACES = 60, 1000


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
    """Several words, one after the other; of very many, the first ones."""
    first = tuple(islice(items, _MOST_LISTED + 1))
    return Words(first if len(first) <= _MOST_LISTED else (*first[:-1], "…"))


def also(places: list[Place]) -> tuple[Related, ...]:
    """The other places of a mistake that is repeated; of very many, the first ones."""
    return tuple(Related(place, say("here too")) for place in places[1 : _MOST_PLACES + 1])
