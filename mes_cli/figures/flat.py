"""Lines and parts as flat rows: what is handed over to other engines.

All hard arithmetic ends in lines rounded to the cent, so that other engines only add whole cents
and whole seconds. A *line* is an amount, a time or both, of one record in one year. A
*part* is a line as one of the eight tables has it: cut between the rows of the table, with the
``key`` of the row. All parts of a line in one table add up to the line.

Sums over lines are the figures of ``mes coverage``, sums over parts by ``key`` are its rows:

===========================  =====================================================
figure                       sum
===========================  =====================================================
cost of paid work            cents of ``staff``
expenses, overheads          cents of ``expenses``, of ``overheads``
valued contributions         cents of ``in-kind``
money by nature              cents of ``money`` by ``detail``
asked for, not answered      cents of ``pending``
hours of paid work           seconds of ``staff``
hours by kind                seconds of ``in-kind`` by ``detail``
===========================  =====================================================
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mes_cli.figures.groups import By
from mes_cli.figures.ledger import Ledger
from mes_cli.figures.line import Line
from mes_cli.figures.rounding import to_cents
from mes_cli.figures.rows import cuts, parts
from mes_cli.finding import Message, say
from mes_cli.model import Accompaniment, Contribution, Funding

#: The form of both tables. It changes when what reads them would have to.
VERSION = 1

#: What each column says, in the order of the columns; the last two are those of parts only.
MEANINGS: Mapping[str, Message] = {
    "register": say("the structure that keeps the register"),
    "year": say("the financial year, by its first calendar year"),
    "measure": say(
        "staff, expenses, overheads, in-kind, money or pending (asked for, not answered)"
    ),
    "kind": say("the kind of the record that it comes from"),
    "record": say("the id of that record"),
    "file": say("the file of that record, from the folder of the register; empty for funders"),
    "accompaniment": say("what it is set down to; empty: the life of the structure"),
    "detail": say(
        "the role of a session, the account of an expense, the kind of a contribution, the"
        " nature of money"
    ),
    "counterpart": say(
        "the other side: the funder of money, who was paid for an expense, who gave in"
        " kind, or to whom the keeper gave"
    ),
    "day": say("the day of a session, an expense or a contribution; empty for what has a period"),
    "cents": say("whole cents, rounded once"),
    "seconds": say("whole seconds"),
    "by": say("the table: what its rows are by, one of the eight of `mes coverage --by`"),
    "key": say("the row: an id or a word, `none`, or empty for the life of the structure"),
}


class FlatLine(NamedTuple):
    """A line; :data:`MEANINGS` says what its columns are."""

    register: str
    year: int
    measure: str
    kind: str
    record: str
    file: str | None
    accompaniment: str | None
    detail: str | None
    counterpart: str | None
    day: dt.date | None
    cents: int
    seconds: int


class FlatPart(NamedTuple):
    """A part of a line, in one row of one table."""

    register: str
    year: int
    measure: str
    kind: str
    record: str
    file: str | None
    accompaniment: str | None
    detail: str | None
    counterpart: str | None
    day: dt.date | None
    cents: int
    seconds: int
    by: str
    key: str | None


def flat_lines(ledger: Ledger) -> Iterator[FlatLine]:
    """Give all lines of a year; those of nothing are left out."""
    for line in ledger.lines:
        if line.amount or line.seconds:
            yield _flat(ledger, line)


def flat_parts(ledger: Ledger) -> Iterator[FlatPart]:
    """Give all lines of a year as each of the eight tables has them."""
    for by in By:
        for cut in cuts(ledger, by):
            for key, line in parts(cut):
                yield from _part(ledger, line, by, key)
        for line in ledger.by_accompaniment[None]:
            yield from _part(ledger, line, by, None)


def _part(ledger: Ledger, line: Line, by: By, key: str | None) -> Iterator[FlatPart]:
    if line.amount or line.seconds:
        yield FlatPart(*_flat(ledger, line), str(by), key)


def _flat(ledger: Ledger, line: Line) -> FlatLine:
    kind, record = line.record
    return FlatLine(
        ledger.keeper_of(line),
        ledger.year,
        str(line.measure),
        kind,
        record,
        line.place.file,
        line.accompaniment,
        str(line.detail) or None,
        _counterpart(ledger, line),
        line.day,
        to_cents(line.amount),
        line.seconds,
    )


def _counterpart(ledger: Ledger, line: Line) -> str | None:
    entry = ledger.entry_of(line)
    match entry.record if entry else None:
        case Funding(funder=funder):
            return funder
        case Accompaniment(expenses=expenses) if line.loc[:1] == ("expenses",):
            return expenses[int(line.loc[1])].to
        case Contribution(giver=giver, receiver=receiver):
            return receiver if giver == ledger.keeper_of(line) else giver
        case _:
            return None
