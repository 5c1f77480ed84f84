"""The account of a grant: its budget, what was done, and the gap (CERFA 12156 and 15059)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from mes_cli.figures.books import funding_years
from mes_cli.figures.in_kind import accounts_of
from mes_cli.figures.ledger import MONETARY, Ledger, scope
from mes_cli.figures.line import Basis, Line, Measure, SpreadPart, exact_weights
from mes_cli.figures.rounding import (
    ZERO,
    divide,
    from_cents,
    largest_remainder,
    ratio,
    to_cents,
    total,
    whole,
)
from mes_cli.finding import Place
from mes_cli.language.folding import fold
from mes_cli.model import Funding, Structure
from mes_cli.model.funding import BudgetLine, FunderLevel, FundingNature, Side
from mes_cli.register import Entry, Name, Register

#: Contributions in kind; totals stand before and after them.
IN_KIND_CLASSES = ("86", "87")

#: The accounts of money received, where its nature names one.
_MONEY_ACCOUNTS: Mapping[str, str] = {
    FundingNature.GRANT: "74",
    FundingNature.PUBLIC_CONTRIBUTION: "73",
    FundingNature.CONTRACT: "70",
    FundingNature.SPONSORSHIP: "7542",
    FundingNature.DONATION: "7541",
    FundingNature.MEMBERSHIP_FEES: "756",
    FundingNature.FEES: "70",
}


#: Words that a row of a budget calls the level of a funder by, as they are folded.
_LEVELS: Mapping[str, tuple[str, ...]] = {
    FunderLevel.EU: ("europe", "europeen", "europeens", "union", "fse", "feder", "european"),
    FunderLevel.STATE: ("etat", "l'etat", "d'etat", "state"),
    FunderLevel.REGION: ("region", "regional", "regions"),
    FunderLevel.DEPARTMENT: ("departement", "departemental", "departements", "department"),
    FunderLevel.INTER_MUNICIPALITY: ("epci", "intercommunalite", "communaute", "metropole"),
    FunderLevel.MUNICIPALITY: ("commune", "communes", "ville", "mairie", "municipality", "town"),
    FunderLevel.SOCIAL_BODY: ("caf", "msa", "carsat", "sociaux"),
    FunderLevel.PRIVATE: ("privees", "fondation", "private", "foundation"),
}

_RESOURCES = frozenset({Measure.MONEY, Measure.IN_KIND})
_COSTS = MONETARY | {Measure.IN_KIND}


class Amounts(NamedTuple):
    """What was planned, what came of it as the funding says, and as the records say."""

    planned: Decimal
    #: None: the funding does not say.
    actual: Decimal | None
    recorded: Decimal

    @property
    def gap(self) -> Decimal | None:
        """Euros beyond the plan; negative: below it."""
        return None if self.actual is None else self.actual - self.planned

    @property
    def gap_share(self) -> Decimal | None:
        """The gap as a share of what was planned; None over a zero."""
        return None if self.gap is None else ratio(self.gap, self.planned)

    @property
    def realised(self) -> Decimal | None:
        """What came of it as a share of what was planned; None over a zero."""
        return None if self.actual is None else ratio(self.actual, self.planned)


def added(some: Iterable[Amounts]) -> Amounts:
    """Add up amounts; the realised total is unknown where no row says its own."""
    amounts = list(some)
    said = [it.actual for it in amounts if it.actual is not None]
    return Amounts(
        total(it.planned for it in amounts),
        total(said) if said else None,
        total(it.recorded for it in amounts),
    )


class BudgetRow(NamedTuple):
    """A row of the budget, with the records that belong to its account."""

    line: BudgetLine
    amounts: Amounts
    lines: tuple[Line, ...]
    at: Place


class SideTotals(NamedTuple):
    """The two totals of a side: money alone, and with contributions in kind."""

    monetary: Amounts
    full: Amounts


class GrantAccount(NamedTuple):
    """The budget of a grant and its realisation in a financial year."""

    funding: str
    #: What the grant itself brings in the year; nothing while it is only asked for.
    amount: Decimal
    rows: tuple[BudgetRow, ...]
    totals: Mapping[Side, SideTotals]
    #: Overheads: the share and the base of each are the key that the form asks for.
    indirect: tuple[Line, ...]
    #: Records of what the grant targets whose account is in no row, by side.
    unplaced: Mapping[Side, tuple[Line, ...]]

    @property
    def share(self) -> Decimal | None:
        """The grant's part of all money: of what its budget says came, else of the records."""
        money = self.totals[Side.RESOURCE].monetary
        return ratio(self.amount, money.recorded if money.actual is None else money.actual)

    @property
    def balanced(self) -> bool:
        """Whether both pairs of planned totals balance."""
        cost, resource = self.totals[Side.COST], self.totals[Side.RESOURCE]
        return (cost.monetary.planned, cost.full.planned) == (
            resource.monetary.planned,
            resource.full.planned,
        )


