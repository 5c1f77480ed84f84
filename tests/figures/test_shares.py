"""Shares that are printed beside each other add up to the whole."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from mes_cli.figures.rounding import ratio, shares_together

AMOUNTS = st.lists(st.integers(0, 10**9).map(lambda it: Decimal(it).scaleb(-2)), max_size=12)


@given(AMOUNTS, st.integers(0, 4))
def test_shares_add_up_to_one_and_none_is_off_by_a_step(
    amounts: list[Decimal], decimals: int
) -> None:
    whole, step = sum(amounts, Decimal(0)), Decimal(1).scaleb(-decimals)

    shares = shares_together(amounts, decimals)

    if not whole:
        assert shares == [None] * len(amounts)
        return
    assert sum(filter(None, shares)) == 1
    for share, amount in zip(shares, amounts, strict=True):
        exact = ratio(amount, whole)
        assert share is not None
        assert exact is not None
        assert abs(share - exact) < step
