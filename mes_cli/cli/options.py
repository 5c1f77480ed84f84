"""What several commands take, declared once: words, options, and what completes them."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any, Self

import typer

from mes_cli.cli.session import _, current
from mes_cli.errors import InputError, MesError
from mes_cli.escape import printed
from mes_cli.finding import Message, Words, say
from mes_cli.language.folding import fold, near
from mes_cli.language.typed import meant
from mes_cli.language.vocabulary import LANGUAGES, option_words, vocabulary

if TYPE_CHECKING:
    from mes_cli.store.reading.load import Reading


class WordList(str):
    """The words that an option takes: canonical ones, spoken as the reader speaks."""

    __slots__ = ("_names", "home", "label")
    home: str
    _names: tuple[str, ...]
    #: What stands for them in a line of usage.
    label: str

    def __new__(cls, home: str, names: Iterable[str] = (), label: str = "") -> Self:
        """Make the words of an option; *home* is where the vocabularies hold them.

        Without *names*, they are all those that the vocabularies have there.
        """
        made = super().__new__(cls, "|".join(names) or home)
        made.home, made._names, made.label = home, tuple(names), label
        return made

    @property
    def names(self) -> Sequence[str]:
        """The canonical words."""
        return self._names or [*vocabulary("en").values[self.home]]

    def spoken(self) -> list[str]:
        """Give the words in the reader's language."""
        return [option_words(current().language, self.home, name)[0] for name in self.names]

    def known(self) -> dict[str, list[str]]:
        """Give all spellings of each word, in all languages."""
        return {
            name: [word for it in LANGUAGES for word in option_words(it, self.home, name)]
            for name in self.names
        }

    def read(self, option: str, said: str) -> str:
        """Give the canonical word of what is said for an option, in any language and spelling.

        Raises:
            InputError: it is none of the words.
        """
        known = self.known()
        found = said if said in known else meant(said, known)
        if found is not None:
            return found
        close = near(fold(said), self.spoken())
        raise InputError(
            say("`{value}` is not a value of `{option}`", value=said, option=_(option)),
            say("write `{near}`", near=close) if close else self.choices(),
        )

    def choices(self) -> Message:
        """Say which words there are."""
        return say("write one of {choices}", choices=Words(tuple(self.spoken())))

    def complete(self, incomplete: str) -> Iterator[str]:
        """Give the words that begin so."""
        yield from (word for word in self.spoken() if word.startswith(incomplete))


class KindList(WordList):
    """The kinds of record, by the names of their folders."""

    __slots__ = ()

    def spoken(self) -> list[str]:
        """Give the kinds in the reader's language."""
        return [it.folder for it in vocabulary(current().language).kinds.values() if it.folder]


def one_of(names: Iterable[str], home: str, *, label: str, **about: Any) -> Any:
    """Declare an argument that is one of some words."""
    words = WordList(home, names, label)
    return typer.Argument(metavar=words, autocompletion=words.complete, **about)


def option_of(
    *flags: str, names: Iterable[str] = (), home: str = "", closed: bool = True, **about: Any
) -> Any:
    """Declare an option that is one of some words; the command gets the canonical one.

    If it is not *closed*, there are other words, and the command reads what was said.
    """
    words = WordList(home, names)

    def read(said: str) -> str:
        return words.read(flags[0], said) if said and closed else said

    return typer.Option(
        *flags, metavar=words, autocompletion=words.complete, callback=read, **about
    )


def number_of(*flags: str, least: int, most: int | None = None, **about: Any) -> Any:
    """Declare an option that is a whole number."""

    def read(said: int | str) -> int:
        number = int(said) if str(said).isdecimal() else least - 1
        if least <= number and (most is None or number <= most):
            return number
        cure = say("write a whole number, {least} or more", least=str(least))
        if most is not None:
            cure = say("write a number from {least} to {most}", least=str(least), most=str(most))
        raise InputError(
            say("`{value}` is not a value of `{option}`", value=str(said), option=flags[0]), cure
        )

    return typer.Option(*flags, parser=read, **about)


def format_option(*names: str, about: str = "") -> Any:
    """Declare the form in which something is printed or written."""
    made = option_of("--format", "-f", names=names, home="Format", help="The form to print.")
    made.help = about or made.help
    return made


def day_option(**about: Any) -> Any:
    """Declare ``--date``, the option that names a day."""
    return typer.Option("--date", metavar="YYYY-MM-DD", parser=day_named, **about)


def day_named(said: str) -> dt.date:
    """Read a day, as year-month-day.

    Raises:
        InputError: it is not a day.
    """
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        raise InputError(
            say("`{value}` is not a value of `{option}`", value=said, option="--date"),
            say("write the year, the month and the day: `2025-03-04`"),
        ) from None


#: What a shell may take for more than text: zsh evaluates what it shows beside a completion.
_EVALUATED = re.compile(r"[\\$`\"]+")


def described(text: str) -> str:
    """Give a text that shells show beside a completion, without what they would evaluate.

    >>> described("L'atelier $(date)")
    'L’atelier (date)'
    """
    return " ".join(_EVALUATED.sub(" ", printed(text)).replace("'", "’").split())


def kinds(incomplete: str) -> Iterator[tuple[str, str]]:
    """Give the kinds of record that begin so, with their help."""
    for it in vocabulary(current().language).kinds.values():
        if it.folder and it.folder.startswith(incomplete):
            yield it.folder, described(it.help)


def ids(incomplete: str) -> Iterator[tuple[str, str]]:
    """Give the ids that begin so, with what people call their records."""
    from mes_cli.view.viewer import record_label

    reading = _read()
    for entry in reading.register.entries if reading else ():
        if entry.record.id.startswith(incomplete):
            yield entry.record.id, described(record_label(entry.record))


def years(incomplete: str) -> Iterator[str]:
    """Give the financial years that the register knows."""
    from mes_cli.figures.years import years as known

    reading = _read()
    for year in known(reading.register) if reading else ():
        if str(year).startswith(incomplete):
            yield str(year)


def codes(incomplete: str) -> Iterator[str]:
    """Give the codes of checks that begin so."""
    from mes_cli.drafts.trial import known_codes

    yield from (code for code in known_codes() if code.startswith(incomplete))


def _read() -> "Reading | None":
    """Read the register that is meant; None if there is no register."""
    from mes_cli.store.reading.load import load
    from mes_cli.store.reading.root import find_root

    with suppress(MesError, OSError):
        return load(find_root(current().folder))
    return None


Readers = Annotated[str, option_of("--audience", "-a", home="Audience", help="Who will read it.")]
Year = Annotated[
    int | None,
    number_of("--year", "-y", least=1900, most=2100, metavar="YEAR", autocompletion=years,
              help="The financial year; else the newest."),
]  # fmt: skip
Day = Annotated[dt.date | None, day_option(help="Its day; else the newest of the records.")]
Output = Annotated[
    str, typer.Option("--output", "-o", metavar="PATH", help="Write it here; - prints it.")
]
Kind = Annotated[
    str,
    typer.Argument(
        metavar=KindList("kinds", label="KIND"), autocompletion=kinds, help="A kind of record."
    ),
]
Id = Annotated[
    str,
    typer.Argument(metavar="ID", autocompletion=ids, help="The id, or a part of the name."),
]
Yes = Annotated[bool, typer.Option("--yes", help="Write without asking.")]
Plain = Annotated[bool, typer.Option("--plain", help="Ask plainly, for screen readers.")]
#: The forms of rows of words, and of tables of figures.
Printed = Annotated[str, format_option("text", "csv", "json")]
PrintedTables = Annotated[str, format_option("text", "md", "csv", "json")]
