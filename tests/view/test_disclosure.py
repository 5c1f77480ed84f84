"""Money and hours of few: no row, and no difference of rows, is about fewer than the minimum."""

import datetime as dt
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mes_cli.errors import AudienceRefusedError
from mes_cli.figures.books import books
from mes_cli.figures.groups import By
from mes_cli.figures.rows import initiatives_by_row
from mes_cli.figures.year import YearFigures
from mes_cli.finding import Place
from mes_cli.model import Accompaniment, Contribution, Initiative, Programme, Record, Settings
from mes_cli.model.audience import Audience
from mes_cli.register import Entry, Register
from mes_cli.view import Reader, data, edition_of, view
from mes_cli.view.coverage import coverage_data
from mes_cli.view.disclosure import together_by_initiatives, told_rows

DAY = dt.date(2025, 12, 31)
PLACES = ("21", "34", "12", "11")
WORDS = ("food-transition", "inequality", "cultural-rights")
PROGRAMMES = ("north", "south")
TABLES = (By.THEME, By.TERRITORY, By.PROGRAMME)

initiatives = st.fixed_dictionaries(
    {
        "territory": st.sampled_from([{"department": it} for it in PLACES] + [{"name": "here"}]),
        "themes": st.lists(st.sampled_from(WORDS), max_size=2, unique=True),
    }
)
accompaniments = st.fixed_dictionaries(
    {
        "initiatives": st.lists(st.integers(0, 6), min_size=1, max_size=2, unique=True),
        "hours": st.sampled_from(["1h", "2h30", "7h10"]),
        "programme": st.sampled_from([None, *PROGRAMMES]),
    }
)
registers = st.tuples(
    st.lists(initiatives, min_size=7, max_size=7),
    st.lists(accompaniments, max_size=9),
    st.sampled_from([0, 1, 2, 3, 5]),
)
laws = settings(max_examples=40, deadline=None)


def register(of: tuple[list[dict[str, Any]], list[dict[str, Any]], int]) -> Register:
    whom, courses, minimum = of
    records: list[Record] = [
        Initiative.model_validate(
            {"id": f"i-{n}", "name": f"I {n}", "summary": "x", "stage": "idea", **it}
        )
        for n, it in enumerate(whom)
    ]
    records += [Accompaniment.model_validate(_course(n, it)) for n, it in enumerate(courses)]
    figures = ("staff-hours", "monetary-cost", "initiatives")
    asked = [{"label": it, "kind": "counted", "figure": it} for it in figures]
    records += [
        Programme.model_validate({"id": it, "name": it, "lead": "x", "indicators": asked})
        for it in PROGRAMMES
    ]
    life = {"id": "board", "kind": "volunteering", "date": "2025-01-02", "hours": "3h"}
    records.append(Contribution.model_validate(life))
    said = {"mes": "1", "name": "x", "keeper": "x", "language": "en",
            "minimum_group": str(minimum),
            "hourly_costs": [{"from": "2024-01-01", "rate": "30.10"}]}  # fmt: skip
    return Register(
        Settings.model_validate(said), tuple(Entry(it, Place(f"{it.id}.yaml")) for it in records)
    )


def _course(number: int, it: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"a-{number}", "programme": it["programme"], "form": "individual",
        "initiatives": [f"i-{i}" for i in it["initiatives"]], "started": "2025-02-01",
        "entry": {"channel": "event"},
        "sessions": [{"date": "2025-05-01", "hours": it["hours"]}],
    }  # fmt: skip


def seen_by(built: Register, audience: Audience) -> Any:
    return edition_of(YearFigures(books(built), 2025), Reader(audience, DAY, "en"))


@laws
@given(registers)
def test_no_rows_and_no_differences_are_about_fewer(of: Any) -> None:
    """Whatever rows are taken from the total, what is left stands on enough, or on nothing."""
    edition = seen_by(register(of), Audience.PUBLIC)
    for by in TABLES:
        standing = initiatives_by_row(edition.figures.ledger, by)
        told = [row for row in told_rows(edition, by) if row.id is not None]
        groups = [frozenset().union(*(standing[str(it)] for it in row.ids)) for row in told]
        for size in range(1, len(groups) + 1):
            for some in combinations(groups, size):
                assert len(frozenset().union(*some)) >= of[2]


@laws
@given(registers)
def test_told_rows_add_up_to_the_year(of: Any) -> None:
    built = register(of)
    for by in TABLES:
        edition = seen_by(built, Audience.PUBLIC)
        told = told_rows(edition, by)
        if told:
            whole = edition.figures.balance
            assert sum(row.balance.hours.staff for row in told) == whole.hours.staff
            cost = sum((row.balance.cost.monetary for row in told), Decimal(0))
            assert cost == whole.cost.monetary
            names = [it for row in told for it in row.ids]
            assert sorted(map(str, names)) == sorted(str(it.id) for it in edition.figures.rows(by))


@laws
@given(registers)
def test_those_who_see_accompaniments_see_every_row(of: Any) -> None:
    edition = seen_by(register(of), Audience.FUNDER)
    for by in TABLES:
        assert [row.id for row in told_rows(edition, by)] == [
            r.id for r in edition.figures.rows(by)
        ]


