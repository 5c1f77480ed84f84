"""Every figure of the examples, walked back to the lines of files, and added up again."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from itertools import zip_longest
from pathlib import Path

import pytest

from mes_cli.figures.balance import Balance
from mes_cli.figures.books import books
from mes_cli.figures.groups import By
from mes_cli.figures.in_kind import CREDIT, DEBIT, accounts_of
from mes_cli.figures.ledger import scope
from mes_cli.figures.line import (
    Counted,
    Described,
    Line,
    Measure,
    ShareOf,
    SpreadPart,
    Stated,
    Step,
    Worked,
)
from mes_cli.figures.year import YearFigures
from mes_cli.figures.years import years
from mes_cli.model import Funding
from mes_cli.store.reading.load import Reading, load
from mes_cli.store.reading.locate import places

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
NAMES = ["reseau-des-possibles", "seed-library"]
CENT = Decimal("0.01")


@cache
def read(name: str) -> Reading:
    return load(EXAMPLES / name)


@cache
def counted(name: str) -> tuple[YearFigures, ...]:
    register = read(name).register
    of = books(register)
    return tuple(YearFigures(of, year) for year in years(register))


def euros(lines: Iterable[Line]) -> Decimal:
    return sum((line.amount for line in lines), Decimal(0))


def seconds(lines: Iterable[Line]) -> int:
    return sum(line.seconds for line in lines)


def worth(step: Step) -> Decimal:
    """What the first step of a making comes to, by hand."""
    match step:
        case Stated(amount):
            return amount
        case Worked(time, rate):
            return (rate * time / 3600).quantize(CENT, ROUND_HALF_UP)
        case Counted(quantity, _, value):
            return (quantity * value).quantize(CENT, ROUND_HALF_UP)
        case ShareOf(share, base, _):
            return (share * base).quantize(CENT, ROUND_HALF_UP)
        case Described():
            return Decimal(0)
        case SpreadPart():
            raise AssertionError


def walk(line: Line, cents: int = 1) -> None:
    """Work a line out again, step by step; its last part may be some *cents* from exact."""
    first, *parts = line.how
    amount = worth(first)
    for step, after in zip_longest(parts, parts[1:]):
        assert isinstance(step, SpreadPart)
        assert step.amount == amount
        amount = after.amount if isinstance(after, SpreadPart) else line.amount
        exact = Fraction(step.amount) * step.weight / step.weights
        assert abs(Fraction(amount) - exact) < Fraction(1 if after else cents, 100)
    assert amount == line.amount


def readd(it: Balance) -> None:
    cost, resources = it.cost, it.resources
    assert [cost.staff, cost.expenses, cost.overheads, cost.in_kind, resources.pending] == [
        euros(it.of(measure))
        for measure in (
            Measure.STAFF,
            Measure.EXPENSES,
            Measure.OVERHEADS,
            Measure.IN_KIND,
            Measure.PENDING,
        )
    ]
    assert it.hours.staff == seconds(it.of(Measure.STAFF))
    for nature, amount in resources.money.items():
        assert amount == euros(li for li in it.of(Measure.MONEY) if li.detail == nature)
    for kind, time in it.hours.in_kind.items():
        assert time == seconds(li for li in it.of(Measure.IN_KIND) if li.detail == kind)
    assert resources.monetary == euros(it.of(Measure.MONEY))
    assert cost.monetary == cost.staff + cost.expenses + cost.overheads
    assert cost.full == cost.monetary + cost.in_kind
    assert resources.full == resources.monetary + cost.in_kind
    assert it.remainder == cost.monetary - resources.monetary


@pytest.mark.parametrize("name", NAMES)
def test_every_amount_is_the_sum_of_its_lines(name: str) -> None:
    for year in counted(name):
        readd(year.balance)
        for by in By:
            for row in year.rows(by):
                readd(row.balance)


@pytest.mark.parametrize("name", NAMES)
def test_every_line_can_be_worked_out_again(name: str) -> None:
    for year in counted(name):
        for line in year.lines:
            walk(line)
        for by in By:
            for row in year.rows(by):
                # The lines of a cell are cut after the cell, which themes cut twice.
                for line in row.balance.lines:
                    walk(line, cents=2)


@pytest.mark.parametrize("name", NAMES)
def test_every_line_stands_in_a_file(name: str) -> None:
    """The place is not only a file that exists: it is a line of it, inside the right record."""
    reading, known = read(name), {entry.name: entry for entry in read(name).register.entries}
    lines = [
        line
        for year in counted(name)
        for by in By
        for row in year.rows(by)
        for line in row.balance.lines
    ]
    found = dict.fromkeys((line.at, line.record) for line in lines)

    for (at, record), place in zip(found, places([at for at, _ in found], reading), strict=True):
        text = (EXAMPLES / name / place.file).read_text("utf-8").splitlines()
        assert (at.file, at.item) == (known[record].place.file, known[record].place.item)
        assert 1 <= place.line <= len(text)
        assert text[place.line - 1].strip(" -")


@pytest.mark.parametrize("name", NAMES)
def test_accounts_ceilings_and_described_go_back_to_their_records(name: str) -> None:
    for year in counted(name):
        table, settings = year.in_kind, year.register.settings
        for account in (*DEBIT, *CREDIT):
            own = [line for line in table.lines if account in accounts_of(line.detail, settings)]
            assert table.accounts[account] == euros(own)
        assert table.total == year.balance.cost.in_kind == euros(table.lines)
        for ceiling in year.ceilings:
            funding = year.register.get(Funding, ceiling.funding)
            assert funding
            [it] = [it for it in year.ledger.fundings if it.entry == funding]
            aims = scope(year.ledger, it)
            lines = [line for line in year.lines if aims is None or line.accompaniment in aims]
            paid = euros(
                line for line in lines
                if line.measure in {Measure.STAFF, Measure.EXPENSES, Measure.OVERHEADS}
            )  # fmt: skip
            given = euros(line for line in lines if line.measure is Measure.IN_KIND)
            assert (ceiling.monetary_cost, ceiling.full_cost) == (paid, paid + given)
        for gift in year.described:
            assert gift.line.record == ("contribution", gift.id)
            assert gift.line.amount == 0
            assert isinstance(gift.line.how[0], Described)


def test_what_is_in_no_line_is_in_no_figure() -> None:
    """The records that count nothing: refused, outside the year, or words only."""
    [year] = [it for it in counted("reseau-des-possibles") if it.year == 2025]
    named = {line.record for line in year.lines}

    silent = {entry.name for entry in year.register.of(Funding)} - named
    assert ("funding", "europe-territoires-2025") in silent
    assert all(
        entry.record.status == "refused" or 2025 not in year.books.calendar.days(
            entry.record.period)
        for entry in year.register.of(Funding)
        if entry.name in silent
    )  # fmt: skip
