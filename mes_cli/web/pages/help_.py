"""Help: what is shipped to read, in the keeper's language."""

from flask import Blueprint, Response

from mes_cli.report.prose import html
from mes_cli.web.rendering import register_page, workspace

PAGE = Blueprint("help", __name__)


@PAGE.get("/aide")
def help_() -> Response:
    """List the checks with why each exists."""
    from mes_cli.checks import CHECKS, code
    from mes_cli.language.catalogue import catalogue

    state = workspace().state()
    words = catalogue(state.language)
    checks = [(code(it), words.page(it.__doc__).split("\n")[0]) for it in CHECKS]
    return register_page("help", state, checks=sorted(checks), html=html)
