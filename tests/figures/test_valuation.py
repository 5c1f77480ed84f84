from collections.abc import Callable
from decimal import Decimal

import pytest

from mes_cli import checks
from mes_cli.figures.line import Counted, Described, Reason, Stated, Worked
from mes_cli.figures.year import YearFigures

Figures = Callable[..., YearFigures]


def method(name: str, **more: object) -> dict[str, object]:
    return {"valuation": [{"from": "2000-01-01", "method": name, **more}]}


WAGE = method("minimum-wage")
TASKS = method("task-rates", task_rates={"reception": "20"})


def value(it: YearFigures) -> Decimal:
    return it.balance.cost.in_kind


def reasons(it: YearFigures) -> list[Reason]:
    return [gift.reason for gift in it.described]


def test_the_minimum_wage_that_changes_inside_a_year_is_that_of_each_day(figures: Figures) -> None:
    it = figures(
        2024,
        WAGE,
        contribution={
            "before": {"date": "2024-10-31", "hours": "10"},
            "after": {"date": "2024-11-01", "hours": "10"},
        },
    )

    assert {line.record[1]: line.amount for line in it.lines} == {
        "before": Decimal("116.50"),
        "after": Decimal("118.80"),
    }


def test_the_rate_is_rounded_before_it_multiplies(figures: Figures) -> None:
    # 11.65 by 1.311 = 15.27315, so 15.27; 1,000 h at the exact rate would be 15,273.15.
    settings = method("minimum-wage", employer_charges="31.10%")
    it = figures(2024, settings, contribution={"c": {"date": "2024-01-01", "hours": "1000"}})

    assert value(it) == Decimal("15270.00")


@pytest.mark.parametrize(
    ("level", "euros"), [(None, "11.88"), ("coordination", "17.82"), ("expertise", "23.76")]
)
def test_the_level_weighs_in_the_minimum_wage(
    figures: Figures, level: str | None, euros: str
) -> None:
    weights = {"coordination": "1.5", "expertise": "2"}
    gift = {"date": "2025-01-01", "hours": "1", "level": level}

    it = figures(2025, method("minimum-wage", coefficients=weights), contribution={"c": gift})

    assert value(it) == Decimal(euros)


def test_a_flat_rate_knows_no_level(figures: Figures) -> None:
    gift = {"date": "2025-01-01", "hours": "2h30", "level": "expertise"}
    settings = method("flat-rate", rate="18.01", coefficients={"expertise": "3"})

    assert value(figures(2025, settings, contribution={"c": gift})) == Decimal("45.03")


def test_a_flat_rate_that_is_not_said_counts_nothing(figures: Figures) -> None:
    gift = {"date": "2025-01-01", "hours": "1"}

    assert reasons(figures(2025, method("flat-rate"), contribution={"c": gift})) == [Reason.NO_RATE]


def test_tasks_have_rates(figures: Figures) -> None:
    gift = {"date": "2025-01-01", "hours": "2", "task": "reception"}

    assert value(figures(2025, TASKS, contribution={"c": gift})) == 40


def test_an_absent_or_unknown_task_is_a_fault(figures: Figures) -> None:
    it = figures(
        2025,
        TASKS,
        contribution={
            "absent": {"date": "2025-01-01", "hours": "1"},
            "unknown": {"date": "2025-01-01", "hours": "1", "task": "typing"},
            "own": {"date": "2025-01-01", "hours": "1", "value": {"rate": "9"}},
            "statutory": {"date": "2025-01-01", "hours": "1", "governance": "true"},
        },
    )

    faults = [fault for fault in checks.run(it.register) if fault.code == "task-without-rate"]

    assert [(fault.severity, fault.at.loc) for fault in faults] == [
        ("error", ("hours",)),
        ("error", ("task",)),
    ]
    assert reasons(it) == [Reason.TASK_ABSENT, Reason.GOVERNANCE_TIME, Reason.TASK_UNKNOWN]
    assert value(it) == 9


@pytest.mark.parametrize("settings", [{}, method("none"), WAGE, TASKS])
@pytest.mark.parametrize("kind", ["volunteering", "premises", "activist-time", "skill-exchange"])
def test_an_own_value_counts_under_every_method(
    figures: Figures, settings: dict[str, object], kind: str
) -> None:
    it = figures(
        2025,
        settings,
        contribution={
            "amount": {"kind": kind, "date": "2025-01-01", "value": {"amount": "100"}},
            "unit": {
                "kind": kind,
                "date": "2025-01-01",
                "quantity": "2.5",
                "unit": "day",
                "unit_value": "10.01",
            },
            "rate": {"kind": kind, "date": "2025-01-01", "hours": "2", "value": {"rate": "7"}},
        },
    )

    made = {line.record[1]: (line.amount, line.how) for line in it.lines}

    assert made == {
        "amount": (Decimal("100.00"), (Stated(Decimal("100.00")),)),
        "unit": (Decimal("25.03"), (Counted(Decimal("2.5"), "day", Decimal("10.01")),)),
        "rate": (Decimal("14.00"), (Worked(7200, Decimal("7.00")),)),
    }


