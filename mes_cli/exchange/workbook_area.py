"""How far the cells of a workbook reach, measured before a library reads them.

The library asks for the memory of the whole area between the first and the last cell of a
sheet, and believes the counts that stand in it. It takes a formula that failed for an empty cell,
and does not tell which rows are hidden, so that both are noted here.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat

#: Cells of the used area of all sheets: a hundred thousand rows of twenty columns.
MOST_CELLS = 2_000_000
#: Bytes of XML in one file of a workbook, unpacked.
_MOST_XML = 512 << 20
_BLOCK = 1 << 16


class TooLargeError(Exception):
    """A sheet whose used area is larger than any table of people."""

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

    #: The area of the sheets before it.
    before = rows = columns = 0

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
        if self.cells > MOST_CELLS:
            raise TooLargeError(self.sheet)


class _Xlsx(_Area):
    """Measures the XML of a sheet of XLSX."""

    row = column = 0
    kind = ""
    #: The result of a formula is expected.
    waits = False
    row_hidden = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                said = attributes.get("r", "")
                self.row, self.column = int(said) if said.isdecimal() else self.row + 1, 0
                self.row_hidden = attributes.get("hidden", "") in {"1", "true"}
            case "c":
                self.column += 1
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

    def said(self, _text: str) -> None:
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
    """Refuse a workbook whose cells reach too far; tell what else is known of it.

    Raises:
        TooLargeError: the used area of a sheet, or its XML, is larger than a table is.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "content.xml" in archive.namelist():
            whole = _Ods("content.xml")
            _walk(archive, "content.xml", whole)
            return Measured(since_1904=False, failed=whole.failed, hidden_rows=whole.hidden_rows)
        names, since_1904 = _sheets(archive)
        before = 0
        failed: dict[str, set[tuple[int, int]]] = {}
        hidden_rows: dict[str, set[int]] = {}
        for part, name in names.items():
            area = _Xlsx(name)
            area.before = before
            _walk(archive, part, area)
            before = area.cells
            failed |= area.failed
            hidden_rows |= area.hidden_rows
        return Measured(since_1904, failed, hidden_rows)


def _walk(archive: zipfile.ZipFile, part: str, area: _Xlsx | _Ods) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = area.start
    if isinstance(area, _Xlsx):
        parser.CharacterDataHandler = area.said
    else:
        parser.EndElementHandler = area.end
    for block in _blocks(archive, part, area.sheet):
        parser.Parse(block, False)  # noqa: FBT003 - the library has no name for it
    parser.Parse(b"", True)  # noqa: FBT003


def _blocks(archive: zipfile.ZipFile, part: str, sheet: str) -> Iterator[bytes]:
    """The unpacked bytes of a part; what its header says of their number is not believed."""
    read = 0
    with archive.open(part) as file:
        while block := file.read(_BLOCK):
            read += len(block)
            if read > _MOST_XML:
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

    for part, handler in (("xl/workbook.xml", workbook), ("xl/_rels/workbook.xml.rels", relation)):
        if part in archive.namelist():
            parser = expat.ParserCreate()
            parser.StartElementHandler = handler
            parser.Parse(b"".join(_blocks(archive, part, part)), True)  # noqa: FBT003
    called = {targets.get(reference, ""): name for reference, name in names.items()}
    parts = [part for part in archive.namelist() if part.startswith("xl/worksheets/")]
    return {p: called.get(p, p) for p in parts if p.endswith(".xml")}, since[0]
