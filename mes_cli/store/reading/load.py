"""Reading a register: files to records and pictures, with a finding for what cannot be read."""

import io
import posixpath
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from mes_cli.finding import Finding, Place, Severity
from mes_cli.language.vocabulary import SETTINGS_FILE, Vocabulary, vocabulary
from mes_cli.model import Evidence, Record, Settings
from mes_cli.model.evidence import (
    FORMATS,
    MOST_BYTES,
    MOST_PIXELS,
    PictureFault,
    is_picture,
    leaves,
)
from mes_cli.model.settings import Limits
from mes_cli.register import Entry, Name, Register
from mes_cli.store.reading.faults import fault, is_unopened
from mes_cli.store.reading.folders import Listing, RecordFile, Stamp, listing, stamp
from mes_cli.store.reading.origin import Folder, Origin
from mes_cli.store.reading.record_files import NO_DRAFTS, Contents, Drafts, ReadingContext, read_all
from mes_cli.store.reading.settings_file import read_identities, read_settings

#: How often progress is told: after so many files.
_STEP = 32

Progress = Callable[[int, int], None]


class RegisterSource(Protocol):
    """A register on disk: what is needed to find the places of its findings."""

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
        """Texts that stand in for files, by path."""
        ...

    @property
    def origin(self) -> Origin:
        """Where its files come from."""
        ...

    @property
    def members(self) -> Mapping[str, "RegisterSource"]:
        """The folders of its members, by what the names of their files begin with."""
        ...


def content_of(source: RegisterSource, file: str, most: int) -> bytes | Finding:
    """Read a file of at most *most* bytes, or the draft that stands in for it; or find why not."""
    draft = source.drafts.get(file)
    return source.origin.read(file, most) if draft is None else draft


@dataclass(slots=True)
class Reading:
    """A register as it was read, and what was found on the way."""

    root: Path
    register: Register
    words: Vocabulary
    findings: list[Finding] = field(default_factory=list)
    files: int = 0
    records: int = 0
    drafts: Drafts = field(default_factory=dict)
    #: The files that were found.
    listing: Listing = field(default_factory=Listing)
    #: Where the files came from; by default the folder itself.
    past: Origin | None = None
    #: What each file contains whose stamp tells any change, for a later reading.
    contents: Mapping[RecordFile, Contents] = field(default_factory=dict)
    #: The folders of members that were read with it: their files are ``member:file``.
    members: Mapping[str, RegisterSource] = field(default_factory=dict)

    @property
    def origin(self) -> Origin:
        """Where its files come from."""
        return self.past or Folder(self.root)

    def picture(self, path: str) -> bytes | None:
        """Read a file of the register that evidence names as its media.

        Returns None if it is none of these, or cannot be read, or is too large.
        """
        if path not in self.register.media:
            return None
        content = self.origin.read(path, MOST_BYTES)
        return content if isinstance(content, bytes) else None

    def errors_in(self, file: str) -> list[Finding]:
        """The errors of one file."""
        errors = (it for it in self.findings if it.severity is Severity.ERROR)
        return [it for it in errors if it.at.file == file]

    @property
    def unread(self) -> tuple[str, ...]:
        """The files and folders of which something, or all, could not be read."""
        found = (it.at.file for it in self.findings if it.severity is Severity.ERROR)
        return tuple(sorted(set(found)))

    @property
    def unopened(self) -> tuple[str, ...]:
        """Those of them that were not opened."""
        return tuple(sorted({it.at.file for it in self.findings if is_unopened(it.code)}))

    @property
    def settings(self) -> Settings:
        """What the register declares."""
        return self.register.settings


def load(
    root: Path,
    progress: Progress | None = None,
    drafts: Drafts = NO_DRAFTS,
    past: Origin | None = None,
    before: Reading | None = None,
) -> Reading:
    """Read the register at *root*; *progress* is told how many files of how many are read.

    *past* gives its files as they were, in place of those of the folder. Of *before*, an earlier
    reading of the same folder or of a commit of it, the files stay that are the same.

    Raises:
        DiskError: the folder cannot be listed.
    """
    began, origin = time.time_ns(), past or Folder(root)
    settings, findings = read_settings(origin, drafts.get(SETTINGS_FILE))
    settled = not any(f.severity is Severity.ERROR for f in findings)
    words = vocabulary(settings.language)
    findings += read_identities(origin, words, drafts)[2]
    listed = fitting(listing(origin, words), settings.limits)
    reading = Reading(root, Register(settings), words, [*findings, *listed.findings])
    reading.listing, reading.past = listed, past
    reading.drafts = drafts
    reader = ReadingContext(settings, words, drafts, origin)
    entries: list[Entry[Record]] = []
    unread: list[Name] = [(it.kind, it.stem) for it in listed.beyond]
    reading.files = len(listed.files)
    same = before if before and before.settings == settings else None
    known = _unchanged(listed.files, origin, same) if same else {}
    kept: dict[RecordFile, Contents] = {}
    for number, (record_file, contents) in enumerate(_contents(listed.files, reader, known), 1):
        if record_file.stamp and not record_file.stamp.young(began):
            kept[record_file] = contents
        entries += contents.entries
        unread += contents.unread
        reading.findings += contents.findings if settled else declared(contents.findings)
        if progress is not None and (number % _STEP == 0 or number == reading.files):
            progress(number, reading.files)
    reading.records = len(entries) + len(unread)
    reading.contents = {} if drafts else kept
    media = media_of(origin, entries)
    reading.register = Register(settings, tuple(entries), frozenset(unread), settled, media=media)
    return reading


