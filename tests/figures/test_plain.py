import json
from collections.abc import Callable

from mes_cli.figures import plain
from mes_cli.figures.groups import By
from mes_cli.figures.year import YearFigures
from tests.figures.whole import annual

Figures = Callable[..., YearFigures]

SETTINGS = {
    "hourly_costs": [{"from": "2025-01-01", "rate": "36"}],
    "overheads": [{"from": "2025-01-01", "share": "10%"}],
    "valuation": [{"from": "2025-01-01", "method": "flat-rate", "rate": "18"}],
}


def small(figures: Figures) -> YearFigures:
    return figures(
        settings=SETTINGS,
        initiative={"cafe": {"standing": [{"since": "2025-02-01", "status": "member"}]}},
        accompaniment={
            "a": {
                "title": "First",
                "sessions": [{"date": "2025-05-01", "hours": "12h30"}],
                "expenses": [{"date": "2025-05-01", "label": "Train", "amount": "5"}],
            }
        },
        contribution={
            "v": {"date": "2025-01-01", "hours": "10"},
            "m": {"kind": "activist-time", "date": "2025-01-01", "hours": "2"},
            "x": {
                "kind": "skill-exchange",
                "date": "2025-01-01",
                "hours": "1",
                "from": "seeds",
                "to": "cafe",
                "value": {"none": "a gift"},
            },
        },
        funding={
            "f": {"granted": "300", "ceiling": "20%", "policies": [{"policy": "culture"}]},
            "g": {"status": "requested", "requested": "50"},
        },
        evidence={"e": {}},
        advocacy={"d": {"date": "2025-01-01"}},
    )


def test_coverage_has_one_shape_for_machines(figures: Figures) -> None:
    data = plain.coverage(small(figures))
    rows = data.pop("rows")

    assert json.loads(json.dumps(data)) == {
        "year": 2025,
        "period": {"from": "2025-01-01", "to": "2025-12-31"},
        "hours": {
            "staff": 45000,
            "in_kind": {"activist-time": 7200, "skill-exchange": 3600, "volunteering": 36000},
        },
        "cost": {
            "staff": "450.00",
            "expenses": "5.00",
            "overheads": "45.00",
            "monetary": "500.00",
            "in_kind": "180.00",
            "full": "680.00",
        },
        "resources": {
            "money": {"grant": "300.00"},
            "monetary": "300.00",
            "in_kind": "180.00",
            "full": "480.00",
            "pending": "50.00",
        },
        "coverage": {"monetary": "0.6000", "full": "0.7059", "in_kind_share": "0.2647"},
        "remainder": "200.00",
        "accounts": {
            "860": "0.00",
            "861": "0.00",
            "862": "0.00",
            "864": "180.00",
            "870": "0.00",
            "871": "0.00",
            "875": "180.00",
        },
        "ceilings": [
            {
                "funding": "f",
                "share": "0.2000",
                "without_in_kind": "100.00",
                "with_in_kind": "136.00",
            }
        ],
        "described": [
            {"id": "m", "kind": "activist-time", "seconds": 7200, "reason": "kind-not-valued"},
            {"id": "x", "kind": "skill-exchange", "seconds": 3600, "reason": "a gift"},
        ],
        "by": "accompaniment",
    }
    assert isinstance(rows, list)
    assert [row["label"] for row in rows if isinstance(row, dict)] == ["First", None]


def test_rows_have_the_inner_keys_of_the_whole(figures: Figures) -> None:
    data = plain.coverage(small(figures))
    rows = data["rows"]

    assert isinstance(rows, list)
    for row in rows:
        assert isinstance(row, dict)
        assert row.keys() == {
            "id",
            "label",
            *("hours", "cost", "resources", "coverage", "remainder"),
        }
        for name in ("hours", "cost", "resources", "coverage"):
            assert keys(row[name]) == keys(data[name])


def keys(data: plain.JsonValue) -> list[object]:
    assert isinstance(data, dict)
    return [(key, list(value) if isinstance(value, dict) else None) for key, value in data.items()]


def test_a_row_without_a_name_is_called_by_its_id(figures: Figures) -> None:
    rows = plain.coverage(small(figures), By.TERRITORY)["rows"]

    assert isinstance(rows, list)
    assert [(row["id"], row["label"]) for row in rows if isinstance(row, dict)] == [
        ("21", "21"),
        (None, None),
    ]


def test_a_year_without_anything_has_null_ratios(figures: Figures) -> None:
    data = plain.coverage(figures())

    assert data["coverage"] == {"monetary": None, "full": None, "in_kind_share": None}
    assert data["remainder"] == "0.00"


def test_the_annual_figures_have_one_shape_for_machines(figures: Figures) -> None:
    it = small(figures)
    data = annual(it)

    assert data.pop("coverage") == plain.coverage(it)
    entry = data.pop("entry")
    assert json.loads(json.dumps(data)) == {
        "counts": {"initiatives": 1, "accompaniments": 1, "collective": 0, "new": 1, "ended": 0},
        "trajectory": [{"from": None, "to": "member", "count": 1}],
        "policies": {
            "amounts": {"culture": {"amount": "300.00", "share": "1.0000"}},
            "public": "300.00",
            "private": "0.00",
            "beyond_usual": "1.0000",
            "number": 1,
            "concentration": "1.0000",
        },
        "exchanges": [
            {"structure": "cafe", "given": 0, "received": 3600},
            {"structure": "seeds", "given": 3600, "received": 0},
        ],
    }
    assert isinstance(entry, dict)
    assert entry["spontaneous"] == {"count": 1, "share": "1.0000"}
    assert entry["prescribed"] == {"count": 0, "share": "0.0000"}


def test_the_channel_called_direct_is_not_lost_in_its_group(figures: Figures) -> None:
    it = figures(
        accompaniment={
            name: {"entry": {"channel": name}} for name in ("direct", "event", "referral")
        }
    )

    data = plain.entry(it.entries)

    channels = data["channels"]
    assert isinstance(channels, dict)
    assert data["spontaneous"] == {"count": 2, "share": "0.6667"}
    assert channels["direct"] == {"count": 1, "share": "0.3333"}
