"""Checks of records that lack something that a report would want."""

import datetime as dt
from collections.abc import Iterator

from mes_cli.figures.years import newest_day, newest_year
from mes_cli.finding import Mistake, Place, field, say
from mes_cli.model import Accompaniment, FinancialYear, Funding
from mes_cli.model.funding import FundingNature, FundingStatus
from mes_cli.register import Register

#: Counted up to the newest day of the register: no check reads a clock.
_THREE_MONTHS = dt.timedelta(days=92)
_ONE_YEAR = dt.timedelta(days=366)

#: Money that a public policy pays.
_PUBLIC = frozenset(
    {FundingNature.GRANT, FundingNature.PUBLIC_CONTRIBUTION, FundingNature.CONTRACT}
)


def accompaniment_without_session(register: Register) -> Iterator[Mistake]:
    """An accompaniment has no session, though it began three months ago or earlier.

    Without sessions it costs nothing and shows nothing in any report. Months are counted up
    to the newest session, expense, contribution or evidence of the register.

    Bad::

        started: 2025-01-10
        sessions: []

    Good::

        started: 2025-01-10
        sessions:
          - date: 2025-01-17
            type: welcome
            hours: 1h30
    """
    newest = newest_day(register)
    for entry in register.entries_of(Accompaniment):
        started = entry.record.started
        if newest and not entry.record.sessions and started + _THREE_MONTHS <= newest:
            yield Mistake(
                entry.at("started"),
                say("this accompaniment of {started} has no session", started=str(started)),
                say(
                    "add its `{sessions}`, each with its date and its hours",
                    sessions=field("Accompaniment", "sessions"),
                ),
            )


def stale_accompaniment(register: Register) -> Iterator[Mistake]:
    """An accompaniment is still open, and has had no session for a year.

    Most of these have ended, and the end was not written down; reports count them among those
    that go on. The year is counted up to the newest record of something done.

    Bad::

        started: 2023-02-01
        sessions:
          - {date: 2023-03-01, hours: 2h}
        # newest record of the register: June 2025

    Good::

        started: 2023-02-01
        ended: 2023-03-31
        sessions:
          - {date: 2023-03-01, hours: 2h}
    """
    newest = newest_day(register)
    for entry in register.entries_of(Accompaniment):
        days = [session.date for session in entry.record.sessions]
        last = max(days, default=None)
        if newest and last and not entry.record.ended and last + _ONE_YEAR <= newest:
            yield Mistake(
                entry.at("sessions", days.index(last), "date"),
                say(
                    "this accompaniment is open, and its last session was on {date}", date=str(last)
                ),
                say(
                    "add `{ended}` with the day on which it ended, or the sessions since",
                    ended=field("Accompaniment", "ended"),
                ),
            )


def funding_without_policy(register: Register) -> Iterator[Mistake]:
    """Public money does not say which policy it comes from, though other funding does.

    The share of money that was found beyond the usual policies is counted from it; what has
    no policy is shown as such. A register whose fundings name no policy at all is left alone.

    Bad::

        nature: grant
        granted: 9000

    Good::

        nature: grant
        granted: 9000
        policies: [employment]
    """
    if not any(entry.record.policies for entry in register.entries_of(Funding)):
        return
    for entry in register.entries_of(Funding):
        funding = entry.record
        public = funding.nature in _PUBLIC and funding.status is not FundingStatus.REFUSED
        if public and not funding.policies:
            yield Mistake(
                entry.at("nature"),
                say("this funding does not say which policy it comes from"),
                say("add `{policies}`", policies=field("Funding", "policies")),
            )


def year_without_foreword(register: Register) -> Iterator[Mistake]:
    """A year is over and has no foreword.

    The annual report opens with it. Years before the first foreword of the register, and the
    newest year, which may still go on, are left alone.

    Bad::

        # years/2024.yaml
        year: 2024

    Good::

        # years/2024.yaml
        year: 2024
        foreword: A year of seeds, and of patience.
    """
    words = list(register.entries_of(FinancialYear))
    written = {entry.record.year for entry in words if entry.record.foreword}
    newest = newest_year(register) if written else None
    if newest is None:
        return
    homes = {entry.record.year: entry.at("year") for entry in words}
    first = _first_sessions(register)
    for year in sorted(first.keys() - written):
        if min(written) < year < newest:
            at = homes.get(year, first[year])
            yield Mistake(
                at,
                say("the year {year} has sessions and no foreword", year=year),
                say(
                    "write `{foreword}` in the record of that year",
                    foreword=field("FinancialYear", "foreword"),
                ),
            )


def _first_sessions(register: Register) -> dict[int, Place]:
    """Give the place of a session of each financial year, the first by the ids of records."""
    first: dict[int, Place] = {}
    for entry in register.of(Accompaniment):
        for position, session in enumerate(entry.record.sessions):
            year = register.settings.financial_year(session.date)
            if year not in first:
                first[year] = entry.at("sessions", position, "date")
    return first
