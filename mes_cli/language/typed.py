"""What people type: days as they say them (yesterday, lundi, 3 mars), yes and no."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping

from mes_cli.language.folding import fold, words

_ONE = dt.timedelta(days=1)
#: Words for days near today, and how many days they are away.
_NEAR = {
    "aujourd'hui": 0,
    "ce jour": 0,
    "ce matin": 0,
    "ce soir": 0,
    "today": 0,
    "hier": -1,
    "yesterday": -1,
    "avant-hier": -2,
    "demain": 1,
    "tomorrow": 1,
}
_WEEKDAYS = (
    *zip(
        words("lundi mardi mercredi jeudi vendredi samedi dimanche"),
        words("monday tuesday wednesday thursday friday saturday sunday"),
        strict=True,
    ),
)
#: How the names of months begin, folded, in each language.
_MONTHS = (
    *zip(
        words("janv fev mars avr mai juin juil aou sep oct nov dec"),
        words("jan feb mar apr may jun jul aug sep oct nov dec"),
        strict=True,
    ),
)
_AGO = re.compile(r"(?:il y a (?P<fr>\d{1,3}) jours?|(?P<en>\d{1,3}) days? ago)")
_WEEKDAY = re.compile(r"(?:last |le )?(?P<day>[a-z]{4,9}?)(?: dernier)?")
_NUMBERS = re.compile(r"(?P<d>\d{1,2})[/. -](?P<m>\d{1,2})(?:[/. -](?P<y>\d{4}|\d{2}))?")
_WRITTEN = re.compile(
    r"(?:le )?(?:(?P<weekday>[a-z]+) )?(?P<d>\d{1,2})(?:er|st|nd|rd|th)? (?P<m>[a-z]{3,})\.?"
    r"(?: (?P<y>\d{4}))?"
)
_ENGLISH = re.compile(r"(?P<m>[a-z]{3,})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<y>\d{4}))?")


_YES = frozenset({"yes", "y", "oui", "o", "true", "vrai"})
_NO = frozenset({"no", "n", "non", "false", "faux"})


def yes_or_no(said: str) -> bool | None:
    """Read an answer to a question for yes or no; None where it is neither.

    >>> yes_or_no("Oui"), yes_or_no("n"), yes_or_no("perhaps")
    (True, False, None)
    """
    word = fold(said).strip()
    return True if word in _YES else False if word in _NO else None


def day_said(said: str, today: dt.date) -> dt.date | None:
    """Read a day in words, in either language; without a year it is the last such day.

    >>> today = dt.date(2025, 3, 5)  # a Wednesday
    >>> [str(day_said(s, today)) for s in ("hier", "lundi", "mercredi", "3 mars", "25/12")]
    ['2025-03-04', '2025-03-03', '2025-02-26', '2025-03-03', '2024-12-25']
    >>> [str(day_said(s, today)) for s in ("2 days ago", "1er janvier 2024", "2025-01-02", "x")]
    ['2025-03-03', '2024-01-01', '2025-01-02', 'None']
    """
    text = " ".join(fold(said).split())
    try:
        return next((day for read in _READERS if (day := read(text, today)) is not None), None)
    except (ValueError, OverflowError):
        return None


def _iso(text: str, today: dt.date) -> dt.date | None:
    del today
    return dt.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None


def _near(text: str, today: dt.date) -> dt.date | None:
    away = _NEAR.get(text)
    found = _AGO.fullmatch(text)
    if found:
        away = -int(found["fr"] or found["en"])
    return None if away is None else today + away * _ONE


def _weekday(text: str, today: dt.date) -> dt.date | None:
    found = _WEEKDAY.fullmatch(text)
    number = next((n for n, names in enumerate(_WEEKDAYS) if found and found["day"] in names), None)
    if number is None:
        return None
    return today - ((today.weekday() - number - 1) % 7 + 1) * _ONE


def _dated(text: str, today: dt.date) -> dt.date | None:
    if found := _NUMBERS.fullmatch(text):
        return _past(int(found["d"]), int(found["m"]), found["y"], today)
    found = _WRITTEN.fullmatch(text) or _ENGLISH.fullmatch(text)
    if found is None:
        return None
    month = month_named(found["m"])
    return None if month is None else _past(int(found["d"]), month, found["y"], today)


def month_named(name: str) -> int | None:
    """Give the number of a month by its name, or by the beginning of it.

    >>> month_named("févr."), month_named("December"), month_named("x")
    (2, 12, None)
    """
    folded = fold(name)
    return next((n for n, names in enumerate(_MONTHS, 1) if folded.startswith(names)), None)


def day_of_year_said(said: str) -> tuple[int, int] | None:
    """Read the day on which years begin, in words: a month and a day; a month alone is its first.

    What records write, ``09-01``, is a month and a day already.

    >>> [day_of_year_said(it) for it in ("1er janvier", "1/9", "Septembre", "April 6")]
    [(1, 1), (9, 1), (9, 1), (4, 6)]
    >>> [day_of_year_said(it) for it in ("09-01", "30 février", "1/9/2025", "x")]
    [None, None, None, None]
    """
    text = " ".join(fold(said).split())
    if re.fullmatch(r"\d\d-\d\d", text):
        return None
    found = _NUMBERS.fullmatch(text) or _WRITTEN.fullmatch(text) or _ENGLISH.fullmatch(text)
    if found is not None and found["y"]:
        return None
    day = int(found["d"]) if found else 1
    name = found["m"] if found else text
    month = int(name) if name.isdecimal() else month_named(name)
    try:
        return None if month is None else (dt.date(2001, month, day).month, day)
    except ValueError:
        return None


def _past(day: int, month: int, year: str | None, today: dt.date) -> dt.date:
    """Make a date; without a year, the last one that is not in the future."""
    if year is not None:
        return dt.date(int(year) + (2000 if len(year) == 2 else 0), month, day)  # noqa: PLR2004
    found = dt.date(today.year, month, day)
    return found if found <= today else dt.date(today.year - 1, month, day)


_READERS: tuple[Callable[[str, dt.date], dt.date | None], ...] = (_iso, _near, _weekday, _dated)


def meant(said: str, known: Mapping[str, Iterable[str]]) -> str | None:
    """Give the name of which one of its words is meant: accents, plurals and signs do not count.

    >>> meant("Témoignages", {"evidence": ["temoignage"]}), meant("visite", {"a": ["b"]})
    ('evidence', None)
    """
    sought = _bare(said)
    return next((it for it, named in known.items() if sought in map(_bare, (it, *named))), None)


def _bare(text: str) -> str:
    return " ".join(word.rstrip("sx") or word for word in words(text))
