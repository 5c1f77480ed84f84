"""Faults of shape: a list, a text or fields where something else belongs, or nothing at all."""

from mes_cli.finding import Finding, error, say
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
    return error(
        "empty-item",
        value.at,
        say("an element of `{name}` is empty", name=value.name),
        say("write the value behind the hyphen, or delete the line"),
        related=value.related,
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
    return error(
        "empty-list",
        value.at,
        say("the list `{name}` is empty", name=value.name),
        say("add an element: a line with a hyphen, indented by two spaces"),
        related=value.related,
    )


def not_text(value: RefusedValue) -> Finding:
    """A field of one value holds several.

    The field takes one text; a list or other fields stand there.

    Bad::

        name: [Seed, library]

    Good::

        name: Seed library
    """
    return error(
        "not-text",
        value.at,
        say("`{name}` takes one value, not a list or fields", name=value.name),
        say("put the whole text between double quotes: it holds a colon")
        if "colon" in value.more
        else say(
            "write one value behind the colon; put it between quotes if it begins with `[` or `{{`"
        ),
        related=value.related,
        fix=value.fix,
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
    return error(
        "not-a-list",
        value.at,
        say("`{name}` takes a list", name=value.name),
        say(
            "write each element on a line of its own, with a hyphen before it; or `{near}`",
            near=value.near,
        )
        if value.near is not None
        else say("write each element on a line of its own, with a hyphen before it"),
        related=value.related,
        fix=value.fix,
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
    return error(
        "double-brackets",
        value.at,
        say("`{name}` takes ids, not links between double brackets", name=value.name),
        say("write `{near}`", near=value.near)
        if value.near is not None
        else say("take one pair of brackets away"),
        related=value.related,
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
    return error(
        "not-fields",
        value.at,
        say("`{name}` takes fields, not a single value", name=value.name),
        say(
            "write its fields below it, indented by two spaces: {choices}",
            choices=value.more["choices"],
        )
        if "choices" in value.more
        else say("write its fields below it, indented by two spaces"),
        related=value.related,
    )
