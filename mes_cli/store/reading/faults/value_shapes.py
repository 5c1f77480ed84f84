"""Faults of shape: a list, a text or fields where something else belongs, or nothing at all."""

from mes_cli.finding import Finding, say
from mes_cli.store.reading.faults.refused import RefusedValue


def empty_item(value: RefusedValue) -> Finding:
    """An element of a list is empty.

    A hyphen without anything behind it is a forgotten value.

    Bad::

        initiatives:
          -

    Good::

        initiatives:
          - garden
    """
    return value.error(
        "empty-item",
        value.say("an element of `{name}` is empty"),
        say("write the value behind the hyphen, or delete the line"),
    )


def empty_list(value: RefusedValue) -> Finding:
    """A list that needs an element has none.

    An accompaniment is always that of at least one initiative.

    Bad::

        initiatives: []

    Good::

        initiatives:
          - garden
    """
    return value.error(
        "empty-list",
        value.say("the list `{name}` is empty"),
        say("add an element: a line with a hyphen, indented by two spaces"),
    )


def not_text(value: RefusedValue) -> Finding:
    """A field of one value holds several.

    The field takes one text; a list or other fields stand there.

    Bad::

        name: [Seed, library]

    Good::

        name: Seed library
    """
    return value.error(
        "not-text",
        value.say("`{name}` takes one value, not a list or fields"),
        say("put the whole text between double quotes: it holds a colon")
        if "colon" in value.more
        else say(
            "write one value behind the colon; put it between quotes if it begins with `[` or `{{`"
        ),
    )


def not_a_list(value: RefusedValue) -> Finding:
    """A field that takes a list holds a single value.

    Even one element is a list: it has a hyphen before it.

    Bad::

        roles: member

    Good::

        roles:
          - member
    """
    return value.error(
        "not-a-list",
        value.say("`{name}` takes a list"),
        value.say("write each element on a line of its own, with a hyphen before it; or `{near}`")
        if value.near is not None
        else say("write each element on a line of its own, with a hyphen before it"),
    )


def double_brackets(value: RefusedValue) -> Finding:
    """An id stands between two pairs of brackets.

    So wikis and notebooks write their links. In a record, one pair of brackets is a list; a
    single id has none.

    Bad::

        initiatives: [[garden]]

    Good::

        initiatives: [garden]
    """
    return value.error(
        "double-brackets",
        value.say("`{name}` takes ids, not links between double brackets"),
        value.near_or(say("take one pair of brackets away")),
    )


def not_fields(value: RefusedValue) -> Finding:
    """A field that has fields of its own holds something else.

    Its fields are written below it, indented by two spaces.

    Bad::

        territory: Dijon

    Good::

        territory:
          name: Dijon
    """
    return value.error(
        "not-fields",
        value.say("`{name}` takes fields, not a single value"),
        value.say("write its fields below it, indented by two spaces: {choices}")
        if "choices" in value.more
        else say("write its fields below it, indented by two spaces"),
    )
