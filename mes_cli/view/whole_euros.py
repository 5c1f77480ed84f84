"""Whole euros for the public: rows that add up to their printed total.

Cents say nothing in a public table. Sums of accounts (86, 87) keep theirs, for accounts need them.
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import cast

from mes_cli.table import round_together
from mes_cli.view.records import ViewData

_COSTS = ("staff", "expenses", "overheads")


def whole_euros(facts: ViewData) -> ViewData:
    """Round the amounts of a view of coverage; whole euros are ints, which print without cents."""
    coverage = whole_coverage(_plain(facts["coverage"]))
    before = facts["coverage_before"]
    tables = {
        name: _table(cast("list[ViewData]", rows), coverage)
        for name, rows in _plain(facts["tables"]).items()
    }
    return {
        **facts,
        "coverage": coverage,
        "coverage_before": whole_coverage(_plain(before)) if before else None,
        "money": _money(_plain(facts["money"])),
        "tables": tables,
    }


def rounded(amounts: Sequence[Decimal], whole: int | None = None) -> list[int]:
    """Round amounts to whole euros that add up to their rounded sum, or to *whole*.

    >>> rounded([Decimal("1.40"), Decimal("2.40"), Decimal("3.20")])
    [2, 2, 3]
    """
    units = [int(amount * 100) for amount in amounts]
    total = None if whole is None else whole * 100
    return [it // 100 for it in round_together(units, 100, total)]


def to_whole_euros(amount: Decimal) -> int:
    """Round an amount to whole euros, half up."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def whole_coverage(coverage: ViewData) -> ViewData:
    """A year: the parts of the monetary cost add up to it, and both costs to the full one.

    Both costs are those that other editions round from their cents, so that one thing has one
    number everywhere; contributions in kind are what lies between them.
    """
    cost, money = _amounts(coverage["cost"]), _amounts(coverage["resources"])
    monetary, full = to_whole_euros(cost["monetary"]), to_whole_euros(cost["full"])
    in_kind = full - monetary
    parts = rounded([cost[name] for name in _COSTS])
    received = to_whole_euros(money["monetary"])
    carried = _plain(coverage["carried"])
    covered = min(received, monetary)
    shares = {"money": covered, "in_kind": in_kind, "left": monetary - covered}
    return {
        **coverage,
        "cost": {
            **dict(zip(_COSTS, parts, strict=True)),
            "monetary": monetary,
            "in_kind": in_kind,
            "full": full,
        },
        "resources": {
            **money,
            "monetary": received,
            "in_kind": in_kind,
            "full": received + in_kind,
            "pending": to_whole_euros(money["pending"]),
        },
        "remainder": monetary - received,
        "carried": {name: {**_plain(carried[name]), "amount": shares[name]} for name in shares},
    }


def _money(money: ViewData) -> ViewData:
    """The tables of money: each column adds up to its total."""
    return {
        name: _column(_column(cast("list[ViewData]", rows), "amount"), "before")
        if name in {"natures", "policies", "levels"}
        else rows
        for name, rows in money.items()
    }


def _column(rows: list[ViewData], key: str, whole: int | None = None) -> list[ViewData]:
    amounts = rounded([cast("Decimal", row[key]) for row in rows], whole)
    return [{**row, key: amount} for row, amount in zip(rows, amounts, strict=True)]


def _table(rows: list[ViewData], coverage: ViewData) -> list[ViewData]:
    """Rows by territory or theme: each column adds up to that of the whole year."""
    given = cast("int", _plain(coverage["cost"])["in_kind"])
    return _column(_column(_column(rows, "monetary"), "in_kind", given), "money")


def _plain(value: object) -> ViewData:
    return cast("ViewData", value)


def _amounts(value: object) -> Mapping[str, Decimal]:
    return cast("Mapping[str, Decimal]", value)
