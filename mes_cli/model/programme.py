"""Programmes: the schemes under which people are accompanied."""

from enum import StrEnum
from typing import Annotated, ClassVar

from mes_cli.model.audience import PUBLIC, Keeping
from mes_cli.model.period import Duration
from mes_cli.model.record import Part, Record, StructureRef
from mes_cli.model.scalars import Date, Number, Text, Whole


class IndicatorKind(StrEnum):
    """Whether an indicator is a number or words."""

    COUNTED = "counted"
    QUALITATIVE = "qualitative"


class Norm(Part):
    """What a programme grants to each accompaniment."""

    hours: Annotated[Duration | None, PUBLIC] = None
    sessions: Annotated[Whole | None, PUBLIC] = None


class Indicator(Part):
    """A number or an account that somebody asks for."""

    natural_key: ClassVar[tuple[str, ...]] = ("label",)

    label: Annotated[Text, PUBLIC]
    asked_by: Annotated[StructureRef | None, PUBLIC] = None
    kind: Annotated[IndicatorKind, PUBLIC]
    #: The name of a figure that mes computes.
    figure: Annotated[Text | None, PUBLIC] = None
    target: Annotated[Number | None, PUBLIC] = None


class Programme(Record):
    """A scheme under which people are accompanied."""

    kind: ClassVar[str] = "programme"
    keeping: ClassVar[Keeping] = Keeping.PARTNERS

    name: Annotated[Text, PUBLIC]
    lead: Annotated[StructureRef, PUBLIC]
    co_leads: Annotated[tuple[StructureRef, ...], PUBLIC] = ()
    funders: Annotated[tuple[StructureRef, ...], PUBLIC] = ()
    starts: Annotated[Date | None, PUBLIC] = None
    ends: Annotated[Date | None, PUBLIC] = None
    norm: Annotated[Norm | None, PUBLIC] = None
    specification: Annotated[Text | None, PUBLIC] = None
    indicators: Annotated[tuple[Indicator, ...], PUBLIC] = ()
