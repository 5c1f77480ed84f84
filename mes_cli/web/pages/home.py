"""Where the register stands: what the year's report lacks, what is wrong, what comes due."""

from flask import Blueprint, Response, request

from mes_cli.web.rendering import register_page, said, workspace
from mes_cli.web.workspace import RegisterState

PAGE = Blueprint("home", __name__)
#: So many findings are named on this page; the others are one link away.
_SHOWN = 5


@PAGE.get("/")
def home() -> Response:
    """Show the verdict of a year, and what to do next."""
    state = workspace().state()
    year = _year(state)
    shown = [
        {"weight": it.severity.value, "text": said(it.message, state), "code": it.code}
        for it in sorted(state.findings, key=lambda it: it.severity.value)[:_SHOWN]
    ]
    return register_page(
        "home",
        state,
        year=year,
        years=state.years if not state.errors else [],
        first_findings=shown,
        records=state.reading.records,
        unread=len(state.reading.register.unread),
    )


@PAGE.get("/menu")
def menu() -> Response:
    """Show the pages that the bar has no room for."""
    return register_page("menu", workspace().state())


def _year(state: RegisterState) -> int | None:
    """The year that is asked for, else the newest that has something."""
    if state.errors:
        return None
    asked = request.args.get("exercice", "")
    if asked.isdecimal() and int(asked) in state.years:
        return int(asked)
    return state.books.days.newest_year
