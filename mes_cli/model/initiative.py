"""Initiatives: the collectives and organisations that are accompanied."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from mes_cli.model.audience import FUNDER, INTERNAL, MEMBERS, PUBLIC, Audience, Keeping, Personal
from mes_cli.model.record import Alone, OneOf, Part, Record
from mes_cli.model.scalars import Date, Email, Number, Rna, Siren, Siret, Text, Url
from mes_cli.model.structure import Territory


class LegalForm(StrEnum):
    """The legal form; a collective has none."""

    ASSOCIATION = "association"
    COLLECTIVE = "collective"
    SCOP = "scop"
    SCIC = "scic"
    CAE = "cae"
    COMPANY = "company"
    OTHER = "other"


class Stage(StrEnum):
    """How far an initiative has come."""

    IDEA = "idea"
    EMERGENCE = "emergence"
    CREATION = "creation"
    DEVELOPMENT = "development"
    CONSOLIDATION = "consolidation"
    CLOSED = "closed"


class Theme(StrEnum):
    """What is at stake; the settings may add words."""

    FOOD_TRANSITION = "food-transition"
    ENERGY_TRANSITION = "energy-transition"
    POWER_TO_ACT = "power-to-act"
    INEQUALITY = "inequality"
    CULTURAL_RIGHTS = "cultural-rights"


class Status(StrEnum):
    """What an initiative is to the network, from user to activist."""

    BENEFICIARY = "beneficiary"
    MEMBER = "member"
    CONTRIBUTOR = "contributor"
    ACTIVIST = "activist"


class PublishName(StrEnum):
    """Whether a name may be published, or the widest audience that may see it."""

    TRUE = "true"
    FALSE = "false"
    PUBLIC = "public"
    FUNDER = "funder"
    MEMBERS = "members"
    INTERNAL = "internal"

    @property
    def audience(self) -> Audience:
        """The widest audience that may see the name."""
        match self:
            case PublishName.TRUE:
                return Audience.PUBLIC
            case PublishName.FALSE:
                return Audience.INTERNAL
            case _:
                return Audience(self.value)


ThemeWord = Annotated[Text, OneOf(Theme, "themes")]


class StageStep(Part):
    """A stage, and the day it began; a stage that is one word has no day."""

    natural_key: ClassVar[tuple[str, ...]] = ("since",)

    since: Annotated[Date | None, PUBLIC] = None
    stage: Annotated[Stage, PUBLIC]


def _steps(value: object) -> object:
    """Take a single word for a list of one step."""
    return [{"stage": value}] if isinstance(value, str) else value


class Standing(Part):
    """A status, and the day it began."""

    natural_key: ClassVar[tuple[str, ...]] = ("since",)

    since: Annotated[Date, MEMBERS]
    status: Annotated[Status, MEMBERS]


class Carrier(Part):
    """A person who carries the initiative."""

    natural_key: ClassVar[tuple[str, ...]] = ("name",)

    name: Annotated[Text | None, INTERNAL, Personal.NAME] = None
    role: Annotated[Text | None, INTERNAL, Personal.ROLE] = None


class Contact(Part):
    """Whom to write to."""

    name: Annotated[Text | None, INTERNAL, Personal.NAME] = None
    email: Annotated[Email | None, INTERNAL, Personal.EMAIL] = None
    phone: Annotated[Text | None, INTERNAL, Personal.PHONE] = None


class Initiative(Record):
    """A collective or organisation that is accompanied."""

    kind: ClassVar[str] = "initiative"
    keeping: ClassVar[Keeping] = Keeping.PROJECT_HOLDERS

    name: Annotated[Text, PUBLIC]
    summary: Annotated[Text, PUBLIC]
    legal_form: Annotated[LegalForm | None, PUBLIC] = None
    #: In order of date; a single word has no date.
    stages: Annotated[
        tuple[StageStep, ...], PUBLIC, Alone("stage", latest=True), BeforeValidator(_steps)
    ] = Field(validation_alias="stage", min_length=1)
    created: Annotated[Date | None, PUBLIC] = None
    territory: Annotated[Territory, PUBLIC]
    sectors: Annotated[tuple[Text, ...], PUBLIC] = ()
    themes: Annotated[tuple[ThemeWord, ...], PUBLIC] = ()
    value_for_territory: Annotated[Text | None, PUBLIC] = None
    #: In order of date.
    standing: Annotated[tuple[Standing, ...], MEMBERS] = ()
    carriers: Annotated[tuple[Carrier, ...], INTERNAL] = ()
    contact: Annotated[Contact | None, INTERNAL] = None
    #: Full-time equivalents.
    jobs: Annotated[Number | None, FUNDER] = None
    siret: Annotated[Siret | None, PUBLIC] = None
    siren: Annotated[Siren | None, PUBLIC] = None
    rna: Annotated[Rna | None, PUBLIC] = None
    website: Annotated[Url | None, PUBLIC] = None
    #: Wider audiences read a pseudonym.
    publish_name: Annotated[PublishName, INTERNAL] = PublishName.TRUE

    @property
    def stage(self) -> Stage:
        """The stage that it has reached."""
        return self.stages[-1].stage

    @property
    def stage_is_dated(self) -> bool:
        """Tell whether its stages say since when: a single word does not."""
        return all(step.since is not None for step in self.stages)

    def stage_on(self, day: dt.date) -> Stage:
        """Give the stage of a *day*: the last that began by then, else the first."""
        begun = [step for step in self.stages if step.since is None or step.since <= day]
        return (begun or self.stages[:1])[-1].stage
