"""Sums: what lines come to, column by column, in whole cents and seconds.

A balance is made of them, and so are its rows. The lines behind a balance are worked out only
where somebody asks for them: there are as many as fundings times accompaniments.
"""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from mes_cli.figures.line import Line, Measure
from mes_cli.figures.rounding import units_of

K = TypeVar("K", str, str | None)

#: What is added up: a measure; the nature of money, or the kind of a contribution whose time
#: it is; and whether it is seconds, else it is cents.
Column = tuple[Measure, str, bool]
#: Columns without anything are left out.
Sums = Mapping[Column, int]
#: Sums in the making.
Tally = dict[Column, int]


def column(line: Line, *, timed: bool) -> Column:
    """The column that the cents of a line are added up in, or its seconds."""
    told = Measure.IN_KIND if timed else Measure.MONEY
    return (line.measure, line.detail if line.measure is told else "", timed)


def sums_of(lines: Iterable[Line]) -> Tally:
    """Add lines up."""
    found: Tally = {}
    for line in lines:
        if line.amount:
            place = column(line, timed=False)
            found[place] = found.get(place, 0) + units_of(line.amount)
        if line.seconds:
            place = column(line, timed=True)
            found[place] = found.get(place, 0) + line.seconds
    return found


def add(into: Tally, more: Sums) -> None:
    """Add sums to others."""
    for place, units in more.items():
        into[place] = into.get(place, 0) + units


def added(parts: Iterable[tuple[K, Sums]]) -> dict[K, Tally]:
    """Add up the sums of each row."""
    found: dict[K, Tally] = {}
    for row, sums in parts:
        add(found.setdefault(row, {}), sums)
    return found
