"""Places that somebody has to read: they may still tell who a person is."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mes_cli.finding import Message, Place, say
from mes_cli.language.folding import fold
from mes_cli.model import Record
from mes_cli.model.personal import Personal
from mes_cli.model.walk import personal, values
from mes_cli.privacy.hiding import names_in
from mes_cli.privacy.matching import Matcher
from mes_cli.register import Entry, Register

_WORD = re.compile(r"[^\W\d_]+")
#: Shorter words of a name are words like any other.
_LONG = 3

#: What tells of a person who bears a pseudonym, and is left as it is.
_TOLD = {
    Personal.WORDS: say("the words of this person"),
    Personal.MEDIA: say("a picture, a recording or an article, which is not changed"),
    Personal.ROLE: say("what this person does"),
}


STILL = say("it still stands here: change it by hand")
PART = say("a part of a name, or a word like it")


@dataclass(frozen=True, slots=True)
class Leftover:
    """A place to look at, and why."""

    at: Place
    why: Message


def parts(matcher: Matcher) -> Callable[[str], bool]:
    """Give what tells whether a line holds a part of a name: a word with a capital letter."""
    found = {
        fold(word)
        for person in matcher.people
        for name in person.names
        for word in _WORD.findall(name)
        if len(word) >= _LONG
    }
    return lambda line: any(
        word[0].isupper() and fold(word) in found for word in _WORD.findall(line)
    )


def leftovers(register: Register, matcher: Matcher) -> Iterator[Leftover]:
    """Give what the changed records still tell of those who bear a pseudonym."""
    called = {person.pseudonym for person in matcher.people}
    for entry in register.entries:
        if called & set(names_in(entry.record)):
            yield from _told(entry)


def _told(entry: Entry[Record]) -> Iterator[Leftover]:
    for path in personal(type(entry.record)):
        if path.slot.personal in _TOLD:
            for loc, _ in values(entry.record, path):
                yield Leftover(entry.at(*loc), _TOLD[path.slot.personal])
