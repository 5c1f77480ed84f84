"""The application: every request passes the guard, then goes to one page."""

import datetime as dt
from hmac import compare_digest

from flask import Flask, Response, current_app, make_response, request
from markupsafe import escape
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from mes_cli.drafts.kept import Draft, keep_for
from mes_cli.errors import MesError
from mes_cli.report.shipped import template_root
from mes_cli.web.connections import is_of_another_user
from mes_cli.web.forms.dependent_fields import style
from mes_cli.web.guard import Guard, harden
from mes_cli.web.pages import PAGES
from mes_cli.web.rendering import REGISTER, _, page, said, to, workspace
from mes_cli.web.workspace import Workspace

#: Bytes that may be sent at once: more than a file may have, so that its form can say so.
_LARGEST = 48 << 20
#: Bytes that the texts of one form may have.
_LARGEST_FORM = 11 << 20
#: Fields of one form: a course of support may have hundreds of sessions of ten fields each.
_MOST_FIELDS = 6_000
#: What may be asked for without the cookie: it holds no word of the register.
_WITHOUT_COOKIE = frozenset({"open", "key", "asset"})
#: What needs no register.
_WITHOUT_REGISTER = _WITHOUT_COOKIE | {"beginning.ask", "beginning.begin", "quitting.quit_"}
_ASSETS = {"page.css": "text/css", "page.js": "text/javascript"}


def application(space: Workspace, guard: Guard) -> Flask:
    """Make the application of one run."""
    app = Flask("mes", static_folder=None, template_folder=None)
    app.config.update(
        WORKSPACE=space,
        GUARD=guard,
        MAX_CONTENT_LENGTH=_LARGEST,
        MAX_FORM_MEMORY_SIZE=_LARGEST_FORM,
        MAX_FORM_PARTS=_MOST_FIELDS,
    )
    app.before_request(_guarded)
    app.after_request(harden)
    app.add_url_rule("/ouvrir", "open", _open)
    app.add_url_rule("/ouvrir/cle", "key", _key, methods=["POST"])
    app.add_url_rule("/style/<name>", "asset", _asset)
    for pages in PAGES:
        app.register_blueprint(pages)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(MesError, _stopped)
    app.register_error_handler(Exception, _bug)
    return app


def _guarded() -> Response | None:
    """Refuse whoever is not the keeper; None lets the request through."""
    guard = _guard()
    if not (guard.is_addressed(request) and guard.is_own(request)) or _of_another_user():
        return Response(status=403)
    if sum(map(len, request.form.listvalues())) > _MOST_FIELDS:
        raise RequestEntityTooLarge
    if request.endpoint in _WITHOUT_COOKIE or guard.is_known(request):
        if request.endpoint not in _WITHOUT_REGISTER and not workspace().begun:
            return to("/commencer")
        return _writing_refused() or _of_another_register()
    if request.method == "POST":
        # The keeper's own page after a restart: what was typed comes back, and can be sent again.
        return page("locked", 403, sent=list(request.form.items(multi=True)))
    return page("locked", 403, sent=None)


def _of_another_user() -> bool:
    """Tell whether another user of this machine asks, whatever cookie they have."""
    port = request.environ.get("REMOTE_PORT")
    return port is not None and is_of_another_user(
        request.environ["REMOTE_ADDR"], int(port), _guard().port
    )


def _writing_refused() -> Response | None:
    if request.method == "POST" and workspace().read_only and request.path != "/quitter":
        return page("message", 403, text=_("This page only shows: nothing is written."))
    return None


def _of_another_register() -> Response | None:
    """Refuse a form that was open when another register was served here; its text is not lost."""
    key = request.form.get(REGISTER, "") if request.method == "POST" else ""
    if not key or not workspace().state().is_of_another(key):
        return None
    form = request.form
    sent = {name: texts for name, texts in form.lists() if not name.startswith("_")}
    title = form.get("name") or form.get("title") or request.path
    now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
    before, stamp = form.get("_before", ""), form.get("_stamp", "")
    draft = Draft(form.get("_draft", ""), request.path, title, sent, before, stamp, now)
    kept = keep_for(key, draft)
    texts = [it for some in sent.values() for it in some if it.strip()]
    return page("other_register", 409, kept=kept, texts=[] if kept else texts)


def _guard() -> Guard:
    found: Guard = current_app.config["GUARD"]
    return found


def _key() -> Response:
    """Give a new key to a second start of the same user, who can read the running page's note."""
    said = request.headers.get("X-Mes-Password", "")
    if not compare_digest(said.encode(), str(current_app.config["PASSWORD"]).encode()):
        return Response(status=403)
    return Response(_guard().new_key(), mimetype="text/plain")


def _open() -> Response:
    """Give the cookie for the key of the opening link.

    The answer is a page that goes on by itself: browsers lose a strict cookie in a redirect that
    began outside.
    """
    guard = _guard()
    cookie = guard.open(request.args.get("cle", ""))
    if cookie is None:
        return page("locked", 403, sent=None)
    target = request.args.get("page", "/")
    target = target if target.startswith("/") and not target.startswith("//") else "/"
    answer = make_response(
        f'<!doctype html><meta charset="utf-8"><title>mes</title>'
        f'<meta http-equiv="refresh" content="0; url={escape(target)}">'
        f'<p><a href="{escape(target)}">mes</a>'
    )
    answer.set_cookie(guard.cookie_name, cookie, httponly=True, samesite="Strict", path="/")
    return answer


def _asset(name: str) -> Response:
    """Serve the style sheet or the script of the pages."""
    if name not in _ASSETS:
        return Response(status=404)
    text = (template_root() / "web" / name).read_text("utf-8")
    if name == "page.css":
        text = (template_root() / "shared" / "report.css").read_text("utf-8") + text + style()
    return Response(text, mimetype=_ASSETS[name])


def _refused(problem: HTTPException) -> Response:
    """Say in words that a page does not exist, or that too much was sent."""
    mend = ""
    if isinstance(problem, RequestEntityTooLarge):
        text = _("This is too large: a file may have 10 MB, a form 6,000 answers.")
        mend = _("Nothing is written. Go back, then choose a smaller file, or divide it.")
    elif problem.code == 404:  # noqa: PLR2004 - the code of the web
        text = _("There is no such page.")
    else:
        text = _("This request cannot be answered.")
    return page("message", problem.code or 400, text=text, mend=mend)


def _stopped(problem: MesError) -> Response:
    mend = said(problem.help) if problem.help else ""
    return page("message", 409, text=said(problem.message), mend=mend)


def _bug(problem: Exception) -> Response:
    """Say in one line that mes has a bug; what was sent is not lost, the browser keeps it."""
    name = type(problem).__name__
    text = _("This is a fault of mes itself. Nothing was written.")
    return page("message", 500, text=f"{text} ({name})")
