"""The hours of a year: by what they were given to, and month by month."""

from mes_cli.language.catalogue import catalogue
from mes_cli.model.contribution import ContributionKind
from mes_cli.view.coverage import to_minutes
from mes_cli.view.edition import Edition
from mes_cli.view.records import ViewData

_VOLUNTEERING = ContributionKind.VOLUNTEERING


def hours(edition: Edition) -> list[ViewData]:
    """Paid work, then each kind of contribution; one that is nil in both years is left out.

    Statutory time is told apart, as a part of volunteering.
    """
    _ = catalogue(edition.viewer.language).text
    now, before = edition.figures, edition.before
    past = before.balance.hours.in_kind if before else {}
    given = now.balance.hours.in_kind
    rows = [
        _row(
            _("Paid work in accompaniments"),
            now.balance.hours.staff,
            before.balance.hours.staff if before else 0,
        )
    ]
    for kind in sorted(given.keys() | past.keys(), key=lambda it: (-given.get(it, 0), it)):
        label = edition.label("ContributionKind", kind)
        rows.append(_row(label, given.get(kind, 0), past.get(kind, 0)))
        if kind == _VOLUNTEERING:
            label = _("of which statutory time")
            spent = before.statutory if before else 0
            rows.append({**_row(label, now.statutory, spent), "part": True})
    return [row for row in rows if row["seconds"] or row["before"]]


def months(edition: Edition) -> list[ViewData]:
    """The hours of each month: staff, volunteering, and all other kinds together."""
    found: list[ViewData] = [
        {
            "first": month.first,
            "staff": month.staff,
            "volunteering": month.in_kind.get(_VOLUNTEERING, 0),
            "other": sum(s for kind, s in month.in_kind.items() if kind != _VOLUNTEERING),
            "busy": bool(month.staff or any(month.in_kind.values())),
        }
        for month in edition.figures.months
    ]
    to_minutes(found, "staff", "volunteering", "other")
    return found


def _row(label: str, seconds: int, before: int) -> ViewData:
    return {"label": label, "seconds": seconds, "before": before, "part": False}
