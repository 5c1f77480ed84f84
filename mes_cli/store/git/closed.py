"""What the records of closed years said on the day when their year was closed."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from mes_cli.errors import GitError
from mes_cli.finding import Finding, Place, say
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import FinancialYear, Record
from mes_cli.model.dated import years
from mes_cli.model.settings import Limits
from mes_cli.register import Name
from mes_cli.store.git.command import Repository
from mes_cli.store.git.commit import files_at, is_content, last_commits, read
from mes_cli.store.git.past import LastDay, Past
from mes_cli.store.reading.faults import fault
from mes_cli.store.reading.folders import ENDINGS, RecordFile, folders, listing
from mes_cli.store.reading.load import Reading, RegisterSource, content_of
from mes_cli.store.reading.origin import Folder
from mes_cli.store.reading.record_files import NO_DRAFTS, ReadingContext, read_file
from mes_cli.store.reading.settings_file import read_settings


def last_days(root: Path) -> LastDay:
    """Give what tells the day on which a financial year was closed, else its last one.

    The folder says it as it stands now; only its settings and its records of years are read.

    Raises:
        DiskError: the folder cannot be listed.
    """
    origin = Folder(root)
    settings, _ = read_settings(origin)
    words = vocabulary(settings.language)
    reader = ReadingContext(settings, words, NO_DRAFTS, origin)
    closings = {
        entry.record.year: entry.record.closed
        for file in listing(origin, words).files
        if file.kind == FinancialYear.kind
        for entry in read_file(file, reader).entries
        if isinstance(entry.record, FinancialYear) and entry.record.closed is not None
    }
    start = settings.fiscal_year_start
    return lambda year: closings.get(year) or dt.date(year + 1, *start) - dt.timedelta(days=1)


@dataclass(slots=True)
class ClosedYears:
    """The changed records of closed years, as they were; and why some are not known."""

    records: dict[int, Mapping[Name, Record]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def with_closed_years(reading: Reading) -> Reading:
    """Add to a register what git keeps of its closed years, and a finding where git cannot tell.

    A register without closed years stays as it is, and git is not called.
    """
    closings = {
        entry.record.year: (entry.record.closed, entry.place.at("closed"))
        for entry in reading.register.of(FinancialYear)
        if entry.record.closed is not None
    }
    closed = closed_years(reading, closings)
    reading.findings += closed.findings
    if closed.records:
        reading.register = replace(reading.register, closed=closed.records)
    return reading


def closed_years(
    register: RegisterSource, closings: Mapping[int, tuple[dt.date, Place]]
) -> ClosedYears:
    """Give what the changed records of closed years said; *closings* has their days and places."""
    found = ClosedYears()
    if not closings:
        return found
    try:
        repository = Repository.open(register.root)
        newest = register.origin.commit if isinstance(register.origin, Past) else "HEAD"
        commits = last_commits(repository, (day for day, _ in closings.values()), newest)
        for year, (day, place) in closings.items():
            if day in commits:
                found.records[year] = _records(register, repository, commits[day], year)
            elif repository.shallow:
                reason = say("only the newest commits were fetched")
                found.findings.append(fault("history-not-read", place, reason=reason))
    except GitError as problem:
        places = [place for _, place in closings.values()]
        return ClosedYears(
            findings=[fault("history-not-read", it, reason=problem.reason) for it in places]
        )
    found.records = {year: records for year, records in found.records.items() if records}
    return found


def _records(
    register: RegisterSource, repository: Repository, commit: str, year: int
) -> Mapping[Name, Record]:
    """The records of a year in files that were changed since a commit, as they were then."""
    kinds = folders(register.words)
    limits = register.settings.limits
    own = {
        file: name
        for file, name in files_at(repository, commit).items()
        if kinds.get(file.partition("/")[0]) not in {None, FinancialYear.kind}
        and file.endswith(ENDINGS)
    }
    changed = {file: own[file] for file in _changed(register, own, limits)}
    records: dict[Name, Record] = {}
    for file, content in read(repository, changed, limits.file_size):
        reader = ReadingContext(register.settings, register.words, drafts={file: content})
        for entry in read_file(RecordFile(file, kinds[file.partition("/")[0]]), reader).entries:
            if year in years(entry.record, register.settings):
                records[entry.name] = entry.record
    return records


def _changed(register: RegisterSource, own: Mapping[str, str], limits: Limits) -> Iterable[str]:
    """The files whose contents are not those that git has under their names."""
    for file, name in own.items():
        content = content_of(register, file, limits.file_size)
        if not isinstance(content, bytes) or not is_content(name, content):
            yield file
