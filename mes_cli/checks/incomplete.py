"""Checks of what is not there yet, and is worth a thought."""

import datetime as dt
from collections.abc import Iterator

from mes_cli.checks.days import newest_day, newest_year
from mes_cli.checks.facet import Facet, Frame, Overview, place
from mes_cli.checks.words import field
from mes_cli.checks.years import WORDS
from mes_cli.finding import Finding, Place, say, warning
from mes_cli.model import Accompaniment, Evidence, Funding
from mes_cli.model.evidence import SOON
from mes_cli.model.funding import FundingNature, FundingStatus

#: By what the newest record says, since nothing here reads a clock.
_THREE_MONTHS = dt.timedelta(days=92)
_ONE_YEAR = dt.timedelta(days=366)

#: Money that a public policy pays.
_PUBLIC = frozenset(
    {FundingNature.GRANT, FundingNature.PUBLIC_CONTRIBUTION, FundingNature.CONTRACT}
)


def accompaniment_without_session(whole: Overview) -> Iterator[Finding]:
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
    newest = whole.once(newest_day)
    for row in whole.rows(OPEN):
        day, position = row[3]
        started = dt.date.fromordinal(day)
        if newest and position is None and started + _THREE_MONTHS <= newest:
            yield warning(
                "accompaniment-without-session",
                place(row, "started"),
                say("this accompaniment of {started} has no session", started=str(started)),
                say("add its `{sessions}`, each with its date and its hours",
                    sessions=field("Accompaniment", "sessions")),
            )  # fmt: skip


def stale_accompaniment(whole: Overview) -> Iterator[Finding]:
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
    newest = whole.once(newest_day)
    for row in whole.rows(OPEN):
        day, position = row[3]
        last = dt.date.fromordinal(day)
        if newest and position is not None and last + _ONE_YEAR <= newest:
            yield warning(
                "stale-accompaniment",
                place(row, "sessions", position, "date"),
                say("this accompaniment is open, and its last session was on {date}",
                    date=str(last)),
                say("add `{ended}` with the day on which it ended, or the sessions since",
                    ended=field("Accompaniment", "ended")),
            )  # fmt: skip


def funding_without_policy(whole: Overview) -> Iterator[Finding]:
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
    if not any(row[3] == "said" for row in whole.rows(POLICY)):
        return
    for row in whole.rows(POLICY):
        if row[3] == "missing":
            yield warning(
                "funding-without-policy",
                place(row, "nature"),
                say("this funding does not say which policy it comes from"),
                say("add `{policies}`", policies=field("Funding", "policies")),
            )


def year_without_foreword(whole: Overview) -> Iterator[Finding]:
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
    written = {row[3][0] for row in whole.rows(WORDS) if row[3][1]}
    newest = whole.once(newest_year) if written else None
    if newest is None:
        return
    first: dict[int, Place] = {}
    for row in sorted(whole.rows(YEARS), key=lambda row: row[2]):
        for year, position in row[3]:
            first.setdefault(year, place(row, "sessions", position, "date"))
    homes = {row[3][0]: place(row, "year") for row in whole.rows(WORDS)}
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


def consent_ends_soon(whole: Overview) -> Iterator[Finding]:
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
    newest = whole.once(newest_day)
    for row in whole.rows(ENDING):
        given, until = map(dt.date.fromordinal, row[3])
        if newest and given <= newest <= until <= newest + SOON:
            yield warning(
                "consent-ends-soon",
                place(row, "consent", "until"),
                say("this consent ends within three months"),
                say(
                    "ask the person again, and set `{until}` anew", until=field("Consent", "until")
                ),
            )


def _open(record: Accompaniment, _frame: Frame) -> tuple[int, int | None] | None:
    days = [session.date for session in record.sessions]
    if not days:
        return record.started.toordinal(), None
    last = max(days)
    return None if record.ended else (last.toordinal(), days.index(last))


def _policy(record: Funding, _frame: Frame) -> str | None:
    if record.policies:
        return "said"
    public = record.nature in _PUBLIC and record.status is not FundingStatus.REFUSED
    return "missing" if public else None


def _years(record: Accompaniment, frame: Frame) -> tuple[tuple[int, int], ...] | None:
    first: dict[int, int] = {}
    for position, session in enumerate(record.sessions):
        first.setdefault(frame.settings.financial_year(session.date), position)
    return tuple(first.items()) or None


def _ending(record: Evidence, _frame: Frame) -> tuple[int, int] | None:
    consent = record.consent
    if consent is None or consent.until is None or consent.withdrawn:
        return None
    return consent.given.toordinal(), consent.until.toordinal()


#: An accompaniment without sessions: the day on which it began; or an open one: the day and the
#: position of its last session.
OPEN: Facet[tuple[int, int | None]] = Facet("open", ("accompaniment",), _open)
#: Whether a funding says its policies; nothing where it need not.
POLICY: Facet[str] = Facet("policy", ("funding",), _policy)
#: The financial years of the sessions of an accompaniment, and the first session of each.
YEARS: Facet[tuple[tuple[int, int], ...]] = Facet("years", ("accompaniment",), _years)
#: The day on which a consent was given, and the one on which it ends.
ENDING: Facet[tuple[int, int]] = Facet("ending", ("evidence",), _ending)
