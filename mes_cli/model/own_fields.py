"""Fields that a register declares for itself, and the models of its records with them.

``mes.yaml`` declares them by kind of record. Each becomes a field of an ordinary model, which the
record holds under ``own``, so that whatever walks shapes knows it.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, create_model

from mes_cli.language.folding import without_accents
from mes_cli.language.vocabulary import FieldWords, ValueWords, declare
from mes_cli.model.audience import INTERNAL, PUBLIC, Audience, Personal
from mes_cli.model.period import Duration
from mes_cli.model.record import Alone, Part, Record, RefTo, StructureRef
from mes_cli.model.scalars import Boolean, Date, Money, Number, Share, Text, Whole, reads, refuse

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_WORD = re.compile(r"[a-z0-9][a-z0-9-]{0,39}", re.ASCII)


def _like(pattern: re.Pattern[str], sign: str, other: str) -> BeforeValidator:
    """Make what reads a name; *sign* joins its words, and *other* is mistaken for it."""

    def read(value: str) -> object:
        if pattern.fullmatch(value):
            return value
        near = without_accents(value).replace(other, sign)
        raise refuse("name_form", sign=sign, **({"near": near} if pattern.fullmatch(near) else {}))

    return reads(read)


OwnName = Annotated[Text, _like(_NAME, "_", "-")]
OwnWordName = Annotated[Text, _like(_WORD, "-", "_")]


class FieldType(StrEnum):
    """What an own field holds."""

    DATE = "date"
    DURATION = "duration"
    MONEY = "money"
    BOOLEAN = "boolean"
    NUMBER = "number"
    WHOLE = "whole"
    SHARE = "share"
    TEXT = "text"
    REFERENCE = "reference"
    WORDS = "words"


class Addition(StrEnum):
    """How a report adds up what the records of a year say in an own field."""

    SUM = "sum"
    LAST = "last"
    COUNT = "count"
    NONE = "none"


class ReferredKind(StrEnum):
    """The kinds of record that an own field may refer to."""

    STRUCTURE = "structure"
    PROGRAMME = "programme"
    INITIATIVE = "initiative"
    ACCOMPANIMENT = "accompaniment"


#: What each type may be added up by; the first is what is done where nothing is declared.
ADDITIONS: Mapping[FieldType, tuple[Addition, ...]] = {
    **dict.fromkeys(
        (FieldType.NUMBER, FieldType.WHOLE, FieldType.MONEY, FieldType.DURATION),
        (Addition.SUM, Addition.LAST, Addition.COUNT, Addition.NONE),
    ),
    **dict.fromkeys((FieldType.BOOLEAN, FieldType.WORDS), (Addition.COUNT, Addition.NONE)),
    FieldType.SHARE: (Addition.NONE, Addition.LAST, Addition.COUNT),
    **dict.fromkeys(
        (FieldType.TEXT, FieldType.DATE, FieldType.REFERENCE), (Addition.NONE, Addition.COUNT)
    ),
}


class OwnWord(Part):
    """A word that an own field accepts, with its label."""

    word: Annotated[OwnWordName, PUBLIC]
    label: Annotated[Text | None, PUBLIC] = None


class OwnField(Part):
    """What a register declares about a field of its own."""

    type: Annotated[FieldType, PUBLIC]
    label: Annotated[Text, PUBLIC]
    help: Annotated[Text | None, PUBLIC] = None
    asked_by: Annotated[StructureRef | None, PUBLIC] = None
    audience: Annotated[Audience, PUBLIC] = INTERNAL
    #: How it is added up; None: as the type mostly is.
    adds: Annotated[Addition | None, PUBLIC] = None
    #: With words: those that it accepts.
    values: Annotated[tuple[OwnWord, ...], PUBLIC, Alone("word")] = ()
    #: With a reference: the kinds of record whose ids it accepts.
    to: Annotated[tuple[ReferredKind, ...], PUBLIC] = (ReferredKind.STRUCTURE,)
    #: A common field, a theme or an indicator of the network that it answers for.
    attached: Annotated[Text | None, PUBLIC] = None

    @property
    def addition(self) -> Addition:
        """How it is added up."""
        return self.adds or ADDITIONS[self.type][0]


Declared = Annotated[dict[OwnName, OwnField], PUBLIC]


class OwnFields(Part):
    """The own fields of a register, by kind of record."""

    structure: Declared = Field(default_factory=dict)
    programme: Declared = Field(default_factory=dict)
    initiative: Declared = Field(default_factory=dict)
    accompaniment: Declared = Field(default_factory=dict)
    contribution: Declared = Field(default_factory=dict)
    funding: Declared = Field(default_factory=dict)
    evidence: Declared = Field(default_factory=dict)
    advocacy: Declared = Field(default_factory=dict)
    year: Declared = Field(default_factory=dict)

    def of(self, kind: str) -> Mapping[str, OwnField]:
        """Those of one kind of record."""
        declared: Mapping[str, OwnField] = getattr(self, kind)
        return declared


class OwnPart(Part):
    """The base of the parts that hold the own fields of a record."""


_ANNOTATIONS: Mapping[FieldType, Any] = {
    FieldType.DATE: Date,
    FieldType.DURATION: Duration,
    FieldType.MONEY: Money,
    FieldType.BOOLEAN: Boolean,
    FieldType.NUMBER: Number,
    FieldType.WHOLE: Whole,
    FieldType.SHARE: Share,
    FieldType.TEXT: Annotated[Text, Personal.NOTE],
}

#: What was made of declarations, by name: other processes find there what is sent to them.
_MADE: dict[str, type] = {}


def with_own(model: type[Record], declared: Mapping[str, OwnField]) -> type[Record]:
    """Give the model of a kind of record, with the own fields that are declared for it."""
    return _with_own(model, tuple(declared.items())) if declared else model


@cache
def _with_own(model: type[Record], declared: tuple[tuple[str, OwnField], ...]) -> type[Record]:
    # The same declarations have the same name in every process.
    digest = sha256(repr(declared).encode()).hexdigest()[:12]
    home = f"Own{model.__name__}_{digest}"
    fields: dict[str, Any] = {
        f"own_{name}": (
            Annotated[_annotation(home, name, it) | None, it.audience],
            Field(default=None, validation_alias=name),
        )
        for name, it in declared
    }
    part = create_model(home, __base__=OwnPart, __module__=__name__, **fields)
    _MADE[home] = part
    words = {
        name: FieldWords(name, it.label, it.help or "", it.help or "", it.label)
        for name, it in declared
    }
    declare(home, words)
    own: Any = (Annotated[part | None, PUBLIC], None)
    extended = create_model(model.__name__, __base__=model, __module__=__name__, own=own)
    extended.__qualname__ = f"{model.__name__}_{digest}"
    extended.__doc__ = model.__doc__
    _MADE[extended.__qualname__] = extended
    return extended


def _annotation(home: str, name: str, it: OwnField) -> Any:
    """Give the type of an own field, with its marks."""
    if it.type is FieldType.REFERENCE:
        return Annotated[Text, RefTo(tuple(map(str, it.to)))]
    if it.type is FieldType.WORDS:
        return _words(f"{home}_{name}", it.values)
    return _ANNOTATIONS[it.type]


def _words(name: str, values: tuple[OwnWord, ...]) -> Any:
    words = {f"WORD_{number}": it.word for number, it in enumerate(values)}
    made = StrEnum(name, words, module=__name__, qualname=name)  # type: ignore[misc]
    _MADE[name] = made
    declare(name, values={it.word: ValueWords(it.word, it.label or it.word) for it in values})
    return made


def __getattr__(name: str) -> type:
    """Find a model by its name, as :mod:`pickle` does for records read by another process."""
    if name in _MADE:
        return _MADE[name]
    raise AttributeError(name)
