"""Structures: members, partners, funders, prescribers, heads of networks."""

from enum import StrEnum
from typing import Annotated, ClassVar

from mes_cli.model.audience import INTERNAL, PUBLIC
from mes_cli.model.personal import Keeping, Personal
from mes_cli.model.record import Record
from mes_cli.model.scalars import Email, Rna, Siren, Siret, Text, Url
from mes_cli.model.territory import Territory


class Role(StrEnum):
    """What a structure is to the network."""

    MEMBER = "member"
    SUPPORT = "support"
    PARTNER = "partner"
    FUNDER = "funder"
    PRESCRIBER = "prescriber"
    NETWORK_HEAD = "network-head"
    CONFEDERATION = "confederation"


class AccompanimentAs(StrEnum):
    """The place of accompaniment in what a structure does."""

    HISTORIC_MISSION = "historic-mission"
    MEMBERS_PRACTICE = "members-practice"
    LABORATORY = "laboratory"
    SECTORAL = "sectoral"


class Structure(Record):
    """A member, partner, funder, prescriber or head of network."""

    kind: ClassVar[str] = "structure"
    keeping: ClassVar[Keeping] = Keeping.PARTNERS

    name: Annotated[Text, PUBLIC]
    short_name: Annotated[Text | None, PUBLIC] = None
    roles: Annotated[tuple[Role, ...], PUBLIC]
    accompaniment_as: Annotated[AccompanimentAs | None, PUBLIC] = None
    statement: Annotated[Text | None, PUBLIC] = None
    siret: Annotated[Siret | None, PUBLIC] = None
    siren: Annotated[Siren | None, PUBLIC] = None
    rna: Annotated[Rna | None, PUBLIC] = None
    territory: Annotated[Territory | None, PUBLIC] = None
    website: Annotated[Url | None, PUBLIC] = None
    email: Annotated[Email | None, INTERNAL, Personal.EMAIL] = None
    phone: Annotated[Text | None, INTERNAL, Personal.PHONE] = None
