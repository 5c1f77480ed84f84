"""Periods, durations and terms, and the financial year of a day."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationInfo

from mes_cli.model import corrections
from mes_cli.model.audience import PUBLIC
from mes_cli.model.record import Part
from mes_cli.model.scalars import MOST_DIGITS, NUMBER, Date, Scalar, decimal, reads, refuse


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


#: A day of work where the register does not say otherwise: 7 hours, in seconds.
DEFAULT_DAY = 7 * 3600

_CLOCK = re.compile(r"(?P<hours>\d{1,6}):(?P<minutes>[0-5]\d)", re.ASCII)
# Spaces are never given back: hence `*+` for `*`.
_SPOKEN = re.compile(
    r"(?:(?P<days>\d{1,5}(?:[.,]\d{1,4})?)\s*+(?:jours?|j|days?|d))?\s*+"
    r"(?:(?P<hours>\d{1,6}(?:[.,]\d{1,4})?)\s*+(?:heures?|hours?|h)"
    r"(?:\s*+(?P<loose>[0-5]\d)(?!\d|\s*+(?:min|mn|m)))?)?\s*+"
    r"(?:(?P<minutes>\d{1,6})\s*+(?:minutes?|min|mn|m))?",
    re.ASCII | re.IGNORECASE,
)

#: Nobody keeps anything for longer than a century.
_LONGEST = 1200
_YEAR = 12

_TERM = re.compile(
    r"(?:(?P<years>\d{1,4})(?:\s*(?:years?|y|ans?|ann[ée]es?)|\Z))?"
    r"\s*(?:(?P<months>\d{1,4})\s*(?:months?|mois))?",
    re.ASCII | re.IGNORECASE,
)


#: A duration is shorter than this, in seconds: ten million hours.
TOO_LONG = 3600 * 10**7
#: A text of more characters is no duration.
_MOST_CHARACTERS = 4 * MOST_DIGITS


def seconds(text: str, day: int = DEFAULT_DAY) -> int | None:
    """Read a duration; *day* is the length of a day of work, in seconds.

    A bare number is in hours. Parts of seconds are rounded half up. A text that is no duration, or
    that has more characters than any, gives None.

    >>> [seconds(text) for text in ("2h30", "2 h", "2:30", "2,5", "45min", "1j")]
    [9000, 7200, 9000, 9000, 2700, 25200]
    >>> seconds("two hours") is None
    True
    """
    if len(text) > _MOST_CHARACTERS:
        return None
    if clock := _CLOCK.fullmatch(text):
        return int(clock["hours"]) * 3600 + int(clock["minutes"]) * 60
    if bare := NUMBER.fullmatch(text):
        return half_up(decimal(bare) * 3600)
    spoken = _SPOKEN.fullmatch(text)
    if spoken is None or not any(spoken.groupdict().values()):
        return None
    days, hours, loose, minutes = (
        Decimal((spoken[name] or "0").replace(",", "."))
        for name in ("days", "hours", "loose", "minutes")
    )
    return half_up(days * day + hours * 3600 + (loose + minutes) * 60)


def half_up(amount: Decimal) -> int:
    """Round to a whole number, half up."""
    return int(amount.to_integral_value(ROUND_HALF_UP))


def _duration(value: str, day: int) -> object:
    text = value.strip()
    if text[:1] in {"-", "\u2212"}:
        raise refuse("negative_value")
    length = seconds(text, day)
    if length is None:
        known = corrections.minutes(text) if len(text) <= _MOST_CHARACTERS else {}
        raise refuse("duration_form", **known)
    if length >= TOO_LONG:
        raise refuse("too_large_number")
    return length


def _read_duration(value: object, info: ValidationInfo) -> object:
    """Read a duration; the context of the validation may say how long a day of work is."""
    if not isinstance(value, str):
        return value
    return _duration(value, (info.context or {}).get("day_length", DEFAULT_DAY))


def months(text: str) -> int | None:
    """Read a term, in months; a bare number is in years.

    >>> [months(text) for text in ("3 years", "3 ans", "18 mois", "1 an 6 mois", "2", "0")]
    [36, 36, 18, 18, 24, 0]
    >>> months("a while") is None
    True
    """
    found = _TERM.fullmatch(text)
    if found is None or not any(found.groups()):
        return None
    return int(found["years"] or 0) * _YEAR + int(found["months"] or 0)


def _term(value: str) -> object:
    text = value.strip()
    if text[:1] in {"-", "\u2212"}:
        raise refuse("negative_value")
    length = months(text)
    if length is None or length > _LONGEST:
        raise refuse("term_form")
    return length


#: Whole seconds.
Duration = Annotated[int, BeforeValidator(_read_duration), Scalar.DURATION]
#: Whole months.
Term = Annotated[int, reads(_term), Scalar.TERM]
