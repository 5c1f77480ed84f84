"""The drafts: what was typed and is not written yet."""

from pathlib import Path

from flask import Blueprint, Response, request

from mes_cli.drafts.kept import Draft, all_of, drop
from mes_cli.web.rendering import register_page, to, workspace

PAGE = Blueprint("draft_list", __name__)


@PAGE.get("/brouillons")
def listed() -> Response:
    """List the drafts, newest first."""
    state = workspace().state()
    root = state.reading.root
    foreign = len(all_of(root, foreign=True))
    return register_page("drafts", state, drafts=drafts_of_forms(root), foreign=foreign)


@PAGE.post("/brouillons/<key>/jeter")
def throw_away(key: str) -> Response:
    """Forget a draft; its form, where it was offered, is shown without it."""
    root = workspace().root
    offered = [it.address for it in drafts_of_forms(root) if it.key == key]
    drop(root, key)
    return to(offered[0] if offered and "_back" in request.form else "/brouillons")


def drafts_of_forms(root: Path) -> list[Draft]:
    """The drafts of forms; those of a terminal are taken up there."""
    return [draft for draft in all_of(root) if draft.address.startswith("/")]
