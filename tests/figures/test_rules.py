import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from mes_cli.checks import rates
from mes_cli.figures.rules import MINIMUM_WAGES, hourly_rate, minimum_wage
from mes_cli.figures.year import YearFigures
from mes_cli.model.contribution import Level
from mes_cli.register import Register

Figures = Callable[..., YearFigures]

COSTS = [
    {"from": "2025-07-01", "rate": "40"},
    {"from": "2025-01-01", "rate": "30"},
    {"from": "2025-03-01", "rate": "50", "role": "direction"},
]


def course(*sessions: dict[str, str]) -> dict[str, object]:
    return {"a": {"started": "2024-01-01", "sessions": list(sessions)}}


def test_a_rate_holds_from_its_first_day_on(figures: Figures) -> None:
    sessions = [{"date": day, "hours": "1"} for day in ("2025-06-30", "2025-07-01")]

    lines = figures(settings={"hourly_costs": COSTS}, accompaniment=course(*sessions)).lines

    assert [line.amount for line in lines] == [30, 40]


def test_a_role_without_a_rate_of_its_own_takes_the_one_without_role(figures: Figures) -> None:
    sessions = [
        {"date": "2025-02-28", "hours": "1", "role": "direction"},
        {"date": "2025-03-01", "hours": "1", "role": "direction"},
        {"date": "2025-08-01", "hours": "1", "role": "direction"},
        {"date": "2025-08-02", "hours": "1", "role": "reception"},
    ]

    lines = figures(settings={"hourly_costs": COSTS}, accompaniment=course(*sessions)).lines

    assert [line.amount for line in lines] == [30, 50, 50, 40]


def test_a_day_without_a_rate_costs_nothing_and_is_known(figures: Figures) -> None:
    it = figures(
        2024,
        settings={"hourly_costs": COSTS},
        accompaniment=course({"date": "2024-12-31", "hours": "1", "role": "direction"}),
    )

    [missing] = rates.no_hourly_cost(it.register)

    assert it.balance.cost.staff == 0
    assert missing.at.loc == ("sessions", 0, "hours")


def test_a_day_before_the_first_overheads_is_known(figures: Figures) -> None:
    it = figures(
        settings={
            "hourly_costs": COSTS,
            "overheads": [{"from": "2025-03-01", "share": "10%"}],
        },
        accompaniment=course(
            {"date": "2025-02-28", "hours": "1"}, {"date": "2025-03-01", "hours": "1"}
        ),
    )

    assert it.balance.cost.overheads == 3
    [missing] = rates.no_overhead_share(it.register)
    assert missing.at.loc == ("sessions", 0, "date")


def test_no_overheads_at_all_are_a_choice(figures: Figures) -> None:
    it = figures(
        settings={"hourly_costs": COSTS},
        accompaniment=course({"date": "2025-02-28", "hours": "1"}),
    )

    assert list(rates.no_overhead_share(it.register)) == []


def test_the_minimum_wage_is_in_order_and_only_rises() -> None:
    assert [wage.since for wage in MINIMUM_WAGES] == sorted({w.since for w in MINIMUM_WAGES})
    assert [wage.rate for wage in MINIMUM_WAGES] == sorted({w.rate for w in MINIMUM_WAGES})


def test_there_is_no_minimum_wage_before_the_table() -> None:
    assert minimum_wage(dt.date(2008, 4, 30)) is None
    assert minimum_wage(dt.date(2008, 5, 1)) == Decimal("8.63")
    assert minimum_wage(dt.date(2026, 6, 1)) == Decimal("12.31")


def test_what_has_no_legal_rate_counts_nothing_and_is_known(figures: Figures) -> None:
    it = figures(
        2007,
        settings={"valuation": [{"from": "2000-01-01", "method": "minimum-wage"}]},
        contribution={"c": {"date": "2007-01-01", "hours": "1"}},
    )

    [missing] = rates.no_valuation_rate(it.register)

    assert it.balance.cost.in_kind == 0
    assert missing.message.text.startswith("there is no rate of valuation for {day}")


def test_methods_without_a_rate_by_level_have_none(make: Callable[..., Register]) -> None:
    methods = ("none", "task-rates", "flat-rate", "minimum-wage")
    rules = [{"from": "2025-01-01", "method": name, "rate": "18"} for name in methods]
    settings = make({"valuation": rules}).settings

    found = [hourly_rate(rule, dt.date(2025, 1, 1), Level.EXPERTISE) for rule in settings.valuation]

    assert found == [None, None, Decimal("18.00"), Decimal("11.88")]
