"""Figures that moved between two states, or two years, and the records that moved them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from mes_cli.figures.balance import Column, add, balance
from mes_cli.figures.counts import initiatives
from mes_cli.figures.due import has_account
from mes_cli.figures.ledger import MONETARY, scope
from mes_cli.figures.line import Line, Measure
from mes_cli.figures.rounding import to_cents
from mes_cli.figures.year import YearFigures
from mes_cli.model import Funding
from mes_cli.register import Name

#: The measures that each sum of money adds up; from the remainder, money is taken off.
SUMS: Mapping[str, frozenset[Measure]] = {
    "cost.staff": frozenset({Measure.STAFF}),
    "cost.expenses": frozenset({Measure.EXPENSES}),
    "cost.overheads": frozenset({Measure.OVERHEADS}),
    "cost.monetary": MONETARY,
    "cost.in_kind": frozenset({Measure.IN_KIND}),
    "cost.full": MONETARY | {Measure.IN_KIND},
    "resources.money": frozenset({Measure.MONEY}),
    "resources.pending": frozenset({Measure.PENDING}),
    "remainder": MONETARY,
}


@dataclass
class Movement:
    """A figure of a year in two states: whole cents, whole seconds, or how many."""

    year: int
    figure: str
    #: The kind of contribution, or the nature of money, that it is about; else empty.
    detail: str = ""
    before: int = 0
    after: int = 0
    #: What each record moved it by.
    records: dict[Name, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def unit(self) -> str:
        """What it counts: ``seconds``, ``cents`` or ``number``."""
        home = self.figure.partition(".")[0]
        return {"hours": "seconds", "counts": "number"}.get(home, "cents")

    @property
    def change(self) -> int:
        """By how much it moved."""
        return self.after - self.before


def movements(
    before: YearFigures, after: YearFigures, renamed: Mapping[Name, str]
) -> list[Movement]:
    """Give the figures that moved, each with the records that moved it.

    What the records moved it by adds up to what the figure moved by.
    """
    found: dict[tuple[str, str], Movement] = {}
    for figures, sign in ((before, -1), (after, 1)):
        for figure, detail, name, units in _told(figures):
            key = figure, detail
            if key not in found:
                found[key] = Movement(after.year, figure, detail)
            now = (name[0], renamed.get(name, name[1])) if sign < 0 else name
            found[key].records[now] += sign * units
            if sign < 0:
                found[key].before += units
            else:
                found[key].after += units
    moved = [it for it in found.values() if any(it.records.values())]
    for one in moved:
        rows = sorted(one.records.items(), key=lambda it: (-abs(it[1]), it[0]))
        one.records = {name: units for name, units in rows if units}
    moved += _accounts(before, after, renamed)
    order = ["hours", "cost", "resources", "remainder", "account", "counts"]
    return sorted(moved, key=lambda it: (order.index(it.figure.partition(".")[0]), _place(it)))


def _accounts(
    before: YearFigures, after: YearFigures, renamed: Mapping[Name, str]
) -> Iterator[Movement]:
    """The accounts of grants that both states have in the year, and whose totals moved."""
    now = _totals(after)
    for name, old in _totals(before).items():
        identity = renamed.get((Funding.kind, name), name)
        totals = zip(
            ("account.cost", "account.resources"), old, now.get(identity, old), strict=True
        )
        for figure, a, b in totals:
            if a != b:
                yield Movement(after.year, figure, identity, a, b)


def _totals(figures: YearFigures) -> dict[str, tuple[int, int]]:
    """What each grant with an account is for: its whole cost, and all its resources, in cents."""
    ledger = figures.ledger
    known: dict[frozenset[str] | None, tuple[int, int]] = {}
    found: dict[str, tuple[int, int]] = {}
    for funding in ledger.fundings:
        if not has_account(funding.entry.record):
            continue
        names = scope(ledger, funding)
        if names not in known:
            cells: dict[Column, int] = {}
            for name, own in ledger.cells.items():
                if names is None or name in names:
                    add(cells, own)
            whole = balance(cells, tuple)
            known[names] = to_cents(whole.cost.full), to_cents(whole.resources.full)
        found[funding.entry.record.id] = known[names]
    return found


def _place(one: Movement) -> tuple[int, str, str]:
    places = [*SUMS]
    return places.index(one.figure) if one.figure in places else -1, one.figure, one.detail


def _told(figures: YearFigures) -> Iterator[tuple[str, str, Name, int]]:
    """Every part of every figure: the figure, its detail, the record, and what that brings."""
    for line in figures.lines:
        yield from _of_line(line)
    counted: Iterable[tuple[str, Iterable[Name]]] = (
        ("counts.initiatives", (it.name for it in initiatives(figures.ledger))),
        ("counts.accompaniments", (it.name for it in figures.ledger.courses)),
    )
    for figure, names in counted:
        yield from ((figure, "", name, 1) for name in names)


def _of_line(line: Line) -> Iterator[tuple[str, str, Name, int]]:
    cents = to_cents(line.amount)
    if cents:
        for figure, added in SUMS.items():
            if line.measure in added:
                yield figure, "", line.record, cents
        if line.measure is Measure.MONEY:
            yield "remainder", "", line.record, -cents
            yield "resources.nature", str(line.detail), line.record, cents
    if line.seconds and line.measure is Measure.STAFF:
        yield "hours.staff", "", line.record, line.seconds
    if line.seconds and line.measure is Measure.IN_KIND:
        yield "hours.kind", str(line.detail), line.record, line.seconds