def _contents(
    files: Sequence[RecordFile], reader: ReadingContext, known: Mapping[RecordFile, Contents]
) -> Iterator[tuple[RecordFile, Contents]]:
    """Give files with what they contain, in order; those that are *known* are not opened."""
    unchanged = {it for it in files if it in known and it.file not in reader.drafts}
    opened = read_all([it for it in files if it not in unchanged], reader)
    for record_file in files:
        yield record_file, known[record_file] if record_file in unchanged else next(opened)


def _unchanged(
    files: Iterable[RecordFile], origin: Origin, before: Reading
) -> Mapping[RecordFile, Contents]:
    """Give what is known of files: by their stamps, and in a folder by what a commit says."""
    past, most = before.past, before.settings.limits.file_size
    if past is None or not isinstance(origin, Folder):
        return before.contents
    committed = {it.file: contents for it, contents in before.contents.items()}
    there = [it for it in files if it.file in committed]
    said = (it for it in there if origin.read(it.file, most) == past.read(it.file, most))
    return {it: committed[it.file] for it in said}


def declared(findings: Iterable[Finding]) -> list[Finding]:
    """Leave out findings on own fields, whose declarations could not be read."""
    return [it for it in findings if it.code != "undeclared-field"]


def media_of(origin: Origin, entries: Iterable[Entry[Record]]) -> frozenset[str]:
    """The paths of media that evidence names and that lead to a file of the register."""
    evidence = (it.record for it in entries if isinstance(it.record, Evidence))
    named = {path for it in evidence if (path := it.media_path) and not leaves(path)}
    return origin.present(named)


def media_stamps(reading: Reading) -> Mapping[str, Stamp | None]:
    """Give the stamps of the media that evidence names and that are in the folder now."""
    media = media_of(Folder(reading.root), reading.register.entries)
    return {path: stamp(reading.root / path) for path in media}


def fitting(listed: Listing, limits: Limits) -> Listing:
    """Leave out the files that are more than a register may have, and say so once."""
    size = 0
    for number, record_file in enumerate(listed.files):
        full: Finding | None = None
        top = Place(record_file.file, line=1, column=1)
        if number >= limits.files:
            full = fault("too-many-files", top, most=limits.files)
        elif size > limits.register_size:
            full = fault("register-too-large", top, most=limits.register_size)
        if full is not None:
            listed.findings.append(full)
            listed.beyond = listed.files[number:]
            del listed.files[number:]
            break
        # Files that are too large are not read, and count for nothing.
        own = record_file.size
        size += own if own <= limits.file_size else 0
    return listed


_END_OF_JPEG = b"\xff\xd9"


def with_pictures(reading: Reading) -> Register:
    """Return the register, with what is wrong with the pictures that its evidence names.

    Without such pictures nothing is opened, and Pillow is not imported.
    """
    register = reading.register
    pictures = sorted(filter(is_picture, register.media))
    faults = {path: fault for path in pictures if (fault := _picture_fault(reading, path))}
    return replace(register, picture_faults=faults) if faults else register


def _picture_fault(reading: Reading, path: str) -> PictureFault | None:
    content = reading.drafts.get(path) or reading.origin.read(posixpath.normpath(path), MOST_BYTES)
    if isinstance(content, Finding):
        large = content.code == "too-large"
        return PictureFault.TOO_LARGE if large else PictureFault.CLOSED
    return fault_of(content)


def fault_of(content: bytes) -> PictureFault | None:
    """Tell why a report cannot show a picture; None if nothing is wrong with it.

    Its pixels are not decoded: PNG has checksums, WebP its length, JPEG a mark at its end.
    """
    from PIL import Image, UnidentifiedImageError

    stream = io.BytesIO(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(stream, formats=FORMATS) as source:
                if source.width * source.height > MOST_PIXELS:
                    return PictureFault.TOO_MANY_PIXELS
                # A camera's small picture has an end of its own, before the first line of pixels.
                if source.format == "JPEG" and content.find(_END_OF_JPEG, stream.tell()) < 0:
                    return PictureFault.DAMAGED
                source.verify()
    except Image.DecompressionBombError:
        return PictureFault.TOO_MANY_PIXELS
    except UnidentifiedImageError:
        return PictureFault.FORMAT
    except Exception:  # noqa: BLE001 - decoders fail in many ways, and none may stop a check
        return PictureFault.DAMAGED
    return None
