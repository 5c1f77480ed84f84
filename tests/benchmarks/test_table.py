"""The rows of the table, and the peers behind them."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks import run
from benchmarks.measure import Sample
from benchmarks.peers import PEERS, Bench
from benchmarks.rows import Memory, Row, memory, required
from benchmarks.shop import Shop

#: The bars, as they were set.
BARS = {
    "cold-sourcemeta": 2.0, "cold-check-jsonschema": 0.08, "cold-bean-check": 1.8, "again": 0.25,
    "again-small": 1.5, "report": 1.6, "growth": 1.15,
}  # fmt: skip


def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path / "work", tmp_path / "peers", "mes")


def same(walls: Sequence[float]) -> list[Sample]:
    return [Sample(wall, wall / 2, 1 << 20) for wall in walls]


def test_every_bar_has_its_row(tmp_path: Path) -> None:
    rows = list(required(shop(tmp_path), 10_000, quick=False))

    assert {row.name: row.bar for row in rows} == BARS
    assert memory(shop(tmp_path), 10_000).bar == 3 << 29


def test_every_peer_has_its_row(tmp_path: Path) -> None:
    rows = list(required(shop(tmp_path), 100, quick=False))

    assert {peer.name for peer in PEERS} <= {row.against for row in rows}


def test_a_slow_peer_gets_a_tenth_of_many_records_where_that_is_asked_for(tmp_path: Path) -> None:
    def against(records: int, *, quick: bool) -> str:
        rows = required(shop(tmp_path), records, quick=quick)
        return next(row.against for row in rows if row.name == "cold-check-jsonschema")

    assert against(10_000, quick=True) == "check-jsonschema (a tenth, × 10)"
    assert against(10_000, quick=False) == against(1000, quick=True) == "check-jsonschema"


def test_rows_are_made_without_making_registers(tmp_path: Path) -> None:
    list(required(shop(tmp_path), 10_000, quick=True))

    assert list(tmp_path.iterdir()) == []


def test_a_peer_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    bench = Bench(tmp_path, 1, {}, tmp_path)

    for peer in PEERS:
        assert peer.work(tmp_path, bench) is None
        assert peer.said_version(tmp_path) == "not installed"
    row = Row("x", "one", "another", lambda: None, lambda: None)
    assert run.cells(row, 1, 1)[3] == "not installed"


def test_a_peer_of_python_is_found_in_the_environment_beside_it(tmp_path: Path) -> None:
    program = tmp_path / "python" / "bin" / "bean-check"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    [bean_check] = [peer for peer in PEERS if peer.name == "bean-check"]

    if os.name == "posix":
        work = bean_check.work(tmp_path, Bench(tmp_path / "r", 1, {}, tmp_path))
        assert work is not None
        assert work.commands[0][0] == str(program)


def test_a_ledger_has_as_many_entries_as_there_are_records(tmp_path: Path) -> None:
    bench = Bench(tmp_path, 250, {}, tmp_path)
    [peer] = [peer for peer in PEERS if peer.name == "bean-check"]
    peer.commands("program", bench)

    assert (tmp_path / "ledger.beancount").read_text("utf-8").count("Déplacement") == 250


def test_a_line_says_the_ratio_and_whether_the_bar_was_reached() -> None:
    row = Row("name", "one", "another", lambda: None, lambda: None, bar=1.5)

    line = run.compared(row, same([1, 2, 3]), same([1, 1, 1]))

    assert line == (
        "name",
        "one",
        "another",
        "**2**",
        "1 to 3",
        "2",
        "2.00 s",
        "1.00 s",
        "1.5",
        "no",
    )


def test_a_line_of_growth_counts_the_smaller_ten_times() -> None:
    row = Row("name", "one", "another", lambda: None, lambda: None, bar=1.15, times=10)

    assert run.compared(row, same([11]), same([1]))[3:5] == ("**1.1**", "1.1 to 1.1")


@pytest.mark.parametrize(("together", "reached"), [(1 << 29, "yes"), (1 << 31, "no")])
def test_a_line_of_memory_counts_all_processes(together: int, reached: str) -> None:
    row = Memory("memory", "one", lambda: None)  # type: ignore[arg-type, return-value]

    assert run.remembered(row, Sample(1, 1, 1 << 28, together))[-1] == reached


@pytest.mark.skipif(os.name != "posix", reason="the stand-in for mes is a shell script")
def test_cold_is_cold_and_nobody_s_cache_is_touched(tmp_path: Path) -> None:
    stand_in = tmp_path / "mes"
    stand_in.write_text(
        '#!/bin/sh\nmkdir -p "$XDG_CACHE_HOME/mes" && echo x >> "$XDG_CACHE_HOME/mes/x"\n'
    )
    stand_in.chmod(0o755)
    place = Shop(tmp_path / "work", tmp_path, str(stand_in))
    cold, warm = place.cold(30), place.warm(30)

    for _ in range(2):
        cold.run()
        warm.run()

    caches = tmp_path / "work" / "caches"
    written = {path.parts[-3]: path.read_text() for path in caches.rglob("x")}
    assert written.pop("cold") == "x\n"
    assert list(written.values()) == ["x\n" * 3]
