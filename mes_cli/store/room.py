"""How much of a register is read; what lies beyond that is an accident, or made to harm."""

from collections.abc import Sequence

from mes_cli.finding import Finding, Place
from mes_cli.model.settings import Limits
from mes_cli.store.faults import files as faults
from mes_cli.store.faults import profile

#: Faults that are found in one file, and in all of them, before nothing more is looked at.
MOST_IN_FILE, MOST_IN_ALL = 500, 20_000


class Room:
    """What a register has taken so far of what it may take."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.files = 0
        self.size = 0
        self.faults = 0

    def take(self, size: int, faults: int) -> None:
        """Count a file that was read: its bytes, and what was found in it."""
        self.files += 1
        self.size += size
        self.faults += faults

    def full(self, file: str) -> Finding | None:
        """Say why a file, and those after it, are not read any more; nothing where they are."""
        at = Place(file, line=1, column=1)
        if self.files >= self.limits.files:
            return faults.too_many_files(at, self.limits.files)
        if self.size > self.limits.register_size:
            return faults.register_too_large(at, self.limits.register_size)
        if self.faults > MOST_IN_ALL:
            return faults.files_unread(at, MOST_IN_ALL)
        return None


def enough(found: Sequence[Finding]) -> list[Finding]:
    """Leave out what is found in one file beyond what anybody mends, and say so."""
    if len(found) <= MOST_IN_FILE:
        return list(found)
    at = found[MOST_IN_FILE].at
    return [*found[:MOST_IN_FILE], profile.too_many_faults(at, MOST_IN_FILE)]
