"""Spark reads the lake, and the shipped SQL gives the figures of coverage there too."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from mes_cli.figures.groups import By
from tests.conftest import EXAMPLES as FOLDER
from tests.conftest import Done
from tests.exchange.test_sql import COVERAGE, EXAMPLES, ROWS, asked, counted, some, told

pytestmark = [
    pytest.mark.java,
    pytest.mark.skipif(which("java") is None, reason="needs Java"),
    # The library leaves connections to the machine of Java open.
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    pytest.importorskip("pyspark", reason="needs pyspark")
    builder = import_module("pyspark.sql").SparkSession.builder.master("local[2]")
    session = builder.config("spark.ui.enabled", "false").getOrCreate()
    yield session
    session.stop()


@pytest.mark.parametrize("example", EXAMPLES)
def test_spark_gives_the_figures_of_coverage(
    example: str, spark: Any, mes: Callable[..., Done], tmp_path: Path
) -> None:
    lake = tmp_path / "lake"
    done = mes("-C", FOLDER / example, "export", "parquet", "--layout", "lake", "--output", lake)
    assert done.code == 0, done.err
    for table in ("lines", "parts"):
        spark.read.parquet(str(lake / table)).createOrReplaceTempView(table)
    figures = counted(example)
    keeper = asked(example).seen_by.register.settings.keeper

    lines = {row[:2]: row[2:] for row in map(tuple, spark.sql(COVERAGE).collect())}
    parts = {row[:3]: row[3:] for row in map(tuple, spark.sql(ROWS).collect())}

    assert lines == some(((keeper, it.year), told(it.balance)) for it in figures)
    assert parts == some(
        ((it.year, str(by), row.id), told(row.balance))
        for it in figures
        for by in By
        for row in it.rows(by)
    )
