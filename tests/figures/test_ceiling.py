from collections.abc import Callable
from decimal import Decimal

from mes_cli.figures.year import YearFigures

Figures = Callable[..., YearFigures]

RATE = {"hourly_costs": [{"from": "2025-01-01", "rate": "100"}]}


def course(hours: str, **more: object) -> dict[str, object]:
    return {"sessions": [{"date": "2025-05-01", "hours": hours}], **more}


def test_volunteering_raises_what_a_funder_of_a_share_may_give(figures: Figures) -> None:
    it = figures(
        settings=RATE,
        accompaniment={"a": course("100")},
        contribution={"c": {"date": "2025-01-01", "value": {"amount": "5000"}}},
        funding={"f": {"granted": "2500", "ceiling": "20%"}},
    )

    [ceiling] = it.ceilings

    assert [ceiling.without_in_kind, ceiling.with_in_kind] == [2000, 3000]
    assert ceiling.amount == 2500
    assert ceiling.at.loc == ("ceiling",)


def test_a_ceiling_is_on_the_cost_of_what_the_funding_targets(figures: Figures) -> None:
    targets = [{"accompaniment": "a", "share": "10%"}, {"programme": "dla"}]
    it = figures(
        settings=RATE,
        programme={"dla": {}},
        accompaniment={"a": course("1"), "b": course("2", programme="dla"), "c": course("4")},
        funding={
            "f": {"status": "requested", "requested": "1", "ceiling": "33.33%", "for": targets},
            "no": {"status": "refused", "ceiling": "1"},
            "old": {"ceiling": "1", "period": {"from": "2024-01-01", "to": "2024-12-31"}},
            "without": {"granted": "1"},
        },
    )

    [ceiling] = it.ceilings

    assert ceiling.monetary_cost == 300
    assert ceiling.without_in_kind == Decimal("99.99")


def test_a_ceiling_on_an_accompaniment_without_cost_is_zero(figures: Figures) -> None:
    grant = {"granted": "1", "ceiling": "50%", "for": [{"accompaniment": "x"}]}

    [ceiling] = figures(funding={"f": grant}).ceilings

    assert ceiling.with_in_kind == 0
