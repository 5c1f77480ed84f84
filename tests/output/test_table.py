"""Hours of a table add up as they are printed."""

from decimal import Decimal

import pytest

from mes_cli.figures import plain
from mes_cli.finding import say
from mes_cli.language.catalogue import catalogue
from mes_cli.language.formats import Formats
from mes_cli.language.vocabulary import vocabulary
from mes_cli.output import table
from mes_cli.output.speech import Speech
from mes_cli.table import Table, TableRow, hours, money, ratio, round_together

SPEECH = Speech(catalogue("en"), vocabulary("en"))


@pytest.fixture
def thirds() -> Table:
    rows = [TableRow(name, (hours(1700), money(None))) for name in "abc"]
    total = TableRow("total", (hours(5100), money(None)), total=True)
    return Table(say("Hours"), ("hours", "money"), (*rows, total))


def test_the_sum_of_rounded_numbers_is_the_rounded_sum() -> None:
    assert round_together([1700, 1700, 1700], 60) == [1740, 1680, 1680]
    assert round_together([29, 29], 60) == [60, 0]
    assert round_together([30], 60) == [60]
    assert round_together([], 60) == []


def test_rows_add_up_to_the_minute(thirds: Table) -> None:
    said = table.markdown([thirds], SPEECH, Formats("en")).replace("\u00a0", " ")

    assert [line.split("|")[2].strip() for line in said.splitlines()[4:]] == [
        "0 h 29", "0 h 28", "0 h 28", "1 h 25",
    ]  # fmt: skip
    assert "0 h 29" in table.text([thirds], SPEECH, Formats("en")).replace("\u00a0", " ")


def test_decimal_hours_add_up_and_say_that_they_are_decimal(thirds: Table) -> None:
    lines = table.csv([thirds], SPEECH).splitlines()

    assert lines[1] == ",hours (decimal hours),money"
    assert lines[2:] == ["a,0.48,", "b,0.47,", "c,0.47,", "total,1.42,"]


def test_ratios_are_rounded_half_up_as_in_json() -> None:
    exact = Decimal("0.00125")
    one = Table(None, ("share",), (TableRow("a", (ratio(exact),)),))

    assert table.csv([one], SPEECH).splitlines()[1] == f"a,{plain.ratio(exact)}" == "a,0.0013"


def test_a_heading_above_hours_says_that_they_are_decimal() -> None:
    rows = (
        TableRow("Cost", ()),
        TableRow("paid work", (money(None),), 1),
        TableRow("Hours", ()),
        TableRow("paid work", (hours(5400),), 1),
    )

    lines = table.csv([Table(None, ("2025",), rows)], SPEECH).splitlines()

    assert lines == [",2025", "Cost,", "paid work,", "Hours (decimal hours),", "paid work,1.50"]


def test_nothing_is_ruled_off_where_nothing_is_summed() -> None:
    total = TableRow("money", (money(Decimal(0)),), 1, total=True)
    spent = TableRow("work", (money(Decimal(5)),), 1)
    for rows, ruled in (((total,), False), ((spent, total), True)):
        whole = Table(None, ("2025",), (TableRow("Cost", ()), *rows))
        assert ("─" in table.text([whole], SPEECH, Formats("en"))) is ruled
