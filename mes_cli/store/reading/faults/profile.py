"""Faults of form: what lies outside the plain profile of YAML that records keep to."""

from mes_cli.finding import Finding, Place, error, say


def directive(at: Place) -> Finding:
    """A file begins with an instruction to YAML.

    Lines that begin with ``%`` change how the rest is read. Records are all read in
    one way.

    Bad::

        %YAML 1.1
        ---
        name: Seed library

    Good::

        name: Seed library
    """
    return error(
        "directive",
        at,
        say("lines that begin with `%` have no place in a record"),
        say("delete the lines that begin with `%`"),
    )


def several_documents(at: Place) -> Finding:
    """A file holds several documents, one after the other.

    A line of three hyphens begins another document, which would never be read. To
    keep several records in one file, make them a list.

    Bad::

        name: Seed library
        ---
        name: Repair shop

    Good::

        - name: Seed library
        - name: Repair shop
    """
    return error(
        "several-documents",
        at,
        say("a second document begins here"),
        say("delete the line `---`, or make a list of the records: `- ` before each one"),
    )


def tag(at: Place) -> Finding:
    """A value carries a tag.

    An exclamation mark before a value is an instruction to YAML. Records need none:
    each field knows what it holds.

    Bad::

        jobs: !!float 2

    Good::

        jobs: 2
    """
    return error(
        "tag",
        at,
        say("a value cannot begin with `!`"),
        say("delete the word that begins with `!`, or put the text between quotes"),
    )


def anchor(at: Place) -> Finding:
    """A value carries an anchor.

    ``&`` before a value lets YAML repeat it elsewhere. In records each value is
    written where it is read.

    Bad::

        summary: &short A garden

    Good::

        summary: A garden
    """
    return error(
        "anchor",
        at,
        say("a value cannot begin with `&`"),
        say("delete the word that begins with `&`, or put the text between quotes"),
    )


def alias(at: Place) -> Finding:
    """A value repeats another one by its anchor.

    ``*`` before a word asks YAML to repeat a value. In records each value is written
    where it is read. For emphasis, put the text between quotes.

    Bad::

        summary: *short

    Good::

        summary: A garden
    """
    return error(
        "alias",
        at,
        say("a value cannot begin with `*`"),
        say("write the value itself, or put the text between quotes"),
    )


def merge_key(at: Place) -> Finding:
    """A record asks for the fields of another one.

    ``<<`` copies fields from elsewhere. In records each field is written where it is
    read.

    Bad::

        <<: *garden

    Good::

        name: Garden
    """
    return error(
        "merge-key",
        at,
        say("`<<` is not a field"),
        say("delete this line and write the fields themselves"),
    )


def field_name_not_text(at: Place) -> Finding:
    """The name of a field is not a word.

    A question mark, a bracket or a brace at the beginning of a line makes YAML take
    a whole list for the name of a field.

    Bad::

        ? [name, title]

    Good::

        name: Seed library
    """
    return error(
        "field-name-not-text",
        at,
        say("the name of a field must be a plain word"),
        say("write `name: value`; put a text that begins with `?`, `[` or `{{` between quotes"),
    )


def too_deep(at: Place, most: int) -> Finding:
    """Values are nested too deeply.

    No record needs more than a few levels. Very deep files are accidents, or made to
    harm.

    Bad::

        sessions: [[[[[[[[[[[[[[[[[[[[[[[[[[ ]]]]]]]]]]]]]]]]]]]]]]]]]]

    Good::

        sessions:
          - date: 2025-03-04
            hours: 2h
    """
    return error(
        "too-deep",
        at,
        say("values are nested more than {most} levels deep", most=most),
        say("take out brackets or indentation that are not needed"),
    )


def too_many_values(at: Place, most: int) -> Finding:
    """A file holds more values than any list of records needs.

    Bad::

        (a file of a million lines)

    Good::

        (a file for each month)
    """
    return error(
        "too-many-values",
        at,
        say("this file holds more than {most} values", most=most),
        say("split it into several files, one a month for instance"),
    )


def too_many_faults(at: Place, most: int) -> Finding:
    """So much is wrong with a file that the rest of it is not looked at.

    Many faults in one file mostly have one cause.

    Bad::

        (a table, saved as a list of records)

    Good::

        (the table, brought in by mes import)
    """
    return error(
        "too-many-faults",
        at,
        say(
            "more than {most} faults stand before this: the rest of the file is not looked at",
            most=most,
        ),
        say("mend those first, then run `mes check` again"),
    )


def empty_file(at: Place) -> Finding:
    """A file holds no record.

    An empty file is mostly a forgotten one. It is not taken for a record without
    fields.

    Bad::

        # to be written

    Good::

        name: Seed library
    """
    return error(
        "empty-file",
        at,
        say("this file is empty"),
        say("write the record, or delete the file"),
    )


def not_a_record(at: Place) -> Finding:
    """What stands here is neither a field with its value nor a list of records.

    A record is made of lines ``name: value``, with a space after the colon. A list
    of records has a hyphen before each one.

    Bad::

        name:Seed library

    Good::

        name: Seed library
    """
    return error(
        "not-a-record",
        at,
        say("this is not a record"),
        say("write one field a line, as `name: value`, with a space after the colon"),
    )
