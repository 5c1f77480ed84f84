"""Faults of writing: what cannot be read as YAML at all."""

from mes_cli.finding import Edit, Finding, Fix, Place, error, say


def colon_in_text(at: Place) -> Finding:
    """A text holds a colon and is not between quotes.

    A colon followed by a space begins the value of a field. A text that holds one
    goes between quotes.

    Bad::

        title: Our garden: the first year

    Good::

        title: "Our garden: the first year"
    """
    return error(
        "colon-in-text",
        at,
        say("there is a second colon in this line"),
        say("put the whole text between double quotes"),
        fix=Fix(Edit.QUOTE),
    )


def comma_in_braces(at: Place) -> Finding:
    """A comma inside braces or brackets parts a number in two.

    Between braces and brackets, commas part fields and elements. A number with a comma goes
    between quotes there, or is written with a point.

    Bad::

        hourly_costs:
          - {from: 2024-01-01, rate: 34,50}

    Good::

        hourly_costs:
          - {from: 2024-01-01, rate: 34.50}
    """
    return error(
        "comma-in-braces",
        at,
        say("a comma parts a number in two here"),
        say("write a point instead of the comma, or put the number between quotes"),
    )


def tab(at: Place) -> Finding:
    """A line begins with a tab.

    Indentation is made of spaces, because a tab has no fixed width.

    Bad::

        contact:
        <tab>name: Ana

    Good::

        contact:
          name: Ana
    """
    return error(
        "tab",
        at,
        say("this line is indented with a tab"),
        say("replace each tab by two spaces"),
        fix=Fix(Edit.SPACES),
    )


def unclosed_quote(at: Place) -> Finding:
    """A quotation mark is opened and never closed.

    Everything after it is taken for one long text. An apostrophe inside single quotes
    is written twice.

    Bad::

        title: "Our garden

    Good::

        title: "Our garden"
    """
    return error(
        "unclosed-quote",
        at,
        say("a quotation mark is opened here and never closed"),
        say("close it at the end of the text, or take it out"),
    )


def unclosed_bracket(at: Place) -> Finding:
    """A bracket or a brace is opened and not closed as it should be.

    Between brackets, values are parted by commas, and each bracket is closed by its
    like.

    Bad::

        themes: [food-transition, power-to-act

    Good::

        themes: [food-transition, power-to-act]
    """
    return error(
        "unclosed-bracket",
        at,
        say("a bracket or a brace is not closed, or a comma is missing"),
        say("close it, or write the list with one line for each element, each with a hyphen"),
    )


def bad_indentation(at: Place) -> Finding:
    """A line does not begin under its neighbours.

    Fields of one record begin in the same column; what belongs to a field is indented
    further, by two spaces.

    Bad::

        name: Seed library
          stage: idea

    Good::

        name: Seed library
        stage: idea
    """
    return error(
        "bad-indentation",
        at,
        say("this line does not begin in the same column as its neighbours"),
        say("give it as many spaces as the lines it belongs with"),
    )


def missing_colon(at: Place) -> Finding:
    """A line has no colon.

    Each field is ``name: value``. A text of several lines begins with ``|``, and its
    lines are indented.

    Bad::

        name Seed library

    Good::

        name: Seed library
    """
    return error(
        "missing-colon",
        at,
        say("there is no colon between a field and its value"),
        say("write `name: value`; begin a text of several lines with `|` and indent its lines"),
    )


def reserved_character(at: Place) -> Finding:
    """A text begins with a character that YAML keeps for itself.

    A text that begins with one of ``% @ ` * & ! | > [ {`` goes between quotes.

    Bad::

        title: @home

    Good::

        title: "@home"
    """
    return error(
        "reserved-character",
        at,
        say("a text cannot begin with this character"),
        say("put the whole text between double quotes"),
        fix=Fix(Edit.QUOTE),
    )


def unknown_escape(at: Place) -> Finding:
    r"""A backslash between double quotes begins no known code.

    Between double quotes, a backslash begins a code. Between single quotes it is an
    ordinary character.

    Bad::

        proof: "C:\documents"

    Good::

        proof: 'C:\documents'
    """
    return error(
        "unknown-escape",
        at,
        say("this backslash means nothing between double quotes"),
        say("use single quotes instead"),
    )


def unreadable_line(at: Place) -> Finding:
    """A line cannot be read as a field with its value.

    Records are made of lines ``name: value``; what belongs to a field is indented
    below it.

    Bad::

        - - : }

    Good::

        name: Seed library
    """
    return error(
        "unreadable-line",
        at,
        say("this line cannot be read"),
        say("write one field a line, as `name: value`, and put unusual text between quotes"),
    )
