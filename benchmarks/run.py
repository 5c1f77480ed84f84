"""Measure ``mes`` against its peers, and print a table.

``python -m benchmarks.run --work FOLDER [--peers FOLDER] [--only NAME ...] [--quick]``. Whole
processes run in turn on registers that are made in the folder given, with caches of their own.
"""

import argparse
import os
import platform
import sys
from collections.abc import Iterable, Sequence
from fnmatch import fnmatch
from pathlib import Path
from statistics import median

from benchmarks.measure import FailedError, Sample, ratio
from benchmarks.peers import PEERS
from benchmarks.rows import Memory, Row, memory, required
from benchmarks.shop import Shop, command

_HEAD = ("row", "work", "against", "ratio", "least to greatest", "of CPU time", "work takes",
         "the other takes", "at most", "reached")  # fmt: skip


def main() -> None:
    """Read the arguments, measure, print."""
    given = _arguments()
    if not hasattr(os, "wait4"):
        raise SystemExit("this needs Linux or macOS: elsewhere a process's own figures are unknown")
    work: Path = given.work.resolve()
    peers = (given.peers or work / "peers").resolve()
    shop = Shop(work, peers, given.mes or command(), given.seed)
    rows: list[Row | Memory] = [
        *required(shop, given.records, quick=given.quick),
        memory(shop, given.records),
    ]
    chosen = [row for row in rows if _chosen(row, given.only, quick=given.quick)]
    if given.list:
        print("\n".join(row.name for row in rows))
        return
    print("\n".join(f"- {line}" for line in machine(shop)) + "\n")
    print(_line(_HEAD))
    print(_line(["---"] * len(_HEAD)))
    for row in chosen:
        print(_line(cells(row, given.runs, given.large_runs)), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--work", type=Path, required=True, help="a folder for registers and caches"
    )
    parser.add_argument("--peers", type=Path, help="where the peers are (default: WORK/peers)")
    parser.add_argument("--mes", help="the mes to measure (default: that of this Python)")
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=7, help="pairs of runs for each row")
    parser.add_argument("--large-runs", type=int, default=1, help="the same for the largest sizes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--only", action="append", default=[], help="rows, as in cold-*; repeatable"
    )
    less = "check-jsonschema on a tenth of the records, and not the largest sizes"
    parser.add_argument("--quick", action="store_true", help=less)
    parser.add_argument("--list", action="store_true", help="the names of the rows")
    return parser.parse_args()


def _chosen(row: Row | Memory, only: Sequence[str], *, quick: bool) -> bool:
    large = isinstance(row, Memory) or row.large
    named = any(fnmatch(row.name, pattern) for pattern in only)
    return named if only else not (quick and large)


def cells(row: Row | Memory, runs: int, large_runs: int) -> Sequence[str]:
    """Measure a row, and give its cells."""
    try:
        if isinstance(row, Memory):
            return remembered(row, row.measure())
        samples = row.measure(large_runs if row.large else runs)
    except FailedError as problem:
        print(problem, file=sys.stderr)
        return (row.name, row.work, getattr(row, "against", ""), "failed", *[""] * 6)
    if samples is None:
        return (row.name, row.work, row.against, "not installed", *[""] * 6)
    return compared(row, *samples)


def compared(row: Row, first: list[Sample], second: list[Sample]) -> Sequence[str]:
    """The cells of a comparison."""
    walls = ratio([s.wall for s in first], [s.wall for s in second], row.times)
    cpus = ratio([s.cpu for s in first], [s.cpu for s in second], row.times)
    return (
        row.name, row.work, row.against, f"**{walls.middle:.3g}**",
        f"{walls.least:.3g} to {walls.most:.3g}", f"{cpus.middle:.3g}",
        seconds(median(s.wall for s in first)), seconds(median(s.wall for s in second)),
        *verdict(walls.middle, row.bar),
    )  # fmt: skip


def remembered(row: Memory, sample: Sample) -> Sequence[str]:
    """The cells of a row of memory."""
    most = max(sample.peak, sample.together)
    detail = f"largest process {mebibytes(sample.peak)}, together {mebibytes(sample.together)}"
    bar = (mebibytes(row.bar), "yes" if most <= row.bar else "no")
    return (
        row.name,
        row.work,
        "",
        f"**{mebibytes(most)}**",
        detail,
        "",
        seconds(sample.wall),
        "",
        *bar,
    )


def verdict(middle: float, bar: float | None) -> tuple[str, str]:
    """The bar, and whether it was reached.

    >>> verdict(0.9, 1.0), verdict(3.1, 3), verdict(2, None)
    (('1', 'yes'), ('3', 'no'), ('', ''))
    """
    if bar is None:
        return "", ""
    return f"{bar:g}", "yes" if middle <= bar else "no"


def seconds(time: float) -> str:
    """A time as people read it.

    >>> seconds(0.0123), seconds(1.5), seconds(75)
    ('12 ms', '1.50 s', '75.0 s')
    """
    if time < 1:
        return f"{time * 1000:.0f} ms"
    return f"{time:.2f} s" if time < 10 else f"{time:.1f} s"  # noqa: PLR2004 - three digits


def mebibytes(size: float) -> str:
    """A size as people read it.

    >>> mebibytes(3 << 20)
    '3 MiB'
    """
    return f"{size / (1 << 20):.0f} MiB"


def machine(shop: Shop) -> Iterable[str]:
    """What the figures were measured on, and with what."""
    yield f"{os.cpu_count()} cores, {_processor()}, {platform.system()} {platform.release()}"
    yield f"Python {platform.python_version()}"
    if hasattr(os, "getloadavg"):
        yield f"load when it began: {os.getloadavg()[0]:.1f}"
    for peer in PEERS:
        yield f"{peer.name}: {peer.said_version(shop.peers)}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
