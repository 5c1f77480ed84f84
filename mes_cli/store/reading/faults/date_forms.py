"""Faults of dates and durations."""

from mes_cli.finding import Finding, say
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
    return value.error(
        "date-form",
        value.say("`{found}` in `{name}` is not a date"),
        value.say("write `{near}`, if that is the day you mean")
        if value.near is not None
        else say("write the year, the month and the day: `2025-03-04`"),
    )


def no_such_day(value: RefusedValue) -> Finding:
    """A date names a day that does not exist.

    No month 13, no 30 February.

    Bad::

        date: 2025-02-30

    Good::

        date: 2025-02-28
    """
    return value.error(
        "no-such-day",
        value.say("`{found}` in `{name}` is no day of the calendar"),
        say("write a day that exists, as year-month-day"),
    )


def date_too_far(value: RefusedValue) -> Finding:
    """A date lies centuries away.

    A slip in the year would move a record out of every report.

    Bad::

        date: 0205-03-04

    Good::

        date: 2025-03-04
    """
    return value.error(
        "date-too-far",
        value.say("the year of `{found}` in `{name}` cannot be right"),
        value.say("write a year from {first} to {last}"),
    )


def duration_form(value: RefusedValue) -> Finding:
    """A duration cannot be read.

    Durations are written as people say them, or in hours.

    Bad::

        hours: two hours

    Good::

        hours: 2h30
    """
    return value.error(
        "duration-form",
        value.say("`{found}` in `{name}` is not a duration"),
        value.say("write `{one}`, or `{other}`")
        if "one" in value.more and value.found != HIDDEN
        else say(
            "write hours and minutes as `2h30`, `2:30` or `2.5`; `45min` and `1d` are read too"
        ),
    )


def year_form(value: RefusedValue) -> Finding:
    """A year cannot be read.

    A year has four digits: the one in which the financial year begins.

    Bad::

        year: 25

    Good::

        year: 2025
    """
    return value.error(
        "year-form",
        value.say("`{found}` in `{name}` is not a year"),
        value.say("write four digits, from {first} to {last}"),
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
    return value.error(
        "term-form",
        value.say("`{found}` in `{name}` is not a term"),
        say("write years or months, as `3 years` or `18 months`; at most 100 years"),
    )


def month_day_form(value: RefusedValue) -> Finding:
    """The first day of financial years cannot be read.

    It is a month and a day, without a year.

    Bad::

        fiscal_year_start: 1 September

    Good::

        fiscal_year_start: "09-01"
    """
    return value.error(
        "month-day-form",
        value.say("`{found}` in `{name}` is not a month and a day"),
        say("write the month and the day: `09-01`"),
    )
