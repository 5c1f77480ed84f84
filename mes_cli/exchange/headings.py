"""What tables and columns are called: in the words of a language, or in canonical ones."""

from dataclasses import dataclass

from mes_cli.exchange.columns import Column, Sheet
from mes_cli.language.vocabulary import Vocabulary, vocabulary

#: The columns that belong to no field, in canonical words.
ID, NUMBER, POSITION, FINGERPRINT = "id", "number", "position", "fingerprint"


@dataclass(frozen=True, slots=True)
class Head:
    """The title of a column, and what is said about it."""

    title: str
    note: str = ""


def tab_name(sheet: Sheet, words: Vocabulary | None) -> str:
    """The name of a table: ``accompagnements``, ``accompagnements-seances``.

    >>> from mes_cli.exchange.columns import Layout, sheets
    >>> tab_name(sheets("accompaniment", Layout.SHEETS)[1], vocabulary("fr"))
    'accompagnements-seances'
    """
    own = words or vocabulary("en")
    folder = own.kinds[sheet.kind].folder
    if sheet.part is None:
        return folder
    keys = (own.key(*step) for step in zip(sheet.part.homes, sheet.part.names, strict=True))
    return "-".join((folder, *keys))


def head(column: Column, words: Vocabulary | None) -> Head:
    """The title and the note of a column."""
    if words is None:
        return Head(column.key)
    steps = [words.field(*step) for step in zip(column.homes, column.names, strict=True)]
    return Head(" – ".join(step.label for step in steps), steps[-1].help)


def id_head(sheet: Sheet, words: Vocabulary | None) -> Head:
    """The title of the column that names the record of a row."""
    if words is None:
        return Head(ID if sheet.part is None else sheet.kind)
    about = words.field("Record", "id")
    if sheet.part is None:
        return Head(about.label, about.help)
    return Head(words.kinds[sheet.kind].label.capitalize(), about.help)


def titles(column: Column) -> list[str]:
    """All titles by which a column may be called, in any language, by key or by label."""
    found = [column.key]
    for language in ("fr", "en"):
        words = vocabulary(language)
        steps = [words.field(*step) for step in zip(column.homes, column.names, strict=True)]
        found += [" – ".join(step.label for step in steps), ".".join(step.key for step in steps)]
    return found


def tab_names(sheet: Sheet) -> list[str]:
    """All names by which a table may be called."""
    own = [tab_name(sheet, vocabulary(language)) for language in ("fr", "en")]
    if sheet.part is not None:
        return own
    more = [kind for language in ("fr", "en") for kind in _kind_words(sheet.kind, language)]
    return [*own, *more]


def _kind_words(kind: str, language: str) -> tuple[str, ...]:
    words = vocabulary(language).kinds[kind]
    return (kind, words.label, words.plural)


def is_long(column: Column) -> bool:
    """Tell whether a column holds sentences rather than words."""
    wide = {"summary", "statement", "outcomes", "tailored", "text", "notes", "account", "foreword",
            "context", "outlook", "specification", "demand", "terms", "overrun_reason",
            "value_for_territory", "highlights"}  # fmt: skip
    return column.names[-1] in wide and not column.slot.choices
