"""Faults of fields: their names, and the words of their lists."""

from mes_cli.finding import Finding, Word, WordKind, say
from mes_cli.language.vocabulary import SETTINGS_FILE
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
    return value.error(
        "missing-field",
        value.say("the field `{name}` is missing"),
        value.say("add a line `{name}: …`"),
    )


def unknown_field(value: RefusedValue) -> Finding:
    """A record has an unknown field.

    It is usually a typing mistake, and its value would never be read.

    Bad::

        nmae: Seed library

    Good::

        name: Seed library
    """
    return value.error(
        "unknown-field",
        value.say("there is no field `{found}` here"),
        value.say("rename it to `{near}`")
        if value.near is not None
        else value.say("delete it, or keep what it says in `{notes}`"),
    )


def undeclared_field(value: RefusedValue) -> Finding:
    """A record has an own field that ``mes.yaml`` does not declare for its kind.

    Own fields stand under ``own`` in a record, and are declared under ``fields`` in ``mes.yaml``.
    What nothing declares would be neither checked nor counted. Where a declaration was taken
    back, declare it again, or take its values out of the records.

    Bad::

        own: {people_housed: 4}

    Good::

        fields: {initiative: {people_housed: {type: whole, label: People housed}}}
    """
    return value.error(
        "undeclared-field",
        value.say("`{found}` is not declared among the own fields of these records"),
        say(
            "declare it under `{fields}` in `{file}`, or take it away with `{command}`",
            fields=Word(WordKind.FIELD, "fields", "Settings"),
            file=SETTINGS_FILE,
            command=f"mes set … {value.more['field']}=",
        ),
    )


def accented_field(value: RefusedValue) -> Finding:
    """The name of a field is written with accents or capitals.

    Names of fields are lower-case letters without accents, the same on every keyboard.

    Bad::

        Énoncé: …

    Good::

        enonce: …
    """
    return value.error(
        "accented-field",
        value.say("the field `{found}` is written without accents or capitals"),
        say("rename it to `{near}`", near=value.near or HIDDEN),
    )


def duplicate_field(value: RefusedValue) -> Finding:
    """A field is written twice in one record.

    Only one of the two could be read, and it would not be clear which. The two languages of a
    field are one field.

    Bad::

        hours: 2h
        hours: 3h

    Good::

        hours: 3h
    """
    return value.error(
        "duplicate-field",
        value.say("the field `{name}` is written twice"),
        say("keep one of the two lines"),
    )


def unknown_value(value: RefusedValue) -> Finding:
    """A field holds a word that is not one of its words.

    Such fields are counted by their words, which must be the same in all records.

    Bad::

        stage: begining

    Good::

        stage: emergence
    """
    return value.error(
        "unknown-value",
        value.say("`{found}` is not one of the words of `{name}`"),
        value.near_or(say("write one of {choices}", choices=value.more.get("choices", HIDDEN))),
    )


def accented_value(value: RefusedValue) -> Finding:
    """A word is written with accents, capitals or spaces.

    The words of records are lower-case letters without accents, with hyphens.

    Bad::

        stage: Création

    Good::

        stage: creation
    """
    return value.error(
        "accented-value",
        value.say("`{found}` in `{name}` is written without accents, capitals or spaces"),
        value.near_or(say("write one of {choices}", choices=value.more.get("choices", HIDDEN))),
    )
