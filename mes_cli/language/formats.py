"""Numbers, dates, durations and typography of a language: the one place for all of them.

Babel knows the languages; what it lacks for French is here: ``1er janvier``, and the
no-break spaces that hold a sign and its word together.
"""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal, format_percent

from mes_cli.finding import Message, say

NARROW, WIDE = "\u202f", "\u00a0"
#: The sign before what is below zero; a hyphen is none.
MINUS = "\u2212"
#: What stands for a figure that does not exist: a ratio over nothing.
NONE = "—"

#: Minutes.
_HOUR = 60

# What French writes with a narrow space; looking for a few signs is far faster than a pattern.
_NARROWED = tuple(
    (pair, pair.replace(space, NARROW))
    for space in " \u2009\u00a0"
    for pair in (*(f"{space}{sign}" for sign in ";!?»"), f"«{space}")
)
# Colons of times, addresses and ratios have no space before them, and get none.
_COLON = re.compile(r"[ \u2009\u202f](?=:(?:\s|$))")
_UNIT = re.compile(r"(?<=\d)[ \u2009](?=[€%])")

# The same amounts and days stand in many places of a report.
_remembered = lru_cache(maxsize=4096, typed=True)


@cache
def _locale(language: str) -> Locale:
    return Locale.parse("fr_FR" if language == "fr" else "en_GB")


def _signed(text: str) -> str:
    """Write a number below zero with the sign of minus."""
    return text.replace("-", MINUS, 1)


