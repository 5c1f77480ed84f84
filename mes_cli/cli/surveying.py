"""Checking a register, or remembering what the last check found where nothing changed since."""

import datetime as dt
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mes_cli.cli import reading
from mes_cli.errors import NoRecordError
from mes_cli.finding import OURS, Finding
from mes_cli.language.vocabulary import Vocabulary, vocabulary
from mes_cli.store import stamps
from mes_cli.store.cache import Cache, Kept, trusted
from mes_cli.store.folder import SETTINGS_FILE
from mes_cli.store.packing import pack, unpack
from mes_cli.store.quiet import quiet
from mes_cli.store.seen import Seen, look

if TYPE_CHECKING:
    from mes_cli.checks.facet import Overview
    from mes_cli.model.record import Record
    from mes_cli.model.settings import Settings
    from mes_cli.register import Name
    from mes_cli.store.survey import Survey

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
    #: How many checks there are.
    checks: int
    drafts: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def words(self) -> Vocabulary:
        """The words of its records."""
        return vocabulary(self.language)

    @cached_property
    def settings(self) -> "Settings":
        """What it declares."""
        from mes_cli.store.load import read_settings

        return read_settings(self.root)[0]


def checked(paths: list[Path] | None = None, *, remember: bool = True) -> Checked:
    """Check the register; what did not change since the last check is not read again.

    Raises:
        MesError: there is no register, or nothing in it.
    """
    root = reading.root_for(paths or [])
    began = time.time_ns()
    cache = Cache(root) if remember else None
    kept = cache.load() if cache else None
    seen = look(root, kept.result[0], began) if kept and kept.digest else None
    known = remembered(root, kept, seen) if kept and seen else None
    if known is not None:
        return known
    with quiet():
        return _anew(root, cache, kept, seen, began)


class Recalled(NamedTuple):
    """What is known of a register before it is read."""

    #: What the last check found, where nothing changed since.
    checked: Checked | None = None
    #: What a look at its folders showed, where there was a reason for one.
    seen: Seen | None = None


def recalled(root: Path) -> Recalled:
    """Give what the last check found, where nothing changed since."""
    began = time.time_ns()
    kept = Cache(root).load()
    if not kept or not kept.digest:
        return Recalled()
    seen = look(root, kept.result[0], began)
    return Recalled(remembered(root, kept, seen), seen)


def remembered(root: Path, kept: Kept, seen: Seen) -> Checked | None:
    """Give what the last check found, where every file has the stamp that it had."""
    language, records, files, number, media, findings = kept.result
    if stamps.joined(seen.digest, _more(root, seen.odd, media)) != kept.digest:
        return None
    return Checked(root, language, [unpack(it) for it in findings], records, files, number)


def _more(root: Path, odd: str, media: Sequence[str]) -> list[str]:
    """Give what counts beside the stamps: what is odd in the folder, and which media are there."""
    return [odd, *sorted(stamps.present(root, media))]


def _anew(
    root: Path, cache: Cache | None, kept: Kept | None, seen: Seen | None, began: int
) -> Checked:
    """Look at the register, at no more of it than must be."""
    from mes_cli import checks
    from mes_cli.checks.media import HIDDEN_MEDIA, MEDIA
    from mes_cli.cli.console import progress
    from mes_cli.cli.session import _
    from mes_cli.store.survey import survey

    settings = _settings_digest(root)
    old = kept.batches() if kept and kept.settings == settings else []
    found = survey(root, checks.examiner, progress(_("reading")), old, seen=seen, began=began)
    if not found.records and not found.found():
        raise NoRecordError(str(root))
    media = sorted({row[3] for row in found.rows(MEDIA)})
    whole, unknown = _overview(found, stamps.present(root, media))
    judged = checks.judge(whole, [*found.found(), *unknown])
    findings = checks.weigh(judged, found.settings.checks)
    result = Checked(
        root,
        found.words.language,
        _located(findings, found),
        found.records,
        found.files,
        len(known_codes()),
    )
    if cache is not None:
        hidden = {row[0] for row in found.rows(HIDDEN_MEDIA)}
        hidden |= {it.at.file for it in findings if it.code == OURS}
        # Nothing in the folder tells whether git would answer otherwise now.
        sure = not whole.closed and not unknown and not hidden and len(findings) <= _MOST
        digest = b""
        if sure and found.seen is not None:
            digest = stamps.joined(found.seen.digest, _more(root, found.seen.odd, media))
        kept_result = _kept(result, media) if digest else None
        batches = (trusted(batch.without(hidden), began) for batch in found.batches)
        cache.save(batches, settings, digest, kept_result)
    return result


def _located(findings: Sequence[Finding], found: "Survey") -> Sequence[Finding]:
    """Give findings their lines; where there is none, nothing need be known of YAML."""
    if not findings:
        return []
    from mes_cli.store.locate import locate

    return locate(findings, found)


def known_codes() -> list[str]:
    """The codes of all checks, faults of reading included."""
    from mes_cli import checks
    from mes_cli.store.faults.every import FAULTS

    return sorted({*map(checks.code, checks.CHECKS), *FAULTS})


def _kept(result: Checked, media: Sequence[str]) -> tuple[Any, ...]:
    findings = [pack(finding) for finding in result.findings]
    return (str(result.language), result.records, result.files, result.checks, media, findings)


def _settings_digest(root: Path) -> bytes:
    from mes_cli.model.settings import Limits
    from mes_cli.store import files

    content = files.read(root / SETTINGS_FILE, SETTINGS_FILE, Limits().file_size)
    return blake2b(content, digest_size=16).digest() if isinstance(content, bytes) else b""


def _overview(found: "Survey", media: frozenset[str]) -> "tuple[Overview, list[Finding]]":
    """Give the register as the checks of the whole see it, and what git could not tell of it."""
    from mes_cli.checks.facet import Overview, place
    from mes_cli.checks.years import CLOSED

    closings = {
        row[3][0]: (dt.date.fromordinal(row[3][1]), place(row, "closed"))
        for row in found.rows(CLOSED)
    }
    closed: Mapping[int, Mapping[Name, Record]] = {}
    unknown: list[Finding] = []
    if closings:
        from mes_cli.store.git.closed import closed_years

        known = closed_years(found, closings)
        closed, unknown = known.records, known.findings
    whole = Overview(found.settings, found, found.names(), found.unread, media, closed)
    return whole, unknown
