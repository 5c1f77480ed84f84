"""Small registers in which an explanation, a total, a count or a reading was once open."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"

Run = Callable[..., Any]


@pytest.fixture
def told(mes: Run) -> Callable[..., Any]:
    """What a command says of a case, as JSON."""

    def told(case: str, *words: str) -> Any:
        return json.loads(mes("-C", CASES / case, *words, "--format", "json").out)

    return told


@pytest.fixture
def coverage(told: Callable[..., Any]) -> Callable[..., Any]:
    return lambda case, *more: told(case, "coverage", "--year", "2024", *more)


@pytest.fixture
def annual(told: Callable[..., Any]) -> Callable[..., Any]:
    return lambda case: told(case, "report", "annual", "--year", "2024", "--output", "-")


@pytest.fixture
def printed(mes: Run) -> Callable[..., str]:
    def printed(case: str, *words: str) -> str:
        out: str = mes("-C", CASES / case, "--lang", "en", *words).out
        return out.replace("\u00a0", " ")

    return printed


def test_private_money_is_not_a_part_of_what_is_beyond_the_usual(annual: Run) -> None:
    assert annual("beyond-usual-with-money-without-policy")["policies"] == {
        "amounts": {"culture": {"amount": "100.00", "share": "1.0000"}},
        "public": "100.00",
        "private": "900.00",
        "beyond_usual": "1.0000",
        "number": 1,
        "concentration": "1.0000",
    }


def test_a_grant_of_which_a_part_is_general_has_the_ceiling_of_the_year(coverage: Run) -> None:
    [ceiling] = coverage("ceiling-partly-general")["ceilings"]

    assert ceiling["without_in_kind"] == "40000.00"


def test_the_default_year_is_the_newest_in_which_something_was_done(told: Run) -> None:
    assert told("default-year", "coverage")["year"] == 2024


def test_what_ended_without_a_session_is_counted_as_ended(annual: Run) -> None:
    counts = annual("ended-without-a-session")["counts"]

    assert (counts["accompaniments"], counts["ended"]) == (1, 1)


def test_a_flat_rate_of_zero_values_hours_at_nothing(mes: Run, coverage: Run) -> None:
    data = coverage("flat-rate-of-zero")

    assert mes("-C", CASES / "flat-rate-of-zero", "check").code == 0
    assert (data["cost"]["in_kind"], data["described"]) == ("0.00", [])


def test_money_is_in_the_row_that_bears_the_name_of_its_funder(told: Run) -> None:
    data = told("grant-in-the-records", "report", "grant", "k", "--audience", "funder",
                "--year", "2024", "--output", "-")  # fmt: skip

    assert [row["recorded"] for row in data["rows"]] == ["7000.00", "0.00"]
    assert data["totals"]["resource"]["full"]["recorded"] == "7000.00"


def test_hours_are_explained_by_hours(printed: Run) -> None:
    said = printed("hours-explained-by-euros", "coverage", "--year", "2024", "--explain")

    assert "volunteering = 50 h 25\n  50 h 25 = 100 h × 184/365 (by days)" in said
    assert "seconded staff = 25 h 12\n  25 h 12 = 50 h × 184/365 (by days)" in said
    assert "activist time = 25 h 12\n  25 h 12 = 50 h × 184/365 (by days)" in said
    assert "  €504.11 = €1,000.00 × 184/365 (by days)" in said


def test_policies_cut_the_money_of_a_year_once(coverage: Run) -> None:
    rows = coverage("policy-order", "--by", "policy")["rows"]
    money = {row["id"]: row["resources"]["monetary"] for row in rows}

    assert money == {"culture": "0.01", "health": "0.01", None: "0.00"}


def test_printed_hours_add_up(printed: Run) -> None:
    said = printed("printed-hours-do-not-add-up", "coverage", "--by", "initiative")

    assert re.findall(r"\d h \d\d", said) == ["0 h 29", "0 h 28", "0 h 28", "1 h 25"]


@pytest.mark.parametrize(
    ("case", "code"),
    [("programme-called-none", "reserved-word"), ("two-rates-of-one-day", "two-rates-of-one-day")],
)
def test_what_could_be_read_in_two_ways_is_an_error(case: str, code: str, told: Run) -> None:
    findings = told(case, "check")["findings"]

    assert [(it["code"], it["severity"]) for it in findings] == [(code, "error")]


def test_thirds_of_a_grant_are_the_whole_of_it(coverage: Run) -> None:
    rows = coverage("thirds-of-a-grant", "--by", "accompaniment")["rows"]
    money = {row["id"]: row["resources"]["monetary"] for row in rows}

    thirds = dict.fromkeys("abc", "10000.00")
    assert money == thirds | {"d": "0.00"} | {None: "0.00"}
    assert [row["cost"]["in_kind"] for row in rows] == [*["10000.00"] * 3, "0.00", "0.00"]


def test_rows_of_too_few_are_told_together_and_counts_as_they_are(annual: Run) -> None:
    few, channels = annual("suppression-equal-key"), annual("suppression-groups")["entry"]

    assert [row["id"] for row in few["coverage"]["rows"]] == ["21+25", None]
    assert few["counts"]["initiatives"] == 5
    assert (channels["spontaneous"]["count"], channels["prescribed"]["count"]) == (2, 5)
    assert len(channels["channels"]) == 6
