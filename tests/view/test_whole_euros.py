"""Whole euros of public tables: rows add up to their printed total."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from mes_cli.view.whole_euros import euros, rounded

AMOUNTS = st.lists(st.decimals("0", "99999", places=2), min_size=1, max_size=30)


@given(AMOUNTS)
def test_rows_add_up_to_the_rounded_total_and_none_is_off_by_more_than_an_euro(
    amounts: list[Decimal],
) -> None:
    total = euros(sum(amounts, Decimal(0)))

    whole = rounded(amounts)

    assert sum(whole) == total
    assert all(abs(one - amount) < 1 for one, amount in zip(whole, amounts, strict=True))
