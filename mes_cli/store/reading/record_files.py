"""From the tree of a file to its records, and a finding for whatever cannot be read.

Other processes help with a large register. The pool is that of the standard library. This process
takes shares of the files from the beginning, the others from the end, until they meet; a share that
a process could not finish is read here.
"""

import logging
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import ValidationError

from mes_cli.finding import OURS, Finding, Place
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model import KINDS, Models, Record, Settings, models
from mes_cli.model.settings import Limits
from mes_cli.model.shape import shape
from mes_cli.register import Entry, Name
from mes_cli.store.reading import phrases, tree
from mes_cli.store.reading.composer import compose_bytes
from mes_cli.store.reading.faults import fault
from mes_cli.store.reading.folders import RecordFile
from mes_cli.store.reading.naming import shown
from mes_cli.store.reading.origin import Folder, Origin
from mes_cli.store.reading.translation import translate
from mes_cli.store.reading.tree import MOST_IN_FILE, Node, Tree, enough, is_blank
from mes_cli.worker import safe_path

#: Files that are read as if they said this: what a mending would write, before it does.
Drafts = Mapping[str, bytes]
NO_DRAFTS: Drafts = {}


@dataclass(frozen=True)
class ReadingContext:
    """The settings, words and source that are needed to read record files."""

    settings: Settings
    words: Vocabulary
    drafts: Drafts = field(default_factory=dict)
    #: Where the files come from; None where all of them are drafts.
    origin: Origin | None = None

    @cached_property
    def models(self) -> Models:
        """The model of each kind of record, own fields included."""
        return models(self.settings)


@dataclass(slots=True)
class Contents:
    """The records of one file."""

    entries: list[Entry[Record]] = field(default_factory=list)
    unread: list[Name] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_file(record_file: RecordFile, reader: ReadingContext) -> Contents:
    """Read the records of one file; a fault of mes itself is a finding in that file."""
    try:
        return _read(record_file, reader)
    except MemoryError:
        raise
    except Exception as bug:  # noqa: BLE001 - it is told, with the file that uncovered it
        found = fault_of_ours(bug, Place(record_file.file, line=1, column=1))
        return Contents(unread=[(record_file.kind, record_file.stem)], findings=[found])


def fault_of_ours(bug: Exception, at: Place) -> Finding:
    """Say that something cannot be read because of a fault of mes; log the traceback."""
    logging.getLogger("mes_cli").debug("%s", at.file, exc_info=bug)
    return fault(OURS, at, name=type(bug).__name__)


def read_tree(origin: Origin | None, file: str, limits: Limits, drafts: Drafts = NO_DRAFTS) -> Tree:
    """Parse one file, or the draft that stands in for it."""
    content: bytes | Finding | None = drafts.get(file)
    if content is None:
        content = b"" if origin is None else origin.read(file, limits.file_size)
    return compose_bytes(content, file, limits.depth)


def _read(record_file: RecordFile, reader: ReadingContext) -> Contents:
    file = record_file.file
    said = read_tree(reader.origin, file, reader.settings.limits, reader.drafts)
    contents = Contents(findings=list(said.findings))
    _read_records(said, record_file, reader, contents)
    contents.findings = enough(contents.findings)
    if record_file.twin or said.unsound:
        # A file with a fault of form says nothing that may be counted.
        contents.unread += [entry.name for entry in contents.entries]
        contents.entries = []
    return contents


def _read_records(
    said: Tree, record_file: RecordFile, reader: ReadingContext, contents: Contents
) -> None:
    """Read the records of a tree into *contents*."""
    file, stem, kind = record_file.file, record_file.stem, record_file.kind
    if said.holed or (said.root is None and said.unsound):
        contents.unread.append((kind, stem))
    elif said.root is None or is_blank(said.root):
        contents.findings.append(fault("empty-file", Place(file, line=1, column=1)))
        contents.unread.append((kind, stem))
    elif isinstance(said.root, tree.ListNode):
        if not said.root.items:
            contents.findings.append(fault("empty-file", Place(file, line=1, column=1)))
        for item, node in enumerate(said.root.items):
            if len(contents.findings) > MOST_IN_FILE:
                contents.unread.append((kind, f"{stem}-{item + 1}"))
                continue
            place = Place(file, item=item)
            _read_record(node, kind, f"{stem}-{item + 1}", place, reader, contents)
    else:
        _read_record(said.root, kind, stem, Place(file), reader, contents)


def is_of_own_fields(finding: Finding) -> bool:
    """Tell whether a finding is about own fields: common ones are read whatever these say."""
    return finding.code == "undeclared-field" or finding.at.loc[:1] == ("own",)


