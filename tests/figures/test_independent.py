"""The figures of the examples, counted a second time by somebody who has not read the first."""

import importlib.util
import json
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from mes_cli.figures import plain
from mes_cli.figures.books import Books, books
from mes_cli.figures.groups import By
from mes_cli.figures.year import YearFigures
from mes_cli.figures.years import newest_day, years
from mes_cli.model.audience import Audience
from mes_cli.store.reading.load import load
from mes_cli.view import Reader, edition_of
from mes_cli.view.coverage import coverage_data

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples"
YEARS = [
    (path.name, year)
    for path in sorted(EXAMPLES.iterdir())
    if (path / "mes.yaml").exists()
    for year in years(load(path).register)
]


@cache
def independent() -> ModuleType:
    spec = importlib.util.spec_from_file_location("independent", HERE / "independent.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["independent"] = module
    spec.loader.exec_module(module)
    return module


@cache
def counted(name: str) -> Books:
    return books(load(EXAMPLES / name).register)


@cache
def count(name: str, year: int) -> Any:
    return independent().Count(EXAMPLES / name, year)


def said(name: str, year: int, by: By) -> dict[str, Any]:
    figures = YearFigures(counted(name), year)
    day = newest_day(figures.register)
    assert day
    reader = Reader(Audience.INTERNAL, day, "en")
    data: dict[str, Any] = json.loads(json.dumps(coverage_data(edition_of(figures, reader), by)))
    return data


def without_zeros(part: Mapping[str, Any]) -> dict[str, Any]:
    """Kinds and natures of the whole year stand in every row, mostly with nothing."""
    hours, resources = part["hours"], part["resources"]
    return {
        "hours": {**hours, "in_kind": {k: n for k, n in hours["in_kind"].items() if n}},
        "cost": part["cost"],
        "resources": {
            **resources,
            "money": {k: n for k, n in resources["money"].items() if n != "0.00"},
        },
        "coverage": part["coverage"],
        "remainder": part["remainder"],
    }


@pytest.mark.parametrize("by", list(By))
@pytest.mark.parametrize(("name", "year"), YEARS)
def test_every_row_agrees_to_the_cent(name: str, year: int, by: By) -> None:
    told = independent().told

    rows = {row["id"]: without_zeros(row) for row in said(name, year, by)["rows"]}

    assert rows == {row: told(cells) for row, cells in count(name, year).rows(by).items()}


@pytest.mark.parametrize(("name", "year"), YEARS)
def test_the_whole_year_agrees_to_the_cent(name: str, year: int) -> None:
    it, data = count(name, year), said(name, year, By.ACCOMPANIMENT)
    euros, whole = independent().euros, independent().Cells()
    for cells in it.cells.values():
        whole.update(cells)

    assert without_zeros(data) == independent().told(whole)
    assert data["accounts"] == {account: euros(n) for account, n in it.accounts.items()}
    assert [tuple(one.values()) for one in data["ceilings"]] == [
        (funding, independent().ratio(share, 1), euros(without), euros(full))
        for funding, share, without, full in it.ceilings()
    ]
    assert sorted((one["id"], one["kind"], one["seconds"]) for one in data["described"]) == sorted(
        it.described
    )


@pytest.mark.parametrize(("name", "year"), YEARS)
def test_entry_policies_and_endings_agree(name: str, year: int) -> None:
    it, figures = count(name, year), YearFigures(counted(name), year)

    assert plain.policies(figures.diversification) == it.policies()
    assert plain.entry(figures.entries) == it.entry()
    assert figures.counts.ended == it.ended()


def test_the_example_has_what_makes_counting_hard() -> None:
    """An example without two initiatives in a course, say, would prove nothing about them."""
    it = count("reseau-des-possibles", 2025)

    assert any(len(r["initiatives"]) > 1 for r in it.records["accompaniments"].values())
    assert {"granted", "received", "requested", "refused"} == {
        independent().word(r["etat"]) for r in it.records["funding"].values()
    }
    assert len(it.described) > 3


@pytest.mark.parametrize(("name", "by"), [("reseau-des-possibles", "theme"), ("seed-library", "")])
def test_the_command_line_says_the_same(mes: Callable[..., Any], name: str, by: str) -> None:
    more = ["--by", by] if by else []

    done = mes("-C", EXAMPLES / name, "coverage", "--format", "json", "--lang", "en", *more)

    data = json.loads(done.out)
    assert data == said(name, data["year"], By(by or "accompaniment"))
