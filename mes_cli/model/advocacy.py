"""Advocacy: calls on those who write the rules."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from mes_cli.model.audience import INTERNAL, PUBLIC, Audience, Keeping
from mes_cli.model.period import Period
from mes_cli.model.record import Record, StructureRef
from mes_cli.model.scalars import Date, Text


class AdvocacyForm(StrEnum):
    """The way the call is made."""

    PUBLIC_CALL = "public-call"
    SPECIFICATION = "specification"
    TENDER_LOTS = "tender-lots"
    EVALUATION_FRAMEWORK = "evaluation-framework"
    RECOGNITION = "recognition"
    NEGOTIATION = "negotiation"


class Outcome(StrEnum):
    """What came of it."""

    OBTAINED = "obtained"
    PARTIAL = "partial"
    REFUSED = "refused"
    PENDING = "pending"


class Advocacy(Record):
    """A call on those who write the rules."""

    kind: ClassVar[str] = "advocacy"
    keeping: ClassVar[Keeping] = Keeping.PARTNERS
    guarded: ClassVar[bool] = True

    #: What was asked for, in a few words.
    title: Annotated[Text | None, PUBLIC] = None
    form: Annotated[AdvocacyForm, PUBLIC]
    target: Annotated[StructureRef, PUBLIC]
    allies: Annotated[tuple[StructureRef, ...], PUBLIC] = ()
    date: Annotated[Date | None, PUBLIC] = None
    period: Annotated[Period | None, PUBLIC] = None
    demand: Annotated[Text, PUBLIC]
    outcome: Annotated[Outcome | None, PUBLIC] = None
    account: Annotated[Text | None, PUBLIC] = None
    said_audience: Annotated[Audience | None, INTERNAL] = Field(
        default=None, validation_alias="audience"
    )

    @property
    def audience(self) -> Audience:
        """The widest audience: as said, else the keeper for negotiations, members for the rest."""
        if self.said_audience:
            return self.said_audience
        negotiated = self.form is AdvocacyForm.NEGOTIATION
        return Audience.INTERNAL if negotiated else Audience.MEMBERS
