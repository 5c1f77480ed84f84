"""A file that is being changed: what it was, what it says, and why it may not be changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import unified_diff
from posixpath import normpath
from typing import cast

from mes_cli.errors import MesError
from mes_cli.finding import Finding, Severity, say
from mes_cli.language.vocabulary import IDENTITIES_FILES, SETTINGS_FILE
from mes_cli.model import Contribution, Evidence, Settings
from mes_cli.model.evidence import is_taken
from mes_cli.model.record import Part
from mes_cli.model.settings import Identities
from mes_cli.store.editing.journal import Change, on_disk
from mes_cli.store.reading.folders import RecordFile, folders
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.origin import decode
from mes_cli.store.reading.record_files import ReadingContext, read_file
from mes_cli.store.reading.settings_file import read_settings
from mes_cli.store.reading.translation import Data


class FileExistsAlreadyError(MesError):
    """A file would be written over."""

    def __init__(self, path: str) -> None:
        super().__init__(
            say("there is already a file `{path}`", path=path),
            say("delete it or move it away first"),
        )


class UncleanFileError(MesError):
    """A file is to be changed that has findings of reading."""

    def __init__(self, file: str) -> None:
        super().__init__(
            say("`{file}` was not read clean, and is left alone", file=file),
            say("see what is wrong with `mes check {file}`, and mend that first", file=file),
        )


class NotEditableError(MesError):
    """A change would say something else than was meant."""

    def __init__(self, file: str) -> None:
        super().__init__(
            say("`{file}` cannot be changed by itself without changing more", file=file),
            say("change it with `mes edit`; `mes fmt` may make it simpler first"),
        )


class FileChangedError(MesError):
    """Another program changed a file while it was being changed."""

    def __init__(self, file: str) -> None:
        super().__init__(
            say("`{file}` was changed by somebody else meanwhile; nothing is written", file=file),
            say("run the command again"),
        )


_BOM = "\ufeff"


@dataclass(slots=True)
class EditedFile:
    """A file that is being changed."""

    file: str
    kind: str
    #: The model of its records.
    model: type[Part]
    #: Its content before the change; None if it is a new file.
    before: bytes | None
    text: str = ""
    #: What every record of the file says, in canonical data.
    records: list[Data] = field(default_factory=list)
    #: The file holds a list of records.
    listed: bool = False
    bom: bool = False
    #: Some of it cannot be read: it can be shown as a draft, and is not written.
    spoilt: bool = False
    crlf: bool = False
    #: Its own fields, and nothing else of it, do not fit their declarations.
    stale: bool = False

    @property
    def content(self) -> bytes | None:
        """Its new content; None if the file is to be deleted."""
        if not self.records and self.before is not None:
            return None
        text = self.text.replace("\n", "\r\n") if self.crlf else self.text
        return (_BOM + text if self.bom else text).encode("utf-8")

    @property
    def difference(self) -> str:
        """The change of the file, as ``diff -u`` writes it."""
        old = (self.before or b"").decode("utf-8").splitlines(keepends=True)
        new = (self.content or b"").decode("utf-8").splitlines(keepends=True)
        lines = unified_diff(old, new, f"a/{self.file}", f"b/{self.file}")
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def opened(file: str, content: bytes, reading: Reading) -> EditedFile:
    """Open a file without errors; its lines end as on Unix while it is changed."""
    text, _ = decode(content, file)
    edited = begun(file, reading, content, text.replace("\r\n", "\n"))
    edited.bom = content.startswith(_BOM.encode())
    edited.crlf = "\r\n" in text
    return edited


def begun(
    file: str,
    reading: Reading,
    before: bytes | None = None,
    text: str = "",
    *,
    listed: bool = False,
) -> EditedFile:
    """Begin to change a file; it is a new one if nothing was there before."""
    kind = kind_of(file, reading)
    return EditedFile(file, kind, reading.register.model(kind), before, text, listed=listed)


def kind_of(file: str, reading: Reading) -> str:
    """Give the kind of the records of a file, by its name or its folder."""
    if file == SETTINGS_FILE:
        return Settings.kind
    if file in IDENTITIES_FILES:
        return Identities.kind
    return folders(reading.words)[file.partition("/")[0]]


def pruned(value: object) -> object:
    """Leave out empty values: they are absent fields."""
    if isinstance(value, dict):
        inner = {key: pruned(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item not in (None, "", [], {})}
    if isinstance(value, list):
        inner_items = [pruned(item) for item in value]
        return [item for item in inner_items if item not in (None, "", {})]
    return value


def without_new_blanks(new: Data, old: Data) -> Data:
    """Leave out what says nothing, but for what stood in the record already and stays as it is."""
    kept = {name: value for name, value in old.items() if name in new and new[name] == value}
    return cast("Data", pruned(new)) | kept


def month_list(reading: Reading, month: str, nature: str, begun: Iterable[EditedFile] = ()) -> str:
    """Give the list that hours of a month belong to: one that is there, else a new one.

    A list is of the month that its name begins with, as ``2025-03``. A new one goes to the folder
    of its year, unless all others stand beside one another. Lists that are *begun* count too.
    """
    folder = reading.words.kinds[Contribution.kind].folder
    lists: dict[str, set[str]] = {}
    for entry in reading.register.of(Contribution):
        if entry.place.item is not None:
            lists.setdefault(entry.place.file, set()).add(str(entry.record.nature))
    for edited in begun:
        if edited.kind == Contribution.kind and edited.listed and edited.records:
            lists.setdefault(edited.file, set()).update(str(r.get("kind")) for r in edited.records)
    own = (file for file in lists if file.rpartition("/")[2].startswith(month))
    fitting = sorted(file for file in own if nature in lists[file])
    if fitting:
        return fitting[0]
    word = reading.words.value("ContributionKind", nature).word
    flat = lists and all(file.count("/") == 1 for file in lists)
    where = folder if flat else f"{folder}/{month[:4]}"
    return f"{where}/{month}-{word}.yaml"


def with_files(reading: Reading, texts: Mapping[str, bytes | None]) -> Reading:
    """Give a register as if some of its files said something else; None takes a file away.

    Only records and settings are read again.
    """
    drafts = {file: text for file, text in texts.items() if text is not None}
    settings, findings = reading.settings, list[Finding]()
    settled = reading.register.settled
    if SETTINGS_FILE in drafts:
        settings, findings = read_settings(reading.origin, drafts[SETTINGS_FILE])
        settled = not any(it.severity is Severity.ERROR for it in findings)
    reader, kinds = ReadingContext(settings, reading.words, drafts), folders(reading.words)
    files = {file: kinds.get(file.partition("/")[0]) for file in drafts}
    read = [read_file(RecordFile(file, kind), reader) for file, kind in files.items() if kind]
    old = reading.register
    entries = [it for it in old.entries if it.place.file not in texts]
    entries += [entry for it in read for entry in it.entries]
    entries.sort(key=lambda it: it.place.file)  # as the folder is read
    findings += [it for it in reading.findings if it.at.file not in texts]
    findings += [finding for it in read for finding in it.findings]
    unread = old.unread.union(name for it in read for name in it.unread)
    register = replace(
        old, settings=settings, entries=tuple(entries), unread=unread, settled=settled
    )
    return replace(reading, register=register, findings=findings, drafts=drafts)


def changes_of(
    reading: Reading, files: Mapping[str, EditedFile], pictures: Mapping[str, bytes]
) -> Iterator[Change]:
    """Give the changes of files, with those of pictures; a new picture takes no file's place.

    What a record names is written before the record, and goes after it.

    Raises:
        DiskError: the system refuses.
    """
    for file, content in pictures.items():
        yield Change(file, None, content)
    for edited in files.values():
        yield Change(edited.file, edited.before, edited.content)
    for file in dropped_pictures(reading, files):
        yield Change(file, on_disk(reading.root / file), None)


def dropped_pictures(reading: Reading, files: Mapping[str, EditedFile]) -> list[str]:
    """Give the pictures that no record names any more once *files* are changed.

    Those that somebody put there by hand stay, and so do all where a piece of evidence cannot be
    read: it may name them.
    """
    register = reading.register
    changed = {it.file: it for it in files.values() if it.content != it.before}
    if any(kind == Evidence.kind for kind, _ in register.unread):
        return []
    before, after = set[str](), set[str]()
    for entry in register.entries_of(Evidence):
        (before if entry.place.file in changed else after).add(normpath(entry.record.media or ""))
    for edited in changed.values():
        after |= {normpath(str(data.get("media", ""))) for data in edited.records}
    return sorted(it for it in register.media & (before - after) if is_taken(it))
