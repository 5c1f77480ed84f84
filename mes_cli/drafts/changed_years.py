"""The years that are over and whose figures a change of the dated rules moves."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import cast

from mes_cli.drafts.names import RULES
from mes_cli.model.settings import Settings
from mes_cli.store.reading.translation import Data

_LAST = dt.date.max


def changed_years(
    before: Data, after: Data, settings: Settings, years: Sequence[int], today: dt.date
) -> list[int]:
    """Give those of the *years* of a register that are over, and in which another rule holds.

    *before* and *after* are what `mes.yaml` says, in canonical names.
    """
    moved = [span for rule in RULES for span in _moved(_rows(before, rule), _rows(after, rule))]
    year_of = settings.financial_year
    found = {
        year
        for first, last in moved
        for year in years
        if year_of(first) <= year <= year_of(last) and year < year_of(today)
    }
    return sorted(found)


def _rows(data: Data, rule: str) -> list[Data]:
    return cast("list[Data]", data.get(rule) or [])


def _moved(before: list[Data], after: list[Data]) -> Iterator[tuple[dt.date, dt.date]]:
    """The days on which another row holds: from that of the row to that of the next one."""
    for row in (*before, *after):
        if row in before and row in after:
            continue
        first = _day(row)
        following = [
            _day(it)
            for it in (*before, *after)
            if it.get("role") == row.get("role") and _day(it) > first
        ]
        day = dt.timedelta(days=1)
        yield first, min(following) - day if following else _LAST


def _day(row: Data) -> dt.date:
    try:
        return dt.date.fromisoformat(str(row.get("from", "")))
    except ValueError:
        return _LAST
