"""Checks of fundings: their amounts, where they go, and ceilings, the share that a funder pays."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from mes_cli.figures.books import books
from mes_cli.figures.funders import ceilings
from mes_cli.figures.ledger import ledger
from mes_cli.figures.years import calendar
from mes_cli.finding import Amount, Message, Mistake, Related, field, say
from mes_cli.model import Funding
from mes_cli.model.funding import BudgetLine, FundingStatus, Side
from mes_cli.register import Entry, Register

#: The accounts of contributions in kind, on the side of costs and of resources.
_IN_KIND = frozenset({"86", "87"})
#: Budgets are written in whole euros, or shared out: less than a euro is no mistake.
_ROUNDING = Decimal(1)


def funding_without_amount(register: Register) -> Iterator[Mistake]:
    """A funding has no amount to be counted with.

    A request counts with what is asked for; what was granted or received counts with
    that amount.

    Bad::

        status: granted
        requested: 10000

    Good::

        status: granted
        requested: 10000
        granted: 8000
    """
    for entry in register.entries_of(Funding):
        record = entry.record
        if record.status is FundingStatus.REFUSED or record.amount is not None:
            continue
        wanted = "requested" if record.status is FundingStatus.REQUESTED else "granted"
        yield Mistake(
            entry.at("status"),
            say("this funding has no amount to be counted with"),
            say("add `{field}`", field=field("Funding", wanted)),
        )


def granted_above_requested(register: Register) -> Iterator[Mistake]:
    """More was granted than asked for, or received than granted.

    It happens, but mostly two amounts were exchanged.

    Bad::

        requested: 8000
        granted: 10000

    Good::

        requested: 10000
        granted: 8000
    """
    for entry in register.entries_of(Funding):
        record = entry.record
        for less, more in (("granted", "requested"), ("received", "granted")):
            small, large = getattr(record, more), getattr(record, less)
            if small is not None and large is not None and large > small:
                yield Mistake(
                    entry.at(less),
                    say(
                        "`{less}` is more than `{more}`",
                        less=field("Funding", less),
                        more=field("Funding", more),
                    ),
                    say("check that the two amounts were not exchanged"),
                    related=(Related(entry.at(more), say("the other amount")),),
                )


def by_year_outside(register: Register) -> Iterator[Mistake]:
    """Money is given to a year that is not in the period of the funding.

    One of the years or one day of the period is wrong; reports of that year count the money.

    Bad::

        period: {from: 2025-01-01, to: 2026-12-31}
        by_year:
          2025: 5000
          2029: 5000

    Good::

        period: {from: 2025-01-01, to: 2026-12-31}
        by_year:
          2025: 5000
          2026: 5000
    """
    dates = calendar(register)
    for entry in register.entries_of(Funding):
        period = entry.record.period
        for year in entry.record.by_year:
            if year not in dates.years(period):
                yield Mistake(
                    entry.at("by_year", str(year)).key(),
                    say("the year {year} is not in the period of this funding", year=year),
                    say("correct the year, or `{period}`", period=field("Funding", "period")),
                    related=(Related(entry.at("period"), say("the period")),),
                )


def unbalanced_budget(register: Register) -> Iterator[Mistake]:
    """The costs and the resources of a budget differ, or accounts 86 and 87 do.

    A budget that is handed in is balanced, and contributions in kind stand on both sides for
    the same value (règlement ANC 2018-06; form 12156). Less than a euro is taken for rounding.

    Bad::

        budget:
          - {account: 64, side: cost, planned: 9000}
          - {account: 74, side: resource, planned: 8000}

    Good::

        budget:
          - {account: 64, side: cost, planned: 9000}
          - {account: 74, side: resource, planned: 9000}
    """
    for entry in register.entries_of(Funding):
        lines = entry.record.budget
        in_kind = [line for line in lines if line.account[:2] in _IN_KIND]
        for column in ("planned", "actual"):
            if any(getattr(line, column) is None for line in lines):
                continue  # the account of a grant that still goes on
            costs, resources = _sides(lines, column)
            given, used = _sides(in_kind, column)
            if abs(costs - resources) >= _ROUNDING:
                yield _unbalanced(
                    entry,
                    say(
                        "costs make {costs} and resources {resources} in `{column}`",
                        costs=Amount(str(costs)),
                        resources=Amount(str(resources)),
                        column=field("BudgetLine", column),
                    ),
                )
            elif abs(given - used) >= _ROUNDING:
                yield _unbalanced(
                    entry,
                    say(
                        "account 86 makes {costs} and account 87 {resources} in `{column}`",
                        costs=Amount(str(given)),
                        resources=Amount(str(used)),
                        column=field("BudgetLine", column),
                    ),
                )


def _sides(lines: Iterable[BudgetLine], column: str) -> tuple[Decimal, Decimal]:
    """Sum the costs and the resources of a column of a budget."""
    sums = {side: Decimal(0) for side in Side}
    for line in lines:
        sums[line.side] += getattr(line, column)
    return sums[Side.COST], sums[Side.RESOURCE]


def _unbalanced(entry: Entry[Funding], message: Message) -> Mistake:
    cure = say("correct the lines so that both sides make the same")
    return Mistake(entry.at("budget").key(), message, cure)


def target_of_nothing(register: Register) -> Iterator[Mistake]:
    """A part of a grant names neither an accompaniment nor a programme, or both.

    Each part of the money goes to one place.

    Bad::

        for:
          - amount: 5000

    Good::

        for:
          - programme: regional-scheme
            amount: 5000
    """
    for entry in register.entries_of(Funding):
        for position, target in enumerate(entry.record.targets):
            if (target.accompaniment is None) == (target.programme is None):
                yield Mistake(
                    entry.at("for", position),
                    say("this part of the money must go to one accompaniment or one programme"),
                    say(
                        "add `{a}` or `{b}`, and keep one of them",
                        a=field("FundingTarget", "accompaniment"),
                        b=field("FundingTarget", "programme"),
                    ),
                )


def above_ceiling(register: Register) -> Iterator[Mistake]:
    """A grant is larger than the share of the cost that its funder pays at most.

    The ceiling is a share of the full cost of what the funding targets, in each financial
    year, valued contributions included. What lies above it may have to be given back.

    Bad::

        granted: 9000
        ceiling: 50 %
        # what it targets costs 15 000 in the year

    Good::

        granted: 7500
        ceiling: 50 %
    """
    counted = books(register)
    capped = [it for it in counted.fundings if it.entry.record.ceiling is not None]
    granted = {
        it.entry.record.id: it.years
        for it in capped
        if it.entry.record.status is not FundingStatus.REQUESTED
    }
    # Later than the newest year, nothing is done yet that the money could pay for.
    newest = (counted.days.newest_year or 0) if granted else 0
    years = {year for some in granted.values() for year in some if year <= newest}
    for year in sorted(years):
        for ceiling in ceilings(ledger(counted, year)):
            if ceiling.funding in granted and ceiling.amount > ceiling.with_in_kind:
                yield Mistake(
                    ceiling.at,
                    say(
                        "{amount} in {year} is more than the ceiling allows: {most}",
                        amount=Amount(str(ceiling.amount)),
                        year=year,
                        most=Amount(str(ceiling.with_in_kind)),
                    ),
                    say(
                        "check the ceiling and the amounts; records of what the money paid for"
                        " may be missing"
                    ),
                )
