"""``identities.yaml``: what a network decided on records of its members: same or not."""

from typing import Annotated, ClassVar

from pydantic import Field

from mes_cli.model.audience import INTERNAL
from mes_cli.model.part import Part
from mes_cli.model.scalars import Date, Text


class Decision(Part):
    """Records of several registers, each as ``register:id``, and who decided on them."""

    #: A kind of record, in a word that ``mes new`` takes.
    kind: Annotated[Text, INTERNAL]
    ids: Annotated[tuple[Text, ...], INTERNAL] = Field(min_length=2)
    by: Annotated[Text | None, INTERNAL] = None
    date: Annotated[Date | None, INTERNAL] = None
    why: Annotated[Text | None, INTERNAL] = None


class Identities(Part):
    """All decisions of a network."""

    kind: ClassVar[str] = "identities"

    #: They are one.
    same: Annotated[tuple[Decision, ...], INTERNAL] = ()
    #: Each is another one.
    distinct: Annotated[tuple[Decision, ...], INTERNAL] = ()
    #: Nobody knows yet: they stay apart, and nobody is asked again.
    open: Annotated[tuple[Decision, ...], INTERNAL] = ()
