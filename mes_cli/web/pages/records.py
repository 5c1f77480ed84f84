"""One record: what it says, what is found in it, who names it, and its history."""

from collections.abc import Iterator, Mapping

from flask import Blueprint, Response, request

from mes_cli.drafts.wording import worded
from mes_cli.errors import GitError, NoGitError
from mes_cli.history.record_history import RecordVersion, record_history
from mes_cli.model import Accompaniment, Initiative, Record
from mes_cli.model.audience import Audience
from mes_cli.model.own_fields import OwnPart
from mes_cli.model.record import Part
from mes_cli.model.shape import shape
from mes_cli.model.walk import references, values
from mes_cli.register import Entry
from mes_cli.store.git.command import NoRepositoryError
from mes_cli.view.records import plain, whole
from mes_cli.web.pages.findings import told_of
from mes_cli.web.pages.lists import rows_of
from mes_cli.web.pages.withdrawing import can_be_withdrawn
from mes_cli.web.rendering import _, absent, register_page, said, workspace
from mes_cli.web.workspace import RegisterState

PAGE = Blueprint("records", __name__)


@PAGE.get("/fiches/<folder>/<name>")
def record(folder: str, name: str) -> Response:
    """Show what a record says, what is found in it and who names it."""
    state = workspace().state()
    kind = state.kind_of_folder(folder)
    entry = state.reading.register.find(kind, name) if kind else None
    if entry is None:
        return absent(_("There is no such record."))
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
        hours=isinstance(entry.record, Accompaniment | Initiative),
        withdraw=can_be_withdrawn(entry.record),
        saved=request.args.get("enregistre") == "1",
        address=state.address(*entry.name),
        history=history,
        no_history=no_history,
    )


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
    for slot in shape(model).slots.values():
        value = whole(seen, slot)
        if value is None or value in ([], (), {}) or slot.name == "id":
            continue
        if slot.part is not None and issubclass(slot.part, OwnPart) and isinstance(value, Mapping):
            yield from _fields_of(slot.part, value, state)
            continue
        readers = slot.audience
        parts = value if slot.many and slot.part is not None and isinstance(value, list) else None
        yield {
            "label": state.words.field(home, slot.name).label,
            "value": "" if parts else worded(value, slot, state.viewer),
            "rows": [worded(part, slot, state.viewer) for part in parts] if parts else [],
            "readers": ""
            if readers is Audience.PUBLIC
            else state.words.value("Audience", readers.value).label,
        }


def _citing(entry: Entry[Record], state: RegisterState) -> Iterator[Entry[Record]]:
    """The records that name a record."""
    kind, name = entry.name
    for model in state.reading.register.models.values():
        paths = [path for path in references(model) if kind in path.slot.refs]
        for other in state.reading.register.of(model):
            if any(value == name for path in paths for _, value in values(other.record, path)):
                yield other
