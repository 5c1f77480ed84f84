"""Hours of volunteers: from Bénévalibre, from Paheko's time lists, in all their titles."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import StrEnum

from mes_cli.exchange.cells import spoken
from mes_cli.exchange.grids import Grid
from mes_cli.exchange.incoming import Arrivals, Incoming
from mes_cli.exchange.plan import Problem
from mes_cli.exchange.titles import TitledRow, Titles, columns, known_titles, rows
from mes_cli.exchange.values import boolean, day, duration, seconds, word
from mes_cli.exchange.volunteers import People
from mes_cli.finding import Loc, say
from mes_cli.language.folding import same
from mes_cli.model import Contribution
from mes_cli.model.contribution import Level
from mes_cli.model.period import seconds as spoken_seconds
from mes_cli.model.shape import shape
from mes_cli.store.reading.translation import Data

TITLES: Titles = known_titles()["volunteer_hours"]
#: What a row can say.
FIELDS = ("kind", "date", "period", "title", "hours", "people", "level", "tags", "notes")
_LENGTHS = ("hours", "clock", "minutes")
_MINUTE = 60
_WHOLE = re.compile(r"-?\d{1,9}(?:[.,]0+)?", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,9}[.,]\d+", re.ASCII)

#: For the folded name of a project, the fields that say what its hours are for.
Matches = Callable[[str], Data]


def is_hours(grid: Grid) -> bool:
    """Tell whether a table has days and hours."""
    found = columns(grid, TITLES)
    return "date" in found and any(name in found for name in _LENGTHS)


def is_known(grid: Grid) -> bool:
    """Tell whether a table of hours has titles that only a known program writes."""
    found = columns(grid, TITLES)
    ours = "hours" in found or "minutes" in found
    return is_hours(grid) and (ours or is_time_list(grid) or is_benevalibre(grid))


def is_time_list(grid: Grid) -> bool:
    """Tell whether a table is the time list of Paheko's plugin, whose `Durée` is in minutes."""
    found = columns(grid, TITLES)
    return {"date", "clock", "year", "week"} <= found.keys()


def is_benevalibre(grid: Grid) -> bool:
    """Tell whether only Bénévalibre has columns of these titles."""
    found = columns(grid, TITLES)
    decimal = any(same(title) == "heures en decimal" for title in grid.titles)
    return decimal or "pending" in found or {"association", "level"} <= found.keys()


def hours(
    grids: Iterable[Grid],
    source: str,
    people: People,
    matches: Matches = lambda _: {},
    *,
    pending: bool = False,
) -> Arrivals:
    """Read hours; a row that waits for its moderation is left out unless *pending* is wanted."""
    arrivals = Arrivals(source, FIELDS)
    for grid in grids:
        unit = _unit(grid)
        for row in rows(grid, TITLES, arrivals.left_out.append):
            if boolean(row.raw("pending")) == "true" and not pending:
                arrivals.left_out.append(say("rows that wait for moderation"))
            elif said := _length(row, unit, arrivals):
                arrivals.found.append(_incoming(row, *said, people, matches))
    return arrivals


def projects(grids: Iterable[Grid]) -> list[str]:
    """The names of the projects that a table has, in their order."""
    found: dict[str, None] = {}
    for grid in grids:
        for row in rows(grid, TITLES, lambda _: None):
            if name := " ".join(row.said("project").split()):
                found[name] = None
    return list(found)


class _Unit(StrEnum):
    """What whole numbers in a column count."""

    HOURS = "hours"
    MINUTES = "minutes"
    UNKNOWN = "unknown"


def _unit(grid: Grid) -> _Unit:
    """What whole numbers in `Durée` count: minutes in a time list, else hours if others say so."""
    if is_time_list(grid):
        return _Unit.MINUTES
    said = [row.said("clock") for row in rows(grid, TITLES, lambda _: None) if row.said("clock")]
    return _Unit.UNKNOWN if said and all(map(_WHOLE.fullmatch, said)) else _Unit.HOURS


