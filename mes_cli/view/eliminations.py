"""What combined accounts took out, and why; who their members are, and how each counts."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from mes_cli.combined.combination import CombinedFigures
from mes_cli.combined.flows import Elimination, Gap, TakenOut
from mes_cli.combined.identity import is_hidden
from mes_cli.combined.members import Member
from mes_cli.figures.plain import JsonValue
from mes_cli.figures.plain import money as euros
from mes_cli.figures.rounding import total
from mes_cli.figures.rules import rules
from mes_cli.finding import Message, say
from mes_cli.language.catalogue import Catalogue, catalogue
from mes_cli.model import Initiative, Structure
from mes_cli.model.audience import FUNDER
from mes_cli.model.period import Period
from mes_cli.model.settings import Method
from mes_cli.table import Table, TableRow, hours, money
from mes_cli.view.edition import Edition
from mes_cli.view.records import ViewData

#: What is taken out, and the reason in a sentence.
REASONS: Mapping[Elimination, tuple[Message, Message]] = {
    Elimination.MONEY: (
        say("money from another member"),
        say("it is a resource of the member that gives it already"),
    ),
    Elimination.FEES: (
        say("membership fees of members"),
        say("they go round inside the network"),
    ),
    Elimination.PENDING: (
        say("money asked of another member"),
        say("the network asks nobody outside for it"),
    ),
    Elimination.EXPENSE: (
        say("expenses paid to another member"),
        say("what they paid for is a cost of the member that received them"),
    ),
    Elimination.GIFT: (
        say("gifts in kind between members"),
        say("they are a cost of the member that gives them already"),
    ),
    Elimination.EXCHANGE: (
        say("skills exchanged between members"),
        say("they went round inside the network; exchanges tell them"),
    ),
    Elimination.TWICE: (
        say("exchanges told twice"),
        say("the register of who gave tells them"),
    ),
    Elimination.COURSE: (
        say("courses of support kept twice"),
        say("the register of the structure that keeps them counts them"),
    ),
}


def eliminations(edition: Edition) -> ViewData:
    """The section of a network's report; empty for a single register."""
    figures = edition.figures
    if not isinstance(figures, CombinedFigures):
        return {}
    language = catalogue(edition.viewer.language)
    detailed = edition.sees(FUNDER)
    found = figures.taken_out
    return {
        "rows": [
            {
                "label": language.say(REASONS[reason][0], edition.words),
                "why": language.say(REASONS[reason][1], edition.words),
                "number": len(some),
                **_sums(edition, some),
                "items": [_item(edition, it) for it in some] if detailed else [],
            }
            for reason, some in by_reason(found).items()
        ],
        "gaps": [_gap(edition, it) for it in figures.gaps] if detailed else [],
        "members": [_member(edition, it) for it in _present(figures)],
        "absent": [_label(edition, it.code) for it in figures.absent],
        "absent_before": [
            _label(edition, it.code)
            for it in (figures.another(figures.year - 1).absent if edition.before else ())
        ],
        "hidden": hidden_initiatives(figures),
    }


def _sums(edition: Edition, some: Sequence[TakenOut]) -> dict[str, Any]:
    """What is taken out for a reason, unless it is of fewer than the audience may see alone."""
    if len(some) < edition.minimum:
        return {"amount": None, "seconds": None}
    amount, seconds = total(it.line.amount for it in some), sum(it.line.seconds for it in some)
    return {"amount": amount, "seconds": seconds}


def by_reason(found: Sequence[TakenOut]) -> dict[Elimination, list[TakenOut]]:
    """What is taken out for each reason, in their order."""
    cut = {reason: [it for it in found if it.reason is reason] for reason in Elimination}
    return {reason: some for reason, some in cut.items() if some}


def hidden_initiatives(figures: CombinedFigures) -> int:
    """How many of the year's initiatives have no name: each counts as one, and is never matched."""
    whom = {name for course in figures.ledger.courses for name in course.record.initiatives}
    found = (figures.register.get(Initiative, name) for name in whom)
    return sum(entry is not None and is_hidden(entry.record) for entry in found)


def _present(figures: CombinedFigures) -> Iterator[Member]:
    absent = {it.code for it in figures.absent}
    return (it for it in figures.books.network.members if it.code not in absent)


def _label(edition: Edition, code: str) -> object:
    return edition.name(Structure.kind, code)


def _item(edition: Edition, it: TakenOut) -> ViewData:
    return {
        "label": edition.name(*it.line.record).name,
        "payer": _party(edition, it.payer),
        "payee": _party(edition, it.payee),
        "amount": it.line.amount or None,
        "seconds": it.line.seconds,
        "source": edition.viewer.source(it.line.at, it.line.place.file) or "",
    }


