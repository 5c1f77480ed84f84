"""Hours of volunteers from Bénévalibre and from Paheko's time lists, in all their headers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mes_cli.errors import MesError
from mes_cli.exchange.cells import spoken
from mes_cli.exchange.grids import Grid, Raw, is_blank
from mes_cli.exchange.incoming import Arrivals, Incoming, Names
from mes_cli.exchange.plan import Data, Problem
from mes_cli.exchange.values import boolean, day, duration, fold, word
from mes_cli.finding import Loc, say
from mes_cli.model import Contribution
from mes_cli.model.contribution import Level
from mes_cli.model.scalars import seconds as spoken_seconds
from mes_cli.model.shape import shape

#: The titles that each thing has had, folded, the surest first.
TITLES: Mapping[str, tuple[str, ...]] = {
    "person": ("benevole", "nom et prenom du membre", "nom et prenom", "membre"),
    "first": ("prenom", "prenom du membre", "user first name"),
    "last": ("nom", "nom du membre", "user last name"),
    "nick": ("pseudonyme", "pseudo", "user pseudo"),
    "association": ("association",),
    "title": ("titre", "title"),
    "description": ("description", "notes", "remarques"),
    "date": ("date",),
    "end": ("date de fin", "end date"),
    "hours": ("duree en heures", "heures en decimal", "duration hours"),
    "minutes": ("duree en minutes",),
    "clock": ("duree", "duration"),
    "pending": ("en attente de moderation", "is pending"),
    "distance": ("distance en km", "distance"),
    "category": ("categorie", "category"),
    "project": ("projet", "project"),
    "level": ("niveau", "level"),
}
#: What stands in a cell that has nothing to say.
_NOTHING = {"", "—", "-", "–", "none", "null"}
_MINUTE = 60


class OtherTableError(MesError):
    """A table that the named program does not make."""

    def __init__(self, name: str, source: str, missing: str) -> None:
        super().__init__(
            say("`{name}` does not look like an export of {source}: it has no column {missing}",
                name=name, source=source, missing=missing),
            say("for another table, `{command}` writes a first list of its columns",
                command="mes import table FILE --guess"),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A row by what its cells are about."""

    grid: Grid
    number: int
    cells: Mapping[str, tuple[Raw, int]]

    def raw(self, name: str) -> Raw:
        """What a cell holds; nothing where it says that it holds nothing."""
        raw = self.cells.get(name, (None, 0))[0]
        said = raw.strip().casefold() if isinstance(raw, str) else raw
        return None if said in _NOTHING else raw

    def said(self, name: str) -> str:
        """A cell as text, on one line or several."""
        raw = self.raw(name)
        return "" if raw is None else str(raw).strip()

    def spot(self, name: str = "") -> str:
        """How a cell, or the row, is named to people."""
        return self.grid.spot(self.number, self.cells[name][1] if name in self.cells else None)


def rows(grid: Grid, titles: Mapping[str, tuple[str, ...]]) -> Iterable[Row]:
    """The rows of a grid whose columns are called in one of several ways."""
    folded = [fold(title) for title in grid.titles]
    found = {
        name: next((folded.index(title) for title in known if title in folded), None)
        for name, known in titles.items()
    }
    for number, row in enumerate(grid.rows[1:], 1):
        if not all(is_blank(cell) for cell in row):
            cells = {name: (row[at], at) for name, at in found.items()
                     if at is not None and at < len(row)}  # fmt: skip
            yield Row(grid, number, cells)


def known(grid: Grid, titles: Mapping[str, tuple[str, ...]], name: str) -> bool:
    """Tell whether a grid has a column about something."""
    return any(fold(title) in titles[name] for title in grid.titles)


def hours(grids: Iterable[Grid], source: str, names: Names, *, pending: bool = False) -> Arrivals:
    """Read hours; a row that waits for its moderation is left out unless *pending* is wanted.

    Raises:
        OtherTableError: the table is none of that program.
    """
    arrivals = Arrivals(source)
    for grid in grids:
        _refuse_others(grid, source)
        for row in rows(grid, TITLES):
            if boolean(row.raw("pending")) == "true" and not pending:
                arrivals.left_out.append(say("rows that wait for moderation"))
            else:
                _row(row, names, arrivals)
    return arrivals


def _refuse_others(grid: Grid, source: str) -> None:
    if not known(grid, TITLES, "date"):
        raise OtherTableError(grid.name, source, "Date")
    if not any(known(grid, TITLES, name) for name in ("hours", "minutes", "clock")):
        raise OtherTableError(grid.name, source, "Durée (en heures)")


def _row(row: Row, names: Names, arrivals: Arrivals) -> None:
    length = _length(row)
    if length is None:
        name = next((n for n in ("hours", "minutes", "clock") if n in row.cells), "")
        arrivals.problems.append(Problem(
            row.spot(name), say("this is no duration"),
            say("write hours as `2h30`, `2:30` or `2.5`"),
        ))  # fmt: skip
        return
    data: Data = {"kind": "volunteering", **_days(row), "title": _title(row)}
    data["hours"] = spoken(length)
    data["people"] = "1"
    if who := names.called(_person(row)):
        data["by"] = who
    if row.raw("level") is not None:
        said = word(row.said("level"), shape(Contribution).slots["level"])
        if said in set(Level):
            data["level"] = said
    data["tags"] = [tag for name in ("category", "project") if (tag := _tag(row.said(name)))]
    data["notes"] = _notes(row)
    spots: dict[Loc, str] = {
        ("date",): row.spot("date"), ("period", "from"): row.spot("date"),
        ("period", "to"): row.spot("end"), ("hours",): row.spot("hours"),
        ("title",): row.spot("title"),
    }  # fmt: skip
    identity = (_person(row), row.said("association"), str(data.get("date") or data.get("period")),
                str(length), row.said("title"), row.said("description"), row.said("category"),
                row.said("project"))  # fmt: skip
    arrivals.found.append(Incoming(Contribution.kind, data, identity, row.spot(), spots))


def _length(row: Row) -> int | None:
    """The seconds of a row, to the whole minute: the decimal hours first, they are surest."""
    for name in ("hours", "clock"):
        raw = row.raw(name)
        if raw is not None:
            found = spoken_seconds(duration(raw))
            return None if found is None else (found + _MINUTE // 2) // _MINUTE * _MINUTE
    minutes = row.said("minutes").replace(",", ".")
    try:
        return round(float(minutes)) * _MINUTE if minutes else None
    except ValueError:
        return None


def _days(row: Row) -> Data:
    first, last = day(row.raw("date")), day(row.raw("end"))
    if last and last != first:
        return {"period": {"from": first, "to": last}}
    return {"date": first}


def _title(row: Row) -> str | None:
    said = next((t for n in ("title", "category", "project") if (t := row.said(n))), None)
    return " ".join(said.split()) if said else None


def _person(row: Row) -> str:
    named = " ".join(part for n in ("first", "last") if (part := row.said(n)))
    return named or row.said("person") or row.said("nick")


def _tag(text: str) -> str:
    return fold(text).replace(" ", "-")


def _notes(row: Row) -> str | None:
    parts = [row.said("description")]
    if row.raw("distance") is not None:
        parts.append(f"{row.said('distance')} km")
    return "\n".join(part for part in parts if part) or None
