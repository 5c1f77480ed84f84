"""Removing a record, giving it another short name, and taking a writing back."""

from pathlib import Path

from flask import Blueprint, Response, request

from mes_cli.drafts.placing import refuse_id
from mes_cli.drafts.removal import Removal
from mes_cli.drafts.starter import without_examples
from mes_cli.drafts.trial import take_back
from mes_cli.errors import InputError, MesError
from mes_cli.finding import say
from mes_cli.model import Evidence, Record
from mes_cli.register import Entry
from mes_cli.store.editing.edited_file import dropped_pictures
from mes_cli.store.editing.edits import Edits
from mes_cli.store.editing.journal import Writing, last, writings
from mes_cli.store.editing.rewording import rename as rename_in_files
from mes_cli.web.pages.lists import rows_of
from mes_cli.web.rendering import _, absent, register_page, said, to, workspace
from mes_cli.web.workspace import RegisterState

PAGE = Blueprint("removing", __name__)


@PAGE.route("/fiches/<folder>/<name>/supprimer", methods=["GET", "POST"])
def remove(folder: str, name: str) -> Response:
    """Ask before a record is removed; what names it is decided one by one, nothing is ticked."""
    state = workspace().state()
    entry = _entry(state, folder, name)
    if entry is None:
        return absent(_("There is no such record."))
    removal = Removal(state.reading)
    removal.take(entry)
    also, wrong = request.form.getlist("aussi"), ""
    entries = {it.place: it for it in state.reading.register.entries}
    while chosen := [
        it for it in removal.open() if it in entries and entries[it].record.id in also
    ]:
        for place in chosen:
            removal.take(entries[place])
    title, open_ = state.viewer.name(*entry.name).name, removal.open()
    media = _media(entry, state)
    if request.method == "POST" and not open_:
        edits = removal.edits()
        errors = workspace().tried(edits, state.findings).errors
        if not errors:
            edits.write("web", [f"{_('Removed')} : {title}"])
            return to(f"/fiches/{folder}?supprime=1")
        wrong = said(errors[0].message)
    return register_page(
        "remove",
        state,
        422 if request.method == "POST" else 200,
        title=title,
        citing=[_citing(entries.get(it), state) for it in open_],
        also=also,
        media=media,
        goes=bool(media) and media in dropped_pictures(state.reading, removal.edits().files),
        wrong=wrong,
        address=state.address(*entry.name),
    )


def _media(entry: Entry[Record], state: RegisterState) -> str:
    """The file of its picture, recording or article that is in the register; empty without one."""
    path = entry.record.media_path if isinstance(entry.record, Evidence) else None
    return path if path in state.reading.register.media and path is not None else ""


def _citing(entry: Entry[Record] | None, state: RegisterState) -> dict[str, str]:
    """Who names a record: another one, which may go as well, or the settings, which may not."""
    if entry is None:
        return {"id": "", "label": _("Settings"), "address": "/reglages"}
    label = state.viewer.name(*entry.name).name
    return {"id": entry.record.id, "label": label, "address": state.address(*entry.name)}


@PAGE.route("/fiches/<folder>/<name>/renommer", methods=["GET", "POST"])
def rename(folder: str, name: str) -> Response:
    """Give a record another short name, in its file and wherever it is named."""
    state = workspace().state()
    entry = _entry(state, folder, name)
    if entry is None:
        return absent(_("There is no such record."))
    new, wrong = request.form.get("nouveau", "").strip(), ""
    if request.method == "POST":
        try:
            refuse_id(state.reading, entry.record.kind, new)
            edits = Edits(state.reading)
            rename_in_files(edits, entry, new)
            edits.write("web", [f"{_('Renamed')} : {name} → {new}"])
            return to(f"/fiches/{folder}/{new}?enregistre=1")
        except MesError as problem:
            wrong = said(problem.message)
    return register_page(
        "rename", state, 422 if wrong else 200, title=state.viewer.name(*entry.name).name,
        name=new or name, wrong=wrong, address=state.address(*entry.name),
    )  # fmt: skip


@PAGE.route("/exemples", methods=["GET", "POST"])
def examples() -> Response:
    """Show the records that are examples still, and take them out once that is asked for."""
    state = workspace().state()
    removal, edits = without_examples(state.reading)
    if request.method == "POST":
        edits.write("web", [_("Examples taken out")])
        return to("/?enregistre=1")
    return register_page("examples", state, rows=rows_of(list(removal.gone.values()), state))


@PAGE.post("/defaire")
def undo() -> Response:
    """Take a writing back, unless one of its files changed since: the newest, or a named one."""
    state, key = workspace().state(), request.form.get("ecriture", "")
    try:
        writing = _writing(state.reading.root, key)
        take_back(state.reading.root, writing)
    except MesError as problem:
        return register_page("undone", state, 409, wrong=said(problem.message), lines=[])
    workspace().taken.clear()  # what was taken back may be sent again
    return register_page("undone", workspace().state(), wrong="", lines=writing.lines)


def _writing(root: Path, key: str) -> Writing:
    """The writing that is named, else the newest.

    Raises:
        InputError: it is not there any more, or one of its files changed since.
    """
    writing = next((it for it in writings(root) if it.key == key), None) if key else last(root)
    if writing is None:
        raise InputError(say("this is taken back already, or too old"))
    if not writing.stands(root):
        raise InputError(say("this record changed since: nothing is taken back"))
    return writing


def _entry(state: RegisterState, folder: str, name: str) -> Entry[Record] | None:
    kind = state.kind_of_folder(folder)
    return state.reading.register.find(kind, name) if kind else None
