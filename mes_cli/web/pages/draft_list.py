"""The drafts: what was typed and is not written yet."""

from pathlib import Path

from flask import Blueprint, Response

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
    """Forget a draft."""
    drop(workspace().root, key)
    return to("/brouillons")


def drafts_of_forms(root: Path) -> list[Draft]:
    """The drafts of forms; those of a terminal are taken up there."""
    return [draft for draft in all_of(root) if draft.address.startswith("/")]
