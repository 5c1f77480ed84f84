"""Transfers of hours from TimeOverflow, as exchanges of skills.

The account in `From` pays hours to the one in `To`: whoever stands in `To` did the work.
"""

import re
from collections.abc import Iterable

from mes_cli.exchange.current import Current
from mes_cli.exchange.grids import Grid
from mes_cli.exchange.incoming import Arrivals, Incoming
from mes_cli.exchange.plan import Problem
from mes_cli.exchange.titles import TitledRow, Titles, columns, known_titles, rows
from mes_cli.exchange.values import day, duration
from mes_cli.exchange.volunteers import People
from mes_cli.finding import Loc, say
from mes_cli.model import Contribution, Initiative, Structure
from mes_cli.store.reading.translation import Data

TITLES: Titles = known_titles()["timeoverflow"]
FIELDS = ("kind", "date", "hours", "title", "skill", "from", "to")
#: What versions before 0.2 took for the titles of both sides, for their keys.
_SIDES = ("date", "paid", "worked", "post", "hours")
_FILL = say("fill in the cell: `1:30`, or `0:00` where nothing is to be counted")
_MEMBER = re.compile(r"(?P<name>.*\S)\s+\((?P<number>\d+)\)")


def is_transfers(grid: Grid) -> bool:
    """Tell whether a table holds transfers."""
    return {"date", "paid", "worked", "hours"} <= columns(grid, TITLES).keys()


def transfers(grids: Iterable[Grid], people: People, current: Current) -> Arrivals:
    """Read transfers; members who are no structure or initiative get a pseudonym."""
    arrivals = Arrivals("timeoverflow", FIELDS)
    for grid in grids:
        for row in rows(grid, TITLES, arrivals.left_out.append):
            if row.raw("hours") is None:
                problem = Problem(row.spot("hours"), say("this row has no hours"), _FILL)
                arrivals.problems.append(problem)
                continue
            arrivals.found.append(_incoming(row, people, current))
    return arrivals


def _incoming(row: TitledRow, people: People, current: Current) -> Incoming:
    length = duration(row.raw("hours"))
    data: Data = {"kind": "skill-exchange", "date": day(row.raw("date")), "hours": length}
    if post := " ".join(row.said("post").split()):
        data["title"] = data["skill"] = post
    sides = {"from": _name(row.said("worked")), "to": _name(row.said("paid"))}
    parties = {side: _party(name, current) for side, name in sides.items()}
    # Members of the time bank are with the structure that keeps it.
    keeper = current.reading.register.settings.keeper
    data |= {side: party or keeper for side, party in parties.items()}
    named = [people.called(sides[side]) for side, party in parties.items() if not party]
    if any(named):
        data["by"] = " → ".join(person for person in named if person)
    spots: dict[Loc, str] = {
        ("date",): row.spot("date"),
        ("hours",): row.spot("hours"),
        ("from",): row.spot("worked"),
        ("to",): row.spot("paid"),
    }
    earlier = tuple(row.as_before(name) for name in _SIDES)
    misread: Data = {
        side: _party(row.said(name), current) or keeper
        for side, name in (("from", "paid"), ("to", "worked"))
    }
    return Incoming(
        Contribution.kind,
        data,
        (row.said("date"), post),
        row.spot(),
        spots,
        earlier=(earlier,),
        misread=misread,
    )


def _name(said: str) -> str:
    """The name of a member, without the number that the program writes behind it."""
    found = _MEMBER.fullmatch(said.strip())
    return found["name"] if found else said.strip()


def _party(said: str, current: Current) -> str | None:
    """The structure or the initiative that has this name or this id."""
    return current.reader.named(said, (Structure.kind, Initiative.kind)) or None
