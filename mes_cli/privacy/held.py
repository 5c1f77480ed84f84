"""What the records say of people: the fields that the models mark, and what stands in texts."""

from collections.abc import Iterator
from dataclasses import dataclass

from mes_cli.finding import Loc, Place
from mes_cli.language.mentions import Mentions
from mes_cli.model import Contribution, Record
from mes_cli.model.contribution import ContributionKind
from mes_cli.model.identifiers import MAIL, PHONE
from mes_cli.model.personal import Keeping, Personal
from mes_cli.model.shape import Slot
from mes_cli.model.walk import Path, personal, texts, values
from mes_cli.privacy.names import names_of_people
from mes_cli.register import Entry, Register

#: Fields that are what they hold; all others may mention it.
_THEMSELVES = {Personal.NAME, Personal.EMAIL, Personal.PHONE}


@dataclass(frozen=True, slots=True)
class Held:
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


def held(register: Register) -> list[Held]:
    """Everything that the records say of people, in order of kind and id."""
    known = names_of_people(known_names(register))
    return [
        it
        for entry in register.entries
        for it in (*_marked(entry), *_mentioned(entry, known))
    ]  # fmt: skip


def known_names(register: Register) -> Iterator[str]:
    """The names that stand in fields for names."""
    for entry in register.entries:
        for path in personal(type(entry.record)):
            if path.slot.personal is Personal.NAME:
                yield from (str(value) for _, value in values(entry.record, path))


def _marked(entry: Entry[Record]) -> Iterator[Held]:
    record = entry.record
    militant = (
        isinstance(record, Contribution) and record.nature is ContributionKind.ACTIVIST_TIME
    )  # fmt: skip
    for path in personal(type(record)):
        what = path.slot.personal
        assert what is not None
        keeping = path.slot.keeping or record.keeping
        for loc, _ in values(record, path):
            sensitive = militant and what is Personal.NAME
            yield Held(entry, loc, path.slots, what, keeping, sensitive=sensitive)


def _mentioned(entry: Entry[Record], known: Mentions[str]) -> Iterator[Held]:
    for path in texts(type(entry.record)):
        if path.slot.personal in _THEMSELVES:
            continue
        for loc, value in values(entry.record, path):
            for what in _found(str(value), known):
                yield Held(entry, loc, path.slots, what, _keeping(entry.record, path), mention=True)


def _found(text: str, known: Mentions[str]) -> Iterator[Personal]:
    if MAIL.search(text):
        yield Personal.EMAIL
    if PHONE.search(text):
        yield Personal.PHONE
    if any(known.find(text)):
        yield Personal.NAME


def _keeping(record: Record, path: Path) -> Keeping:
    return path.slot.keeping or record.keeping
