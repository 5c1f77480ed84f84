"""Faults of fields: their names, their words, and what shape they take."""

from mes_cli.finding import Finding, error, say
from mes_cli.store.reading.faults.refused import HIDDEN, Refused


def missing_field(value: Refused) -> Finding:
    """A field that every such record needs is not there.

    Without it the record can be neither counted nor named.

    Bad::

        summary: A garden

    Good::

        name: Garden
        summary: A garden
    """
    return error(
        "missing-field",
        value.at,
        say("the field `{name}` is missing", name=value.name),
        say("add a line `{name}: …`", name=value.name),
        related=value.related,
    )


def unknown_field(value: Refused) -> Finding:
    """A record has a field that nobody knows.

    It is mostly a slip of the pen; what it holds would never be read.

    Bad::

        nmae: Seed library

    Good::

        name: Seed library
    """
    return error(
        "unknown-field",
        value.at,
        say("there is no field `{found}` here", found=value.found),
        say("rename it to `{near}`", near=value.near)
        if value.near is not None
        else say("delete it, or keep what it says in `{notes}`", notes=value.more["notes"]),
        related=value.related,
        fix=value.fix,
    )


def accented_field(value: Refused) -> Finding:
    """The name of a field is written with accents or capitals.

    Names of fields are lower-case letters without accents, the same on every keyboard.

    Bad::

        Énoncé: …

    Good::

        enonce: …
    """
    return error(
        "accented-field",
        value.at,
        say("the field `{found}` is written without accents or capitals", found=value.found),
        say("rename it to `{near}`", near=value.near or HIDDEN),
        related=value.related,
        fix=value.fix,
    )


def duplicate_field(value: Refused) -> Finding:
    """A field is written twice in one record.

    Only one of the two could be read, and nobody would know which. The two languages of a field
    are one field.

    Bad::

        hours: 2h
        hours: 3h

    Good::

        hours: 3h
    """
    return error(
        "duplicate-field",
        value.at,
        say("the field `{name}` is written twice", name=value.name),
        say("keep one of the two lines"),
        related=value.related,
    )


def unknown_value(value: Refused) -> Finding:
    """A field holds a word that is not one of its words.

    Such fields are counted by their words, which must be the same in all records.

    Bad::

        stage: begining

    Good::

        stage: emergence
    """
    return error(
        "unknown-value",
        value.at,
        say("`{found}` is not one of the words of `{name}`", found=value.found, name=value.name),
        say("write `{near}`", near=value.near)
        if value.near is not None
        else say("write one of {choices}", choices=value.more.get("choices", HIDDEN)),
        related=value.related,
        fix=value.fix,
    )


def accented_value(value: Refused) -> Finding:
    """A word is written with accents, capitals or spaces.

    The words of records are lower-case letters without accents, with hyphens.

    Bad::

        stage: Création

    Good::

        stage: creation
    """
    return error(
        "accented-value",
        value.at,
        say(
            "`{found}` in `{name}` is written without accents, capitals or spaces",
            found=value.found,
            name=value.name,
        ),
        say("write `{near}`", near=value.near)
        if value.near is not None
        else say("write one of {choices}", choices=value.more.get("choices", HIDDEN)),
        related=value.related,
        fix=value.fix,
    )


def empty_item(value: Refused) -> Finding:
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


def empty_list(value: Refused) -> Finding:
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


def not_text(value: Refused) -> Finding:
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


def not_a_list(value: Refused) -> Finding:
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
        say("write each element on a line of its own, with a hyphen before it; or `{near}`",
            near=value.near)
        if value.near is not None
        else say("write each element on a line of its own, with a hyphen before it"),
        related=value.related,
        fix=value.fix,
    )  # fmt: skip


def double_brackets(value: Refused) -> Finding:
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


def not_fields(value: Refused) -> Finding:
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
