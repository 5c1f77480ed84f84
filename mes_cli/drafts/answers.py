"""What people type, as records say it: names become ids, places codes, yesterday a date."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from mes_cli.drafts.names import named, spellings
from mes_cli.errors import UnknownIdError
from mes_cli.finding import say
from mes_cli.geography import (
    Commune,
    commune,
    communes_named,
    department_named,
    departments,
    region_named,
    regions,
)
from mes_cli.language.folding import fold
from mes_cli.language.typed import day_of_year_said, day_said, meant, yes_or_no
from mes_cli.language.vocabulary import Vocabulary, vocabulary
from mes_cli.model import KINDS
from mes_cli.model.record import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape
from mes_cli.register import Register
from mes_cli.store.editing.writer import Writer
from mes_cli.store.reading.translation import Data
from mes_cli.view.viewer import record_label


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers that a field takes: what records say, and what people call it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Answers:
    """Understands answers about the fields of one register."""

    register: Register
    words: Vocabulary
    #: The language of whoever answers.
    language: str
    today: dt.date

    def knowing(self, register: Register) -> "Answers":
        """Give what understands answers about a register that has more records."""
        return replace(self, register=register)

    def read(self, said: str, slot: Slot) -> object:
        """Give the canonical data that an answer stands for; several are parted by commas."""
        said = said.strip()
        if not slot.many:
            return self.one(said, slot)
        parts = said.strip("[]").split(",") if self.splits(slot) else [said]
        found = [self.one(part.strip(), Writer.inner(slot)) for part in parts if part.strip()]
        return [{slot.alone: value} for value in found] if slot.alone else found

    @staticmethod
    def splits(slot: Slot) -> bool:
        """Tell whether commas part the answers of a list: not within sentences."""
        return bool(slot.refs or slot.choices or slot.open_words or slot.alone or slot.name in
                    {"tags", "sectors"})  # fmt: skip

    def one(self, said: str, slot: Slot) -> str:
        """Give the canonical value that an answer stands for; else the answer itself."""
        if slot.refs:
            return self.id(said, slot.refs)
        if slot.choices is not None:
            return meant(said, spellings(slot.choices)) or said
        if slot.open_words is not None:
            words, own = fold(said), Writer(self.words)
            known = (
                (o.value, {fold(o.value), fold(o.label), own.word(o.value, Writer.inner(slot))})
                for o in self.options(slot)
            )
            return next((value for value, spelt in known if words in spelt), said)
        if slot.scalar is Scalar.BOOLEAN:
            word = fold(said)
            answer = yes_or_no(word)
            return said if answer is None else str(answer).lower()
        if slot.scalar is Scalar.DATE:
            day = day_said(said, self.today)
            return day.isoformat() if day else said
        if slot.scalar is Scalar.MONTH_DAY and (start := day_of_year_said(said)):
            return "{:02}-{:02}".format(*start)
        return said

    def is_to_come(self, said: str, slot: Slot) -> bool:
        """Tell whether an answer puts what was done on a day that is still to come."""
        done = slot.scalar is Scalar.DATE and slot.name == "date"
        day = day_said(said, self.today) if done else None
        return day is not None and day > self.today

    def days_to_come(self, data: Data, model: type[Part]) -> set[str]:
        """The days still to come on which a record puts what was done."""
        found: set[str] = set()
        for slot in shape(model).slots.values():
            value = data.get(slot.name)
            if slot.part is not None:
                parts = value if isinstance(value, list) else [value]
                inner = (it for it in parts if isinstance(it, dict))
                found = found.union(*(self.days_to_come(it, slot.part) for it in inner))
            elif self.is_to_come(str(value or ""), slot):
                found.add(str(value))
        return found

    def id(self, said: str, kinds: Iterable[str]) -> str:
        """Give the id of the record that a name stands for, where only one fits."""
        try:
            found = named(self.register, said, kinds)
        except UnknownIdError:
            return said
        return found[0].record.id if len(found) == 1 else said

    def options(self, slot: Slot) -> list[Option]:
        """The answers that a field takes, where they can be listed."""
        inner = Writer.inner(slot)
        if inner.refs:
            return [
                Option(entry.record.id, record_label(entry.record))
                for kind in inner.refs
                for entry in self.register.of(KINDS[kind])
            ]
        if inner.choices is not None:
            return list(self._words(inner.choices))
        if inner.open_words is not None:
            added = getattr(self.register.settings, inner.open_words.setting)
            more = [Option(word, label) for word, label in added.items()]
            return [*self._words(inner.open_words.words), *more]
        return []

    def _words(self, enumeration: type[StrEnum]) -> Iterable[Option]:
        spoken = vocabulary(self.language)
        for member in enumeration:
            yield Option(str(member), spoken.value(enumeration.__name__, str(member)).label)


def today() -> dt.date:
    """The day of whoever sits here, by the clock of this machine."""
    return dt.datetime.now().astimezone().date()


#: What is asked about before it is written: nothing is done on a day that has not passed.
TO_COME = say("this day is still to come")

#: A name, and the department that tells it from others of that name.
_IN = re.compile(r"(?P<name>[^,(]++)[,(]\s*+(?P<department>2[AB]|\d{2,3})\s*+\)?", re.IGNORECASE)


class FoundPlace(NamedTuple):
    """A place that somebody may mean: what it is called, and what a record says of it."""

    label: str
    data: Data


def territories(said: str) -> list[FoundPlace]:
    """Give the places that somebody may mean by a name or a code; there may be no such place.

    >>> [it.label for it in territories("alès")], [it.label for it in territories("Gard")]
    (['Alès (30)'], ['Gard'])
    >>> territories("30007")[0].data, territories("Bretagne")[0].data
    ({'commune': '30007', 'name': 'Alès'}, {'region': '53'})
    """
    return list(_found(said.strip()))


def placed(said: str, territory: Data) -> Data:
    """Give a territory with a place in words; one of several is to be chosen first."""
    found = territories(said)
    place = {"name": said} if not found else dict(found[0].data) if len(found) == 1 else {}
    codes = {"commune", "department", "region", "name"}
    return {**{name: it for name, it in territory.items() if name not in codes}, **place}


def _found(said: str) -> Iterator[FoundPlace]:
    known = commune(said.upper())
    if known is not None:
        yield _of(known)
        return
    department = departments().get(said.upper()) or department_named(said)
    if department is not None:
        yield FoundPlace(department.name, {"department": department.code})
    code = region_named(said)
    if code is not None:
        yield FoundPlace(regions()[code], {"region": code})
    inside = _IN.fullmatch(said)
    name, within = (inside["name"].strip(), inside["department"].upper()) if inside else (said, "")
    yield from map(_of, communes_named(name, within))


def _of(known: Commune) -> FoundPlace:
    data: Data = {"commune": known.code, "name": known.name}
    return FoundPlace(f"{known.name} ({known.department})", data)
