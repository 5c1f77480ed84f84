"""Whole euros of public tables: rows add up to their printed total."""

from decimal import Decimal
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from mes_cli.view.whole_euros import rounded, to_whole_euros, whole_coverage

AMOUNTS = st.lists(st.decimals("0", "99999", places=2), min_size=1, max_size=30)


@given(AMOUNTS)
def test_rows_add_up_to_the_rounded_total_and_none_is_off_by_more_than_an_euro(
    amounts: list[Decimal],
) -> None:
    total = to_whole_euros(sum(amounts, Decimal(0)))

    whole = rounded(amounts)

    assert sum(whole) == total
    assert all(abs(one - amount) < 1 for one, amount in zip(whole, amounts, strict=True))


CENTS = st.integers(0, 9_999_999).map(lambda units: Decimal(units).scaleb(-2))


@given(CENTS, CENTS, st.lists(CENTS, max_size=5))
def test_both_costs_are_those_of_the_editions_with_cents_and_add_up(
    staff: Decimal, expenses: Decimal, given_: list[Decimal]
) -> None:
    monetary, in_kind = staff + expenses, sum(given_, Decimal(0))
    cost = {
        "staff": staff, "expenses": expenses, "overheads": Decimal(0), "monetary": monetary,
        "in_kind": in_kind, "full": monetary + in_kind,
    }  # fmt: skip
    money = dict.fromkeys(("monetary", "in_kind", "full", "pending"), Decimal(0))
    carried = {name: {"amount": 0, "share": None} for name in ("money", "in_kind", "left")}

    whole = cast(
        "dict[str, int]",
        whole_coverage({"cost": cost, "resources": money, "carried": carried})["cost"],
    )

    assert (
        whole["full"] == to_whole_euros(monetary + in_kind) == whole["monetary"] + whole["in_kind"]
    )
    assert whole["monetary"] == to_whole_euros(monetary) == whole["staff"] + whole["expenses"]
    assert sum(rounded(given_, whole["in_kind"])) == (whole["in_kind"] if given_ else 0)
