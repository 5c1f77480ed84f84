"""The norm of a programme, and what a course of support took beyond it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from mes_cli.figures.counts import courses
from mes_cli.figures.ledger import Ledger
from mes_cli.figures.line import Line, Measure
from mes_cli.figures.rounding import ZERO, cents, total
from mes_cli.finding import Place
from mes_cli.model import Accompaniment, Programme
from mes_cli.model.programme import Norm
from mes_cli.register import Register


class NormUse(NamedTuple):
    """A course of support from its first session to the end of the year, beside its norm."""

    accompaniment: str
    norm: Norm
    #: The sessions up to the end of the year, with what they cost.
    sessions: tuple[Line, ...]
    #: Those of them before the year.
    before: tuple[Line, ...]
    #: The overheads of the same time.
    overheads: tuple[Line, ...]
    reason: str | None
    at: Place

    @property
    def seconds(self) -> int:
        """Staff time up to the end of the year."""
        return _seconds(self.sessions)

    @property
    def overrun(self) -> int:
        """Seconds beyond the norm, never negative; 0 where the norm says no hours."""
        return self._beyond(self.seconds, self.norm.hours)

    @property
    def overrun_before(self) -> int:
        """What of it fell before the year."""
        return self._beyond(_seconds(self.before), self.norm.hours)

    @property
    def overrun_in_year(self) -> int:
        """What of it falls in the year."""
        return self.overrun - self.overrun_before

    @property
    def sessions_overrun(self) -> int:
        """Sessions beyond the norm, never negative; 0 where the norm says no sessions."""
        return self._beyond(len(self.sessions), self.norm.sessions)

    @property
    def cost(self) -> Decimal:
        """What the hours beyond the norm cost, at the course's mean hourly cost with overheads."""
        return self._cost(self.overrun)

    @property
    def cost_before(self) -> Decimal:
        """What of it fell before the year."""
        return self._cost(self.overrun_before)

    @property
    def cost_in_year(self) -> Decimal:
        """What of it falls in the year."""
        return self.cost - self.cost_before

    @staticmethod
    def _beyond(number: int, norm: int | None) -> int:
        return 0 if norm is None else max(0, number - norm)

    def _cost(self, seconds: int) -> Decimal:
        if not seconds:
            return ZERO
        whole = total(line.amount for line in (*self.sessions, *self.overheads))
        return cents(whole * seconds / self.seconds)


def _seconds(lines: Iterable[Line]) -> int:
    return sum(line.seconds for line in lines)


def norm_uses(ledger: Ledger) -> tuple[NormUse, ...]:
    """The year's accompaniments that have a norm, within it or not."""
    return tuple(_norm_uses(ledger))


def norm_of(register: Register, accompaniment: Accompaniment) -> Norm:
    """The norm of an accompaniment: its own, else its programme's, hours and sessions apart."""
    programme = register.get(Programme, accompaniment.programme or "")
    norms = [accompaniment.norm, programme.record.norm if programme else None]
    return Norm(
        hours=next((n.hours for n in norms if n and n.hours is not None), None),
        sessions=next((n.sessions for n in norms if n and n.sessions is not None), None),
    )


def _norm_uses(ledger: Ledger) -> Iterator[NormUse]:
    for entry in courses(ledger):
        norm = norm_of(ledger.register, entry.record)
        if norm.hours is None and norm.sessions is None:
            continue
        course, period = ledger.books.course(entry), ledger.period
        until = tuple(it for it in course.sessions if it.day and it.day <= period.last)
        yield NormUse(
            entry.record.id,
            norm,
            until,
            tuple(it for it in until if it.day and it.day < period.first),
            tuple(
                line
                for year, lines in course.years.items()
                if year <= ledger.year
                for line in lines
                if line.measure is Measure.OVERHEADS
            ),
            entry.record.overrun_reason,
            entry.place,
        )
