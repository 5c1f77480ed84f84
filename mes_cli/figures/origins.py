"""Where the money of accompaniments comes from: policies and funders."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from mes_cli.figures.homes import NONE
from mes_cli.figures.ledger import Ledger
from mes_cli.figures.line import Basis, Line, Measure, Part, Sum
from mes_cli.figures.merge import merged, share_out
from mes_cli.figures.rounding import ZERO, total
from mes_cli.figures.spread import Claim, shares, spread, spread_both
from mes_cli.model import Funding
from mes_cli.register import Entry

_FROM_OUTSIDE = frozenset({Measure.MONEY, Measure.PENDING})

#: The lines of one funding, each with the row that it is for.
Origins = Iterator[tuple[str, Line]]
FindOrigins = Callable[[Entry[Funding], Decimal, tuple[Line, ...]], Origins]


def trace(ledger: Ledger, find: FindOrigins) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Give the lines of each accompaniment to the rows that its money comes from.

    Money goes to its own row, be it received or asked for. Hours, cost and what was given
    follow the money received; where none was, they are in the row ``none``.
    """
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
        shares: dict[str, list[Line]] = {row: [] for row in weights}
        for row, line in (*money, *share_out(sums, weights, Basis.MONEY)):
            shares.setdefault(row, []).append(line)
        yield from ((row, tuple(some)) for row, some in shares.items())


def funder(entry: Entry[Funding], whole: Decimal, lines: tuple[Line, ...]) -> Origins:  # noqa: ARG001
    """The funder, for all lines of its funding."""
    return ((entry.record.funder, line) for line in lines)


def policy(entry: Entry[Funding], whole: Decimal, lines: tuple[Line, ...]) -> Origins:
    """The policies that a funding comes from.

    What each accompaniment has of it is cut so that, together, each policy has the very cents
    that the whole funding gives it in the year.
    """
    weights = policy_weights(entry.record, whole)
    if len(weights) == 1:
        yield from ((row, line) for row in weights for line in lines)
        return
    sums = _by_accompaniment(lines)
    amounts = {name: line.amount for name, line in sums.items()}
    cells = spread_both(amounts, spread(sum(amounts.values(), ZERO), weights))
    of = sum(weights.values(), Fraction(0))
    for name, line in sums.items():
        for row, amount in cells[name].items():
            step = Part(Basis.DECLARED, weights[row], of, line.amount, 0)
            if amount:
                yield row, line.cut(amount, 0, step)


def _by_accompaniment(lines: tuple[Line, ...]) -> Mapping[str | None, Line]:
    """What each accompaniment has of one funding, be it by several of its targets."""
    found: dict[str | None, list[Line]] = {}
    for line in lines:
        found.setdefault(line.accompaniment, []).append(line)
    return {name: some[0] if len(some) == 1 else _together(some) for name, some in found.items()}


def _together(lines: list[Line]) -> Line:
    amount = total(line.amount for line in lines)
    return replace(lines[0], how=(Sum(len(lines)),), amount=amount, of=tuple(lines))


def policy_weights(funding: Funding, whole: Decimal) -> Mapping[str, Fraction]:
    """The policies of a funding, which share all of it; ``none`` where it names none."""
    claims = [Claim(it.policy, it.share, it.amount) for it in funding.policies]
    weights = shares(claims, whole)
    return {NONE if name is None else name: weight for name, weight in weights.items()}


def _traced(ledger: Ledger, find: FindOrigins) -> Mapping[str, list[tuple[str, Line]]]:
    """The rows and lines of money of each accompaniment."""
    awarded: dict[str, list[Line]] = {}
    for line in ledger.lines:
        if line.measure in _FROM_OUTSIDE:
            awarded.setdefault(line.record[1], []).append(line)
    traced: dict[str, list[tuple[str, Line]]] = {}
    for award in ledger.awards:
        lines = tuple(awarded.get(award.entry.record.id, ()))
        for row, line in find(award.entry, award.whole, lines):
            if line.accompaniment is not None:
                traced.setdefault(line.accompaniment, []).append((row, line))
    return traced
