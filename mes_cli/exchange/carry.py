"""Carrying a plan out: first on a draft of the register, which is checked, then on the disk."""

from collections.abc import Iterable

from mes_cli import checks
from mes_cli.exchange.plan import Data, Item, Plan, Problem, State, spot_of
from mes_cli.finding import Finding, Place, Severity
from mes_cli.store.edit import Edits
from mes_cli.store.reading.load import Reading


def drafted(plan: Plan, edits: Edits) -> None:
    """Put all records of a plan into the draft, and add what would then be wrong to the plan.

    Raises:
        MesError: a file cannot be changed.
    """
    places: dict[Place, Item] = {}
    lists: dict[str, list[Item]] = {}
    changed: dict[str, dict[int, Data]] = {}
    for item in plan.items:
        if item.state is State.CHANGED and item.place is not None:
            changed.setdefault(item.place.file, {})[item.place.item or 0] = item.data
            places[item.place] = item
        elif item.state is State.NEW and item.listed:
            lists.setdefault(item.file, []).append(item)
        elif item.state is State.NEW:
            places[edits.create(item.file, item.data)] = item
    for file, records in changed.items():
        edits.change_all(file, records)
    for file, items in lists.items():
        made = edits.append(file, [item.data for item in items])
        places |= dict(zip(made, items, strict=True))
    if places:
        plan.problems += _wrong(edits, places)


def _wrong(edits: Edits, places: dict[Place, Item]) -> Iterable[Problem]:
    """Errors that the draft has and the register has not, each with the cell it comes from."""
    known = {_key(finding) for finding in _errors(edits.reading)}
    for finding in _errors(edits.draft()):
        if _key(finding) in known:
            continue
        at = finding.at
        item = places.get(Place(at.file, item=at.item))
        if item is None:
            yield Problem(at.file, finding.message, finding.help)
        else:
            yield Problem(spot_of(item.spots, at.loc, item.spot), finding.message, finding.help)


def _errors(reading: Reading) -> Iterable[Finding]:
    found = [*reading.findings, *checks.run(reading.register)]
    weighed = checks.weigh(found, reading.register.settings.checks)
    return (finding for finding in weighed if finding.severity is Severity.ERROR)


def _key(finding: Finding) -> tuple[object, ...]:
    return (finding.code, finding.at.file, finding.at.item, finding.at.loc)
