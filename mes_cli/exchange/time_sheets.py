"""Time sheets of volunteers: a sheet a person and a month, with a place to sign.

The columns are those of the individual sheet that France Active publishes for the valuation
of volunteering.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from mes_cli.exchange.book import Book, BookTab, ColumnHeading
from mes_cli.exchange.cells import CellType, Value
from mes_cli.exchange.workbooks import LISTS
from mes_cli.figures.books import ContributionYears
from mes_cli.figures.line import Worked
from mes_cli.figures.year import YearFigures
from mes_cli.language.catalogue import Catalogue
from mes_cli.language.formats import formats
from mes_cli.model.accompaniment import Accompaniment
from mes_cli.view.viewer import Viewer

_LONGEST_NAME = 31
#: The empty rows below a line in which somebody signs by hand.
_ROOM_TO_SIGN = 4
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]+")


def time_sheets(figures: YearFigures, seen_by: Viewer, catalogue: Catalogue) -> Book:
    """The hours of a year, a tab a month for each name; those without a name come last."""
    people: dict[tuple[str, dt.date], list[ContributionYears]] = {}
    for gift in figures.ledger.contributions:
        if gift.entry.record.hours:
            month = _day(gift, figures).replace(day=1)
            people.setdefault((gift.entry.record.by or "", month), []).append(gift)
    sheet = _Sheet(figures, seen_by, catalogue, set())
    tabs = [
        sheet.tab(name, month, people[name, month])
        for name, month in sorted(people, key=lambda it: (not it[0], it[0].casefold(), *it))
    ]
    return Book((), tuple(tabs), language=catalogue.language, day=figures.period.last.isoformat())


def _day(gift: ContributionYears, figures: YearFigures) -> dt.date:
    """The first day of a contribution that is in the year."""
    return max(gift.period.first, figures.period.first)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What all sheets have in common, and the names that are taken."""

    figures: YearFigures
    seen_by: Viewer
    catalogue: Catalogue
    taken: set[str]

    def tab(self, name: str, month: dt.date, gifts: Iterable[ContributionYears]) -> BookTab:
        """The sheet of a volunteer and a month, to be printed and signed."""
        _, form = self.catalogue.text, formats(self.catalogue.language)
        headings = (
            ColumnHeading(_("Date"), sort=CellType.DATE),
            ColumnHeading(_("Activity"), long=True, wrapped=True),
            ColumnHeading(_("Work done"), long=True, wrapped=True),
            ColumnHeading(_("Time"), sort=CellType.HOURS),
            ColumnHeading(_("Hourly rate"), sort=CellType.MONEY),
            ColumnHeading(_("Total"), sort=CellType.MONEY),
        )
        ordered = sorted(gifts, key=lambda gift: (gift.period.first, gift.entry.record.id))
        rows = [
            _row(gift, self.figures, self.seen_by, _("life of the structure")) for gift in ordered
        ]
        seconds = sum(row[3] for row in rows if isinstance(row[3], int))
        amount = sum((row[5] for row in rows if isinstance(row[5], Decimal)), Decimal(0))
        empty: tuple[Value | None, ...] = (None,) * len(headings)
        closing = [
            (None, _("Total"), None, seconds, None, amount),
            empty,
            (None, _("Date and signature of the volunteer"), *empty[2:]),
            *([empty] * _ROOM_TO_SIGN),
            (None, _("Date and signature for the structure"), *empty[2:]),
        ]
        who = name or _("without a name")
        above = (
            self.seen_by.register.settings.name,
            f"{_('Time sheet of a volunteer')} · {form.month(month)}",
            who,
        )
        tab = _free(f"{who[: _LONGEST_NAME - 8]} {month:%Y-%m}", self.taken)
        return BookTab(tab, headings, (*rows, *closing), above, printed=True)


def _row(
    gift: ContributionYears, figures: YearFigures, seen_by: Viewer, life: str
) -> tuple[Value | None, ...]:
    """A row of a time sheet: day, for what, work, time, rate, amount."""
    record, line = gift.entry.record, gift.years[figures.year]
    targets = [seen_by.name(Accompaniment.kind, it.accompaniment).name for it in record.targets]
    rate = gift.worth.rate if isinstance(gift.worth, Worked) else None
    day = _day(gift, figures)
    work = record.title or record.task or record.skill
    return (
        day,
        ", ".join(targets) or life,
        work,
        line.seconds,
        rate,
        line.amount or None,
    )


def _free(name: str, taken: set[str]) -> str:
    """A name that a tab may have, and that no other one has."""
    bare = _FORBIDDEN.sub(" ", name).strip()[:_LONGEST_NAME].strip() or "-"
    found, number = bare, 1
    while found.casefold() in {*taken, "mes", LISTS, "history"}:
        number += 1
        ending = f" {number}"
        found = bare[: _LONGEST_NAME - len(ending)] + ending
    taken.add(found.casefold())
    return found
