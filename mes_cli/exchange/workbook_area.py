"""How large a workbook is, measured before a library reads it.

The library asks for the memory of the whole area between the first and the last cell of a
sheet, and believes the counts that stand in it. Measuring ends where something is too large, so
that a small file that unpacks to a large one is refused at once. The library takes a formula that
failed for an empty cell, and does not tell which rows are hidden, so that both are noted here.
"""

import io
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat

#: Cells of the used area of all sheets: a hundred thousand rows of twenty columns.
MOST_CELLS = 2_000_000
#: Columns of a sheet: each is compared with all the names that are known.
MOST_COLUMNS = 1_000
#: Characters of a cell.
LONGEST_CELL = 1 << 20
#: Bytes of XML in a workbook, unpacked, and elements of it: a cell is one or two.
_MOST_XML = 256 << 20
_MOST_ELEMENTS = 3 * MOST_CELLS
#: Bytes of one tag or attribute; the parser reads what is not complete anew with each block.
_LONGEST_TAG = 4 << 20
_BLOCK = 1 << 16
#: The parts that the library reads beside the sheets of XLSX, in lower case.
_ODS = "content.xml"
_WITHOUT_CELLS = {"xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
_READ = {_ODS, "xl/sharedstrings.xml", *_WITHOUT_CELLS}


class TooLargeError(Exception):
    """A sheet that is larger than any table of people."""

    def __init__(self, sheet: str) -> None:
        super().__init__(sheet)
        self.sheet = sheet


#: Cells whose formula has no result, by their sheet: the row and the column, from 1.
Failed = Mapping[str, set[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Measured:
    """What is known of a workbook before a library reads it."""

    since_1904: bool
    failed: Failed
    #: Rows that hold something and that a filter or somebody hid, by their sheet, from 0.
    hidden_rows: Mapping[str, set[int]]


class _Area:
    """How far the cells of a sheet reach; *rows* and *columns* count from 1."""

    #: The area of the sheets before it, and the elements of them and of this one.
    before = elements = rows = columns = 0
    #: The characters of this cell.
    characters = 0

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.failed: dict[str, set[tuple[int, int]]] = {}
        self.hidden_rows: dict[str, set[int]] = {}

    def hide(self, rows: Iterable[int]) -> None:
        self.hidden_rows.setdefault(self.sheet, set()).update(rows)

    def fail(self, row: int, column: int) -> None:
        self.failed.setdefault(self.sheet, set()).add((row, column))

    @property
    def cells(self) -> int:
        return self.before + self.rows * self.columns

    def reach(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if self.columns > MOST_COLUMNS or self.cells > MOST_CELLS:
            raise TooLargeError(self.sheet)

    def count(self) -> None:
        self.elements += 1
        if self.elements > _MOST_ELEMENTS:
            raise TooLargeError(self.sheet)

    def said(self, text: str) -> None:
        self.characters += len(text)
        if self.characters > LONGEST_CELL:
            raise TooLargeError(self.sheet)


class _Xlsx(_Area):
    """Measures the XML of a sheet of XLSX."""

    row = column = 0
    kind = ""
    #: The result of a formula is expected.
    waits = False
    row_hidden = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.count()
        match name.rpartition(":")[2]:
            case "si":
                self.characters = 0
            case "row":
                said = attributes.get("r", "")
                self.row, self.column = int(said) if said.isdecimal() else self.row + 1, 0
                self.row_hidden = attributes.get("hidden", "") in {"1", "true"}
            case "c":
                self.column += 1
                self.characters = 0
                self.place(attributes.get("r", ""))
                self.kind, self.waits = attributes.get("t", ""), False
                if self.kind == "e":
                    self.fail(self.row, self.column)
            case "f" if self.kind not in {"e", "str"}:
                self.fail(self.row, self.column)
            case "v" | "is":
                self.reach(self.row, self.column)
                if self.row_hidden:
                    self.hide([self.row - 1])
                self.waits = self.kind != "e" and bool(self.failed)
            case _:
                pass

    def said(self, text: str) -> None:
        super().said(text)
        if self.waits:
            self.failed[self.sheet].discard((self.row, self.column))
            self.waits = False

    def place(self, said: str) -> None:
        letters = said.rstrip("0123456789")
        if not letters or not letters.isascii() or not letters.isalpha():
            return
        self.column = 0
        for letter in letters.upper():
            self.column = self.column * 26 + ord(letter) - ord("A") + 1
        self.row = int(said[len(letters) :] or self.row)


class _Ods(_Area):
    """Measures the XML of a workbook of ODS, whose rows and cells may be repeated."""

    row = column = times = repeated = 0
    row_hidden = False

    def __init__(self, sheet: str) -> None:
        super().__init__(sheet)
        #: For no group, and for each group around this row from the outside: is it out of sight?
        self.groups_hidden = [False]

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.count()
        match name.rpartition(":")[2]:
            case "table-row-group":
                hidden = attributes.get("table:display") == "false"
                self.groups_hidden.append(hidden or self.groups_hidden[-1])
            case "table":
                self.before = self.cells
                self.sheet = attributes.get("table:name", self.sheet)
                self.rows = self.columns = self.row = self.times = 0
            case "table-row":
                self.row += self.times
                self.times = _number(attributes.get("table:number-rows-repeated"))
                self.column = self.repeated = 0
                self.row_hidden = attributes.get("table:visibility", "visible") != "visible"
            case "table-cell" | "covered-table-cell":
                self.column += self.repeated
                self.characters = 0
                self.repeated = _number(attributes.get("table:number-columns-repeated"))
                if "office:value-type" in attributes:
                    self.hold()
                if attributes.get("calcext:value-type") == "error":
                    self.fail(self.row + 1, self.column + 1)
            case "p" if self.times:
                self.hold()
            case _:
                pass

    def end(self, name: str) -> None:
        if name.endswith(":table-row-group"):
            self.groups_hidden.pop()

    def hold(self) -> None:
        self.reach(self.row + self.times, self.column + self.repeated)
        if self.row_hidden or self.groups_hidden[-1]:
            self.hide(range(self.row, self.row + self.times))


def _number(said: str | None) -> int:
    return int(said) if said is not None and said.isdecimal() and len(said) <= 9 else 1  # noqa: PLR2004


def measure(content: bytes) -> Measured:
    """Refuse a workbook that is too large; tell what else is known of it.

    Raises:
        TooLargeError: a sheet has too many cells, columns or characters, or too much XML.
    """
    failed: dict[str, set[tuple[int, int]]] = {}
    hidden_rows: dict[str, set[int]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        _refuse_bombs(archive)
        names, since_1904 = _sheets(archive)
        cells = elements = 0
        for part in archive.namelist():
            if part not in names and part.lower() not in _READ:
                continue
            area = (_Ods if part == _ODS else _Xlsx)(names.get(part, part))
            area.before, area.elements = cells, elements
            _walk(archive, part, area)
            cells, elements = area.cells, area.elements
            failed |= area.failed
            hidden_rows |= area.hidden_rows
    return Measured(since_1904, failed, hidden_rows)


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that says itself that it unpacks to too much."""
    said = 0
    for about in archive.infolist():
        said += about.file_size if about.filename.lower().endswith((".xml", ".rels", ".bin")) else 0
        if said > _MOST_XML:
            raise TooLargeError(about.filename)


def _walk(archive: zipfile.ZipFile, part: str, area: _Xlsx | _Ods) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = area.start
    if part.lower() not in _WITHOUT_CELLS:
        parser.CharacterDataHandler = area.said
    if isinstance(area, _Ods):
        parser.EndElementHandler = area.end
    for block in _blocks(archive, part, area.sheet, parser):
        parser.Parse(block, False)  # noqa: FBT003 - the library has no name for it
    parser.Parse(b"", True)  # noqa: FBT003


def _blocks(
    archive: zipfile.ZipFile, part: str, sheet: str, parser: expat.XMLParserType
) -> Iterator[bytes]:
    """The unpacked bytes of a part, as far as they are reasonable.

    What the archive says of their number is not believed: the library does not stop there either.
    """
    about = archive.getinfo(part)
    about.file_size = sys.maxsize
    read = 0
    with archive.open(about) as file:
        while block := file.read(_BLOCK):
            read += len(block)
            if read > _MOST_XML or read - max(parser.CurrentByteIndex, 0) > _LONGEST_TAG:
                raise TooLargeError(sheet)
            yield block


def _sheets(archive: zipfile.ZipFile) -> tuple[dict[str, str], bool]:
    """The parts of an XLSX file that hold sheets, with their names; and if days are of 1904."""
    names: dict[str, str] = {}
    targets: dict[str, str] = {}
    since = [False]

    def workbook(name: str, attributes: Mapping[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "sheet":
                reference = next((v for k, v in attributes.items() if k.endswith(":id")), "")
                names[reference] = attributes.get("name", "")
            case "workbookPr":
                since[0] = attributes.get("date1904", "") in {"1", "true"}
            case _:
                pass

    def relation(name: str, attributes: Mapping[str, str]) -> None:
        if name.rpartition(":")[2] == "Relationship":
            target = attributes.get("Target", "").removeprefix("/")
            targets[attributes.get("Id", "")] = (
                target if target.startswith("xl/") else f"xl/{target}"
            )

    handlers = {"xl/workbook.xml": workbook, "xl/_rels/workbook.xml.rels": relation}
    # The library does not tell capitals from small letters here, and follows whatever is named.
    parts = {part: part.lower() for part in archive.namelist()}
    for part in (it for it, lower in parts.items() if lower in handlers):
        parser = expat.ParserCreate()
        parser.StartElementHandler = handlers[parts[part]]
        for block in _blocks(archive, part, part, parser):
            parser.Parse(block, False)  # noqa: FBT003
    called = {targets.get(reference, "").lower(): name for reference, name in names.items()}
    return {
        part: called.get(lower, part)
        for part, lower in parts.items()
        if lower in called or (lower.startswith("xl/worksheets/") and lower.endswith(".xml"))
    }, since[0]
