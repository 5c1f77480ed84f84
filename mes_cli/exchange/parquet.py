"""Tables as DuckDB reads them, and Parquet files that it makes of them."""

import csv
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from mes_cli.errors import DiskError, MissingExtraError
from mes_cli.exchange.databases import ColumnType, DatabaseTable
from mes_cli.finding import say

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
