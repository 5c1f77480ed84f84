"""The lake that benchmarks make is as large as was asked for, and can be asked."""

from pathlib import Path

from benchmarks.lake import by_duckdb, make


def test_a_lake_has_the_registers_years_and_lines_that_are_wanted(tmp_path: Path) -> None:
    number = make(tmp_path, registers=3, years=2, wanted=5000)

    rows = by_duckdb(tmp_path / "lake")
    assert number >= 5000
    assert [row[:2] for row in rows] == [(f"r{n}", year) for n in range(3) for year in (2018, 2019)]
    assert len({row[2:] for row in rows}) == len(rows)
