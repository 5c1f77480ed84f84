"""Contributions: hours, skills, premises, effects that no money pays for."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from mes_cli.model.audience import FUNDER, INTERNAL, PUBLIC, Keeping, Personal
from mes_cli.model.period import Duration, Period
from mes_cli.model.record import AccompanimentRef, Alone, Part, PartyRef, Record
from mes_cli.model.scalars import Boolean, Date, Money, Number, Share, Text, Whole


class ContributionKind(StrEnum):
    """The nature of a non-monetary resource."""

    VOLUNTEERING = "volunteering"
    ACTIVIST_TIME = "activist-time"
    SKILL_EXCHANGE = "skill-exchange"
    SECONDMENT = "secondment"
    PREMISES = "premises"
    EQUIPMENT = "equipment"
    SERVICE = "service"
    GOODS = "goods"
    EXTERNAL_EFFECT = "external-effect"


class Level(StrEnum):
    """The level of volunteer work, which may weigh in its value."""

    EXECUTION = "execution"
    COORDINATION = "coordination"
    EXPERTISE = "expertise"


class Value(Part):
    """What a contribution is worth: a rate, an amount with its basis, or nothing and why."""

    #: Euros an hour.
    rate: Annotated[Money | None, FUNDER] = None
    amount: Annotated[Money | None, FUNDER] = None
    basis: Annotated[Text | None, FUNDER] = None
    #: The reason for giving it no value.
    none: Annotated[Text | None, FUNDER] = None


class ContributionTarget(Part):
    """An accompaniment, and the part of the contribution that it receives."""

    natural_key: ClassVar[tuple[str, ...]] = ("accompaniment",)

    accompaniment: Annotated[AccompanimentRef, PUBLIC]
    share: Annotated[Share | None, PUBLIC] = None


class Contribution(Record):
    """A non-monetary resource."""

    kind: ClassVar[str] = "contribution"
    keeping: ClassVar[Keeping] = Keeping.VOLUNTEERS

    nature: Annotated[ContributionKind, PUBLIC] = Field(validation_alias="kind")
    date: Annotated[Date | None, PUBLIC] = None
    period: Annotated[Period | None, PUBLIC] = None
    title: Annotated[Text | None, PUBLIC] = None
    #: None: the life of the structure.
    targets: Annotated[tuple[ContributionTarget, ...], PUBLIC, Alone("accompaniment")] = Field(
        default=(), validation_alias="for"
    )
    giver: Annotated[PartyRef | None, PUBLIC] = Field(default=None, validation_alias="from")
    receiver: Annotated[PartyRef | None, PUBLIC] = Field(default=None, validation_alias="to")
    by: Annotated[Text | None, INTERNAL, Personal.NAME] = None
    people: Annotated[Whole | None, PUBLIC] = None
    #: Of all people together.
    hours: Annotated[Duration | None, PUBLIC] = None
    quantity: Annotated[Number | None, FUNDER] = None
    unit: Annotated[Text | None, FUNDER] = None
    unit_value: Annotated[Money | None, FUNDER] = None
    level: Annotated[Level | None, PUBLIC] = None
    #: A key of the settings' ``task_rates``.
    task: Annotated[Text | None, PUBLIC] = None
    skill: Annotated[Text | None, PUBLIC] = None
    #: Statutory time: board, general meeting.
    governance: Annotated[Boolean, PUBLIC] = False
    value: Annotated[Value | None, FUNDER] = None
    #: Money that the initiative obtained thanks to an external effect.
    obtained: Annotated[Money | None, FUNDER] = None
    proof: Annotated[Text | None, INTERNAL, Personal.PROOF, Keeping.ACCOUNTING] = None
