from collections.abc import Callable
from decimal import Decimal

from mes_cli.figures.line import Measure, ShareOf, Stated, Worked, records
from mes_cli.figures.year import YearFigures

Figures = Callable[..., YearFigures]

RATE = {"hourly_costs": [{"from": "2000-01-01", "rate": "34.01"}]}


def overheads(*rules: tuple[str, str, str]) -> dict[str, object]:
    keys = ("from", "share", "base")
    return {**RATE, "overheads": [dict(zip(keys, rule, strict=True)) for rule in rules]}


def test_the_first_and_the_last_day_are_in_the_year(figures: Figures) -> None:
    days = ("2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01")
    course = {"sessions": [{"date": day, "hours": "1"} for day in days]}

    it = figures(settings=RATE, accompaniment={"a": course})

    assert it.balance.hours.staff == 7200
    assert it.balance.cost.staff == Decimal("68.02")


def test_each_session_is_rounded_once(figures: Figures) -> None:
    # 10 min at 34.01 are 5.668…, so 5.67 each; three of them are 17.01, not 17.00 or 17.005.
    course = {"sessions": [{"date": "2025-05-01", "hours": "10min"}] * 3}

    it = figures(settings=RATE, accompaniment={"a": course})

    assert it.balance.cost.staff == Decimal("17.01")


def test_overheads_are_a_line_for_each_course_on_its_rounded_lines(figures: Figures) -> None:
    rules = overheads(("2000-01-01", "18%", "staff"))
    course = {"sessions": [{"date": "2025-05-01", "hours": "10min"}] * 3}

    it = figures(settings=rules, accompaniment={"a": course, "b": course})
    lines = [line for line in it.lines if line.measure is Measure.OVERHEADS]

    assert [line.amount for line in lines] == [Decimal("3.06"), Decimal("3.06")]
    [step] = lines[0].how
    assert isinstance(step, ShareOf)
    assert (step.share, step.base) == (Decimal("0.18"), Decimal("17.01"))


def test_overheads_that_change_inside_a_year_have_each_their_base(figures: Figures) -> None:
    rules = overheads(("2025-01-01", "10%", "staff"), ("2025-07-01", "20%", "staff-and-expenses"))
    days = ("2025-06-30", "2025-07-01")
    course = {
        "sessions": [{"date": day, "hours": "1"} for day in days],
        "expenses": [{"date": day, "label": "Train", "amount": "10"} for day in days],
    }

    it = figures(settings=rules, accompaniment={"a": course})

    found = [line.amount for line in it.lines if line.measure is Measure.OVERHEADS]
    assert found == [Decimal("3.40"), Decimal("8.80")]
    assert it.balance.cost.monetary == Decimal("68.02") + 20 + Decimal("12.20")


def test_expenses_alone_carry_no_overheads_on_staff(figures: Figures) -> None:
    course = {"expenses": [{"date": "2025-05-01", "label": "Train", "amount": "10"}]}

    it = figures(settings=overheads(("2000-01-01", "10%", "staff")), accompaniment={"a": course})

    assert it.balance.cost.monetary == 10


def test_lines_know_their_record_their_place_and_their_making(figures: Figures) -> None:
    course = {
        "sessions": [{"date": "2025-05-01", "hours": "2", "role": "direction"}],
        "expenses": [{"date": "2025-05-02", "label": "Train", "amount": "9.90", "account": "625"}],
    }

    staff, expense = figures(settings=RATE, accompaniment={"a": course}).lines

    assert (staff.record, staff.at.file) == (("accompaniment", "a"), "accompaniment/a.yaml")
    assert (staff.at.loc, staff.how) == (
        ("sessions", 0),
        (Worked(7200, Decimal("34.01")),),
    )
    assert (expense.at.loc, expense.how) == (("expenses", 0), (Stated(Decimal("9.90")),))
    assert (staff.detail, expense.detail) == ("direction", "625")
    assert records([staff, expense]) == {("accompaniment", "a")}


def test_a_year_without_anything_is_all_zeros_and_no_ratio(figures: Figures) -> None:
    balance = figures().balance

    assert [balance.cost.full, balance.resources.full, balance.remainder] == [0, 0, 0]
    assert balance.monetary_coverage is balance.full_coverage is balance.in_kind_share is None


def test_an_off_calendar_year_has_its_own_days(figures: Figures) -> None:
    days = ("2024-08-31", "2024-09-01", "2025-08-31", "2025-09-01")
    course = {"sessions": [{"date": day, "hours": "1"} for day in days]}
    settings = {**RATE, "fiscal_year_start": "09-01"}

    it = figures(2024, settings, accompaniment={"a": course})

    assert it.balance.hours.staff == 7200
    assert str(it.period.last) == "2025-08-31"


def test_money_given_on_is_in_no_base_of_overheads(figures: Figures) -> None:
    it = figures(
        settings={
            "overheads": [{"from": "2024-01-01", "share": "10%", "base": "staff-and-expenses"}]
        },
        accompaniment={
            "a": {
                "expenses": [
                    {"date": "2025-02-01", "label": "x", "amount": "100", "account": "6571"},
                    {"date": "2025-02-01", "label": "x", "amount": "50", "account": "65"},
                    {"date": "2025-02-01", "label": "x", "amount": "50"},
                ]
            }
        },
    )

    assert [it.balance.cost.expenses, it.balance.cost.overheads] == [200, 10]
