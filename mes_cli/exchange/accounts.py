"""Accounting lines from Paheko: costs become expenses of accompaniments, products fundings."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from mes_cli.exchange.grids import Grid
from mes_cli.exchange.incoming import Arrivals, Incoming
from mes_cli.exchange.plan import Change, Data, Item, Problem, State
from mes_cli.exchange.state import Now
from mes_cli.exchange.values import day, fold
from mes_cli.exchange.volunteering import OtherTableError, Row, known, rows
from mes_cli.figures.years import calendar
from mes_cli.finding import Loc, say
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import Accompaniment, Funding, Structure
from mes_cli.model.accompaniment import Expense
from mes_cli.register import Entry
from mes_cli.store.edit import Edits

#: Titles of its forms called complete, grouped and simplified.
TITLES: Mapping[str, tuple[str, ...]] = {
    "entry": ("numero d ecriture",),
    "label": ("libelle",),
    "date": ("date",),
    "account": ("numero compte",),
    "debit": ("debit",),
    "credit": ("credit",),
    "line": ("libelle ligne",),
    "debited": ("compte de debit",),
    "credited": ("compte de credit",),
    "amount": ("montant",),
    "project": ("projet analytique", "projet s analytique s"),
    "member": ("membres associes",),
}
_COSTS = ("60", "61", "62", "63", "64", "65")
_IN_KIND = ("86", "87")
#: The nature of money by the first digits of its account, the longest first.
_NATURES = {
    "7541": "donation", "7542": "sponsorship", "754": "donation", "756": "membership-fees",
    "70": "fees", "73": "public-contribution", "74": "grant",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody says of lines that do not say it themselves."""

    accompaniment: str = ""
    funder: str = ""


@dataclass(frozen=True, slots=True)
class Posting:
    """An amount on one side of an account."""

    row: Row
    account: str
    #: Positive where it is a cost or a product, negative where it takes one back.
    amount: Decimal
    label: str
    date: str
    project: str
    member: str
    entry: str


def is_accounting(grids: Iterable[Grid]) -> bool:
    """Tell accounting lines from a list of hours."""
    return any(known(grid, TITLES, "account") or known(grid, TITLES, "debited") for grid in grids)


def postings(grids: Iterable[Grid], wanted: Wanted, now: Now, edits: Edits) -> Arrivals:
    """Read the lines of costs and products; all others are none of the register's business.

    Raises:
        OtherTableError: the table is none of that program.
    """
    arrivals = Arrivals("paheko")
    expenses: dict[str, list[Posting]] = {}
    for grid in grids:
        for name, title in (("date", "Date"), ("label", "Libellé")):
            if not known(grid, TITLES, name):
                raise OtherTableError(grid.name, "Paheko", title)
        for it in _postings(grid, arrivals):
            if it.account.startswith(_IN_KIND):
                arrivals.left_out.append(say("contributions in kind, which mes counts itself"))
            elif it.amount < 0:
                arrivals.left_out.append(say("amounts that take a cost or a product back"))
            elif it.account.startswith(_COSTS):
                _cost(it, wanted, now, arrivals, expenses)
            elif it.account.startswith("7"):
                _product(it, wanted, now, arrivals)
            else:
                arrivals.left_out.append(say("accounts other than 60 to 65 and 70 to 79"))
    for name, found in expenses.items():
        _spend(name, found, now, edits, arrivals)
    return arrivals


def _postings(grid: Grid, arrivals: Arrivals) -> Iterator[Posting]:
    """Both sides of each line; in the grouped form a line says what the one above said."""
    last: dict[str, str] = {}
    for row in rows(grid, TITLES):
        said = {name: row.said(name) for name in ("entry", "label", "date", "project", "member")}
        if not said["entry"] and not said["date"]:
            said |= {name: last.get(name, "") for name in said if not said[name]}
        last = said
        date = day(row.raw("date")) if row.said("date") else day(said["date"])
        for account, name, sign in _sides(row):
            amount = _amount(row.said(name))
            if amount is None:
                arrivals.problems.append(Problem(
                    row.spot(name), say("this is no amount"), say("write euros as 1234,50"),
                ))  # fmt: skip
            elif amount and account[:1] in {"6", "7", "8"}:
                positive = sign if account.startswith(("6", "86")) else -sign
                label = row.said("line") or said["label"]
                yield Posting(row, account, amount * positive, " ".join(label.split()), date,
                              said["project"], said["member"], said["entry"])  # fmt: skip


def _sides(row: Row) -> Iterator[tuple[str, str, int]]:
    """The accounts of a line, the column of the amount, and 1 for a debit."""
    if row.said("account"):
        for name, sign in (("debit", 1), ("credit", -1)):
            if row.said(name):
                yield row.said("account"), name, sign
    for name, sign in (("debited", 1), ("credited", -1)):
        if row.said(name):
            yield row.said(name).split()[0], "amount", sign


