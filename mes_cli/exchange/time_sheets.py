"""Time sheets of volunteers: a sheet a person, with a place to sign.

The columns are those of the individual sheet that France Active publishes for the valuation
of volunteering.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from mes_cli.exchange.book import Book, BookTab, ColumnHeading
from mes_cli.exchange.cells import Sort, Value
from mes_cli.figures.books import ContributionYears
from mes_cli.figures.line import Worked
from mes_cli.figures.year import YearFigures
from mes_cli.language.catalogue import Catalogue
from mes_cli.model.accompaniment import Accompaniment
from mes_cli.view.viewer import Viewer

_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]+")


def time_sheets(figures: YearFigures, seen_by: Viewer, catalogue: Catalogue) -> Book:
    """The hours of a year, a tab for each name that records give; the nameless come last."""
    people: dict[str, list[ContributionYears]] = {}
    for gift in figures.ledger.contributions:
        if gift.entry.record.hours:
            people.setdefault(gift.entry.record.by or "", []).append(gift)
    taken: set[str] = set()
    tabs = [
        _tab(name, people[name], figures, seen_by, catalogue, taken)
        for name in sorted(people, key=lambda name: (not name, name.casefold(), name))
    ]
    return Book((), tuple(tabs), language=catalogue.language, day=figures.period.last.isoformat())


def _tab(
    name: str,
    gifts: Iterable[ContributionYears],
    figures: YearFigures,
    seen_by: Viewer,
    catalogue: Catalogue,
    taken: set[str],
) -> BookTab:
    _ = catalogue.text
    headings = (
        ColumnHeading(_("Name of the volunteer")),
        ColumnHeading(_("Date"), sort=Sort.DATE),
        ColumnHeading(_("Activity")),
        ColumnHeading(_("Work done"), long=True),
        ColumnHeading(_("Time"), sort=Sort.HOURS),
        ColumnHeading(_("Hourly rate"), sort=Sort.MONEY),
        ColumnHeading(_("Total"), sort=Sort.MONEY),
    )
    ordered = sorted(gifts, key=lambda gift: (gift.period.first, gift.entry.record.id))
    rows = [_row(name, gift, figures, seen_by, _("life of the structure")) for gift in ordered]
    seconds = sum(row[4] for row in rows if isinstance(row[4], int))
    amount = sum((row[6] for row in rows if isinstance(row[6], Decimal)), Decimal(0))
    empty: tuple[Value | None, ...] = (None,) * len(headings)
    closing = [
        (_("Total"), *empty[:3], seconds, None, amount),
        empty,
        (_("Date and signature of the volunteer"), *empty[1:]),
        empty,
        (_("Date and signature for the structure"), *empty[1:]),
    ]
    return BookTab(_free(name or _("without a name"), taken), headings, (*rows, *closing))


def _row(
    name: str, gift: ContributionYears, figures: YearFigures, seen_by: Viewer, life: str
) -> tuple[Value | None, ...]:
    record, line = gift.entry.record, gift.years[figures.year]
    targets = [seen_by.name(Accompaniment.kind, it.accompaniment).name for it in record.targets]
    rate = gift.worth.rate if isinstance(gift.worth, Worked) else None
    day = max(gift.period.first, figures.period.first)
    work = record.title or record.task or record.skill
    return (
        name or None,
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
    while found.casefold() in {*taken, "mes", "_", "history"}:
        number += 1
        ending = f" {number}"
        found = bare[: _LONGEST_NAME - len(ending)] + ending
    taken.add(found.casefold())
    return found
