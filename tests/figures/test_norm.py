from collections.abc import Callable
from decimal import Decimal

from mes_cli.figures.hours import NormUse
from mes_cli.figures.year import YearFigures

Figures = Callable[..., YearFigures]

RATE = {
    "hourly_costs": [{"from": "2024-01-01", "rate": "30"}, {"from": "2025-01-01", "rate": "40"}]
}


def course(*days: str, **more: object) -> dict[str, object]:
    return {"started": days[0], "sessions": [{"date": d, "hours": "2"} for d in days], **more}


def test_an_overrun_counts_the_whole_course_up_to_the_end_of_the_year(figures: Figures) -> None:
    it = figures(
        2025,
        RATE,
        accompaniment={
            "a": course(
                "2024-05-01",
                "2025-12-31",
                "2026-01-01",
                norm={"hours": "3", "sessions": "1"},
                overrun_reason="A hard year",
            )
        },
    )

    [use] = it.norm_uses

    assert (use.seconds, use.overrun, use.sessions_overrun) == (14400, 3600, 1)
    assert use.cost == Decimal("35.00")
    assert use.reason == "A hard year"


def test_an_overrun_tells_the_year_from_what_fell_before(figures: Figures) -> None:
    days = ("2024-05-01", "2024-06-01", "2025-12-31")

    def use(norm: str) -> NormUse:
        it = figures(2025, RATE, accompaniment={"a": course(*days, norm={"hours": norm})})
        [found] = it.norm_uses
        return found

    # 2 h in each session: 4 h before the year, 2 h in it.
    over = use("3")
    assert (over.overrun, over.overrun_before, over.overrun_in_year) == (10800, 3600, 7200)
    assert [over.cost, over.cost_before, over.cost_in_year] == [
        Decimal("100.00"), Decimal("33.33"), Decimal("66.67"),
    ]  # fmt: skip
    below = use("5")
    assert (below.overrun, below.overrun_before, below.overrun_in_year) == (3600, 0, 3600)


def test_the_cost_of_an_overrun_has_its_overheads(figures: Figures) -> None:
    overheads = {"overheads": [{"from": "2024-01-01", "share": "10%"}]}
    it = figures(
        2025, {**RATE, **overheads}, accompaniment={"a": course("2025-05-01", norm={"hours": "1"})}
    )

    [use] = it.norm_uses

    # Two hours cost 80 and 8 of overheads; one of them is beyond.
    assert use.cost == Decimal("44.00")


def test_just_as_many_hours_as_the_norm_are_no_overrun(figures: Figures) -> None:
    it = figures(2025, RATE, accompaniment={"a": course("2025-05-01", norm={"hours": "2"})})

    [use] = it.norm_uses

    assert use.overrun == use.sessions_overrun == use.cost == 0


def test_the_own_norm_overrides_the_programmes_field_by_field(figures: Figures) -> None:
    it = figures(
        2025,
        RATE,
        programme={"dla": {"norm": {"hours": "1", "sessions": "3"}}, "free": {}},
        accompaniment={
            "a": course("2025-05-01", programme="dla"),
            "b": course("2025-05-01", programme="dla", norm={"hours": "5"}),
            "c": course("2025-05-01", programme="free"),
        },
    )

    assert [(use.accompaniment, use.norm.hours, use.norm.sessions) for use in it.norm_uses] == [
        ("a", 3600, 3),
        ("b", 18000, 3),
    ]
