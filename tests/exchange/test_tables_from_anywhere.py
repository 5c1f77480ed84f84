"""Tables that come from anywhere: hostile ones are told, and what stands around a table is left."""

import datetime as dt
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from mes_cli.errors import MesError, NoSuchPathError
from mes_cli.exchange import workbook_area, workbooks
from mes_cli.exchange.encodings import EncodingError
from mes_cli.exchange.grids import (
    CellWithoutEndError,
    NotAFileError,
    Tables,
    content_of,
    grids,
    is_blank,
)
from mes_cli.exchange.titles import headed, hidden_rows, is_total, rows, with_titles
from mes_cli.exchange.workbook_area import TooLargeError
from mes_cli.exchange.workbooks import TooLargeTableError, UnreadableTableError
from mes_cli.finding import Message
from tests.exchange.tables import Rows, ods, xlsx, zipped

HOURS: Rows = [["Date", "Nom", "Durée, en heures"], [dt.date(2025, 3, 4), "Ana B", 2.5]]
TITLES = {"date": ("date",), "who": ("nom",), "hours": ("duree en heures",)}


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Tables]:
    def read(content: str | bytes, name: str = "x.csv", encoding: str = "") -> Tables:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return grids(path, encoding)

    return read


def sheet_of_xlsx(cells: str, **parts: str) -> bytes:
    """An XLSX file with other words in the XML of its only sheet."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx({"Feuille": [["x"]]}))) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            text = old.read(part).decode()
            if part.endswith("sheet1.xml"):
                head, _, _ = text.partition("<sheetData")
                text = f"{head}<sheetData>{cells}</sheetData></worksheet>"
            new.writestr(part, parts.get(Path(part).stem, text))
    return made.getvalue()


FAR = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
TEXT = 'office:value-type="string"><text:p>x</text:p></table:table-cell>'
FAR_ODS = (
    '<table:table table:name="Feuille"><table:table-row table:number-rows-repeated="1048575">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row><table:table-row>'
    f'<table:table-cell table:number-columns-repeated="16383"/><table:table-cell {TEXT}'
    "</table:table-row></table:table>"
)
REPEATED = (
    '<table:table table:name="Feuille"><table:table-row table:number-rows-repeated="1000000">'
    f'<table:table-cell table:number-columns-repeated="9" {TEXT}</table:table-row></table:table>'
)
#: LibreOffice ends every sheet with rows that say nothing, down to the last one.
USUAL = (
    f'<table:table table:name="Feuille"><table:table-row><table:table-cell {TEXT}</table:table-row>'
    '<table:table-row table:number-rows-repeated="1048575"><table:table-cell'
    ' table:number-columns-repeated="16384"/></table:table-row></table:table>'
)


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.xlsx", sheet_of_xlsx(FAR)), ("x.ods", zipped(FAR_ODS)), ("x.ods", zipped(REPEATED))],
    ids=["far in xlsx", "far in ods", "repeated in ods"],  # the bytes have the time of day in them
)
def test_cells_that_are_too_far_are_told_with_their_sheet(
    name: str, content: bytes, read: Callable[..., Tables]
) -> None:
    with pytest.raises(TooLargeTableError) as stopped:
        read(content, name)
    assert stopped.value.message.values["sheet"] == "Feuille"


def test_rows_that_say_nothing_make_no_sheet_large(read: Callable[..., Tables]) -> None:
    [grid] = read(zipped(USUAL), "x.ods").grids
    assert grid.rows[0][0] == "x"


def test_counts_that_lie_end_no_more_than_the_reading(read: Callable[..., Tables]) -> None:
    shared = (
        '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        ' count="18446744073709551615" uniqueCount="18446744073709551615"><si><t>x</t></si></sst>'
    )
    lying = sheet_of_xlsx('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', sharedStrings=shared)
    for content in (lying, b"PK\x03\x04 no zip", b"", b"\xd0\xcf\x11\xe0" * 200):
        try:
            assert read(content, "x.xlsx").grids[0].rows == (("x",),)
        except MesError as problem:
            assert isinstance(problem, UnreadableTableError)  # noqa: PT017 - either may be


def test_bombs_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_area, "_MOST_XML", 1 << 20)
    bomb = sheet_of_xlsx(" " * (2 << 20))
    assert len(bomb) < 1 << 15
    with pytest.raises(TooLargeError, match="sheet1"):
        workbooks.read(bomb)


def test_sizes_that_lie_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_area, "_MOST_XML", 1 << 20)
    content = sheet_of_xlsx(" " * (2 << 20))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        [size] = [it.file_size for it in archive.infolist() if it.filename.endswith("sheet1.xml")]
    lying = content.replace(size.to_bytes(4, "little"), (999).to_bytes(4, "little"))
    with pytest.raises(TooLargeError, match="Feuille"):
        workbooks.read(lying)


def moved(workbook: bytes, **parts: str) -> bytes:
    """An XLSX file with its only sheet elsewhere, and other parts beside it."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            text = old.read(part).replace(b"worksheets/sheet1.xml", b"other/one.dat")
            new.writestr(part.replace("worksheets/sheet1.xml", "OTHER/one.dat"), text)
        for part, said in parts.items():
            new.writestr(f"{part}.xml", said)
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        moved(sheet_of_xlsx(FAR)),
        moved(sheet_of_xlsx(FAR), content="<a/>"),
        sheet_of_xlsx(f'<row r="1"><c r="A1"><v a="{"x" * (5 << 20)}">1</v></c></row>'),
        sheet_of_xlsx('<c r="A1"/>' * 40),
        zipped(f'<table:table table:name="x">{"<table:table-row/>" * 40}</table:table>'),
    ],
    ids=["elsewhere", "two forms", "long tag", "empty cells", "empty rows"],
)
def test_nothing_is_handed_to_the_library_unmeasured(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_area, "_MOST_ELEMENTS", 40)
    with pytest.raises(TooLargeError):
        workbooks.read(content)


