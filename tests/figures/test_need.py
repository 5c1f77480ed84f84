"""General money by need: at most what each course still lacks, the rest to the structure."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from mes_cli.figures.groups import By
from mes_cli.figures.line import Basis, Measure, SpreadPart
from mes_cli.figures.year import YearFigures

Figures = Callable[..., YearFigures]

#: Without courses, and with one that costs nothing.
EMPTY: tuple[dict[str, dict[str, object]], ...] = ({}, {"a": {}})

NEED = {
    "spread_key": "need",
    "hourly_costs": [{"from": "2024-01-01", "rate": "10"}],
}


def course(hours: str, **more: object) -> dict[str, object]:
    return {"sessions": [{"date": "2025-05-01", "hours": hours}], **more}


def money(it: YearFigures, measure: Measure = Measure.MONEY) -> Mapping[str | None, Decimal]:
    found: dict[str | None, Decimal] = {}
    for line in it.lines:
        if line.measure is measure:
            found[line.accompaniment] = found.get(line.accompaniment, Decimal(0)) + line.amount
    return found


def test_general_money_is_given_in_proportion_to_what_is_lacking(figures: Figures) -> None:
    it = figures(
        settings=NEED,
        accompaniment={"a": course("10"), "b": course("30")},
        funding={"f": {"granted": "200"}},
    )

    assert money(it) == {"a": 50, "b": 150}


def test_what_is_more_than_all_needs_stays_in_the_life_of_the_structure(figures: Figures) -> None:
    it = figures(
        settings=NEED,
        accompaniment={"a": course("10"), "b": course("30")},
        funding={"f": {"granted": "500"}},
    )

    assert money(it) == {"a": 100, "b": 300, None: 100}


def test_targets_come_first_and_their_surplus_lacks_nothing(figures: Figures) -> None:
    it = figures(
        settings=NEED,
        programme={"dla": {}},
        accompaniment={
            "a": course("10", programme="dla"),
            "b": course("30", programme="dla"),
            "c": course("20"),
        },
        funding={
            "direct": {"granted": "150", "for": [{"accompaniment": "a"}]},
            # By hours: 10 to a, 30 to b.
            "scheme": {"granted": "40", "for": [{"programme": "dla"}]},
            "general": {"granted": "235"},
        },
    )

    # What lacks: a nothing (160 for 100), b 270, c 200.
    assert money(it) == {"a": 160, "b": 30 + 135, "c": 100}


def test_each_grant_gives_pro_rata_and_no_need_is_passed(figures: Figures) -> None:
    it = figures(
        settings=NEED,
        accompaniment={"a": course("0.001"), "b": course("0.001"), "c": course("0.001")},
        funding={"f": {"granted": "0.01"}, "g": {"granted": "0.04"}},
    )

    given_by = {
        (line.record[1], line.accompaniment): line.amount
        for line in it.lines
        if line.measure is Measure.MONEY
    }
    assert money(it) == {name: Decimal("0.01") for name in ("a", "b", "c", None)} | {
        None: Decimal("0.02")
    }
    assert sum(amount for (grant, _), amount in given_by.items() if grant == "g") == Decimal("0.04")


def test_what_is_asked_for_is_for_what_still_lacks(figures: Figures) -> None:
    it = figures(
        settings=NEED,
        accompaniment={"a": course("10"), "b": course("30")},
        funding={
            "f": {"granted": "200"},
            "asked": {"status": "requested", "requested": "250"},
        },
    )

    assert money(it) == {"a": 50, "b": 150}
    assert money(it, Measure.PENDING) == {"a": 50, "b": 150, None: 50}


def test_without_needs_everything_stays_in_the_life_of_the_structure(figures: Figures) -> None:
    for courses in EMPTY:
        it = figures(settings=NEED, accompaniment=courses, funding={"f": {"granted": "7"}})
        assert money(it) == {None: 7}


def test_a_part_by_need_says_so(figures: Figures) -> None:
    it = figures(
        settings=NEED,
        accompaniment={"a": course("10"), "b": course("30")},
        funding={"f": {"granted": "200"}},
    )

    [line] = [li for li in it.lines if li.measure is Measure.MONEY and li.accompaniment == "a"]
    assert line.how[1] == SpreadPart(Basis.NEED, Fraction(50), Fraction(200), Decimal(200), 0)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 5), min_size=1, max_size=4),
    st.lists(st.integers(0, 20_000), min_size=1, max_size=4),
)
def test_no_course_gets_more_than_it_lacks(
    figures: Figures, hours: list[int], grants: list[int]
) -> None:
    it = figures(
        settings=NEED,
        accompaniment={f"c{n}": course(str(some)) for n, some in enumerate(hours)},
        funding={f"g{n}": {"granted": f"{cents / 100:.2f}"} for n, cents in enumerate(grants)},
    )

    for row in it.rows(By.ACCOMPANIMENT):
        assert row.id is None or row.balance.remainder >= 0
    lacking = sum(row.balance.remainder for row in it.rows(By.ACCOMPANIMENT) if row.id)
    [life] = [row for row in it.rows(By.ACCOMPANIMENT) if row.id is None]
    assert lacking == 0 or life.balance.resources.monetary == 0
    assert it.balance.resources.monetary == Decimal(sum(grants)) / 100
