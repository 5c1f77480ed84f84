"""Years: the words of a financial year."""

from typing import Annotated, ClassVar

from mes_cli.model.audience import INTERNAL, PUBLIC
from mes_cli.model.personal import Keeping
from mes_cli.model.record import Record
from mes_cli.model.scalars import Date, Text, Year


class FinancialYear(Record):
    """The words of a financial year: foreword, highlights, outlook."""

    kind: ClassVar[str] = "year"
    keeping: ClassVar[Keeping] = Keeping.ACCOUNTING

    #: Its first calendar year.
    year: Annotated[Year, PUBLIC]
    foreword: Annotated[Text | None, PUBLIC] = None
    context: Annotated[Text | None, PUBLIC] = None
    highlights: Annotated[tuple[Text, ...], PUBLIC] = ()
    outlook: Annotated[Text | None, PUBLIC] = None
    #: From then on a change to a record of that year is a warning.
    closed: Annotated[Date | None, INTERNAL] = None
