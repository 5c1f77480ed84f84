"""Consents on a day: in force, over, withdrawn, or about to end."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from mes_cli.finding import Place
from mes_cli.model import Evidence
from mes_cli.model.evidence import SOON
from mes_cli.register import Entry, Register


class State(StrEnum):
    """What a consent is worth on a day."""

    WITHDRAWN = "withdrawn"
    OVER = "over"
    ENDS_SOON = "ends-soon"
    NOT_YET = "not-yet"
    NONE = "none"
    IN_FORCE = "in-force"


@dataclass(frozen=True, slots=True)
class Agreed:
    """A piece of evidence, and what its consent is worth."""

    entry: Entry[Evidence]
    state: State
    #: The day that decides: when it was withdrawn, ends, or begins.
    day: dt.date | None

    @property
    def at(self) -> Place:
        """Where the consent stands, or the evidence that has none."""
        return self.entry.at("consent") if self.entry.record.consent else self.entry.place


def consents(register: Register, day: dt.date) -> list[Agreed]:
    """The consents of all evidence."""
    return [Agreed(entry, *state(entry.record, day)) for entry in register.of(Evidence)]


def state(evidence: Evidence, day: dt.date) -> tuple[State, dt.date | None]:
    """What a consent is worth on a *day*, and the day that decides."""
    consent = evidence.consent
    if consent is None:
        return State.NONE, None
    if consent.withdrawn is not None:
        return State.WITHDRAWN, consent.withdrawn
    if day < consent.given:
        return State.NOT_YET, consent.given
    if consent.until is None:
        return State.IN_FORCE, None
    if consent.until < day:
        return State.OVER, consent.until
    soon = consent.until <= day + SOON
    return (State.ENDS_SOON if soon else State.IN_FORCE), consent.until
