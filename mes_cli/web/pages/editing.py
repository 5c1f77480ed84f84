"""The pages of forms: a new record, a change of one, the settings."""

from flask import Blueprint, Response, jsonify, request

from mes_cli.drafts.kept import all_of
from mes_cli.finding import Place
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.model import Settings
from mes_cli.web.forms import chosen_picture
from mes_cli.web.forms.form import RecordForm, Subject
from mes_cli.web.rendering import _, absent, no_record, once, register_page, workspace
from mes_cli.web.workspace import RegisterState

PAGE = Blueprint("editing", __name__)
#: The buttons that write.
_WRITING = frozenset({"save", "next"})


@PAGE.route("/fiches/<folder>/nouvelle", methods=["GET", "POST"])
def new(folder: str) -> Response:
    """Ask for a new record."""
    state = workspace().state()
    kind = state.kind_of_folder(folder)
    if kind is None:
        return absent(_("There is no such page."))
    label = state.words.kinds[kind].label
    model, title = state.reading.register.models[kind], f"{_('New record')} : {label}"
    subject = Subject(kind, model, None, title, f"/fiches/{folder}")
    return _answer(state, subject)


@PAGE.route("/fiches/<folder>/<name>/modifier", methods=["GET", "POST"])
def change(folder: str, name: str) -> Response:
    """Change a record."""
    state = workspace().state()
    kind = state.kind_of_folder(folder)
    entry = state.reading.register.find(kind, name) if kind else None
    if kind is not None and entry is None and request.method == "POST":
        return register_page(
            "gone", state, 409, folder=folder, sent=list(request.form.items(multi=True))
        )
    if entry is None or kind is None:
        return no_record(state, kind, name)
    title = state.viewer.name(*entry.name).name
    subject = Subject(kind, type(entry.record), entry.place, title, state.address(*entry.name))
    return _answer(state, subject)


@PAGE.route("/reglages", methods=["GET", "POST"])
def settings() -> Response:
    """Change what the register declares about itself."""
    subject = Subject("settings", Settings, Place(SETTINGS_FILE), _("Settings"), "/")
    return _answer(workspace().state(), subject)


def _written(form: RecordForm) -> Response:
    """Write what was sent; until it is written, it is a draft."""
    form.keep()
    if form.wrong:
        return form.drawn(focus="media.file", status=422)
    return form.save(going_on=request.form["_action"] == "next")


def _answer(state: RegisterState, subject: Subject) -> Response:
    """Show a form, or take what was sent."""
    if request.method == "POST" and request.form.get("_action") in _WRITING:
        return once(lambda: _written(RecordForm(state, subject)))
    form = RecordForm(state, subject)
    if request.method == "GET":
        foreign = all_of(form.root, foreign=True) if "brouillon" in request.args else []
        if any(it.key == request.args["brouillon"] for it in foreign):
            return register_page("other_register", state, 409, kept=True, texts=[])
        return form.begin()
    action = request.form.get("_action", "check")
    making = action.startswith("make:")
    focus = form.filled.act(action) if ":" in action and not making else ""
    if action == chosen_picture.TAKE:
        focus = "media.file" if form.wrong else "alt"
    kept = form.keep()
    if form.wrong and action not in {"leave", "fields"}:
        return form.drawn(focus="media.file")
    if making:
        return form.aside(action.removeprefix("make:"))
    match action:
        case "leave":
            return form.leave()
        case "fields":
            return jsonify(
                {
                    "findings": form.found(typing=True)[0],
                    "kept": kept,
                    "understood": form.understood(),
                }
            )
        case _:
            kept = kept if action == "keep" else ""
            return form.drawn(checked=action == "check", focus=focus, kept=kept)
