"""Transfers of hours from TimeOverflow, as exchanges of skills."""

from collections.abc import Iterable, Mapping

from mes_cli.exchange.cells import spoken
from mes_cli.exchange.grids import Grid
from mes_cli.exchange.incoming import Arrivals, Incoming, Names
from mes_cli.exchange.plan import Data, Problem
from mes_cli.exchange.state import Now
from mes_cli.exchange.values import day, duration, fold
from mes_cli.exchange.volunteering import OtherTableError, Row, known, rows
from mes_cli.finding import Loc, say
from mes_cli.model import Contribution, Initiative, Structure
from mes_cli.model.scalars import seconds as spoken_seconds

TITLES: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "fecha", "data"),
    "from": ("from", "de", "desde", "source"),
    "to": ("to", "a", "vers", "para", "destination"),
    "post": ("post", "annonce", "publicacion", "offer", "inquiry"),
    "hours": ("quantity", "quantity h mm", "quantite", "amount", "cantidad", "time"),
}


def transfers(grids: Iterable[Grid], names: Names, now: Now) -> Arrivals:
    """Read transfers; members who are no structure or initiative get a pseudonym.

    Raises:
        OtherTableError: the table holds no transfers.
    """
    arrivals = Arrivals("timeoverflow")
    for grid in grids:
        for name, title in (("date", "Date"), ("from", "From"), ("to", "To"),
                            ("hours", "Quantity")):  # fmt: skip
            if not known(grid, TITLES, name):
                raise OtherTableError(grid.name, "TimeOverflow", title)
        for row in rows(grid, TITLES):
            _row(row, names, now, arrivals)
    return arrivals


def _row(row: Row, names: Names, now: Now, arrivals: Arrivals) -> None:
    length = spoken_seconds(duration(row.raw("hours")))
    if length is None:
        arrivals.problems.append(Problem(
            row.spot("hours"), say("this is no duration"),
            say("write hours as `2h30`, `2:30` or `2.5`"),
        ))  # fmt: skip
        return
    data: Data = {"kind": "skill-exchange", "date": day(row.raw("date")), "hours": spoken(length)}
    data["title"] = data["skill"] = " ".join(row.said("post").split()) or None
    parties = {side: _party(row.said(side), now) for side in ("from", "to")}
    # Members of the time bank are with the structure that keeps it.
    keeper = now.reading.register.settings.keeper
    data |= {side: party or keeper for side, party in parties.items()}
    people = [names.called(row.said(side)) for side, party in parties.items() if not party]
    if any(people):
        data["by"] = " → ".join(person for person in people if person)
    identity = tuple(row.said(name) for name in TITLES)
    spots: dict[Loc, str] = {("date",): row.spot("date"), ("hours",): row.spot("hours")}
    arrivals.found.append(Incoming(Contribution.kind, data, identity, row.spot(), spots))


def _party(said: str, now: Now) -> str | None:
    """The structure or the initiative that has this name or this id."""
    table = now.reader.names
    for kind in (Structure.kind, Initiative.kind):
        if found := table.get((kind, said)) or table.get((kind, fold(said))):
            return found
    return None
