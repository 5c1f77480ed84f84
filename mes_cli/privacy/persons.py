"""Who is meant: the people of a record, or somebody by the name that stands in the records."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mes_cli.language.folding import slug, words
from mes_cli.model import Record
from mes_cli.model.part import Part
from mes_cli.model.personal import Personal
from mes_cli.model.shape import shape
from mes_cli.model.walk import texts, values
from mes_cli.privacy.matching import GONE, Matcher, Person
from mes_cli.register import Register


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
