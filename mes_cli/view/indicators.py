"""Indicators that somebody asks for, with the figure that answers for the programme."""

from collections.abc import Callable, Mapping
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
from mes_cli.view.suppression import WITHHELD, Count


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
    """A count of all programmes: what is left of the year's own could give a small one back."""
    work_out = FIGURES[name][1]
    cells = {programme: cast("int", work_out(it)) for programme, it in asked.items()}
    if name == "initiatives":
        # One may be in several programmes: these numbers do not add up.
        return {programme: sight.count(number) for programme, number in cells.items()}
    total: int = getattr(sight.figures.counts, name)
    seen = sight.counts({**cells, NONE: total - sum(cells.values())}, total)
    if name == "collective":
        seen |= {it: WITHHELD for it in cells if _tells(sight, asked[it], seen[it])}
    return seen


def _tells(sight: Sight, asked: Asked, seen: Count) -> bool:
    """Tell whether what is said of a programme's collective accompaniments gives a form back.

    Where a form of the year is hidden even "< 3" says too much: of 4 accompaniments with fewer
    than 3 collective ones 2 are individual at least.
    """
    year = sight.figures.counts
    if _hides(sight, year.collective, year.accompaniments):
        return True
    collective = sum(r.form is Form.COLLECTIVE for r in asked.records)
    return not seen.hidden and _hides(sight, collective, len(asked.records))


def _hides(sight: Sight, collective: int, accompaniments: int) -> bool:
    """Tell whether one of two forms is hidden, where the sum of them is printed."""
    forms = {"collective": collective, "individual": accompaniments - collective}
    return any(it.hidden for it in sight.counts(forms, accompaniments).values())
