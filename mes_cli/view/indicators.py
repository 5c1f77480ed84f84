"""Indicators that somebody asks for, with the figure that answers for the programme."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, cast

from mes_cli.figures.balance import Balance
from mes_cli.figures.counts import courses
from mes_cli.figures.homes import NONE
from mes_cli.figures.rows import By
from mes_cli.model import Accompaniment, Programme
from mes_cli.model.accompaniment import Form
from mes_cli.model.period import Period
from mes_cli.model.programme import Indicator
from mes_cli.register import Entry
from mes_cli.view.records import Plain
from mes_cli.view.sight import Sight
from mes_cli.view.suppression import WITHHELD, Count, known


class Asked(NamedTuple):
    """What an indicator is counted in: a programme's accompaniments of the year."""

    records: tuple[Accompaniment, ...]
    period: Period
    balance: Balance | None

    @property
    def given(self) -> Mapping[str, int]:
        """Seconds by kind of contribution."""
        return self.balance.hours.in_kind if self.balance else {}


#: The figures that an indicator may name: how each is printed, and how it is worked out.
FIGURES: Mapping[str, tuple[str, Callable[[Asked], object]]] = {
    "initiatives": ("count", lambda it: len({i for r in it.records for i in r.initiatives})),
    "accompaniments": ("count", lambda it: len(it.records)),
    "collective": ("count", lambda it: sum(r.form is Form.COLLECTIVE for r in it.records)),
    "new": ("count", lambda it: sum(r.started in it.period for r in it.records)),
    "ended": ("count", lambda it: sum(bool(r.ended and r.ended in it.period) for r in it.records)),
    "staff-hours": ("hours", lambda it: it.balance.hours.staff if it.balance else 0),
    "volunteering-hours": ("hours", lambda it: it.given.get("volunteering", 0)),
    "in-kind-hours": ("hours", lambda it: sum(it.given.values())),
    "monetary-cost": ("money", lambda it: it.balance.cost.monetary if it.balance else None),
    "full-cost": ("money", lambda it: it.balance.cost.full if it.balance else None),
    "in-kind": ("money", lambda it: it.balance.cost.in_kind if it.balance else None),
    "money": ("money", lambda it: it.balance.resources.monetary if it.balance else None),
}

_FRENCH = {
    "accompagnements": "accompaniments",
    "collectifs": "collective",
    "nouveaux": "new",
    "termines": "ended",
    "heures-salariees": "staff-hours",
    "heures-de-benevolat": "volunteering-hours",
    "heures-benevoles": "volunteering-hours",
    "cout-monetaire": "monetary-cost",
    "cout-complet": "full-cost",
    "contributions-en-nature": "in-kind",
    "argent": "money",
}


def indicators(sight: Sight) -> list[Plain]:
    """The indicators of the year's programmes."""
    programmes = sight.register.of(Programme)
    if not any(it.record.indicators for it in programmes):
        return []
    own: dict[str, list[Accompaniment]] = {}
    for course in courses(sight.figures.ledger):
        own.setdefault(course.record.programme or "", []).append(course.record)
    balances = {row.id: row.balance for row in sight.figures.rows(By.PROGRAMME)}
    asked = {
        name: Asked(tuple(own[name]), sight.figures.period, balances.get(name))
        for name in (it.record.id for it in programmes)
        if name in own
    }
    return [
        _indicator(sight, entry, it, asked)
        for entry in programmes
        if entry.record.id in asked
        for it in entry.record.indicators
    ]


def _indicator(
    sight: Sight, entry: Entry[Programme], it: Indicator, asked: Mapping[str, Asked]
) -> Plain:
    name = _FRENCH.get(it.figure or "", it.figure or "")
    form, work_out = FIGURES.get(name, ("", lambda _: None))
    value = work_out(asked[entry.record.id])
    if form == "count":
        value = _counted(sight, name, asked)[entry.record.id]
    return {
        "programme": sight.name(Programme.kind, entry.record.id),
        "label": sight.eyes.hide_names(it.label),
        "asked_by": sight.name("structure", it.asked_by) if it.asked_by else None,
        "kind": it.kind.value,
        "form": form,
        "value": value,
        "target": it.target,
    }


def _counted(sight: Sight, name: str, asked: Mapping[str, Asked]) -> Mapping[str, Count]:
    """A count of all programmes, of which neither the year's own nor another gives a small one."""
    year, work_out = sight.figures.counts, FIGURES[name][1]
    total = cast("int", getattr(year, name))
    cells = {programme: cast("int", work_out(it)) for programme, it in asked.items()}
    parts = {programme: len(it.records) for programme, it in asked.items()}
    parts[NONE] = year.accompaniments - sum(parts.values())
    if name == "initiatives":
        return _overlapping(sight, cells, parts, total)
    seen = sight.counts({**cells, NONE: total - sum(cells.values())}, total)
    return seen if name == "accompaniments" else _within(sight, name, cells, parts, seen)


def _overlapping(
    sight: Sight, cells: Mapping[str, int], parts: Mapping[str, int], total: int
) -> Mapping[str, Count]:
    """Initiatives: one may be in several programmes, so that their numbers do not add up."""
    seen = {programme: sight.count(number) for programme, number in cells.items()}
    most = {programme: total if number else 0 for programme, number in parts.items()}
    found = known({**seen, NONE: WITHHELD}, most, total, overlap=True)
    return _unless_told(seen, found, {it for it, count in seen.items() if count.hidden})


def _within(
    sight: Sight, name: str, cells: Mapping[str, int], parts: Mapping[str, int],
    seen: Mapping[str, Count],
) -> Mapping[str, Count]:  # fmt: skip
    """Some of the accompaniments: their number tells of the number and of the form of them all.

    Of a programme's 5 accompaniments "< 3" collective are 2, if 5 of the year are collective and
    only 3 are of no programme.
    """
    year = sight.figures.counts
    total = cast("int", getattr(year, name))
    small = {it for it, number in cells.items() if sight.count(number).hidden}
    hides = any(sight.count(number).hidden for number in parts.values())
    if name == "collective":
        hides = hides or _hides(sight, total, year.accompaniments)
        odd = {it for it, number in cells.items() if _hides(sight, number, parts[it])}
        seen = {**seen, **{it: WITHHELD for it in odd if not seen[it].hidden}}
        small |= odd
    if hides:
        return dict.fromkeys(cells, WITHHELD)
    return _unless_told(seen, known(seen, parts, total), small)


def _unless_told(
    seen: Mapping[str, Count], found: Mapping[str, range], small: Iterable[str]
) -> Mapping[str, Count]:
    """What is said of programmes; nothing of any, where a small number could be worked out."""
    return seen if all(len(found[it]) > 1 for it in small) else dict.fromkeys(seen, WITHHELD)


def _hides(sight: Sight, collective: int, accompaniments: int) -> bool:
    """Tell whether one of two forms is hidden, where the sum of them is printed."""
    forms = {"collective": collective, "individual": accompaniments - collective}
    return any(it.hidden for it in sight.counts(forms, accompaniments).values())
