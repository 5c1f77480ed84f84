"""Walking records along their shapes: every value of one sort, with its path."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from mes_cli.finding import Loc, Word, field
from mes_cli.model.audience import Audience
from mes_cli.model.own_fields import OwnPart
from mes_cli.model.record import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape


class Path(NamedTuple):
    """The way from a record to a field: the fields on it, the last one included."""

    slots: tuple[Slot, ...]
    #: The model of the last field.
    home: str

    @property
    def slot(self) -> Slot:
        """The field it leads to."""
        return self.slots[-1]

    @property
    def word(self) -> Word:
        """The name of the field, as the register writes it."""
        return field(self.home, self.slot.name)

    @property
    def audience(self) -> Audience:
        """The widest audience that may see the value: none of the fields on the way forbids it."""
        return max((slot.audience for slot in self.slots), key=lambda it: it.strictness)


def steps(home: str, slots: Iterable[Slot]) -> Iterator[tuple[str, str]]:
    """Give the fields of a way, each with the name of the model that has it, first *home*."""
    for slot in slots:
        yield home, slot.name
        home = slot.part.__name__ if slot.part else home


@cache
def paths(model: type[Part]) -> tuple[Path, ...]:
    """All ways to single values of *model*'s records."""
    found: list[Path] = []
    for slot in shape(model).slots.values():
        if slot.part is None:
            found.append(Path((slot,), shape(model).home))
        else:
            found += (Path((slot, *path.slots), path.home) for path in paths(slot.part))
    return tuple(found)


@cache
def references(model: type[Part]) -> tuple[Path, ...]:
    """The ways to ids of other records."""
    return tuple(path for path in paths(model) if path.slot.refs)


@cache
def added_words(model: type[Part]) -> tuple[Path, ...]:
    """The ways to words of lists that the settings may add to."""
    return tuple(path for path in paths(model) if path.slot.open_words)


@cache
def texts(model: type[Part]) -> tuple[Path, ...]:
    """The ways to free text."""
    return tuple(
        path
        for path in paths(model)
        if path.slot.scalar is Scalar.TEXT and not path.slot.refs and not path.slot.open_words
    )


@cache
def public_texts(model: type[Part]) -> tuple[Path, ...]:
    """The ways to free text that the public may see."""
    return tuple(path for path in texts(model) if path.audience is Audience.PUBLIC)


@cache
def personal(model: type[Part]) -> tuple[Path, ...]:
    """The ways to what may say something of people: single values, or parts as a whole."""
    found: list[Path] = []
    for slot in shape(model).slots.values():
        if slot.personal is not None:
            found.append(Path((slot,), shape(model).home))
        elif slot.part is not None:
            inner = personal(slot.part)
            found += (Path((slot, *path.slots), path.home) for path in inner)
    return tuple(found)


@cache
def days(model: type[Part]) -> tuple[Path, ...]:
    """The ways to days, those of consents and closings and own ones left out: no contacts."""
    return tuple(
        path
        for path in paths(model)
        if path.slot.scalar is Scalar.DATE
        and not any(slot.personal for slot in path.slots)
        and path.audience is not Audience.INTERNAL
        and not any(slot.part and issubclass(slot.part, OwnPart) for slot in path.slots)
    )


#: Fields of a model by their attributes: the field, its number where it is wanted, and what of
#: its own fields is wanted.
Branch = dict[str, tuple[Slot, int | None, "Branch | None"]]


def branch(numbered: Iterable[tuple[int, Path]]) -> Branch:
    """Put numbered fields in the order in which a record is walked once for all of them."""
    inner: dict[str, list[tuple[int, Path]]] = {}
    found: Branch = {}
    for number, path in numbered:
        slot, *rest = path.slots
        if rest:
            inner.setdefault(slot.attribute, []).append((number, Path(tuple(rest), path.home)))
            found[slot.attribute] = (slot, None, None)
        else:
            found[slot.attribute] = (slot, number, None)
    for attribute, below in inner.items():
        found[attribute] = (found[attribute][0], None, branch(below))
    return found


@cache
def numbered(find: Callable[[type[Part]], Iterable[Path]], model: type[Part]) -> Branch:
    """Give the fields that *find* gives of a model, by their numbers, to be walked at once."""
    return branch(enumerate(find(model)))


def walk(part: Part, wanted: Branch, loc: Loc = ()) -> Iterator[tuple[int, Loc, object]]:
    """Give the values of the wanted fields that a record says, with their numbers and places."""
    for attribute, (slot, number, inner) in wanted.items():
        value = getattr(part, attribute)
        if value is None:
            continue
        here = (*loc, slot.name)
        if not slot.many and slot.map_key is None:
            if inner is None:
                yield number or 0, here, value
            else:
                yield from walk(value, inner, here)
            continue
        for key, item in enumerate(value) if slot.many else value.items():
            if inner is None:
                yield number or 0, (*here, key), item
            else:
                yield from walk(item, inner, (*here, key))


def values(record: Part, path: Path) -> Iterator[tuple[Loc, object]]:
    """Give the values at the end of *path*, with their places; absent ones are left out."""
    for _, loc, value in walk(record, branch([(0, path)])):
        yield loc, value
