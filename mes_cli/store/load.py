"""Reading a register: files to records, with a finding for whatever cannot be read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from mes_cli.finding import Finding, Place, Severity
from mes_cli.language.vocabulary import LANGUAGES, Vocabulary, vocabulary
from mes_cli.model import Evidence, Record, Settings
from mes_cli.model.evidence import leaves
from mes_cli.model.scalars import DEFAULT_DAY
from mes_cli.model.settings import Limits
from mes_cli.register import Entry, Name, Register
from mes_cli.store import files, plain, plainwords
from mes_cli.store.faults import files as file_faults
from mes_cli.store.folder import SETTINGS_FILE, Listing, RecordFile, listing, shares
from mes_cli.store.media import present
from mes_cli.store.room import enough, fitting
from mes_cli.store.straight import Straight
from mes_cli.store.text import all_plainly, plainly

#: The version of the format that this program reads.
FORMAT = 1

#: So many files are read in one go, fewer if they have so many bytes together.
TOGETHER = (32, 1 << 18)

Progress = Callable[[int, int], None]

#: Files that are read as if they said this: what a mending would write, before it does.
Drafts = Mapping[str, bytes]
NO_DRAFTS: Drafts = MappingProxyType({})


class Ground(Protocol):
    """What must be known of a register to find a place in it, however it was read."""

    @property
    def root(self) -> Path:
        """Its folder."""
        ...

    @property
    def words(self) -> Vocabulary:
        """The words of its records."""
        ...

    @property
    def settings(self) -> Settings:
        """What it declares."""
        ...

    @property
    def drafts(self) -> Drafts:
        """Files that are taken to say something else."""
        ...


@dataclass(slots=True)
class Reading:
    """A register as it was read, and what was found on the way."""

    root: Path
    register: Register
    words: Vocabulary
    findings: list[Finding] = field(default_factory=list)
    files: int = 0
    records: int = 0
    #: False where ``mes.yaml`` itself could not be read: its defaults stand in for it.
    settled: bool = True
    drafts: Drafts = field(default_factory=dict)
    #: The files that there were.
    listing: Listing = field(default_factory=Listing)

    @property
    def settings(self) -> Settings:
        """What the register declares."""
        return self.register.settings


@dataclass(frozen=True)
class Reader:
    """What must be known of a register to read its files."""

    settings: Settings
    words: Vocabulary
    drafts: Drafts = field(default_factory=dict)
    #: The folder of the register.
    root: str = ""

    @cached_property
    def straight(self) -> Straight:
        """What makes records that are plainly right."""
        return Straight(self.words, self.settings.day_length)

    @cached_property
    def shallow(self) -> bool:
        """Tell whether a file may be so deep that it must be looked at for it."""
        return self.settings.limits.depth < plain.DEPTH


@dataclass(slots=True)
class Contents:
    """The records of one file."""

    entries: list[Entry[Record]] = field(default_factory=list)
    unread: list[Name] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def load(root: Path, progress: Progress | None = None, drafts: Drafts = NO_DRAFTS) -> Reading:
    """Read the register at *root*; *progress* is told how many files of how many are read.

    Raises:
        DiskError: the folder cannot be listed.
    """
    settings, findings = read_settings(root, drafts)
    words = vocabulary(settings.language)
    listed = fitting(listing(root, words), settings.limits)
    reading = Reading(root, Register(settings), words, [*findings, *listed.findings])
    reading.listing = listed
    reading.drafts = drafts
    reading.settled = not any(f.severity is Severity.ERROR for f in findings)
    reader = Reader(settings, words, drafts, str(root))
    entries: list[Entry[Record]] = []
    unread: list[Name] = [(it.kind, it.stem) for it in listed.beyond]
    for share in shares(listed.files, *TOGETHER):
        for contents in read_files(share, reader):
            entries += contents.entries
            unread += contents.unread
            reading.findings += contents.findings
        reading.files += len(share)
        if progress is not None:
            progress(reading.files, len(listed.files))
    reading.records = len(entries) + len(unread)
    media = media_of(root, entries)
    reading.register = Register(settings, tuple(entries), frozenset(unread), media=media)
    return reading


def media_of(root: Path, entries: Iterable[Entry[Record]]) -> frozenset[str]:
    """The paths of media that evidence names and that lead to a file of the register."""
    evidence = (it.record for it in entries if isinstance(it.record, Evidence))
    return present(root, {path for it in evidence if (path := it.media_path) and not leaves(path)})


def read_settings(root: Path, drafts: Drafts = NO_DRAFTS) -> tuple[Settings, list[Finding]]:
    """Read ``mes.yaml``; what cannot be read keeps its default."""
    content: bytes | Finding | None = drafts.get(SETTINGS_FILE)
    if content is None:
        content = files.read(root / SETTINGS_FILE, SETTINGS_FILE, Limits().file_size)
    plainly_said = _plain_settings(content) if isinstance(content, bytes) else None
    if plainly_said is not None:
        return plainly_said, []
    from mes_cli.store.fully import settings_of

    return settings_of(content)


def _plain_settings(content: bytes) -> Settings | None:
    """Read settings in which everything is plainly written, and plainly right."""
    text = plainly(content)
    if text is None:
        return None
    try:
        said = plain.read(text)
        found = Straight(vocabulary(_plain_language(said)), DEFAULT_DAY).settings(said)
    except plainwords.NotPlain:
        return None
    return found if found.mes == FORMAT and found.limits.sensible else None


def _plain_language(said: plain.Plain) -> str:
    known = said if isinstance(said, dict) else {}
    for code in LANGUAGES:
        value = known.get(vocabulary(code).key("Settings", "language")) or known.get("language")
        if isinstance(value, str) and value in LANGUAGES:
            return value
    return "fr"


def read_files(record_files: Sequence[RecordFile], reader: Reader) -> list[Contents]:
    """Read the records of some files; a fault of ours in one hides nothing of the others."""
    try:
        return _step_by_step(record_files, reader)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - it is met again, and told, in the file that uncovers it
        return [_read_guarded(it, reader) for it in record_files]


def _read_guarded(record_file: RecordFile, reader: Reader) -> Contents:
    try:
        return read_file(record_file, reader)
    except MemoryError:
        raise
    except Exception as bug:  # noqa: BLE001 - it is told, with the file that uncovered it
        found = fault_of_ours(bug, Place(record_file.file, line=1, column=1))
        return Contents(unread=[(record_file.kind, record_file.stem)], findings=[found])


def fault_of_ours(bug: Exception, at: Place) -> Finding:
    """Say that something cannot be read because of a fault of mes, and let who asks see it."""
    import logging

    logging.getLogger("mes_cli").debug("%s", at.file, exc_info=bug)
    return file_faults.internal_fault(at, type(bug).__name__)


def read_file(record_file: RecordFile, reader: Reader) -> Contents:
    """Read the records of one file."""
    return _step_by_step([record_file], reader)[0]


def _step_by_step(record_files: Sequence[RecordFile], reader: Reader) -> list[Contents]:
    """Read files, each step for all of them before the next.

    What a step works with stays close to the processor: file by file takes a seventh longer.
    """
    contents = [_content(it, reader) for it in record_files]
    texts = all_plainly(
        [
            # Nothing is plainly said in an empty file.
            b"" if reader.shallow or it.twin or isinstance(content, Finding) else content
            for it, content in zip(record_files, contents, strict=True)
        ]
    )
    data = [None if text is None else _data(text) for text in texts]
    return [
        _plainly(found, it, reader.straight) or _fully(content, it, reader)
        for it, content, found in zip(record_files, contents, data, strict=True)
    ]


def _content(record_file: RecordFile, reader: Reader) -> bytes | Finding:
    file = record_file.file
    draft = reader.drafts.get(file)
    if draft is not None:
        return draft
    return files.read(f"{reader.root}/{file}", file, reader.settings.limits.file_size)


def _data(text: str) -> plain.Plain | None:
    try:
        return plain.read(text)
    except plainwords.NotPlain:
        return None


def _plainly(
    data: plain.Plain | None, record_file: RecordFile, straight: Straight
) -> Contents | None:
    """Make the records of a file in which everything is plainly written, and plainly right."""
    if data is None:
        return None
    file, stem, kind = record_file.file, record_file.stem, record_file.kind
    try:
        if data.__class__ is dict:
            return Contents([Entry(straight.record(kind, data, stem, alone=True), Place(file))])
        named = [(it, f"{stem}-{n}") for n, it in enumerate(data, 1)]
        records = [straight.record(kind, it, name, alone=False) for it, name in named]
    except plainwords.NotPlain:
        return None
    entries = [Entry(record, Place(file, item=n)) for n, record in enumerate(records)]
    return Contents(entries) if entries else None


def _fully(content: bytes | Finding, record_file: RecordFile, reader: Reader) -> Contents:
    """Read the records of any other file."""
    from mes_cli.store.fully import read_records, tree_of

    tree = tree_of(content, record_file.file, reader.settings.limits)
    contents = Contents(findings=list(tree.findings))
    read_records(tree, record_file, reader, contents)
    contents.findings = enough(contents.findings)
    if record_file.twin or any(f.severity is Severity.ERROR for f in tree.findings):
        # A file with a fault of form says nothing that may be counted.
        contents.unread += [entry.name for entry in contents.entries]
        contents.entries = []
    return contents