def grant_account(ledger: Ledger, entry: Entry[Funding]) -> GrantAccount:
    """Set the budget of a funding beside the year's records of all that it targets.

    A budget is about an action as a whole: beside it are its whole cost and all its resources,
    not only this funding's part. On each side the rows, what is in no row and the overheads add
    up to the total.
    """
    lines = _lines(ledger, entry)
    direct = [line for line in lines if line.measure is not Measure.OVERHEADS]
    rows: list[BudgetRow] = []
    totals: dict[Side, SideTotals] = {}
    unplaced: dict[Side, tuple[Line, ...]] = {}
    for side in Side:
        placed = _place(ledger.register, entry.record.budget, side, _accounts(ledger, side, direct))
        rows += _rows(entry, side, placed)
        unplaced[side] = tuple(placed.pop(None, ()))
        totals[side] = _side_totals(entry.record.budget, side, _of(side, lines))
    own = (line for line in ledger.money if line.record == entry.name)
    return GrantAccount(
        entry.record.id,
        total(line.amount for line in own if line.measure is Measure.MONEY),
        tuple(rows),
        totals,
        tuple(line for line in lines if line.measure is Measure.OVERHEADS),
        unplaced,
    )


def _lines(ledger: Ledger, entry: Entry[Funding]) -> tuple[Line, ...]:
    """The lines of what a funding targets, and its money, whoever gives it."""
    names = scope(ledger, funding_years(entry, ledger.books.calendar))
    lines = (line for line in ledger.lines if names is None or line.accompaniment in names)
    return tuple(line for line in lines if line.measure is not Measure.PENDING)


def _of(side: Side, lines: Iterable[Line]) -> list[Line]:
    """The lines that a side adds up; contributions in kind are on both."""
    money = _RESOURCES if side is Side.RESOURCE else _COSTS
    return [line for line in lines if line.measure in money]


def _accounts(ledger: Ledger, side: Side, lines: Iterable[Line]) -> Iterator[tuple[str, Line]]:
    """The lines of a side with their accounts; empty where nothing says which."""
    for line in lines:
        if not line.amount:
            continue
        match (side, line.measure):
            case (_, Measure.IN_KIND):
                used, given = accounts_of(line.detail, ledger.register.settings)
                yield (used if side is Side.COST else given, line)
            case (Side.COST, Measure.STAFF):
                yield ("64", line)
            case (Side.COST, Measure.EXPENSES):
                yield (line.detail, line)
            case (Side.RESOURCE, Measure.MONEY):
                yield (_MONEY_ACCOUNTS.get(line.detail, ""), line)
            case _:
                pass


