"""What records say of people, in marked fields and in texts, and who is meant by a name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mes_cli.finding import Loc, Place
from mes_cli.language.folding import slug, words
from mes_cli.language.mentions import Mentions
from mes_cli.model import Contribution, Record
from mes_cli.model.audience import Keeping, Personal
from mes_cli.model.contribution import ContributionKind
from mes_cli.model.identifiers import MAIL, PHONE
from mes_cli.model.record import Part
from mes_cli.model.shape import Slot, shape
from mes_cli.model.walk import Path, personal, texts, values
from mes_cli.privacy.matching import GONE, Matcher, Person
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
        yield from names_in(entry.record)


def names_in(record: Record) -> Iterator[str]:
    """What stands in the fields for names of a record."""
    for path in personal(type(record)):
        if path.slot.personal is Personal.NAME:
            yield from (str(value) for _, value in values(record, path))


def _marked(entry: Entry[Record]) -> Iterator[Trace]:
    record = entry.record
    militant = isinstance(record, Contribution) and record.nature is ContributionKind.ACTIVIST_TIME
    for path in personal(type(record)):
        what = path.slot.personal
        assert what is not None
        sensitive = militant and what is Personal.NAME
        for loc, _ in values(record, path):
            keeping = _keeping(record, path)
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


@dataclass(frozen=True, slots=True)
class NamedContact:
    """A name, with the addresses and numbers that stand beside it."""

    name: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]


def people_of(record: Record, word: str, called: Iterator[str]) -> list[Person]:
    """Give the people whom a record names, with their pseudonyms from *called*.

    Names that are pseudonyms already are left out.
    """
    pseudonym = _pseudonym(word)
    found: dict[tuple[str, ...], NamedContact] = {}
    for contact in _contacts(record):
        if pseudonym.fullmatch(contact.name):
            continue
        key = words(contact.name)
        known = found.get(key, NamedContact(contact.name, (), ()))
        found[key] = NamedContact(
            known.name, known.emails + contact.emails, known.phones + contact.phones
        )
    # A contact without a name is nobody's: there is nothing to call it.
    return [person(contact, next(called) if contact.name else GONE) for contact in found.values()]


def somebody(
    register: Register, name: str, also: Sequence[str], called: Iterator[str]
) -> Person | None:
    """Somebody whom the records name, in a field for names or in the middle of a text."""
    sought = {words(said) for said in (name, *also)} - {()}
    contacts = [
        contact
        for entry in register.entries
        for contact in _contacts(entry.record)
        if words(contact.name) in sought
    ]
    emails = tuple(mail for contact in contacts for mail in contact.emails)
    phones = tuple(phone for contact in contacts for phone in contact.phones)
    bare = Person((name, *also), "", "")
    if not contacts and not any(map(Matcher((bare,)).found, said_in(register))):
        return None
    return person(NamedContact(name, emails, phones), next(called), also)


def person(contact: NamedContact, called: str, also: Sequence[str] = ()) -> Person:
    """Make a person of a contact and of its pseudonym."""
    names = tuple(dict.fromkeys(n for n in (contact.name, *also) if n))
    return Person(names, called, slug(called) or "x", contact.emails, contact.phones)


def _contacts(record: Record) -> Iterator[NamedContact]:
    for part in _parts(record):
        slots = [slot for slot in shape(type(part)).slots.values() if slot.personal is not None]
        said = [
            (slot.personal, str(value))
            for slot in slots
            if isinstance(value := getattr(part, slot.attribute), str)
        ]
        emails = tuple(text for what, text in said if what is Personal.EMAIL)
        phones = tuple(text for what, text in said if what is Personal.PHONE)
        names = [text for what, text in said if what is Personal.NAME]
        for name in names or ([""] if emails or phones else []):
            yield NamedContact(name, emails, phones)


def _parts(part: Part) -> Iterator[Part]:
    """A record, and all parts inside it."""
    yield part
    for slot in shape(type(part)).slots.values():
        value = getattr(part, slot.attribute)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Part):
                yield from _parts(item)


def pseudonyms(register: Register, word: str) -> Iterator[str]:
    """Pseudonyms that nobody bears yet: *word* and a number.

    >>> from mes_cli.model import Settings
    >>> settings = Settings.model_validate({"mes": "1", "name": "x", "keeper": "x"})
    >>> next(pseudonyms(Register(settings), "Person"))
    'Person 1'
    """
    pattern = _pseudonym(word)
    taken = (int(found[1]) for text in said_in(register) for found in pattern.finditer(text))
    number = max(taken, default=0)
    while True:
        number += 1
        yield f"{word} {number}"


def _pseudonym(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)} (\d{{1,9}})(?!\w)", re.IGNORECASE)


def said_in(register: Register) -> Iterator[str]:
    """All texts of a register, its settings included."""
    for record in (register.settings, *(entry.record for entry in register.entries)):
        for path in texts(type(record)):
            yield from (str(value) for _, value in values(record, path))
