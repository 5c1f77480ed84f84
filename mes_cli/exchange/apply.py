"""Carrying a plan out: first on a draft of the register, which is checked, then on the disk."""

from collections.abc import Iterable, Mapping

from mes_cli import checks
from mes_cli.exchange.plan import Item, ItemState, Plan, Problem, spot_of
from mes_cli.finding import Finding, Place, Severity, say
from mes_cli.model import Accompaniment, Initiative, Programme, Structure
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.translation import Data

#: Kinds that other records name: an id that moves up in a list would mean another record.
_NAMED = (Structure.kind, Programme.kind, Initiative.kind, Accompaniment.kind)


def drafted(plan: Plan, edits: Edits) -> None:
    """Put all records of a plan into the draft, and add what would then be wrong to the plan.

    Conflicts are tried with the words of the table. Nothing is written to the disk.

    Raises:
        MesError: a file cannot be changed.
    """
    places: dict[Place, Item] = {}
    lists: dict[str, list[Item]] = {}
    changed: dict[str, dict[int, Data]] = {}
    gone: dict[str, list[int]] = {}
    for item in plan.changing:
        if item.state is ItemState.REMOVED:
            _remove(item, gone, plan)
        elif item.place is not None:
            changed.setdefault(item.place.file, {})[item.place.item or 0] = item.result
            places[item.place] = item
        elif item.listed:
            lists.setdefault(item.file, []).append(item)
        else:
            places[edits.create(item.file, item.data)] = item
    for file, records in changed.items():
        edits.change_all(file, records)
    for file, items in lists.items():
        made = edits.append(file, [item.data for item in items])
        places |= dict(zip(made, items, strict=True))
    for file, numbers in gone.items():
        for number in sorted(numbers, reverse=True):
            edits.remove(Place(file, item=number))
    if places or gone:
        found = list(_wrong(edits, {_moved(at, gone): it for at, it in places.items()}))
        # Records that name a new one are not wrong because that one is refused.
        hidden = "unknown-reference" if plan.refused else ""
        plan.problems += [it for code, it in found if code != hidden]


def _remove(item: Item, gone: dict[str, list[int]], plan: Plan) -> None:
    assert item.place is not None
    if item.place.item is not None and item.kind in _NAMED:
        plan.problem(
            item.place.file,
            say("`{name}` stands in a list, and stays there", name=item.code),
            say("take it away with `{command}`", command=f"mes remove {item.code}"),
        )
        return
    gone.setdefault(item.place.file, []).append(item.place.item or 0)


def _moved(at: Place, gone: Mapping[str, list[int]]) -> Place:
    """Where a record stands once others have gone from its list."""
    if at.item is None or at.file not in gone:
        return at
    return at._replace(item=at.item - sum(number < at.item for number in gone[at.file]))


def _wrong(edits: Edits, places: Mapping[Place, Item]) -> Iterable[tuple[str, Problem]]:
    """Errors that the draft has and the register has not: their codes, and the cells."""
    known = {_key(finding) for finding in _errors(edits.reading)}
    for finding in _errors(edits.draft()):
        if _key(finding) in known:
            continue
        at = finding.at
        item = places.get(Place(at.file, item=at.item))
        spot = at.file if item is None else spot_of(item.spots, at.loc, item.spot)
        yield finding.code, Problem(spot, finding.message, finding.help)


def _errors(reading: Reading) -> Iterable[Finding]:
    found = [*reading.findings, *checks.run(reading.register)]
    weighed = checks.weigh(found, reading.register.settings.checks)
    return (finding for finding in weighed if finding.severity is Severity.ERROR)


def _key(finding: Finding) -> tuple[object, ...]:
    return (finding.code, finding.at.file, finding.at.item, finding.at.loc)
