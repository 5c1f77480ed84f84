"""How much of a register is read; what lies beyond that is an accident, or made to harm."""

from collections.abc import Sequence

from mes_cli.finding import Finding, Place
from mes_cli.model.settings import Limits
from mes_cli.store.faults import files as faults
from mes_cli.store.faults import profile
from mes_cli.store.reading.listing import Listing, RecordFile

#: Faults that are found in one file before the rest of it is not looked at.
MOST_IN_FILE = 200


def fitting(listed: Listing, limits: Limits) -> Listing:
    """Leave out the files that are more than a register may have, and say so once."""
    size = 0
    for number, record_file in enumerate(listed.files):
        full: Finding | None = None
        if number >= limits.files:
            full = faults.too_many_files(_top(record_file), limits.files)
        elif size > limits.register_size:
            full = faults.register_too_large(_top(record_file), limits.register_size)
        if full is not None:
            listed.findings.append(full)
            listed.beyond = listed.files[number:]
            del listed.files[number:]
            break
        # Files that are too large are not read, and count for nothing.
        own = record_file.size
        size += own if own <= limits.file_size else 0
    return listed


def _top(record_file: RecordFile) -> Place:
    return Place(record_file.file, line=1, column=1)


def enough(found: Sequence[Finding]) -> list[Finding]:
    """Leave out what is found in one file beyond what anybody mends, and say so."""
    if len(found) <= MOST_IN_FILE:
        return list(found)
    at = found[MOST_IN_FILE].at
    return [*found[:MOST_IN_FILE], profile.too_many_faults(at, MOST_IN_FILE)]
