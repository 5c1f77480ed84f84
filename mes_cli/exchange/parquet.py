"""Parquet files, made by DuckDB of tables; and the lake, in which those of several registers are.

Its folders are named after what all rows in them share, ``lines/register=pes-21/year=2025``, and
these columns are not in the files. A register writes the files of its own folders and no others.
"""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from mes_cli.errors import DiskError, LakeDiffersError, MissingExtraError
from mes_cli.exchange.databases import SCHEMA, ColumnType, DatabaseTable, schema_page
from mes_cli.exchange.lines import register_code
from mes_cli.figures.flat import VERSION
from mes_cli.finding import say
from mes_cli.language.catalogue import Catalogue
from mes_cli.model.audience import Audience
from mes_cli.store.editing.atomic import write_all
from mes_cli.view.viewer import Viewer

_TYPES = {
    ColumnType.TEXT: "VARCHAR",
    ColumnType.DATE: "DATE",
    ColumnType.WHOLE: "BIGINT",
    ColumnType.CENTS: "BIGINT",
    ColumnType.SECONDS: "BIGINT",
    ColumnType.NUMBER: "DECIMAL(18,6)",
    ColumnType.BOOLEAN: "BOOLEAN",
}
#: What stands for an empty cell in the CSV that DuckDB reads; no text of a record can hold it.
_NOTHING = "\x1f"
#: One thread keeps rows in order; no extension is fetched or loaded.
ALONE: dict[str, str | bool | int | float | list[str]] = {
    "threads": "1",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def parquet(tables: Iterable[DatabaseTable]) -> dict[str, bytes]:
    """Write tables; give the contents of the files by their names.

    Raises:
        MissingExtraError: the library is not installed.
        DiskError: the disk has no room for the temporary files.
    """
    duckdb = installed()
    made: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(":memory:", config=ALONE) as base:
        for number, table in enumerate(tables):
            target = Path(folder) / f"{number}.parquet"
            source = text_source(table, Path(folder) / f"{number}.csv")
            try:
                base.execute(
                    f"COPY ({source}) TO {_string(str(target))} (FORMAT parquet, COMPRESSION zstd)"
                )
            except duckdb.IOException as problem:
                reason = say("the disk is full, or does not answer as it should")
                raise DiskError(folder, reason) from problem
            made[f"{table.name}.parquet"] = target.read_bytes()
    return made


def installed() -> ModuleType:
    """Give DuckDB.

    Raises:
        MissingExtraError: the library is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("duckdb", "query") from None
    return duckdb


def text_source(table: DatabaseTable, path: Path) -> str:
    """Write a table as text; give the SQL that reads it, with the types of the columns."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for row in table.rows:
            writer.writerow([_NOTHING if cell is None else str(cell) for cell in row])
    kinds = ", ".join(f"{_string(it.name)}: {_string(_TYPES[it.type])}" for it in table.fields)
    return (
        f"FROM read_csv({_string(str(path))}, columns = {{{kinds}}}, header = false, delim = ',',"
        f" quote = '\"', escape = '\"', nullstr = {_string(_NOTHING)}, auto_detect = false,"
        " allow_quoted_nulls = true, max_line_size = 10000000)"
    )


def _string(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


#: The folders of tables that are cut by year.
YEARLY = ("lines", "parts")


def partitions(
    lines: Iterable[DatabaseTable], records: Iterable[DatabaseTable], seen_by: Viewer
) -> Iterator[DatabaseTable]:
    """Cut tables into the files of the lake; their names are paths."""
    register = f"register={register_code(seen_by)}"
    for table in lines:
        for year in sorted({row[1] for row in table.rows if isinstance(row[1], int)}):
            rows = tuple(row[2:] for row in table.rows if row[1] == year)
            name = f"{table.name}/{register}/year={year}/{table.name}"
            yield DatabaseTable(name, table.fields[2:], rows)
    for table in records:
        yield replace(table, name=f"records/{table.name}/{register}/{table.name}")


def described_lake(
    tables: Sequence[DatabaseTable], audience: Audience, catalogue: Catalogue
) -> bytes:
    """Describe the lake; the first line says its version and for whom it is."""
    sentences = [
        say("Made by `mes export parquet --layout lake`. Do not pass it on to others than these."),
        say(
            "`lines` and `parts` have a folder a register and a year, `records` a table a kind and"
            " a list: `register` and `year` are in the names of the folders. Sums over `lines` are"
            " the figures of `mes coverage`; sums over `parts` by `key` are the rows of its table"
            " `by`, so a query names one `by`. Money is whole cents, time whole seconds."
        ),
    ]
    return schema_page(_title(audience), sentences, tables, catalogue)


def _title(audience: Audience) -> str:
    """The first line of the page, but for the sign of a heading."""
    return f"mes lake {VERSION}, audience: {audience}"


def write_lake(
    folder: Path,
    files: Mapping[str, bytes],
    audience: Audience,
    *,
    whole: bool,
    inside: Path | None,
) -> None:
    """Write the files of a register into a lake, all made before the first takes its place.

    If this is the *whole* register, its files of years that it has no more are deleted.

    Raises:
        LakeDiffersError: what is there is of another version or for another audience.
        DiskError: the system refuses.
    """
    _refuse_another(folder / SCHEMA, audience)
    write_all(((folder / name, content) for name, content in files.items()), inside=inside)
    if whole:
        for path in _leftovers(folder, files):
            path.unlink(missing_ok=True)


def _refuse_another(page: Path, audience: Audience) -> None:
    expected = f"# {_title(audience)}"
    if page.is_file():
        with page.open(encoding="utf-8", errors="replace") as file:
            found = file.readline(200).rstrip()
        if found != expected:
            raise LakeDiffersError(str(page), found, expected)


def _leftovers(folder: Path, made: Iterable[str]) -> Iterator[Path]:
    """Find the files of the register's own folders that it did not write this time."""
    names = set(made)
    parts = {part for name in names for part in name.split("/")}
    registers = {part for part in parts if part.startswith("register=")}
    for table in YEARLY:
        for register in registers:
            for path in (folder / table / register).glob(f"year=*/{table}.parquet"):
                if path.relative_to(folder).as_posix() not in names and not path.is_symlink():
                    yield path