def _party(edition: Edition, name: str | None) -> str:
    if name is None:
        return ""
    kind = Structure.kind if edition.register.get(Structure, name) else Initiative.kind
    return edition.name(kind, name).name


def _gap(edition: Edition, it: Gap) -> ViewData:
    return {
        "payer": _party(edition, it.payer),
        "payee": _party(edition, it.payee),
        "given": it.given,
        "received": it.received,
        "timed": it.timed,
        "timing": it.timing,
    }


def _member(edition: Edition, it: Member) -> ViewData:
    """How a member counts: its year, its key, its method; rates are for funders."""
    home = it.year(edition.figures.year)
    assert home is not None
    period: Period = home.period
    settings, dated = it.register.settings, rules(it.register.settings)
    valuation, overhead = dated.valuations.on(period.last), dated.overheads.on(period.last)
    costs = [line.on(period.last) for line in dated.hourly_costs.values()]
    rates = sorted(cost.rate for cost in costs if cost)
    day = _day(it.about.get("day", ""))
    return {
        "label": _label(edition, it.code),
        "from": period.first,
        "to": period.last,
        "spread_key": edition.label("SpreadKey", settings.spread_key),
        "method": edition.label("Method", valuation.method if valuation else Method.NONE),
        "overheads": overhead.share if overhead else None,
        "rates": [rates[0], rates[-1]] if rates and edition.sees(FUNDER) else [],
        "day": day,
        # How old what it says is, on the day of the report.
        "age": max(0, (edition.viewer.day - day).days) if day else 0,
        "commit": it.about.get("commit", "")[:12],
        "modified": it.about.get("modified") == "true",
    }


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:  # a package may say anything
        return None


def eliminations_data(edition: Edition) -> dict[str, JsonValue]:
    """The same for machines; empty for a single register."""
    figures = edition.figures
    if not isinstance(figures, CombinedFigures):
        return {}
    detailed = edition.sees(FUNDER)
    found = figures.taken_out
    return {
        "network": {
            "members": [it.code for it in _present(figures)],
            "absent": [it.code for it in figures.absent],
            "hidden": hidden_initiatives(figures),
            "taken_out": [_row(edition, it) for it in found] if detailed else [],
            "totals": {
                str(reason): {
                    "number": len(some),
                    "amount": euros(sums["amount"]) if sums["amount"] is not None else None,
                    "seconds": sums["seconds"],
                }
                for reason, some in by_reason(found).items()
                for sums in (_sums(edition, some),)
            },
            "gaps": [
                {
                    "payer": it.payer,
                    "payee": it.payee,
                    "given": _plain(it.given),
                    "received": _plain(it.received),
                    "timing": "true" if it.timing else "false",
                }
                for it in (figures.gaps if detailed else ())
            ],
        }
    }


def _plain(value: Decimal | int) -> JsonValue:
    return value if isinstance(value, int) else euros(value)


def _row(edition: Edition, it: TakenOut) -> JsonValue:
    kind, name = it.line.record
    return {
        "reason": str(it.reason),
        "member": it.member,
        "kind": kind,
        "record": edition.code(kind, name),
        "payer": it.payer,
        "payee": it.payee,
        "amount": euros(it.line.amount),
        "seconds": it.line.seconds,
    }


def elimination_tables(edition: Edition, language: Catalogue, *, each: bool) -> list[Table]:
    """What was taken out as tables for the terminal; *each* thing with its origin, or sums."""
    told = eliminations(edition)
    _ = language.text
    rows: list[TableRow] = []
    for row in _list(told["rows"]):
        what = f"{row['label']} ({row['number']})"
        label = _("{before}: {after}").format(before=what, after=row["why"])
        rows.append(
            TableRow(label, (money(row["amount"] or None), hours(row["seconds"] or None)), 1)
        )
        for it in _list(row["items"]) if each else ():
            between = " → ".join(filter(None, (str(it["payer"]), str(it["payee"]))))
            label = " · ".join(filter(None, (str(it["label"]), between, str(it["source"]))))
            rows.append(TableRow(label, (money(it["amount"]), hours(it["seconds"] or None)), 2))
    title = say("What was taken out, and why")
    tables = [Table(title, (_("amount"), _("hours")), tuple(rows))] if rows else []
    gaps = [_gap_row(it, _) for it in _list(told["gaps"])]
    if gaps:
        tables.append(
            Table(
                say("What the two sides tell differently"), (_("given"), _("received")), tuple(gaps)
            )
        )
    return tables


def _gap_row(it: dict[str, Any], _: Callable[[str], str]) -> TableRow:
    cell = hours if it["timed"] else money
    label = f"{it['payer']} → {it['payee']}"
    if it["timing"]:
        label += f" ({_('difference of dates')})"
    return TableRow(label, (cell(it["given"]), cell(it["received"])), 1)


def _list(value: object) -> list[dict[str, Any]]:
    return value if isinstance(value, list) else []
