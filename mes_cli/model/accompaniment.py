"""Accompaniments: courses of support, with their sessions and expenses."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from mes_cli.model.audience import FUNDER, INTERNAL, PUBLIC, Keeping, Personal
from mes_cli.model.period import Duration
from mes_cli.model.programme import Norm
from mes_cli.model.record import InitiativeRef, Part, ProgrammeRef, Record, StructureRef
from mes_cli.model.scalars import Account, Date, Money, Text, Whole


class Form(StrEnum):
    """Whether one initiative is accompanied or several together."""

    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"


class Channel(StrEnum):
    """The way by which people came."""

    WORD_OF_MOUTH = "word-of-mouth"
    DIRECT = "direct"
    NETWORK = "network"
    EVENT = "event"
    PRESCRIPTION = "prescription"
    REFERRAL = "referral"


class SessionType(StrEnum):
    """What a session is for."""

    WELCOME = "welcome"
    DIAGNOSIS = "diagnosis"
    PLAN = "plan"
    SUPPORT = "support"
    WORKSHOP = "workshop"
    VISIT = "visit"
    FOLLOW_UP = "follow-up"


class Entry(Part):
    """How the people came, and who sent them."""

    channel: Annotated[Channel, PUBLIC]
    by: Annotated[StructureRef | None, PUBLIC] = None
    date: Annotated[Date | None, PUBLIC] = None


class Session(Part):
    """Paid staff time, counted once whatever the number of people."""

    natural_key: ClassVar[tuple[str, ...]] = ("date", "type", "role")

    date: Annotated[Date, FUNDER]
    type: Annotated[SessionType | None, FUNDER] = None
    hours: Annotated[Duration, FUNDER]
    #: Whose hourly cost applies; without it, the cost without role.
    role: Annotated[Text | None, FUNDER] = None
    participants: Annotated[Whole | None, FUNDER] = None
    note: Annotated[Text | None, INTERNAL, Personal.NOTE] = None


class Expense(Part):
    """A direct cost, in an account of classes 60 to 65."""

    natural_key: ClassVar[tuple[str, ...]] = ("date", "label")

    date: Annotated[Date, FUNDER]
    label: Annotated[Text, FUNDER]
    amount: Annotated[Money, FUNDER]
    account: Annotated[Account | None, FUNDER] = None
    #: Who was paid, where it matters: a member of the network on account 657.
    to: Annotated[StructureRef | None, FUNDER] = None
    #: What an import recognises its own lines by.
    import_key: Annotated[Text | None, INTERNAL, Personal.KEY] = None


class Onward(Part):
    """Where the people were sent on to."""

    natural_key: ClassVar[tuple[str, ...]] = ("to", "date")

    to: Annotated[StructureRef, PUBLIC]
    date: Annotated[Date | None, PUBLIC] = None
    purpose: Annotated[Text | None, PUBLIC] = Field(default=None, validation_alias="for")


class Accompaniment(Record):
    """One course of support; a collective one has several initiatives."""

    kind: ClassVar[str] = "accompaniment"
    keeping: ClassVar[Keeping] = Keeping.PROJECT_HOLDERS

    initiatives: Annotated[tuple[InitiativeRef, ...], PUBLIC] = Field(min_length=1)
    title: Annotated[Text | None, PUBLIC] = None
    #: Without it, the keeper of the register.
    structure: Annotated[StructureRef | None, PUBLIC] = None
    partners: Annotated[tuple[StructureRef, ...], PUBLIC] = ()
    programme: Annotated[ProgrammeRef | None, PUBLIC] = None
    form: Annotated[Form, PUBLIC]
    started: Annotated[Date, PUBLIC]
    ended: Annotated[Date | None, PUBLIC] = None
    entry: Annotated[Entry, PUBLIC]
    sessions: Annotated[tuple[Session, ...], FUNDER] = ()
    expenses: Annotated[tuple[Expense, ...], FUNDER] = ()
    onward: Annotated[tuple[Onward, ...], PUBLIC] = ()
    #: Overrides the programme's.
    norm: Annotated[Norm | None, INTERNAL] = None
    overrun_reason: Annotated[Text | None, INTERNAL, Personal.NOTE] = None
    tailored: Annotated[Text | None, PUBLIC] = None
    outcomes: Annotated[Text | None, PUBLIC] = None

    def spans(self, day: dt.date) -> bool:
        """Tell whether a day is not before it began, nor after it has ended."""
        return self.started <= day and (self.ended is None or day <= self.ended)
