"""What is wrong and what is worth a look, by record."""

from itertools import groupby

from flask import Blueprint, Response, request

from mes_cli.drafts.trial import pages
from mes_cli.finding import Finding, Severity
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.web.rendering import _, absent, register_page, said, workspace
from mes_cli.web.workspace import RegisterState

PAGE = Blueprint("findings", __name__)


@PAGE.get("/constats")
def findings() -> Response:
    """List every finding, errors first."""
    state = workspace().state()
    weights = []
    for severity in Severity:
        found = [it for it in state.findings if it.severity is severity]
        groups = groupby(found, key=lambda it: (it.at.file, it.at.item))
        weights.append(
            {
                "severity": severity.value,
                "number": len(found),
                "groups": [_group(file, list(some), state) for (file, _), some in groups],
            }
        )
    mended = request.args.get("enregistre") == "1"
    return register_page("findings", state, weights=weights, mended=mended)


def _group(file: str, some: list[Finding], state: RegisterState) -> dict[str, object]:
    """The findings of one record."""
    label, link = state.title_of(some[0].at)
    return {
        "label": label or file,
        "link": link,
        "file": file,
        "unread": not link and any(it.severity is Severity.ERROR for it in some),
        "findings": [told_of(it, state) for it in some],
    }


def told_of(it: Finding, state: RegisterState) -> dict[str, object]:
    """A finding as pages show it; *field* is the address of the field that it is about."""
    _label, link = state.title_of(it.at)
    field = "-".join(map(str, it.at.loc))
    if it.at.file == SETTINGS_FILE:
        link, field = "/reglages", ""
    return {
        "weight": it.severity.value,
        "text": said(it.message),
        "help": said(it.help) if it.help else "",
        "code": it.code,
        "line": it.at.line,
        "file": it.at.file,
        "fixed": it.fix is not None,
        "field": f"{link}/modifier#{field}" if link and field else link,
    }


@PAGE.get("/constats/<code>")
def explained(code: str) -> Response:
    """Say why a check exists."""
    known = pages(workspace().language)
    if code not in known:
        return absent(_("There is no such page."))
    return register_page("explained", workspace().state(), code=code, text=known[code])
