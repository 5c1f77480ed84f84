"""Checking a register, or remembering what the last check found where nothing changed since."""

import datetime as dt
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mes_cli.cli import reading
from mes_cli.cli.console import say as announce
from mes_cli.cli.session import Ended, Exit
from mes_cli.errors import GitError, UnknownRevisionError
from mes_cli.finding import OURS, Finding, Severity, count
from mes_cli.language.vocabulary import (
    IDENTITIES_FILES,
    SETTINGS_FILE,
    Vocabulary,
    vocabulary,
)
from mes_cli.store import cache
from mes_cli.store.cache import Cache
from mes_cli.store.git.past import internal_files
from mes_cli.store.reading.folders import Listing, Stamp, listing, stamp
from mes_cli.store.reading.origin import Folder, Origin, present

if TYPE_CHECKING:
    from mes_cli.checks.completeness import Lack
    from mes_cli.figures.due import Due
    from mes_cli.model.settings import Settings
    from mes_cli.register import Register
    from mes_cli.store.reading.load import Reading, RegisterSource

#: More findings than this are not kept: they are found again.
_MOST = 20_000


@dataclass(frozen=True)
class Checked:
    """A register, and everything that is found in it, in order of place."""

    root: Path
    language: str
    findings: Sequence[Finding]
    records: int
    files: int
    #: How many checks were made.
    checks: int
    drafts: Mapping[str, bytes] = field(default_factory=dict)
    #: The commit that was read, if it was not the folder.
    past: Origin | None = None
    #: What comes due, and how many records are examples still: for notes beside the findings.
    due: "Sequence[Due]" = ()
    examples: int = 0
    #: The year of the next report, and what that lacks.
    year: int | None = None
    lacks: "Sequence[Lack]" = ()
    #: The folders of members, where those are looked at too.
    members: "Mapping[str, RegisterSource]" = field(default_factory=dict)

    @property
    def origin(self) -> Origin:
        """Where its files come from: the folder, else the commit that was read."""
        return self.past or Folder(self.root)

    @property
    def words(self) -> Vocabulary:
        """The words of its records."""
        return vocabulary(self.language)

    @cached_property
    def settings(self) -> "Settings":
        """What it declares."""
        from mes_cli.store.reading.settings_file import read_settings

        return read_settings(self.origin)[0]


def checked(paths: list[Path] | None = None, *, remember: bool = True, at: str = "") -> Checked:
    """Check the register, or give what the last check found if nothing changed since.

    *at* names a state that git keeps; what is found in one is not remembered.

    Raises:
        MesError: there is no register, or nothing in it.
    """
    root = reading.root_for(paths or [])
    remember = remember and not at
    known = recalled(root) if remember else None
    if known is not None:
        return known
    began, settings = time.time_ns(), stamp(root / SETTINGS_FILE)
    register = reading.read(paths, at=at)
    found = judged(register)
    if remember:
        _keep(found, register, settings, began)
    return found


def recalled(root: Path) -> Checked | None:
    """Give what the last check found; None where something changed since, or may have."""
    began, kept = time.time_ns(), Cache(root).load()
    if kept is None:
        return None
    known = _key(
        root,
        listing(Folder(root), vocabulary(kept["language"])),
        stamp(root / SETTINGS_FILE),
        began,
        media=kept["media"],
        closed=kept["closed"],
    )
    if not known or known != kept["key"]:
        return None
    findings = [cache.unpack(it) for it in kept["findings"]]
    return Checked(
        root, kept["language"], findings, kept["records"], kept["files"], kept["checks"],
        due=[_due(*row) for row in kept["due"]], examples=kept["examples"],
        year=kept["year"], lacks=[_lack(*row) for row in kept["lacks"]],
    )  # fmt: skip


def findings_of(register: "Reading") -> Sequence[Finding]:
    """Find everything in a register, or give what the last check found in its folder."""
    from mes_cli.drafts.trial import all_findings

    known = None if register.past else recalled(register.root)
    return all_findings(register) if known is None else known.findings


