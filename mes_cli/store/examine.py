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
from mes_cli.store.folder import RecordFile, shares
from mes_cli.store.load import TOGETHER, Contents, Reader, fault_of_ours, read_files
from mes_cli.store.packing import pack
from mes_cli.store.stamps import Stamp

#: So many files are in a batch, and so many bytes: lists of a month can be long. A batch costs
#: memory; but processes share batches, and of a smaller register one would wait for the last.
LEAST, MOST, LONG = 64, 256, 1 << 19
#: A hundredth of the work is not worth waiting for.
_PARTS = 100


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
    """A batch in the making, of files in order of their paths."""

    def __init__(self, files: Sequence[str]) -> None:
        self.files = list(files)
        self.numbers = {file: number for number, file in enumerate(files)}
        self.stamps: list[Stamp | None] = [None] * len(self.files)
        self.named: list[Row] = []
        self.unread: list[Row] = []
        self.facets: dict[str, list[Row]] = {}
        self.findings: list[Row] = []
        #: Rows of an old batch stand before those of files that were looked at.
        self.mixed = False

    def look(self, share: Sequence[RecordFile], reader: Reader, look: Look) -> None:
        """Read some files, and look at their records."""
        entries: list[tuple[int, Entry[Record]]] = []
        for record_file, contents in zip(share, read_files(share, reader), strict=True):
            number = self.numbers[record_file.file]
            # What a twin says depends on the other file.
            self.stamps[number] = None if record_file.twin else record_file.stamp
            if contents.findings or contents.unread:
                self.trouble(number, contents)
            entries += [(number, entry) for entry in contents.entries]
        looked = _looked([entry for _, entry in entries], look)
        for (number, entry), seen in zip(entries, looked, strict=True):
            if isinstance(seen, Finding):
                self.trouble(number, Contents(unread=[entry.name], findings=[seen]))
                continue
            record, item = entry.record, entry.place.item
            name = None if item is None else record.id
            self.named.append((number, item, name, record.kind))
            findings, taken = seen
            if findings:
                self.findings += [(number, pack(finding)) for finding in findings]
            for facet, value in taken:
                rows = self.facets.get(facet)
                if rows is None:
                    rows = self.facets[facet] = []
                rows.append((number, item, name, value))

    def trouble(self, number: int, contents: Contents) -> None:
        """Take down what could not be read; nothing that is our fault is believed again."""
        if any(finding.code == OURS for finding in contents.findings):
            self.stamps[number] = None
        self.unread += [(number, kind, name) for kind, name in contents.unread]
        self.findings += [(number, pack(finding)) for finding in contents.findings]

    def keep(self, batch: Batch) -> None:
        """Take over what a batch says."""
        self.mixed = True
        numbers = [self.numbers[file] for file in batch.files]
        for number, stamp in zip(numbers, batch.stamps, strict=True):
            self.stamps[number] = stamp
        self.named += _numbered(numbers, unpacked(batch.named))
        self.unread += _numbered(numbers, batch.unread)
        self.findings += _numbered(numbers, unpacked(batch.findings))
        for name, packed in batch.facets.items():
            self.facets.setdefault(name, []).extend(_numbered(numbers, unpacked(packed)))

    def done(self) -> Batch:
        """Put everything in order, and pack it."""
        if self.mixed:
            for rows in (self.named, self.unread, self.findings, *self.facets.values()):
                rows.sort(key=_FIRST)  # those of one file stay in their order
        return Batch(
            self.files,
            self.stamps,
            len(self.named),
            marshal.dumps(self.named),
            self.unread,
            {name: marshal.dumps(rows) for name, rows in self.facets.items() if rows},
            marshal.dumps(self.findings),
        )


#: What is wrong with a record, and its facets; or a fault of ours that it uncovered.
_Seen = tuple[list[Finding], list[tuple[str, Any]]] | Finding


def _looked(entries: Sequence[Entry[Record]], look: Look) -> Sequence[_Seen]:
    """Look at some records, each step for all of them before the next, as reading does."""
    try:
        found = [look.findings(entry) for entry in entries]
        return list(zip(found, [look.taken(entry) for entry in entries], strict=True))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - it is met again, and told, in the record that uncovers it
        return [_looked_guarded(entry, look) for entry in entries]


def _looked_guarded(entry: Entry[Record], look: Look) -> _Seen:
    """Look at one record; a fault of ours there hides nothing of the others."""
    try:
        return look.findings(entry), look.taken(entry)
    except MemoryError:
        raise
    except Exception as bug:  # noqa: BLE001 - it is told, with the record that uncovered it
        return fault_of_ours(bug, entry.place)


def _numbered(numbers: Sequence[int], rows: Iterable[Row]) -> Iterator[Row]:
    return ((numbers[row[0]], *row[1:]) for row in rows)


_FIRST = itemgetter(0)


def examine(
    files: Iterable[RecordFile],
    reader: Reader,
    look: Look,
    old: Batch | None = None,
    gone: Iterable[str] = (),
) -> Batch:
    """Look at files; an *old* batch gives what it says of those that did not change."""
    files = list(files)
    names = [it.file for it in files]
    kept = old.without({*gone, *names}) if old is not None else None
    making = _Making(sorted([*names, *kept.files]) if kept is not None else names)
    if kept is not None:
        making.keep(kept)
    for share in shares(files, *TOGETHER):
        making.look(share, reader, look)
    return making.done()


def batches(files: Sequence[RecordFile]) -> Iterator[Sequence[RecordFile]]:
    """Share files, in order of their paths, out to batches."""
    number = max(LEAST, min(len(files) // _PARTS, MOST))
    return shares(files, number, LONG)
