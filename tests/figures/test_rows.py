from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

from mes_cli.figures.groups import By
from mes_cli.figures.line import Basis, Measure, SpreadPart, Worked, records
from mes_cli.figures.rows import Row
from mes_cli.figures.year import YearFigures

Figures = Callable[..., YearFigures]

RATE = {
    "hourly_costs": [{"from": "2025-01-01", "rate": "30"}],
    "valuation": [{"from": "2025-01-01", "method": "flat-rate", "rate": "10"}],
    "spread_key": "equal",
    "themes": {"water": "Eau"},
    "policies": {"commons": "Communs"},
}


def course(*initiatives: str, **more: object) -> dict[str, object]:
    sessions = [{"date": "2025-05-01", "hours": "1"}]
    return {"initiatives": list(initiatives) or ["cafe"], "sessions": sessions, **more}


def by_id(rows: tuple[Row, ...]) -> dict[str | None, Row]:
    assert rows[-1].id is None
    return {row.id: row for row in rows}


def costs(it: YearFigures, by: By) -> dict[str | None, Decimal]:
    return {name: row.balance.cost.staff for name, row in by_id(it.rows(by)).items()}


def test_the_life_of_the_structure_is_the_last_row_and_always_there(figures: Figures) -> None:
    for by in By:
        [row] = figures().rows(by)
        assert (row.id, row.label) == (None, None)


def test_rows_by_accompaniment_are_in_order_of_ids(figures: Figures) -> None:
    it = figures(
        settings=RATE,
        initiative={"cafe": {}, "shop": {"name": "Shop"}},
        accompaniment={"b": course("cafe", "shop"), "a": course(title="First")},
        contribution={"c": {"date": "2025-02-01", "hours": "1"}},
    )

    rows = it.rows(By.ACCOMPANIMENT)

    assert [(row.id, row.label) for row in rows] == [
        ("a", "First"),
        ("b", "Café, Shop"),
        (None, None),
    ]
    assert [row.balance.cost.full for row in rows] == [30, 30, 10]


def test_a_collective_accompaniment_is_shared_equally_by_its_initiatives(figures: Figures) -> None:
    it = figures(
        settings={**RATE, "hourly_costs": [{"from": "2025-01-01", "rate": "0.01"}]},
        initiative={"cafe": {}, "shop": {"name": "Shop"}},
        accompaniment={"b": course("shop", "cafe")},
    )

    cafe, shop, _ = it.rows(By.INITIATIVE)

    assert (cafe.label, shop.label) == ("Café", "Shop")
    assert [cafe.balance.cost.staff, shop.balance.cost.staff] == [Decimal("0.01"), 0]
    assert (cafe.balance.hours.staff, shop.balance.hours.staff) == (1800, 1800)


def test_a_shared_row_still_knows_the_records_behind_it(figures: Figures) -> None:
    it = figures(
        settings=RATE,
        accompaniment={"b": course("shop", "cafe")},
        contribution={"c": {"date": "2025-02-01", "hours": "1", "for": [{"accompaniment": "b"}]}},
    )

    row = it.rows(By.INITIATIVE)[0].balance
    [line] = [line for line in row.of(Measure.STAFF) if line.amount]

    assert line.how == (
        Worked(3600, Decimal(30)),
        SpreadPart(Basis.EQUAL, Fraction(1, 2), Fraction(1), Decimal(30), 3600),
    )
    assert line.record == ("accompaniment", "b")
    assert records(row.lines) == {("accompaniment", "b"), ("contribution", "c")}


def test_rows_by_programme_and_by_structure(figures: Figures) -> None:
    it = figures(
        settings=RATE,
        programme={"dla": {"name": "DLA"}},
        structure={"seeds": {"name": "Seeds"}},
        accompaniment={"a": course(programme="dla"), "b": course(structure="other"), "c": course()},
    )

    assert costs(it, By.PROGRAMME) == {"dla": 30, "none": 60, None: 0}
    assert costs(it, By.STRUCTURE) == {"other": 30, "seeds": 60, None: 0}
    assert [row.label for row in it.rows(By.PROGRAMME)] == ["DLA", None, None]
    assert [row.label for row in it.rows(By.STRUCTURE)] == [None, "Seeds", None]


def test_themes_share_equally_inside_each_initiative(figures: Figures) -> None:
    it = figures(
        settings=RATE,
        initiative={
            "cafe": {"themes": ["water"]},
            "farm": {"themes": ["water", "inequality"]},
            "shop": {},
        },
        accompaniment={"a": course("cafe", "farm"), "b": course("shop"), "c": course("farm")},
    )

    assert costs(it, By.THEME) == {
        "inequality": Decimal("22.50"),
        "water": Decimal("37.50"),
        "none": 30,
        None: 0,
    }
    assert [row.label for row in it.rows(By.THEME)] == [None, "Eau", None, None]


def test_a_region_is_not_the_department_that_has_its_number(figures: Figures) -> None:
    it = figures(
        settings=RATE,
        initiative={
            "cafe": {"territory": {"commune": "27229", "region": "28"}},
            "farm": {"territory": {"region": "27"}},
            "shop": {"territory": {"name": "Everywhere"}},
        },
        accompaniment={"a": course("cafe"), "b": course("farm"), "c": course("shop")},
    )

    assert costs(it, By.TERRITORY) == {"27": 30, "region-27": 30, "none": 30, None: 0}


