"""A value that its field does not take: what all faults of values are told."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from mes_cli.finding import Argument, Fix, Place, Related

#: What stands in a message for the value of a private field.
HIDDEN = "…"


class RefusedValue(NamedTuple):
    """A value that its field does not take."""

    at: Place
    name: Argument  #: the field
    found: Argument = HIDDEN
    near: Argument | None = None  #: a correction, where one is likely
    more: Mapping[str, Argument] = MappingProxyType({})
    related: tuple[Related, ...] = ()
    fix: Fix | None = None  #: where the correction is certain
