"""``mes.yaml`` and ``identities.yaml``: what a register declares, and what a network decided."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from mes_cli.model.audience import FUNDER, INTERNAL, PUBLIC
from mes_cli.model.contribution import ContributionKind
from mes_cli.model.own_fields import OwnFields
from mes_cli.model.period import DEFAULT_DAY, Duration, Term, financial_year
from mes_cli.model.record import Part, StructureRef
from mes_cli.model.scalars import (
    Date,
    Money,
    MonthDay,
    Number,
    Scalar,
    Share,
    Text,
    Whole,
    reads,
    refuse,
    whole,
)


class Language(StrEnum):
    """The languages that a register may be kept in."""

    FRENCH = "fr"
    ENGLISH = "en"


class OverheadBase(StrEnum):
    """What overheads are a share of."""

    STAFF = "staff"
    STAFF_AND_EXPENSES = "staff-and-expenses"


class Method(StrEnum):
    """How volunteer hours are valued (règlement ANC 2018-06, art. 431-10: it must be explained)."""

    MINIMUM_WAGE = "minimum-wage"
    FLAT_RATE = "flat-rate"
    TASK_RATES = "task-rates"
    NONE = "none"


class GovernanceTime(StrEnum):
    """Whether statutory time is valued: each association's own choice."""

    EXCLUDED = "excluded"
    INCLUDED = "included"


class SpreadKey(StrEnum):
    """What general funding is spread by."""

    HOURS = "hours"
    COST = "cost"
    EQUAL = "equal"
    #: What the monetary cost of each accompaniment still lacks.
    NEED = "need"


class SecondmentAccounts(StrEnum):
    """The accounts of people made available; both are seen in practice."""

    SERVICES = "862/871"
    VOLUNTEERING = "864/875"


class CheckLevel(StrEnum):
    """How much a register lets a check matter."""

    ERROR = "error"
    WARNING = "warning"
    IGNORE = "ignore"


class HourlyCost(Part):
    """The full hourly cost of paid staff from a day on."""

    natural_key: ClassVar[tuple[str, ...]] = ("since", "role")

    since: Annotated[Date, FUNDER] = Field(validation_alias="from")
    #: Euros an hour.
    rate: Annotated[Money, FUNDER]
    role: Annotated[Text | None, FUNDER] = None


class Overhead(Part):
    """The share of indirect costs from a day on."""

    natural_key: ClassVar[tuple[str, ...]] = ("since", "base")

    since: Annotated[Date, PUBLIC] = Field(validation_alias="from")
    share: Annotated[Share, PUBLIC]
    base: Annotated[OverheadBase, PUBLIC] = OverheadBase.STAFF


class Coefficients(Part):
    """What the level of a volunteer's work multiplies the minimum wage by."""

    execution: Annotated[Number, PUBLIC] = Decimal(1)
    coordination: Annotated[Number, PUBLIC] = Decimal(1)
    expertise: Annotated[Number, PUBLIC] = Decimal(1)


class Approval(Part):
    """Who approved the method, and when."""

    by: Annotated[Text, PUBLIC]
    date: Annotated[Date, PUBLIC]


class Valuation(Part):
    """How contributions are valued from a day on."""

    natural_key: ClassVar[tuple[str, ...]] = ("since",)

    since: Annotated[Date, PUBLIC] = Field(validation_alias="from")
    method: Annotated[Method, PUBLIC] = Method.NONE
    employer_charges: Annotated[Share, PUBLIC] = Decimal(0)
    coefficients: Annotated[Coefficients, PUBLIC] = Field(default_factory=Coefficients)
    #: Euros an hour, with the flat rate.
    rate: Annotated[Money | None, PUBLIC] = None
    #: Euros an hour, by task.
    task_rates: Annotated[dict[Text, Money], PUBLIC] = Field(default_factory=dict)
    valued_kinds: Annotated[tuple[ContributionKind, ...], PUBLIC] = (ContributionKind.VOLUNTEERING,)
    governance_time: Annotated[GovernanceTime, PUBLIC] = GovernanceTime.EXCLUDED
    approved: Annotated[Approval | None, PUBLIC] = None
    reason: Annotated[Text | None, PUBLIC] = None


#: The highest limits; the lowest is 1.
_HIGHEST = {"depth": 100, "file_size": 1 << 22, "files": 10**7, "register_size": 1 << 35}