def test_a_workbook_in_an_encoding_that_there_is_not_is_told(
    read: Callable[..., Tables],
) -> None:
    strange = '<?xml version="1.0" encoding="nan"?><sst/>'
    with pytest.raises(UnreadableTableError):
        read(sheet_of_xlsx("", sharedStrings=strange), "x.xlsx")


def test_a_workbook_with_damaged_parts_is_told(read: Callable[..., Tables]) -> None:
    content = bytearray(sheet_of_xlsx(f'<row r="1">{WIDE}</row>'))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 60
    content[at : at + 40] = b"\xff" * 40
    with pytest.raises(UnreadableTableError):
        read(bytes(content), "x.xlsx")


def test_the_area_of_all_sheets_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_area, "MOST_CELLS", 10)
    small: Rows = [["a", "b"], ["c", "d"]]
    assert len(workbooks.read(xlsx({"one": small, "two": small}))) == 2
    for write in (xlsx, ods):
        with pytest.raises(TooLargeError, match="three"):
            workbooks.read(write({"one": small, "two": small, "three": small}))


@pytest.mark.parametrize(
    "text", ['A;B\n"c;d\n1;2\n', 'A;B\n"c"d;e\n', f"A;B\n{'x' * (1 << 21)};1\n"]
)
def test_a_cell_of_csv_without_an_end_is_told(text: str, read: Callable[..., Tables]) -> None:
    with pytest.raises(CellWithoutEndError) as stopped:
        read(text)
    assert stopped.value.message.values["line"] == 2


WIDE = "".join('<c t="n"><v>1</v></c>' for _ in range(1001))
LONG = f'<row r="1"><c t="inlineStr"><is><t>{"x" * (1 << 21)}</t></is></c></row>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.csv", b";".join([b"A"] * 1001)),
        ("x.xlsx", sheet_of_xlsx(f'<row r="1">{WIDE}</row>')),
        ("x.xlsx", sheet_of_xlsx(LONG)),
    ],
    ids=["wide csv", "wide xlsx", "long cell"],
)
def test_what_nobody_writes_is_told(name: str, content: bytes, read: Callable[..., Tables]) -> None:
    with pytest.raises(TooLargeTableError):
        read(content, name)


