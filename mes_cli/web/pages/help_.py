"""Help: the guide and the reference that are shipped, in the keeper's language."""

from flask import Blueprint, Response
from markupsafe import Markup

from mes_cli.report.shipped import guide, manual, manual_html, picture
from mes_cli.web.rendering import _, absent, register_page, workspace

PAGE = Blueprint("help", __name__)


@PAGE.get("/aide")
def contents() -> Response:
    """List the pages of the guide and of the reference."""
    state = workspace().state()
    return register_page("help", state, guide=guide(state.language), pages=manual(state.language))


@PAGE.get("/aide/<name>")
def reference(name: str) -> Response:
    """Show a page of the guide or of the reference."""
    state = workspace().state()
    pages = {it.name: it for it in (*guide(state.language), *manual(state.language))}
    wanted = pages.get(name)
    if wanted is None:
        return absent(_("There is no such page."))
    # Our own words: the parser lets no HTML of theirs through.
    html = Markup(manual_html(wanted, "/aide/", pages))  # noqa: S704 - as said
    return register_page("manual", state, title=wanted.title, html=html)


@PAGE.get("/aide/images/<name>")
def image(name: str) -> Response:
    """Show a picture of the guide."""
    found = picture(workspace().state().language, name)
    if found is None:
        return absent(_("There is no such page."))
    return Response(found, mimetype="image/png")
