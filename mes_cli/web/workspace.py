"""The register that a running page works on: read once, and again where files changed."""

import datetime as dt
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mes_cli.drafts.trial import Trial, all_findings, tried
from mes_cli.errors import GitError
from mes_cli.figures.books import Books, books
from mes_cli.figures.year import YearFigures
from mes_cli.finding import Finding, Place, Severity
from mes_cli.language.vocabulary import IDENTITIES_FILES, SETTINGS_FILE, Vocabulary, vocabulary
from mes_cli.model import KINDS, Record
from mes_cli.model.audience import Audience
from mes_cli.register import UNKNOWN_KEEPER, Entry
from mes_cli.store.editing.changes import finish
from mes_cli.store.editing.edits import Edits
from mes_cli.store.git.closed import with_closed_years
from mes_cli.store.git.command import Repository
from mes_cli.store.git.keep import LastVersion
from mes_cli.store.git.past import with_internal_files
from mes_cli.store.reading.folders import listing, stamp
from mes_cli.store.reading.load import Reading, load, media_stamps
from mes_cli.store.reading.locate import locate
from mes_cli.store.reading.origin import Folder
from mes_cli.store.reading.record_files import Drafts
from mes_cli.store.user_folders import name_of
from mes_cli.view.viewer import Viewer, viewer

if TYPE_CHECKING:
    from mes_cli.exchange.joining import Joined

#: How long the day of the last version is not asked for again, in seconds.
_PAUSE = 10


@dataclass(frozen=True)
class RegisterState:
    """One reading of the register, with all that follows from it."""

    reading: Reading
    language: str
    day: dt.date
    #: What was found when a writing was tried that this reading follows; None without one.
    known: Sequence[Finding] | None = None
    _years: dict[int, YearFigures] = field(default_factory=dict, compare=False, repr=False)

    @property
    def words(self) -> Vocabulary:
        """The words of the keeper's language."""
        return vocabulary(self.language)

    @property
    def key(self) -> str:
        """What tells this register from others that lie, or lay, in this folder or another."""
        return f"{name_of(self.reading.root)}-{self.reading.settings.keeper}"

    def is_of_another(self, key: str) -> bool:
        """Tell whether a form comes from another register; *key* is what it says of its own.

        Settings that cannot be read at the moment make no register another one.
        """
        folder, _, keeper = key.partition("-")
        keepers = {keeper, self.reading.settings.keeper} - {UNKNOWN_KEEPER}
        return folder != name_of(self.reading.root) or len(keepers) > 1

    @cached_property
    def viewer(self) -> Viewer:
        """The keeper."""
        return viewer(self.reading.register, Audience.INTERNAL, self.day, self.language)

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """Everything that is found, in order of place."""
        known = all_findings(self.reading) if self.known is None else self.known
        return locate(known, self.reading)

    @cached_property
    def _entries(self) -> Mapping[tuple[str, int | None], Entry[Record]]:
        register = self.reading.register
        return {(entry.place.file, entry.place.item): entry for entry in register.entries}

    def title_of(self, place: Place) -> tuple[str, str]:
        """The label and the address of the record at a place; empty where it was not read."""
        entry = self._entries.get((place.file, place.item))
        if entry is None:
            return "", ""
        return self.viewer.name(*entry.name).name, self.address(*entry.name)

    def label(self, file: str) -> str:
        """What the record of a file is called; the name of the file where it was not read."""
        found = (entry for entry in self.reading.register.entries if entry.place.file == file)
        entry = next(found, None)
        return self.viewer.name(*entry.name).name if entry else file

    def kind_of_folder(self, folder: str) -> str | None:
        """The kind whose folder bears that name in the keeper's language."""
        known = {words.folder: kind for kind, words in self.words.kinds.items() if kind in KINDS}
        return known.get(folder)

    def address(self, kind: str, name: str) -> str:
        """The address of the page of a record."""
        return f"/fiches/{self.words.kinds[kind].folder}/{name}"

    @property
    def errors(self) -> Sequence[Finding]:
        """The findings that keep the register from being counted."""
        return [it for it in self.findings if it.severity is Severity.ERROR]

    @cached_property
    def books(self) -> Books:
        """The register counted once; only where there are no errors."""
        return books(self.reading.register)

    @property
    def years(self) -> Sequence[int]:
        """The financial years that have something, newest first."""
        return sorted(self.books.days.years, reverse=True)

    def figures(self, year: int) -> YearFigures:
        """The figures of a financial year."""
        return self._years.setdefault(year, YearFigures(self.books, year))


