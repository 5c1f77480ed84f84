"""Finding the traces of people in texts: names however they are written, addresses, numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mes_cli.language.folding import fold
from mes_cli.privacy.names import words_of

#: What stands for an address or a number of somebody.
GONE = "…"

#: Between the words of a name: spaces, or what ids, addresses and files have there.
_GAP = r"[\s._'()/-]"
#: A name in an id, an address or the name of a file.
_SLUG = re.compile(r"[\w.-]+")
#: Words of this length may stand without anything between them.
_LONG = 3
#: A number with fewer digits is no phone number.
_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is to be called otherwise."""

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
    named: bool
    #: It is the one word of a name of one word, which may as well be a word like others.
    doubtful: bool


@dataclass(frozen=True, slots=True)
class _Form:
    """One way in which a person may be written."""

    pattern: str
    person: Person
    #: How long what it finds is, more or less.
    size: int
    named: bool = False
    #: The one word of a name, as it is written.
    lone: str = ""


@dataclass(frozen=True)
class Matcher:
    """Finds the traces of some people."""

    people: tuple[Person, ...]
    forms: tuple[_Form, ...] = field(init=False)
    pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        """Put all forms into one pattern: addresses and numbers, then names, the longest first."""
        forms = sorted(
            (form for person in self.people for form in _forms(person)),
            key=lambda form: (form.named, -form.size),
        )
        object.__setattr__(self, "forms", tuple(forms))
        joined = "|".join(f"({form.pattern})" for form in forms)
        object.__setattr__(self, "pattern", re.compile(joined or r"(?!)"))

    def spans(self, text: str) -> Iterator[Span]:
        """The traces in a text, one after another."""
        folded, starts = _folded(text)
        for found in self.pattern.finditer(folded):
            form = self.forms[(found.lastindex or 1) - 1]
            start, end = starts[found.start()], starts[found.end()]
            lone = bool(form.lone)
            # A name of one word is a name where it is written like one.
            doubtful = lone and form.lone[:1].isupper() and not text[start].isupper()
            yield Span(start, end, form.person, form.named, doubtful)

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
                parts += [text[here : span.start], _instead(span, text[span.start : span.end])]
                here = span.end
        return "".join([*parts, text[here:]])


def _instead(span: Span, said: str) -> str:
    if not span.named:
        return GONE
    written_so = any(name.islower() for name in span.person.names)
    slug = said.islower() and not written_so and _SLUG.fullmatch(said)
    return span.person.slug if slug else span.person.pseudonym


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """Give a text as it is compared, and where each of its characters comes from."""
    if text.isascii():
        return text.lower().replace("\n", " "), range(len(text) + 1)
    starts: list[int] = []
    folded = ""
    for position, character in enumerate(text):
        part = fold(character)
        starts += [position] * len(part)
        folded += part
    return folded, [*starts, len(text)]


def _forms(person: Person) -> Iterator[_Form]:
    for mail in person.emails:
        yield _Form(rf"(?<![\w.+-]){re.escape(fold(mail.strip()))}(?![\w-])", person, len(mail))
    for phone in person.phones:
        digits = re.sub(r"\D", "", phone)
        if len(digits) >= _DIGITS:
            yield _Form(_number(digits), person, len(phone))
    for name in person.names:
        words = words_of(name)
        for said in _written(words, name):
            if len(words) > 1:
                # An address that is made of a name goes as a whole.
                local = rf"[\w.+-]*{said}[\w.+-]*@[\w-]+(?:\.[\w-]+)+"
                yield _Form(rf"(?<![\w.+-]){local}", person, len(name))
            lone = name.strip() if len(words) == 1 else ""
            # What begins or ends with a sign needs no end of a word there.
            before = r"(?<![^\W_])" if said[:1].isalnum() else ""
            after = r"(?![^\W_])" if said[-1:].isalnum() or said[-1:] == "?" else ""
            yield _Form(f"{before}{said}{after}", person, len(name), named=True, lone=lone)


def _written(words: tuple[str, ...], name: str) -> Iterator[str]:
    """The ways in which the words of a name follow one another: as they are written first."""
    if not words:
        return
    literal = r"\s+".join(re.escape(part) for part in fold(name).split())
    if len(words) > 1:
        yield literal
    gap = f"{_GAP}{{0,4}}" if min(map(len, words)) >= _LONG else f"{_GAP}{{1,4}}"
    # What ends a name goes with it.
    last = name.rstrip()[-1:]
    yield gap.join(words) + (f"{re.escape(last)}?" if last in {".", ")"} else "")
    if len(words) == 2 and min(map(len, words)) >= _LONG:  # noqa: PLR2004 - a name and a family's
        yield rf"{words[1]},?{_GAP}{{1,4}}{words[0]}"


def _number(digits: str) -> str:
    """A phone number, however its digits are grouped; French ones with and without +33."""
    gap = r"[\s.()/-]{0,3}"
    national = re.sub(r"^(?:0033|33(?=\d{9}$)|0)", "", digits)
    start = rf"(?:(?:\+|00)33{gap}(?:\(0\){gap})?|0{gap})?"
    return rf"(?<!\d){start}{gap.join(national)}(?!\d)"
