"""What a French Excel makes of the texts of a CSV file when it opens it and saves it again.

It takes what looks like a number, a day or a time for one: `2025-03-1` comes back as
`01/03/2025`, `01004` as `1004`, a SIRET as `7,32829E+13`. An apostrophe guards what is exported
against it, and what comes back is compared with what it would have become.
"""

import datetime as dt
import re
from decimal import Decimal

_MONTHS = (
    "janv",
    "févr",
    "mars",
    "avr",
    "mai",
    "juin",
    "juil",
    "août",
    "sept",
    "oct",
    "nov",
    "déc",
)
_WHOLE = re.compile(r"-?\d+", re.ASCII)
_DECIMAL = re.compile(r"-?\d+,\d*", re.ASCII)
_SCIENTIFIC = re.compile(r"(-?\d+(?:[.,]\d+)?)E([-+]?\d{1,3})", re.ASCII | re.IGNORECASE)
_PERCENT = re.compile(r"(\d+(?:,\d+)?)[ \u00a0\u202f]?%", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?: 0?0:00(?::00)?)?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]0?0:00(?::00)?)?", re.ASCII)
_PAIR = re.compile(r"(\d{1,4})[-/.](\d{1,4})", re.ASCII)
_DAY_MONTH = re.compile(rf"(\d{{1,2}})-({'|'.join(_MONTHS)})\.?", re.ASCII | re.IGNORECASE)
_TIME = re.compile(r"(\d{1,4}):(\d{2})(?::(\d{2}))?", re.ASCII)
#: Digits that a cell shows before it takes to powers of ten.
_SHOWN = 11


def saved(text: str) -> str:
    """Give what a text has become in the file that Excel saved.

    >>> [saved(it) for it in ("2025-03-1", "01004", "73282932000074", "3-4", "26:30", "vrai")]
    ['01/03/2025', '1004', '7,32829E+13', '03-avr', '26:30:00', 'VRAI']
    >>> saved("Café des Possibles"), saved("2025-13-01")
    ('Café des Possibles', '2025-13-01')
    """
    said = text.strip(" ")
    if not said[:1].isdigit() and said[:1] != "-":
        return said.upper() if said.lower() in {"vrai", "faux"} else text
    found = _number(said) or _moment(said)
    return text if found is None else found


def guarded(text: str) -> str:
    """Put an apostrophe before a text that Excel would take for a number or a day.

    >>> guarded("01004"), guarded("2025-03-1"), guarded("'3-4"), guarded("21231"), guarded("vrai")
    ("'01004", "'2025-03-1", "''3-4", '21231', 'vrai')
    """
    return f"'{text}" if _is_taken(text.lstrip("'")) else text


def unguarded(text: str) -> str:
    """Take the apostrophe off again.

    >>> unguarded("'01004"), unguarded("''3-4"), unguarded("'t is")
    ('01004', "'3-4", "'t is")
    """
    return text[1:] if text.startswith("'") and _is_taken(text.lstrip("'")) else text


def _is_taken(text: str) -> bool:
    return saved(text).casefold() != text.casefold()


def is_scientific(text: str) -> bool:
    """Tell whether a text is a long number of which only the first digits are left.

    >>> is_scientific("7,32829E+13"), is_scientific("73282932000074")
    (True, False)
    """
    return _SCIENTIFIC.fullmatch(text.strip()) is not None


def is_of(text: str, digits: str) -> bool:
    """Tell whether a long number of which only the first digits are left was *digits* once.

    >>> is_of("7,32829E+13", "73282932000074"), is_of("7,32830E+13", "73282932000074")
    (True, False)
    """
    left = _SCIENTIFIC.fullmatch(text.strip())
    whole = _WHOLE.fullmatch(digits) or _SCIENTIFIC.fullmatch(digits)
    if left is None or whole is None:
        return False
    kept = len(left[1].partition(",")[2])
    value = Decimal(digits.replace(",", "."))
    return _scientific(value, kept) == _scientific(_power(left), kept)


def _power(found: re.Match[str]) -> Decimal:
    return Decimal(found[1].replace(",", ".")).scaleb(int(found[2]))


def _number(said: str) -> str | None:
    if _WHOLE.fullmatch(said) or _DECIMAL.fullmatch(said):
        return _general(Decimal(said.replace(",", ".")))
    if found := _SCIENTIFIC.fullmatch(said):
        return _scientific(_power(found))
    if found := _PERCENT.fullmatch(said):
        return f"{found[1]}%" if "," not in found[1] else f"{_fixed(found[1])}%"
    return None


def _general(value: Decimal) -> str:
    """A number in Excel's format “General”: from twelve digits on as a power of ten."""
    if value.adjusted() >= _SHOWN:
        return _scientific(value, 5)
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _scientific(value: Decimal, digits: int = 2) -> str:
    text = f"{value:.{digits}E}".replace(".", ",")
    head, _, power = text.partition("E")
    return f"{head}E{power[0]}{int(power[1:]):02}"


def _fixed(text: str) -> str:
    return f"{Decimal(text.replace(',', '.')):.2f}".replace(".", ",")


def _moment(said: str) -> str | None:
    """A day or a time as it is shown; None if the cell holds neither."""
    if found := _TIME.fullmatch(said):
        hours, minutes, seconds = int(found[1]), found[2], found[3]
        if int(minutes) > 59 or int(seconds or 0) > 59:  # noqa: PLR2004 - a clock
            return None
        more = f":{seconds or '00'}" if seconds or hours >= 24 else ""  # noqa: PLR2004
        return f"{hours:02}:{minutes}{more}"
    if found := _YEAR_FIRST.fullmatch(said):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(said):
        year = int(found[3])
        # Two digits of a year are of this century up to 29.
        year += (2000 if year < 30 else 1900) if len(found[3]) == 2 else 0  # noqa: PLR2004
        return _day(year, int(found[2]), int(found[1]))
    if found := _DAY_MONTH.fullmatch(said):
        return f"{int(found[1]):02}-{found[2].lower()}"
    if found := _PAIR.fullmatch(said):
        return _pair(found[1], found[2])
    return None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return f"{dt.date(year, month, day):%d/%m/%Y}"
    except ValueError:
        return None


def _pair(first: str, second: str) -> str | None:
    """A day of a month, or a month of a year."""
    if len(first) <= 2 and len(second) <= 2 and _day(2024, int(second), int(first)):  # noqa: PLR2004
        return f"{int(first):02}-{_MONTHS[int(second) - 1]}"
    for month, year in ((first, second), (second, first)):
        if len(year) == 4 and len(month) <= 2 and 1 <= int(month) <= 12:  # noqa: PLR2004
            return f"{_MONTHS[int(month) - 1]}-{year[2:]}"
    return None
