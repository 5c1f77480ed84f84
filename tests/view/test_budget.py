"""Forms of grants: whole euros, in which lines add up and both sides balance."""

from decimal import Decimal
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from mes_cli.figures.grant import Amounts, BudgetRow, GrantAccount, SideTotals
from mes_cli.finding import Place
from mes_cli.model.funding import BudgetLine, Side
from mes_cli.view.budget import in_whole_euros

ZERO = Decimal(0)
PARTS = st.lists(st.integers(0, 99_999).map(lambda it: Decimal(it).scaleb(-2)), max_size=6)


class Budget(NamedTuple):
    cost: list[Decimal]
    given: list[Decimal]


def account(it: Budget) -> GrantAccount:
    """An action whose money comes from one grant, and whose 86 is its 87."""
    lines = [
        *((Side.COST, "60", amount) for amount in it.cost),
        *((Side.COST, "86", amount) for amount in it.given),
        (Side.RESOURCE, "74", sum(it.cost, ZERO)),
        (Side.RESOURCE, "87", sum(it.given, ZERO)),
    ]
    rows = tuple(
        BudgetRow(
            BudgetLine(account=account, side=side, planned=amount),
            Amounts(amount, amount, ZERO),
            (),
            Place("f.yaml"),
        )
        for side, account, amount in lines
    )
    money, full = sum(it.cost, ZERO), sum(it.cost + it.given, ZERO)
    totals = SideTotals(Amounts(money, money, ZERO), Amounts(full, full, ZERO))
    return GrantAccount("f", money, rows, dict.fromkeys(Side, totals), (), dict.fromkeys(Side, ()))


@given(st.builds(Budget, PARTS, PARTS))
def test_lines_add_up_and_both_pairs_of_totals_balance(budget: Budget) -> None:
    exact = account(budget)

    whole = in_whole_euros(exact)

    assert whole.balanced
    for side, (money, full) in whole.totals.items():
        rows = [row for row in whole.rows if row.line.side is side]
        paid = [row for row in rows if row.line.account not in {"86", "87"}]
        for name in ("planned", "actual"):
            assert (getattr(money, name) or 0) == sum(getattr(row.amounts, name) for row in paid)
            assert (getattr(full, name) or 0) == sum(getattr(row.amounts, name) for row in rows)
    for row, was in zip(whole.rows, exact.rows, strict=True):
        assert row.amounts.planned == int(row.amounts.planned)
        assert abs(row.amounts.planned - was.amounts.planned) < 1
