"""Pages from templates: the environment of the reports, with what every page shows."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256

from flask import Response, current_app, redirect, request
from markupsafe import Markup
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import HTTPException

from mes_cli.errors import InputError
from mes_cli.finding import Message
from mes_cli.language.catalogue import catalogue
from mes_cli.output.speech import Speech
from mes_cli.report.environment import HTML, environment
from mes_cli.store.editing.journal import last
from mes_cli.web.workspace import RegisterState, Workspace

#: What messages quote as a terminal shows it.
_QUOTED = re.compile(r"`([^`\n]*)`")

#: The answer to what was written, and how many sendings are known again.
_WRITTEN, _REMEMBERED = 303, 100
#: The fields whose text no other form has.
_UNIQUE = {"une_fois", "_draft"}
#: The field by which a form says of which register it is.
REGISTER = "_register"


def workspace() -> Workspace:
    """The register of this run."""
    found: Workspace = current_app.config["WORKSPACE"]
    return found


def _(english: str) -> str:
    """Translate a text of the page."""
    return catalogue(workspace().language).text(english)


def said(message: Message) -> str:
    """Put a message into the keeper's words; what is quoted stands between quotation marks.

    Fields are named by their labels. Paths are told from the register on: where it lies on the
    machine is nobody's business.
    """
    here = workspace()
    text = Speech(catalogue(here.language), None).say(message)
    text = _QUOTED.sub(lambda it: _("“%(text)s”") % {"text": it[1]}, text)
    for place in (here.root.resolve(), here.root):
        text = text.replace(f"{place}{os.sep}", "").replace(str(place), place.name)
    return text


def whole(name: str, most: int = 9999) -> int | None:
    """Read a whole number of the address, a year if nothing else is said; None for all else."""
    text = request.args.get(name, "")
    number = int(text) if text.isdecimal() and len(text) <= len(str(most)) else None
    return None if number is None or number > most else number


def to(address: str) -> Response:
    """Go on to another page after a writing, so that reloading does not write again."""
    answer = redirect(address, 303)
    assert isinstance(answer, Response)
    return answer


def page(name: str, /, status: int = 200, **shown: object) -> Response:
    """Render a page of the register."""
    here = workspace()
    common = {
        "language": here.language,
        "read_only": here.read_only,
        "path": request.path,
        "register": "",
        "version": None,
        "register_field": "",
        "newest": _newest_writing,
        "errors": 0,
        "unkept": _brought_files(),
    }
    told = common | shown
    template = environment(str(told["language"]), HTML).get_template(f"web/{name}.html.j2")
    return Response(template.render(told), status, mimetype="text/html")


def register_page(
    name: str, state: RegisterState, /, status: int = 200, **shown: object
) -> Response:
    """Render a page that shows the register's name and how much there is to mend."""
    return page(
        name,
        status,
        register=state.reading.settings.name,
        version=workspace().version,
        register_field=Markup('<input type="hidden" name="{}" value="{}">').format(
            REGISTER, state.key
        ),
        findings=len(state.findings),
        errors=len(state.errors),
        has_members=bool(state.reading.settings.members),
        **shown,
    )


def _newest_writing() -> str:
    """What names the newest writing, for the button that takes it back and no later one."""
    try:
        return last(workspace().root).key
    except InputError:
        return ""


def _brought_files() -> bool:
    """Tell whether files came with a form; False as well where the form could not be read."""
    with suppress(HTTPException):
        return any(it.filename for it in request.files.values())
    return False


def _digest(file: FileStorage) -> str:
    digest = sha256(file.read()).hexdigest()
    file.seek(0)
    return digest


def absent(text: str) -> Response:
    """Say that something does not exist, beside the pages that do."""
    return register_page("message", workspace().state(), 404, text=text)


def no_record(state: RegisterState, kind: str | None, name: str) -> Response:
    """Say that there is no such record; one that cannot be read is mended under *Findings*."""
    if kind is not None and state.reading.register.knows(kind, name):
        return to("/constats")
    return absent(_("There is no such record."))


def once(write: Callable[[], Response]) -> Response:
    """Answer what was sent by writing it; what was sent twice, as two taps do, is written once.

    Pages put a text into each form that no other has, so only the very same sending is known again.
    """
    here = workspace()
    files = [(name, _digest(it)) for name, it in request.files.items(multi=True)]
    sent = repr((request.path, sorted(request.form.items(multi=True)), files))
    key = sha256(sent.encode()).hexdigest()
    with here.lock:
        if key in here.taken:
            return to(here.taken[key])
        answer = write()
        if answer.status_code == _WRITTEN and (request.form.keys() & _UNIQUE):
            here.taken[key] = answer.headers["Location"]
            while len(here.taken) > _REMEMBERED:
                here.taken.popitem(last=False)
        return answer