def test_cost_follows_the_money_of_each_policy(figures: Figures) -> None:
    it = figures(
        settings=RATE,
        accompaniment={"a": course(), "b": course()},
        contribution={"c": {"date": "2025-02-01", "hours": "1", "for": [{"accompaniment": "a"}]}},
        funding={
            "f": {
                "granted": "80",
                "for": [{"accompaniment": "a"}],
                "policies": [
                    {"policy": "sse", "amount": "60"},
                    {"policy": "commons", "amount": "20"},
                ],
            },
            "given": {"granted": "20", "for": [{"accompaniment": "a"}]},
            "asked": {"status": "requested", "requested": "40", "policies": [{"policy": "health"}]},
        },
    )

    rows = by_id(it.rows(By.POLICY))

    assert list(rows) == ["commons", "health", "sse", "none", None]
    assert rows["commons"].label == "Communs"
    assert {name: row.balance.resources.monetary for name, row in rows.items()} == {
        "commons": 20,
        "health": 0,
        "sse": 60,
        "none": 20,
        None: 0,
    }
    assert costs(it, By.POLICY) == {"commons": 6, "health": 0, "sse": 18, "none": 36, None: 0}
    assert rows["sse"].balance.cost.in_kind == 6
    assert rows["sse"].balance.hours.in_kind == {"volunteering": 2160}
    assert rows["health"].balance.resources.pending == 40


def test_each_policy_has_the_very_cents_that_its_funding_gives(figures: Figures) -> None:
    it = figures(
        settings=RATE,
        accompaniment={name: course() for name in "abc"},
        funding={
            "f": {
                "granted": "0.10",
                "policies": [
                    {"policy": "sse", "amount": "0.05"},
                    {"policy": "health", "amount": "0.05"},
                ],
            }
        },
    )

    rows = by_id(it.rows(By.POLICY))

    assert rows["sse"].balance.resources.monetary == Decimal("0.05")
    assert rows["health"].balance.resources.monetary == Decimal("0.05")
    assert it.diversification.amounts == {"health": Decimal("0.05"), "sse": Decimal("0.05")}


def test_cost_follows_the_money_of_each_funder(figures: Figures) -> None:
    it = figures(
        settings=RATE,
        structure={"region": {"name": "Région"}},
        accompaniment={"a": course(), "b": course()},
        funding={
            "f": {"granted": "20", "for": [{"accompaniment": "a"}]},
            "g": {"granted": "10", "funder": "town", "for": [{"accompaniment": "a"}]},
        },
    )

    assert costs(it, By.FUNDER) == {"region": 20, "town": 10, "none": 30, None: 0}
    assert it.rows(By.FUNDER)[0].label == "Région"


def test_money_of_the_structure_stays_in_its_row_by_policy(figures: Figures) -> None:
    grant = {"granted": "10", "policies": [{"policy": "sse"}]}

    [life] = figures(funding={"f": grant}).rows(By.POLICY)

    assert life.balance.resources.monetary == 10


@pytest.mark.parametrize("by", list(By))
def test_a_reference_to_a_record_that_is_not_there_loses_nothing(figures: Figures, by: By) -> None:
    it = figures(
        settings=RATE,
        accompaniment={"a": course("nobody")},
        contribution={"c": {"date": "2025-02-01", "hours": "1", "for": [{"accompaniment": "x"}]}},
        funding={"f": {"granted": "10"}},
    )

    assert sum(row.balance.cost.full for row in it.rows(by)) == it.balance.cost.full == 40
    assert sum(row.balance.resources.monetary for row in it.rows(by)) == 10


def test_left_cents_of_policies_go_by_the_ids_of_accompaniments(figures: Figures) -> None:
    names = sorted(f"a{n}" for n in range(12))
    halves = [{"policy": "sse", "amount": "0.06"}, {"policy": "health", "amount": "0.06"}]
    it = figures(
        settings=RATE,
        accompaniment={name: course() for name in reversed(names)},
        funding={"f": {"granted": "0.12", "policies": halves}},
    )

    health = by_id(it.rows(By.POLICY))["health"].balance

    paid = [line.accompaniment for line in health.of(Measure.MONEY)]
    assert paid == names[:6]


def test_two_targets_in_one_accompaniment_are_one_part_of_each_policy(figures: Figures) -> None:
    thirds = [{"policy": name, "share": "33.33%"} for name in ("sse", "health", "youth")]
    it = figures(
        settings=RATE,
        accompaniment={"a": course(), "b": course()},
        funding={
            "f": {
                "granted": "0.10",
                "policies": thirds,
                "for": [{"accompaniment": "a", "share": "50%"}],
            }
        },
    )

    rows = by_id(it.rows(By.POLICY))

    assert [rows[name].balance.resources.monetary for name in ("health", "sse", "youth")] == [
        Decimal("0.04"),
        Decimal("0.03"),
        Decimal("0.03"),
    ]
    assert it.balance.resources.monetary == Decimal("0.10")
    assert {line.record for line in rows["health"].balance.of(Measure.MONEY)} == {("funding", "f")}
