"""What the records of a year say in the own fields of a register, added up as it declares."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from mes_cli.figures.counts import initiatives
from mes_cli.figures.groups import OwnBy
from mes_cli.figures.ledger import Ledger
from mes_cli.model import (
    KINDS,
    Accompaniment,
    Advocacy,
    Contribution,
    Evidence,
    FinancialYear,
    Funding,
    Initiative,
    Record,
)
from mes_cli.model.dated import days, first_day
from mes_cli.model.own_fields import Addition, FieldType, OwnField
from mes_cli.model.shape import Slot, shape
from mes_cli.register import Entry, Register

#: Kinds without a date: their values are those of today, and have no year before.
UNDATED = frozenset({"structure", "programme", "initiative"})

Records = Iterable[Entry[Record]]


class OwnTotal(NamedTuple):
    """What some records say in an own field, added up."""

    #: Seconds, euros, a share, or how many records; None where nothing is said.
    total: Decimal | int | None
    #: How many records say each word, in the order in which the words are declared.
    words: Mapping[str, int]
    #: How many records say something.
    records: int
    #: Those that the records are about.
    initiatives: frozenset[str]


class DeclaredField(NamedTuple):
    """An own field of a register."""

    kind: str
    name: str
    declared: OwnField

    def slot(self, register: Register) -> Slot:
        """Its place in the shape of its records."""
        own = shape(register.models[self.kind]).slots["own"].part
        assert own is not None
        return shape(own).slots[self.name]

    def said(self, record: Record) -> object:
        """What a record says in it; None if nothing."""
        return record.own_value(self.name)


def declared_fields(register: Register) -> Iterator[DeclaredField]:
    """All own fields of a register, kind by kind."""
    for kind in KINDS:
        for name, declared in register.settings.own_fields.of(kind).items():
            yield DeclaredField(kind, name, declared)


def field_named(register: Register, said: str) -> DeclaredField | None:
    """The own field that a name leads to, alone or behind its kind: ``initiative.people_housed``.

    None where there is none, or more than one.
    """
    found = [it for it in declared_fields(register) if said in {it.name, f"{it.kind}.{it.name}"}]
    return found[0] if len(found) == 1 else None


def divisions(register: Register) -> list[OwnBy]:
    """The own fields by whose words a year can be divided."""
    return [
        OwnBy(it.kind, it.name, it.declared.label, it.declared.audience, choices.__name__)
        for it in declared_fields(register)
        if it.kind in {Accompaniment.kind, Initiative.kind}
        and (choices := it.slot(register).choices) is not None
    ]


def records_of_year(ledger: Ledger, kind: str) -> Records:
    """The records of a kind that count in a year, as its report counts them."""
    match kind:
        case Accompaniment.kind:
            return ledger.courses
        case Initiative.kind:
            return initiatives(ledger)
        case Funding.kind:
            return tuple(it.entry for it in ledger.fundings)
        case FinancialYear.kind:
            return [it for it in ledger.entries(FinancialYear) if it.record.year == ledger.year]
        case Contribution.kind:
            # What is taken out of a network counts nowhere.
            given = (it.entry for it in ledger.contributions)
            return [it for it in given if _is_of_year(it, ledger)]
        case Evidence.kind | Advocacy.kind:
            return [it for it in ledger.entries(KINDS[kind]) if _is_of_year(it, ledger)]
        case _:
            return ledger.entries(KINDS[kind])


def _is_of_year(entry: Entry[Record], ledger: Ledger) -> bool:
    match entry.record:
        case Contribution() | Advocacy() as record:
            day = first_day(record)
        case Evidence(date=day):
            pass
        case _:
            return False
    return day is not None and day in ledger.period_of(entry)


def added_up(
    field: DeclaredField, ledger: Ledger, wanted: Callable[[Record], bool] = lambda _: True
) -> OwnTotal:
    """Add up what the *wanted* records of a year say in an own field."""
    entries = (it for it in records_of_year(ledger, field.kind) if wanted(it.record))
    said = [(it.record, value) for it in entries if (value := field.said(it.record)) is not None]
    concerned = (initiatives_of(record, ledger.register) for record, _ in said)
    return OwnTotal(
        _total(field.declared, said),
        _words(field.declared, [value for _, value in said]),
        len(said),
        frozenset().union(*concerned),
    )


def _total(declared: OwnField, said: list[tuple[Record, object]]) -> Decimal | int | None:
    """Add up what records say, as the field declares: count, sum, latest; None without a value."""
    values = [value for _, value in said]
    if declared.addition is Addition.COUNT:
        return sum(value is not False for value in values)
    numbers = [value for value in values if isinstance(value, Decimal | int)]
    if declared.addition is Addition.SUM:
        return sum(numbers[1:], numbers[0]) if numbers else None
    if declared.addition is Addition.LAST and said:
        _, last = max(said, key=lambda one: (max(days(one[0]), default=dt.date.min), one[0].id))
        return last if isinstance(last, Decimal | int) else None
    return None


def _words(declared: OwnField, values: list[object]) -> Mapping[str, int]:
    if declared.type is not FieldType.WORDS or declared.addition is not Addition.COUNT:
        return {}
    counted = Counter(map(str, values))
    return {it.word: counted[it.word] for it in declared.values if counted[it.word]}


def initiatives_of(record: Record, register: Register) -> frozenset[str]:
    """The initiatives that a record is about."""
    match record:
        case Initiative():
            return frozenset({record.id})
        case Accompaniment():
            return frozenset(record.initiatives)
        case Contribution():
            parties = {it for it in (record.giver, record.receiver) if it}
            named = {it for it in parties if register.get(Initiative, it)}
            return _accompanied((it.accompaniment for it in record.targets), register) | named
        case Funding():
            return _accompanied((it.accompaniment for it in record.targets), register)
        case Evidence():
            return frozenset(record.initiatives) | _accompanied(record.accompaniments, register)
        case _:
            return frozenset()


def _accompanied(names: Iterable[str | None], register: Register) -> frozenset[str]:
    entries = (register.get(Accompaniment, name) for name in names if name)
    return frozenset(it for entry in entries if entry for it in entry.record.initiatives)
