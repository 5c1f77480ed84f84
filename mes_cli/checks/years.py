"""Checks of financial years."""

from collections.abc import Iterator

from mes_cli.finding import Mistake, Related, field, say
from mes_cli.model import Accompaniment, FinancialYear
from mes_cli.model.accompaniment import Expense, Session
from mes_cli.model.record import Record
from mes_cli.model.shape import shape
from mes_cli.model.year import Essential
from mes_cli.register import Entry, Register

#: Five sentences of so many letters, the charts, a quotation and a picture still print on one page.
LONGEST_SENTENCE = 300


def closed_year_changed(register: Register) -> Iterator[Mistake]:
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
    closings = {entry.record.year: entry for entry in register.entries_of(FinancialYear)}
    for year, before in sorted(register.closed.items()):
        for (kind, name), old in sorted(before.items(), key=lambda one: one[0]):
            new = register.find(kind, name)
            if new is None or _of_year(old, register, year) == _of_year(new.record, register, year):
                continue
            yield Mistake(
                new.place,
                say("this record of {year} was changed after the year was closed", year=year),
                say(
                    "take the change back, or set `{closed}` again and say so to those who have"
                    " the report",
                    closed=field("FinancialYear", "closed"),
                ),
                related=(Related(closings[year].at("closed"), say("closed on this day")),),
            )


def _of_year(record: Record, register: Register, year: int) -> object:
    """What a record says of one financial year."""
    if not isinstance(record, Accompaniment):
        return record
    # A course of support goes on after the year: only what is dated in it is closed.
    dated: tuple[Session | Expense, ...] = (*record.sessions, *record.expenses)
    return [part for part in dated if register.settings.financial_year(part.date) == year]


def year_written_twice(register: Register) -> Iterator[Mistake]:
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
    first: dict[int, Entry[FinancialYear]] = {}
    for entry in sorted(register.entries_of(FinancialYear), key=lambda it: it.record.id):
        year = entry.record.year
        if year in first:
            yield Mistake(
                entry.at("year"),
                say("another record holds the words of {year}", year=year),
                say("keep one of the two"),
                related=(Related(first[year].at("year"), say("the other one")),),
            )
        first.setdefault(year, entry)


def essential_too_long(register: Register) -> Iterator[Mistake]:
    """A sentence of the essentials is longer than its page has room for.

    The essentials are read in one minute and printed on one page. Their letters become smaller
    where there is much to say; there is room for one paragraph of 300 letters each.

    Bad::

        essential:
          entry: "(a whole story of 700 letters)"

    Good::

        essential:
          entry: Seven out of nine came by themselves, three of them with a neighbour.
        foreword: "(the whole story)"
    """
    for entry in register.entries_of(FinancialYear):
        for name in shape(Essential).slots:
            text = getattr(entry.record.essential, name, None) or ""
            letters = len(" ".join(text.split()))
            if letters <= LONGEST_SENTENCE and "\n\n" not in text.strip():
                continue
            yield Mistake(
                entry.at("essential", name),
                say(
                    "this sentence has {number} letters, its page room for {most} in one paragraph",
                    number=letters,
                    most=LONGEST_SENTENCE,
                ),
                say(
                    "say what matters most here, and the rest in `{foreword}` or `{context}`",
                    foreword=field("FinancialYear", "foreword"),
                    context=field("FinancialYear", "context"),
                ),
            )
