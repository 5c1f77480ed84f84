from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

from mes_cli.figures.groups import By
from mes_cli.figures.line import Basis, SpreadPart, Stated
from mes_cli.figures.year import YearFigures

Figures = Callable[..., YearFigures]

TWO_YEARS = {"from": "2025-01-01", "to": "2026-12-31"}


def course(hours: str = "1", **more: object) -> dict[str, object]:
    return {"sessions": [{"date": "2025-05-01", "hours": hours}], **more}


def money(it: YearFigures) -> dict[str | None, Decimal]:
    found: dict[str | None, Decimal] = {}
    for line in it.lines:
        if line.measure.value == "money":
            found[line.accompaniment] = found.get(line.accompaniment, Decimal(0)) + line.amount
    return found


@pytest.mark.parametrize(
    ("status", "won", "pending"),
    [("requested", 0, 100), ("granted", 80, 0), ("received", 80, 0), ("refused", 0, 0)],
)
def test_the_status_decides(figures: Figures, status: str, won: int, pending: int) -> None:
    grant = {"status": status, "requested": "100", "granted": "80", "received": "60"}

    resources = figures(funding={"f": grant}).balance.resources

    assert [resources.monetary, resources.pending] == [won, pending]


def test_what_is_received_counts_where_no_amount_was_granted(figures: Figures) -> None:
    grant = {"status": "granted", "received": "60", "nature": "donation"}

    resources = figures(funding={"f": grant}).balance.resources

    assert resources.money == {"donation": Decimal("60.00")}


def test_a_funding_without_an_amount_is_nothing(figures: Figures) -> None:
    assert figures(funding={"f": {"status": "received"}}).balance.resources.money == {}


def test_by_year_is_by_the_first_calendar_year(figures: Figures) -> None:
    grant = {"granted": "100", "period": TWO_YEARS, "by_year": {"2025": "70", "2026": "30"}}

    years = [figures(y, {"fiscal_year_start": "09-01"}, funding={"f": grant}) for y in (2025, 2026)]

    assert [it.balance.resources.monetary for it in years] == [70, 30]
    [line] = years[0].lines
    assert (line.at.loc, line.how) == (("by_year", "2025"), (Stated(Decimal("70.00")),))


def test_else_money_is_spread_by_days_with_both_ends(figures: Figures) -> None:
    # 31 days of December and 31 of January.
    grant = {"granted": "100.01", "period": {"from": "2024-12-01", "to": "2025-01-31"}}

    before, after = (figures(year, funding={"f": grant}) for year in (2024, 2025))

    assert before.balance.resources.monetary == Decimal("50.01")
    assert after.balance.resources.monetary == Decimal("50.00")
    [line] = after.lines
    assert line.how[-1] == SpreadPart(Basis.DAYS, *(_days(31), _days(62)), Decimal("100.01"), 0)


def _days(number: int) -> Fraction:
    return Fraction(number)


def test_general_money_follows_staff_hours(figures: Figures) -> None:
    it = figures(
        accompaniment={"a": course("1"), "b": course("3")}, funding={"f": {"granted": "100"}}
    )

    assert money(it) == {"a": 25, "b": 75}


def test_general_money_may_follow_the_monetary_cost(figures: Figures) -> None:
    spent = {"expenses": [{"date": "2025-05-01", "label": "Train", "amount": "1"}]}
    it = figures(
        settings={"spread_key": "cost", "hourly_costs": [{"from": "2025-01-01", "rate": "3"}]},
        accompaniment={"a": course("1"), "b": spent},
        funding={"f": {"granted": "100"}},
    )

    assert money(it) == {"a": 75, "b": 25}


def test_general_money_may_be_spread_equally(figures: Figures) -> None:
    it = figures(
        settings={"spread_key": "equal"},
        accompaniment={"a": course("1"), "b": course("3")},
        funding={"f": {"granted": "100"}},
    )

    assert money(it) == {"a": 50, "b": 50}


def test_without_any_hours_general_money_is_spread_equally(figures: Figures) -> None:
    it = figures(accompaniment={"a": {}, "b": {}}, funding={"f": {"granted": "0.03"}})

    assert money(it) == {"a": Decimal("0.02"), "b": Decimal("0.01")}


def test_without_accompaniments_money_stays_in_the_life_of_the_structure(
    figures: Figures,
) -> None:
    grant = {"granted": "9", "for": [{"programme": "dla", "amount": "4"}]}

    assert money(figures(programme={"dla": {}}, funding={"f": grant})) == {None: 9}


def test_the_years_accompaniments_are_those_with_something_in_it(figures: Figures) -> None:
    old = {"started": "2020-01-01"}
    it = figures(
        accompaniment={
            "expense": {**old, "expenses": [{"date": "2025-01-01", "label": "x", "amount": "0"}]},
            "gift": old,
            "grant": old,
            "idle": {**old, "sessions": [{"date": "2024-12-31", "hours": "1"}]},
            "new": {"started": "2025-12-31"},
            "next": {"started": "2026-01-01"},
            "session": {**old, "sessions": [{"date": "2025-12-31", "hours": "0"}]},
        },
        contribution={"c": {"date": "2025-01-01", "for": [{"accompaniment": "gift"}]}},
        funding={"f": {"granted": "5", "for": [{"accompaniment": "grant"}]}},
    )

    assert it.ledger.accompaniments == ("expense", "gift", "new", "session")
    assert money(it) == {"grant": 5}


