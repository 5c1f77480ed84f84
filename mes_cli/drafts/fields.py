"""Fields as people name them, as ``territory.department``: what stands there, what is missing."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any, cast

from mes_cli.checks.completeness import Lack, lacking
from mes_cli.drafts.wording import worded
from mes_cli.errors import InputError
from mes_cli.finding import Words, say
from mes_cli.language.folding import fold, near
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model import Accompaniment, FinancialYear, Initiative, Record
from mes_cli.model.dated import years
from mes_cli.model.period import seconds
from mes_cli.model.record import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape
from mes_cli.model.walk import Path
from mes_cli.register import Entry, Register
from mes_cli.store.reading.naming import choices, keys
from mes_cli.store.reading.translation import Data
from mes_cli.view.records import ViewData
from mes_cli.view.viewer import Named, Viewer


def path(said: str, model: type[Part], words: Vocabulary) -> Path:
    """Find the fields that a path names, in the register's words or in the canonical ones.

    Raises:
        InputError: there is no such field.
    """
    slots = list[Slot]()
    home, part = "", cast("type[Part] | None", model)
    steps = said.replace("-", "_").split(".")
    for number, step in enumerate(steps):
        if part is None:
            raise nothing_inside(said, ".".join(steps[:number]))
        slot = keys(words.language, part).get(step)
        if slot is None:
            raise unknown_field(said, step, part, words)
        slots.append(slot)
        home, part = part.__name__, slot.part
    if slots[-1].part is not None and slots[-1].alone:
        # A list of parts may be named by its main field: `policies=culture`.
        home = slots[-1].part.__name__
        inner = shape(slots[-1].part).slots[slots[-1].alone]
        slots = [*slots[:-1], inner] if slots[-1].latest else [*slots, inner]
    return Path(tuple(slots), home)


def nothing_inside(said: str, field: str) -> InputError:
    """Say that a path leads into a *field* that has no fields itself."""
    return InputError(
        say("there is no field `{name}`", name=said), say("write `{near}`", near=field)
    )


def unknown_field(said: str, step: str, model: type[Part], words: Vocabulary) -> InputError:
    """Say that a path leads to no field."""
    form = shape(model)
    own = [words.key(form.home, name) for name in form.slots]
    like = near(step, own)
    return InputError(
        say("there is no field `{name}`", name=said),
        say("write `{near}`", near=said.removesuffix(step) + like)
        if like
        else say("write one of {choices}", choices=Words(tuple(own))),
    )


def values(record: object, slots: tuple[Slot, ...]) -> Iterator[object]:
    """Give the values at the end of a path; absent ones are left out."""
    if isinstance(record, list | tuple):
        for item in record:
            yield from values(item, slots)
    elif record is not None and not slots:
        yield record
    elif isinstance(record, dict):
        first, *rest = slots
        yield from values(record.get(first.name), tuple(rest))


def at(data: Data, path: Path) -> object:
    """Give what stands at the end of a path, in the last part of a list; None if nothing does."""
    here: object = data
    for slot in path.slots:
        here = here.get(slot.name) if isinstance(here, dict) else None
        if isinstance(here, list) and slot.part is not None:
            here = here[-1] if here else None
    return here


def put(data: Data, path: Path, value: object) -> None:
    """Put a value at the end of a path, into the last part of a list.

    Parts on the way are made where they are missing.
    """
    *way, last = path.slots
    here = data
    for slot in way:
        if slot.many:
            parts = cast("list[Data]", here.setdefault(slot.name, []))
            if not parts:
                parts.append({})
            here = parts[-1]
        else:
            here = cast("Data", here.setdefault(slot.name, {}))
    here[last.name] = value


#: The fields behind the name, by kind, in canonical English.
COLUMNS = {
    "structure": ("roles",),
    "programme": ("lead", "starts", "ends"),
    "initiative": ("stage", "territory.name", "themes"),
    "accompaniment": ("initiatives", "started", "ended"),
    "contribution": ("date", "kind", "hours", "for"),
    "funding": ("funder", "status", "granted"),
    "evidence": ("date", "kind"),
    "advocacy": ("form", "target", "outcome"),
    "year": (),
}


def of_year(register: Register, year: int) -> Callable[[Entry[Record]], bool]:
    """Tell which records are of a year; an initiative is of those in which it is accompanied."""
    settings = register.settings
    accompanied = {
        name
        for entry in register.of(Accompaniment)
        if year in years(entry.record, settings)
        for name in entry.record.initiatives
    }

    def holds(entry: Entry[Record]) -> bool:
        record = entry.record
        if isinstance(record, Initiative):
            return record.id in accompanied
        if isinstance(record, FinancialYear):
            return record.year == year
        return year in years(record, settings)

    return holds


#: So much of what a report lacks is named.
_LACKS = 5


def lacks(register: Register, year: int) -> Sequence[Lack]:
    """Give what the report of a year lacks most; the record of the year comes first."""
    in_year = of_year(register, year)
    there = any(entry.record.year == year for entry in register.of(FinancialYear))
    own = [] if there else [Lack(FinancialYear.kind, "", 1)]
    return [*own, *lacking(filter(in_year, register.entries))[:_LACKS]]


def total(records: Iterable[ViewData], column: Path) -> int | Decimal | None:
    """Add up what a column says; None where it holds neither hours nor amounts, or nothing."""
    if column.slot.scalar not in {Scalar.DURATION, Scalar.MONEY}:
        return None
    said = [it for record in records for it in values(record, column.slots)]
    numbers = [it for it in said if isinstance(it, int | Decimal)]
    return sum(numbers[1:], numbers[0]) if numbers else None


_CONDITION = re.compile(
    r"(?P<field>[\w.-]*\w)\s*(?P<sign>!=|>=|<=|=|~|>|<)(?P<value>.*)", re.DOTALL
)
#: How values are compared by each sign of order.
_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


@dataclass(frozen=True, slots=True)
class Condition:
    """What a record must say to be shown."""

    slots: tuple[Slot, ...]
    sign: str
    value: str
    words: Vocabulary

    def holds(self, record: ViewData, viewer: Viewer) -> bool:
        """Tell whether a record says it; a field that is not there is the empty value."""
        said = list(values(record, self.slots))
        if not self.value:
            return (not said) == (self.sign == "=")
        if self.sign == "!=":
            return not any(self._equals(value, viewer) for value in said)
        if self.sign == "=":
            return any(self._equals(value, viewer) for value in said)
        if self.sign == "~":
            return any(fold(self.value) in fold(worded(v, self.slots[-1], viewer)) for v in said)
        return any(self._compares(value) for value in said)

    def _equals(self, value: object, viewer: Viewer) -> bool:
        slot = self.slots[-1]
        if isinstance(value, Named):
            return self.value == value.id or fold(self.value) == fold(value.name)
        if isinstance(value, bool):
            return self.words.booleans.get(self.value, self.value) == str(value).lower()
        if isinstance(value, dt.date):
            # A month or a year stands for all of its days.
            return value.isoformat().startswith(self.value)
        if isinstance(value, int | Decimal):
            return self._number() == value
        table = choices(self.words.language, slot.words) if slot.words else {}
        if table.get(self.value) == value:
            return True
        return fold(self.value) in {fold(str(value)), fold(worded(value, slot, viewer))}

    def _compares(self, value: object) -> bool:
        if isinstance(value, dt.date):
            other: object = self.value
            value = value.isoformat()[: len(self.value)]
        elif isinstance(value, int | Decimal):
            other = self._number()
        else:
            return False
        return other is not None and _COMPARED[self.sign](value, other)

    def _number(self) -> Decimal | None:
        if self.slots[-1].scalar is Scalar.DURATION:
            length = seconds(self.value)
            return None if length is None else Decimal(length)
        said = re.sub(r"[\s€%\u202f\u00a0]", "", self.value).replace(",", ".")
        number = Decimal(said) if re.fullmatch(r"\d+(?:\.\d+)?", said, re.ASCII) else None
        return number / 100 if number is not None and "%" in self.value else number


def condition(said: str, model: type[Part], words: Vocabulary) -> Condition:
    """Read a condition, as ``stage=emergence`` or ``territory.department=21``.

    Raises:
        InputError: it is not a condition, or names a field that the kind does not have or a word
            that the field does not know.
    """
    found = _CONDITION.fullmatch(said.strip())
    if found is None:
        raise InputError(
            say("`{value}` is not a value of `{option}`", value=said, option="--where"),
            say("write a field, a sign (= != ~ < >) and a value: `stage=emergence`"),
        )
    slots, value = path(found["field"], model, words).slots, found["value"].strip()
    if value and found["sign"] in {"=", "!="}:
        _known_word(value, slots[-1], words)
    return Condition(slots, found["sign"], value, words)


def _known_word(value: str, slot: Slot, words: Vocabulary) -> None:
    """Refuse a word that a field of a closed list does not have: no record can say it."""
    if slot.choices is None:
        return
    rows = [words.value(slot.choices.__name__, str(member)) for member in slot.choices]
    known = {*choices(words.language, slot.choices), *(row.label for row in rows)}
    if fold(value) in map(fold, known):
        return
    own = [row.word for row in rows]
    like = near(value, own)
    raise InputError(
        say("`{value}` is not a value of `{option}`", value=value, option="--where"),
        say("write `{near}`", near=like)
        if like
        else say("write one of {choices}", choices=Words(tuple(own))),
    )
