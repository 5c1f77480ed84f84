"""What an empty answer stands for: what can be known from the register and the day."""

import datetime as dt
from collections.abc import Callable
from typing import cast

from mes_cli.drafts.answers import Answers
from mes_cli.drafts.fields import put
from mes_cli.model import Accompaniment
from mes_cli.model.record import Part
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
