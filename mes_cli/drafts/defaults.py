"""What an empty answer stands for: a former answer, or what the register and the day tell."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from mes_cli.drafts.answers import Answers
from mes_cli.drafts.fields import put
from mes_cli.model import Accompaniment
from mes_cli.model.record import Part
from mes_cli.model.shape import Slot
from mes_cli.model.walk import Path, paths
from mes_cli.store.reading.translation import Data

Default = Callable[[Data, Answers], str]


def default_of(kind: str, path: Path, data: Data, answers: Answers) -> str:
    """Give the answer that an empty one stands for; an empty text if there is none."""
    found = _DEFAULTS.get((kind, ".".join(slot.name for slot in path.slots)))
    return found(data, answers) if found is not None else ""


def prefilled(kind: str, model: type[Part], answers: Answers) -> Data:
    """Give what stands in an empty form; what somebody has to decide stays open."""
    data: Data = {}
    for path in paths(model):
        name = ".".join(slot.name for slot in path.slots)
        if (kind, name) in _DEFAULTS and (kind, name) not in _ONLY_OFFERED:
            put(data, path, _DEFAULTS[kind, name](data, answers))
    return data


def following(kind: str, data: Data, answers: Answers) -> Data:
    """Add what follows from other answers: the form of an accompaniment, from their number."""
    if kind != Accompaniment.kind or "form" in data or not data.get("initiatives"):
        return data
    return {**data, "form": _form(data, answers)}


def _today(data: Data, answers: Answers) -> str:
    del data
    return answers.today.isoformat()


def _form(data: Data, answers: Answers) -> str:
    del answers
    several = len(cast("list[object]", data.get("initiatives") or [])) > 1
    return "collective" if several else "individual"


def _keeper(data: Data, answers: Answers) -> str:
    del data
    return answers.register.settings.keeper


def _first_day(data: Data, answers: Answers) -> str:
    """The first day of the financial year of today."""
    del data
    settings = answers.register.settings
    year = settings.financial_year(answers.today)
    return dt.date(year, *settings.fiscal_year_start).isoformat()


def _last_day(data: Data, answers: Answers) -> str:
    """The last day of a year that begins with the period."""
    said = cast("Data", data.get("period") or {}).get("from") or _first_day(data, answers)
    try:
        first = dt.date.fromisoformat(str(said))
        after = first.replace(year=first.year + 1)
    except ValueError:
        return ""
    return (after - dt.timedelta(days=1)).isoformat()


def _year(data: Data, answers: Answers) -> str:
    return _first_day(data, answers)[:4]


_DEFAULTS: dict[tuple[str, str], Default] = {
    ("accompaniment", "started"): _today,
    ("accompaniment", "form"): _form,
    ("contribution", "date"): _today,
    ("contribution", "kind"): lambda _data, _answers: "volunteering",
    ("evidence", "date"): _today,
    ("evidence", "kind"): lambda _data, _answers: "testimony",
    ("advocacy", "date"): _today,
    ("programme", "lead"): _keeper,
    ("funding", "period.from"): _first_day,
    ("funding", "period.to"): _last_day,
    ("funding", "status"): lambda _data, _answers: "requested",
    ("year", "year"): _year,
    ("settings", "hourly_costs.from"): _first_day,
    ("settings", "overheads.from"): _first_day,
    ("settings", "valuation.from"): _first_day,
}
#: Answers that a terminal offers to be confirmed, and that a form leaves open.
_ONLY_OFFERED = frozenset(
    {
        ("accompaniment", "form"),
        ("contribution", "date"),
        ("contribution", "kind"),
        ("evidence", "kind"),
        ("advocacy", "date"),
    }
)


#: What a place is said by, the nearest first.
_PLACES = ("commune", "department", "region", "name")


def has_rows(slot: Slot) -> bool:
    """Tell whether a field is a list of parts, each asked for by itself."""
    return slot.part is not None and slot.many and not slot.alone


@dataclass(slots=True)
class FormerAnswers:
    """What was answered before, by field, row of a list, and field inside the row."""

    answers: dict[tuple[str, int, str], object] = field(default_factory=dict)
    #: The row of a list that is asked for.
    row: int = 0

    def of(self, path: Path) -> object:
        """Give the former answer for a field; None if there is none."""
        first, *inner = path.slots
        return self.answers.get((first.name, self._row(first), inner[-1].name if inner else ""))

    def place(self, slot: Slot) -> str:
        """Give the former answer for a place; an empty text if there is none."""
        found = (self.answers.get((slot.name, 0, name)) for name in _PLACES)
        return next((str(it) for it in found if it), "")

    def knows(self, slot: Slot, row: int) -> bool:
        """Tell whether a row of a list was answered before."""
        return any(key[:2] == (slot.name, row) for key in self.answers)

    def remember(self, slot: Slot, value: object) -> None:
        """Keep what was answered for a field, row by row."""
        if value is None:
            return
        if slot.alone and isinstance(value, list):
            value = {slot.alone: [it.get(slot.alone) for it in value]}
        for number, row in enumerate(value if isinstance(value, list) and slot.part else [value]):
            parts = row if isinstance(row, dict) else {"": row}
            self.answers |= {(slot.name, number, name): it for name, it in parts.items()}

    def take_back(self, path: Path, data: Data) -> None:
        """Take an answer out of the data, to offer it again; rows of a list stay."""
        first, *inner = path.slots
        if not inner and has_rows(first):
            return
        here = data.get(first.name)
        part = here[-1] if isinstance(here, list) and here else here
        if inner and isinstance(part, dict) and not first.alone:
            if inner[-1].name in part:
                key = (first.name, self._row(first), inner[-1].name)
                self.answers[key] = part.pop(inner[-1].name)
            if part:
                return
        else:
            self.remember(first, here)
        data.pop(first.name, None)

    def _row(self, slot: Slot) -> int:
        return self.row if has_rows(slot) else 0