def _read_record(
    node: Node, kind: str, default: str, place: Place, reader: ReadingContext, contents: Contents
) -> None:
    """Read one record of a file."""
    if not isinstance(node, tree.MapNode):
        mark = node.start_mark
        at = Place(place.file, item=place.item, line=mark.line + 1, column=mark.column + 1)
        contents.findings.append(fault("not-a-record", at))
        contents.unread.append((kind, default))
        return
    model = reader.models[kind]
    translation = translate(node, model, reader.words, place)
    if translation.cut:
        contents.findings += translation.findings
        contents.unread.append((kind, default))
        return
    data, found = translation.data, translation.findings
    said = data.setdefault("id", default)
    if place.item is None and said != default:
        # The id is found wrong once, whatever else is wrong with it.
        hidden = phrases.is_unnamed(model, data, translation.spoilt)
        shown_id = shown(str(said), hidden=hidden)
        found.append(fault("id-mismatch", place.at("id"), found=shown_id, stem=default))
        data["id"] = default
    context = {"day_length": reader.settings.day_length}
    record: Record | None = None
    try:
        record = model.model_validate(data, context=context)
    except ValidationError as problem:
        found += phrases.findings(problem, model, data, reader.words, place, translation.spoilt)
    contents.findings += found
    only_own = all(map(is_of_own_fields, found))
    if record is None and only_own:
        # It is there for those who mend it; as long as it has errors nothing is counted.
        common = shape(KINDS[kind]).slots
        said_in_common = {name: value for name, value in data.items() if name in common}
        record = model.model_validate(said_in_common, context=context)
    if record is None or not only_own:
        contents.unread.append((kind, str(data["id"])))
    else:
        contents.entries.append(Entry(record, place))


if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

#: So many shares wait for each process, so that it need not wait for this one.
_AHEAD = 2
#: Below so many files another process costs more than it brings.
MANY = 2000
_SHARE = 100

_reader: ReadingContext | None = None


def read_all(files: Sequence[RecordFile], reader: ReadingContext) -> Iterator[Contents]:
    """Read files, and give what they contain in their order."""
    others = min(_processors(), len(files) // MANY + 1) - 1
    # The files of a commit come from a process of git, which only this one speaks to.
    if others < 1 or not isinstance(reader.origin, Folder):
        yield from (read_file(it, reader) for it in files)
        return
    with _pool(others, reader) as pool:
        shares = deque(files[at : at + _SHARE] for at in range(0, len(files), _SHARE))
        given: list[tuple[Sequence[RecordFile], Future[list[Contents]]]] = []
        waiting: list[Future[list[Contents]]] = []
        while shares:
            waiting = [future for future in waiting if not future.done()]
            while shares and len(waiting) < _AHEAD * others:
                share = shares.pop()
                waiting.append(_given(share, pool))
                given.append((share, waiting[-1]))
            for record_file in shares.popleft() if shares else ():
                yield read_file(record_file, reader)
        for share, future in reversed(given):
            yield from _result(future, share, reader)


def _pool(others: int, reader: ReadingContext) -> "ProcessPoolExecutor":
    """Make the pool; processes are copies of this one where nothing else runs in it."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    copied = sys.platform == "linux" and threading.active_count() == 1
    context = get_context("fork" if copied else "spawn")
    return ProcessPoolExecutor(others, context, initializer=_begin_process, initargs=(reader,))


def _given(share: Sequence[RecordFile], pool: "ProcessPoolExecutor") -> Future[list[Contents]]:
    """Give a share to the pool; where that cannot be done, the future has failed."""
    try:
        with safe_path():
            return pool.submit(_read_share, share)
    except (BrokenExecutor, OSError) as problem:
        failed: Future[list[Contents]] = Future()
        failed.set_exception(problem)
        return failed


def _result(
    future: Future[list[Contents]], share: Sequence[RecordFile], reader: ReadingContext
) -> list[Contents]:
    """Wait for what another process has read; read it here where that process is gone."""
    try:
        return future.result()
    except (BrokenExecutor, OSError):
        return [read_file(it, reader) for it in share]


def _begin_process(reader: ReadingContext) -> None:
    """Get another process ready; who interrupts the run interrupts only the one that waits."""
    global _reader  # noqa: PLW0603 - a process reads one register
    _reader = reader
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read_share(share: Sequence[RecordFile]) -> list[Contents]:
    assert _reader is not None
    return [read_file(it, _reader) for it in share]


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
