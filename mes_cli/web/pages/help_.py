"""Help: the reference that is shipped, in the keeper's language."""

from flask import Blueprint, Response
from markupsafe import Markup

from mes_cli.report.manual import manual, manual_html
from mes_cli.web.rendering import _, absent, register_page, workspace

PAGE = Blueprint("help", __name__)


@PAGE.get("/aide")
def contents() -> Response:
    """List the pages of the reference."""
    state = workspace().state()
    return register_page("help", state, pages=manual(state.language))


@PAGE.get("/aide/<name>")
def reference(name: str) -> Response:
    """Show a page of the reference."""
    state = workspace().state()
    wanted = next((it for it in manual(state.language) if it.name == name), None)
    if wanted is None:
        return absent(_("There is no such page."))
    # Our own words: the parser lets no HTML of theirs through.
    html = Markup(manual_html(wanted, "/aide/"))  # noqa: S704 - as said
    return register_page("manual", state, title=wanted.title, html=html)
