"""Versions: what changed since the last commit, and keeping it as one; nothing is ever sent."""

from collections.abc import Collection, Iterator

from flask import Blueprint, Response, request

from mes_cli.errors import GitError, NoGitError
from mes_cli.history.difference import Difference, Recipient, difference
from mes_cli.history.told import told
from mes_cli.language.formats import capitalised, formats
from mes_cli.language.vocabulary import IDENTITIES_FILES, SETTINGS_FILE
from mes_cli.model.audience import Audience
from mes_cli.store.editing.edited_file import with_files
from mes_cli.store.editing.journal import writings
from mes_cli.store.git.command import NoRepositoryError
from mes_cli.store.git.keep import Committer, Version
from mes_cli.store.git.past import Past
from mes_cli.store.reading.load import load
from mes_cli.web.rendering import register_page, said, to, workspace
from mes_cli.web.workspace import RegisterState

PAGE = Blueprint("versions", __name__)
#: So many records are named in the sentence that is proposed for a version, or of a writing.
_NAMED = 3


@PAGE.get("/versions")
def versions() -> Response:
    """Show what changed since the last version."""
    return _page(workspace().state(), kept=request.args.get("gardee") == "1")


@PAGE.post("/versions/garder")
def keep() -> Response:
    """Keep the register as it stands, in the name of the machine's user or of whoever says."""
    state = workspace().state()
    message = request.form.get("message", "").strip()
    name = request.form.get("nom", "").strip()
    try:
        version = Version.of(state.reading)
        committer = version.committer or (Committer(name) if name else None)
        if not message or committer is None:
            return _page(state, 422, message=message, name=name, lacking=True)
        version.keep(message, committer)
        workspace().forget_version()
    except GitError as problem:
        wrong = said(problem.message)
        return _page(state, 409, message=message, name=name, wrong=wrong)
    return to("/versions?gardee=1")


def _page(state: RegisterState, status: int = 200, **shown: object) -> Response:
    """Show the page; what was typed stays."""
    shown = {
        "last": None,
        "sections": [],
        "number": 0,
        "message": "",
        "name": "",
        "asks_name": False,
        "lacking": False,
        "wrong": "",
        "kept": False,
        "no_git": False,
        "writings": list(_writings(state)),
    } | shown
    try:
        version = Version.of(state.reading)
        changed = version.changed()
        shown["asks_name"], shown["number"] = version.committer is None, len(changed)
        if version.last:
            shown["last"] = version.last
            found = _since(version, changed, state) if changed else None
            shown["sections"] = told(found) if found else []
            shown["message"] = shown["message"] or (_proposed(found, state) if found else "")
    except (NoGitError, NoRepositoryError):
        shown["no_git"] = True
    except GitError as problem:
        shown["wrong"] = shown["wrong"] or said(problem.message)
    return register_page("versions", state, status, **shown)


def _since(version: Version, changed: Collection[str], state: RegisterState) -> Difference | None:
    """What changed since the last version; None where the register was not in it."""
    assert version.last
    past = Past(version.repository, version.last.commit, version.last.day)
    if SETTINGS_FILE not in past.files:
        return None
    if {SETTINGS_FILE, *IDENTITIES_FILES} & set(changed):
        before = load(state.reading.root, past=past)
    else:  # all but some records are as they were
        before = with_files(state.reading, version.kept(changed))
    reader = Recipient(Audience.INTERNAL, state.day, state.language)
    return difference(before, state.reading, reader, state.findings)


def _proposed(found: Difference, state: RegisterState) -> str:
    """The sentence that a version is proposed to say: what its records are called."""
    names = [
        (found.sides.after if it.pair.after else found.sides.before).name(*it.name).name
        for it in found.records
    ]
    if not names and found.settings:
        names = [capitalised(state.words.kinds["settings"].label)]
    return ", ".join(dict.fromkeys(names[:_NAMED])) + (" …" if len(names) > _NAMED else "")


def _writings(state: RegisterState) -> Iterator[dict[str, object]]:
    """The last writings: when, what each did, and whether it can still be taken back."""
    root = state.reading.root
    for it in writings(root):
        lines = it.lines or [state.label(file) for file in it.before][:_NAMED]
        moment = formats(state.language).moment(it.moment)
        yield {"key": it.key, "moment": moment, "lines": lines, "stands": it.stands(root)}
