"""Looking at files once: what is wrong with each, and what checks need of its records."""

import marshal
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
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

    def taken(self, kind: str, records: Sequence[Record]) -> list[tuple[str, list[Any]]]:
        """The facets of some records of one kind, by their names: a value of each, or none."""
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
        for kind, run in groupby(entries, key=_kind):
            self.take(kind, list(run), look)

    def take(self, kind: str, run: Sequence[tuple[int, Entry[Record]]], look: Look) -> None:
        """Look at records of one kind, each facet of all of them before the next.

        A fault of ours in one hides nothing of the others.
        """
        entries = [entry for _, entry in run]
        try:
            found = [look.findings(entry) for entry in entries]
            taken = look.taken(kind, [entry.record for entry in entries])
        except MemoryError:
            raise
        except Exception as bug:  # noqa: BLE001 - it is told, with the record that uncovers it
            if len(run) > 1:
                for one in run:
                    self.take(kind, [one], look)
            else:
                number, entry = run[0]
                faults = [fault_of_ours(bug, entry.place)]
                self.trouble(number, Contents(unread=[entry.name], findings=faults))
            return
        heads = [_head(number, entry) for number, entry in run]
        self.named += [(*head, kind) for head in heads]
        self.findings += [
            (head[0], pack(finding))
            for head, some in zip(heads, found, strict=True)
            for finding in some
        ]
        for facet, values in taken:
            self.facets.setdefault(facet, []).extend(
                [(*head, it) for head, it in zip(heads, values, strict=True) if it is not None]
            )

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


def _head(number: int, entry: Entry[Record]) -> tuple[int, int | None, str | None]:
    """Where a record is; one that is alone in its file is called as the file is."""
    item = entry.place.item
    return (number, item, None if item is None else entry.record.id)


def _kind(numbered: tuple[int, Entry[Record]]) -> str:
    return numbered[1].record.kind


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
