"""Structures: members, partners, funders, prescribers, heads of networks; and where they are."""

from enum import StrEnum
from typing import Annotated, ClassVar

from mes_cli.model.audience import INTERNAL, PUBLIC, Keeping, Personal
from mes_cli.model.record import Part, Record
from mes_cli.model.scalars import (
    Boolean,
    Commune,
    Department,
    Email,
    Region,
    Rna,
    Siren,
    Siret,
    Text,
    Url,
)


class Territory(Part):
    """A place; codes are text, and region 76 is not department 76."""

    commune: Annotated[Commune | None, PUBLIC] = None
    department: Annotated[Department | None, PUBLIC] = None
    region: Annotated[Region | None, PUBLIC] = None
    name: Annotated[Text | None, PUBLIC] = None
    #: The quartier prioritaire de la politique de la ville, by its name or code.
    priority_district: Annotated[Text | None, PUBLIC] = None
    rural: Annotated[Boolean | None, PUBLIC] = None

    @property
    def department_code(self) -> str | None:
        """The department, said or read from the commune."""
        if self.department or not self.commune:
            return self.department
        return self.commune[: 3 if self.commune.startswith(("97", "98")) else 2]


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
    """What accompaniment is to a structure: its first mission, its members' practice and so on."""

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