def test_targets_take_their_part_and_leave_the_rest_to_all(figures: Figures) -> None:
    it = figures(
        accompaniment={
            "a": course(programme="dla"),
            "b": course(programme="dla"),
            "c": course("2"),
        },
        funding={
            "f": {
                "granted": "1000",
                "for": [
                    {"accompaniment": "c", "amount": "200"},
                    {"programme": "dla", "share": "50%"},
                ],
            }
        },
    )

    # 500 for the programme, 200 for c, and 300 general: 75, 75 and 150 by hours.
    assert money(it) == {"a": 325, "b": 325, "c": 350}


def test_a_target_has_its_part_of_each_year(figures: Figures) -> None:
    grant = {
        "granted": "1000",
        "by_year": {"2025": "600", "2026": "400"},
        "for": [{"accompaniment": "a", "amount": "500"}, {"accompaniment": "b"}],
    }

    it = figures(accompaniment={"a": {}, "b": {}}, funding={"f": grant})

    assert money(it) == {"a": 300, "b": 300}


def test_a_target_that_names_nothing_is_general(figures: Figures) -> None:
    grant = {"granted": "10", "for": [{"share": "50%"}]}

    assert money(figures(accompaniment={"a": {}}, funding={"f": grant})) == {"a": 10}


def test_a_contribution_for_several_is_rounded_once_and_then_spread(figures: Figures) -> None:
    it = figures(
        settings={"valuation": [{"from": "2025-01-01", "method": "flat-rate", "rate": "0.05"}]},
        accompaniment={"a": {}, "b": {}},
        contribution={
            "c": {
                "date": "2025-01-01",
                "hours": "1",
                "for": [{"accompaniment": "b", "share": "50%"}, {"accompaniment": "a"}],
            }
        },
    )

    parts = {line.accompaniment: (line.amount, line.seconds) for line in it.lines}

    assert parts == {"a": (Decimal("0.03"), 1800), "b": (Decimal("0.02"), 1800)}


def test_a_contribution_is_shared_out_entirely(figures: Figures) -> None:
    thirds = [{"accompaniment": name, "share": "33.33%"} for name in "cab"]
    gift = {"date": "2025-01-01", "hours": "1", "value": {"amount": "100"}}

    it = figures(
        accompaniment={name: {} for name in "abc"},
        contribution={"c": {**gift, "for": thirds}, "general": {**gift, "for": []}},
    )

    assert [(line.accompaniment, line.amount, line.seconds) for line in it.lines] == [
        ("c", Decimal("33.33"), 1200),
        ("a", Decimal("33.34"), 1200),
        ("b", Decimal("33.33"), 1200),
        (None, Decimal("100.00"), 3600),
    ]


def test_what_targets_leave_of_a_grant_is_general(figures: Figures) -> None:
    shares = [{"accompaniment": name, "share": "33.3%"} for name in "abc"]

    it = figures(
        accompaniment={"a": {}, "b": {}, "c": {}, "d": course("1")},
        funding={"f": {"granted": "10000", "for": shares}},
    )

    assert {line.accompaniment: line.amount for line in it.lines if line.amount} == {
        **dict.fromkeys("abc", Decimal("3330.00")),
        "d": Decimal("10.00"),
    }


def test_coverage_tells_money_from_what_was_given(figures: Figures) -> None:
    it = figures(
        settings={"hourly_costs": [{"from": "2025-01-01", "rate": "100"}]},
        accompaniment={"a": course("10")},
        contribution={"c": {"date": "2025-01-01", "value": {"amount": "600"}}},
        funding={"f": {"granted": "1200"}},
    )

    balance = it.balance

    assert [balance.cost.monetary, balance.cost.full] == [1000, 1600]
    assert balance.monetary_coverage == Decimal("1.2")
    assert balance.full_coverage == Decimal("1.125")
    assert balance.in_kind_share == Decimal("0.375")
    assert balance.remainder == -200


def test_a_programme_without_accompaniment_in_the_year_leaves_its_money_to_the_structure(
    figures: Figures,
) -> None:
    it = figures(
        programme={"dla": {}},
        accompaniment={
            "a": course("1"),
            "old": {"started": "2024-01-01", "programme": "dla"},
        },
        funding={"f": {"granted": "100", "for": [{"programme": "dla", "share": "60%"}]}},
    )

    assert money(it) == {"a": 40, None: 60}


def test_an_idle_accompaniment_keeps_the_money_that_is_for_it(figures: Figures) -> None:
    it = figures(
        accompaniment={"a": course("1"), "idle": {"started": "2024-01-01"}},
        funding={"f": {"granted": "100", "for": [{"accompaniment": "idle", "amount": "70"}]}},
    )

    assert money(it) == {"a": 30, "idle": 70}
    assert it.counts.accompaniments == 1
    row = it.rows(By.ACCOMPANIMENT)[1]
    assert (row.id, row.balance.resources.monetary) == ("idle", Decimal(70))
    assert row.balance.monetary_coverage is None
