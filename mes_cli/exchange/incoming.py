"""Rows of other programs: known again by what they say, so that none comes in twice."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from mes_cli.exchange.current import Current, checked
from mes_cli.exchange.differences import changes
from mes_cli.exchange.keys import Key, Round, key_of, paired, plain_key, read_key
from mes_cli.exchange.new_records import free_id, month_of
from mes_cli.exchange.plan import Data, FieldChange, Item, Outcome, Plan, Problem
from mes_cli.exchange.values import same_in_all_forms
from mes_cli.finding import Loc, Message, say
from mes_cli.model import Contribution
from mes_cli.model.part import Part
from mes_cli.model.record import Record
from mes_cli.model.shape import shape
from mes_cli.register import Entry
from mes_cli.store.editing.edits import Edits


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


_OTHER_COMPUTER = say(
    "people have other pseudonyms than when these rows came in: if that was on another computer,"
    " copy `pseudonyms.key` from its state folder, or each person becomes two"
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that reads as a record, with its keys."""

    incoming: Incoming
    record: Record
    key: Key
    #: Keys of earlier versions, which counted rows that were alike.
    earlier: tuple[str, ...]


def plan_of(arrivals: Arrivals, current: Current, edits: Edits) -> Plan:
    """Sort what comes in: new, changed in the other program, or known already."""
    plan = Plan(problems=list(arrivals.problems), unchanged=arrivals.unchanged)
    plan.items += arrivals.changed
    for reason in arrivals.left_out:
        plan.leave(reason)
    rows = list(_rows(arrivals, current, plan))
    known = _known(rows, arrivals, current)
    plan.notes += arrivals.notes
    register = current.reading.register
    taken = {entry.name for entry in register.entries} | register.unread
    for row, entry in zip(rows, known, strict=True):
        if row.incoming.void:
            plan.items += [] if entry is None else [_gone(row, entry, current)]
        elif entry is None:
            plan.items.append(_new(row, current, taken))
        elif item := _compared(row, entry, arrivals.fields, current, edits, plan):
            plan.items.append(item)
        else:
            plan.unchanged += 1
    return plan


def _rows(arrivals: Arrivals, current: Current, plan: Plan) -> Iterable[_Row]:
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
        yield _Row(it, record, key_of(arrivals.source, identity, said), tuple(earlier))


def said_by(part: Part, fields: Iterable[str]) -> list[str]:
    """What a record says in some fields, alike however it was written."""
    slots = shape(type(part)).slots
    return [f"{name}={_plain(getattr(part, slots[name].attribute))}" for name in fields]


def _plain(value: object) -> str:
    match value:
        case Decimal():
            return f"{value.normalize():f}"
        case dt.date():
            return value.isoformat()
        case tuple():
            return ";".join(map(_plain, value))
        case Part():
            return ",".join(said_by(value, shape(type(value)).slots))
        case str():
            return same_in_all_forms(value)
        case _:
            return str(value)


def _known(
    rows: Sequence[_Row], arrivals: Arrivals, current: Current
) -> list[Entry[Record] | None]:
    """For each row the record that it is already."""
    entries = [entry for several in current.keys.values() for entry in several]
    keys = {it.name: read_key(it.record.import_key) for it in entries}
    found = [
        it for it in entries if (key := keys[it.name]) is None or key.source == arrivals.source
    ]

    def who(record: Record) -> object:
        slot = shape(type(record)).slots.get(arrivals.who)
        return getattr(record, slot.attribute) if slot else None

    def by(*parts: str) -> Round[_Row, Entry[Record]]:
        def of_row(row: _Row) -> tuple[object, ...] | None:
            return _named(row.key, row.record, parts)

        def of_entry(entry: Entry[Record]) -> tuple[object, ...] | None:
            return _named(keys[entry.name], entry.record, parts)

        return of_row, of_entry

    def _named(key: Key | None, record: Record, parts: Sequence[str]) -> tuple[object, ...] | None:
        if key is None:
            return None
        return (key.row, key.said if "said" in parts else "", who(record) if "who" in parts else "")

    def old_key(number: int) -> Round[_Row, Entry[Record]]:
        return (
            lambda row: row.earlier[number] if number < len(row.earlier) else None,
            lambda entry: entry.record.import_key,
        )

    longest = max((len(row.earlier) for row in rows), default=0)
    rounds = [by("said", "who"), by("said"), *map(old_key, range(longest)), by("who")]
    people = {who(row.record) for row in rows} - {None}
    if people.isdisjoint({who(entry.record) for entry in found}):
        rounds.append(by())  # pseudonyms of another computer tell nobody apart here
    pairs = paired(rows, found, rounds)
    both = [(who(row.record), who(it.record)) for row, it in zip(rows, pairs, strict=True) if it]
    if arrivals.who == "by" and any(here and there and here != there for here, there in both):
        arrivals.notes.append(_OTHER_COMPUTER)
    return pairs


