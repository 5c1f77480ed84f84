"""The lake: what a register writes into it, for whom, and what it leaves alone."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from mes_cli.exchange.export import Files
from mes_cli.figures.books import books
from mes_cli.figures.flat import flat_lines, flat_parts
from mes_cli.figures.year import YearFigures
from mes_cli.figures.years import years
from mes_cli.model.audience import Audience
from mes_cli.store.reading.load import load
from tests.conftest import Done

EXAMPLES = Path(__file__).parents[2] / "examples"


Pour = Callable[..., Done]


@pytest.fixture
def pour(mes: Pour) -> Pour:
    """Write an example into a lake."""

    def run(folder: Path, *more: str, register: str = "reseau-des-possibles") -> Done:
        return mes("-C", EXAMPLES / register, "export", "parquet", "--layout", "lake",
                   "--output", folder, *more)  # fmt: skip

    return run


def rows(folder: Path, table: str, query: str) -> list[tuple[object, ...]]:
    source = f"read_parquet('{folder}/{table}/*/*/*.parquet', hive_partitioning = true)"
    with duckdb.connect() as base:
        return base.execute(query.replace("TABLE", source)).fetchall()


@pytest.mark.parametrize("register", ["reseau-des-possibles", "seed-library"])
def test_the_lake_holds_every_line_and_part(tmp_path: Path, pour: Pour, register: str) -> None:
    assert pour(tmp_path, register=register).code == 0

    it = load(EXAMPLES / register).register
    lines, parts = Counter[object](), Counter[object]()
    for year in years(it):
        ledger = YearFigures(books(it), year).ledger
        for line in flat_lines(ledger):
            lines[line.register, year, line.measure, line.record, line.cents, line.seconds] += 1
        for part in flat_parts(ledger):
            parts[part.register, year, part.by, part.key, part.cents, part.seconds] += 1
    found = rows(
        tmp_path, "lines", "SELECT register, year, measure, record, cents, seconds FROM TABLE"
    )
    assert Counter[object](found) == lines
    found = rows(tmp_path, "parts", 'SELECT register, year, "by", key, cents, seconds FROM TABLE')
    assert Counter[object](found) == parts


def test_the_same_register_gives_the_same_bytes(tmp_path: Path, pour: Pour) -> None:
    for name in ("a", "b"):
        pour(tmp_path / name)

    one, other = (
        {path.relative_to(tmp_path / name): path.read_bytes()
         for path in (tmp_path / name).rglob("*.*") if path.is_file()}
        for name in ("a", "b")
    )  # fmt: skip
    assert one == other


def test_a_register_leaves_the_files_of_others_and_takes_its_old_years_away(
    tmp_path: Path, pour: Pour
) -> None:
    pour(tmp_path)
    foreign = tmp_path / "lines" / "register=other" / "year=2020" / "lines.parquet"
    old = tmp_path / "parts" / "register=possibles" / "year=1999" / "parts.parquet"
    for path in (foreign, old):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"x")

    pour(tmp_path, "--year", "2025")
    assert old.exists()

    pour(tmp_path)
    assert foreign.exists()
    assert not old.exists()


def test_a_register_that_has_no_line_any_more_leaves_none(folder: Path, mes: Pour) -> None:
    old = folder / "lake" / "lines" / "register=seeds" / "year=1999" / "lines.parquet"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"x")

    done = mes("-C", folder, "export", "parquet", "--layout", "lake", "--output", folder / "lake")

    assert done.code == 0
    assert not old.exists()


def test_one_year_alone_is_written(tmp_path: Path, pour: Pour) -> None:
    pour(tmp_path, "--year", "2025")

    assert rows(tmp_path, "lines", "SELECT DISTINCT year FROM TABLE") == [(2025,)]


def test_the_first_line_says_for_whom_and_the_public_is_refused(tmp_path: Path, pour: Pour) -> None:
    pour(tmp_path / "a")
    pour(tmp_path / "b", "--audience", "funder")

    heads = [(tmp_path / it / "SCHEMA.md").read_text("utf-8").splitlines()[0] for it in "ab"]
    assert heads == ["# mes lake 1, audience: internal", "# mes lake 1, audience: funder"]
    assert pour(tmp_path / "c", "--audience", "public").code == 2
    assert not (tmp_path / "c").exists()


def test_a_lake_is_for_one_audience(tmp_path: Path, pour: Pour) -> None:
    pour(tmp_path, "--audience", "members")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")}

    refused = pour(tmp_path)

    assert refused.code == 2
    assert "audience: members" in refused.err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")} == before


def test_only_parquet_has_layouts(mes: Pour) -> None:
    refused = mes("-C", EXAMPLES / "seed-library", "export", "json", "--layout", "lake")

    assert refused.code == 2
    assert "`--layout`" in refused.err


@pytest.mark.parametrize("audience", [Audience.FUNDER, Audience.MEMBERS])
def test_a_hidden_initiative_is_in_no_cell(
    audience: Audience, export: Callable[..., Files], tmp_path: Path
) -> None:
    """
    -- initiatives/canary-cafe.yaml --
    name: Canary Café
    summary: A canary-cafe
    territory: {department: "21"}
    stage: idea
    publish_name: false
    -- accompaniments/canary-cafe-2025.yaml --
    initiatives: [canary-cafe]
    form: individual
    started: 2025-01-01
    entry: {channel: direct}
    sessions:
      - {date: 2025-02-03, hours: 2h, role: canary-cafe}
    -- contributions/canary-cafe-hours.yaml --
    - kind: volunteering
      date: 2025-03-04
      from: canary-cafe
      for: canary-cafe-2025
      by: canary-cafe person
      hours: 3h
    """
    files = export("lake", audience)
    told = set[str]()
    for number, (name, content) in enumerate(files.items()):
        if name.endswith(".parquet"):
            path = tmp_path / f"{number}.parquet"
            path.write_bytes(content)
            with duckdb.connect() as base:
                for row in base.execute(f"FROM '{path}'").fetchall():
                    told |= {str(cell) for cell in row}

    assert any(cell.startswith("initiative-") for cell in told), " ".join(sorted(told))
    assert not [cell for cell in told if "canary" in cell.casefold()]
    bys = {cell for cell in told if cell in {"initiative", "policy", "accompaniment"}}
    assert ("initiative" in bys) is audience.sees(Audience.MEMBERS)
