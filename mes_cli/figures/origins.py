"""Where the money of accompaniments comes from: policies and funders."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from operator import add

from mes_cli.figures.books import Award
from mes_cli.figures.homes import NONE
from mes_cli.figures.ledger import Ledger
from mes_cli.figures.line import Basis, Line, Measure, Part, Sum
from mes_cli.figures.merge import merged, share_out
from mes_cli.figures.money import Portion, shared
from mes_cli.figures.rounding import ZERO, total
from mes_cli.figures.spread import Claim, Scale, fill, shares, spread, spread_both, spread_units
from mes_cli.figures.sums import Column, Sums, column
from mes_cli.model import Funding

_FROM_OUTSIDE = frozenset({Measure.MONEY, Measure.PENDING})

#: The rows that a funding comes from, and their parts in it.
Origins = Mapping[str, Fraction]
FindOrigins = Callable[[Award], Origins]

#: The cents of a row in one column, accompaniment by accompaniment.
_Cells = Sequence[int]


def funder(award: Award) -> Origins:
    """The funder, for the whole funding."""
    return {award.entry.record.funder: Fraction(1)}


def policy(award: Award) -> Origins:
    """The policies that a funding comes from."""
    return policy_weights(award.entry.record, award.whole)


def policy_weights(funding: Funding, whole: Decimal) -> Origins:
    """The policies of a funding, which share all of it; ``none`` where it names none."""
    claims = [Claim(it.policy, it.share, it.amount) for it in funding.policies]
    weights = shares(claims, whole)
    return {NONE if name is None else name: weight for name, weight in weights.items()}


def trace(ledger: Ledger, find: FindOrigins) -> Iterator[tuple[str, Sums]]:
    """Give what each accompaniment has to the rows that its money comes from.

    Money goes to its own row, be it received or asked for. Hours, cost and what was given
    follow the money received; where none was, they are in the row ``none``.
    """
    names = sorted(name for name in ledger.sums if name is not None)
    received: dict[str, _Cells] = {}
    for (row, place), cells in _money(ledger, find, names).items():
        if any(cells):
            yield row, {place: sum(cells)}
            if place[0] is Measure.MONEY:
                received[row] = _together(received.get(row), cells)
    rows = sorted(received)
    weights = zip(*(received[row] for row in rows), strict=True) if rows else ((),) * len(names)
    # Many accompaniments have the same money: what they cost is spread in one go.
    alike: dict[tuple[int, ...], dict[Column, list[int]]] = {}
    for name, some in zip(names, weights, strict=True):
        own = ledger.own_sums.get(name, {})
        if not any(some):
            yield NONE, own
            continue
        columns = alike.setdefault(some, {})
        for place, units in own.items():
            columns.setdefault(place, []).append(units)
    followed: dict[Column, _Cells] = {}
    for some, columns in alike.items():
        scale = Scale(some)
        for place, wholes in columns.items():
            followed[place] = _together(followed.get(place), scale.totals(wholes))
    for place, cells in followed.items():
        yield from ((row, {place: units}) for row, units in zip(rows, cells, strict=True) if units)


def _money(
    ledger: Ledger, find: FindOrigins, names: Sequence[str]
) -> Mapping[tuple[str, Column], _Cells]:
    """The money of each row: what is of one row only, in one go; the rest, funding by funding."""
    single: list[tuple[tuple[str, Column], Portion]] = []
    found: dict[tuple[str, Column], _Cells] = {}
    for _, some in groupby(ledger.portions, key=lambda portion: id(portion.award)):
        portions = list(some)
        origins, place = find(portions[0].award), column(portions[0].line, timed=False)
        if len(origins) == 1:
            single += (((row, place), portion) for row in origins for portion in portions)
            continue
        for row, cells in _several(portions, origins, names):
            found[row, place] = _together(found.get((row, place)), cells)
    for key, heirs, parts in shared(single):
        cells = _placed(heirs.names, parts, names)
        found[key] = _together(found.get(key), cells)
    return found


def _several(
    portions: Iterable[Portion], origins: Origins, names: Sequence[str]
) -> Iterator[tuple[str, _Cells]]:
    """Cut what each accompaniment has of one funding between the rows that it comes from.

    Together, each row has the very cents that the whole funding gives it in the year.
    """
    #: The life of the structure is last.
    left = [0] * (len(names) + 1)
    for portion in portions:
        if portion.heirs is None:
            left[-1] += portion.units
        else:
            parts = portion.heirs.scale.spread(portion.units)
            left[:-1] = _together(left[:-1], _placed(portion.heirs.names, parts, names))
    columns = spread_units(sum(left), origins)
    rows = sorted(columns)
    for row, cells in zip(rows, fill(left, [columns[row] for row in rows]), strict=True):
        yield row, cells[:-1]


def _placed(some: Sequence[str], parts: _Cells, names: Sequence[str]) -> _Cells:
    """Put what some accompaniments have at their places among all."""
    if len(some) == len(names):
        return parts
    has = dict(zip(some, parts, strict=True))
    return [has.get(name, 0) for name in names]


def _together(one: _Cells | None, other: _Cells) -> _Cells:
    return other if one is None else list(map(add, one, other))


def trace_lines(ledger: Ledger, find: FindOrigins) -> Iterator[tuple[str, Sequence[Line]]]:
    """Give the lines of each accompaniment to the rows that its money comes from."""
    traced = _traced(ledger, find)
    for name, lines in ledger.by_accompaniment.items():
        if name is None:
            continue
        money = traced.get(name, ())
        received: dict[str, Decimal] = {}
        for row, line in money:
            if line.measure is Measure.MONEY and line.amount:
                received[row] = received.get(row, ZERO) + line.amount
        weights = received or {NONE: Decimal(1)}
        own = [line for line in lines if line.measure not in _FROM_OUTSIDE]
        sums = own if len(weights) == 1 else merged(ledger, name, own)
        found: dict[str, list[Line]] = {row: [] for row in weights}
        for row, line in (*money, *share_out(sums, weights, Basis.MONEY)):
            found.setdefault(row, []).append(line)
        yield from found.items()


def _traced(ledger: Ledger, find: FindOrigins) -> Mapping[str, list[tuple[str, Line]]]:
    """The rows and lines of money of each accompaniment."""
    traced: dict[str, list[tuple[str, Line]]] = {}
    for _, some in groupby(ledger.portions, key=lambda portion: id(portion.award)):
        portions = list(some)
        lines = [line for portion in portions for line in portion.lines()]
        for row, line in _cut(lines, find(portions[0].award)):
            if line.accompaniment is not None:
                traced.setdefault(line.accompaniment, []).append((row, line))
    return traced


def _cut(lines: Sequence[Line], origins: Origins) -> Iterator[tuple[str, Line]]:
    """Cut the lines of one funding between the rows that it comes from."""
    if len(origins) == 1:
        yield from ((row, line) for row in origins for line in lines)
        return
    sums = _by_accompaniment(lines)
    amounts = {name: line.amount for name, line in sums.items()}
    cells = spread_both(amounts, spread(total(amounts.values()), origins))
    of = sum(origins.values(), Fraction(0))
    for name, line in sums.items():
        for row, amount in cells[name].items():
            step = Part(Basis.DECLARED, origins[row], of, line.amount, 0)
            if amount:
                yield row, line.cut(amount, 0, step)


def _by_accompaniment(lines: Iterable[Line]) -> Mapping[str | None, Line]:
    """What each accompaniment has of one funding, be it by several of its targets."""
    found: dict[str | None, list[Line]] = {}
    for line in lines:
        found.setdefault(line.accompaniment, []).append(line)
    return {name: some[0] if len(some) == 1 else _merge(some) for name, some in found.items()}


def _merge(lines: Sequence[Line]) -> Line:
    amount = total(line.amount for line in lines)
    return lines[0]._replace(how=(Sum(len(lines)),), amount=amount, of=tuple(lines))