def _length(row: TitledRow, unit: _Unit, arrivals: Arrivals) -> tuple[str, str, str] | None:
    """The duration of a row, what versions before 0.2 took it for, and where it stands.

    A negative one, or what is none, is told later with the words that records have for it.
    """
    name = next((n for n in _LENGTHS if row.raw(n) is not None), "")
    said = row.said(name).replace("\u2212", "-")
    minutes = name == "minutes" or (name == "clock" and unit is _Unit.MINUTES)
    wrong = None
    if not name:
        wrong = say("this row has no hours")
    elif name == "clock" and unit is _Unit.UNKNOWN:
        wrong = say("nobody can tell whether this column is in hours or in minutes")
    elif minutes and not _WHOLE.fullmatch(said) and (name == "minutes" or _DECIMAL.fullmatch(said)):
        wrong = say("these are no whole minutes")
    if wrong is not None:
        here = name or next((n for n in _LENGTHS if n in row.cells), "")
        cure = say(
            "name the column “Durée, en heures” or “Durée, en minutes”, and fill in the cell"
        )
        arrivals.problems.append(Problem(row.spot(here), wrong, cure))
        return None
    if minutes and _WHOLE.fullmatch(said):
        length = int(Decimal(said.replace(",", "."))) * _MINUTE
        before = abs(length) * (_MINUTE if name == "clock" else 1)
        return _signed(length), spoken(before), name
    found = _to_the_minute(duration(row.raw(name)))
    return found, found.removeprefix("-"), name


def _signed(length: int) -> str:
    return f"-{spoken(-length)}" if length < 0 else spoken(length)


def _to_the_minute(said: str) -> str:
    """A duration without the seconds that only decimals of hours made, half up."""
    found = None if said.startswith("-") else (seconds(said) or spoken_seconds(said))
    if found is None or not re.search(r"\d[.,]\d", said):
        return said
    return spoken((found + _MINUTE // 2) // _MINUTE * _MINUTE)


def _incoming(
    row: TitledRow, length: str, before: str, where: str, people: People, matches: Matches
) -> Incoming:
    data: Data = {"kind": "volunteering", **_days(row), "hours": length, "people": "1"}
    if title := _title(row):
        data["title"] = title
    if who := people.called(_person(row)):
        data["by"] = who
    if row.raw("level") is not None:
        said = word(row.said("level"), shape(Contribution).slots["level"])
        if said in set(Level):
            data["level"] = said
    if tags := [tag for name in ("category", "project") if (tag := _tag(row.said(name)))]:
        data["tags"] = tags
    if notes := _notes(row):
        data["notes"] = notes
    when = str(data.get("date") or data.get("period"))
    alike = (row.said("association"), when, *map(row.said, ("category", "project", "title")))
    rounded = ((spoken_seconds(before) or 0) + _MINUTE // 2) // _MINUTE * _MINUTE
    earlier = (
        _person(row),
        row.as_before("association"),
        when,
        str(rounded),
        *map(row.as_before, ("title", "description", "category", "project")),
    )
    return Incoming(
        Contribution.kind,
        data,
        alike,
        row.spot(),
        _spots(row, where),
        matches(row.said("project")),
        (earlier,),
        {} if before == length else {"hours": before},
    )


def _spots(row: TitledRow, where: str) -> dict[Loc, str]:
    """Where the fields of a row were read; *where* names the column of its duration."""
    return {
        ("date",): row.spot("date"),
        ("period", "from"): row.spot("date"),
        ("period", "to"): row.spot("end"),
        ("hours",): row.spot(where),
        ("title",): row.spot("title"),
    }


def _days(row: TitledRow) -> Data:
    first, last = day(row.raw("date")), day(row.raw("end"))
    if last and last != first:
        return {"period": {"from": first, "to": last}}
    return {"date": first}


def _title(row: TitledRow) -> str | None:
    said = next((t for n in ("title", "category", "project") if (t := row.said(n))), None)
    return " ".join(said.split()) if said else None


def _person(row: TitledRow) -> str:
    named = " ".join(part for n in ("first", "last") if (part := row.said(n)))
    return named or row.said("person") or row.said("nick")


def _tag(text: str) -> str:
    return same(text).replace(" ", "-")


def _notes(row: TitledRow) -> str | None:
    parts = [row.said("description")]
    if row.raw("distance") is not None:
        parts.append(f"{row.said('distance')} km")
    return "\n".join(part for part in parts if part) or None