def _limit(name: str) -> BeforeValidator:
    """Make what reads a limit, within bounds that no register may move."""

    def read(value: str) -> object:
        limit = whole(value)
        if not 1 <= limit <= _HIGHEST[name]:
            raise refuse("limit_out_of_bounds", first="1", last=str(_HIGHEST[name]))
        return limit

    return reads(read)


class Limits(Part):
    """How large a file of the register may be, and how large all of them."""

    #: Levels of nesting.
    depth: Annotated[int, _limit("depth"), Scalar.WHOLE, PUBLIC] = 24
    #: Bytes.
    file_size: Annotated[int, _limit("file_size"), Scalar.WHOLE, PUBLIC] = 1 << 20
    files: Annotated[int, _limit("files"), Scalar.WHOLE, PUBLIC] = 10**6
    #: Bytes.
    register_size: Annotated[int, _limit("register_size"), Scalar.WHOLE, PUBLIC] = 1 << 31


class Retention(Part):
    """How long what the register says of people is kept; the defaults are those of the CNIL.

    It has no figure for those who are accompanied, nor for volunteers: theirs is the one for
    people who asked for something once. Each register decides.
    """

    #: Months after the last contact.
    project_holders: Annotated[Term, PUBLIC] = 36
    #: Months after the last record that names the structure.
    partners: Annotated[Term, PUBLIC] = 36
    #: Months after the last contribution.
    volunteers: Annotated[Term, PUBLIC] = 36
    #: Months after consent was given that names no end; None: until it is withdrawn.
    evidence: Annotated[Term | None, PUBLIC] = None
    #: Months after the financial year (Code de commerce, art. L123-22).
    accounting: Annotated[Term, PUBLIC] = 120


class MemberRegister(Part):
    """A member of the network, and where its register, or its package, is."""

    structure: Annotated[StructureRef, PUBLIC]
    #: A folder in this one or beside it.
    folder: Annotated[Text | None, INTERNAL] = Field(default=None, validation_alias="register")
    #: A file that ``mes export network`` made.
    package: Annotated[Text | None, INTERNAL] = None


class Settings(Part):
    """What a register declares about itself."""

    kind: ClassVar[str] = "settings"

    #: The version of the format.
    mes: Annotated[Whole, PUBLIC]
    name: Annotated[Text, PUBLIC]
    language: Annotated[Language, PUBLIC] = Language.FRENCH
    keeper: Annotated[StructureRef, PUBLIC]
    fiscal_year_start: Annotated[MonthDay, PUBLIC] = (1, 1)
    #: Seconds of work in a day.
    day_length: Annotated[Duration, PUBLIC] = DEFAULT_DAY
    hourly_costs: Annotated[tuple[HourlyCost, ...], FUNDER] = ()
    overheads: Annotated[tuple[Overhead, ...], PUBLIC] = ()
    valuation: Annotated[tuple[Valuation, ...], PUBLIC] = ()
    spread_key: Annotated[SpreadKey, PUBLIC] = SpreadKey.HOURS
    secondment_accounts: Annotated[SecondmentAccounts, PUBLIC] = SecondmentAccounts.SERVICES
    #: Words this register adds, with their labels.
    themes: Annotated[dict[Text, Text], PUBLIC] = Field(default_factory=dict)
    policies: Annotated[dict[Text, Text], PUBLIC] = Field(default_factory=dict)
    #: Fields that this register adds to its records.
    own_fields: Annotated[OwnFields, PUBLIC] = Field(
        default_factory=OwnFields, validation_alias="fields"
    )
    #: Rows of money and hours of fewer initiatives are told together; 0 or 1: each is told.
    minimum_group: Annotated[Whole, PUBLIC] = 3
    #: The members of a network, in their order of precedence.
    members: Annotated[tuple[MemberRegister, ...], PUBLIC] = ()
    #: How much the findings of a check matter here, by its code.
    checks: Annotated[dict[Text, CheckLevel], PUBLIC] = Field(default_factory=dict)
    retention: Annotated[Retention, PUBLIC] = Field(default_factory=Retention)
    limits: Annotated[Limits, PUBLIC] = Field(default_factory=Limits)

    def financial_year(self, day: dt.date) -> int:
        """The first calendar year of the financial year that *day* is in."""
        return financial_year(day, self.fiscal_year_start)


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
