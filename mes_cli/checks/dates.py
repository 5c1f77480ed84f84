"""Checks of dates: what cannot come before what it comes before."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mes_cli.finding import Edit, Fix, Loc, Message, Mistake, Related, field, say
from mes_cli.model import Accompaniment, Advocacy, Contribution, Funding, Initiative, Programme
from mes_cli.model.initiative import StageStep, Standing
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
            if step.since is None:
                yield Mistake(
                    entry.at("stage", position),
                    say("this stage does not say since when"),
                    say(
                        "add `{since}`, or write one stage as a single word",
                        since=field("StageStep", "since"),
                    ),
                )
        yield from _out_of_order(entry, "stage", steps)


def standing_out_of_order(register: Register) -> Iterator[Mistake]:
    """The standings of an initiative are not in order of date.

    They tell a story: first a beneficiary, then a member, perhaps an activist. Its
    steps are written in the order in which they came.

    Bad::

        standing:
          - since: 2025-01-01
            status: member
          - since: 2024-01-01
            status: beneficiary

    Good::

        standing:
          - since: 2024-01-01
            status: beneficiary
          - since: 2025-01-01
            status: member
    """
    for entry in register.entries_of(Initiative):
        yield from _out_of_order(entry, "standing", entry.record.standing, Fix(Edit.ORDER))


def _out_of_order(
    entry: Entry[Initiative],
    name: str,
    steps: Sequence[StageStep | Standing],
    fix: Fix | None = None,
) -> Iterator[Mistake]:
    """Find the steps of an initiative that do not come after the ones before them."""
    for position, (before, after) in enumerate(pairwise(steps), 1):
        if before.since and after.since and after.since <= before.since:
            yield Mistake(
                entry.at(name, position, "since"),
                say(
                    "this step of {date} does not come after the one before it",
                    date=str(after.since),
                ),
                say("put the steps in order of date, each on a day of its own"),
                related=(Related(entry.at(name, position - 1, "since"), say("the one before")),),
                fix=fix,
            )


def accompaniment_before_initiative(register: Register) -> Iterator[Mistake]:
    """An accompaniment begins before its initiative was founded, by its own record.

    People are often accompanied before anything is founded. Then the record says so by
    having no date of creation, or a later stage; a date of creation after the first
    session is worth a second look.

    Bad::

        # initiatives/garden.yaml
        created: 2025-06-01
        # accompaniments/garden-2025.yaml
        started: 2025-03-01

    Good::

        # initiatives/garden.yaml
        created: 2025-03-01
    """
    for entry in register.entries_of(Accompaniment):
        for name in entry.record.initiatives:
            initiative = register.get(Initiative, name)
            created = initiative.record.created if initiative else None
            if initiative and created and entry.record.started < created:
                yield Mistake(
                    entry.at("started"),
                    say("the accompaniment begins before `{name}` exists", name=name),
                    say(
                        "correct one of the two dates; leave `{field}` out while nothing is"
                        " founded",
                        field=field("Initiative", "created"),
                    ),
                    related=(Related(initiative.at("created"), say("it exists from here on")),),
                )
