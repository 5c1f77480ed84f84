"""Faults of amounts, counts and shares."""

from mes_cli.finding import Finding, error, say
from mes_cli.store.reading.faults.refused import RefusedValue


def negative_value(value: RefusedValue) -> Finding:
    """A number is below zero.

    Hours, people and amounts are counted, never taken away. A mistake in another record is
    mended in that record.

    Bad::

        hours: -2

    Good::

        hours: 2
    """
    return error(
        "negative-value",
        value.at,
        say("`{found}` in `{name}` is below zero", found=value.found, name=value.name),
        say("write a number without a minus sign; if it takes back another record, mend that one"),
        related=value.related,
    )


def too_large_number(value: RefusedValue) -> Finding:
    """A number is larger than anything a register counts.

    It is a slip of the pen, or made to harm.

    Bad::

        amount: 99999999999999999999

    Good::

        amount: 9999.99
    """
    return error(
        "too-large-number",
        value.at,
        say("the number in `{name}` is too large", name=value.name),
        say("check it: it has more than twelve digits, or as many hours"),
        related=value.related,
    )


def limit_out_of_bounds(value: RefusedValue) -> Finding:
    """A limit is higher or lower than limits may be.

    The limits keep a single file from taking all the memory and all the time of a machine. A
    register may move them, within reason.

    Bad::

        limits:
          file_size: 99999999999

    Good::

        limits:
          file_size: 4000000
    """
    return error(
        "limit-out-of-bounds",
        value.at,
        say("`{found}` is no sensible limit for `{name}`", found=value.found, name=value.name),
        say(
            "write a number from {first} to {last}",
            first=value.more["first"],
            last=value.more["last"],
        ),
        related=value.related,
    )


def money_form(value: RefusedValue) -> Finding:
    """An amount cannot be read.

    Amounts are in euros, with a comma or a point before the cents.

    Bad::

        amount: 12 k€

    Good::

        amount: 12 000,00 €
    """
    return error(
        "money-form",
        value.at,
        say("`{found}` in `{name}` is not an amount", found=value.found, name=value.name),
        say("write `{near}`", near=value.near)
        if value.near is not None
        else say("write euros, as `1234.50` or `1 234,50 €`"),
        related=value.related,
        fix=value.fix,
    )


def money_decimals(value: RefusedValue) -> Finding:
    """An amount has more than two decimals.

    A euro has a hundred cents. An amount with three decimals has been read from elsewhere, or a
    comma stands for thousands.

    Bad::

        amount: 12.005

    Good::

        amount: 12.01
    """
    return error(
        "money-decimals",
        value.at,
        say("`{found}` in `{name}` has more than two decimals", found=value.found, name=value.name),
        say("write at most two decimals; part thousands by spaces"),
        related=value.related,
    )


def number_form(value: RefusedValue) -> Finding:
    """A number cannot be read.

    Numbers are digits, with a comma or a point before the decimals.

    Bad::

        quantity: about ten

    Good::

        quantity: 10
    """
    return error(
        "number-form",
        value.at,
        say("`{found}` in `{name}` is not a number", found=value.found, name=value.name),
        say("write `{near}`", near=value.near)
        if value.near is not None
        else say("write digits only, as `12` or `12.5`"),
        related=value.related,
        fix=value.fix,
    )


def number_decimals(value: RefusedValue) -> Finding:
    """A number has more than four decimals.

    More decimals than four promise a precision that nobody has measured.

    Bad::

        quantity: 0.33333333

    Good::

        quantity: 0.3333
    """
    return error(
        "number-decimals",
        value.at,
        say(
            "`{found}` in `{name}` has more than four decimals", found=value.found, name=value.name
        ),
        say("write at most four decimals"),
        related=value.related,
    )


def whole_form(value: RefusedValue) -> Finding:
    """A count is not a whole number.

    People and sessions are counted in whole numbers.

    Bad::

        people: 2.5

    Good::

        people: 3
    """
    return error(
        "whole-form",
        value.at,
        say("`{found}` in `{name}` is not a whole number", found=value.found, name=value.name),
        say("write `{near}`", near=value.near)
        if value.near is not None
        else say("write digits only, as `12`"),
        related=value.related,
        fix=value.fix,
    )


def share_form(value: RefusedValue) -> Finding:
    """A share cannot be read.

    A share is a part of one, or a percentage.

    Bad::

        share: a quarter

    Good::

        share: 25 %
    """
    return error(
        "share-form",
        value.at,
        say("`{found}` in `{name}` is not a share", found=value.found, name=value.name),
        say("write `{near}`", near=value.near)
        if value.near is not None
        else say("write `25 %` or `0.25`"),
        related=value.related,
        fix=value.fix,
    )


def share_above_one(value: RefusedValue) -> Finding:
    """A share is larger than the whole.

    A share is at most 1, which is 100 %.

    Bad::

        share: 25

    Good::

        share: 25 %
    """
    return error(
        "share-above-one",
        value.at,
        say("`{found}` in `{name}` is more than the whole", found=value.found, name=value.name),
        say("write `{near}`, if you mean a percentage", near=value.near)
        if value.near is not None
        else say("write at most 1, or 100 %"),
        related=value.related,
    )


def boolean_form(value: RefusedValue) -> Finding:
    """A field that says yes or no says something else.

    Such fields are read as true or false, and nothing else.

    Bad::

        governance: yes

    Good::

        governance: true
    """
    return error(
        "boolean-form",
        value.at,
        say("`{found}` in `{name}` is neither true nor false", found=value.found, name=value.name),
        say("write `{near}`", near=value.near)
        if value.near is not None
        else say("write `{yes}` or `{no}`", yes=value.more["yes"], no=value.more["no"]),
        related=value.related,
        fix=value.fix,
    )