def _compared(
    row: _Row,
    entry: Entry[Record],
    fields: Sequence[str],
    current: Current,
    edits: Edits,
    plan: Plan,
) -> Item | None:
    """What a row changes of the record that it is; None where it changes nothing."""
    old = edits.data(entry.place)
    here, there, base = (
        said_by(entry.record, fields),
        row.key.said,
        read_key(entry.record.import_key),
    )
    moved = key_of("", (), here).said
    # What the row does not say anew is the keeper's: it stays as it is.
    again = moved == there or (base is not None and base.said == there)
    wanted = {} if again else {name: row.incoming.data.get(name) for name in fields}
    wanted |= {name: it for name, it in row.incoming.fills.items() if name not in old}
    proposal = {**old, "id": entry.record.id}
    for name, value in wanted.items():
        if value is None:
            proposal.pop(name, None)
        else:
            proposal[name] = value
    renewed = {**old, "import_key": str(row.key)}
    spots = dict(row.incoming.spots)
    found: list[FieldChange] = []
    if wanted:
        record = checked(proposal, row.incoming.kind, row.incoming.spot, spots, current, plan)
        if record is None:
            return None
        found = list(changes(entry.record, record, proposal, {}, current))
    if not found and renewed == old:
        return None
    untouched = base.said == moved if base else _as_misread(row, moved, fields, current)
    state = (
        Outcome.RENEWED
        if not found
        else Outcome.CHANGED
        if untouched or again
        else Outcome.CONFLICT
    )
    label = str(current.plain(entry.record)["label"])
    found = [replace(change, contested=state is Outcome.CONFLICT) for change in found]
    return Item(
        state,
        row.incoming.kind,
        entry.record.id,
        label,
        renewed,
        entry.place,
        found,
        spot=row.incoming.spot,
        spots=spots,
        renews=renewed != old,
    )


def _gone(row: _Row, entry: Entry[Record], current: Current) -> Item:
    label = str(current.plain(entry.record)["label"])
    return Item(
        Outcome.REMOVED,
        row.incoming.kind,
        entry.record.id,
        label,
        {},
        entry.place,
        spot=row.incoming.spot,
    )


def _as_misread(row: _Row, moved: str, fields: Sequence[str], current: Current) -> bool:
    """Tell whether a record still says what an earlier version of mes made of the row."""
    data = {"id": "x", **row.incoming.data, **row.incoming.misread}
    record = checked(data, row.incoming.kind, "", {}, current, Plan())
    return record is not None and key_of("", (), said_by(record, fields)).said == moved


def _new(row: _Row, current: Current, taken: set[tuple[str, str]]) -> Item:
    it = row.incoming
    data = {**it.data, **it.fills, "import_key": str(row.key)}
    folder = current.words.kinds[it.kind].folder
    label = str(data.get("name") or data.get("title") or "")
    if it.kind == Contribution.kind:
        file = current.month_list(month_of(data), str(data.get("kind")))
        return Item(
            Outcome.NEW,
            it.kind,
            "",
            label,
            data,
            file=file,
            listed=True,
            spot=it.spot,
            spots=dict(it.spots),
        )
    code = free_id(it.kind, label or row.key.row, taken)
    taken.add((it.kind, code))
    return Item(
        Outcome.NEW,
        it.kind,
        code,
        label,
        data,
        file=f"{folder}/{code}.yaml",
        spot=it.spot,
        spots=dict(it.spots),
    )
