"""Pseudonyms in place of some people: new values and ids, and places that may still tell."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from mes_cli.finding import Message, Place, say
from mes_cli.language.folding import fold, slug, words
from mes_cli.model import Record
from mes_cli.model.audience import Personal
from mes_cli.model.identifiers import free_id
from mes_cli.model.record import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape
from mes_cli.model.walk import paths, personal, values
from mes_cli.privacy.matching import Matcher
from mes_cli.privacy.persons import names_in
from mes_cli.register import Entry, Name, Register

#: Canonical data of a record, or of a part of it.
Data = dict[str, object]

#: What goes where a person is called otherwise: it leads to them as surely as a name.
_GOES = {Personal.EMAIL, Personal.PHONE}
#: Values that cannot hold a pseudonym: with a trace in them they go as a whole.
_WHOLE = {Scalar.EMAIL, Scalar.URL}
_ADDRESSES = {Personal.EMAIL, Personal.PHONE, Personal.MEDIA}


@dataclass(frozen=True, slots=True)
class Hiding:
    """Replaces people by pseudonyms in the data of records."""

    matcher: Matcher
    #: New ids, by kind and id.
    ids: Mapping[Name, str] = field(default_factory=dict)

    def record(self, data: Data, kind: str, model: type[Part], *, own: bool) -> Data:
        """Give the new values of a record; an *own* one is about these people and nobody else."""
        turned = self._part(data, model, own=own)
        if "id" in data:
            turned["id"] = self.ids.get((kind, str(data["id"])), data["id"])
        return turned

    def _part(self, data: Data, model: type[Part], *, own: bool) -> Data:
        slots = shape(model).slots
        theirs = own or any(
            slots[name].personal is Personal.NAME and self.names(str(value))
            for name, value in data.items()
            if name in slots
        )
        turned: Data = {}
        for name, value in data.items():
            slot = slots[name]
            if theirs and slot.personal in _GOES:
                continue
            turned[name] = self._value(value, slot, own=own)
        consent = turned.get("consent")
        if isinstance(consent, dict) and self.names(str(data.get("author", ""))):
            # There is no name any more that could be printed.
            turned["consent"] = {k: v for k, v in consent.items() if k != "naming"}
        return turned

    def _value(self, value: object, slot: Slot, *, own: bool) -> object:
        if isinstance(value, list):
            return [self._value(item, slot, own=own) for item in value]
        if isinstance(value, dict) and slot.part is None:
            return {key: self._value(item, slot, own=own) for key, item in value.items()}
        if isinstance(value, dict):
            assert slot.part is not None
            return self._part(value, slot.part, own=own)
        return self._single(str(value), slot)

    def _single(self, value: str, slot: Slot) -> str:
        if slot.refs:
            names = ((kind, value) for kind in slot.refs)
            return next((self.ids[name] for name in names if name in self.ids), value)
        if slot.scalar in _WHOLE or slot.personal in _ADDRESSES:
            return "" if self.matcher.found(value) else value
        if slot.scalar is not Scalar.TEXT or slot.open_words:
            return value
        return self.matcher.hide(value, lone=slot.personal is Personal.NAME)

    def names(self, value: str) -> bool:
        """Tell whether a value is the name of one of these people, and nothing else."""
        said = words(value)
        return bool(said) and any(
            said == words(n) for person in self.matcher.people for n in person.names
        )

    def about(self, record: Record) -> bool:
        """Tell whether a record names one of these people in a field for names."""
        return any(self.names(str(value)) for value in names_in(record))


def renamed(register: Register, matcher: Matcher) -> dict[Name, str]:
    """New ids for the records whose ids are made of a name; no other record has them."""
    hiding, found = Hiding(matcher), dict[Name, str]()

    def taken(kind: str, name: str) -> bool:
        return register.knows(kind, name) or name in found.values()

    for entry in register.entries:
        kind, name = entry.name
        stem = entry.place.file.rpartition("/")[2].rpartition(".")[0]
        if entry.place.item is not None and name == f"{stem}-{entry.place.item + 1}":
            # It is called after its file, and goes on to be.
            new = f"{slug(matcher.hide(stem))}-{entry.place.item + 1}"
        else:
            # A name of one word may be any word, unless the record is about that person.
            new = slug(matcher.hide(name, lone=hiding.about(entry.record)))
            new = new if new == name else free_id(new, partial(taken, kind))
        if new != name:
            found[entry.name] = new
    return found


def concerned(register: Register, hiding: Hiding) -> set[str]:
    """The files in which a record says something of these people, or bears a new id."""
    found = set[str]()
    for entry in register.entries:
        if entry.name in hiding.ids or hiding.about(entry.record) or _says(entry.record, hiding):
            found.add(entry.place.file)
    return found


def _says(record: Record, hiding: Hiding) -> bool:
    for path in paths(type(record)):
        for _, value in values(record, path):
            if any((kind, value) in hiding.ids for kind in path.slot.refs):
                return True
            if isinstance(value, str) and hiding.matcher.found(value):
                return True
    return False


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