def sound(at: str = "") -> "Reading":
    """Read the register; where it has errors, say how many and end with exit code 1.

    *at* names a state that git keeps, in place of the folder.

    Raises:
        MesError: there is no register, or nothing in it.
    """
    register = reading.read(at=at)
    found = findings_of(register)
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    if errors:
        announce(
            count(
                "{number} error keeps the register from being counted; see `mes check`",
                "{number} errors keep the register from being counted; see `mes check`",
                errors,
            )
        )
        ours = any(finding.code == OURS for finding in found)
        raise Ended(Exit.BUG if ours else Exit.FINDINGS)
    return register


def _due(day: str, what: str, kind: str, identity: str) -> "Due":
    from mes_cli.figures.due import Due, DueKind

    return Due(dt.date.fromisoformat(day), DueKind(what), kind, identity)


def _lack(kind: str, name: str, number: int) -> "Lack":
    from mes_cli.checks.completeness import Lack

    return Lack(kind, name, number)


def judged(register: "Reading") -> Checked:
    """Find everything in a register that was read."""
    from mes_cli.drafts.fields import lacks
    from mes_cli.drafts.removal import examples
    from mes_cli.drafts.trial import all_findings, number_made
    from mes_cli.figures.due import due
    from mes_cli.figures.years import newest_year

    year = newest_year(register.register)
    found = all_findings(register)
    number = number_made(register, found)
    if found:
        from mes_cli.store.reading.locate import locate

        found = locate(found, register)
    return Checked(
        register.root,
        register.words.language,
        found,
        register.records,
        register.files,
        number,
        register.drafts,
        register.past,
        due(register.register),
        len(examples(register.register.entries)),
        year,
        lacks(register.register, year) if year is not None else (),
    )


def _keep(found: Checked, read: "Reading", settings: Stamp | None, began: int) -> None:
    """Keep what was found for the next run, if that may rely on it."""
    media = _media(read.register)
    if (
        read.past
        or media is None
        or len(found.findings) > _MOST
        or any(f.code == OURS for f in found.findings)
    ):
        return
    closed = _has_closed_years(read.register)
    key = _key(read.root, read.listing, settings, began, media=media, closed=closed)
    if key:
        Cache(read.root).save(
            {
                "key": key,
                "language": str(found.language),
                "media": media,
                "closed": closed,
                "records": found.records,
                "files": found.files,
                "checks": found.checks,
                "findings": [cache.pack(it) for it in found.findings],
                "due": [(it.day.isoformat(), *it[1:]) for it in found.due],
                "examples": found.examples,
                "year": found.year,
                "lacks": found.lacks,
            }
        )


def _key(
    root: Path,
    listed: Listing,
    settings: Stamp | None,
    began: int,
    *,
    media: Sequence[str],
    closed: bool,
) -> str:
    """Digest all that findings depend on: files, media among them, and what git keeps.

    Give the empty text where that is in doubt.
    """
    past = _head(root) if closed else "none"
    stamps = [
        ("", settings),
        *((name, stamp(root / name)) for name in sorted(present(root, IDENTITIES_FILES))),
        *((it.file, it.stamp) for it in (*listed.files, *listed.beyond)),
        *((path, stamp(root / path)) for path in sorted(present(root, media))),
    ]
    more = (listed.findings, past, internal_files(root))
    return cache.key(stamps, began, more) if past else ""


def _head(root: Path) -> str:
    """The current commit of a repository whose whole history is here, else the empty text."""
    from mes_cli.store.git.command import Repository
    from mes_cli.store.git.commit import resolve

    with suppress(GitError, UnknownRevisionError):
        repository = Repository.open(root)
        return "" if repository.shallow else resolve(repository, "HEAD")
    return ""


def _media(register: "Register") -> Sequence[str] | None:
    """The paths of media that evidence names; None where one is not for the public.

    Private paths are not kept outside the register.
    """
    from mes_cli.model import Evidence
    from mes_cli.model.audience import Audience
    from mes_cli.model.evidence import leaves

    named: set[str] = set()
    for entry in register.entries_of(Evidence):
        path, consent = entry.record.media_path, entry.record.consent
        if path is None or leaves(path):
            continue
        if consent is None or consent.scope is not Audience.PUBLIC or consent.withdrawn:
            return None
        named.add(path)
    return sorted(named)


def _has_closed_years(register: "Register") -> bool:
    from mes_cli.model import FinancialYear

    return any(entry.record.closed for entry in register.entries_of(FinancialYear))
