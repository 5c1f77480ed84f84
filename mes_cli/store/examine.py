"""Looking at files once: what is wrong with each, and what checks need of its records."""

import marshal
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, Protocol

from mes_cli.finding import OURS, Finding
from mes_cli.model.record import Record
from mes_cli.model.settings import Settings
from mes_cli.register import Entry
from mes_cli.store.batch import Batch, Row, unpacked
from mes_cli.store.folder import RecordFile
from mes_cli.store.load import Reader, fault_of_ours, read_guarded
from mes_cli.store.packing import pack
from mes_cli.store.stamps import Stamp

#: How many files are looked at together.
SIZE = 256


class Look(Protocol):
    """What looks at one record: at what is wrong with it, and at what others need of it."""

    def findings(self, entry: Entry[Record]) -> list[Finding]:
        """What is wrong with a record, whatever the others say."""
        ...

    def taken(self, entry: Entry[Record]) -> list[tuple[str, Any]]:
        """Its facets, by their names."""
        ...


Looks = Callable[[Settings], Look]


class _Making:
    """A batch in the making; its rows have the names of files."""

    def __init__(self) -> None:
        self.files: dict[str, Stamp | None] = {}
        self.named: list[Row] = []
        self.unread: list[Row] = []
        self.facets: dict[str, list[Row]] = {}
        self.findings: list[Row] = []

    def look(self, record_file: RecordFile, reader: Reader, look: Look) -> None:
        """Read a file, and look at its records."""
        file = record_file.file
        # What a twin says depends on the other file.
        self.files[file] = None if record_file.twin else record_file.stamp
        contents = read_guarded(record_file, reader)
        if any(finding.code == OURS for finding in contents.findings):
            self.files[file] = None
        self.unread += [(file, kind, name) for kind, name in contents.unread]
        self.findings += [(file, pack(finding)) for finding in contents.findings]
        for entry in contents.entries:
            try:
                found, taken = look.findings(entry), look.taken(entry)
            except MemoryError:
                raise
            except Exception as bug:  # noqa: BLE001 - it is told, with the record that uncovered it
                self.files[file] = None
                self.unread.append((file, entry.record.kind, entry.record.id))
                self.findings.append((file, pack(fault_of_ours(bug, entry.place))))
                continue
            record, item = entry.record, entry.place.item
            name = None if item is None else record.id
            self.named.append((file, item, name, record.kind))
            if found:
                self.findings += [(file, pack(finding)) for finding in found]
            for facet, value in taken:
                self.facets.setdefault(facet, []).append((file, item, name, value))

    def keep(self, batch: Batch) -> None:
        """Take over what a batch says."""
        files = batch.files
        self.files |= zip(files, batch.stamps, strict=True)
        self.named += _by_name(files, unpacked(batch.named))
        self.unread += _by_name(files, batch.unread)
        self.findings += _by_name(files, unpacked(batch.findings))
        for name, packed in batch.facets.items():
            self.facets.setdefault(name, []).extend(_by_name(files, unpacked(packed)))

    def done(self) -> Batch:
        """Put everything in order, and pack it."""
        files = sorted(self.files)
        numbers = {file: number for number, file in enumerate(files)}

        def packed(rows: list[Row]) -> bytes:
            return marshal.dumps(_ordered(rows, numbers))

        return Batch(
            files,
            [self.files[file] for file in files],
            len(self.named),
            packed(self.named),
            _ordered(self.unread, numbers),
            {name: packed(rows) for name, rows in self.facets.items() if rows},
            packed(self.findings),
        )


def _by_name(files: Sequence[str], rows: Iterable[Row]) -> Iterator[Row]:
    return ((files[row[0]], *row[1:]) for row in rows)


def _ordered(rows: list[Row], numbers: dict[str, int]) -> list[Row]:
    """Put rows in order of files; those of one file stay in theirs."""
    found = [(numbers[row[0]], *row[1:]) for row in rows]
    found.sort(key=_FIRST)
    return found


_FIRST = itemgetter(0)


def examine(
    files: Iterable[RecordFile],
    reader: Reader,
    look: Look,
    old: Batch | None = None,
    gone: Iterable[str] = (),
) -> Batch:
    """Look at files; an *old* batch gives what it says of those that did not change."""
    making = _Making()
    files = list(files)
    if old is not None:
        making.keep(old.without({*gone, *(it.file for it in files)}))
    for record_file in files:
        making.look(record_file, reader, look)
    return making.done()


def batches(files: Sequence[RecordFile]) -> Iterator[Sequence[RecordFile]]:
    """Share files, in order of their paths, out to batches."""
    for first in range(0, len(files), SIZE):
        yield files[first : first + SIZE]