@laws
@given(registers)
def test_reports_and_data_tell_the_same_rows(of: Any) -> None:
    built = register(of)
    edition = seen_by(built, Audience.PUBLIC)
    for by in (By.THEME, By.TERRITORY):
        told = coverage_data(edition, by)
        assert ("withheld" in told) == (told["rows"] == [])
        printed: Any = view("coverage", edition.figures, Reader(Audience.PUBLIC, DAY, "en"))
        rows: Any = told["rows"]
        # Printed hours are rounded so that they add up.
        hours = [row["staff"] for row in printed["tables"][by] if row["key"] != "life"]
        exact = [row["hours"]["staff"] for row in rows if row["id"] is not None]
        assert all(abs(one - other) < 60 for one, other in zip(hours, exact, strict=True))


@laws
@given(registers)
def test_indicators_of_programmes_of_few_are_told_with_those_of_others(of: Any) -> None:
    built = register(of)
    edition = seen_by(built, Audience.PUBLIC)
    rows = {it: row for row in told_rows(edition, By.PROGRAMME) for it in row.ids}
    seen: Any = view("annual", edition.figures, Reader(Audience.PUBLIC, DAY, "en"))
    for it in seen["indicators"]:
        row = rows.get(str(it["programme"]))
        if it["form"] == "hours":
            assert it["value"] == (row.balance.hours.staff if row else None)
            assert len(it["with"]) == (len(row.ids) - 1 if row else 0)
        if it["form"] == "count":
            assert it["value"] > 0
            assert it["with"] == []


def whom(**rows: str) -> dict[str, frozenset[str]]:
    return {name.removeprefix("_"): frozenset(it) for name, it in rows.items()}


def test_a_row_of_just_enough_stands_alone() -> None:
    assert together_by_initiatives(whom(_11="abc", _12="de"), 2) == [("11",), ("12",)]


def test_a_small_row_joins_the_next_smallest_by_id_where_two_are_alike() -> None:
    rows = whom(_11="a", _12="bcd", _21="efg", _34="hijk")

    assert together_by_initiatives(rows, 3) == [("11", "12"), ("21",), ("34",)]


def test_the_same_initiatives_count_once() -> None:
    assert together_by_initiatives(whom(a="xy", b="xy", c="z", d="uvw"), 3) == [
        ("a", "b", "c"),
        ("d",),
    ]


def test_none_joins_in_and_comes_last() -> None:
    assert together_by_initiatives(whom(none="a", sun="bc", air="def"), 3) == [
        ("air",), ("sun", "none"),
    ]  # fmt: skip


def test_a_table_of_few_is_left_out() -> None:
    assert together_by_initiatives(whom(_11="a", _12="b"), 3) == []


def test_rows_told_together_have_all_their_ids_and_names(register: Register) -> None:
    """
    -- initiatives/three.yaml --
    - {id: a, name: A, summary: x, stage: idea, territory: {department: "11"}}
    - {id: b, name: B, summary: x, stage: idea, territory: {department: "12"}}
    - {id: c, name: C, summary: x, stage: idea, territory: {department: "12"}}

    -- accompaniments/all.yaml --
    initiatives: [a, b, c]
    form: collective
    started: 2025-02-01
    entry: {channel: event}
    sessions: [{date: 2025-03-01, hours: 3h}]
    """
    told: Any = coverage_data(seen_by(register, Audience.PUBLIC), By.TERRITORY)

    assert [(row["id"], row.get("ids"), row["label"]) for row in told["rows"]] == [
        ("11+12", ["11", "12"], "Aude (11), Aveyron (12)"), (None, None, None),
    ]  # fmt: skip


@pytest.mark.parametrize("by", [By.POLICY, By.FUNDER, By.PROGRAMME, By.ACCOMPANIMENT])
def test_what_follows_the_money_or_single_courses_is_not_for_the_public(
    register: Register, by: By
) -> None:
    """
    -- contributions/one.yaml --
    kind: volunteering
    date: 2025-03-01
    hours: 3h
    """
    with pytest.raises(AudienceRefusedError):
        coverage_data(seen_by(register, Audience.PUBLIC), by)


def test_counts_are_told_as_they_are(register: Register) -> None:
    """
    -- initiatives/two.yaml --
    - {id: one, name: One, summary: x, stage: idea, territory: {department: "21"}}
    - {id: two, name: Two, summary: x, stage: idea, territory: {department: "21"}}

    -- accompaniments/both.yaml --
    initiatives: [one, two]
    form: collective
    started: 2025-02-01
    entry: {channel: event}
    """
    told: Any = data(
        "annual", YearFigures(books(register), 2025), Reader(Audience.PUBLIC, DAY, "en")
    )

    assert told["counts"] == {
        "initiatives": 2, "accompaniments": 1, "collective": 1, "new": 1, "ended": 0,
    }  # fmt: skip
    assert told["entry"]["channels"]["event"] == {"count": 1, "share": "1.0000"}
    assert told["entry"]["spontaneous"] == {"count": 1, "share": "1.0000"}