@dataclass
class Workspace:
    """The register of one run of the page."""

    root: Path
    language: str
    read_only: bool = False
    #: No register was here when the page was opened: one can be begun on it.
    to_begin: bool = False
    #: Held while the register is read, or while one writing must not meet another.
    lock: threading.RLock = field(default_factory=threading.RLock, repr=False)
    #: What was sent and written, by its digest, and where each led.
    taken: OrderedDict[str, str] = field(default_factory=OrderedDict, repr=False)
    #: Held while the members of a network are read.
    join_lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    #: The members of the network as they were read last, for one state of the register.
    joined: "tuple[RegisterState, Joined] | None" = field(default=None, repr=False)
    _state: RegisterState | None = field(default=None, repr=False)
    _stamps: tuple[object, ...] = field(default=(), repr=False)
    _trial: Trial | None = field(default=None, repr=False)
    _version: dt.date | None = field(default=None, repr=False)
    _asked_again: float = field(default=0, repr=False)

    def state(self) -> RegisterState:
        """Give the register as its files stand now; unchanged files are not read again.

        A change that was cut short is finished before.

        Raises:
            DiskError: the folder cannot be listed.
        """
        with self.lock:
            if not self.read_only:
                finish(self.root)
            looked, today = self._look(), dt.datetime.now().astimezone().date()
            before = self._state.reading if self._state else None
            stamps = looked, media_stamps(before) if before else {}
            if self._state is None or stamps != self._stamps or self._state.day != today:
                reading = with_internal_files(with_closed_years(load(self.root, before=before)))
                known = self._known(reading) if stamps[1:] == self._stamps[1:] else None
                self._trial = None
                self._state = RegisterState(reading, self.language, today, known)
                self._stamps = looked, media_stamps(reading)
            return self._state

    def tried(self, edits: Edits, today: Iterable[Finding]) -> Trial:
        """Find what changes would bring; once they are written, nothing is checked again."""
        self._trial = tried(edits, today)
        return self._trial

    def _known(self, reading: Reading) -> Sequence[Finding] | None:
        """What was found when a writing was tried; None where the register does not follow it."""
        trial = self._trial
        return trial.everything if trial and trial.is_of(reading) else None

    @property
    def begun(self) -> bool:
        """Whether there is a register; one that loses its settings later stays one."""
        self.to_begin = self.to_begin and not (self.root / SETTINGS_FILE).is_file()
        return not self.to_begin

    @property
    def version(self) -> dt.date | None:
        """The day of the last version that git keeps; None without one.

        Git is asked again after some seconds, as somebody may keep a version in a terminal.
        """
        now = time.monotonic()
        if now >= self._asked_again:
            self._version, self._asked_again = None, now + _PAUSE
            with suppress(GitError):
                last = LastVersion.of(Repository.open(self.root))
                self._version = last.day if last else None
        return self._version

    def forget_version(self) -> None:
        """Ask git again: a version was kept."""
        self._asked_again = 0

    def as_if(self, texts: Drafts) -> Reading:
        """Read the register as if some of its files said something else."""
        return with_closed_years(load(self.root, drafts=texts, before=self.state().reading))

    def _look(self) -> object:
        """The stamps of all files that the register is read from."""
        words = vocabulary(self._state.reading.words.language if self._state else self.language)
        declared = [stamp(self.root / it) for it in (SETTINGS_FILE, *IDENTITIES_FILES)]
        return declared, tuple(listing(Folder(self.root), words).files)
