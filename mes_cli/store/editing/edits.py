"""Edits to records, gathered in memory and written together by ``changes``.

What changes is put into the text where it stands; all else stays byte for byte. The new text is
read again and compared with what was meant, before it replaces the old. Files with errors stay.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import cast

from mes_cli.finding import Finding, Place
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.model.shape import shape
from mes_cli.store.editing.changes import Written, carry_out
from mes_cli.store.editing.edited_file import (
    EditedFile,
    FileExistsAlreadyError,
    NotEditableError,
    UncleanFileError,
    begun,
    changes_of,
    opened,
    pruned,
    with_files,
    without_new_blanks,
)
from mes_cli.store.editing.layout import laid_out
from mes_cli.store.editing.spans import Splice, comments, spliced
from mes_cli.store.editing.splices import Splicer
from mes_cli.store.editing.writer import Writer
from mes_cli.store.reading.composer import compose
from mes_cli.store.reading.folders import RecordFile
from mes_cli.store.reading.load import Reading, media_of
from mes_cli.store.reading.origin import Folder
from mes_cli.store.reading.record_files import Contents, ReadingContext, is_of_own_fields, read_file
from mes_cli.store.reading.translation import Data, translate
from mes_cli.store.reading.tree import ListNode, MapNode, Node


@dataclass(slots=True)
class Edits:
    """Changes to a register that are kept together: all are written, or none."""

    reading: Reading
    #: The files that were opened, by their paths; not all of them change.
    files: dict[str, EditedFile] = field(default_factory=dict)
    #: New pictures, by their paths: they are written with the records that name them.
    pictures: dict[str, bytes] = field(default_factory=dict)

    @property
    def writer(self) -> Writer:
        """Give what writes records in the words of the register."""
        return Writer(self.reading.words)

    def open(self, file: str) -> EditedFile:
        """Open a file to change it.

        Raises:
            UncleanFileError: it was not read clean.
        """
        if file in self.files:
            return self.files[file]
        most = self.reading.settings.limits.file_size
        content = Folder(self.reading.root).read(file, most)
        faults = self.reading.errors_in(file)
        if not all(map(is_of_own_fields, faults)) or isinstance(content, Finding):
            raise UncleanFileError(file)
        edited = opened(file, content, self.reading)
        edited.stale = bool(faults)
        edited.listed = isinstance(self.root(edited), ListNode)
        edited.records = self.said(edited)
        self.files[file] = edited
        return edited

    def root(self, edited: EditedFile) -> Node:
        """Give the tree of a file as it is now.

        Raises:
            UncleanFileError: it cannot be read.
        """
        tree = compose(edited.text, edited.file, self.reading.register.settings.limits.depth)
        if tree.root is None or tree.unsound:
            raise UncleanFileError(edited.file)
        return tree.root

    def said(self, edited: EditedFile) -> list[Data]:
        """Give what the records of a file say, in canonical data.

        Raises:
            UncleanFileError: one of them cannot be read.
        """
        root = self.root(edited)
        nodes = root.items if isinstance(root, ListNode) else [root]
        found = []
        for node in nodes:
            if not isinstance(node, MapNode):
                raise UncleanFileError(edited.file)
            said = translate(node, edited.model, self.reading.words, Place(edited.file))
            if said.findings and not (edited.stale and all(map(is_of_own_fields, said.findings))):
                raise UncleanFileError(edited.file)
            found.append(said.data)
        return found

    def data(self, place: Place) -> Data:
        """Give a copy of what a record says, in canonical data."""
        return deepcopy(self.open(place.file).records[place.item or 0])

    def change(self, place: Place, new: Data) -> None:
        """Let a record say *new*; what it says already keeps its bytes."""
        self.change_all(place.file, {place.item or 0: new})

    def change_all(self, file: str, changed: dict[int, Data]) -> None:
        """Let records of a file say something new, by their positions in it."""
        edited = self.open(file)
        told = edited.records
        new = {
            position: without_new_blanks(data, told[position]) for position, data in changed.items()
        }
        new = {position: it for position, it in new.items() if it != told[position]}
        if not new:
            return
        root, splicer = self.root(edited), Splicer(edited.text, self.writer)
        splices: list[Splice] = []
        for position, data in new.items():
            node = root.items[position] if isinstance(root, ListNode) else root
            assert isinstance(node, MapNode)
            old = edited.records[position]
            form = shape(edited.model)
            splices += splicer.within(root).within(node).fields(node, form, old, data)
        expected = [new.get(position, it) for position, it in enumerate(edited.records)]
        self.rewrite(edited, splices, expected)

    def append(self, file: str, records: Iterable[Data]) -> list[Place]:
        """Put records at the end of a file that holds a list; make the file if it is missing."""
        new = [cast("Data", pruned(record)) for record in records]
        if not new:
            return []
        if file not in self.files and not self._exists(file):
            return self._new(file, new, listed=True)
        edited = self.open(file)
        if not edited.listed:
            raise NotEditableError(file)
        root = self.root(edited)
        assert isinstance(root, ListNode)
        splicer, writer = Splicer(edited.text, self.writer).within(root), self.writer
        lines = [
            [writer.inline_fields(it, edited.model)]
            if splicer.flow
            else writer.listed(it, edited.model)
            for it in new
        ]
        splice = splicer.inserted(root, len(root.items), lines)
        first = len(edited.records)
        self.rewrite(edited, [splice], [*edited.records, *new])
        return [Place(file, item=first + n) for n in range(len(new))]

    def create(self, file: str, record: Data) -> Place:
        """Write a new file with one record."""
        if self._exists(file) or file in self.files:
            raise FileExistsAlreadyError(file)
        return self._new(file, [cast("Data", pruned(record))], listed=False)[0]

    def adopt(self, file: str, text: str) -> Place:
        """Take a text written by hand for a new file with one record, as it is."""
        if self._exists(file):
            raise FileExistsAlreadyError(file)
        edited = begun(file, self.reading, text=text)
        try:
            edited.records = self.said(edited)
        except UncleanFileError:
            edited.records, edited.spoilt = [{}], True
        self.files[file] = edited
        return Place(file)

    def found(self, file: str) -> list[Finding]:
        """Give what is found in a file when it is read as it will be."""
        return self._contents(file).findings

    def _contents(self, file: str) -> Contents:
        edited = self.files[file]
        content = {file: edited.content or b""}
        reader = ReadingContext(self.reading.settings, self.reading.words, content)
        return read_file(RecordFile(file, edited.kind), reader)

    def _new(self, file: str, records: list[Data], *, listed: bool) -> list[Place]:
        edited = begun(file, self.reading, listed=listed)
        lines: list[str] = []
        for record in records:
            lines += (self.writer.listed if listed else self.writer.record)(record, edited.model)
        edited.text = "".join(f"{line}\n" for line in lines)
        edited.records = records
        self._agree(edited)
        self.files[file] = edited
        return [Place(file, item=n if listed else None) for n in range(len(records))]

    def remove(self, place: Place) -> None:
        """Take a record away; a file without a record goes with it."""
        edited = self.open(place.file)
        position = place.item or 0
        left = [*edited.records[:position], *edited.records[position + 1 :]]
        if not left:
            edited.records = []
            return
        root = self.root(edited)
        assert isinstance(root, ListNode)
        splicer = Splicer(edited.text, self.writer).within(root)
        self.rewrite(edited, splicer.dropped(root, [position]), left)

    def move(self, file: str, new: str) -> None:
        """Give a file another name, in the same folder."""
        if self._exists(new) or new in self.files:
            raise FileExistsAlreadyError(new)
        edited = self.open(file)
        self.files[new] = replace(edited, file=new, before=None)
        self.files[file] = replace(edited, records=[])

    def lay_out(self, file: str, into: str) -> None:
        """Format a file in the layout of the house; all comments must be there afterwards."""
        edited = self.open(file)
        if edited.stale:
            raise UncleanFileError(file)
        root = self.root(edited)
        text = laid_out(edited.text, root, edited.model, self.reading.words.language, into)
        if text == edited.text:
            return
        rewritten = replace(edited, text=text)
        self._agree(rewritten)
        if comments(text, self.root(rewritten)) != comments(edited.text, root):
            raise NotEditableError(file)
        self.files[file] = rewritten

    def _exists(self, file: str) -> bool:
        path = self.reading.root / file
        return path.exists() or path.is_symlink()

    def rewrite(self, edited: EditedFile, splices: Iterable[Splice], expected: list[Data]) -> None:
        """Change the text of a file, which must say what is expected afterwards.

        Raises:
            NotEditableError: it says something else.
        """
        rewritten = replace(edited, text=spliced(edited.text, splices), records=expected)
        self._agree(rewritten)
        self.files[edited.file] = rewritten

    def _agree(self, edited: EditedFile) -> None:
        """Read what was written: it says what was meant, or is a draft that shows what is wrong.

        Raises:
            NotEditableError: it says something else.
        """
        try:
            self.root(edited)
        except UncleanFileError:
            raise NotEditableError(edited.file) from None
        try:
            edited.spoilt = False
            agreed = self.said(edited) == edited.records
        except UncleanFileError:
            edited.spoilt = agreed = True
        if not agreed:
            raise NotEditableError(edited.file)

    @property
    def drafts(self) -> dict[str, bytes]:
        """Give the new contents of the files that change."""
        return {
            file: edited.content or b""
            for file, edited in self.files.items()
            if edited.content != edited.before
        }

    def draft(self) -> Reading:
        """Give the register as it will be, with what is found in the files that change."""
        drafts = self.drafts
        gone = {it for it in drafts if not self.files[it].records and it != SETTINGS_FILE}
        found = with_files(self.reading, {**drafts, **dict.fromkeys(gone)})
        entries, unread = found.register.entries, found.register.unread
        media = media_of(found.origin, entries) | self.pictures.keys()
        register, records = replace(found.register, media=media), len(entries) + len(unread)
        return replace(found, register=register, drafts=drafts | self.pictures, records=records)

    def write(self, command: str = "", lines: Iterable[str] = ()) -> Written:
        """Write every file that changes; where one cannot be written, none is changed.

        With a *command*, ``mes undo`` can take it back; *lines* tell what was done.

        Raises:
            FileChangedError: another program changed a file meanwhile.
            DiskError: the system refuses.
        """
        for edited in self.files.values():
            if edited.spoilt and edited.content != edited.before:
                raise NotEditableError(edited.file)
        changes = changes_of(self.reading, self.files, self.pictures)
        return carry_out(self.reading.root, changes, command, lines)
