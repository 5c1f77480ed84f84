"""The history of one record: what each version that git keeps changed in it, and who made it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mes_cli.history.difference import Difference, RecordChange, record_changes
from mes_cli.history.field_changes import Sides
from mes_cli.history.pairs import Pairing, pairing, record_key
from mes_cli.history.speaker import NestedSentence
from mes_cli.history.told import told
from mes_cli.model import Record
from mes_cli.register import Entry, Name, Register
from mes_cli.store.git.command import Repository
from mes_cli.store.git.commit import FileVersion, file_versions, read
from mes_cli.store.reading.folders import RecordFile
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.record_files import ReadingContext, read_file
from mes_cli.view.viewer import Viewer

#: So many versions of a file are looked at.
MOST = 20


class RecordVersion(NamedTuple):
    """What one version changed in a record; the day is None where no version has it yet."""

    day: dt.date | None
    name: str
    told: Sequence[NestedSentence]


class _State(NamedTuple):
    """What some files said, and the version that made them say so; None for the folder."""

    register: Register
    version: FileVersion | None


def record_history(reading: Reading, entry: Entry[Record], look: Viewer) -> list[RecordVersion]:
    """Tell what the last versions changed in a record, newest first, in the words of a difference.

    Records that it names are called as they are called today. Where its file was given another
    name, the versions under the older name are told too. Versions in which the record could not
    be read are passed over: what they changed is told of the next one that can be read.

    Raises:
        GitError: git does not answer, or the register is in no repository.
    """
    return list(_Chronicle(reading, look, Repository.open(reading.root)).versions(entry))


@dataclass(frozen=True)
class _Chronicle:
    """Compares the states of the file of a record, from the newest to the oldest."""

    reading: Reading
    look: Viewer
    repository: Repository

    def versions(self, entry: Entry[Record]) -> Iterator[RecordVersion]:
        """Tell what each version changed, until the one in which the record began."""
        name, file, newest, left = entry.name, entry.place.file, "HEAD", MOST
        own = [it for it in self.reading.register.entries if it.place.file == file]
        later: _State | None = _State(self._register(own), None)
        while left > 0:
            found = file_versions(self.repository, file, left, newest)
            for state in self._states(file, name[0], found):
                if later is None:
                    later = state
                if later is state or name in state.register.unread:
                    continue
                change, before = self._compared(state.register, later.register, name)
                if change is not None and not self._is_cut_off(change):
                    yield self._version(change, later.version)
                if before is None:
                    return
                name, file, later = before.name, before.place.file, state
            if not found or found[-1].before:
                return
            newest, left, later = f"{found[-1].commit}^", left - len(found), None

    def _states(self, file: str, kind: str, found: Sequence[FileVersion]) -> Iterator[_State]:
        """What a file said after each version, newest first, and what there was before them.

        Before the version that made the file there are the files that went with it: one of them
        may be the same under an older name.
        """
        wanted = {it.commit: it.after for it in found if it.after}
        earlier: Mapping[str, str] = {}
        if found:
            earlier = {file: found[-1].before} if found[-1].before else found[-1].gone
        most = self.reading.settings.limits.file_size
        contents = dict(read(self.repository, {**wanted, **earlier}, most))
        for version in found:
            if version.commit in contents:
                yield _State(self._read({file: contents[version.commit]}, kind), version)
        yield _State(self._read({it: contents[it] for it in earlier if it in contents}, kind), None)

    def _read(self, contents: Mapping[str, bytes], kind: str) -> Register:
        """Read what some files said, in the words of today."""
        reader = ReadingContext(self.reading.settings, self.reading.words, contents)
        found = [read_file(RecordFile(file, kind), reader) for file in contents]
        unread = (name for it in found for name in it.unread)
        return self._register((entry for it in found for entry in it.entries), unread)

    def _register(self, entries: Iterable[Entry[Record]], unread: Iterable[Name] = ()) -> Register:
        return Register(self.reading.settings, tuple(entries), frozenset(unread))

    def _compared(
        self, before: Register, after: Register, name: Name
    ) -> tuple[RecordChange | None, Entry[Record] | None]:
        """What changed in a record, and the record as it was; None where it was not there."""
        matched = pairing(before, after)
        for pair in matched.pairs:
            if pair.after is not None and pair.after.name == name:
                told_of = record_changes(Sides(self.look, self.look, matched))
                return next((it for it in told_of if it.pair is pair), None), pair.before
        # It says the same, perhaps at another place of its list.
        entry = after.find(*name)
        same = (it for it in before.entries if entry and _says(it) == _says(entry))
        return None, before.find(*name) or next(same, None)

    def _is_cut_off(self, change: RecordChange) -> bool:
        """Tell whether a record only seems to begin, because older versions were not fetched."""
        return change.what == "added" and self.repository.shallow

    def _version(self, change: RecordChange, version: FileVersion | None) -> RecordVersion:
        found = Difference(Sides(self.look, self.look, Pairing()), records=[change])
        items = [it for section in told(found) for it in section.items]
        if change.what == "changed":  # whose name stands above all of it
            items = [below for it in items for below in it.below]
        if version is None:
            return RecordVersion(None, "", items)
        return RecordVersion(version.day, version.name, items)


def _says(entry: Entry[Record]) -> object:
    return record_key(entry.record, {})
