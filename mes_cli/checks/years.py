"""Checks of financial years."""

from collections.abc import Iterator

from mes_cli.checks.facet import Facet, Overview, Row, place
from mes_cli.checks.words import field
from mes_cli.finding import Finding, Related, error, say, warning
from mes_cli.model import Accompaniment
from mes_cli.model.accompaniment import Expense, Session
from mes_cli.model.record import Record
from mes_cli.register import Register


def closed_year_changed(whole: Overview) -> Iterator[Finding]:
    """A record of a closed year was changed after the year was closed.

    The accounts of a closed year are approved and its report is handed on. What changes
    afterwards makes the figures differ from those that people have in their hands. Git
    tells what a record was on the day of closing; what was added to it for later years is
    no change.

    Bad::

        # years/2024.yaml
        closed: 2025-06-30
        # accompaniments/garden-2024.yaml, in October 2025
        sessions:
          - date: 2024-03-04
            hours: 3h        (was 2h)

    Good::

        # the record as it was in June 2025
    """
    register = whole.source.register() if whole.closed else None
    if register is None:
        return
    closings = {row[3][0]: row for row in whole.rows(WORDS)}
    for year, before in sorted(whole.closed.items()):
        for (kind, name), old in sorted(before.items(), key=lambda one: one[0]):
            new = register.find(kind, name)
            if new is None or _of_year(old, register, year) == _of_year(new.record, register, year):
                continue
            yield warning(
                "closed-year-changed",
                new.place,
                say("this record of {year} was changed after the year was closed", year=year),
                say("take the change back, or set `{closed}` again and say so to those who have"
                    " the report", closed=field("FinancialYear", "closed")),
                related=(
                    Related(place(closings[year], "closed"), say("closed on this day")),
                ),
            )  # fmt: skip


def _of_year(record: Record, register: Register, year: int) -> object:
    """What a record says of one financial year."""
    if not isinstance(record, Accompaniment):
        return record
    # A course of support goes on after the year: only what is dated in it is closed.
    dated: tuple[Session | Expense, ...] = (*record.sessions, *record.expenses)
    return [part for part in dated if register.settings.financial_year(part.date) == year]


def year_written_twice(whole: Overview) -> Iterator[Finding]:
    """Two records hold the words of one financial year.

    A report has one foreword.

    Bad::

        # years/2025.yaml
        year: 2025
        # years/2025-draft.yaml
        year: 2025

    Good::

        # years/2025.yaml
        year: 2025
    """
    first: dict[int, Row[tuple[int, bool]]] = {}
    for row in sorted(whole.rows(WORDS), key=lambda row: row[2]):
        year = row[3][0]
        if year in first:
            yield error(
                "year-written-twice",
                place(row, "year"),
                say("another record holds the words of {year}", year=year),
                say("keep one of the two"),
                related=(Related(place(first[year], "year"), say("the other one")),),
            )
        first.setdefault(year, row)


#: A financial year that was closed, and the day, as a number of days.
CLOSED: Facet[tuple[int, int]] = Facet(
    "closed",
    ("year",),
    lambda record, _: (record.year, record.closed.toordinal()) if record.closed else None,
)
#: A financial year that has words, and whether it has a foreword.
WORDS: Facet[tuple[int, bool]] = Facet(
    "words", ("year",), lambda record, _: (record.year, bool(record.foreword))
)
