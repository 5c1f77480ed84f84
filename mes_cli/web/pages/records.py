"""One record: what it says, what is found in it, who names it, and its history."""

import re
from collections.abc import Iterator, Mapping

from flask import Blueprint, Response, request

from mes_cli.drafts.consequences import READERS
from mes_cli.drafts.kept import picture as kept_picture
from mes_cli.drafts.layouts import NOTES
from mes_cli.drafts.wording import worded
from mes_cli.errors import GitError, NoGitError
from mes_cli.history.record_history import RecordVersion, record_history
from mes_cli.model import Accompaniment, Evidence, Initiative, Record
from mes_cli.model.audience import Audience
from mes_cli.model.own_fields import OwnPart
from mes_cli.model.record import Part
from mes_cli.model.shape import shape
from mes_cli.model.walk import references, values
from mes_cli.register import Entry
from mes_cli.store.git.command import NoRepositoryError
from mes_cli.view.records import plain, whole
from mes_cli.web.forms.chosen_picture import address
from mes_cli.web.pages.findings import told_of
from mes_cli.web.pages.lists import rows_of
from mes_cli.web.pages.withdrawing import can_be_withdrawn
from mes_cli.web.rendering import _, no_record, register_page, said, workspace
from mes_cli.web.workspace import RegisterState

PAGE = Blueprint("records", __name__)
#: How the files of pictures begin that browsers show, and reports.
_PICTURES = (
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "image/webp"),
)


@PAGE.get("/fiches/<folder>/<name>")
def record(folder: str, name: str) -> Response:
    """Show what a record says, what is found in it and who names it."""
    state = workspace().state()
    kind = state.kind_of_folder(folder)
    entry = state.reading.register.find(kind, name) if kind else None
    if entry is None or kind is None:
        return no_record(state, kind, name)
    found = [
        told_of(it, state)
        for it in state.findings
        if (it.at.file, it.at.item) == (entry.place.file, entry.place.item)
    ]
    history, no_history = _history(entry, state)
    return register_page(
        "record",
        state,
        kind=state.words.kinds[entry.record.kind].label,
        title=state.viewer.name(*entry.name).name,
        fields=list(_fields(entry, state)),
        record_findings=found,
        citing=rows_of(list(_citing(entry, state)), state),
        file=entry.place.file,
        id=entry.record.id,
        shown=_shown(entry.record, state),
        hours=isinstance(entry.record, Accompaniment | Initiative),
        withdraw=can_be_withdrawn(entry.record),
        saved=request.args.get("enregistre") == "1",
        address=state.address(*entry.name),
        history=history,
        no_history=no_history,
    )


@PAGE.get("/images")
def picture() -> Response:
    """Show a picture that a record names, or that waits to be written; no other file."""
    path, reading = request.args.get("fichier", ""), workspace().state().reading
    content = reading.picture(path) or kept_picture(reading.root, path) or b""
    kind = next((it for start, it in _PICTURES if start.match(content)), None)
    return Response(content, mimetype=kind) if kind else Response(status=404)


def _shown(record: Record, state: RegisterState) -> tuple[str, str]:
    """The address of the picture of a record, and what it shows; empty where it has none."""
    if not isinstance(record, Evidence):
        return "", ""
    return address(record.media_path, state), record.alt or record.title


def _history(entry: Entry[Record], state: RegisterState) -> tuple[list[RecordVersion], str]:
    """What the last versions changed in a record; where that is not known, why."""
    try:
        return record_history(state.reading, entry, state.viewer), ""
    except (NoGitError, NoRepositoryError):
        text = _("This folder keeps no versions. All else works, “Take it back” included.")
    except GitError as problem:
        text = said(problem.message)
    return [], text


def _fields(entry: Entry[Record], state: RegisterState) -> Iterator[dict[str, object]]:
    """What a record says, field by field, with who may see it where not everybody may."""
    yield from _fields_of(type(entry.record), plain(entry, state.viewer), state)


def _fields_of(
    model: type[Part], seen: Mapping[str, object], state: RegisterState
) -> Iterator[dict[str, object]]:
    home = model.__name__
    for slot in sorted(shape(model).slots.values(), key=lambda it: it.name in NOTES.fields):
        value = whole(seen, slot)
        if value is None or value in ([], (), {}) or slot.name == "id":
            continue
        if slot.part is not None and issubclass(slot.part, OwnPart) and isinstance(value, Mapping):
            yield from _fields_of(slot.part, value, state)
            continue
        readers = said(READERS[slot.audience])
        parts = value if slot.many and slot.part is not None and isinstance(value, list) else None
        yield {
            "label": state.words.field(home, slot.name).label,
            "value": "" if parts else worded(value, slot, state.viewer),
            "rows": [worded(part, slot, state.viewer) for part in parts] if parts else [],
            "readers": ""
            if slot.audience is Audience.PUBLIC
            else readers[:1].lower() + readers[1:],
        }


def _citing(entry: Entry[Record], state: RegisterState) -> Iterator[Entry[Record]]:
    """The records that name a record."""
    kind, name = entry.name
    for model in state.reading.register.models.values():
        paths = [path for path in references(model) if kind in path.slot.refs]
        for other in state.reading.register.of(model):
            if any(value == name for path in paths for _, value in values(other.record, path)):
                yield other
