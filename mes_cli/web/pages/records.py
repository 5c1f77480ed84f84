"""The records: the nine kinds, the lists of each, and one record with who names it."""

from collections.abc import Iterator

from flask import Blueprint, Response, request

from mes_cli.drafts.wording import worded
from mes_cli.language.folding import fold
from mes_cli.model import KINDS, Record
from mes_cli.model.audience import Audience
from mes_cli.model.shape import shape
from mes_cli.model.walk import references, values
from mes_cli.register import Entry
from mes_cli.view.records import plain
from mes_cli.web.rendering import _, page, register_page, said, workspace
from mes_cli.web.workspace import RegisterState

PAGE = Blueprint("records", __name__)
#: Rows of a list on one page.
_ROWS = 50


@PAGE.get("/fiches")
def kinds() -> Response:
    """Show the kinds of records, and how many there are of each."""
    state = workspace().state()
    counted = [
        {
            "address": f"/fiches/{words.folder}",
            "label": words.plural,
            "number": len(state.reading.register.of(KINDS[kind])),
        }
        for kind, words in state.words.kinds.items()
        if kind in KINDS
    ]
    return register_page("kinds", state, kinds=counted)


@PAGE.get("/fiches/<folder>")
def listed(folder: str) -> Response:
    """List the records of a kind; a search is without accents and capitals."""
    state = workspace().state()
    kind = state.kind_of_folder(folder)
    if kind is None:
        return page("message", 404, text=_("There is no such page."))
    sought = request.args.get("q", "")
    words = fold(sought).split()
    found = [
        entry
        for entry in state.reading.register.of(KINDS[kind])
        if all(word in _searched(entry, state) for word in words)
    ]
    first = max(0, _number(request.args.get("debut", "0")))
    return register_page(
        "list",
        state,
        kind=state.words.kinds[kind].plural,
        folder=folder,
        removed=request.args.get("supprime") == "1",
        sought=sought,
        number=len(found),
        rows=[_row(entry, state) for entry in found[first : first + _ROWS]],
        first=first,
        following=first + _ROWS if first + _ROWS < len(found) else None,
        previous=max(0, first - _ROWS) if first else None,
    )


@PAGE.get("/chercher")
def search() -> Response:
    """Look for words in all records."""
    state = workspace().state()
    sought = request.args.get("q", "")
    words = fold(sought).split()
    rows = [
        {**_row(entry, state), "kind": state.words.kinds[entry.record.kind].label}
        for entry in state.reading.register.entries
        if words and all(word in _searched(entry, state) for word in words)
    ]
    return register_page("search", state, sought=sought, number=len(rows), rows=rows[:_ROWS])


@PAGE.get("/fiches/<folder>/<name>")
def record(folder: str, name: str) -> Response:
    """Show what a record says, what is found in it and who names it."""
    state = workspace().state()
    kind = state.kind_of_folder(folder)
    entry = state.reading.register.find(kind, name) if kind else None
    if entry is None:
        return page("message", 404, text=_("There is no such record."))
    found = [
        {
            "weight": it.severity.value,
            "text": said(it.message, state),
            "code": it.code,
            "help": said(it.help, state) if it.help else "",
        }
        for it in state.findings
        if (it.at.file, it.at.item) == (entry.place.file, entry.place.item)
    ]
    return register_page(
        "record",
        state,
        kind=state.words.kinds[entry.record.kind].label,
        title=state.viewer.name(*entry.name).name,
        fields=list(_fields(entry, state)),
        record_findings=found,
        citing=[_row(other, state) for other in _citing(entry, state)],
        file=entry.place.file,
        id=entry.record.id,
        saved=request.args.get("enregistre") == "1",
        address=state.address(*entry.name),
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < len("100000000") else 0


def _searched(entry: Entry[Record], state: RegisterState) -> str:
    """The words of a record, as they are searched."""
    return fold(f"{state.viewer.name(*entry.name).name} {entry.record.id}")


def _row(entry: Entry[Record], state: RegisterState) -> dict[str, object]:
    """A record in a list: what it is called, and its key fact."""
    return {
        "label": state.viewer.name(*entry.name).name,
        "address": state.address(*entry.name),
        "fact": _key_fact(entry, state),
    }


#: The field of each kind that a list shows beside the name.
_KEY_FACTS = {
    "structure": "roles", "programme": "starts", "initiative": "stage", "accompaniment": "started",
    "contribution": "date", "funding": "status", "evidence": "date", "advocacy": "outcome",
    "year": "closed",
}  # fmt: skip


def _key_fact(entry: Entry[Record], state: RegisterState) -> str:
    slot = shape(type(entry.record)).slots[_KEY_FACTS[entry.record.kind]]
    return worded(plain(entry, state.viewer).get(slot.name), slot, state.viewer)


def _fields(entry: Entry[Record], state: RegisterState) -> Iterator[dict[str, object]]:
    """What a record says, field by field, with who may see it where not everybody may."""
    seen = plain(entry, state.viewer)
    home = type(entry.record).__name__
    for slot in shape(type(entry.record)).slots.values():
        value = seen.get(slot.name)
        if value is None or value in ([], (), {}) or slot.name == "id":
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
    for model in KINDS.values():
        paths = [path for path in references(model) if kind in path.slot.refs]
        for other in state.reading.register.of(model):
            if any(value == name for path in paths for _, value in values(other.record, path)):
                yield other
