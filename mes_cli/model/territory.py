"""Where something is, by the official codes (Code officiel géographique)."""

from typing import Annotated

from mes_cli.model.audience import PUBLIC
from mes_cli.model.part import Part
from mes_cli.model.scalars import Boolean, Commune, Department, Region, Text


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
