"""Mending: the fix that a finding proposes, shown before it is made; and a file as text."""

from collections.abc import Iterator
from hashlib import sha256

from flask import Blueprint, Response, request

from mes_cli.drafts.trial import all_findings
from mes_cli.finding import Finding, Severity
from mes_cli.language.vocabulary import IDENTITIES_FILES, SETTINGS_FILE
from mes_cli.store.editing.changes import carry_out
from mes_cli.store.editing.fixes import drafts, mended
from mes_cli.store.editing.journal import Change
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.locate import lines, locate
from mes_cli.store.reading.origin import decode, read
from mes_cli.store.reading.record_files import Drafts
from mes_cli.web.pages.findings import told_of
from mes_cli.web.rendering import _, absent, register_page, to, workspace
from mes_cli.web.workspace import RegisterState

PAGE = Blueprint("mending", __name__)


@PAGE.route("/constats/corriger", methods=["GET", "POST"])
def fix() -> Response:
    """Show what a fix would change, line by line, and make it once that is asked for."""
    state = workspace().state()
    file, code = request.values.get("fichier", ""), request.values.get("code", "")

    def find(texts: Drafts) -> tuple[Reading, list[Finding]]:
        reading = workspace().as_if(texts) if texts else state.reading
        some = [it for it in all_findings(reading) if (it.at.file, it.code) == (file, code)]
        return reading, locate(some, reading)

    changes = mended(find, lambda it: it == file)
    if request.method == "POST" and changes:
        told = f"{_('Mended')} : {state.label(file)}"
        carry_out(state.reading.root, changes.values(), "web", [told])
        return to("/constats?enregistre=1")
    after = workspace().as_if(drafts(changes))
    shown = [row for it in sorted(changes) for row in _changed(it, state.reading, after)]
    return register_page("fix", state, file=file, code=code, label=state.label(file), rows=shown)


def _changed(file: str, before: Reading, after: Reading) -> Iterator[tuple[int, str, str]]:
    """The lines that change: their number, what they say, and what they will say."""
    (old, _shown), (new, _shown_then) = lines(file, before), lines(file, after)
    for number, (one, other) in enumerate(zip(old, new, strict=False), 1):
        if one != other:
            yield number, one, other


@PAGE.route("/texte", methods=["GET", "POST"])
def text() -> Response:
    """Show a file that cannot be read as text, and write it once nothing is wrong in it."""
    state, file = workspace().state(), request.values.get("fichier", "")
    content = _content(state, file)
    if content is None:
        return absent(_("There is no such record."))
    stamp, typed = sha256(content).hexdigest(), request.form.get("texte")
    if typed is None:
        return _text_page(state, file, content, stamp)
    new = typed.replace("\r\n", "\n").rstrip("\n").encode() + b"\n"
    if request.form.get("_stamp") != stamp:
        told = _("This record changed while you were writing.")
        return _text_page(state, file, new, stamp, status=409, told=told)
    reading = workspace().as_if({file: new})
    if any(it.severity is Severity.ERROR for it in _in_file(reading, file)):
        return _text_page(state, file, new, stamp, status=422)
    change = Change(file, content, new)
    carry_out(state.reading.root, [change], "web", [f"{_('Mended')} : {state.label(file)}"])
    return to("/constats?enregistre=1")


def _content(state: RegisterState, file: str) -> bytes | None:
    """Read a file of the register that has errors; None for any other."""
    known = {it.file for it in state.reading.listing.files}
    known |= {SETTINGS_FILE, *IDENTITIES_FILES}
    if file not in known or file not in {it.at.file for it in state.errors}:
        return None
    content = read(state.reading.root / file, file, state.reading.settings.limits.file_size)
    return content if isinstance(content, bytes) else None


def _in_file(reading: Reading, file: str) -> list[Finding]:
    return locate([it for it in all_findings(reading) if it.at.file == file], reading)


def _text_page(
    state: RegisterState, file: str, content: bytes, stamp: str, status: int = 200, told: str = ""
) -> Response:
    found = _in_file(workspace().as_if({file: content}), file)
    shown = decode(content, file)[0] or content.decode("utf-8", "replace")
    return register_page(
        "text",
        state,
        status,
        file=file,
        label=state.label(file),
        shown=shown,
        stamp=stamp,
        told=told,
        findings_here=[told_of(it, state) for it in found],
    )
