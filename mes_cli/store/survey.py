"""Reading a register for its checks: every file once, and none that did not change.

Records are not kept. What checks of the whole need is taken out of each, in batches that are
kept for the next run; files whose stamp is that of the last run are not opened.
"""

import marshal
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Protocol, TypeVar

from mes_cli.finding import Finding, Severity
from mes_cli.language.vocabulary import Vocabulary, vocabulary
from mes_cli.model.settings import Settings
from mes_cli.register import Name, Register
from mes_cli.store import hands
from mes_cli.store.batch import Batch, Row, unpacked
from mes_cli.store.examine import Looks, batches, examine
from mes_cli.store.folder import RecordFile
from mes_cli.store.load import Drafts, Progress, Reader, load, read_settings
from mes_cli.store.packing import unpack
from mes_cli.store.quiet import quiet
from mes_cli.store.room import fitting
from mes_cli.store.seen import Seen, look

V = TypeVar("V")
_KIND = itemgetter(3)

#: What reading costs, in seconds, as it was measured: for each file, and for each byte.
_FILE, _BYTE = 4e-5, 1e-7
#: Below this much work, in seconds, another process costs more than it brings.
_WORTH = 0.2


class Named(Protocol):
    """A facet, of which only the name is known here."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...


@dataclass(slots=True)
class Survey:
    """A register as it was looked at, and what was found on the way."""

    root: Path
    settings: Settings
    words: Vocabulary
    findings: list[Finding]
    batches: list[Batch]
    #: What a look at its folders showed.
    seen: Seen | None = None
    settled: bool = True
    drafts: Drafts = field(default_factory=dict)
    _whole: Register | None = field(default=None, repr=False)

    #: Files that are more than a register may have.
    beyond: Sequence[RecordFile] = ()

    @property
    def files(self) -> int:
        """How many files of records there are."""
        return sum(len(batch.files) for batch in self.batches)

    @property
    def records(self) -> int:
        """How many records there are, those that could not be read included."""
        read = sum(batch.records + len(batch.unread) for batch in self.batches)
        return read + len(self.beyond)

    @property
    def unread(self) -> frozenset[Name]:
        """The records that are there and could not be read."""
        rows = (row for batch in self.batches for row in batch.unread)
        return frozenset(
            (*((row[1], row[2]) for row in rows), *((it.kind, it.stem) for it in self.beyond))
        )

    def found(self) -> list[Finding]:
        """What is wrong with the folder, with files, and with single records."""
        packed = (row[1] for batch in self.batches for row in unpacked(batch.findings))
        return [*self.findings, *map(unpack, packed)]

    def names(self) -> dict[str, set[str]]:
        """The ids of the records that were read, by kind."""
        names: dict[str, set[str]] = {}
        for batch in self.batches:
            for kind, some in groupby(batch.names(), key=_KIND):
                names.setdefault(kind, set()).update(row[2] for row in some)
        return names

    def named(self) -> Iterator[tuple[str, Any]]:
        """All records that were read: their kinds and where they are, in order of places."""
        for batch in self.batches:
            for file, item, name, kind in batch.names():
                yield kind, (file, item, name, None)

    def rows(self, facet: Named) -> Iterator[Row]:
        """All records that have a facet, in order of places."""
        for batch in self.batches:
            yield from batch.rows(facet.name)

    def register(self) -> Register:
        """All records, for what cannot be told from facets; they are read anew."""
        if self._whole is None:
            self._whole = load(self.root).register
        return self._whole


def survey(
    root: Path, looks: Looks, progress: Progress | None = None, old: Sequence[Batch] = (),
    others: int | None = None, *, seen: Seen | None = None, began: int = 0,
) -> Survey:  # fmt: skip
    """Look at the register at *root*; *old* batches spare what did not change.

    *progress* is told how many files of how many are read; *others* is how many more processes
    may help, by default as many as are worth it; *seen* is what a look at the folders showed
    that began at *began*, in nanoseconds.

    Raises:
        DiskError: the folder cannot be listed.
    """
    with quiet():
        return _survey(root, looks, progress, old, others, seen=seen, began=began)


def _survey(
    root: Path, looks: Looks, progress: Progress | None, old: Sequence[Batch],
    others: int | None, *, seen: Seen | None, began: int,
) -> Survey:  # fmt: skip
    settings, findings = read_settings(root)
    words = vocabulary(settings.language)
    if seen is None or seen.language != words.language:
        seen = look(root, words.language, began)
    listed = fitting(seen.listed, settings.limits)
    reader = Reader(settings, words, root=str(root))
    found = Survey(root, settings, words, [*findings, *listed.findings], [])
    found.beyond = listed.beyond
    found.seen = seen
    found.settled = not any(f.severity is Severity.ERROR for f in findings)
    plan = _plan(listed.files, old)
    tasks = [task for task in plan if not isinstance(task, Batch)]
    if others is None:
        others = min(hands.workers() - 1, len(tasks) - 1) if _worth(tasks) else 0
    done = _examined(tasks, (reader, looks), others, progress)
    found.batches = [task if isinstance(task, Batch) else next(done) for task in plan]
    return found


#: Files to be looked at, and what is known of their neighbours: the old batch, and the files
#: that are in it and no longer there.
_Task = tuple[list[RecordFile], Batch | None, list[str]]


def _plan(files: Sequence[RecordFile], old: Sequence[Batch]) -> list[Batch | _Task]:
    """Say for all files which batches stand as they are, and what must be looked at."""
    if not old:
        return [(list(share), None, []) for share in batches(files)]
    plan: list[Batch | _Task] = []
    position = 0
    for number, batch in enumerate(old):
        end = position
        following = old[number + 1].files[0] if number + 1 < len(old) else None
        while end < len(files) and (following is None or files[end].file < following):
            end += 1
        mine = files[position:end]
        position = end
        known = dict(zip(batch.files, batch.stamps, strict=True))
        new = [it for it in mine if it.stamp is None or it.twin or it.stamp != known.get(it.file)]
        if not new and len(mine) == len(known):
            plan.append(batch)
            continue
        there = {it.file for it in mine}
        plan.append((new, batch, [file for file in known if file not in there]))
    return plan


def _worth(tasks: Sequence[_Task]) -> bool:
    """Tell whether there is so much to read that another process is worth starting."""
    files = (it for task in tasks for it in task[0])
    return sum(_FILE + _BYTE * it.size for it in files) > _WORTH


def _examined(
    tasks: Sequence[_Task], known: tuple[Reader, Looks], others: int, progress: Progress | None
) -> Generator[Batch]:
    """Look at the files of all tasks, and give what was found in their order."""
    total = sum(len(task[0]) for task in tasks)
    read, waiting, following = 0, dict[int, Batch](), 0
    for number, packed in hands.shared(look_at, known, tasks, others):
        waiting[number] = _shared(Batch(*marshal.loads(packed)), tasks[number])  # noqa: S302
        read += len(tasks[number][0])
        if progress is not None:
            progress(read, total)
        while following in waiting:
            yield waiting.pop(following)
            following += 1


def _shared(batch: Batch, task: _Task) -> Batch:
    """Let a batch of new files have the names and stamps that are at hand already."""
    files, old, _ = task
    if old is None and len(files) == len(batch.files):
        batch.files = [it.file for it in files]
        if None not in batch.stamps:
            batch.stamps = [it.stamp for it in files]
    return batch


def look_at(known: tuple[Reader, Looks], task: _Task) -> bytes:
    """Look at the files of one task."""
    reader, looks = known
    files, old, gone = task
    return marshal.dumps(examine(files, reader, looks(reader.settings), old, gone).plain())
