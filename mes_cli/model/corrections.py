"""Corrections of values that are refused, where one is likely or certain."""

import datetime as dt
import re

from mes_cli.language.typed import month_named

FIRST_YEAR, LAST_YEAR = 1900, 2100

_YEAR_FIRST = re.compile(
    r"(?P<y>\d{4})[-/. ](?P<m>\d{1,2})[-/. ](?P<d>\d{1,2})(?P<rest>[T ].*)?", re.ASCII
)
_DAY_FIRST = re.compile(r"(?P<d>\d{1,2})[-/. ](?P<m>\d{1,2})[-/. ](?P<y>\d{4})", re.ASCII)
_WITHOUT_SIGNS = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?\s+([^\W\d]+)\.?\s+(\d{4})")
_MONTHS_OF_A_YEAR = 12

# Thousands parted by what is no space, where nothing else can be meant: by points before a
# comma or by commas before a point, by apostrophes, or more than once.
_GROUPED = (
    re.compile(r"(\d{1,3}(?:\.\d{3})+)(,\d{1,4})", re.ASCII),
    re.compile(r"(\d{1,3}(?:,\d{3})+)(\.\d{1,4})", re.ASCII),
    re.compile(r"(\d{1,3}(?:['’]\d{3})+)([.,]\d{1,4})?", re.ASCII),
    re.compile(r"(\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:,\d{3}){2,})()", re.ASCII),
)
_EURO_FIRST = re.compile(r"(?:€|EUR)\s*(\d[\d  \u202f]*(?:[.,]\d{1,2})?)", re.ASCII)
_PERCENT = re.compile(
    r"(\d{1,3}(?:[.,]\d{1,4})?)\s*(?:pour ?cent|per ?cent|pct)", re.IGNORECASE | re.ASCII
)


def date(text: str) -> tuple[dt.date, bool] | None:
    """Read a date in another order, and tell whether it can be no other day.

    The day comes before the month, as people write it; a number above twelve is no month.

    >>> date("13/04/2025"), date("04/03/2025")
    ((datetime.date(2025, 4, 13), True), (datetime.date(2025, 3, 4), False))
    """
    forms = (_YEAR_FIRST, _DAY_FIRST, _WITHOUT_SIGNS)
    found = next((m for form in forms if (m := form.fullmatch(text))), None)
    parts = found.groupdict() if found else _in_words(text)
    if parts is None:
        return None
    year, month, day = int(parts["y"]), int(parts["m"]), int(parts["d"])
    certain = not parts.get("rest")  # a time of day behind the date would be lost
    if found is not None and found.re is _DAY_FIRST:
        if month > _MONTHS_OF_A_YEAR >= day:
            month, day = day, month
        certain = day > _MONTHS_OF_A_YEAR or day == month
    try:
        found_day = dt.date(year, month, day)
    except ValueError:
        return None
    return (found_day, certain) if FIRST_YEAR <= year <= LAST_YEAR else None


def _in_words(text: str) -> dict[str, str] | None:
    written = _IN_WORDS.fullmatch(text)
    if written is None:
        return None
    day, name, year = written.groups()
    month = month_named(name)
    return {"d": day, "m": str(month), "y": year} if month else None


def ungrouped(text: str) -> str | None:
    """Take thousands together that are parted by what is no space; take a leading euro away.

    >>> ungrouped("1.234,56"), ungrouped("1,234.5"), ungrouped("1.234"), ungrouped("€ 12,50")
    ('1234,56', '1234.5', None, '12,50')
    """
    if euro := _EURO_FIRST.fullmatch(text):
        return euro[1].rstrip()
    match = next((m for form in _GROUPED if (m := form.fullmatch(text))), None)
    return re.sub(r"\D", "", match[1]) + (match[2] or "") if match else None


def percentage(text: str) -> str | None:
    """Read a percentage in words.

    >>> percentage("25 pour cent")
    '25 %'
    """
    spoken = _PERCENT.fullmatch(text)
    return f"{spoken[1]} %" if spoken else None


def minutes(text: str) -> dict[str, str]:
    """Give what a duration of one digit behind its hours may mean: minutes, or tens of them.

    >>> minutes("1h5")
    {'one': '1h05', 'other': '1h50'}
    """
    found = re.fullmatch(r"(\d{1,3}) ?[hH:] ?(\d)", text, re.ASCII)
    return {"one": f"{found[1]}h0{found[2]}", "other": f"{found[1]}h{found[2]}0"} if found else {}
