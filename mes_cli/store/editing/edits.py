"""Changing records: the one way in which ``mes`` writes to files that people wrote.

What is changed is put into the text where it stands; all else stays byte for byte. What
came out is read again by the reader of the register and compared with what was meant,
and only then do the files take the place of the old ones. A file that was not read clean
is never touched.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import cast

from mes_cli.errors import FileExistsAlreadyError, NotEditableError, UncleanFileError
from mes_cli.finding import Finding, Place, Severity
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.model import Settings
from mes_cli.model.shape import shape
from mes_cli.register import Register
from mes_cli.store.editing.changes import Written, carry_out
from mes_cli.store.editing.comments import comments
from mes_cli.store.editing.edited import Sheet, kind_of, opened, pruned
from mes_cli.store.editing.journal import Change
from mes_cli.store.editing.layout import laid_out
from mes_cli.store.editing.splices import Splice, Splicer, spliced
from mes_cli.store.editing.writer import Writer
from mes_cli.store.reading import opening
from mes_cli.store.reading.composer import compose
from mes_cli.store.reading.folders import RecordFile
from mes_cli.store.reading.load import Reading, media_of
from mes_cli.store.reading.record_files import Contents, RecordReader, read_file
from mes_cli.store.reading.settings_file import read_settings
from mes_cli.store.reading.translation import Data, translate
from mes_cli.store.reading.tree import Mapping, Node, Sequence


@dataclass(slots=True)
class Edits:
    """Changes to a register that are kept together: all are written, or none."""

    reading: Reading
    sheets: dict[str, Sheet] = field(default_factory=dict)

    @property
    def writer(self) -> Writer:
        """What writes in the words of the register."""
        return Writer(self.reading.words)

    def sheet(self, file: str) -> Sheet:
        """Open a file to change it.

        Raises:
            UncleanFileError: it was not read clean.
        """
        if file in self.sheets:
            return self.sheets[file]
        kind = kind_of(file, self.reading)
        limits = self.reading.register.settings.limits
        content = opening.read(self.reading.root / file, file, limits.file_size)
        unread = any(
            f.at.file == file and f.severity is Severity.ERROR for f in self.reading.findings
        )
        if unread or isinstance(content, Finding):
            raise UncleanFileError(file)
        sheet = opened(file, kind, content)
        root = self.root(sheet)
        sheet.listed = isinstance(root, Sequence)
        sheet.records = self.said(sheet)
        self.sheets[file] = sheet
        return sheet

    def root(self, sheet: Sheet) -> Node:
        """The tree of a file as it stands."""
        tree = compose(sheet.text, sheet.file, self.reading.register.settings.limits.depth)
        if tree.root is None or tree.unsound:
            raise UncleanFileError(sheet.file)
        return tree.root

    def said(self, sheet: Sheet) -> list[Data]:
        """What the records of a file say."""
        root = self.root(sheet)
        nodes = root.items if isinstance(root, Sequence) else [root]
        found = []
        for node in nodes:
            if not isinstance(node, Mapping):
                raise UncleanFileError(sheet.file)
            translation = translate(node, sheet.model, self.reading.words, Place(sheet.file))
            if translation.findings:
                raise UncleanFileError(sheet.file)
            found.append(translation.data)
        return found

    def data(self, place: Place) -> Data:
        """What a record says, in canonical data: a copy, to be changed at will."""
        return deepcopy(self.sheet(place.file).records[place.item or 0])

    def change(self, place: Place, new: Data) -> None:
        """Let a record say *new*; what it says already keeps its bytes."""
        self.change_all(place.file, {place.item or 0: new})

    def change_all(self, file: str, changed: dict[int, Data]) -> None:
        """Let several records of a file say something new, by their places in it."""
        sheet = self.sheet(file)
        new = {position: cast("Data", pruned(data)) for position, data in changed.items()}
        new = {position: it for position, it in new.items() if it != sheet.records[position]}
        if not new:
            return
        root, splicer = self.root(sheet), Splicer(sheet.text, self.writer)
        splices: list[Splice] = []
        for position, data in new.items():
            node = root.items[position] if isinstance(root, Sequence) else root
            assert isinstance(node, Mapping)
            old = sheet.records[position]
            splices += splicer.fields(node, shape(sheet.model), old, data)
        expected = [new.get(position, it) for position, it in enumerate(sheet.records)]
        self.turn(sheet, splices, expected)

    def append(self, file: str, records: Iterable[Data]) -> list[Place]:
        """Put records at the end of a file that holds a list; it is made where there is none."""
        new = [cast("Data", pruned(record)) for record in records]
        if not new:
            return []
        if file not in self.sheets and not self._exists(file):
            return self._new(file, new, listed=True)
        sheet = self.sheet(file)
        if not sheet.listed:
            raise NotEditableError(file)
        splicer = Splicer(sheet.text, self.writer)
        root = self.root(sheet)
        assert isinstance(root, Sequence)
        lines = [self.writer.listed(record, sheet.model) for record in new]
        splice = splicer.inserted(root, len(root.items), lines)
        first = len(sheet.records)
        self.turn(sheet, [splice], [*sheet.records, *new])
        return [Place(file, item=first + n) for n in range(len(new))]

    def create(self, file: str, record: Data) -> Place:
        """Write a new file with one record."""
        if self._exists(file) or file in self.sheets:
            raise FileExistsAlreadyError(file)
        return self._new(file, [cast("Data", pruned(record))], listed=False)[0]

    def adopt(self, file: str, text: str) -> Place:
        """Take a text that somebody wrote for a new file with one record, as it is."""
        if self._exists(file):
            raise FileExistsAlreadyError(file)
        sheet = Sheet(file, kind_of(file, self.reading), None, text)
        try:
            sheet.records = self.said(sheet)
        except UncleanFileError:
            sheet.records, sheet.spoilt = [{}], True
        self.sheets[file] = sheet
        return Place(file)

    def found(self, file: str) -> list[Finding]:
        """What reading finds in a file as it will be."""
        return self._contents(file).findings

    def _contents(self, file: str) -> Contents:
        sheet = self.sheets[file]
        record_file = RecordFile(file, sheet.kind)
        content = {file: sheet.content or b""}
        settings = self.reading.register.settings
        return read_file(record_file, RecordReader(settings, self.reading.words, content))

    def _new(self, file: str, records: list[Data], *, listed: bool) -> list[Place]:
        sheet = Sheet(file, kind_of(file, self.reading), None, listed=listed)
        lines: list[str] = []
        for record in records:
            lines += (self.writer.listed if listed else self.writer.record)(record, sheet.model)
        sheet.text = "".join(f"{line}\n" for line in lines)
        sheet.records = records
        self._agree(sheet)
        self.sheets[file] = sheet
        return [Place(file, item=n if listed else None) for n in range(len(records))]

    def remove(self, place: Place) -> None:
        """Take a record away; a file without a record goes with it."""
        sheet = self.sheet(place.file)
        position = place.item or 0
        left = [*sheet.records[:position], *sheet.records[position + 1 :]]
        if not left:
            sheet.records = []
            return
        root = self.root(sheet)
        assert isinstance(root, Sequence)
        splice = Splicer(sheet.text, self.writer).dropped(root.items[position])
        self.turn(sheet, [splice], left)

    def move(self, file: str, new: str) -> None:
        """Give a file another name, in the same folder."""
        if self._exists(new) or new in self.sheets:
            raise FileExistsAlreadyError(new)
        sheet = self.sheet(file)
        self.sheets[new] = replace(sheet, file=new, before=None)
        self.sheets[file] = replace(sheet, records=[])

    def lay_out(self, file: str, into: str = "") -> None:
        """Give a file the layout of the house; its comments must all be there afterwards."""
        sheet = self.sheet(file)
        root = self.root(sheet)
        text = laid_out(sheet.text, root, sheet.model, self.reading.words.language, into)
        if text == sheet.text:
            return
        turned = replace(sheet, text=text)
        self._agree(turned)
        if comments(text, self.root(turned)) != comments(sheet.text, root):
            raise NotEditableError(file)
        self.sheets[file] = turned

    def _exists(self, file: str) -> bool:
        path = self.reading.root / file
        return path.exists() or path.is_symlink()

    def turn(self, sheet: Sheet, splices: Iterable[Splice], expected: list[Data]) -> None:
        """Change the text of a file, and read it again: it says what was meant, or is left."""
        turned = replace(sheet, text=spliced(sheet.text, splices), records=expected)
        self._agree(turned)
        self.sheets[sheet.file] = turned

    def _agree(self, sheet: Sheet) -> None:
        """Read what was written: it says what was meant, or is a draft that shows what is wrong.

        Raises:
            NotEditableError: it says something else.
        """
        try:
            self.root(sheet)
        except UncleanFileError:
            raise NotEditableError(sheet.file) from None
        try:
            sheet.spoilt = False
            agreed = self.said(sheet) == sheet.records
        except UncleanFileError:
            sheet.spoilt = agreed = True
        if not agreed:
            raise NotEditableError(sheet.file)

    @property
    def drafts(self) -> dict[str, bytes]:
        """The new contents of the files that change."""
        return {
            file: sheet.content or b""
            for file, sheet in self.sheets.items()
            if sheet.content != sheet.before
        }

    def draft(self) -> Reading:
        """The register as it will be, with what would be found in the files that change."""
        drafts = self.drafts
        old = self.reading
        settings, found = old.register.settings, list[Finding]()
        if SETTINGS_FILE in drafts:
            settings, found = read_settings(old.origin, drafts[SETTINGS_FILE])
        entries = [entry for entry in old.register.entries if entry.place.file not in drafts]
        findings = [f for f in old.findings if f.at.file not in drafts] + found
        unread = set(old.register.unread)
        for file in drafts:
            sheet = self.sheets[file]
            if sheet.kind == Settings.kind or not sheet.records:
                continue
            contents = self._contents(file)
            entries += contents.entries
            findings += contents.findings
            unread |= set(contents.unread)
        media = media_of(old.origin, entries)
        closed = old.register.closed
        register = Register(settings, tuple(entries), frozenset(unread), closed, media)
        return replace(old, register=register, findings=findings, drafts=drafts,
                       records=len(entries) + len(unread))  # fmt: skip

    def write(self, command: str = "", lines: Iterable[str] = ()) -> Written:
        """Write every file that changes; where one cannot be written, none is changed.

        With a *command*, ``mes undo`` can take it back; *lines* tell what was done.

        Raises:
            FileChangedError: somebody else changed a file meanwhile.
            DiskError: the system refuses.
        """
        for sheet in self.sheets.values():
            if sheet.spoilt and sheet.content != sheet.before:
                raise NotEditableError(sheet.file)
        changes = (Change(it.file, it.before, it.content) for it in self.sheets.values())
        return carry_out(self.reading.root, changes, command, lines)
