"""Make a lake of many registers, and put the shipped SQL to DuckDB and Spark.

``python -m benchmarks.lake --work FOLDER [--registers 400] [--years 8] [--lines 10000000]
[--spark]``. The lines are those of an example, replicated with other amounts. Spark runs in
local mode, with two threads, where pyspark and Java are installed. The answers must be equal.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import duckdb

ROOT = Path(__file__).parents[1]
COVERAGE = (ROOT / "docs" / "sql" / "coverage.sql").read_text("utf-8")

T = TypeVar("T")
Rows = list[tuple[object, ...]]


def main() -> None:
    """Read the arguments, make the lake, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="a folder for the lake")
    parser.add_argument("--registers", type=int, default=400)
    parser.add_argument("--years", type=int, default=8)
    parser.add_argument("--lines", type=int, default=10_000_000)
    parser.add_argument("--spark", action="store_true", help="ask Spark as well")
    given = parser.parse_args()
    work: Path = given.work.resolve()
    lake = work / "lake"
    if not lake.exists():
        took, number = timed(lambda: make(work, given.registers, given.years, given.lines))
        print(f"- {number:,} lines in {size(lake) >> 20} MiB of Parquet, made in {took:.1f} s")
    took, one = timed(lambda: by_duckdb(lake))
    print(f"- DuckDB {duckdb.__version__}: {len(one):,} rows in {took:.1f} s")
    if given.spark:
        start, session = timed(begin)
        took, other = timed(lambda: by_spark(session, lake))
        print(f"- Spark {session.version}: started in {start:.1f} s,", end=" ")
        print(f"{len(other):,} rows in {took:.1f} s")
        session.stop()
        print(f"- the answers are {'equal' if one == other else 'NOT equal'}")
        sys.exit(one != other)


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Do something; give the seconds that it took, and what it gave."""
    start = time.perf_counter()
    done = work()
    return time.perf_counter() - start, done


def make(work: Path, registers: int, years: int, wanted: int) -> int:
    """Replicate the lines of an example, in other registers and years, with other amounts."""
    example = work / "example"
    command = [sys.executable, "-m", "mes_cli", "-C", str(ROOT / "examples/reseau-des-possibles")]
    options = ["export", "parquet", "--layout", "lake", "--output", str(example)]
    subprocess.run([*command, *options], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    (work / "lake").mkdir()
    with duckdb.connect() as base:
        base.execute(
            f"CREATE TABLE one AS FROM read_parquet('{example}/lines/*/*/*.parquet',"
            " hive_partitioning = false)"
        )
        [(single,)] = base.execute("SELECT COUNT(*) FROM one").fetchall()
        copies = -(-wanted // (single * registers * years))
        folder = work / "lake" / "lines"
        base.execute(_COPY.format(registers=registers, years=years, copies=copies, folder=folder))
        number: int = single * registers * years * copies
    return number


#: Every register and year has other amounts, so that no answer is right by chance.
_COPY = """
COPY (
  SELECT 'r' || r AS register, 2018 + y AS year, one.* EXCLUDE (record, cents),
    record || '-' || c AS record,
    CASE WHEN cents = 0 THEN 0 ELSE cents + (r * 7 + y * 13 + c) % 101 END AS cents
  FROM range({registers}) AS rs(r), range({years}) AS ys(y), range({copies}) AS cs(c), one
  ORDER BY register, year, record
) TO '{folder}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (register, year))
"""


def size(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*.parquet"))


def by_duckdb(lake: Path) -> Rows:
    """Ask DuckDB."""
    with duckdb.connect() as base:
        base.execute(
            f"CREATE VIEW lines AS FROM read_parquet('{lake}/lines/*/*/*.parquet',"
            " hive_partitioning = true)"
        )
        return base.execute(COVERAGE).fetchall()


def begin() -> Any:
    """Start Spark on this machine."""
    builder = import_module("pyspark.sql").SparkSession.builder.master("local[2]")
    builder = builder.config("spark.ui.enabled", "false")  # no page of its own
    return builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()


def by_spark(session: Any, lake: Path) -> Rows:
    """Ask Spark."""
    session.read.parquet(str(lake / "lines")).createOrReplaceTempView("lines")
    return [tuple(row) for row in session.sql(COVERAGE).collect()]


if __name__ == "__main__":
    main()
