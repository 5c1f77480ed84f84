"""How much of a register is read; what lies beyond that is an accident, or made to harm."""

from collections.abc import Sequence

from mes_cli.finding import Finding, Place
from mes_cli.model.settings import Limits
from mes_cli.store.faults import files as faults
from mes_cli.store.faults import profile
from mes_cli.store.folder import RecordFile
from mes_cli.store.stamps import size_of

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

    def listed(self, files: Sequence[RecordFile]) -> tuple[int, Finding | None]:
        """Say how many of some files may be read, by what their stamps tell, and why no more."""
        for number, it in enumerate(files):
            if (full := self.full(it.file)) is not None:
                return number, full
            self.take(size_of(it.stamp) if it.stamp else 0, 0)
        return len(files), None

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
