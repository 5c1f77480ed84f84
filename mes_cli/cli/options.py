"""What several commands take, declared once: the words, the options, and what completes them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, Self

import typer

from mes_cli.cli.completion import ids, kinds, years
from mes_cli.cli.session import _, current
from mes_cli.errors import InputError
from mes_cli.finding import Message, Words, say
from mes_cli.language.folding import fold, near
from mes_cli.language.typed import meant
from mes_cli.language.vocabulary import LANGUAGES, option_words, vocabulary


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
    *flags: str, names: Iterable[str], home: str = "", closed: bool = True, **about: Any
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


def form(*names: str, about: str = "") -> Any:
    """Declare the form in which something is printed or written."""
    made = option_of("--format", "-f", names=names, home="Format", help="The form to print.")
    made.help = about or made.help
    return made


AUDIENCES = WordList("Audience")

Readers = Annotated[
    str,
    typer.Option(
        "--audience",
        "-a",
        metavar=AUDIENCES,
        autocompletion=AUDIENCES.complete,
        help="Who will read it.",
    ),
]
Year = Annotated[
    int | None,
    number_of("--year", "-y", least=1900, most=2100, metavar="YEAR", autocompletion=years,
              help="The financial year; else the newest."),
]  # fmt: skip
Day = Annotated[
    str,
    typer.Option("--date", metavar="YYYY-MM-DD", help="Its day; else the newest of the records."),
]
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
