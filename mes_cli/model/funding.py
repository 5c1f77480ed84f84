"""Fundings: monetary resources, asked for and obtained."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from mes_cli.model.audience import FUNDER, INTERNAL, PUBLIC, Keeping, Personal
from mes_cli.model.period import Period
from mes_cli.model.record import (
    AccompanimentRef,
    Alone,
    OneOf,
    Part,
    ProgrammeRef,
    Record,
    StructureRef,
)
from mes_cli.model.scalars import Account, Boolean, Date, Money, Share, Text, Year


class FundingNature(StrEnum):
    """What kind of money it is (règlement ANC 2018-06, art. 431-9, for the public ones)."""

    GRANT = "grant"
    PUBLIC_CONTRIBUTION = "public-contribution"
    CONTRACT = "contract"
    SPONSORSHIP = "sponsorship"
    DONATION = "donation"
    MEMBERSHIP_FEES = "membership-fees"
    FEES = "fees"
    OWN = "own"


class FunderLevel(StrEnum):
    """The level of the authority that pays."""

    EU = "eu"
    STATE = "state"
    REGION = "region"
    DEPARTMENT = "department"
    INTER_MUNICIPALITY = "inter-municipality"
    MUNICIPALITY = "municipality"
    SOCIAL_BODY = "social-body"
    OTHER_PUBLIC = "other-public"
    PRIVATE = "private"


class Policy(StrEnum):
    """The public policy that money comes from; the settings may add words."""

    ECONOMIC_DEVELOPMENT = "economic-development"
    EMPLOYMENT = "employment"
    INCLUSION = "inclusion"
    SSE = "sse"
    SUSTAINABLE_DEVELOPMENT = "sustainable-development"
    CITY_POLICY = "city-policy"
    CULTURE = "culture"
    FOOD_AGRICULTURE = "food-agriculture"
    HEALTH = "health"
    YOUTH = "youth"
    HOUSING = "housing"
    RURAL = "rural"
    DIGITAL = "digital"
    OTHER = "other"


class FundingStatus(StrEnum):
    """How far a request has come."""

    REQUESTED = "requested"
    GRANTED = "granted"
    RECEIVED = "received"
    REFUSED = "refused"


class Side(StrEnum):
    """The side of a budget."""

    COST = "cost"
    RESOURCE = "resource"


PolicyWord = Annotated[Text, OneOf(Policy, "policies")]


class PolicyShare(Part):
    """A policy, and the part of the money that comes from it."""

    natural_key: ClassVar[tuple[str, ...]] = ("policy",)

    policy: Annotated[PolicyWord, PUBLIC]
    share: Annotated[Share | None, PUBLIC] = None
    amount: Annotated[Money | None, FUNDER] = None


class FundingTarget(Part):
    """An accompaniment or a programme, and the part of the money that it receives."""

    natural_key: ClassVar[tuple[str, ...]] = ("accompaniment", "programme")

    accompaniment: Annotated[AccompanimentRef | None, FUNDER] = None
    programme: Annotated[ProgrammeRef | None, FUNDER] = None
    share: Annotated[Share | None, FUNDER] = None
    amount: Annotated[Money | None, FUNDER] = None


class BudgetLine(Part):
    """A row of the budget of a grant (form 12156) and of its account (form 15059)."""

    natural_key: ClassVar[tuple[str, ...]] = ("account", "side", "label")

    account: Annotated[Account, FUNDER]
    side: Annotated[Side, FUNDER]
    label: Annotated[Text | None, FUNDER] = None
    planned: Annotated[Money, FUNDER]
    actual: Annotated[Money | None, FUNDER] = None
    #: Why the two differ, for the account of the grant.
    reason: Annotated[Text | None, FUNDER] = None


class Funding(Record):
    """A monetary resource."""

    kind: ClassVar[str] = "funding"
    keeping: ClassVar[Keeping] = Keeping.ACCOUNTING

    funder: Annotated[StructureRef, FUNDER]
    title: Annotated[Text | None, PUBLIC] = None
    nature: Annotated[FundingNature, PUBLIC]
    level: Annotated[FunderLevel | None, PUBLIC] = None
    policies: Annotated[tuple[PolicyShare, ...], PUBLIC, Alone("policy")] = ()
    period: Annotated[Period, PUBLIC]
    requested: Annotated[Money | None, FUNDER] = None
    granted: Annotated[Money | None, FUNDER] = None
    received: Annotated[Money | None, FUNDER] = None
    #: By the first calendar year of the financial year.
    by_year: Annotated[dict[Year, Money], FUNDER] = Field(default_factory=dict)
    #: None: general.
    targets: Annotated[tuple[FundingTarget, ...], FUNDER] = Field(
        default=(), validation_alias="for"
    )
    #: The share of the cost that this funder pays at most.
    ceiling: Annotated[Share | None, FUNDER] = None
    status: Annotated[FundingStatus, FUNDER]
    budget: Annotated[tuple[BudgetLine, ...], FUNDER] = ()
    terms: Annotated[Text | None, INTERNAL, Personal.NOTE] = None
    #: The number of the decision, agreement or commitment.
    reference: Annotated[Text | None, FUNDER] = None
    #: None: six months after the financial year in which the period ends.
    report_due: Annotated[Date | None, FUNDER] = None
    #: True: received to be given on to others.
    regrant: Annotated[Boolean, FUNDER] = False

    @property
    def amount(self) -> Decimal | None:
        """What it counts with: what is asked for while it is a request, else what was obtained.

        A refused one counts with nothing.
        """
        match self.status:
            case FundingStatus.REQUESTED:
                return self.requested
            case FundingStatus.REFUSED:
                return None
            case FundingStatus.GRANTED | FundingStatus.RECEIVED:
                return self.granted if self.granted is not None else self.received
