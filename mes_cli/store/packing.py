"""Findings as plain values, and back: what is kept between two runs, or sent between processes.

Nothing but tuples, texts and numbers is written, so that nothing else can be read.
"""

from enum import StrEnum
from typing import Any

from mes_cli.finding import (
    Edit,
    Finding,
    Fix,
    Message,
    Place,
    Related,
    Severity,
    Word,
    WordKind,
    Words,
)

_CLASSES: tuple[type[Any], ...] = (Finding, Place, Message, Related, Fix, Word, Words)
_NUMBERS = {cls: number for number, cls in enumerate(_CLASSES)}
_ENUMERATIONS: tuple[type[StrEnum], ...] = (Severity, WordKind, Edit)
_TAGS = {cls: tag for tag, cls in enumerate(_ENUMERATIONS, len(_CLASSES))}
#: Stands before the values of a tuple, which are no class's.
_TUPLE = -1


def pack(value: Any) -> Any:
    """Give a finding, or a part of one, as plain values."""
    cls = value.__class__
    if cls in _NUMBERS:
        return (_NUMBERS[cls], *map(pack, value))
    if cls in _TAGS:
        return (_TAGS[cls], str(value))
    if cls is tuple:
        return (_TUPLE, *map(pack, value))
    return str(value) if isinstance(value, str) else value


def unpack(value: Any) -> Any:
    """Give what :func:`pack` was given."""
    if value.__class__ is not tuple:
        return value
    number, *parts = value
    if number == _TUPLE:
        return tuple(map(unpack, parts))
    if number < len(_CLASSES):
        return _CLASSES[number](*map(unpack, parts))
    return _ENUMERATIONS[number - len(_CLASSES)](parts[0])
