"""The norm of a programme, and what a course of support took beyond it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from mes_cli.figures.counts import courses
from mes_cli.figures.ledger import Ledger
from mes_cli.figures.line import Line
from mes_cli.figures.rounding import ZERO, cents, total
from mes_cli.finding import Place
from mes_cli.model import Accompaniment, Programme
from mes_cli.model.programme import Norm
from mes_cli.register import Register


class NormUse(NamedTuple):
    """A course of support from its first session to the end of the year, beside its norm."""

    accompaniment: str
    norm: Norm
    #: The sessions, with what they cost.
    lines: tuple[Line, ...]
    reason: str | None
    at: Place

    @property
    def seconds(self) -> int:
        """Staff time."""
        return sum(line.seconds for line in self.lines)

    @property
    def overrun(self) -> int:
        """Seconds beyond the norm, never negative; 0 where the norm says no hours."""
        return 0 if self.norm.hours is None else max(0, self.seconds - self.norm.hours)

    @property
    def sessions_overrun(self) -> int:
        """Sessions beyond the norm, never negative; 0 where the norm says no sessions."""
        return 0 if self.norm.sessions is None else max(0, len(self.lines) - self.norm.sessions)

    @property
    def cost(self) -> Decimal:
        """What the hours beyond the norm cost, at the course's mean hourly cost of staff."""
        if not self.overrun:
            return ZERO
        return cents(total(line.amount for line in self.lines) * self.overrun / self.seconds)


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
        sessions = ledger.books.course(entry).sessions
        until = tuple(it for it in sessions if it.day and it.day <= ledger.period.last)
        reason = entry.record.overrun_reason
        yield NormUse(entry.record.id, norm, until, reason, entry.place)