def test_empty_columns_and_all_that_people_write_is_read(
    read: Callable[..., Tables], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(read(b"A" + b";" * 16_000, "x.csv").grids[0].rows[0]) == 16_001
    monkeypatch.setattr("mes_cli.exchange.grids.MOST_CELLS", 3)
    with pytest.raises(TooLargeTableError):
        read(b"A;B\n1;2\n", "x.csv")


def test_only_ordinary_files_are_read(tmp_path: Path) -> None:
    with pytest.raises(NoSuchPathError):
        content_of(tmp_path / "nothing.csv")
    with pytest.raises(NotAFileError):
        content_of(tmp_path)
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(NotAFileError):
        content_of(tmp_path / "pipe.csv")
    (tmp_path / "long.csv").write_bytes(b"x" * 9)
    with pytest.raises(TooLargeTableError):
        content_of(tmp_path / "long.csv", 8)


FRENCH = "Catégorie;Titre\nBar;Été à la fête\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_that_can_be_told_are_read(encoding: str, read: Callable[..., Tables]) -> None:
    assert read(FRENCH.encode(encoding)).grids[0].rows[1] == ("Bar", "Été à la fête")


@pytest.mark.parametrize(("codec", "name"), [("mac_roman", "macroman"), ("cp850", "cp850")])
def test_other_encodings_are_never_taken_for_windows_1252(
    codec: str, name: str, read: Callable[..., Tables], said: Callable[[Message | None], str]
) -> None:
    for text, line in ((FRENCH, 1), ("Date,From\n2025-03-04,été à vélo\n", 2)):
        with pytest.raises(EncodingError) as stopped:
            read(text.encode(codec))
        assert stopped.value.message.values["line"] == line
        assert f"`{name}`" in said(stopped.value.help)
    assert read(FRENCH.encode(codec), encoding=name).grids[0].rows[1] == ("Bar", "Été à la fête")


def test_a_file_of_two_encodings_is_told(read: Callable[..., Tables]) -> None:
    with pytest.raises(EncodingError) as stopped:
        read("Durée\nÉté\n".encode() + "Fête\n".encode("cp1252"))
    assert stopped.value.message.values["line"] == 3


def test_lost_letters_and_no_numbers_are_named_by_their_cells(read: Callable[..., Tables]) -> None:
    assert [spot for spot, _, _ in read("A;B\nFÃªte;F\ufffdte\n").spoilt] == ["x, A2", "x, B2"]
    [(spot, _, _)] = read('[{"a": "NaN", "b": NaN}]', "x.json").spoilt
    assert spot == "x, B2"
    cell = '<table:table-cell office:value-type="float" office:value="NaN"/>'
    nan = zipped(
        f'<table:table table:name="x"><table:table-row>{cell}</table:table-row></table:table>'
    )
    assert [spot for spot, _, _ in read(nan, "x.ods").spoilt] == ["x, A1"]


@pytest.mark.parametrize(
    "before",
    ["", "\n\n", "sep=;\n", "Feuille d'heures, 2025\n\n", "Association\n;;\nAnnée 2025;;\n"],
)
def test_titles_are_found_below_other_lines(before: str, read: Callable[..., Tables]) -> None:
    text = f"{before}Date;Nom;Durée, en heures\n04/03/2025;Ana B;2,5\n;TOTAL;2,5\n"
    [grid] = read(text).grids
    left: list[Message] = []
    [row] = rows(headed(grid, TITLES), TITLES, left.append)
    assert (row.said("who"), row.said("hours"), len(left)) == ("Ana B", "2,5", 1)
    assert row.spot("hours") == f"x, C{before.count(chr(10)) + 2}"


def test_somebody_may_say_where_the_titles_are(read: Callable[..., Tables]) -> None:
    [grid] = read("Date;Nom;Durée, en heures\nDate;Nom;x\n1/1/2025;Ana;2\n").grids
    assert headed(grid, TITLES).head == 0
    assert headed(grid, TITLES, 2).titles == ("Date", "Nom", "x")


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_hidden_rows_are_left_out_unless_they_are_wanted(tmp_path: Path, ending: str) -> None:
    several = [HOURS[0], *HOURS[1:2] * 4]
    write = xlsx if ending == ".xlsx" else ods
    path = tmp_path / f"x{ending}"
    path.write_bytes(write({"Heures": several}, filtered=[2, 3]))
    numbers = [[n for n, _ in grids(path, hidden=it).grids[0].body] for it in (False, True)]
    assert numbers == [[1, 4], [1, 2, 3, 4]]
    assert [grids(path, hidden=it).has_hidden for it in (False, True)] == [True, False]


def test_rows_of_a_hidden_group_are_hidden(read: Callable[..., Tables]) -> None:
    row = f"<table:table-row><table:table-cell {TEXT}</table:table-row>"
    inner = f"<table:table-row-group>{row}</table:table-row-group>{row}"
    group = f'<table:table-row-group table:display="false">{inner}</table:table-row-group>'
    content = zipped(f'<table:table table:name="F">{row}{group}{row}</table:table>')
    assert [n for n, _ in read(content, "x.ods").grids[0].body] == [3]


def test_the_titles_are_no_hidden_row(tmp_path: Path) -> None:
    path = tmp_path / "x.ods"
    rows: Rows = [["Nom"], ["Nom"], ["Ana"], ["Total"], ["Bo"]]
    path.write_bytes(ods({"x": rows}, filtered=[0, 2, 3]))
    [grid] = grids(path).grids
    seen = with_titles(grid, "Nom".__eq__)
    assert seen.head == 1
    assert [it.values["number"] for it in hidden_rows(seen)] == [1]
    path.write_bytes(ods({"x": rows[1:]}, filtered=[0]))
    [grid] = grids(path).grids
    assert [*hidden_rows(with_titles(grid, "Nom".__eq__))] == []


def test_hidden_sheets_are_left_out_and_named(read: Callable[..., Tables]) -> None:
    tables = read(xlsx({"Heures": HOURS, "Archive": HOURS}, hidden=["Archive"]), "x.xlsx")
    assert ([grid.name for grid in tables.grids], tables.hidden) == (["Heures"], ("Archive",))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.xlsx", sheet_of_xlsx(
            '<row r="1"><c r="A1" t="str"><v>x</v></c><c r="B1" t="e"><f>A9</f><v>#REF!</v></c>'
            '<c r="C1"><f>1+1</f><v></v></c><c r="D1"><f>1+1</f><v>2</v></c>'
            '<c r="E1" t="str"><f>T(A9)</f><v></v></c></row>')),
        ("x.ods", zipped(
            '<table:table table:name="Feuille"><table:table-row>'
            f'<table:table-cell {TEXT}<table:table-cell table:formula="of:=#REF!"'
            ' office:value-type="string" office:string-value="" calcext:value-type="error">'
            '<text:p>#REF!</text:p></table:table-cell><table:table-cell table:formula="of:=1/0"'
            ' office:value-type="string" office:string-value="" calcext:value-type="error"/>'
            '<table:table-cell office:value-type="float" office:value="2"/>'
            "</table:table-row></table:table>")),
    ],
    ids=["xlsx", "ods"],
)  # fmt: skip
def test_a_formula_without_a_result_is_no_empty_cell(
    name: str, content: bytes, read: Callable[..., Tables]
) -> None:
    [grid] = read(content, name).grids
    assert grid.rows[0][:4] == ("x", "#ERR!", "#ERR!", 2)
    assert all(map(is_blank, grid.rows[0][4:]))


def test_totals_are_no_rows() -> None:
    assert is_total(["", "Sous-total :", dt.timedelta(hours=5)])
    assert is_total(["Total général", None, "26 h 30"])
    assert not is_total(["Total Énergies", "facture", 5.5])
    assert not is_total([dt.date(2025, 3, 4), "Total des courses", 2.5])


def test_a_workbook_is_read_without_what_lies_beside_it(
    read: Callable[..., Tables], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("python_calamine", "multiprocessing", "zipfile"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(3)", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert read(xlsx({"Heures": HOURS}), "x.xlsx").grids[0].rows[1][1] == "Ana B"
