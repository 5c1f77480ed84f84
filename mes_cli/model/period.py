"""A stretch of days, both ends counted."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from mes_cli.model.audience import PUBLIC
from mes_cli.model.part import Part
from mes_cli.model.scalars import Date


def financial_year(day: dt.date, start: tuple[int, int]) -> int:
    """The first calendar year of the financial year of a *day*; *start* is a month and a day.

    >>> financial_year(dt.date(2025, 8, 31), (9, 1))
    2024
    """
    return day.year - ((day.month, day.day) < start)


class Period(Part):
    """From a first day to a last one; the *store* accepts it backwards, a check does not."""

    first: Annotated[Date, PUBLIC] = Field(validation_alias="from")
    last: Annotated[Date, PUBLIC] = Field(validation_alias="to")

    def __contains__(self, day: dt.date) -> bool:
        """Tell whether *day* is in it."""
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        """How many days it has.

        >>> Period(first=dt.date(2025, 3, 1), last=dt.date(2025, 3, 1)).days
        1
        """
        return (self.last - self.first).days + 1
