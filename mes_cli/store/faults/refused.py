"""A value that its field does not take: what all faults of values are told."""

from dataclasses import dataclass, field

from mes_cli.finding import Argument, Fix, Place, Related

#: What stands in a message for the value of a private field.
HIDDEN = "…"


@dataclass(frozen=True, slots=True)
class Refused:
    """A value that its field does not take."""

    at: Place
    name: Argument  #: the field
    found: Argument = HIDDEN
    near: Argument | None = None  #: a correction, where one is likely
    more: dict[str, Argument] = field(default_factory=dict)
    related: tuple[Related, ...] = ()
    fix: Fix | None = None  #: where the correction is certain
