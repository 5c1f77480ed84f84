from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from mes_cli.figures.line import Basis, Line, Measure, part
from mes_cli.figures.rounding import (
    Claim,
    cents,
    divide,
    fill,
    largest_remainder,
    portions,
    ratio,
    spread,
    spread_units,
)
from mes_cli.finding import Place

ids = st.sampled_from(["a", "a-b", "b", "c1", "z"])
euros = st.integers(0, 10**6).map(lambda n: Decimal(n).scaleb(-2))
weights = st.dictionaries(ids, st.decimals(0, 1, places=4), min_size=1)


def test_half_a_cent_is_rounded_up() -> None:
    assert cents(Decimal("1.005")) == Decimal("1.01")
    assert cents(Decimal("1.0049")) == Decimal("1.00")


def test_a_ratio_over_a_zero_is_no_number() -> None:
    assert ratio(Decimal(0), Decimal(0)) is None
    assert ratio(Decimal(1), Decimal(0)) is None


def test_ties_go_to_the_first_id_in_code_point_order() -> None:
    assert spread(Decimal("0.01"), {"b": 1, "a-z": 1, "a": 1}) == {
        "b": Decimal("0.00"),
        "a-z": Decimal("0.00"),
        "a": Decimal("0.01"),
    }


def test_the_largest_remainder_comes_before_the_first_id() -> None:
    assert spread_units(10, {"a": 1, "b": 5}) == {"a": 2, "b": 8}
    assert spread_units(9, {"a": 1, "b": 4}) == {"a": 2, "b": 7}


def test_what_nobody_claims_is_last_in_a_tie() -> None:
    assert spread_units(1, {None: 1, "z": 1}) == {None: 0, "z": 1}


def test_nothing_is_given_out_as_nothing() -> None:
    assert spread(Decimal(0), {"a": 1, "b": 2}) == {"a": Decimal(0), "b": Decimal(0)}


def test_one_target_takes_everything() -> None:
    assert spread(Decimal("7.77"), {"a": 0}) == {"a": Decimal("7.77")}


@settings(max_examples=60, deadline=None)
@given(euros, weights)
def test_a_spread_gives_out_what_it_received(amount: Decimal, by: dict[str, Decimal]) -> None:
    parts = spread(amount, by)

    assert sum(parts.values()) == amount
    assert parts.keys() == by.keys()
    assert all(part >= 0 for part in parts.values())


@settings(max_examples=60, deadline=None)
@given(euros, weights)
def test_a_spread_does_not_depend_on_the_order_of_its_weights(
    amount: Decimal, by: dict[str, Decimal]
) -> None:
    assert spread(amount, dict(reversed(by.items()))) == spread(amount, by)


@settings(max_examples=60, deadline=None)
@given(euros, weights)
def test_no_part_is_a_cent_from_its_exact_value(amount: Decimal, by: dict[str, Decimal]) -> None:
    whole = sum(by.values())
    for key, given_out in spread(amount, by).items() if whole else ():
        exact = Fraction(amount) * Fraction(by[key]) / Fraction(whole)
        assert abs(Fraction(given_out) - exact) < Fraction(1, 100)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 50), min_size=1, max_size=5), st.lists(st.integers(0, 4)))
def test_a_table_adds_up_on_both_sides(rows: list[int], some: list[int]) -> None:
    columns = largest_remainder(sum(rows), [*some, 1])

    table = list(fill(rows, columns))

    assert [sum(cells) for cells in table] == columns
    assert [sum(cells) for cells in zip(*table, strict=True)] == rows
    assert all(cell >= 0 for cells in table for cell in cells)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 50), min_size=1, max_size=6),
    st.lists(st.integers(0, 4), min_size=1),
)
def test_several_wholes_keep_their_sums_and_those_of_their_parts(
    wholes: list[int], some: list[int]
) -> None:
    totals = largest_remainder(sum(wholes), some)

    table = divide(wholes, some, totals)

    assert [sum(parts) for parts in table] == wholes
    assert [sum(column) for column in zip(*table, strict=True)] == totals
    every = sum(some)
    for parts, units in zip(table, wholes, strict=True):
        for given_out, weight in zip(parts, some, strict=True):
            exact = Fraction(units * weight, every) if every else Fraction(units, len(some))
            assert given_out >= 0
            assert abs(given_out - exact) <= 1


def test_shares_that_miss_the_whole_by_a_rounding_are_the_whole() -> None:
    third = Decimal("0.3333")

    assert None not in portions([Claim(name, third) for name in "abc"], Decimal(0))
    assert portions([Claim(name, third) for name in "ab"], Decimal(0))[None] == Fraction(
        3334, 10000
    )
    just = [Claim("a", Decimal("0.9999"))]
    assert portions(just, Decimal(0)) == {"a": Fraction(9999, 10000)}
    assert None in portions([Claim("a", Decimal("0.9998"))], Decimal(0))


def test_amounts_that_miss_the_whole_leave_the_rest() -> None:
    claims = [Claim("a", None, Decimal("99999.99"))]

    assert portions(claims, Decimal(100_000))[None] == Fraction(1, 10_000_000)


def test_a_target_named_twice_without_a_share_is_one() -> None:
    claims = [Claim("a", None), Claim("a", None), Claim("b", None)]

    assert portions(claims, Decimal(0)) == {"a": Fraction(1, 2), "b": Fraction(1, 2)}


def test_who_says_no_share_takes_what_the_others_leave() -> None:
    claims = [Claim("a", Decimal("0.5")), Claim("b", None), Claim("c", None)]

    assert portions(claims, Decimal(0)) == {
        "a": Fraction(1, 2),
        "b": Fraction(1, 4),
        "c": Fraction(1, 4),
    }


def test_a_target_named_twice_has_both_its_parts() -> None:
    claims = [Claim("a", Decimal("0.5")), Claim("a", Decimal("0.25"))]

    assert portions(claims, Decimal(0)) == {"a": Fraction(3, 4), None: Fraction(1, 4)}


def test_claims_of_more_than_the_whole_leave_nothing() -> None:
    claims = [Claim("a", Decimal("0.8")), Claim("b", Decimal("0.8"))]

    weights = portions(claims, Decimal(100))

    assert spread(Decimal(100), weights) == {"a": Decimal(50), "b": Decimal(50)}


def test_amounts_of_nothing_claim_nothing() -> None:
    assert portions([Claim("a", None, Decimal(5))], Decimal(0)) == {
        "a": Fraction(0),
        None: Fraction(1),
    }


def test_a_line_is_spread_in_cents_and_in_seconds() -> None:
    line = Line(Measure.STAFF, ("a", "b"), Place("x"), (), amount=Decimal("0.03"), seconds=3)

    parts = part(line, {"a": 1, "b": 1}, Basis.EQUAL)

    assert (parts["a"].amount, parts["a"].seconds) == (Decimal("0.02"), 2)
    assert (parts["b"].amount, parts["b"].seconds) == (Decimal("0.01"), 1)
    assert part(line, {"a": 0}, Basis.HOURS) == {"a": line}


def test_a_spread_by_nothing_says_that_it_is_equal() -> None:
    line = Line(Measure.MONEY, ("a", "b"), Place("x"), (), amount=Decimal("0.03"))

    [step] = part(line, {"a": 0, "b": 0}, Basis.HOURS)["a"].how

    assert step.basis is Basis.EQUAL  # type: ignore[union-attr]
