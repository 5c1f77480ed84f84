"""Rows of other programs, read as records, with the keys by which they are known again."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mes_cli.exchange.current import Current, checked
from mes_cli.exchange.keys import Key, key_of, plain_key
from mes_cli.exchange.new_records import month_of
from mes_cli.exchange.plan import Item, Plan, Problem
from mes_cli.exchange.values import same_in_all_forms
from mes_cli.finding import Loc, Message, say
from mes_cli.model import Contribution
from mes_cli.model.record import Part, Record
from mes_cli.model.shape import shape
from mes_cli.store.reading.translation import Data


@dataclass(frozen=True, slots=True)
class Incoming:
    """A row of another program, as a record."""

    kind: str
    data: Data
    #: What makes it this one and no other; no name of a person.
    identity: tuple[str, ...]
    spot: str
    spots: Mapping[Loc, str] = field(default_factory=dict)
    #: Fields that it fills where the register says nothing.
    fills: Data = field(default_factory=dict)
    #: By what earlier versions of mes knew it.
    earlier: tuple[tuple[str, ...], ...] = ()
    #: What earlier versions of mes made of some fields.
    misread: Data = field(default_factory=dict)
    #: The other program took it back: what came of it before goes.
    void: bool = False


@dataclass(slots=True)
class Arrivals:
    """What a file of another program holds."""

    source: str
    #: The fields that it can say: they are compared, and no others.
    fields: tuple[str, ...] = ()
    #: The field that tells people, or funders, apart in rows that are alike.
    who: str = "by"
    found: list[Incoming] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[Message] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    #: Changes of records that are there: accompaniments that get expenses.
    changed: list[Item] = field(default_factory=list)
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """A row that reads as a record, with its keys."""

    incoming: Incoming
    record: Record
    key: Key
    #: Keys of earlier versions, which counted rows that were alike.
    earlier: tuple[str, ...]


def rows_of(arrivals: Arrivals, current: Current, plan: Plan) -> Iterable[IncomingRow]:
    """The rows that read as records; what is wrong with the others goes into the plan."""
    counts: Counter[str] = Counter()
    for it in arrivals.found:
        data = {"id": "x", **it.data, **it.fills}
        record = checked(data, it.kind, it.spot, it.spots, current, plan)
        if record is None:
            continue
        if it.kind == Contribution.kind and not month_of(it.data):
            plan.problem(it.spot, say("this row has no day"))
            continue
        earlier = []
        for identity in it.earlier:
            key = plain_key(arrivals.source, identity)
            counts[key] += 1
            earlier.append(f"{key}-{counts[key]}" if counts[key] > 1 else key)
        identity = (it.kind, *map(same_in_all_forms, it.identity))
        said = said_by(record, arrivals.fields)
        yield IncomingRow(it, record, key_of(arrivals.source, identity, said), tuple(earlier))


def said_by(part: Part, fields: Iterable[str]) -> list[str]:
    """What a record says in some fields, alike however it was written."""
    slots = shape(type(part)).slots
    return [f"{name}={_normal_form(getattr(part, slots[name].attribute))}" for name in fields]


def _normal_form(value: object) -> str:
    match value:
        case Decimal():
            return f"{value.normalize():f}"
        case dt.date():
            return value.isoformat()
        case tuple():
            return ";".join(map(_normal_form, value))
        case Part():
            return ",".join(said_by(value, shape(type(value)).slots))
        case str():
            return same_in_all_forms(value)
        case _:
            return str(value)
