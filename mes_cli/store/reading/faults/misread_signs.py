"""Faults of signs that only look like those of YAML, or that mean more than they seem to."""

from mes_cli.finding import Edit, Finding, Fix, Place, error, say, warning


def text_cut_by_comment(at: Place) -> Finding:
    """A text is cut off where a space and ``#`` begin a comment.

    YAML keeps nothing of what follows. A text with such a sign goes between double quotes; a
    comment has a space behind its ``#``.

    Bad::

        title: Workshop #2

    Good::

        title: "Workshop #2"
    """
    return warning(
        "text-cut-by-comment",
        at,
        say("what follows the `#` is taken for a comment, and is not kept"),
        say("put the whole text between double quotes; for a comment, write a space behind `#`"),
        fix=Fix(Edit.WHOLE),
    )


def lookalike_space(at: Place) -> Finding:
    """A no-break space stands where YAML wants an ordinary one.

    It comes with text from a word processor or a web page, and looks like an ordinary one. Inside
    a text it is allowed; before a field, and around its colon or its hyphen, it is not understood.

    Bad::

        name:<U+00A0>Garden

    Good::

        name: Garden
    """
    return error(
        "lookalike-space",
        at,
        say("this space is a no-break space, which YAML does not take for a space"),
        say("replace it by an ordinary space"),
        fix=Fix(Edit.SIGNS),
    )


def lookalike_dash(at: Place) -> Finding:
    """A long dash stands where YAML wants a hyphen.

    Word processors make long dashes of hyphens. The elements of a list begin with the hyphen of
    the keyboard.

    Bad::

        themes:
          – food-transition

    Good::

        themes:
          - food-transition
    """
    return error(
        "lookalike-dash",
        at,
        say("this dash is not the hyphen that begins an element of a list"),
        say("replace it by a hyphen, `-`"),
        fix=Fix(Edit.SIGNS),
    )


def dash_without_space(at: Place) -> Finding:
    """There is no space behind the hyphen of a list.

    Without it, YAML takes the hyphen for a part of the word.

    Bad::

        themes:
          -food-transition

    Good::

        themes:
          - food-transition
    """
    return error(
        "dash-without-space",
        at,
        say("there is no space behind the hyphen of this element"),
        say("write a space behind it"),
        fix=Fix(Edit.SIGNS),
    )


def apostrophe_in_quotes(at: Place) -> Finding:
    """An apostrophe ends a text that stands between single quotes.

    Between single quotes an apostrophe is written twice; between double quotes, once.

    Bad::

        title: 'The town's garden'

    Good::

        title: "The town's garden"
    """
    return error(
        "apostrophe-in-quotes",
        at,
        say("the apostrophe ends this text, which stands between single quotes"),
        say('put the text between double quotes (`"`) instead'),
    )