def test_an_own_value_comes_before_a_unit_value(figures: Figures) -> None:
    units = {"quantity": "2", "unit_value": "10", "hours": "1", "date": "2025-01-01"}

    it = figures(
        2025,
        WAGE,
        contribution={
            "own": {**units, "value": {"amount": "1"}},
            "unit": units,
            "none": {**units, "value": {"none": "a gift is no price"}},
        },
    )

    assert value(it) == 21
    [told] = it.described
    assert (told.id, told.reason, told.words) == ("none", Reason.DECLARED, "a gift is no price")
    assert told.seconds == 3600


def test_a_rate_without_hours_is_no_value(figures: Figures) -> None:
    gift = {"date": "2025-01-01", "value": {"rate": "9"}}

    assert reasons(figures(contribution={"c": gift})) == [Reason.NO_HOURS]


def test_an_empty_value_says_nothing(figures: Figures) -> None:
    gift = {"date": "2025-01-01", "hours": "1", "value": {}}

    assert value(figures(2025, WAGE, contribution={"c": gift})) == Decimal("11.88")


def test_external_effects_never_have_a_value(figures: Figures) -> None:
    settings = method("minimum-wage", valued_kinds=["external-effect"])
    gift = {
        "kind": "external-effect",
        "date": "2025-01-01",
        "hours": "1",
        "value": {"amount": "500"},
        "obtained": "5000",
    }

    it = figures(2025, settings, contribution={"c": gift})

    assert reasons(it) == [Reason.EXTERNAL_EFFECT]
    assert it.balance.resources.full == 0
    assert it.balance.hours.in_kind == {"external-effect": 3600}


@pytest.mark.parametrize(
    ("settings", "gift", "reason"),
    [
        ({}, {"hours": "1"}, Reason.METHOD_NONE),
        (method("none"), {"hours": "1"}, Reason.METHOD_NONE),
        (WAGE, {}, Reason.NO_HOURS),
        (WAGE, {"kind": "activist-time", "hours": "1"}, Reason.KIND_NOT_VALUED),
        (WAGE, {"kind": "skill-exchange", "hours": "1"}, Reason.KIND_NOT_VALUED),
        (WAGE, {"hours": "1", "governance": "true"}, Reason.GOVERNANCE_TIME),
        (
            {"valuation": [{"from": "2025-01-02", "method": "minimum-wage"}]},
            {"hours": "1"},
            Reason.NO_RATE,
        ),
    ],
)
def test_what_has_no_value_says_why(
    figures: Figures, settings: dict[str, object], gift: dict[str, object], reason: Reason
) -> None:
    it = figures(2025, settings, contribution={"c": {"date": "2025-01-01", **gift}})

    assert reasons(it) == [reason]
    assert [line.how for line in it.lines] == [(Described(reason),)]


def test_governance_time_may_be_included(figures: Figures) -> None:
    gift = {"date": "2025-01-01", "hours": "1", "governance": "true"}
    settings = method("flat-rate", rate="18", governance_time="included")

    assert value(figures(2025, settings, contribution={"c": gift})) == 18


def test_statutory_time_with_a_value_of_its_own_counts(figures: Figures) -> None:
    gift = {"date": "2025-01-01", "governance": "true", "value": {"amount": "60"}}

    assert value(figures(2025, WAGE, contribution={"c": gift})) == 60


def test_declared_kinds_replace_volunteering(figures: Figures) -> None:
    settings = method("flat-rate", rate="18", valued_kinds=["activist-time", "skill-exchange"])
    it = figures(
        2025,
        settings,
        contribution={
            kind: {"kind": kind, "date": "2025-01-01", "hours": "1"}
            for kind in ("volunteering", "activist-time", "skill-exchange")
        },
    )

    assert value(it) == 36
    assert [gift.id for gift in it.described] == ["volunteering"]


def test_a_period_takes_the_rate_of_its_first_day(figures: Figures) -> None:
    gift = {"period": {"from": "2024-10-31", "to": "2024-11-30"}, "hours": "10"}

    assert value(figures(2024, WAGE, contribution={"c": gift})) == Decimal("116.50")


def test_a_period_over_two_years_is_spread_by_days(figures: Figures) -> None:
    # 10 h at 11.88 are 118.80 over 3 days, of which one is in 2025.
    gift = {"period": {"from": "2025-12-31", "to": "2026-01-02"}, "hours": "10"}

    first, second = (figures(year, WAGE, contribution={"c": gift}) for year in (2025, 2026))

    assert (value(first), value(second)) == (Decimal("39.60"), Decimal("79.20"))
    assert first.balance.hours.in_kind == {"volunteering": 12000}
    assert second.balance.hours.in_kind == {"volunteering": 24000}


def test_what_is_described_over_two_years_is_told_in_both(figures: Figures) -> None:
    gift = {
        "kind": "external-effect",
        "title": "A fund",
        "period": {"from": "2025-12-31", "to": "2026-01-02"},
    }

    assert [len(reasons(figures(y, contribution={"c": gift}))) for y in (2024, 2025, 2026)] == [
        0,
        1,
        1,
    ]


def test_a_contribution_without_a_date_is_in_no_year(figures: Figures) -> None:
    assert figures(contribution={"c": {"hours": "1"}}).books.contributions == ()