def _amount(text: str) -> Decimal | None:
    for space in (" ", "\u00a0", "\u202f", "€"):
        text = text.replace(space, "")
    try:
        return Decimal(text.replace(",", ".") or "0").quantize(Decimal("0.01"))
    except InvalidOperation:
        return None


def _cost(
    it: Posting, wanted: Wanted, now: Now, arrivals: Arrivals, expenses: dict[str, list[Posting]]
) -> None:
    name = accompaniment_of(it, now) or wanted.accompaniment
    if not name:
        arrivals.left_out.append(
            say("costs whose project is no accompaniment (`--accompaniment ID` names one)")
        )
        return
    expenses.setdefault(name, []).append(it)


def accompaniment_of(it: Posting, now: Now) -> str | None:
    """The accompaniment that a project is called after: its id, title, or only initiative's."""
    project = fold(it.project)
    if not project:
        return None
    table = now.reader.names
    kind = Accompaniment.kind
    if found := table.get((kind, it.project)) or table.get((kind, project)):
        return found
    initiative = table.get(("initiative", project)) or table.get(("initiative", it.project))
    courses = [entry.record.id for entry in now.reading.register.of(Accompaniment)
               if initiative in entry.record.initiatives]  # fmt: skip
    return courses[0] if len(courses) == 1 else None


def _spend(name: str, found: list[Posting], now: Now, edits: Edits, arrivals: Arrivals) -> None:
    """Add expenses to an accompaniment, those left out that it has already."""
    entry = now.reading.register.get(Accompaniment, name)
    if entry is None:
        arrivals.problems.append(Problem(
            found[0].row.spot(), say("no record is called `{name}`", name=name),
        ))  # fmt: skip
        return
    there = Counter(map(_same, entry.record.expenses))
    new: list[Posting] = []
    for it in found:
        same = (it.date, it.label, it.amount, it.account)
        if there[same]:
            there[same] -= 1
            arrivals.unchanged += 1
        else:
            new.append(it)
    if new:
        arrivals.changed.append(_spent(entry, new, edits))


def _same(expense: Expense) -> tuple[str, str, Decimal, str]:
    return (expense.date.isoformat(), expense.label, expense.amount, expense.account or "")


def _spent(entry: Entry[Accompaniment], new: list[Posting], edits: Edits) -> Item:
    data = edits.data(entry.place)
    old = data.get("expenses")
    before = list(old) if isinstance(old, list) else []
    added: list[Data] = [
        {"date": it.date, "label": it.label, "amount": f"{it.amount:f}", "account": it.account}
        for it in new
    ]
    spots: dict[Loc, str] = {
        ("expenses", len(before) + n): it.row.spot() for n, it in enumerate(new)
    }
    title = vocabulary("fr").field("Accompaniment", "expenses").label
    return Item(
        State.CHANGED, Accompaniment.kind, entry.record.id, entry.record.title or "",
        {**data, "expenses": [*before, *added]}, entry.place,
        [Change(title, "—", f"{it.date} {it.label} {it.amount} €") for it in new],
        spot=new[0].row.spot(), spots=spots,
    )  # fmt: skip


def _product(it: Posting, wanted: Wanted, now: Now, arrivals: Arrivals) -> None:
    """A funding that was received; its funder must be a structure of the register."""
    funder = wanted.funder or _funder(it, now)
    if not funder:
        arrivals.left_out.append(
            say("products whose funder is no structure of the register (`--funder ID` names one)")
        )
        return
    period = _year(it, now)
    if period is None:
        arrivals.problems.append(Problem(it.row.spot("date"), say("this is no day")))
        return
    nature = next((n for start, n in _NATURES.items() if it.account.startswith(start)), "own")
    data: Data = {
        "funder": funder, "title": it.label, "nature": nature, "period": period,
        "received": f"{it.amount:f}", "status": "received",
    }  # fmt: skip
    identity = (it.entry, it.account, it.date, it.label, str(it.amount))
    arrivals.found.append(Incoming(Funding.kind, data, identity, it.row.spot()))


def _funder(it: Posting, now: Now) -> str | None:
    """The structure that a line names, as its member or in its words."""
    table = now.reader.names
    if found := table.get((Structure.kind, fold(it.member))):
        return found
    words = f" {fold(it.label)} "
    names = sorted(((name, found) for (kind, name), found in table.items()
                    if kind == Structure.kind and f" {fold(name)} " in words),
                   key=lambda pair: -len(pair[0]))  # fmt: skip
    return names[0][1] if names else None


def _year(it: Posting, now: Now) -> Data | None:
    """The financial year of a line."""
    try:
        date = dt.date.fromisoformat(it.date)
    except ValueError:
        return None
    dates = calendar(now.reading.register)
    period = dates.period(dates.year_of(date))
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}
