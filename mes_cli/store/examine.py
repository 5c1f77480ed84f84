"""Looking at files once: what is wrong with each, and what checks need of its records."""

import marshal
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

from mes_cli.finding import Finding
from mes_cli.model.record import Record
from mes_cli.model.settings import Settings
from mes_cli.register import Entry
from mes_cli.store.batch import Batch, Row
from mes_cli.store.folder import RecordFile
from mes_cli.store.load import Reader, read_file
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
    """A batch in the making."""

    def __init__(self) -> None:
        self.files: dict[str, Stamp | None] = {}
        self.named: list[Row] = []
        self.unread: list[tuple[str, str, str]] = []
        self.facets: dict[str, list[Row]] = {}
        self.findings: list[tuple[str, Any]] = []

    def look(self, record_file: RecordFile, reader: Reader, look: Look) -> None:
        """Read a file, and look at its records."""
        file = record_file.file
        # What a twin says depends on the other file.
        self.files[file] = None if record_file.twin else record_file.stamp
        contents = read_file(record_file, reader)
        self.unread += [(file, kind, name) for kind, name in contents.unread]
        self.findings += [(file, pack(finding)) for finding in contents.findings]
        for entry in contents.entries:
            record, item = entry.record, entry.place.item
            self.named.append((file, item, record.id, record.kind))
            if found := look.findings(entry):
                self.findings += [(file, pack(finding)) for finding in found]
            for name, value in look.taken(entry):
                self.facets.setdefault(name, []).append((file, item, record.id, value))

    def keep(self, batch: Batch) -> None:
        """Take over what a batch says."""
        self.files |= batch.files
        self.named += batch.names()
        self.unread += batch.unread
        self.findings += batch.found()
        for name in batch.facets:
            self.facets.setdefault(name, []).extend(batch.rows(name))

    def done(self) -> Batch:
        """Put everything in order, and pack it."""
        for rows in (self.named, *self.facets.values()):
            rows.sort(key=_place)
        return Batch(
            dict(sorted(self.files.items())),
            len(self.named),
            marshal.dumps(self.named),
            sorted(self.unread),
            {name: marshal.dumps(rows) for name, rows in self.facets.items() if rows},
            marshal.dumps(self.findings),
        )


def _place(row: Row) -> tuple[str, int]:
    return (row[0], row[1] or 0)


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
