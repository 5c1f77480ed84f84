from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from mes_cli.figures.line import Basis, Line, Measure, part
from mes_cli.figures.rounding import cents, ratio
from mes_cli.figures.spread import Claim, Scale, portions, spread, spread_both, spread_units
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
@given(st.dictionaries(ids, euros, min_size=1, max_size=5), weights)
def test_a_table_adds_up_on_both_sides(rows: dict[str, Decimal], by: dict[str, Decimal]) -> None:
    columns = spread(sum(rows.values(), Decimal("0.00")), by)

    cells = spread_both(rows, columns)

    assert {name: sum(row.values()) for name, row in cells.items()} == rows
    assert {key: sum(row[key] for row in cells.values()) for key in columns} == columns
    assert all(cell >= 0 for row in cells.values() for cell in row.values())
    assert cells == spread_both(dict(reversed(rows.items())), columns)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=9), st.lists(st.integers(0, 50)))
def test_many_wholes_together_are_spread_like_each_alone(
    some: list[int], wholes: list[int]
) -> None:
    scale = Scale(some)
    each = [scale.spread(units) for units in wholes]

    assert scale.totals(wholes) == [
        sum(parts) for parts in zip([0] * len(some), *each, strict=True)
    ]
    assert [scale.takers(units) for units in wholes] == [sum(map(bool, it)) for it in each]


def test_a_table_without_rows_is_empty() -> None:
    assert spread_both({}, {"a": Decimal(0)}) == {}


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
