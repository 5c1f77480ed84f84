"""Costs of a journal as expenses of accompaniments: added, changed, or known already."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mes_cli.exchange.bookkeeping import Posting
from mes_cli.exchange.current import Current
from mes_cli.exchange.incoming import Arrivals
from mes_cli.exchange.keys import Key, Round, key_of, paired, read_key
from mes_cli.exchange.plan import FieldChange, Item, Problem, state_of
from mes_cli.figures.years import calendar
from mes_cli.finding import Loc, say
from mes_cli.language.formats import formats
from mes_cli.model import Accompaniment
from mes_cli.model.accompaniment import Expense
from mes_cli.register import Entry
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.translation import Data

_SAID = ("date", "label", "amount", "account")


@dataclass(frozen=True, slots=True)
class _Cost:
    """A posting that becomes an expense, with the key that it is known by."""

    posting: Posting
    key: Key

    @property
    def data(self) -> Data:
        it = self.posting
        return {
            "date": it.date,
            "label": it.label,
            "amount": f"{it.amount:f}",
            "account": it.account,
            "import_key": str(self.key),
        }


@dataclass(frozen=True, slots=True)
class _Known:
    """An expense of the register, and where it stands."""

    entry: Entry[Accompaniment]
    number: int
    expense: Expense

    @property
    def key(self) -> Key | None:
        return read_key(self.expense.import_key)


def year_of(it: Posting, current: Current) -> dict[str, str] | None:
    """The financial year of a line."""
    try:
        date = dt.date.fromisoformat(it.date)
    except ValueError:
        return None
    dates = calendar(current.reading.register)
    period = dates.period(dates.year_of(date))
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}


def spend(
    costs: Mapping[str, list[Posting]], current: Current, edits: Edits, arrivals: Arrivals
) -> None:
    """Add expenses to accompaniments, change those that say something else, leave the others."""
    wanted = [(name, _Cost(it, _key(it, current))) for name, found in costs.items() for it in found]
    known = [
        _Known(entry, number, expense)
        for entry in current.reading.register.of(Accompaniment)
        for number, expense in enumerate(entry.record.expenses)
    ]
    rounds = [_by_key(said=True), _by_key(said=False), *map(_by_content, ("", "label", "amount"))]
    pairs = paired(wanted, known, rounds)
    changed: dict[str, list[tuple[_Cost, _Known | None]]] = {}
    for (name, cost), one in zip(wanted, pairs, strict=True):
        changed.setdefault(one.entry.record.id if one else name, []).append((cost, one))
    for name, several in changed.items():
        entry = current.reading.register.get(Accompaniment, name)
        if entry is None:
            spot = several[0][0].posting.row.spot()
            arrivals.problems.append(Problem(spot, say("no record is called `{name}`", name=name)))
        else:
            arrivals.changed += _items(entry, several, current, edits, arrivals)


def _key(it: Posting, current: Current) -> Key:
    year = (year_of(it, current) or {"from": it.date})["from"]
    identity = (year, it.entry, it.account.rstrip("0")) if it.entry else (it.date, it.account)
    key = key_of("paheko", ("expense", *identity), ())
    return key._replace(said=_said(it.date, it.label, f"{it.amount:f}", it.account))


def _by_key(*, said: bool) -> Round[tuple[str, _Cost], _Known]:
    """Pair expenses by the keys of their rows, and by what these *said*."""

    def of(key: Key | None) -> tuple[str, str] | None:
        return None if key is None else (key.row, key.said if said else "")

    return lambda row: of(row[1].key), lambda known: of(known.key)


def _by_content(without: str) -> Round[tuple[str, _Cost], _Known]:
    """Pair expenses that have no key yet by what they say, *without* one field."""
    compared = [name for name in _SAID if name != without]

    def of_row(row: tuple[str, _Cost]) -> tuple[object, ...]:
        data = row[1].data
        return tuple(str(data[name]) for name in compared)

    def of_known(known: _Known) -> tuple[object, ...] | None:
        if known.key is not None:
            return None
        return tuple(_text(getattr(known.expense, name)) for name in compared)

    return of_row, of_known


def _text(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value or "")


def _items(
    entry: Entry[Accompaniment],
    costs: Iterable[tuple[_Cost, _Known | None]],
    current: Current,
    edits: Edits,
    arrivals: Arrivals,
) -> Iterator[Item]:
    """What changes in one accompaniment: nothing, keys alone, or expenses."""
    data = edits.data(entry.place)
    before = data.get("expenses")
    expenses = list(before) if isinstance(before, list) else []
    found: list[FieldChange] = []
    spots: dict[Loc, str] = {}
    places, renewed = len(expenses), False
    for cost, known in costs:
        number = places if known is None else known.number
        several = list(_changes(cost, known, number, current))
        found += several
        spots["expenses", number] = cost.posting.row.spot()
        places += known is None and bool(several)
        if known is not None and cost.posting.amount:
            arrivals.unchanged += not several
            renewed = renewed or known.expense.import_key != str(cost.key)
            expenses[number] = {**expenses[number], "import_key": str(cost.key)}
    if not found and not renewed:
        return
    label, spot = entry.record.title or "", next(iter(spots.values()))
    data = {**data, "expenses": expenses} if expenses else data
    yield Item(
        state_of(found),
        Accompaniment.kind,
        entry.record.id,
        label,
        data,
        entry.place,
        found,
        spot=spot,
        spots=spots,
        renews=renewed,
    )


def _changes(
    cost: _Cost, known: _Known | None, number: int, current: Current
) -> Iterator[FieldChange]:
    """What a cost changes: an expense that is new, says something else, or is taken back."""
    if not cost.posting.amount:
        if known is not None:
            yield _taken_back(known, current)
    elif known is None:
        yield _added(cost, number, current)
    else:
        yield from _differences(cost, known, current)


def _added(cost: _Cost, place: int, current: Current) -> FieldChange:
    it = cost.posting
    title = current.words.field("Accompaniment", "expenses").label
    money = formats(current.words.language).money(it.amount)
    said = f"{_day(it.date, current)} · {it.label} · {money} · {it.account}"
    return FieldChange(f"{title} {place + 1}", "—", said, ("expenses", place), cost.data)


def _taken_back(known: _Known, current: Current) -> FieldChange:
    """The journal took an entry back that came in before: its expense goes."""
    old = known.expense
    title = current.words.field("Accompaniment", "expenses").label
    said = f"{_day(_text(old.date), current)} · {old.label}"
    return FieldChange(f"{title} {known.number + 1}", said, "—", ("expenses", known.number))


def _day(date: str, current: Current) -> str:
    try:
        return formats(current.words.language).date(dt.date.fromisoformat(date))
    except ValueError:
        return date


def _differences(cost: _Cost, known: _Known, current: Current) -> Iterator[FieldChange]:
    """The fields of an expense in which the journal says something else than it said before."""
    old = known.expense
    here = _said(_text(old.date), old.label, _text(old.amount), old.account or "")
    if cost.key.said == here or (known.key and known.key.said == cost.key.said):
        return
    title = current.words.field("Accompaniment", "expenses").label
    contested = known.key is not None and known.key.said != here
    for name in _SAID:
        was, becomes = _text(getattr(old, name)), str(cost.data[name])
        if was != becomes and not (name == "account" and was.rstrip("0") == becomes.rstrip("0")):
            field_title = current.words.field("Expense", name).label
            yield FieldChange(
                f"{title} {known.number + 1} – {field_title}",
                _shown(name, was, current),
                _shown(name, becomes, current),
                ("expenses", known.number, name),
                becomes,
                contested=contested,
            )


def _shown(name: str, said: str, current: Current) -> str:
    if name == "amount":
        return formats(current.words.language).money(Decimal(said))
    return _day(said, current) if name == "date" else said or "—"


def _said(date: str, label: str, amount: str, account: str) -> str:
    """The digest of what an expense says."""
    return key_of("", (), (date, label, amount, account.rstrip("0"))).said