def _place(
    register: Register,
    budget: Sequence[BudgetLine],
    side: Side,
    lines: Iterable[tuple[str, Line]],
) -> dict[int | None, list[Line]]:
    """Put each line in the row that names its funder, else in the row of its account.

    Without such a row it is in the nearest account above it, or else in those below it, which share
    it, as several rows of one account do, in proportion to what was planned for them.
    """
    rows = {at: row for at, row in enumerate(budget) if row.side is side}
    placed: dict[int | None, list[Line]] = {}
    together: dict[tuple[int, ...], list[Line]] = {}
    known: dict[tuple[str, Name | None], list[int]] = {}
    for account, line in lines:
        key = account, line.record if line.measure is Measure.MONEY else None
        if key not in known:
            known[key] = _of_funder(register, line, rows) or _of_account(account, rows)
        positions = known[key]
        if len(positions) > 1:
            together.setdefault(tuple(positions), []).append(line)
        else:
            placed.setdefault(positions[0] if positions else None, []).append(line)
    for several, some in together.items():
        weights = {position: budget[position].planned for position in several}
        for position, line in _shared(some, weights):
            placed.setdefault(position, []).append(line)
    return placed


def _of_account(account: str, rows: Mapping[int, BudgetLine]) -> list[int]:
    """The rows of an account; else of the nearest above it, else of those below it."""
    for length in range(len(account), 0, -1):
        if found := [at for at, row in rows.items() if row.account == account[:length]]:
            return found
    return [at for at, row in rows.items() if account and row.account.startswith(account)]


def _of_funder(register: Register, line: Line, rows: Mapping[int, BudgetLine]) -> list[int]:
    """The row that names the funder of some money, or its level; empty where none or several do."""
    funding = register.get(Funding, line.record[1]) if line.measure is Measure.MONEY else None
    funder = register.get(Structure, funding.record.funder) if funding else None
    if funding is None or funder is None:
        return []
    names = [fold(name) for name in (funder.record.name, funder.record.short_name) if name]
    level = set(_LEVELS.get(funding.record.level or "", ()))
    labels = {at: fold(row.label or "") for at, row in rows.items()}
    for found in (
        [at for at, label in labels.items() if any(_same(label, name) for name in names)],
        [at for at, label in labels.items() if level & set(label.split())],
    ):
        if len(found) == 1:
            return found
    return []


def _same(label: str, name: str) -> bool:
    """Tell whether a label and a name are one, or one the beginning of the other."""
    return bool(label) and (label.startswith(name) or name.startswith(label))


def _shared(lines: Sequence[Line], planned: Mapping[int, Decimal]) -> Iterator[tuple[int, Line]]:
    """Cut lines between rows, so that each row has its part of them all to the cent."""
    weights, basis = exact_weights(planned, Basis.PLANNED)
    every = sum(weights.values(), Fraction(0))
    units = [to_cents(line.amount) for line in lines]
    exact = whole(list(weights.values()))
    table = divide(units, exact, largest_remainder(sum(units), exact))
    for line, parts in zip(lines, table, strict=True):
        for (position, weight), part in zip(weights.items(), parts, strict=True):
            if part:
                yield (
                    position,
                    line.cut(from_cents(part), 0, SpreadPart(basis, weight, every, line.amount, 0)),
                )


def _rows(
    entry: Entry[Funding], side: Side, placed: Mapping[int | None, list[Line]]
) -> Iterator[BudgetRow]:
    for position, row in enumerate(entry.record.budget):
        if row.side is side:
            lines = tuple(placed.get(position, ()))
            amounts = Amounts(row.planned, row.actual, total(line.amount for line in lines))
            yield BudgetRow(row, amounts, lines, entry.at("budget", position))


def _side_totals(budget: Iterable[BudgetLine], side: Side, lines: Iterable[Line]) -> SideTotals:
    rows = [row for row in budget if row.side is side]
    paid = [row for row in rows if not row.account.startswith(IN_KIND_CLASSES)]
    lines = list(lines)
    return SideTotals(
        _sum(paid, [line for line in lines if line.measure is not Measure.IN_KIND]),
        _sum(rows, lines),
    )


def _sum(rows: Iterable[BudgetLine], lines: Iterable[Line]) -> Amounts:
    """Add up rows, and lines of all records, those that are in no row included."""
    found = added(Amounts(row.planned, row.actual, ZERO) for row in rows)
    return found._replace(recorded=total(line.amount for line in lines))
