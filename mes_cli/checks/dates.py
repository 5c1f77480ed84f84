"""Checks of dates: what cannot come before what it comes before."""

import datetime as dt
from collections.abc import Iterable, Iterator

from mes_cli.finding import Loc, Message, Mistake, Related, field, say
from mes_cli.model import (
    Accompaniment,
    Advocacy,
    Contribution,
    Funding,
    Initiative,
    Programme,
)
from mes_cli.model.record import Record
from mes_cli.register import Entry, Register

#: The kinds that have a beginning and an end.
_RANGED: tuple[type[Record], ...] = (Programme, Accompaniment, Contribution, Funding, Advocacy)


def _range(entry: Entry[Record]) -> tuple[Loc, dt.date, Loc, dt.date] | None:
    """Give the beginning of a record that has an end: the place of each, and its day."""
    record = entry.record
    match record:
        case Programme() if record.starts and record.ends:
            return ("starts",), record.starts, ("ends",), record.ends
        case Accompaniment() if record.ended:
            return ("started",), record.started, ("ended",), record.ended
        case Contribution() | Funding() | Advocacy() if record.period:
            return ("period", "from"), record.period.first, ("period", "to"), record.period.last
        case _:
            return None


def end_before_start(register: Register) -> Iterator[Mistake]:
    """Something ends before it begins.

    One of the two dates is wrong. Whatever is spread over such a period would be lost.

    Bad::

        started: 2025-09-01
        ended: 2025-03-31

    Good::

        started: 2025-03-01
        ended: 2025-09-30
    """
    for entry in register.entries_of(*_RANGED):
        found = _range(entry)
        if found is None:
            continue
        start, first, end, last = found
        if last < first:
            yield Mistake(
                entry.at(*end),
                say(
                    "the end, {last}, comes before the beginning, {first}",
                    last=str(last),
                    first=str(first),
                ),
                say("correct one of the two dates"),
                related=(Related(entry.at(*start), say("it begins here")),),
            )


def session_outside(register: Register) -> Iterator[Mistake]:
    """A session lies outside its accompaniment.

    Hours are counted in the course of support that they belong to. A session before its
    beginning or after its end belongs to another one, or a date is wrong.

    Bad::

        started: 2025-03-01
        sessions:
          - date: 2025-02-20
            hours: 2h

    Good::

        started: 2025-02-20
        sessions:
          - date: 2025-02-20
            hours: 2h
    """
    for entry in register.entries_of(Accompaniment):
        record = entry.record
        if record.ended and record.ended < record.started:
            continue  # one mistake, found already
        for position, session in enumerate(record.sessions):
            at, day = entry.at("sessions", position, "date"), str(session.date)
            if session.date < record.started:
                told = say("the session of {date} comes before its accompaniment begins", date=day)
                yield Mistake(at, told, _earlier(day), related=_beginning(entry))
            elif record.ended and session.date > record.ended:
                yield Mistake(
                    at,
                    say("the session of {date} comes after its accompaniment has ended", date=day),
                    say(
                        "correct the date, or set `{field}` to {date} or later",
                        field=field("Accompaniment", "ended"),
                        date=day,
                    ),
                    related=(Related(entry.at("ended"), say("it ends here")),),
                )


def _earlier(day: str) -> Message:
    return say(
        "correct the date, or set `{field}` to {date} or earlier",
        field=field("Accompaniment", "started"),
        date=day,
    )


def _beginning(entry: Entry[Accompaniment]) -> tuple[Related, ...]:
    return (Related(entry.at("started"), say("it begins here")),)


def expense_before_start(register: Register) -> Iterator[Mistake]:
    """An expense is dated before its accompaniment begins.

    The year is mostly wrong. Bills are often paid after an accompaniment has ended, hardly
    ever before it begins.

    Bad::

        started: 2025-03-01
        expenses:
          - {date: 2015-04-02, label: Train, amount: 30.00}

    Good::

        started: 2025-03-01
        expenses:
          - {date: 2025-04-02, label: Train, amount: 30.00}
    """
    for entry in register.entries_of(Accompaniment):
        for position, expense in enumerate(entry.record.expenses):
            if expense.date < entry.record.started:
                at, day = entry.at("expenses", position, "date"), str(expense.date)
                told = say("the expense of {date} comes before its accompaniment begins", date=day)
                yield Mistake(at, told, _earlier(day), related=_beginning(entry))


def stages_out_of_order(register: Register) -> Iterator[Mistake]:
    """The stages of an initiative are not in order of date, or one of several has no date.

    The last one is where the initiative is now; a year before is told from their dates.

    Bad::

        stage:
          - {since: 2025-01-01, stage: creation}
          - {since: 2024-01-01, stage: idea}

    Good::

        stage:
          - {since: 2024-01-01, stage: idea}
          - {since: 2025-01-01, stage: creation}
    """
    for entry in register.entries_of(Initiative):
        steps = entry.record.stages
        for position, step in enumerate(steps if len(steps) > 1 else ()):
            before = steps[position - 1] if position else None
            if step.since is None:
                yield Mistake(
                    entry.at("stage", position),
                    say("this stage does not say since when"),
                    say(
                        "add `{since}`, or write one stage as a single word",
                        since=field("StageStep", "since"),
                    ),
                )
            elif before and before.since and step.since <= before.since:
                yield Mistake(
                    entry.at("stage", position, "since"),
                    say(
                        "this step of {date} does not come after the one before it",
                        date=str(step.since),
                    ),
                    say("put the steps in order of date, each on a day of its own"),
                    related=(
                        Related(entry.at("stage", position - 1, "since"), say("the one before")),
                    ),
                )


def no_date(register: Register) -> Iterator[Mistake]:
    """A record has neither a date nor a period.

    Without one it belongs to no financial year, and no report would count it.

    Bad::

        kind: volunteering
        hours: 2h

    Good::

        kind: volunteering
        date: 2025-03-04
        hours: 2h
    """
    entries: Iterable[Entry[Contribution | Advocacy]] = register.entries_of(Contribution, Advocacy)
    for entry in entries:
        if entry.record.date is None and entry.record.period is None:
            home = type(entry.record).__name__
            yield Mistake(
                entry.place,
                say("this record has neither a date nor a period"),
                say(
                    "add `{date}`, or `{period}` with its two days",
                    date=field(home, "date"),
                    period=field(home, "period"),
                ),
            )


def date_and_period(register: Register) -> Iterator[Mistake]:
    """A record has both a date and a period.

    They may say different things, and only one of them decides when it is counted.

    Bad::

        date: 2025-03-04
        period: {from: 2025-01-01, to: 2025-12-31}

    Good::

        period: {from: 2025-01-01, to: 2025-12-31}
    """
    entries: Iterable[Entry[Contribution | Advocacy]] = register.entries_of(Contribution, Advocacy)
    for entry in entries:
        if entry.record.date is not None and entry.record.period is not None:
            yield Mistake(
                entry.at("date").key(),
                say("this record has a date and a period"),
                say("keep one of the two"),
                related=(Related(entry.at("period").key(), say("the other one")),),
            )
