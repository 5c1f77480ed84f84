"""Rows of other programs: matched with existing records by their import keys, and planned."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from mes_cli.exchange.current import Current, checked
from mes_cli.exchange.differences import changes
from mes_cli.exchange.keys import Key, Round, key_of, paired, plain_key, read_key
from mes_cli.exchange.new_records import month_of, new_id, place_for
from mes_cli.exchange.plan import FieldChange, Item, ItemState, Plan, Problem, put, state_of
from mes_cli.exchange.values import same_in_all_forms
from mes_cli.finding import Loc, Message, say
from mes_cli.model import Contribution
from mes_cli.model.record import Part, Record
from mes_cli.model.shape import shape
from mes_cli.register import Entry
from mes_cli.store.editing.edits import Edits
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
    #: The other program cancelled it: the record that an earlier import made of it is removed.
    void: bool = False


@dataclass(slots=True)
class Arrivals:
    """The parsed file of another program: its rows, its problems, and notes on it."""

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


_OTHER_COMPUTER = say(
    "people have other pseudonyms than when these rows came in: if that was on another computer,"
    " copy `pseudonyms.key` from its state folder, or each person becomes two"
)


def plan_of(arrivals: Arrivals, current: Current, edits: Edits) -> Plan:
    """Sort what comes in: new, changed in the other program, or known already."""
    plan = Plan(problems=list(arrivals.problems), unchanged=arrivals.unchanged)
    plan.items += arrivals.changed
    for reason in arrivals.left_out:
        plan.leave(reason)
    rows = list(rows_of(arrivals, current, plan))
    known = _known(rows, arrivals, current)
    plan.notes += arrivals.notes
    register = current.reading.register
    taken = {entry.name for entry in register.entries} | register.unread
    for row, entry in zip(rows, known, strict=True):
        if row.incoming.void:
            plan.items += [] if entry is None else [_item(ItemState.REMOVED, row, entry, current)]
        elif entry is None:
            plan.items.append(_new(row, current, taken))
        elif item := _compared(row, entry, arrivals.fields, current, edits, plan):
            plan.items.append(item)
        else:
            plan.unchanged += 1
    return plan


def _known(
    rows: Sequence[IncomingRow], arrivals: Arrivals, current: Current
) -> list[Entry[Record] | None]:
    """For each row the record that it is already."""
    found = [
        entry
        for several in current.keys.values()
        for entry in several
        if (key := _key(entry)) is None or key.source == arrivals.source
    ]
    match = _Matching(arrivals.who)
    longest = max((len(row.earlier) for row in rows), default=0)
    rounds = [match.by("said", "who"), match.by("said"), *map(_by_old_key, range(longest))]
    rounds.append(match.by("who"))
    people = {match.who(row.record) for row in rows} - {None}
    if people.isdisjoint({match.who(entry.record) for entry in found}):
        rounds.append(match.by())  # pseudonyms of another computer tell nobody apart here
    pairs = paired(rows, found, rounds)
    both = zip(rows, pairs, strict=True)
    named = [(match.who(row.record), match.who(entry.record)) for row, entry in both if entry]
    if arrivals.who == "by" and any(here and there and here != there for here, there in named):
        arrivals.notes.append(_OTHER_COMPUTER)
    return pairs


@dataclass(frozen=True, slots=True)
class _Matching:
    """Finds the records that rows are, by their keys and by *field*, which tells people apart."""

    field: str

    def who(self, record: Record) -> object:
        """What a record says in the field that tells people apart, if it has one."""
        slot = shape(type(record)).slots.get(self.field)
        return getattr(record, slot.attribute) if slot else None

    def by(self, *parts: str) -> Round[IncomingRow, Entry[Record]]:
        """Match the first digest of keys, with what rows said or with who is named in *parts*."""

        def common(key: Key | None, record: Record) -> tuple[object, ...] | None:
            if key is None:
                return None
            said = key.said if "said" in parts else ""
            return key.row, said, self.who(record) if "who" in parts else ""

        return (
            lambda row: common(row.key, row.record),
            lambda entry: common(_key(entry), entry.record),
        )


def _key(entry: Entry[Record]) -> Key | None:
    return read_key(entry.record.import_key)


def _by_old_key(number: int) -> Round[IncomingRow, Entry[Record]]:
    """Match keys of earlier versions, of which a row may have several."""
    return (
        lambda row: row.earlier[number] if number < len(row.earlier) else None,
        lambda entry: entry.record.import_key,
    )


def _compared(
    row: IncomingRow,
    entry: Entry[Record],
    fields: Sequence[str],
    current: Current,
    edits: Edits,
    plan: Plan,
) -> Item | None:
    """What a row changes of the record that it is; None where it changes nothing."""
    base, here = _key(entry), key_of("", (), said_by(entry.record, fields)).said
    # While a row says what it said before, what the keeper changed stays.
    again = row.key.said in {here, base.said if base else ""}
    wanted = {} if again else {name: row.incoming.data.get(name) for name in fields}
    wanted |= {name: it for name, it in row.incoming.fills.items() if not _has(entry.record, name)}
    renews = entry.record.import_key != str(row.key)
    if not wanted and not renews:
        return None
    old = edits.data(entry.place)
    found = _changes(row, entry, {"id": entry.record.id, **old}, wanted, current, plan)
    if not found and not renews:
        return None
    untouched = base.said == here if base else _as_misread(row, here, fields, current)
    contested = bool(found) and not (untouched or again)
    found = [replace(change, contested=contested) for change in found]
    item = _item(state_of(found), row, entry, current)
    item.data, item.renews = {**old, "import_key": str(row.key)}, renews
    item.changes = found
    return item


def _has(record: Record, name: str) -> bool:
    return bool(getattr(record, shape(type(record)).slots[name].attribute))


def _changes(
    row: IncomingRow,
    entry: Entry[Record],
    proposal: Data,
    wanted: Data,
    current: Current,
    plan: Plan,
) -> list[FieldChange]:
    """The fields of a record that would say something else with what is *wanted*."""
    if not wanted:
        return []
    for name, value in wanted.items():
        put(proposal, (name,), value)
    it = row.incoming
    record = checked(proposal, it.kind, it.spot, it.spots, current, plan)
    return [] if record is None else list(changes(entry.record, record, proposal, {}, current))


def _item(state: ItemState, row: IncomingRow, entry: Entry[Record], current: Current) -> Item:
    """What becomes of a record that is known."""
    label, it = str(current.plain(entry.record)["label"]), row.incoming
    return Item(
        state, it.kind, entry.record.id, label, {}, entry.place, spot=it.spot, spots=dict(it.spots)
    )


def _as_misread(row: IncomingRow, moved: str, fields: Sequence[str], current: Current) -> bool:
    """Tell whether a record still says what an earlier version of mes made of the row."""
    data = {"id": "x", **row.incoming.data, **row.incoming.misread}
    record = checked(data, row.incoming.kind, "", {}, current, Plan())
    return record is not None and key_of("", (), said_by(record, fields)).said == moved


def _new(row: IncomingRow, current: Current, taken: set[tuple[str, str]]) -> Item:
    """A record that the register does not have; hours have no id of their own."""
    it = row.incoming
    data = {**it.data, **it.fills, "import_key": str(row.key)}
    label = str(data.get("name") or data.get("title") or "")
    hours = it.kind == Contribution.kind
    code = "" if hours else new_id(it.kind, label or row.key.row, taken)
    file, code, listed = place_for(it.kind, data, code, taken, current)
    spots = dict(it.spots)
    return Item(ItemState.NEW, it.kind, code, label, data,
                file=file, listed=listed, spot=it.spot, spots=spots)  # fmt: skip
