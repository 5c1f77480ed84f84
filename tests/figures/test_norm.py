from collections.abc import Callable
from decimal import Decimal

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
