"""Lines and parts add up to what coverage says, in all eight tables."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings

from mes_cli.figures.balance import Balance
from mes_cli.figures.books import books
from mes_cli.figures.flat import MEANINGS, FlatLine, FlatPart, flat_lines, flat_parts
from mes_cli.figures.groups import By
from mes_cli.figures.rounding import to_cents
from mes_cli.figures.year import YearFigures
from mes_cli.figures.years import years
from mes_cli.register import Register
from mes_cli.store.reading.load import load
from tests.figures.test_laws import Fields, kinds, year

Figures = Callable[..., YearFigures]
Make = Callable[..., Register]

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


def told(balance: Balance) -> dict[tuple[str, str], int]:
    """A balance as cents and seconds, what is nothing left out."""
    cost, resources, hours = balance.cost, balance.resources, balance.hours
    found = {
        ("staff", "cents"): to_cents(cost.staff),
        ("expenses", "cents"): to_cents(cost.expenses),
        ("overheads", "cents"): to_cents(cost.overheads),
        ("in-kind", "cents"): to_cents(cost.in_kind),
        ("pending", "cents"): to_cents(resources.pending),
        ("staff", "seconds"): hours.staff,
        **{(f"money {it}", "cents"): to_cents(amount) for it, amount in resources.money.items()},
        **{(f"in-kind {it}", "seconds"): seconds for it, seconds in hours.in_kind.items()},
    }
    return {name: number for name, number in found.items() if number}


def added(rows: Iterable[FlatLine | FlatPart]) -> dict[tuple[str, str], int]:
    """The same, by adding lines or parts up as a query would."""
    found = Counter[tuple[str, str]]()
    for row in rows:
        money = f"{row.measure} {row.detail}" if row.measure == "money" else row.measure
        time = f"{row.measure} {row.detail}" if row.measure == "in-kind" else row.measure
        found[money, "cents"] += row.cents
        found[time, "seconds"] += row.seconds
    return {name: number for name, number in found.items() if number}


def agrees(it: YearFigures) -> None:
    assert added(flat_lines(it.ledger)) == told(it.balance)
    parts = list(flat_parts(it.ledger))
    for by in By:
        rows = {row.id: told(row.balance) for row in it.rows(by)}
        keys = {part.key for part in parts if part.by == by}
        assert keys <= rows.keys()
        for key, sums in rows.items():
            assert added(p for p in parts if (p.by, p.key) == (by, key)) == sums


@cache
def counted(name: str) -> tuple[YearFigures, ...]:
    register = load(EXAMPLES / name).register
    of = books(register)
    return tuple(YearFigures(of, number) for number in years(register))


@pytest.mark.parametrize("name", ["reseau-des-possibles", "seed-library"])
def test_sums_of_the_examples_are_those_of_coverage(name: str) -> None:
    for it in counted(name):
        agrees(it)


@settings(max_examples=60, deadline=None)
@given(kinds)
def test_sums_of_any_register_are_those_of_coverage(
    make: Make, records: Mapping[str, Mapping[str, Fields]]
) -> None:
    agrees(year(make, records))


@settings(max_examples=60, deadline=None)
@given(kinds)
def test_the_parts_of_a_line_add_up_to_it_in_every_table(
    make: Make, records: Mapping[str, Mapping[str, Fields]]
) -> None:
    ledger = year(make, records).ledger
    whole = Counter[FlatLine]()
    for line in flat_lines(ledger):
        whole[line._replace(cents=0, seconds=0)] += line.cents + line.seconds

    for by in By:
        parts = Counter[FlatLine]()
        for part in flat_parts(ledger):
            if part.by == by:
                line = FlatLine(*part[:12])
                parts[line._replace(cents=0, seconds=0)] += part.cents + part.seconds
        assert parts == whole


def test_a_line_says_all_that_a_network_asks(figures: Figures) -> None:
    it = figures(
        settings={"hourly_costs": [{"from": "2025-01-01", "rate": "30"}]},
        accompaniment={
            "a": {
                "sessions": [{"date": "2025-02-03", "hours": "1h30", "role": "direction"}],
                "expenses": [
                    {"date": "2025-02-04", "label": "x", "amount": "12.50", "account": "6571",
                     "to": "farm"}
                ],
            }
        },
        contribution={
            "got": {"kind": "premises", "date": "2025-03-01", "from": "town",
                    "value": {"amount": "5", "basis": "x"}},
            "gave": {"kind": "premises", "period": {"from": "2025-03-01", "to": "2025-03-02"},
                     "value": {"amount": "7", "basis": "x"}, "from": "seeds", "to": "farm"},
            "told": {"date": "2025-03-01"},
        },
        funding={"f": {"granted": "10", "for": [{"accompaniment": "a"}]}},
    )  # fmt: skip

    assert {
        (row.measure, row.record, row.accompaniment, row.detail, row.counterpart, row.cents,
         row.seconds)
        for row in flat_lines(it.ledger)
    } == {
        ("staff", "a", "a", "direction", None, 4500, 5400),
        ("expenses", "a", "a", "6571", "farm", 1250, 0),
        ("in-kind", "got", None, "premises", "town", 500, 0),
        ("in-kind", "gave", None, "premises", "farm", 700, 0),
        ("money", "f", "a", "grant", "region", 1000, 0),
    }  # fmt: skip
    places = {(row.kind, row.file) for row in flat_lines(it.ledger)}
    assert ("contribution", "contribution/got.yaml") in places
    days = {row.record: row.day and row.day.isoformat() for row in flat_lines(it.ledger)}
    assert days == {"a": "2025-02-04", "got": "2025-03-01", "gave": None, "f": None}
    assert {(row.register, row.year) for row in flat_lines(it.ledger)} == {("seeds", 2025)}


def test_the_life_of_the_structure_is_a_row_of_every_table(figures: Figures) -> None:
    it = figures(contribution={"c": {"date": "2025-03-01", "hours": "1"}})

    parts = list(flat_parts(it.ledger))

    assert [(part.by, part.key, part.seconds) for part in parts] == [
        (str(by), None, 3600) for by in By
    ]


def test_every_column_says_what_it_is() -> None:
    assert (*FlatPart._fields,) == (*MEANINGS,)
    assert FlatPart._fields[:-2] == FlatLine._fields
