"""What accompaniments cost: a line for each session, each expense and each rule of overheads."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from mes_cli.figures.line import Line, Measure, ShareOf, Stated, Worked
from mes_cli.figures.rounding import ZERO, cents, total, worked
from mes_cli.figures.rules import Rules
from mes_cli.figures.years import Calendar
from mes_cli.model import Accompaniment
from mes_cli.model.settings import Overhead, OverheadBase
from mes_cli.register import Entry

#: Members of enumerations are slow to look up, and these are millions.
_STAFF, _EXPENSES = Measure.STAFF, Measure.EXPENSES


#: The account of money that is given on to others.
GIVEN_ON = "657"


class CourseCost(NamedTuple):
    """The cost of one accompaniment over all its years."""

    #: One line a session, in order of date.
    sessions: tuple[Line, ...]
    #: Sessions, expenses and overheads, by financial year.
    years: Mapping[int, tuple[Line, ...]]


def course_cost(entry: Entry[Accompaniment], rules: Rules, calendar: Calendar) -> CourseCost:
    """Work out every line of an accompaniment's monetary cost."""
    sessions = sorted(_sessions(entry, rules), key=_day)
    dated = [*sessions, *sorted(_expenses(entry), key=_day)]
    years: dict[int, list[Line]] = {}
    for line in dated:
        years.setdefault(calendar.year_of(_day(line)), []).append(line)
    return CourseCost(
        tuple(sessions),
        {year: (*lines, *_overheads(entry, lines, rules)) for year, lines in years.items()},
    )


def _sessions(entry: Entry[Accompaniment], rules: Rules) -> Iterator[Line]:
    name, place, course = entry.name, entry.place, entry.record
    for position, session in enumerate(course.sessions):
        rate = rules.hourly_cost(session.role, session.date) or ZERO
        seconds = session.hours
        yield Line(
            _STAFF, name, place, (Worked(seconds, rate),), worked(seconds, rate), seconds,
            course.id, session.role or "", session.date, ("sessions", position),
        )  # fmt: skip


def _expenses(entry: Entry[Accompaniment]) -> Iterator[Line]:
    name, place, course = entry.name, entry.place, entry.record
    for position, expense in enumerate(course.expenses):
        yield Line(
            _EXPENSES, name, place, (Stated(expense.amount),), cents(expense.amount), 0,
            course.id, expense.account or "", expense.date, ("expenses", position),
        )  # fmt: skip


def _overheads(entry: Entry[Accompaniment], lines: Iterable[Line], rules: Rules) -> Iterator[Line]:
    """One line for each dated rule, on the rounded lines of the year that are dated in it."""
    bases: dict[dt.date, tuple[Overhead, list[Line]]] = {}
    for line in lines:
        if rule := rules.overheads.on(_day(line)):
            bases.setdefault(rule.since, (rule, []))[1].append(line)
    for rule, dated in bases.values():
        base = total(line.amount for line in dated if _in_base(line, rule))
        if base:
            yield Line(
                Measure.OVERHEADS,
                entry.name,
                entry.place,
                (ShareOf(rule.share, base, rule.since),),
                amount=cents(rule.share * base),
                accompaniment=entry.record.id,
            )


def _in_base(line: Line, rule: Overhead) -> bool:
    """Tell whether overheads are a share of a line; money given on to others is in no base."""
    if line.measure is _STAFF:
        return True
    return rule.base is OverheadBase.STAFF_AND_EXPENSES and not line.detail.startswith(GIVEN_ON)


def _day(line: Line) -> dt.date:
    """The day of a session or an expense, which always has one."""
    assert line.day is not None
    return line.day
