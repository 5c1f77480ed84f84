"""What the records say of people: the fields that the models mark, and what stands in texts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mes_cli.finding import Loc, Place
from mes_cli.language.mentions import Mentions
from mes_cli.model import Contribution, Record
from mes_cli.model.contribution import ContributionKind
from mes_cli.model.identifiers import MAIL, PHONE
from mes_cli.model.personal import Keeping, Personal
from mes_cli.model.shape import Slot
from mes_cli.model.walk import Path, personal, texts, values
from mes_cli.register import Entry, Register

_WORD = re.compile(r"[^\W_]+")
#: Words of names that are not written with a capital letter.
_SMALL = frozenset(
    {"de", "du", "des", "la", "le", "les", "d", "l", "van", "von", "el", "ben", "et"}
)
#: Fields that are what they hold; all others may mention it.
_THEMSELVES = {Personal.NAME, Personal.EMAIL, Personal.PHONE}


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing that a record says of somebody, and where; never the words themselves."""

    entry: Entry[Record]
    loc: Loc
    #: The fields on the way to it.
    slots: tuple[Slot, ...]
    what: Personal
    keeping: Keeping
    #: It stands in a text that is about something else.
    mention: bool = False
    #: It may reveal opinions (GDPR, art. 9).
    sensitive: bool = False

    @property
    def at(self) -> Place:
        """Where it stands."""
        return self.entry.at(*self.loc)


def traces(register: Register) -> list[Trace]:
    """Everything that the records say of people, in order of kind and id."""
    known = names_of_people(known_names(register))
    return [it for entry in register.entries for it in (*_marked(entry), *_mentioned(entry, known))]


def known_names(register: Register) -> Iterator[str]:
    """The names that stand in fields for names."""
    for entry in register.entries:
        for path in personal(type(entry.record)):
            if path.slot.personal is Personal.NAME:
                yield from (str(value) for _, value in values(entry.record, path))


def _marked(entry: Entry[Record]) -> Iterator[Trace]:
    record = entry.record
    militant = isinstance(record, Contribution) and record.nature is ContributionKind.ACTIVIST_TIME
    for path in personal(type(record)):
        what = path.slot.personal
        assert what is not None
        keeping = path.slot.keeping or record.keeping
        for loc, _ in values(record, path):
            sensitive = militant and what is Personal.NAME
            yield Trace(entry, loc, path.slots, what, keeping, sensitive=sensitive)


def _mentioned(entry: Entry[Record], known: Mentions[str]) -> Iterator[Trace]:
    for path in texts(type(entry.record)):
        if path.slot.personal in _THEMSELVES:
            continue
        for loc, value in values(entry.record, path):
            for what in _found(str(value), known):
                yield Trace(
                    entry, loc, path.slots, what, _keeping(entry.record, path), mention=True
                )


def _found(text: str, known: Mentions[str]) -> Iterator[Personal]:
    if MAIL.search(text):
        yield Personal.EMAIL
    if PHONE.search(text):
        yield Personal.PHONE
    if any(known.find(text)):
        yield Personal.NAME


def _keeping(record: Record, path: Path) -> Keeping:
    return path.slot.keeping or record.keeping


def names_of_people(names: Iterable[str]) -> Mentions[str]:
    """Give what finds names of people in texts; names of one word may be any word."""
    return Mentions([(name, name) for name in sorted(set(names)) if is_of_one(name)])


def is_of_one(name: str) -> bool:
    """Tell whether a name is that of a person, as far as can be told: two words with capitals.

    >>> is_of_one("Maryse T."), is_of_one("Zoé de la Tour"), is_of_one("Le conseil")
    (True, True, False)
    """
    words = [word for word in _WORD.findall(name) if word.lower() not in _SMALL]
    return len(words) > 1 and all(word[:1].isupper() for word in words)
