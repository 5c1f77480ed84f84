"""Closing the page: the server ends, the drafts stay."""

from flask import Blueprint, Response, current_app

from mes_cli.web.pages.draft_list import drafts_of_forms
from mes_cli.web.rendering import page, register_page, workspace

PAGE = Blueprint("quitting", __name__)


@PAGE.get("/quitter")
def ask() -> Response:
    """Ask before the page is closed."""
    state = workspace().state()
    kept = len(drafts_of_forms(state.reading.root))
    return register_page("quit", state, drafts=kept)


@PAGE.post("/quitter")
def quit_() -> Response:
    """End the server once this answer is sent."""
    answer = page("closed")
    answer.call_on_close(current_app.config["STOP"])
    return answer
