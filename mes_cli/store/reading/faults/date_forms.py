"""Faults of dates and durations."""

from mes_cli.finding import Finding, error, say
from mes_cli.store.reading.faults.refused import HIDDEN, RefusedValue


def date_form(value: RefusedValue) -> Finding:
    """A date is not written as year-month-day.

    Dates are read the same way by everybody only when the year comes first, then the month,
    then the day, each with its zeros.

    Bad::

        date: 04/03/2025

    Good::

        date: 2025-03-04
    """
    return error(
        "date-form",
        value.at,
        say("`{found}` in `{name}` is not a date", found=value.found, name=value.name),
        say("write `{near}`, if that is the day you mean", near=value.near)
        if value.near is not None
        else say("write the year, the month and the day: `2025-03-04`"),
        related=value.related,
        fix=value.fix,
    )


def no_such_day(value: RefusedValue) -> Finding:
    """A date names a day that does not exist.

    No month 13, no 30 February.

    Bad::

        date: 2025-02-30

    Good::

        date: 2025-02-28
    """
    return error(
        "no-such-day",
        value.at,
        say("`{found}` in `{name}` is no day of the calendar", found=value.found, name=value.name),
        say("write a day that exists, as year-month-day"),
        related=value.related,
    )


def date_too_far(value: RefusedValue) -> Finding:
    """A date lies centuries away.

    A slip in the year would move a record out of every report.

    Bad::

        date: 0205-03-04

    Good::

        date: 2025-03-04
    """
    return error(
        "date-too-far",
        value.at,
        say(
            "the year of `{found}` in `{name}` cannot be right", found=value.found, name=value.name
        ),
        say(
            "write a year from {first} to {last}",
            first=value.more["first"],
            last=value.more["last"],
        ),
        related=value.related,
    )


def duration_form(value: RefusedValue) -> Finding:
    """A duration cannot be read.

    Durations are written as people say them, or in hours.

    Bad::

        hours: two hours

    Good::

        hours: 2h30
    """
    return error(
        "duration-form",
        value.at,
        say("`{found}` in `{name}` is not a duration", found=value.found, name=value.name),
        say("write `{one}`, or `{other}`", one=value.more["one"], other=value.more["other"])
        if "one" in value.more and value.found != HIDDEN
        else say(
            "write hours and minutes as `2h30`, `2:30` or `2.5`; `45min` and `1d` are read too"
        ),
        related=value.related,
    )


def year_form(value: RefusedValue) -> Finding:
    """A year cannot be read.

    A year has four digits: the one in which the financial year begins.

    Bad::

        year: 25

    Good::

        year: 2025
    """
    return error(
        "year-form",
        value.at,
        say("`{found}` in `{name}` is not a year", found=value.found, name=value.name),
        say(
            "write four digits, from {first} to {last}",
            first=value.more["first"],
            last=value.more["last"],
        ),
        related=value.related,
    )


def term_form(value: RefusedValue) -> Finding:
    """A term of retention cannot be read.

    What a register says of people is kept for years or months, at most a hundred years. A bare
    number is in years.

    Bad::

        retention:
          volunteers: a while

    Good::

        retention:
          volunteers: 3 years
    """
    return error(
        "term-form",
        value.at,
        say("`{found}` in `{name}` is not a term", found=value.found, name=value.name),
        say("write years or months, as `3 years` or `18 months`; at most 100 years"),
        related=value.related,
    )


def month_day_form(value: RefusedValue) -> Finding:
    """The first day of financial years cannot be read.

    It is a month and a day, without a year.

    Bad::

        fiscal_year_start: 1 September

    Good::

        fiscal_year_start: "09-01"
    """
    return error(
        "month-day-form",
        value.at,
        say("`{found}` in `{name}` is not a month and a day", found=value.found, name=value.name),
        say("write the month and the day: `09-01`"),
        related=value.related,
    )
