"""Figures as plain data for machines: text, whole numbers, lists and mappings, in English.

Money has two decimals, ratios four or are null, time is in whole seconds.
"""

from decimal import Decimal

from mes_cli.figures.balance import COSTS, RESOURCES, Balance
from mes_cli.figures.counts import Counts, Entries
from mes_cli.figures.funders import Diversification
from mes_cli.figures.groups import By, RowsBy
from mes_cli.figures.in_kind import DescribedContribution
from mes_cli.figures.rounding import CENT, ZERO
from mes_cli.figures.rows import Row
from mes_cli.figures.year import YearFigures
from mes_cli.table import rounded_ratio

JsonValue = str | int | None | list["JsonValue"] | dict[str, "JsonValue"]


def money(amount: Decimal) -> str:
    """Euros with two decimals.

    >>> money(Decimal("-3"))
    '-3.00'
    """
    return f"{amount.quantize(CENT)}"


def ratio(number: Decimal | None) -> str | None:
    """A ratio with four decimals, half up; null over a zero.

    >>> ratio(Decimal(2) / 3), ratio(None)
    ('0.6667', None)
    """
    return None if number is None else f"{rounded_ratio(number)}"


def coverage(figures: YearFigures, by: RowsBy = By.ACCOMPANIMENT) -> dict[str, JsonValue]:
    """The coverage of a year, with its rows."""
    whole = figures.balance
    return {
        "year": figures.year,
        "period": {
            "from": figures.period.first.isoformat(),
            "to": figures.period.last.isoformat(),
        },
        **balance(whole, whole),
        "accounts": {name: money(amount) for name, amount in figures.in_kind.accounts.items()},
        "ceilings": [
            {
                "funding": ceiling.funding,
                "share": ratio(ceiling.share),
                "without_in_kind": money(ceiling.without_in_kind),
                "with_in_kind": money(ceiling.with_in_kind),
            }
            for ceiling in figures.ceilings
        ],
        "described": [_described(it) for it in figures.described],
        "by": str(by),
        "rows": [_row(row, whole) for row in figures.rows(by)],
    }


def counts(it: Counts) -> dict[str, JsonValue]:
    """How many initiatives and accompaniments."""
    return {
        "initiatives": it.initiatives,
        "accompaniments": it.accompaniments,
        "collective": it.collective,
        "new": it.new,
        "ended": it.ended,
    }


def entry(entries: Entries) -> dict[str, JsonValue]:
    """New accompaniments by channel, all six of them, and by the two groups of channels."""
    return {
        "channels": {
            str(channel): _part(entries, number) for channel, number in entries.channels.items()
        },
        "spontaneous": _part(entries, entries.spontaneous),
        "prescribed": _part(entries, entries.prescribed),
    }


def policies(diversification: Diversification) -> dict[str, JsonValue]:
    """The public money by policy, how diverse it is, and private money beside it."""
    shares = diversification.shares
    return {
        "amounts": {
            name: {"amount": money(amount), "share": ratio(shares[name])}
            for name, amount in diversification.amounts.items()
        },
        "public": money(diversification.public),
        "private": money(diversification.private),
        "beyond_usual": ratio(diversification.beyond_usual),
        "number": diversification.number,
        "concentration": ratio(diversification.concentration),
    }


def _part(entries: Entries, number: int) -> JsonValue:
    return {"count": number, "share": ratio(entries.share(number))}


def _row(row: Row, whole: Balance) -> JsonValue:
    return {"id": row.id, "label": row.label or row.id, **balance(row.balance, whole)}


def balance(it: Balance, whole: Balance) -> dict[str, JsonValue]:
    """A balance with the kinds and natures that the whole year has, zeros included."""
    hours, cost, resources = it.hours, it.cost, it.resources
    return {
        "hours": {
            "staff": hours.staff,
            "in_kind": {kind: hours.in_kind.get(kind, 0) for kind in whole.hours.in_kind},
        },
        "cost": {name: money(getattr(cost, name)) for name in COSTS},
        "resources": {
            "money": {n: money(resources.money.get(n, ZERO)) for n in whole.resources.money},
            **{name: money(getattr(resources, name)) for name in RESOURCES},
        },
        "coverage": {
            "monetary": ratio(it.monetary_coverage),
            "full": ratio(it.full_coverage),
            "in_kind_share": ratio(it.in_kind_share),
        },
        "remainder": money(it.remainder),
    }


def _described(it: DescribedContribution) -> JsonValue:
    """A contribution without a value; the reason in its own words, else as a code."""
    return {
        "id": it.id,
        "kind": str(it.kind),
        "seconds": it.seconds,
        "reason": it.words or str(it.reason),
    }
