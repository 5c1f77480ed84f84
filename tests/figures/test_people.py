from collections.abc import Callable
from decimal import Decimal

from mes_cli.figures.counts import PRESCRIBED, SPONTANEOUS
from mes_cli.figures.hours import full_time
from mes_cli.figures.year import YearFigures
from mes_cli.model.accompaniment import Channel
from mes_cli.model.audience import Audience
from mes_cli.view import Reader, data

Figures = Callable[..., YearFigures]


def came(channel: str, started: str = "2025-01-01", **more: object) -> dict[str, object]:
    return {"started": started, "entry": {"channel": channel}, **more}


def test_every_channel_is_in_one_of_the_two_groups() -> None:
    assert set(Channel) == SPONTANEOUS | PRESCRIBED
    assert not SPONTANEOUS & PRESCRIBED


def test_shares_are_of_the_accompaniments_started_in_the_year(figures: Figures) -> None:
    session = [{"date": "2025-05-01", "hours": "1"}]
    it = figures(
        accompaniment={
            "a": came("word-of-mouth"),
            "b": came("direct", "2025-12-31"),
            "c": came("prescription"),
            "old": came("referral", "2024-12-31", sessions=session),
        }
    )

    assert (it.entries.total, it.entries.spontaneous, it.entries.prescribed) == (3, 2, 1)
    assert it.entries.channels[Channel.DIRECT] == 1
    assert it.entries.channels[Channel.REFERRAL] == 0
    assert it.entries.share(it.entries.spontaneous) == Decimal(2) / 3


def test_without_new_accompaniments_there_is_no_share(figures: Figures) -> None:
    assert figures().entries.share(0) is None


def test_structures_and_courses_are_counted_apart(figures: Figures) -> None:
    session = [{"date": "2025-05-01", "hours": "1"}]
    it = figures(
        accompaniment={
            "a": {"initiatives": ["cafe", "shop"], "form": "collective", "ended": "2025-12-31"},
            "b": {"started": "2024-01-01", "ended": "2026-01-01", "sessions": session},
            "idle": {"started": "2024-01-01", "ended": "2025-03-01"},
        }
    )

    counts = it.counts

    assert (counts.initiatives, counts.accompaniments) == (2, 2)
    # Nothing but its end is in the year of `idle`: it ended all the same.
    assert (counts.collective, counts.new, counts.ended) == (1, 1, 2)


def test_initiatives_are_broken_down(figures: Figures) -> None:
    farm = {
        "stage": "creation",
        "legal_form": "scop",
        "territory": {"region": "27"},
        "sectors": ["food", "trade", "food"],
        "themes": ["inequality"],
    }
    it = figures(
        initiative={"cafe": {}, "farm": farm, "idle": {}},
        accompaniment={"a": {"initiatives": ["cafe", "farm"]}, "b": {}},
    )

    found = it.breakdown

    assert found.stage == {"creation": 1, "idea": 1}
    assert found.legal_form == {"none": 1, "scop": 1}
    assert found.territory == {"21": 1, "region-27": 1}
    assert found.sector == {"food": 1, "none": 1, "trade": 1}
    assert found.theme == {"inequality": 1, "none": 1}
    assert found.channel == {"direct": 2}


def test_standings_are_those_of_the_last_day_of_the_year(figures: Figures) -> None:
    steps = [
        {"since": "2026-01-01", "status": "activist"},
        {"since": "2025-12-31", "status": "contributor"},
        {"since": "2024-01-01", "status": "member"},
    ]
    old = [{"since": "2020-01-01", "status": "member"}]
    late = [{"since": "2026-01-01", "status": "member"}]

    it = figures(
        initiative={
            "cafe": {"standing": steps},
            "old": {"standing": old},
            "new": {"standing": late},
        }
    )

    assert it.standings == {"member": 1, "contributor": 1}


def test_trajectories_go_from_the_standing_before(figures: Figures) -> None:
    steps = [
        {"since": "2024-01-01", "status": "beneficiary"},
        {"since": "2025-12-31", "status": "activist"},
        {"since": "2025-01-01", "status": "member"},
    ]
    first = {"standing": [{"since": "2025-06-01", "status": "member"}]}
    it = figures(initiative={"cafe": {"standing": steps}, "a": first, "b": first})

    table = [(row.origin, row.reached, row.count) for row in it.passages]

    assert table == [
        (None, "member", 2),
        ("beneficiary", "member", 1),
        ("member", "activist", 1),
    ]
    assert [move.at.loc for move in it.moves if move.initiative == "cafe"] == [
        ("standing", 2),
        ("standing", 1),
    ]


def test_as_many_hours_of_skills_are_given_as_received(figures: Figures) -> None:
    swap = {"kind": "skill-exchange", "date": "2025-01-01"}
    it = figures(
        contribution={
            "1": {**swap, "hours": "2", "from": "seeds", "to": "cafe"},
            "2": {**swap, "hours": "1", "from": "cafe", "to": "seeds"},
            "3": {**swap, "hours": "4", "from": "shop", "to": "seeds"},
            "alone": {**swap, "hours": "4", "from": "shop"},
            "told": {**swap, "from": "shop", "to": "seeds"},
            "other": {"date": "2025-01-01", "hours": "9", "from": "shop", "to": "seeds"},
        }
    )

    assert [(it.party, it.given, it.received) for it in it.exchanges] == [
        ("cafe", 3600, 7200),
        ("seeds", 7200, 18000),
        ("shop", 14400, 0),
    ]


def test_hours_are_spread_over_months_by_days(figures: Figures) -> None:
    it = figures(
        2024,
        {"fiscal_year_start": "09-15"},
        accompaniment={
            "a": {
                "sessions": [
                    {"date": "2024-09-15", "hours": "1"},
                    {"date": "2025-09-14", "hours": "2"},
                ]
            }
        },
        contribution={
            "c": {"period": {"from": "2024-09-14", "to": "2024-10-01"}, "hours": "18"},
            "back": {"period": {"from": "2024-11-01", "to": "2024-10-01"}, "hours": "1"},
        },
    )

    months = it.months

    assert [str(month.first)[:7] for month in (months[0], months[-1])] == ["2024-09", "2025-09"]
    assert len(months) == 13
    assert (months[0].staff, months[-1].staff) == (3600, 7200)
    assert [month.in_kind for month in months[:4]] == [
        {"volunteering": 16 * 3600},
        {"volunteering": 3600},
        {"volunteering": 3600},
        {},
    ]


def test_full_time_is_1607_hours(figures: Figures) -> None:
    gifts = {
        "c": {"date": "2025-01-01", "hours": "803.5"},
        "d": {"date": "2025-01-01", "hours": "9", "kind": "activist-time"},
    }

    assert figures(contribution=gifts).volunteers_full_time == Decimal("0.5")
    assert figures().volunteers_full_time == full_time(0) == 0


def test_evidence_and_advocacy_are_counted_in_their_year(figures: Figures) -> None:
    it = figures(
        evidence={
            "1": {"date": "2025-01-01"},
            "2": {"kind": "visit", "date": "2025-12-31"},
            "3": {"date": "2026-01-01"},
        },
        advocacy={
            "1": {"date": "2025-01-01", "outcome": "partial"},
            "2": {"period": {"from": "2024-01-01", "to": "2025-01-01"}},
            "3": {"date": "2024-12-31"},
            "4": {},
        },
    )

    seen = data("annual", it, Reader(Audience.INTERNAL, it.period.last, "en"))
    assert seen["evidence"] == {"testimony": 1, "visit": 1}
    assert seen["advocacy"] == {"none": 1, "partial": 1}
