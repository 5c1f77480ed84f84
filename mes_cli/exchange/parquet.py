"""Writing tables as Parquet, a file a table, by way of DuckDB: a third of the weight of Arrow."""

import csv
import tempfile
from collections.abc import Iterable
from pathlib import Path

from mes_cli.errors import DiskError, MissingExtraError
from mes_cli.exchange.tables import Cell, Table, Type
from mes_cli.finding import say

_TYPES = {
    Type.TEXT: "VARCHAR",
    Type.DATE: "DATE",
    Type.WHOLE: "BIGINT",
    Type.CENTS: "BIGINT",
    Type.SECONDS: "BIGINT",
    Type.NUMBER: "DECIMAL(18,6)",
    Type.BOOLEAN: "BOOLEAN",
}
#: What stands for nothing on the way; no text of a record can hold it.
_NOTHING = "\x1f"
#: In order, and with nothing from elsewhere.
_ALONE: dict[str, str | bool | int | float | list[str]] = {
    "threads": "1",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def parquet(tables: Iterable[Table]) -> dict[str, bytes]:
    """Write tables; give the contents of the files by their names.

    Raises:
        MissingExtraError: the library is not installed.
        DiskError: there is no room for what is made on the way.
    """
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("duckdb", "query") from None
    made: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(":memory:", config=_ALONE) as base:
        for number, table in enumerate(tables):
            source, target = Path(folder) / f"{number}.csv", Path(folder) / f"{number}.parquet"
            _text(table, source)
            try:
                base.execute(_copy(table, source, target))
            except duckdb.IOException as problem:
                reason = say("the disk is full, or does not answer as it should")
                raise DiskError(folder, reason) from problem
            made[f"{table.name}.parquet"] = target.read_bytes()
    return made


def _text(table: Table, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerows([_plain(cell) for cell in row] for row in table.rows)


def _plain(cell: Cell) -> str:
    return _NOTHING if cell is None else str(cell)


def _copy(table: Table, source: Path, target: Path) -> str:
    """Read the text with the types of the columns, and write it in order."""
    kinds = ", ".join(f"{_string(it.name)}: {_string(_TYPES[it.type])}" for it in table.fields)
    read = (
        f"read_csv({_string(str(source))}, columns = {{{kinds}}}, header = false, delim = ',',"
        f" quote = '\"', escape = '\"', nullstr = {_string(_NOTHING)}, auto_detect = false,"
        " allow_quoted_nulls = true, max_line_size = 10000000)"
    )
    return f"COPY (FROM {read}) TO {_string(str(target))} (FORMAT parquet, COMPRESSION zstd)"


def _string(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
