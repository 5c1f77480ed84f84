"""Records and their parts: what all of them have in common, and what a field may refer to."""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, ClassVar, NamedTuple

from pydantic import BaseModel, ConfigDict

from mes_cli.model.audience import INTERNAL, MEMBERS, PUBLIC, Keeping, Personal
from mes_cli.model.scalars import Id, Text


class Part(BaseModel):
    """A piece of a record.

    Where a field has another canonical name than its attribute (``from`` is a word of Python),
    the name is its ``validation_alias``; Python code may use either.
    """

    #: The fields, by attribute, that tell one element of a list of these from another one. Two
    #: states of a list are compared by them, whatever the order; without any, by all fields.
    natural_key: ClassVar[tuple[str, ...]] = ()

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        defer_build=True,  # most commands need few of the models
        hide_input_in_errors=True,  # what a record says of people is repeated nowhere
        validate_by_name=True,
        validate_by_alias=True,
    )


#: The tags of the example records of a new register.
EXAMPLE = frozenset({"exemple", "example"})


#: The fields that people know a record by, in this order.
_NAMES = ("name", "title", "demand")


def label_in(said: Callable[[str], object]) -> str:
    """Give the name that a record gives itself; an empty text if it gives none.

    *said* gives what the record says in a field; None if nothing.

    >>> label_in({"title": "Un jardin", "demand": "Trouver un terrain"}.get)
    'Un jardin'
    """
    return next((str(label) for label in map(said, _NAMES) if label), "")


class Record(Part):
    """What a file of the register holds, or one element of its list."""

    kind: ClassVar[str]
    #: The term for which it is kept what it says of people.
    keeping: ClassVar[Keeping]
    #: Each of its records says who may see it.
    guarded: ClassVar[bool] = False

    id: Annotated[Id, MEMBERS]
    notes: Annotated[Text | None, INTERNAL, Personal.NOTE] = None
    tags: Annotated[tuple[Text, ...], PUBLIC] = ()
    #: What an import recognises its own lines by.
    import_key: Annotated[Text | None, INTERNAL, Personal.KEY] = None

    def own_value(self, name: str) -> object:
        """What it says in an own field of its register; None if nothing."""
        return getattr(getattr(self, "own", None), f"own_{name}", None)

    @property
    def own_label(self) -> str:
        """The name that it gives itself; an empty text if it gives none."""
        return label_in(lambda name: getattr(self, name, None))

    @property
    def is_example(self) -> bool:
        """Tell whether this is one of the records that `mes init` gives as examples."""
        return not EXAMPLE.isdisjoint(self.tags)


class RefTo(NamedTuple):
    """The kinds of record whose ids a field accepts."""

    kinds: tuple[str, ...]


class OneOf(NamedTuple):
    """The words a field knows, to which the register's settings may add others."""

    words: type[StrEnum]
    #: The field of the settings that holds the others.
    setting: str


class Alone(NamedTuple):
    """Marks a list of parts that may be written as one value, and names the field it fills."""

    field: str
    #: The last part of the list is what holds now: readers get it as a single value.
    latest: bool = False


StructureRef = Annotated[Text, RefTo(("structure",))]
ProgrammeRef = Annotated[Text, RefTo(("programme",))]
InitiativeRef = Annotated[Text, RefTo(("initiative",))]
AccompanimentRef = Annotated[Text, RefTo(("accompaniment",))]
PartyRef = Annotated[Text, RefTo(("structure", "initiative"))]
