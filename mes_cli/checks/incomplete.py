"""Checks of what is not there yet, and is worth a thought."""

import datetime as dt
from collections.abc import Iterator

from mes_cli.checks.words import field
from mes_cli.figures.years import calendar, newest_day, newest_year
from mes_cli.finding import Finding, Place, say, warning
from mes_cli.model import Accompaniment, Evidence, FinancialYear, Funding
from mes_cli.model.evidence import SOON
from mes_cli.model.funding import FundingNature, FundingStatus
from mes_cli.register import Register

#: By what the newest record says, since nothing here reads a clock.
_THREE_MONTHS = dt.timedelta(days=92)
_ONE_YEAR = dt.timedelta(days=366)

#: Money that a public policy pays.
_PUBLIC = frozenset(
    {FundingNature.GRANT, FundingNature.PUBLIC_CONTRIBUTION, FundingNature.CONTRACT}
)


def accompaniment_without_session(register: Register) -> Iterator[Finding]:
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
    for entry in register.of(Accompaniment):
        record = entry.record
        if newest and not record.sessions and record.started + _THREE_MONTHS <= newest:
            yield warning(
                "accompaniment-without-session",
                entry.at("started"),
                say("this accompaniment of {started} has no session", started=str(record.started)),
                say("add its `{sessions}`, each with its date and its hours",
                    sessions=field("Accompaniment", "sessions")),
            )  # fmt: skip


def stale_accompaniment(register: Register) -> Iterator[Finding]:
    """An accompaniment is still open, and has had no session for a year.

    Most of these have ended, and nobody has written it down; reports count them among those
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
    for entry in register.of(Accompaniment):
        record = entry.record
        days = [session.date for session in record.sessions]
        if newest and days and record.ended is None and max(days) + _ONE_YEAR <= newest:
            yield warning(
                "stale-accompaniment",
                entry.at("sessions", days.index(max(days)), "date"),
                say("this accompaniment is open, and its last session was on {date}",
                    date=str(max(days))),
                say("add `{ended}` with the day on which it ended, or the sessions since",
                    ended=field("Accompaniment", "ended")),
            )  # fmt: skip


def funding_without_policy(register: Register) -> Iterator[Finding]:
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
    fundings = register.of(Funding)
    if not any(entry.record.policies for entry in fundings):
        return
    for entry in fundings:
        record = entry.record
        refused = record.status is FundingStatus.REFUSED
        if record.nature in _PUBLIC and not record.policies and not refused:
            yield warning(
                "funding-without-policy",
                entry.at("nature"),
                say("this funding does not say which policy it comes from"),
                say("add `{policies}`", policies=field("Funding", "policies")),
            )


def year_without_foreword(register: Register) -> Iterator[Finding]:
    """A year is over, and nobody has written its foreword.

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
    written = {entry.record.year for entry in register.of(FinancialYear) if entry.record.foreword}
    newest = newest_year(register)
    if not written or newest is None:
        return
    year_of = calendar(register).year_of
    first: dict[int, Place] = {}
    for entry in register.of(Accompaniment):
        for position, session in enumerate(entry.record.sessions):
            first.setdefault(year_of(session.date), entry.at("sessions", position, "date"))
    homes = {entry.record.year: entry.at("year") for entry in register.of(FinancialYear)}
    for year in sorted(first.keys() - written):
        if min(written) < year < newest:
            at = homes.get(year, first[year])
            yield warning(
                "year-without-foreword",
                at,
                say("the year {year} has sessions and no foreword", year=year),
                say("write `{foreword}` in the record of that year",
                    foreword=field("FinancialYear", "foreword")),
            )  # fmt: skip


def consent_ends_soon(register: Register) -> Iterator[Finding]:
    """A consent ends within three months.

    From then on nobody but the keeper sees the words. There is still time to ask the person
    again. Months are counted from the newest record of something done.

    Bad::

        consent:
          scope: public
          given: 2024-04-01
          until: 2025-04-01
        # newest record of the register: March 2025

    Good::

        consent:
          scope: public
          given: 2025-03-20
          until: 2027-03-20
    """
    newest = newest_day(register)
    for entry in register.of(Evidence):
        consent = entry.record.consent
        if newest is None or consent is None or consent.until is None or consent.withdrawn:
            continue
        if consent.given <= newest <= consent.until <= newest + SOON:
            yield warning(
                "consent-ends-soon",
                entry.at("consent", "until"),
                say("this consent ends within three months"),
                say(
                    "ask the person again, and set `{until}` anew", until=field("Consent", "until")
                ),
            )
