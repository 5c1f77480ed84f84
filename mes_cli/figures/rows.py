"""Rows: the year's balance by accompaniment, initiative, programme, policy, funder and so on.

What is spread between rows is each *cell* of an accompaniment: all its staff, all its expenses,
each nature of its money. The lines of a cell are then cut so that they add up to what each row has
of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import groupby
from typing import NamedTuple

from mes_cli.figures.balance import Balance, Cells, Column, add, balance, cells_of, column
from mes_cli.figures.groups import GROUPS, NONE, By, RowsBy, groups_of, label
from mes_cli.figures.ledger import Ledger
from mes_cli.figures.line import Basis, Line, Measure, SpreadPart
from mes_cli.figures.rounding import (
    Claim,
    divide,
    fill,
    from_cents,
    largest_remainder,
    rank,
    shares,
    spread_units,
    to_cents,
    whole,
)
from mes_cli.model import Funding

#: The rows that a funding comes from, and their parts in it.
Origins = Mapping[str, Fraction]
FindOrigins = Callable[[Funding, Decimal], Origins]


class Cut(NamedTuple):
    """Some lines, what each row has of them, and what they are cut by."""

    lines: Sequence[Line]
    rows: Mapping[str, Cells]
    #: What each row weighs.
    weights: Origins
    basis: Basis


def funder(funding: Funding, _amount: Decimal) -> Origins:
    """The funder of a funding, for all of it."""
    return {funding.funder: Fraction(1)}


def policy(funding: Funding, amount: Decimal) -> Origins:
    """The policies of a funding, which share all of it; ``none`` where it names none.

    *Amount* is that over all years, which amounts of policies are parts of.
    """
    claims = [Claim(it.policy, it.share, it.amount) for it in funding.policies]
    weights = shares(claims, amount)
    return {NONE if name is None else name: weight for name, weight in weights.items()}


_ORIGINS: Mapping[By, FindOrigins] = {By.POLICY: policy, By.FUNDER: funder}


def cuts(ledger: Ledger, by: RowsBy) -> Iterator[Cut]:
    """Cut all lines of a year but those of the life of the structure, which is a row apart."""
    if isinstance(by, By) and by in _ORIGINS:
        return _by_origin(ledger, _ORIGINS[by])
    return _by_group(ledger, by)


def row_cells(cuts: Iterable[Cut]) -> dict[str, Cells]:
    """Add up what each row has."""
    found: dict[str, dict[Column, int]] = {}
    for cut in cuts:
        for row, cells in cut.rows.items():
            add(found.setdefault(row, {}), cells)
    return dict(found)


def parts(cut: Cut) -> Iterator[tuple[str, Line]]:
    """Cut each line between the rows; parts of nothing are left out."""
    if len(cut.rows) == 1:
        [row] = cut.rows
        yield from ((row, line) for line in cut.lines)
        return
    names = sorted(cut.rows, key=rank)
    every = sum(cut.weights.values(), Fraction(0))
    cents, seconds = (_table(cut, names, timed=timed) for timed in (False, True))
    nothing = [0] * len(names)
    for place, line in enumerate(cut.lines):
        units = zip(names, cents.get(place, nothing), seconds.get(place, nothing), strict=True)
        for row, amount, time in units:
            if amount or time:
                step = SpreadPart(cut.basis, cut.weights[row], every, line.amount, line.seconds)
                yield row, line.cut(from_cents(amount), time, step)


def _table(cut: Cut, names: Sequence[str], *, timed: bool) -> dict[int, list[int]]:
    """The cents, or the seconds, that each line has in each row, by the place of the line."""
    weights = whole([cut.weights[row] for row in names])
    columns: dict[Column, list[int]] = {}
    for place, line in enumerate(cut.lines):
        if line.seconds if timed else line.amount:
            columns.setdefault(column(line, timed=timed), []).append(place)
    found: dict[int, list[int]] = {}
    for told, places in columns.items():
        lines = (cut.lines[place] for place in places)
        units = [line.seconds if timed else to_cents(line.amount) for line in lines]
        totals = [cut.rows[row].get(told, 0) for row in names]
        found.update(zip(places, divide(units, weights, totals), strict=True))
    return found


def _by_group(ledger: Ledger, by: RowsBy) -> Iterator[Cut]:
    """Share each accompaniment equally between its initiatives, then between the rows of each."""
    find = groups_of(by)
    for name, lines in ledger.by_accompaniment.items():
        if name is None:
            continue
        if by is By.STRUCTURE and name in ledger.by_structure:
            for row, own in ledger.by_structure[name].items():
                yield Cut(own, {row: cells_of(own)}, {row: Fraction(1)}, Basis.EQUAL)
            continue
        groups = find(ledger.register, name)
        weights: dict[str, Fraction] = {}
        for some in groups.values():
            for row in some:
                part = Fraction(1, len(groups) * len(some))
                weights[row] = weights.get(row, Fraction(0)) + part
        cells = ledger.cells[name]
        if len(weights) == 1:
            yield Cut(lines, dict.fromkeys(weights, cells), weights, Basis.EQUAL)
            continue
        rows: dict[str, dict[Column, int]] = {row: {} for row in weights}
        for initiative, share in _spread(cells, dict.fromkeys(groups, 1)).items():
            for row, part_of_it in _spread(share, dict.fromkeys(groups[initiative], 1)).items():
                add(rows[row], part_of_it)
        yield Cut(lines, rows, weights, Basis.EQUAL)


def _spread(cells: Cells, weights: Mapping[str, int]) -> dict[str, dict[Column, int]]:
    """Spread each cell by the same weights."""
    names = sorted(weights, key=rank)
    scale = [weights[name] for name in names]
    rows: dict[str, dict[Column, int]] = {row: {} for row in weights}
    for told, units in cells.items():
        for row, part in zip(names, largest_remainder(units, scale), strict=True):
            if part:
                rows[row][told] = part
    return rows


def _by_origin(ledger: Ledger, find: FindOrigins) -> Iterator[Cut]:
    """Give money to the rows that it comes from, and what accompaniments have by the money.

    Hours, cost and what was given follow the money received; where none was, they are in the
    row ``none``.
    """
    received: dict[str, dict[str, int]] = {}
    for name, cut in _money(ledger, find):
        if name is None:
            continue
        yield cut
        weights = received.setdefault(name, {})
        for row, cells in cut.rows.items():
            for (measure, _, _), units in cells.items():
                if measure is Measure.MONEY:
                    weights[row] = weights.get(row, 0) + units
    for name, lines in ledger.by_accompaniment.items():
        if name is not None:
            own = [line for line in lines if line.measure not in _MONEY]
            weights = received.get(name) or {NONE: 1}
            rows = _spread(ledger.own_cells.get(name, {}), weights)
            exact = {row: Fraction(units, 100) for row, units in weights.items()}
            yield Cut(own, rows, exact, Basis.MONEY)


_MONEY = frozenset({Measure.MONEY, Measure.PENDING})


def _money(ledger: Ledger, find: FindOrigins) -> Iterator[tuple[str | None, Cut]]:
    """The money of each accompaniment, funding by funding, cut between the rows it comes from.

    The table of accompaniments and rows keeps both its sides: each row has the very cents that
    the whole funding gives it in the year.
    """
    fundings = {it.entry.name: it for it in ledger.fundings}
    ordered = sorted(ledger.money, key=lambda line: line.record)
    for record, some in groupby(ordered, key=lambda line: line.record):
        by_name: dict[str | None, list[Line]] = {}
        for line in sorted(some, key=lambda line: rank(line.accompaniment)):
            by_name.setdefault(line.accompaniment, []).append(line)
        funding = fundings[record]
        origins = find(funding.entry.record, funding.whole)
        cells = [cells_of(lines) for lines in by_name.values()]
        tables = _cut_cells(cells, origins)
        for (name, lines), rows in zip(by_name.items(), tables, strict=True):
            yield name, Cut(lines, rows, origins, Basis.DECLARED)


def _cut_cells(cells: Sequence[Cells], origins: Origins) -> list[dict[str, Cells]]:
    """Cut what each accompaniment has of one funding, which is one column, between its rows."""
    if len(origins) == 1:
        return [dict.fromkeys(origins, it) for it in cells]
    told = next((place for it in cells for place in it), None)
    units = [sum(it.values()) for it in cells]
    names = sorted(origins, key=rank)
    totals = spread_units(sum(units), origins)
    columns = list(fill(units, [totals[name] for name in names]))
    return [
        {
            row: {told: column[place]}
            for row, column in zip(names, columns, strict=True)
            if told and column[place]
        }
        for place in range(len(cells))
    ]


class Row(NamedTuple):
    """A part of the year's balance."""

    #: ``none``: what has no programme, policy, theme …; None: the life of the structure.
    id: str | None
    #: A name that a record or the settings give; None where only the vocabulary has one.
    label: str | None
    balance: Balance


