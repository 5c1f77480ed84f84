"""Where accompaniments belong: to initiatives, programmes, structures, themes and territories."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from mes_cli.figures.ledger import Ledger
from mes_cli.figures.spread import spread_units
from mes_cli.figures.sums import Sums, Tally
from mes_cli.model import Accompaniment, Initiative
from mes_cli.model.territory import Territory

#: The row of what belongs nowhere.
NONE = "none"

#: The rows of each initiative of an accompaniment; where initiatives do not matter, it alone.
Homes = Mapping[str, tuple[str, ...]]
FindHomes = Callable[[Ledger, str], Homes]


#: What each accompaniment has, lines or sums; and how that is cut between several, equally.
Load = TypeVar("Load")
Cut = Callable[[str, Load, Iterable[str]], Mapping[str, Load]]


def settle(
    ledger: Ledger, find: FindHomes, loads: Mapping[str | None, Load], cut: Cut[Load]
) -> Iterator[tuple[str, Load]]:
    """Give what each accompaniment has to its rows.

    Equally between its initiatives, then equally between the rows of each. One row for all
    takes it as it is.
    """
    for name, load in loads.items():
        if name is None:
            continue
        homes = find(ledger, name)
        rows = {row for some in homes.values() for row in some}
        if len(rows) == 1:
            yield rows.pop(), load
            continue
        for initiative, share in cut(name, load, homes).items():
            yield from cut(name, share, homes[initiative]).items()


def cut_sums(name: str, sums: Sums, rows: Iterable[str]) -> Mapping[str, Tally]:  # noqa: ARG001
    """Spread each column equally."""
    weights = dict.fromkeys(rows, 1)
    shares: dict[str, Tally] = {row: {} for row in weights}
    for place, units in sums.items():
        for row, part in spread_units(units, weights).items():
            if part:
                shares[row][place] = part
    return shares


def accompaniment(ledger: Ledger, name: str) -> Homes:  # noqa: ARG001 - all have one shape
    """The accompaniment itself."""
    return {name: (name,)}


def programme(ledger: Ledger, name: str) -> Homes:
    """Its programme."""
    entry = ledger.register.get(Accompaniment, name)
    return {name: (entry.record.programme or NONE if entry else NONE,)}


def structure(ledger: Ledger, name: str) -> Homes:
    """The structure that accompanies; the keeper of the register, unless it is said."""
    entry = ledger.register.get(Accompaniment, name)
    keeper = ledger.register.settings.keeper
    return {name: (entry.record.structure or keeper if entry else NONE,)}


def initiative(ledger: Ledger, name: str) -> Homes:
    """Its initiatives."""
    entry = ledger.register.get(Accompaniment, name)
    return {it: (it,) for it in (entry.record.initiatives if entry else (NONE,))}


def theme(ledger: Ledger, name: str) -> Homes:
    """The themes of its initiatives."""
    return {it: tuple(dict.fromkeys(themes)) for it, themes in _themes(ledger, name)}


def territory(ledger: Ledger, name: str) -> Homes:
    """The territory of its initiatives."""
    return {it: (_territory(ledger, it),) for it in initiative(ledger, name)}


def territory_code(place: Territory) -> str:
    """The department by its code, else the region as ``region-27``, else ``none``.

    Most codes of regions are also those of a department elsewhere: they must not share a row.

    >>> territory_code(Territory(commune="21231")), territory_code(Territory(region="27"))
    ('21', 'region-27')
    """
    if place.department_code:
        return place.department_code
    return f"region-{place.region}" if place.region else NONE


def _themes(ledger: Ledger, name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for it in initiative(ledger, name):
        entry = ledger.register.get(Initiative, it)
        yield it, (entry.record.themes if entry else ()) or (NONE,)


def _territory(ledger: Ledger, name: str) -> str:
    entry = ledger.register.get(Initiative, name)
    return territory_code(entry.record.territory) if entry else NONE
