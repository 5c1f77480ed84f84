"""Years: the words of a financial year."""

from typing import Annotated, ClassVar

from mes_cli.model.audience import FUNDER, INTERNAL, PUBLIC, Keeping, Personal
from mes_cli.model.record import Part, Record, StructureRef
from mes_cli.model.scalars import Date, Money, Text, Year


class Essential(Part):
    """The users' own sentences, each in place of one that mes computes."""

    entry: Annotated[Text | None, PUBLIC] = None
    coverage: Annotated[Text | None, PUBLIC] = None
    standing: Annotated[Text | None, PUBLIC] = None
    policies: Annotated[Text | None, PUBLIC] = None
    advocacy: Annotated[Text | None, PUBLIC] = None


class Signatory(Part):
    """Who signs the foreword."""

    name: Annotated[Text | None, PUBLIC, Personal.NAME] = None
    role: Annotated[Text | None, PUBLIC, Personal.ROLE] = None


class Regrant(Part):
    """Money that the register gave on: no cost of accompaniment."""

    natural_key: ClassVar[tuple[str, ...]] = ("to", "date")

    to: Annotated[StructureRef, FUNDER]
    date: Annotated[Date, FUNDER]
    amount: Annotated[Money, FUNDER]
    reference: Annotated[Text | None, FUNDER] = None


class FinancialYear(Record):
    """The words of a financial year: foreword, highlights, outlook."""

    kind: ClassVar[str] = "year"
    keeping: ClassVar[Keeping] = Keeping.ACCOUNTING

    #: Its first calendar year.
    year: Annotated[Year, PUBLIC]
    essential: Annotated[Essential | None, PUBLIC] = None
    foreword: Annotated[Text | None, PUBLIC] = None
    signed_by: Annotated[Signatory | None, PUBLIC] = None
    context: Annotated[Text | None, PUBLIC] = None
    highlights: Annotated[tuple[Text, ...], PUBLIC] = ()
    outlook: Annotated[Text | None, PUBLIC] = None
    #: The payer's side of flows inside a network.
    regrants: Annotated[tuple[Regrant, ...], FUNDER] = ()
    #: From then on a change to a record of that year is a warning.
    closed: Annotated[Date | None, INTERNAL] = None
