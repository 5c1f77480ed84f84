from collections.abc import Callable
from decimal import Decimal

from mes_cli.figures.year import YearFigures

Figures = Callable[..., YearFigures]


def test_money_is_shared_by_policy_and_what_has_none_is_known(figures: Figures) -> None:
    it = figures(
        funding={
            "f": {
                "granted": "45",
                "policies": [
                    {"policy": "sse", "amount": "30"},
                    {"policy": "culture", "amount": "15"},
                ],
            },
            "free": {"granted": "15"},
            "g": {"granted": "40", "policies": [{"policy": "culture"}]},
            "asked": {"status": "requested", "requested": "9", "policies": [{"policy": "youth"}]},
        }
    ).diversification

    assert it.amounts == {"culture": 55, "none": 15, "sse": 30}
    assert it.shares == {
        "culture": Decimal("0.55"),
        "none": Decimal("0.15"),
        "sse": Decimal("0.3"),
    }
    assert it.beyond_usual == Decimal("0.55")
    assert it.number == 2
    # 55 and 30 of the 85 that have a policy.
    assert round(it.concentration or 0, 4) == Decimal("0.5433")


def test_private_money_stands_beside_public_money(figures: Figures) -> None:
    culture, health = ([{"policy": name}] for name in ("culture", "health"))
    it = figures(
        funding={
            "grant": {"granted": "100", "level": "municipality", "policies": culture},
            "foundation": {"granted": "50", "level": "private", "policies": health},
            "gift": {"granted": "7", "nature": "donation", "policies": health},
            "fees": {"granted": "900", "nature": "membership-fees"},
            "service": {"granted": "40", "nature": "contract", "policies": [{"policy": "other"}]},
        }
    ).diversification

    assert it.amounts == {"culture": 100, "other": 40}
    assert [it.public, it.private] == [140, 957]
    assert [it.beyond_usual, it.number] == [1, 1]


def test_usual_policies_are_not_beyond(figures: Figures) -> None:
    usual = ("economic-development", "employment", "inclusion", "sse")
    it = figures(
        funding={name: {"granted": "1", "policies": [{"policy": name}]} for name in usual}
    ).diversification

    assert [it.beyond_usual, it.number, it.concentration] == [0, 4, Decimal("0.25")]


def test_without_money_nothing_is_diverse(figures: Figures) -> None:
    it = figures().diversification

    assert (it.amounts, it.beyond_usual, it.number, it.concentration) == ({}, None, 0, None)


def test_shares_that_lost_a_rounding_leave_no_cent_without_policy(figures: Figures) -> None:
    thirds = [{"policy": name, "share": "33.33%"} for name in ("sse", "culture", "youth")]

    it = figures(funding={"f": {"granted": "10000", "policies": thirds}}).diversification

    assert it.amounts == {
        "culture": Decimal("3333.34"),
        "sse": Decimal("3333.33"),
        "youth": Decimal("3333.33"),
    }
