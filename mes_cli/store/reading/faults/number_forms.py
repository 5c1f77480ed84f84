"""Faults of amounts, counts and shares."""

from mes_cli.finding import Finding, say
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
    return value.error(
        "negative-value",
        value.say("`{found}` in `{name}` is below zero"),
        say("write a number without a minus sign; if it takes back another record, mend that one"),
    )


def too_large_number(value: RefusedValue) -> Finding:
    """A number is larger than anything a register counts.

    It is a typing mistake, or meant to do harm.

    Bad::

        amount: 99999999999999999999

    Good::

        amount: 9999.99
    """
    return value.error(
        "too-large-number",
        value.say("the number in `{name}` is too large"),
        say("check it: it has more than twelve digits, or as many hours"),
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
    return value.error(
        "limit-out-of-bounds",
        value.say("`{found}` is no sensible limit for `{name}`"),
        value.say("write a number from {first} to {last}"),
    )


def money_form(value: RefusedValue) -> Finding:
    """An amount cannot be read.

    Amounts are in euros, with a comma or a point before the cents.

    Bad::

        amount: 12 k€

    Good::

        amount: 12 000,00 €
    """
    return value.error(
        "money-form",
        value.say("`{found}` in `{name}` is not an amount"),
        value.near_or(say("write euros, as `1234.50` or `1 234,50 €`")),
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
    return value.error(
        "money-decimals",
        value.say("`{found}` in `{name}` has more than two decimals"),
        say("write at most two decimals; part thousands by spaces"),
    )


def number_form(value: RefusedValue) -> Finding:
    """A number cannot be read.

    Numbers are digits, with a comma or a point before the decimals.

    Bad::

        quantity: about ten

    Good::

        quantity: 10
    """
    return value.error(
        "number-form",
        value.say("`{found}` in `{name}` is not a number"),
        value.near_or(say("write digits only, as `12` or `12.5`")),
    )


def number_decimals(value: RefusedValue) -> Finding:
    """A number has more than four decimals.

    More than four decimals promise a precision that was never measured.

    Bad::

        quantity: 0.33333333

    Good::

        quantity: 0.3333
    """
    return value.error(
        "number-decimals",
        value.say("`{found}` in `{name}` has more than four decimals"),
        say("write at most four decimals"),
    )


def whole_form(value: RefusedValue) -> Finding:
    """A count is not a whole number.

    People and sessions are counted in whole numbers.

    Bad::

        people: 2.5

    Good::

        people: 3
    """
    return value.error(
        "whole-form",
        value.say("`{found}` in `{name}` is not a whole number"),
        value.near_or(say("write digits only, as `12`")),
    )


def share_form(value: RefusedValue) -> Finding:
    """A share cannot be read.

    A share is a part of one, or a percentage.

    Bad::

        share: a quarter

    Good::

        share: 25 %
    """
    return value.error(
        "share-form",
        value.say("`{found}` in `{name}` is not a share"),
        value.near_or(say("write `25 %` or `0.25`")),
    )


def share_above_one(value: RefusedValue) -> Finding:
    """A share is larger than the whole.

    A share is at most 1, which is 100 %.

    Bad::

        share: 25

    Good::

        share: 25 %
    """
    return value.error(
        "share-above-one",
        value.say("`{found}` in `{name}` is more than the whole"),
        value.say("write `{near}`, if you mean a percentage")
        if value.near is not None
        else say("write at most 1, or 100 %"),
    )


def boolean_form(value: RefusedValue) -> Finding:
    """A field that says yes or no says something else.

    Such fields are read as true or false, and nothing else.

    Bad::

        governance: yes

    Good::

        governance: true
    """
    return value.error(
        "boolean-form",
        value.say("`{found}` in `{name}` is neither true nor false"),
        value.near_or(value.say("write `{yes}` or `{no}`")),
    )
