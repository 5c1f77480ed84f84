import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from mes_cli.figures.grant import GrantAccount
from mes_cli.figures.line import ShareOf
from mes_cli.figures.year import YearFigures
from mes_cli.model.funding import Side

Figures = Callable[..., YearFigures]

BUDGET = [
    {"account": "64", "side": "cost", "planned": "1000", "actual": "1100"},
    {"account": "62", "side": "cost", "planned": "0", "actual": "50"},
    {"account": "625", "side": "cost", "planned": "100"},
    {"account": "864", "side": "cost", "planned": "500", "actual": "400"},
    {"account": "74", "side": "resource", "label": "Region", "planned": "600", "actual": "600"},
    {"account": "74", "side": "resource", "label": "Town", "planned": "500", "actual": "500"},
    {"account": "87", "side": "resource", "planned": "500", "actual": "400"},
]

SPAN = {"from": "2025-03-01", "to": "2025-04-01"}


def account(figures: Figures) -> GrantAccount:
    it = figures(
        settings={
            "hourly_costs": [{"from": "2025-01-01", "rate": "10"}],
            "overheads": [{"from": "2025-01-01", "share": "10%"}],
        },
        accompaniment={
            "a": {
                "sessions": [{"date": "2025-05-01", "hours": "90"}],
                "expenses": [
                    {"date": "2025-05-01", "label": "Train", "amount": "30", "account": "6251"},
                    {"date": "2025-05-01", "label": "Hall", "amount": "40", "account": "6228"},
                    {"date": "2025-05-01", "label": "Tea", "amount": "5"},
                    {"date": "2025-05-01", "label": "ContributionYears", "amount": "0"},
                ],
            },
            "other": {"sessions": [{"date": "2025-05-01", "hours": "9"}]},
        },
        contribution={
            "c": {
                "date": "2025-01-01",
                "value": {"amount": "300"},
                "for": [{"accompaniment": "a"}],
            },
        },
        funding={"f": {"granted": "600", "for": [{"accompaniment": "a"}], "budget": BUDGET}},
    )
    found = it.grant("f")
    assert found
    return found


def test_each_row_has_its_gap_in_euros_and_as_a_share_of_the_plan(figures: Figures) -> None:
    staff, services, travel, *_ = (row.amounts for row in account(figures).rows)

    assert [staff.gap, staff.gap_share, staff.realised] == [100, Decimal("0.1"), Decimal("1.1")]
    assert [services.gap, services.gap_share, services.realised] == [50, None, None]
    assert (travel.gap, travel.gap_share, travel.realised) == (None, None, None)


def test_records_are_beside_the_nearest_account(figures: Figures) -> None:
    rows = account(figures).rows

    assert [row.line.account for row in rows] == ["64", "62", "625", "864", "74", "74", "87"]
    # Two rows share account 74 as they share what was planned for it: 600 and 500.
    assert [row.amounts.recorded for row in rows] == [
        900, 40, 30, 300, Decimal("327.27"), Decimal("272.73"), 300,
    ]  # fmt: skip
    assert rows[2].at.loc == ("budget", 2)
    assert rows[6].at.loc == ("budget", 6)


def test_records_that_no_row_takes_are_apart(figures: Figures) -> None:
    it = account(figures)
    apart = it.unplaced

    assert [line.amount for line in apart[Side.COST]] == [5]
    assert [(line.amount, line.how) for line in it.indirect] == [
        (Decimal(90), (ShareOf(Decimal("0.1"), Decimal(900), dt.date(2025, 1, 1)),))
    ]
    assert apart[Side.RESOURCE] == ()


def test_what_is_in_the_records_adds_up(figures: Figures) -> None:
    it = account(figures)

    for side, totals in it.totals.items():
        rows = sum(row.amounts.recorded for row in it.rows if row.line.side is side)
        apart = sum(line.amount for line in it.unplaced[side])
        overheads = sum(line.amount for line in it.indirect) if side is Side.COST else 0
        assert rows + apart + overheads == totals.full.recorded


def test_there_are_two_pairs_of_totals(figures: Figures) -> None:
    it = account(figures)
    cost, resource = it.totals[Side.COST], it.totals[Side.RESOURCE]

    assert [cost.monetary.planned, resource.monetary.planned] == [1100, 1100]
    assert [cost.full.planned, resource.full.planned] == [1600, 1600]
    assert it.balanced
    assert [cost.monetary.actual, cost.full.actual] == [1150, 1550]
    assert [cost.monetary.recorded, cost.full.recorded] == [1065, 1365]
    assert [resource.monetary.recorded, resource.full.recorded] == [600, 900]


def test_a_grant_without_a_budget_has_empty_totals(figures: Figures) -> None:
    it = figures(funding={"f": {"granted": "1"}})
    found = it.grant("f")

    assert found
    assert found.rows == ()
    assert found.totals[Side.COST].full.actual is None
    assert found.balanced
    assert it.grant("nothing") is None


def test_the_share_of_a_grant_is_of_the_money_that_came(figures: Figures) -> None:
    rows = [{"account": "74", "side": "resource", "planned": "1", "actual": "800"}]
    grant = {"granted": "600", "for": [{"accompaniment": "a"}]}
    other = {"granted": "200", "for": [{"accompaniment": "a"}], "period": SPAN}

    def share(**more: object) -> Decimal | None:
        it = figures(accompaniment={"a": {}}, funding={"f": {**grant, **more}, "g": other})
        found = it.grant("f")
        assert found
        return found.share

    assert share(budget=rows) == share() == Decimal("0.75")
    assert share(status="requested", requested="600", granted=None) == 0
    assert share(by_year={"2024": "600"}) == 0


def test_staff_is_split_as_the_budget_splits_it_and_money_goes_to_the_row_of_its_funder(
    figures: Figures,
) -> None:
    structures = {
        "mill": {"name": "The Mill Foundation"},
        "hill": {"name": "Council of the Hills"},
        "town": {"name": "Town of Dale"},
    }
    given = {"period": {"from": "2025-01-01", "to": "2025-12-31"}}
    budget = [
        {"account": "641", "side": "cost", "planned": "750"},
        {"account": "645", "side": "cost", "planned": "250"},
        {"account": "74", "side": "resource", "label": "Regional council", "planned": "1"},
        {"account": "74", "side": "resource", "label": "Town of Dale", "planned": "1"},
        {"account": "74", "side": "resource", "label": "The Mill", "planned": "1"},
    ]
    it = figures(
        structure=structures,
        settings={"hourly_costs": [{"from": "2025-01-01", "rate": "10"}]},
        accompaniment={"a": {"sessions": [{"date": "2025-05-01", "hours": "40"}]}},
        funding={
            "f": {**given, "funder": "hill", "level": "region", "granted": "100", "budget": budget},
            "g": {**given, "funder": "town", "nature": "contract", "granted": "50"},
            "h": {**given, "funder": "mill", "nature": "sponsorship", "granted": "7"},
        },
    )

    found = it.grant("f")

    assert found
    assert [row.amounts.recorded for row in found.rows] == [300, 100, 100, 50, 7]
    assert found.unplaced == {Side.COST: (), Side.RESOURCE: ()}
