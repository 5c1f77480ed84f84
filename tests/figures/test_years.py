import datetime as dt
from collections.abc import Callable

import pytest

from mes_cli.figures.years import Calendar, newest_day, newest_year, years
from mes_cli.model.period import Period
from mes_cli.register import Register

Make = Callable[..., Register]
SCHOOL = Calendar((9, 1))


def days(first: str, last: str) -> Period:
    return Period(first=dt.date.fromisoformat(first), last=dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    ("day", "year"),
    [("2025-08-31", 2024), ("2025-09-01", 2025), ("2025-12-31", 2025), ("2026-01-01", 2025)],
)
def test_a_year_has_the_name_of_its_first_calendar_year(day: str, year: int) -> None:
    assert SCHOOL.year_of(dt.date.fromisoformat(day)) == year


def test_a_year_ends_on_the_eve_of_the_next() -> None:
    assert SCHOOL.period(2024) == days("2024-09-01", "2025-08-31")
    assert Calendar((3, 1)).period(2023) == days("2023-03-01", "2024-02-29")


def test_a_period_is_counted_with_both_its_ends() -> None:
    assert SCHOOL.days(days("2024-08-31", "2025-09-01")) == {2023: 1, 2024: 365, 2025: 1}
    assert SCHOOL.days(days("2025-01-01", "2025-01-01")) == {2024: 1}


def test_a_period_that_ends_before_it_begins_is_its_first_day() -> None:
    assert Calendar().days(days("2025-03-01", "2024-03-01")) == {2025: 1}


def test_a_register_without_records_has_no_year(make: Make) -> None:
    register = make()

    assert years(register) == ()
    assert newest_year(register) is None
    assert newest_day(register) is None


def test_every_kind_of_dated_record_makes_a_year(make: Make) -> None:
    register = make(
        accompaniment={
            "a": {
                "started": "2011-05-01",
                "sessions": [{"date": "2012-01-01", "hours": "1"}],
                "expenses": [{"date": "2013-01-01", "label": "Train", "amount": "1"}],
            }
        },
        contribution={"c": {"period": {"from": "2014-12-31", "to": "2015-01-01"}}, "undated": {}},
        evidence={"e": {"date": "2016-01-01"}},
        advocacy={"v": {"date": "2017-01-01"}, "undated": {}},
        year={"y": {"year": "2018"}},
        funding={
            "f": {"period": {"from": "2019-01-01", "to": "2020-12-31"}},
            "g": {"by_year": {"2022": "1"}},
            "no": {"status": "refused", "period": {"from": "2030-01-01", "to": "2030-12-31"}},
        },
    )

    assert years(register) == (*range(2011, 2021), 2022)


def test_a_grant_for_three_years_does_not_make_the_last_the_newest(make: Make) -> None:
    grant = {"g": {"period": {"from": "2025-01-01", "to": "2027-12-31"}}}

    assert newest_year(make(funding=grant)) == 2025
    assert newest_year(make(funding=grant, evidence={"e": {"date": "2024-03-01"}})) == 2024


def test_words_count_where_nothing_was_done_yet(make: Make) -> None:
    grant = {"g": {"by_year": {"2026": "1", "2027": "1"}}}

    assert newest_year(make(funding=grant)) == 2026
    assert newest_year(make(funding=grant, year={"y": {"year": "2024"}})) == 2024


def test_the_newest_day_is_of_something_done(make: Make) -> None:
    register = make(
        accompaniment={
            "a": {
                "started": "2025-01-01",
                "ended": "2030-01-01",
                "sessions": [{"date": "2025-03-01", "hours": "1"}],
            }
        },
        contribution={"c": {"period": {"from": "2025-02-01", "to": "2031-01-01"}}},
        advocacy={"v": {"date": "2026-01-01"}},
    )

    assert newest_day(register) == dt.date(2025, 3, 1)
    assert newest_year(register) == 2026