def rows(ledger: Ledger, by: RowsBy) -> tuple[Row, ...]:
    """Divide a year: by id, then ``none`` if there is any, then the life of the structure.

    Whatever they are by, rows add up to the same totals.
    """
    found = tuple(cuts(ledger, by))
    cells = row_cells(found)

    @cache
    def lines() -> Mapping[str, Sequence[Line]]:
        return _lines(found)

    def row(name: str) -> Row:
        whole = balance(cells[name], lambda: tuple(lines().get(name, ())))
        return Row(name, label(ledger.register, by, name), whole)

    ordered = sorted(cells, key=lambda name: (name == NONE, name))
    life = balance(ledger.cells[None], lambda: ledger.by_accompaniment[None])
    return (*map(row, ordered), Row(None, None, life))


def initiatives_by_row(ledger: Ledger, by: RowsBy) -> Mapping[str, frozenset[str]]:
    """Return the initiatives that each row stands on; not by policy or by funder."""
    found: dict[str, set[str]] = {}
    for name in ledger.by_accompaniment:
        if name is None:
            continue
        groups = groups_of(by)(ledger.register, name)
        for initiative in GROUPS[By.INITIATIVE](ledger.register, name):
            for row in groups.get(initiative) or groups[name]:
                found.setdefault(row, set()).add(initiative)
    return {row: frozenset(whom) for row, whom in found.items()}


def _lines(cuts: Sequence[Cut]) -> Mapping[str, Sequence[Line]]:
    """The lines of each row, which add up to its balance."""
    found: dict[str, list[Line]] = {}
    for cut in cuts:
        for name, line in parts(cut):
            found.setdefault(name, []).append(line)
    return found
