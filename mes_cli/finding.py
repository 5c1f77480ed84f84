"""What a run finds: a fault in the records, with its place and its cure.

Findings are values, not exceptions. They hold no text of any language: a
:class:`Message` is a sentence of the catalogues with its arguments, and becomes
words only where it is printed.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

#: The path from a record to one of its values, in canonical names, as pydantic gives it.
Loc = tuple[str | int, ...]


#: The code of a fault of mes itself.
OURS = "internal-fault"
#: Of many choices a message names the first ones, of many places of one mistake as well.
_MOST_LISTED, _MOST_PLACES = 60, 1000


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  #: the record cannot be read, referenced or counted
    WARNING = "warning"  #: incomplete or unlikely


class WordKind(StrEnum):
    """What a :class:`Word` names."""

    FIELD = "field"  #: a key of a record, as the register writes it
    VALUE = "value"  #: an enumerated value, as the register writes it
    KIND = "kind"  #: the plural label of a kind of record, in the reader's language


class Word(NamedTuple):
    """A word of the vocabulary, put into a message in the right language when it is printed."""

    what: WordKind
    name: str
    #: The model or enumeration that the word belongs to; empty for kinds.
    home: str = ""


class Words(NamedTuple):
    """Several things of one sort, written one after the other, each between backticks."""

    items: tuple["Argument", ...]


class Amount(NamedTuple):
    """An amount of money, written as the reader's language writes it."""

    euros: str  #: an exact number


class Number(NamedTuple):
    """A number with decimals, written as the reader's language writes it."""

    value: str  #: an exact number


class Message(NamedTuple):
    """A sentence of the catalogues: its English text, and what stands in its braces."""

    text: str
    arguments: tuple[tuple[str, "Argument"], ...] = ()
    #: The text for numbers other than one; then ``number`` is the argument that counts.
    plural: str = ""

    @property
    def values(self) -> Mapping[str, "Argument"]:
        """The arguments by name."""
        return dict(self.arguments)


#: What may stand in the braces of a sentence; another sentence, for one.
Argument = str | int | dt.date | Word | Words | Amount | Number | Message


def say(text: str, **arguments: Argument) -> Message:
    """Name a sentence of the catalogues; *text* must be a literal, so that it can be collected."""
    return Message(text, tuple(arguments.items()))


def count(singular: str, plural: str, number: int, **arguments: Argument) -> Message:
    """Name a sentence that depends on a number, given to it as ``{number}``."""
    return Message(singular, (("number", number), *arguments.items()), plural)


def field(home: str, name: str) -> Word:
    """Name a field of a model, as the register writes it."""
    return Word(WordKind.FIELD, name, home)


def kind(name: str) -> Word:
    """Name a kind of record by its plural, in the reader's language."""
    return Word(WordKind.KIND, name)


def value(home: str, name: str) -> Word:
    """Name a value of an enumeration, as the register writes it."""
    return Word(WordKind.VALUE, name, home)


def listed(items: Iterable[str | Word]) -> Words:
    """Name several things, one after the other; of very many, the first ones."""
    first = tuple(islice(items, _MOST_LISTED + 1))
    return Words(first if len(first) <= _MOST_LISTED else (*first[:-1], "…"))


class Place(NamedTuple):
    """A place in a file of the register.

    Checks know the record and the path inside it (*loc*); reading knows the line.
    ``store.reading.locate`` gives the one from the other, before anything is printed.
    """

    file: str  #: relative to the root, with forward slashes
    loc: Loc = ()
    item: int | None = None  #: the position in a file that holds a list, from 0
    on_key: bool = False  #: point to the name of the field, not to its value
    line: int = 0  #: from 1; 0 while it is not known
    column: int = 0  #: from 1
    width: int = 0  #: how many characters the marks underline
    excerpt: str = ""  #: the line, with whatever is not for everybody left out

    def at(self, *loc: str | int) -> "Place":
        """Give a place further inside.

        Every line of every figure has one; ``replace`` takes twice as long.
        """
        return Place(
            self.file, (*self.loc, *loc), self.item, self.on_key,
            self.line, self.column, self.width, self.excerpt,
        )  # fmt: skip

    def key(self) -> "Place":
        """Give the name of the field instead of its value."""
        return self._replace(on_key=True)

    @property
    def order(self) -> tuple[str, int, int]:
        """By file, line and column."""
        return (self.file, self.line, self.column)


class Related(NamedTuple):
    """The other half of a contradiction."""

    at: Place
    message: Message


def also(places: list[Place]) -> tuple[Related, ...]:
    """The other places of a mistake that is repeated; of very many, the first ones."""
    return tuple(Related(place, say("here too")) for place in places[1 : _MOST_PLACES + 1])


class Edit(StrEnum):
    """What a :class:`Fix` does to a file."""

    REPLACE = "replace"  #: the word at the place becomes another one
    QUOTE = "quote"  #: the text at the place goes between double quotes
    LIST = "list"  #: the word at the place becomes a list of one element
    SPACES = "spaces"  #: the tabs that indent the line become two spaces each
    SIGNS = "signs"  #: signs of the line that only look like those of YAML become these
    WHOLE = "whole"  #: a text and the comment that cuts it off go between double quotes
    ORDER = "order"  #: the elements of the list are put in order of a field


class Fix(NamedTuple):
    """A mending that is safe and the only one possible; ``mes check --fix`` does it."""

    edit: Edit
    #: What is written, or the field that decides the order.
    text: Argument = ""
    #: The same word stands at the related places, and is replaced there as well.
    everywhere: bool = False


class Finding(NamedTuple):
    """One fault: what, where, and how to mend it."""

    code: str
    severity: Severity
    message: Message
    at: Place
    help: Message | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None  #: where a program may mend it


class Mistake(NamedTuple):
    """What a check finds; the list of checks knows its code and how much it matters."""

    at: Place
    message: Message
    help: Message | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None

    def weighed(self, code: str, severity: Severity) -> Finding:
        """Give it the code of its check, and how much that matters."""
        return Finding(code, severity, self.message, self.at, self.help, self.related, self.fix)
