"""What the records of closed years said on the day when their year was closed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from mes_cli.model import FinancialYear, Record
from mes_cli.model.dated import years
from mes_cli.register import Name
from mes_cli.store import git
from mes_cli.store.folder import ENDINGS, RecordFile, folders
from mes_cli.store.load import Ground, Reader, Reading, read_file


def with_history(reading: Reading) -> Reading:
    """Add to a reading what git remembers of its closed years.

    A register without closed years, or outside git, stays as it is.
    """
    closings = {
        entry.record.year: entry.record.closed
        for entry in reading.register.of(FinancialYear)
        if entry.record.closed is not None
    }
    if closed := remembered(reading, closings):
        reading.register = replace(reading.register, closed=closed)
    return reading


def remembered(
    ground: Ground, closings: Mapping[int, dt.date]
) -> Mapping[int, Mapping[Name, Record]]:
    """What the records of closed years said on the day when their year was closed."""
    closed: dict[int, Mapping[Name, Record]] = {}
    for year, day in closings.items():
        commit = git.commit_before(ground.root, day.isoformat())
        changed = git.changed_since(ground.root, commit) if commit else None
        if commit and changed:
            closed[year] = _records_at(ground, commit, changed, year)
    return closed


def _records_at(
    reading: Ground, commit: str, changed: Sequence[str], year: int
) -> Mapping[Name, Record]:
    """The records of *year* in changed files, as they were at a commit."""
    kinds = folders(reading.words)
    records: dict[Name, Record] = {}
    settings = reading.settings
    for file in changed:
        kind = kinds.get(file.partition("/")[0])
        _, dot, ending = file.rpartition("/")[2].rpartition(".")
        if kind in {None, FinancialYear.kind} or f"{dot}{ending}" not in ENDINGS:
            continue
        text = git.content_at(reading.root, commit, file, settings.limits.file_size)
        if text is None:
            continue
        assert kind is not None
        reader = Reader(settings, reading.words, drafts={file: text.encode()})
        for entry in read_file(RecordFile(file, kind), reader).entries:
            if year in years(entry.record, settings):
                records[entry.name] = entry.record
    return records