@dataclass(frozen=True, slots=True)
class Formats:
    """How one language writes numbers, amounts, dates and durations."""

    language: str

    @property
    def locale(self) -> Locale:
        """The locale of the language, in its home country where that matters."""
        return _locale(self.language)

    @_remembered
    def money(self, amount: Decimal) -> str:
        """Write euros with their cents.

        >>> Formats("fr").money(Decimal("1234.5")).replace(NARROW, " ").replace(WIDE, " ")
        '1 234,50 €'
        """
        return _signed(format_currency(amount, "EUR", locale=self.locale))

    @_remembered
    def euros(self, amount: Decimal | int) -> str:
        """Write euros without cents, rounded half up: for charts and headlines.

        >>> Formats("en").euros(Decimal("1234.5"))
        '€1,235'
        >>> Formats("fr").euros(Decimal(-9)) == f"{MINUS}9{WIDE}€"
        True
        """
        whole = Decimal(amount).quantize(Decimal(1), ROUND_HALF_UP)
        form = f"#,##0{WIDE}¤" if self.language == "fr" else "¤#,##0"
        text = format_currency(whole, "EUR", format=form, locale=self.locale, currency_digits=False)
        return _signed(text)

    @_remembered
    def number(self, value: Decimal | int, decimals: int | None = None) -> str:
        """Write a number, with so many decimals or as many as it needs, at most four.

        >>> Formats("fr").number(Decimal("0.25")), Formats("en").number(1234)
        ('0,25', '1,234')
        """
        if decimals is not None:
            step = Decimal(1).scaleb(-decimals)
            value = Decimal(value).quantize(step, ROUND_HALF_UP)
            form = "#,##0" + ("." + "0" * decimals if decimals else "")
            return _signed(format_decimal(value, format=form, locale=self.locale))
        return _signed(format_decimal(value, format="#,##0.####", locale=self.locale))

    @_remembered
    def percent(self, ratio: Decimal | None, decimals: int = 1) -> str:
        """Write a ratio as a percentage, rounded half up; a dash where there is none.

        >>> Formats("en").percent(Decimal("0.125")), Formats("en").percent(None)
        ('12.5%', '—')
        """
        if ratio is None:
            return NONE
        exact = Decimal(ratio).quantize(Decimal(1).scaleb(-decimals - 2), ROUND_HALF_UP)
        digits = "#,##0" + ("." + "0" * decimals if decimals else "")
        form = f"{digits}{WIDE}%" if self.language == "fr" else f"{digits}%"
        return _signed(format_percent(exact, format=form, locale=self.locale))

    @staticmethod
    def decimal(ratio: Fraction) -> Decimal:
        """Give a fraction as a decimal, exact enough to be rounded for print."""
        return Decimal(ratio.numerator) / Decimal(ratio.denominator)

    @_remembered
    def hours(self, seconds: int) -> str:
        """Write a duration in hours and minutes, rounded half up to the minute.

        >>> Formats("en").hours(9000).replace(WIDE, " "), Formats("en").hours(0).replace(WIDE, " ")
        ('2 h 30', '0 h')
        """
        minutes = (abs(seconds) + 30) // 60
        whole, rest = divmod(minutes, 60)
        sign = MINUS if seconds < 0 else ""
        text = f"{sign}{self.number(whole)}{WIDE}h"
        return f"{text}{WIDE}{rest:02}" if rest else text

    @_remembered
    def whole_hours(self, seconds: int) -> str:
        """Write a duration in hours, rounded half up: for headlines.

        >>> Formats("fr").whole_hours(9000).replace(WIDE, " ")
        '3 h'
        """
        return f"{self.number((seconds + 1800) // 3600)}{WIDE}h"

    @_remembered
    def exact_hours(self, seconds: int) -> str:
        """Write a duration to the second, where something is multiplied by it.

        >>> [Formats("en").exact_hours(n).replace(WIDE, " ") for n in (9000, 36, 3636)]
        ['2 h 30', '36 s', '1 h 00 min 36 s']
        """
        minutes, rest = divmod(seconds, 60)
        if not rest:
            return self.hours(seconds)
        if minutes < _HOUR:
            above = f"{minutes}{WIDE}min " if minutes else ""
        else:
            above = f"{self.number(minutes // _HOUR)}{WIDE}h {minutes % _HOUR:02}{WIDE}min "
        return f"{above}{rest}{WIDE}s"

    @_remembered
    def date(self, day: dt.date) -> str:
        """Write a day in full.

        >>> Formats("fr").date(dt.date(2025, 1, 1)), Formats("en").date(dt.date(2025, 1, 2))
        ('1er janvier 2025', '2 January 2025')
        """
        text: str = format_date(day, "d MMMM y", locale=self.locale)
        return re.sub(r"^1 ", "1er ", text) if self.language == "fr" else text

    def day_of_year(self, month: int, day: int) -> str:
        """Write a day without its year.

        >>> Formats("fr").day_of_year(9, 1), Formats("en").day_of_year(1, 1)
        ('1er septembre', '1 January')
        """
        written = self.date(dt.date(2000, month, day))
        return written.removesuffix(" 2000")

    def moment(self, at: dt.datetime) -> str:
        r"""Write a day and the time of it.

        >>> Formats("fr").moment(dt.datetime(2025, 3, 12, 14, 5))
        '12 mars 2025, 14\xa0h\xa005'
        """
        pattern = "H'\xa0h\xa0'mm" if self.language == "fr" else "HH:mm"
        return f"{self.date(at.date())}, {format_time(at, pattern, locale=self.locale)}"

    @_remembered
    def month(self, day: dt.date) -> str:
        """Write a month and its year."""
        return format_date(day, "MMMM y", locale=self.locale)

    @_remembered
    def short_month(self, day: dt.date) -> str:
        """Write a month in a few letters."""
        return format_date(day, "MMM", locale=self.locale)

    def typography(self, text: str) -> str:
        """Put no-break spaces where the language wants them; words are never changed.

        >>> Formats("fr").typography("Vraiment ? Oui : à 14:30.") == (
        ...     f"Vraiment{NARROW}? Oui{WIDE}: à 14:30.")
        True
        """
        if self.language != "fr":
            return text
        if ":" in text:
            text = _COLON.sub(WIDE, text)
        for pair, narrow in _NARROWED:
            text = text.replace(pair, narrow)
        if "€" in text or "%" in text:
            text = _UNIT.sub(WIDE, text)
        return text.replace("\u2009", NARROW)


@cache
def formats(language: str) -> Formats:
    """How a language writes numbers and dates."""
    return Formats(language)


def capitalised(text: str) -> str:
    """Begin a text with a capital letter; the rest stays as it is.

    >>> capitalised("état de l'ESS")
    "État de l'ESS"
    """
    return text[:1].upper() + text[1:]


#: How much of a commit's name people write.
_SHORT = 7


class Moment(NamedTuple):
    """A state of the register that git keeps."""

    day: dt.date
    commit: str

    @property
    def short(self) -> str:
        """The beginning of the commit's name, as people write it."""
        return self.commit[:_SHORT]

    @property
    def plain(self) -> dict[str, str]:
        """The same for machines."""
        return {"day": self.day.isoformat(), "commit": self.commit}

    def said(self, form: Formats) -> Message:
        """The sentence that each page prints."""
        return say(
            "state of the register on {day} ({commit})",
            day=form.date(self.day),
            commit=self.short,
        )
