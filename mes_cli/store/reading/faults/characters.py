"""Faults of characters: found before a file is read as YAML."""

from mes_cli.finding import Finding, Place, error, say, warning


def not_utf8(at: Place) -> Finding:
    """A file is not saved as UTF-8.

    Accents saved in another encoding come out as other letters, and a merge request
    does not show it. All files of a register are UTF-8.

    Bad::

        nom: CafÃ© des possibles         (saved as "ANSI" or "Latin 1")

    Good::

        nom: Café des possibles          (saved as "UTF-8")
    """
    return error(
        "not-utf8",
        at,
        say("this file is not saved as UTF-8"),
        say("save it again with the encoding UTF-8"),
    )


def control_character(at: Place, name: str) -> Finding:
    """A file holds a character that cannot be seen and may not be there.

    Such characters come with text copied from other programs. Some turn the order of
    the letters around, so that a reviewer reads something else than what is written.

    Bad::

        name: Seed<U+202E>library

    Good::

        name: Seed library
    """
    return error(
        "control-character",
        at,
        say("the invisible character {name} may not stand in a record", name=name),
        say("delete it, or write the words again by hand"),
    )


def escaped_character(at: Place, name: str) -> Finding:
    r"""A text between double quotes spells out a character that may not be there.

    Between double quotes, a backslash begins a code. This one stands for a character
    that a record may not hold.

    Bad::

        name: "Seed \e[2J library"

    Good::

        name: "Seed library"
    """
    return error(
        "escaped-character",
        at,
        say("this text spells out the invisible character {name}", name=name),
        say("take out the code that begins with a backslash, or use single quotes"),
    )


def lost_character(at: Place) -> Finding:
    """A letter was lost on the way.

    The character U+FFFD stands where a program could not read a letter, mostly an
    accented one. What was there before must be written again.

    Bad::

        name: Caf� des possibles

    Good::

        name: Café des possibles
    """
    return warning(
        "lost-character",
        at,
        say("a letter was lost here by another program"),
        say("write the letter again"),
    )


def invisible_character(at: Place, name: str) -> Finding:
    """A text holds a character without width.

    It is allowed, and needed in some languages; in a name or a number it makes two
    texts differ that look the same.

    Bad::

        name: Seed<U+200B>library

    Good::

        name: Seed library
    """
    return warning(
        "invisible-character",
        at,
        say("there is an invisible character here, {name}", name=name),
        say("delete it unless the language needs it"),
    )


def merge_conflict(at: Place) -> Finding:
    """Two versions of a file were never reconciled.

    When two people change the same lines, git leaves both versions in the file
    between marks. Choose one of them, and delete the marks.

    Bad::

        <<<<<<< HEAD
        stage: idea
        =======
        stage: emergence

    Good::

        stage: emergence
    """
    return error(
        "merge-conflict",
        at,
        say("two versions of these lines wait for a choice"),
        say(
            "keep the right lines, and delete the lines that begin with `<<<<<<<`, `=======`"
            " and `>>>>>>>`"
        ),
    )
