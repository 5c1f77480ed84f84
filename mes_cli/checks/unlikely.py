"""Checks of values that are possible but unlikely."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from mes_cli.finding import Message, Mistake, Place, Related, also, say
from mes_cli.language.folding import same
from mes_cli.model import Accompaniment, Advocacy, Contribution, Evidence
from mes_cli.model.accompaniment import Expense, Session
from mes_cli.model.record import Record
from mes_cli.register import Entry, Register

_DAY = 24 * 3600


def day_too_long(register: Register) -> Iterator[Mistake]:
    """The hours of one person, or of one accompaniment, on one day are more than a day has.

    They were given on several days, by several people, or in minutes; or a comma is missing.

    Bad::

        date: 2025-03-04
        by: Ana
        hours: 25h

    Good::

        date: 2025-03-04
        by: Ana
        hours: 2.5
    """
    for (_, day), shares in _given(register).items():
        if sum(seconds for _, seconds in shares) > _DAY:
            yield _too_long(
                shares,
                say("these hours of one person on {date} are more than a day has", date=str(day)),
                say(
                    "correct the hours, the date or the number of people; write a period for"
                    " several days"
                ),
            )
    for entry in register.entries_of(Accompaniment):
        if sum(session.hours for session in entry.record.sessions) <= _DAY:
            continue
        worked: dict[dt.date, list[tuple[Place, int]]] = defaultdict(list)
        for position, session in enumerate(entry.record.sessions):
            worked[session.date].append((entry.at("sessions", position, "hours"), session.hours))
        for day, shares in worked.items():
            if sum(seconds for _, seconds in shares) > _DAY:
                yield _too_long(
                    shares,
                    say("these hours of sessions on {date} are more than a day has", date=str(day)),
                    say("correct the hours or the date; minutes are written as `90min`"),
                )


def _given(register: Register) -> Mapping[tuple[str, dt.date], list[tuple[Place, int]]]:
    """Give the seconds of each person on each day, with their places; spelling is ignored."""
    worked: dict[tuple[str, dt.date], list[tuple[Place, int]]] = defaultdict(list)
    for entry in register.entries_of(Contribution):
        record = entry.record
        if record.date is None or record.hours is None:
            continue
        people = max(record.people or 1, 1)
        one = record.hours // people
        if record.by and people == 1:
            worked[same(record.by), record.date].append((entry.at("hours"), one))
        elif one > _DAY and (record.by or record.people):
            # How much each of several people gave is not known: their record is compared alone.
            worked[f"id {record.id}", record.date].append((entry.at("hours"), one))
    return worked


def _too_long(shares: Sequence[tuple[Place, int]], message: Message, cure: Message) -> Mistake:
    related = tuple(Related(at, say("on the same day")) for at, _ in shares[:-1])
    return Mistake(shares[-1][0], message, cure, related=related)


def lone_date(register: Register) -> Iterator[Mistake]:
    """A date is more than a year after all others of the register.

    Its year is usually a typing mistake. Until it is corrected, or others follow it, no report
    takes it for the newest day or the newest year.

    Bad::

        date: 2052-03-04        (all others are of 2025)

    Good::

        date: 2025-03-04
    """
    lone = register.lone_days
    found: dict[dt.date, list[Place]] = defaultdict(list)
    for entry in register.entries if lone else ():
        for at, day in _dated(entry):
            if day in lone:
                found[day].append(at)
    for day, places in found.items():
        yield Mistake(
            places[0],
            say("{date} is more than a year after all other dates", date=str(day)),
            say("correct the year; until then no report is of that day"),
            related=also(places),
        )


def _dated(entry: Entry[Record]) -> Iterator[tuple[Place, dt.date]]:
    """Give the dates of a record, and their places; not what lies outside an accompaniment."""
    record = entry.record
    match record:
        case Accompaniment():
            yield entry.at("started"), record.started
            dated: tuple[tuple[str, Sequence[Session | Expense]], ...] = (
                ("sessions", record.sessions),
                ("expenses", record.expenses),
            )
            for name, parts in dated:
                for position, part in enumerate(parts):
                    if record.spans(part.date):
                        yield entry.at(name, position, "date"), part.date
        case Contribution() | Advocacy() if record.date is None and record.period is not None:
            yield entry.at("period", "from"), record.period.first
        case Contribution() | Advocacy() | Evidence() if record.date is not None:
            yield entry.at("date"), record.date
        case _:
            return


def unusual_account(register: Register) -> Iterator[Mistake]:
    """An expense has an account that is not for expenses.

    What an accompaniment costs directly is in accounts 60 to 65: purchases, services, taxes,
    staff, other charges of the year. Others belong to the accounts of the whole structure.

    Bad::

        expenses:
          - {date: 2025-03-04, label: Train, amount: 30.00, account: 706}

    Good::

        expenses:
          - {date: 2025-03-04, label: Train, amount: 30.00, account: 625}
    """
    for entry in register.entries_of(Accompaniment):
        for position, expense in enumerate(entry.record.expenses):
            if expense.account is not None and expense.account[:2] not in _EXPENSES:
                yield Mistake(
                    entry.at("expenses", position, "account"),
                    say("the account {account} is not one of expenses", account=expense.account),
                    say("write an account from 60 to 65, as `625` for travel"),
                )


_EXPENSES = frozenset({"60", "61", "62", "63", "64", "65"})
