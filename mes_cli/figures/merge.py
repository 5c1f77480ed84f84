"""The lines of one accompaniment added up, so that each sum is spread once and not line by line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mes_cli.figures.ledger import Ledger
from mes_cli.figures.line import Basis, Line, Measure, Sum, part
from mes_cli.figures.rounding import total
from mes_cli.figures.spread import Weight
from mes_cli.finding import Place
from mes_cli.model import Accompaniment

_Column = tuple[Measure, str]


def merged(ledger: Ledger, accompaniment: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Add up lines as far as a balance tells them apart.

    Amounts by measure, money also by nature; seconds by measure, those in kind also by kind.
    """
    amounts: dict[_Column, list[Line]] = {}
    seconds: dict[_Column, list[Line]] = {}
    for line in lines:
        if line.amount:
            detail = line.detail if line.measure is Measure.MONEY else ""
            amounts.setdefault((line.measure, detail), []).append(line)
        if line.seconds:
            detail = line.detail if line.measure is Measure.IN_KIND else ""
            seconds.setdefault((line.measure, detail), []).append(line)
    entry = ledger.register.get(Accompaniment, accompaniment)
    place = entry.place if entry else Place("")
    return (
        *_sums(amounts, accompaniment, place, in_euros=True),
        *_sums(seconds, accompaniment, place, in_euros=False),
    )


def share_out(
    lines: Iterable[Line], weights: Mapping[str, Weight], basis: Basis
) -> Iterator[tuple[str, Line]]:
    """Spread each line by the same weights, and leave out parts of nothing."""
    for line in lines:
        for key, share in part(line, weights, basis).items():
            if share.amount or share.seconds:
                yield key, share


def cut_lines(
    ledger: Ledger, name: str, lines: tuple[Line, ...], rows: Iterable[str]
) -> Mapping[str, tuple[Line, ...]]:
    """Spread lines equally, added up first unless they are."""
    weights = dict.fromkeys(rows, 1)
    shares: dict[str, list[Line]] = {row: [] for row in weights}
    sums = lines if any(line.of for line in lines) else merged(ledger, name, lines)
    for row, line in share_out(sums, weights, Basis.EQUAL):
        shares[row].append(line)
    return {row: tuple(some) for row, some in shares.items()}


def _sums(
    columns: Mapping[_Column, list[Line]], accompaniment: str, place: Place, *, in_euros: bool
) -> Iterator[Line]:
    for (measure, detail), lines in columns.items():
        yield Line(
            measure,
            (Accompaniment.kind, accompaniment),
            place,
            (Sum(len(lines)),),
            amount=total(line.amount for line in lines if in_euros),
            seconds=0 if in_euros else sum(line.seconds for line in lines),
            accompaniment=accompaniment,
            detail=detail,
            of=tuple(lines),
        )
