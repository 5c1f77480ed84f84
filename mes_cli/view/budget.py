"""The table of a grant's account: rows in the order of the form 15059, with their gaps."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import product

from mes_cli.figures import plain
from mes_cli.figures.grant import (
    IN_KIND_CLASSES,
    Amounts,
    BudgetRow,
    GrantAccount,
    SideTotals,
    added,
)
from mes_cli.figures.plain import JsonValue
from mes_cli.figures.rounding import ZERO, total
from mes_cli.language.catalogue import catalogue
from mes_cli.model.audience import MEMBERS
from mes_cli.model.funding import Side
from mes_cli.view.edition import Edition
from mes_cli.view.records import ViewData
from mes_cli.view.whole_euros import rounded, to_whole_euros

#: From which part of what was planned a gap deserves a word.
_GAP = Decimal("0.1")


def side(edition: Edition, account: GrantAccount, which: Side) -> ViewData:
    """The rows of a side in the order of the form, under the headings of their classes."""
    totals, keeps = account.totals[which], edition.sees(MEMBERS)
    rows = sorted(
        (row for row in account.rows if row.line.side is which),
        key=lambda row: (row.line.account[:1] == "8", row.line.account),
    )
    classes: dict[str, list[BudgetRow]] = {}
    for row in rows:
        classes.setdefault(row.line.account[:2], []).append(row)
    return {
        "side": which.value,
        "classes": [
            {
                "account": name,
                "label": _class_label(edition, name),
                "rows": [_row(edition, row) for row in some],
                **_amounts(added(row.amounts for row in some)),
            }
            for name, some in classes.items()
        ],
        "monetary": _amounts(totals.monetary),
        "full": _amounts(totals.full),
        "in_kind": totals.full.planned != totals.monetary.planned,
        "unplaced": total(line.amount for line in account.unplaced[which]) if keeps else ZERO,
    }


def in_whole_euros(account: GrantAccount) -> GrantAccount:
    """Give an account as forms want it: without cents, and each total the sum of its lines.

    What the budget does not say of an outcome is what the records say, as the form has one column
    for it. Money and contributions in kind are rounded apart, so that both pairs of totals balance.
    """
    rows = list(account.rows)
    for which, in_kind in product(Side, (False, True)):
        places = [
            n
            for n, row in enumerate(rows)
            if row.line.side is which and (row.line.account[:2] in IN_KIND_CLASSES) is in_kind
        ]
        planned = rounded([rows[n].amounts.planned for n in places])
        actual = rounded([_outcome(rows[n].amounts) for n in places])
        for n, plan, came in zip(places, planned, actual, strict=True):
            amounts = Amounts(Decimal(plan), Decimal(came), Decimal(came))
            rows[n] = rows[n]._replace(amounts=amounts)
    totals = {it: _whole_totals(rows, it, account.totals[it]) for it in Side}
    return account._replace(rows=tuple(rows), totals=totals)


def _outcome(it: Amounts) -> Decimal:
    return it.recorded if it.actual is None else it.actual


def _whole_totals(rows: Iterable[BudgetRow], which: Side, exact: SideTotals) -> SideTotals:
    """The totals of a side; of records alone, whose overheads are in no row, they are their own."""
    own = [row for row in rows if row.line.side is which]
    paid = [row for row in own if row.line.account[:2] not in IN_KIND_CLASSES]
    found = SideTotals(*(added(row.amounts for row in rows) for rows in (paid, own)))
    if exact.full.actual is not None:
        return found
    return SideTotals(
        *(
            whole._replace(actual=Decimal(to_whole_euros(it.recorded)))
            for whole, it in zip(found, exact, strict=True)
        )
    )


def _row(edition: Edition, row: BudgetRow) -> ViewData:
    label = row.line.label
    return {
        "account": row.line.account,
        "label": edition.viewer.hide_names(label) if label else None,
        **_amounts(row.amounts),
    }


def _amounts(it: Amounts) -> ViewData:
    names = ("planned", "actual", "recorded", "gap", "gap_share", "realised")
    return {name: getattr(it, name) for name in names}


def gaps(edition: Edition, account: GrantAccount) -> list[ViewData]:
    """The rows whose gap deserves a word, with its reason; those without are for the keeper.

    Account 87 mirrors account 86, whose gap is the same.
    """
    found = (row for row in account.rows if row.amounts.gap)
    return [
        {**_row(edition, row), "reason": row.line.reason}
        for row in found
        if row.line.reason or (edition.sees(MEMBERS) and _needs_a_reason(row))
    ]


def _needs_a_reason(row: BudgetRow) -> bool:
    share = row.amounts.gap_share
    return row.line.account[:2] != "87" and (share is None or abs(share) >= _GAP)


def _class_label(edition: Edition, account: str) -> str:
    """Name a class of accounts as the forms 12156 and 15059 do; empty for none of theirs."""
    _ = catalogue(edition.viewer.language).text
    labels = {
        "60": _("Purchases"),
        "61": _("External services"),
        "62": _("Other external services"),
        "63": _("Taxes"),
        "64": _("Staff costs"),
        "65": _("Other costs of ordinary management"),
        "66": _("Financial costs"),
        "67": _("Exceptional costs"),
        "68": _("Depreciation and provisions"),
        "69": _("Taxes on profits, employee participation"),
        "70": _("Sales of products and services"),
        "73": _("Public contributions and tariffs"),
        "74": _("Operating grants"),
        "75": _("Other income of ordinary management"),
        "76": _("Financial income"),
        "77": _("Exceptional income"),
        "78": _("Funds carried over from earlier operations"),
        "79": _("Transfers of costs"),
        "86": _("Uses of voluntary contributions in kind"),
        "87": _("Voluntary contributions in kind"),
    }
    return labels.get(account, "")


def amounts_data(it: Amounts) -> dict[str, JsonValue]:
    """Give amounts for machines."""
    return {
        "planned": plain.money(it.planned),
        "actual": None if it.actual is None else plain.money(it.actual),
        "recorded": plain.money(it.recorded),
        "gap": None if it.gap is None else plain.money(it.gap),
        "gap_share": plain.ratio(it.gap_share),
    }
