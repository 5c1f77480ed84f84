"""Which program a file comes from, by its columns; and what it holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from mes_cli.errors import MesError
from mes_cli.exchange import accounts, bookkeeping, mapping, timeoverflow, volunteer_hours
from mes_cli.exchange.accounts import LedgerWishes
from mes_cli.exchange.current import Current
from mes_cli.exchange.grids import Grid, Tables
from mes_cli.exchange.incoming import Arrivals, plan_of
from mes_cli.exchange.merge import merge
from mes_cli.exchange.plan import Plan, Problem
from mes_cli.exchange.returned_rows import is_export, lines
from mes_cli.exchange.titles import headed, hidden_rows, overfull
from mes_cli.exchange.volunteers import People
from mes_cli.finding import Message, say
from mes_cli.language.folding import same
from mes_cli.model import Accompaniment, Initiative
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.translation import Data


class Source(StrEnum):
    """Where a table comes from."""

    MES = "mes"
    BENEVALIBRE = "benevalibre"
    PAHEKO = "paheko"
    TIMEOVERFLOW = "timeoverflow"
    TABLE = "table"


#: What each program is called where people read of it.
NAMES = {
    Source.MES: "mes",
    Source.BENEVALIBRE: "Bénévalibre",
    Source.PAHEKO: "Paheko",
    Source.TIMEOVERFLOW: "TimeOverflow",
}


class UnknownSourceError(MesError):
    """A table whose columns no program is known for."""

    def __init__(self, name: str) -> None:
        super().__init__(
            say(
                "nobody can tell what `{name}` is: its columns are those of no program that is"
                " known, and none of its sheets is called as an export calls it",
                name=name,
            ),
            say(
                "for any table, `mes import table FILE --guess` writes a first list of its columns"
            ),
        )


class OtherTableError(MesError):
    """A table that the named program does not make."""

    def __init__(self, name: str, source: Source, missing: str) -> None:
        super().__init__(
            say(
                "`{name}` does not look like an export of {source}: it has no column {missing}",
                name=name,
                source=NAMES[source],
                missing=missing,
            ),
            say(
                "for another table, `mes import table FILE --guess` writes a first list of its"
                " columns"
            ),
        )


@dataclass(frozen=True, slots=True)
class ImportWishes:
    """How somebody wants a file to be read in."""

    people: People
    #: The row of the titles, from 1; 0: where most of them stand.
    titles: int = 0
    #: Rows that wait for moderation as well.
    pending: bool = False
    accounts: LedgerWishes = field(default_factory=LedgerWishes)
    #: Projects of the other program and the accompaniment or initiative that each of them is.
    projects: Mapping[str, str] = field(default_factory=dict)
    #: For any other table: which column is which field.
    columns: mapping.Columns | None = None


def recognised(tables: Tables, name: str, at: int = 0) -> Source:
    """Tell which program a file comes from.

    Raises:
        UnknownSourceError: no program known here has these columns.
    """
    grids = tables.grids
    if any(map(is_export, grids)):
        return Source.MES
    if any(bookkeeping.is_journal(headed(grid, bookkeeping.TITLES, at)) for grid in grids):
        return Source.PAHEKO
    of_hours = [headed(grid, volunteer_hours.TITLES, at) for grid in grids]
    if any(map(volunteer_hours.is_known, of_hours)):
        return (
            Source.BENEVALIBRE
            if any(map(volunteer_hours.is_benevalibre, of_hours))
            else Source.PAHEKO
        )
    if any(timeoverflow.is_transfers(headed(it, timeoverflow.TITLES, at)) for it in grids):
        return Source.TIMEOVERFLOW
    raise UnknownSourceError(name)


def planned(
    tables: Tables, source: Source, wishes: ImportWishes, current: Current, edits: Edits
) -> Plan:
    """Say what reading a file in would do.

    Raises:
        OtherTableError: no sheet of it is one of that program's.
    """
    if source is Source.MES:
        shown = [grid.whole() for grid in tables.grids]  # a row that is not there was deleted
        found = lines(shown, current.words, current.maker.models, wishes.titles)
        plan = merge(found, current, edits)
        for reason in found.left_out:
            plan.leave(reason)
    else:
        plan = plan_of(_arrivals(tables, source, wishes, current, edits), current, edits)
    spots = {spot for spot, _, _ in tables.spoilt}
    others = [problem for problem in plan.problems if problem.spot not in spots]
    plan.problems = [*(Problem(*spoilt) for spoilt in tables.spoilt), *others]
    plan.notes += _left_out(tables, source)
    return plan


def _left_out(tables: Tables, source: Source) -> Iterator[Message]:
    """Say what people do not see of a workbook, and whether it is read in."""
    for name in tables.hidden:
        yield say("the sheet `{sheet}` is hidden, and left out", sheet=name)
    if tables.hidden_unknown and source is not Source.MES:
        yield say(
            "a file in the old .xls format does not say which rows are hidden: all are read in"
        )


def _arrivals(
    tables: Tables, source: Source, wishes: ImportWishes, current: Current, edits: Edits
) -> Arrivals:
    at = wishes.titles
    if source is Source.TABLE:
        assert wishes.columns is not None
        every = [mapping.titled(grid, wishes.columns, at) for grid in tables.grids]
        kept = [grid for grid in every if mapping.has_columns(grid, wishes.columns)] or every
        found = mapping.records(kept, wishes.columns, wishes.people, current)
        return _told(found, every, kept, source, "")
    if source is Source.TIMEOVERFLOW:
        every = [headed(grid, timeoverflow.TITLES, at) for grid in tables.grids]
        kept = [grid for grid in every if timeoverflow.is_transfers(grid)]
        found = timeoverflow.transfers(kept, wishes.people, current)
        return _told(found, every, kept, source, "From, To, Quantity")
    ledgers = [headed(grid, bookkeeping.TITLES, at) for grid in tables.grids]
    kept = [grid for grid in ledgers if bookkeeping.is_journal(grid)]
    if source is Source.PAHEKO and kept:
        found = accounts.ledger(kept, wishes.accounts, current, edits)
        return _told(found, ledgers, kept, source, "")
    every = [headed(grid, volunteer_hours.TITLES, at) for grid in tables.grids]
    kept = [grid for grid in every if volunteer_hours.is_hours(grid)]
    matched = matches(wishes.projects, current)
    found = volunteer_hours.hours(kept, source, wishes.people, matched, pending=wishes.pending)
    return _told(found, every, kept, source, "Date, Durée (en heures)")


def _told(
    found: Arrivals, every: Sequence[Grid], kept: Sequence[Grid], source: Source, missing: str
) -> Arrivals:
    """Say which sheets are left out, since they are no tables of the program's.

    Raises:
        OtherTableError: no table has the columns that the program writes.
    """
    if not kept and source in NAMES:
        raise OtherTableError(every[0].name if every else "", source, missing)
    for grid in every:
        if grid in kept:
            found.problems += overfull(grid)
            found.notes += hidden_rows(grid)
        elif source is Source.TABLE:
            said = say(
                "the sheet `{sheet}` has no column of the list, and is left out", sheet=grid.name
            )
            found.notes.append(said)
        else:
            found.notes.append(
                say(
                    "the sheet `{sheet}` has no columns of {source}, and is left out",
                    sheet=grid.name,
                    source=NAMES[source],
                )
            )
    return found


def projects(tables: Tables, at: int = 0) -> dict[str, str]:
    """The projects that a list of hours names."""
    every = [headed(grid, volunteer_hours.TITLES, at) for grid in tables.grids]
    return dict.fromkeys(volunteer_hours.projects(filter(volunteer_hours.is_hours, every)), "")


def target(name: str, current: Current) -> str:
    """The accompaniment or initiative that is called as a project is; empty where none is."""
    return current.reader.named(name, (Accompaniment.kind, Initiative.kind))


def matches(projects: Mapping[str, str], current: Current) -> volunteer_hours.Matches:
    """What hours of a project are for: an accompaniment, or else an initiative.

    Hours for an initiative go to its only accompaniment; where it has none or several, to the
    life of the structure, and the initiative is whom they are given to.
    """
    register = current.reading.register
    chosen = {same(project): code for project, code in projects.items()}

    def fields(project: str) -> Data:
        code = chosen.get(same(project), "")
        if not code:
            return {}
        if register.get(Accompaniment, code) is not None:
            return {"for": [{"accompaniment": code}]}
        courses = [
            entry.record.id
            for entry in register.of(Accompaniment)
            if code in entry.record.initiatives
        ]
        return {"for": [{"accompaniment": courses[0]}]} if len(courses) == 1 else {"to": code}

    return fields
