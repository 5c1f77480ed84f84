"""Finding the traces of people in texts: names however they are written, addresses, numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from mes_cli.language.folding import fold, words
from mes_cli.language.mentions import Mentions
from mes_cli.language.pieces import BARE, Markup

#: What stands for an address or a number of somebody.
GONE = "…"

#: A name in an id, an address or the name of a file.
_SLUG = re.compile(r"[\w.-]+")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
#: Shorter words of a name are not exchanged: they are no family's name.
_LONG = 3
#: A number with fewer digits is no phone number.
_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is to get a pseudonym."""

    names: tuple[str, ...]
    pseudonym: str
    slug: str
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A trace in a text: where it stands, whose it is, and if it is a name."""

    start: int
    end: int
    person: Person
    named: bool = False
    #: It is the one word of a name of one word, which may as well be a word like others.
    doubtful: bool = False
    #: Markup that begins or ends inside the name.
    markup: Markup = BARE
    #: The name has several words.
    several: bool = False


class Matcher:
    """Finds the traces of some people."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.people = people
        self._names = Mentions(
            [
                (spelling, (person, name))
                for person in people
                for name in person.names
                for spelling in _spellings(name)
            ]
        )
        self._mails = {fold(mail.strip()): person for person in people for mail in person.emails}
        self._phones = [
            (_number(digits), person)
            for person in people
            for phone in person.phones
            if len(digits := re.sub(r"\D", "", phone)) >= _DIGITS
        ]

    def __bool__(self) -> bool:
        """Tell whether there is anything to look for."""
        return bool(self._names) or bool(self._mails) or bool(self._phones)

    def spans(self, text: str) -> Iterator[Span]:
        """Give the traces in a text, one after another; addresses go before names."""
        named = [*self._named(text)]
        found = sorted(
            chain(self._addresses(text, named), self._numbers(text), named),
            key=lambda span: (span.start, span.named),
        )
        end = 0
        for span in found:
            if span.start >= end:
                yield span
                end = span.end

    def _named(self, text: str) -> Iterator[Span]:
        for it in self._names.find(text):
            person, name = it.whose
            start, end = _with_signs(text, it.start, it.end, name)
            # A name of one word is a name where it is written like one.
            several = len(words(name)) > 1
            doubtful = not several and name.strip()[:1].isupper() and not text[it.start].isupper()
            yield Span(start, end, person, True, doubtful, it.markup, several)  # noqa: FBT003

    def _addresses(self, text: str, named: list[Span]) -> Iterator[Span]:
        """The addresses of these people, and those that are made of their names."""
        for found in _MAIL.finditer(text) if "@" in text else ():
            person = self._mails.get(fold(found[0]))
            local = found.start() + found[0].index("@")
            whole = (
                it.person
                for it in named
                if it.several and found.start() <= it.start and it.end <= local
            )
            person = person or next(whole, None)
            if person is not None:
                yield Span(found.start(), found.end(), person)

    def _numbers(self, text: str) -> Iterator[Span]:
        for pattern, person in self._phones:
            for found in pattern.finditer(text):
                yield Span(found.start(), found.end(), person)

    def found(self, text: str) -> bool:
        """Tell whether there is a trace in a text."""
        return any(not span.doubtful for span in self.spans(text))

    def hide(self, text: str, *, lone: bool = False) -> str:
        """Put pseudonyms in place of names, and nothing in place of addresses and numbers.

        A word that may be a name or not is left alone, unless *lone* ones are meant as well.

        >>> ana = Person(("Ana Martin",), "Person 1", "person-1", phones=("06 12 34 56 78",))
        >>> Matcher((ana,)).hide("MARTIN Ana, +33 612345678, in ana-martin.jpg; not Anastasia")
        'Person 1, …, in person-1.jpg; not Anastasia'
        """
        parts: list[str] = []
        here = 0
        for span in self.spans(text):
            if not span.doubtful or lone:
                said = _instead(span, text[span.start : span.end])
                parts += [text[here : span.start], span.markup.opening, said, span.markup.closing]
                here = span.end
        return "".join([*parts, text[here:]])


def _spellings(name: str) -> Iterator[str]:
    """A name, and with the family's name first."""
    yield name
    said = words(name)
    if len(said) == 2 and min(map(len, said)) >= _LONG:  # noqa: PLR2004 - a name and a family's
        yield f"{said[1]}, {said[0]}"


def _with_signs(text: str, start: int, end: int, name: str) -> tuple[int, int]:
    """Add the signs that a name begins or ends with, where they stand in the text as well."""
    letters = [position for position, sign in enumerate(name) if sign.isalnum()]
    before, after = name[: letters[0]].strip(), name[letters[-1] + 1 :].strip()
    if before and text.endswith(before, 0, start):
        start -= len(before)
    if after and text.startswith(after, end):
        end += len(after)
    return start, end


def _instead(span: Span, said: str) -> str:
    if not span.named:
        return GONE
    written_so = any(name.islower() for name in span.person.names)
    slug = said.islower() and not written_so and _SLUG.fullmatch(said)
    return span.person.slug if slug else span.person.pseudonym


def _number(digits: str) -> re.Pattern[str]:
    """A phone number, however its digits are grouped; French ones with and without +33."""
    gap = r"[\s.()/-]{0,3}"
    national = re.sub(r"^(?:0033|33(?=\d{9}$)|0)", "", digits)
    start = rf"(?:(?:\+|00)33{gap}(?:\(0\){gap})?|0{gap})?"
    return re.compile(rf"(?<!\d){start}{gap.join(national)}(?!\d)")
