"""Reflection on the models: for each field its type, its audience, its mark of personal data.

Loader, schemas, references, views and spreadsheets all walk records by their shapes, so
that a field is described in one place: the model.
"""

import types
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from mes_cli.model.audience import INTERNAL, PUBLIC, Audience, Keeping, Personal
from mes_cli.model.record import Alone, OneOf, Part, RefTo
from mes_cli.model.scalars import Scalar

T = TypeVar("T")


class Slot(NamedTuple):
    """One field of a model."""

    name: str  #: canonical, as records in English write it
    attribute: str  #: as Python code reads it
    required: bool
    audience: Audience
    many: bool  #: a list
    scalar: Scalar | None  #: what a single value is; None for a part or a choice
    choices: type[StrEnum] | None  #: a closed list of words
    open_words: OneOf | None  #: a list of words that the settings may add to
    refs: tuple[str, ...]  #: the kinds whose ids it accepts
    part: type[Part] | None  #: a piece with fields of its own
    alone: str | None  #: the field that a lone value stands for, in a list of parts
    latest: bool  #: readers get the last of the list as a single value
    map_key: Scalar | None  #: what the keys are, in a table of single values
    default: object
    personal: Personal | None  #: what it may say of people
    keeping: Keeping | None  #: whose term it is kept for; None: that of its record
    hidden: bool  #: what it says is never repeated in a message

    @property
    def words(self) -> type[StrEnum] | None:
        """The list that its words are from, closed or open; None for any other value."""
        return self.choices or (self.open_words.words if self.open_words else None)

    @property
    def entry(self) -> "Slot":
        """The field that stands for one value of a table."""
        return self._replace(map_key=None)


class Shape(NamedTuple):
    """All fields of a model, by canonical name."""

    model: type[Part]
    home: str  #: the name of the model, to which the vocabulary refers
    slots: dict[str, Slot]


@cache
def shape(model: type[Part]) -> Shape:
    """Read the shape of *model*."""
    guarded = getattr(model, "guarded", False)
    slots = (_slot(attribute, info, guarded) for attribute, info in model.model_fields.items())
    return Shape(model, model.__name__, {slot.name: slot for slot in slots})


def _slot(attribute: str, info: FieldInfo, guarded: bool) -> Slot:  # noqa: FBT001
    plain, inside, many, map_key = _unwrapped(info)
    is_class = isinstance(plain, type)
    refs, scalar = _only(inside, RefTo), _only(inside, Scalar)
    alone, open_words = _only(inside, Alone), _only(inside, OneOf)
    audience = _only(inside, Audience)
    if audience is None:
        message = f"{attribute} states no audience"
        raise TypeError(message)
    words = scalar in {Scalar.TEXT, Scalar.EMAIL} and not refs and not open_words
    return Slot(
        name=str(info.validation_alias or attribute),
        attribute=attribute,
        required=info.is_required(),
        audience=audience,
        many=many,
        scalar=scalar,
        choices=plain if is_class and issubclass(plain, StrEnum) else None,
        open_words=open_words,
        refs=refs.kinds if refs else (),
        part=plain if is_class and issubclass(plain, Part) else None,
        alone=alone.field if alone else None,
        latest=alone is not None and alone.latest,
        map_key=map_key,
        default=None if info.is_required() else info.get_default(call_default_factory=True),
        personal=_only(inside, Personal),
        keeping=_only(inside, Keeping),
        hidden=audience is INTERNAL or (words and (guarded or audience is not PUBLIC)),
    )


def _unwrapped(info: FieldInfo) -> tuple[Any, list[object], bool, Scalar | None]:
    """What a field holds, its marks, if it is a list, and what its keys are if it is a table."""
    plain, inside = _strip(info.annotation)
    inside += info.metadata
    many = get_origin(plain) is tuple and get_args(plain)[-1] is Ellipsis
    map_key = None
    if many:
        plain, marks = _strip(get_args(plain)[0])
        inside += marks
    elif get_origin(plain) is dict:
        map_key = _only(_strip(get_args(plain)[0])[1], Scalar)
        plain, marks = _strip(get_args(plain)[1])
        inside += marks
    return plain, inside, many, map_key


def _strip(annotation: Any) -> tuple[Any, list[object]]:
    """Take the marks and the ``None`` off an annotation."""
    marks: list[object] = []
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            marks += more
        elif get_origin(annotation) in {Union, types.UnionType}:
            [annotation] = [a for a in get_args(annotation) if a is not types.NoneType]
        else:
            return annotation, marks


def _only(marks: list[object], kind: type[T]) -> T | None:
    return next((mark for mark in marks if isinstance(mark, kind)), None)
