"""Faults of fields: their names, and the words of their lists."""

from mes_cli.finding import Finding, error, say
from mes_cli.store.reading.faults.refused import HIDDEN, RefusedValue


def missing_field(value: RefusedValue) -> Finding:
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


def unknown_field(value: RefusedValue) -> Finding:
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


def accented_field(value: RefusedValue) -> Finding:
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


def duplicate_field(value: RefusedValue) -> Finding:
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


def unknown_value(value: RefusedValue) -> Finding:
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


def accented_value(value: RefusedValue) -> Finding:
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
