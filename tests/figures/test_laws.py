"""Laws that hold for every register."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mes_cli.figures.balance import balance, cells_of
from mes_cli.figures.books import books
from mes_cli.figures.groups import By
from mes_cli.figures.in_kind import CREDIT, DEBIT
from mes_cli.figures.line import records
from mes_cli.figures.year import YearFigures
from mes_cli.register import Register
from tests.figures.whole import annual

Make = Callable[..., Register]
Fields = dict[str, object]

SETTINGS = {
    "hourly_costs": [
        {"from": "2024-06-01", "rate": "34.01"},
        {"from": "2025-07-01", "rate": "35.55"},
    ],
    "overheads": [{"from": "2025-02-01", "share": "17.3%", "base": "staff-and-expenses"}],
    "valuation": [
        {"from": "2024-01-01", "method": "minimum-wage", "employer_charges": "31.1%"},
        {"from": "2025-06-01", "method": "flat-rate", "rate": "18.01"},
    ],
    "themes": {"water": "Eau"},
}

courses = st.sampled_from(["a", "b", "c"])
days = st.sampled_from(["2024-12-31", "2025-01-01", "2025-06-15", "2025-12-31", "2026-01-01"])
hours = st.sampled_from(["10min", "1h", "2h25", "7", "0"])
amounts = st.sampled_from(["0.01", "33.33", "1000", "0", "7.77"])
shares = st.sampled_from([{}, {"share": "33.33%"}, {"share": "0.5"}])
spans = st.tuples(days, days).map(lambda pair: {"from": min(pair), "to": max(pair)})


def fields(**some: st.SearchStrategy[object]) -> st.SearchStrategy[Fields]:
    return st.fixed_dictionaries(some)


sessions = fields(date=days, hours=hours)
expenses = fields(date=days, label=st.just("x"), amount=amounts)
accompaniments = fields(
    initiatives=st.sampled_from([["cafe"], ["cafe", "farm"], ["farm", "shop", "cafe"]]),
    started=days,
    programme=st.sampled_from([None, "dla"]),
    sessions=st.lists(sessions, max_size=3),
    expenses=st.lists(expenses, max_size=1),
)
targets = st.lists(
    st.builds(lambda name, part: {"accompaniment": name, **part}, courses, shares), max_size=2
)
contributions = st.builds(
    lambda some, aims: {**some, "for": aims},
    fields(
        kind=st.sampled_from(["volunteering", "activist-time", "premises"]),
        period=spans,
        hours=hours,
        value=st.sampled_from([None, {"amount": "10.01"}, {"none": "no"}]),
    ),
    targets,
)
fundings = st.builds(
    lambda some, aims, more: {**some, "for": [*aims, *more]},
    fields(
        period=spans,
        granted=amounts,
        status=st.sampled_from(["granted", "granted", "requested"]),
        requested=amounts,
        funder=st.sampled_from(["region", "town"]),
        nature=st.sampled_from(["grant", "donation"]),
        policies=st.sampled_from(
            [
                [],
                [{"policy": "sse"}],
                [{"policy": "sse", "share": "33.33%"}, {"policy": "health", "share": "0.5"}],
            ]
        ),
    ),
    targets,
    st.sampled_from(
        [[], [{"programme": "dla", "share": "0.25"}, {"accompaniment": "a", "amount": "10.01"}]]
    ),
)
INITIATIVES: Mapping[str, Fields] = {
    "cafe": {"themes": ["water"]},
    "farm": {"themes": ["water", "inequality", "cultural-rights"], "territory": {"region": "27"}},
    "shop": {"territory": {}},
}
kinds = st.fixed_dictionaries(
    {
        "accompaniment": st.dictionaries(courses, accompaniments, max_size=3),
        "contribution": st.dictionaries(st.sampled_from("pqr"), contributions, max_size=3),
        "funding": st.dictionaries(st.sampled_from("xyz"), fundings, max_size=3),
    }
)
some_examples = settings(max_examples=60, deadline=None)


def year(make: Make, records: Mapping[str, Mapping[str, Fields]]) -> YearFigures:
    register = make(SETTINGS, initiative=INITIATIVES, programme={"dla": {}}, **records)
    return YearFigures(books(register), 2025)


def totals(it: YearFigures, by: By) -> dict[str, object]:
    rows = [row.balance for row in it.rows(by)]
    kinds = {kind for row in rows for kind in row.hours.in_kind}
    natures = {nature for row in rows for nature in row.resources.money}
    return {
        "staff seconds": sum(row.hours.staff for row in rows),
        "in kind": {k: sum(row.hours.in_kind.get(k, 0) for row in rows) for k in kinds},
        "staff": sum(row.cost.staff for row in rows),
        "expenses": sum(row.cost.expenses for row in rows),
        "overheads": sum(row.cost.overheads for row in rows),
        "value": sum(row.cost.in_kind for row in rows),
        "money": {n: sum(row.resources.money.get(n, Decimal(0)) for row in rows) for n in natures},
        "pending": sum(row.resources.pending for row in rows),
    }


@some_examples
@given(kinds)
def test_every_by_adds_up_to_the_same_totals(
    make: Make, records: Mapping[str, Mapping[str, Fields]]
) -> None:
    it = year(make, records)
    whole = it.balance

    for by in By:
        assert totals(it, by) == {
            "staff seconds": whole.hours.staff,
            "in kind": whole.hours.in_kind,
            "staff": whole.cost.staff,
            "expenses": whole.cost.expenses,
            "overheads": whole.cost.overheads,
            "value": whole.cost.in_kind,
            "money": whole.resources.money,
            "pending": whole.resources.pending,
        }


@some_examples
@given(kinds, st.randoms(use_true_random=False))
def test_the_order_of_entries_changes_nothing(
    make: Make, records: Mapping[str, Mapping[str, Fields]], random: Random
) -> None:
    register = year(make, records).register
    entries = list(register.entries)
    random.shuffle(entries)
    shuffled = Register(register.settings, tuple(entries))

    for by in (By.INITIATIVE, By.POLICY):
        one, other = (YearFigures(books(some), 2025) for some in (register, shuffled))
        assert annual(one, by) == annual(other, by)


@some_examples
@given(kinds)
def test_both_sides_of_the_in_kind_table_are_equal(
    make: Make, records: Mapping[str, Mapping[str, Fields]]
) -> None:
    it = year(make, records)
    accounts = it.in_kind.accounts

    debit = sum(accounts[name] for name in DEBIT)
    assert debit == sum(accounts[name] for name in CREDIT) == it.balance.cost.in_kind


@some_examples
@given(kinds)
def test_what_is_only_described_changes_no_euro(
    make: Make, records: Mapping[str, Mapping[str, Fields]]
) -> None:
    told: Fields = {
        "kind": "external-effect",
        "date": "2025-06-01",
        "hours": "3",
        "obtained": "9000",
        "value": {"amount": "100"},
    }
    more = {**records, "contribution": {**records["contribution"], "told": told}}
    without, with_it = year(make, records), year(make, more)

    assert with_it.balance.cost == without.balance.cost
    assert with_it.balance.resources == without.balance.resources
    assert with_it.in_kind.accounts == without.in_kind.accounts


@some_examples
@given(kinds)
def test_the_years_of_a_register_give_out_each_record_once(
    make: Make, records: Mapping[str, Mapping[str, Fields]]
) -> None:
    register = year(make, records).register
    counted = books(register)
    it = [YearFigures(counted, number).balance for number in (2024, 2025, 2026)]

    assert sum(b.resources.monetary + b.resources.pending for b in it) == sum(
        award.whole for award in counted.fundings
    )
    assert sum(sum(b.hours.in_kind.values()) for b in it) == sum(
        gift.entry.record.hours or 0 for gift in counted.contributions
    )


@some_examples
@given(kinds)
def test_every_amount_names_records_of_the_register(
    make: Make, some: Mapping[str, Mapping[str, Fields]]
) -> None:
    it = year(make, some)
    known = {entry.name for entry in it.register.entries}

    for by in By:
        for row in it.rows(by):
            assert records(row.balance.lines) <= known


@some_examples
@given(kinds)
def test_the_lines_of_every_row_come_to_its_sums(
    make: Make, some: Mapping[str, Mapping[str, Fields]]
) -> None:
    it = year(make, some)

    for row in (it.balance, *(row.balance for by in By for row in it.rows(by))):
        again = balance(cells_of(row.lines), tuple)
        assert (again.hours, again.cost, again.resources) == (row.hours, row.cost, row.resources)


@pytest.mark.parametrize("by", list(By))
def test_a_large_register_is_counted_in_one_pass(make: Make, by: By) -> None:
    many = {
        f"a{n}": {"sessions": [{"date": "2025-05-01", "hours": "1"}] * 3, "initiatives": ["cafe"]}
        for n in range(200)
    }
    register = make(SETTINGS, accompaniment=many, funding={"f": {"granted": "1000"}})

    assert totals(YearFigures(books(register), 2025), by)["money"] == {"grant": 1000}
