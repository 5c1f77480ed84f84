"""Records as one audience may see them: plain values, and only the fields that it may see."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import cache

from mes_cli.model import KINDS, Evidence, Initiative, Record
from mes_cli.model.audience import Audience
from mes_cli.model.record import Part
from mes_cli.model.shape import Slot, shape
from mes_cli.register import Entry
from mes_cli.view.pseudonyms import REVEALING, REVEALING_PLACES
from mes_cli.view.viewer import Named, Viewer

ViewData = dict[str, object]


def records(seen_by: Viewer) -> dict[str, list[ViewData]]:
    """All records that may be seen, by kind, in order."""
    return {
        kind: [
            plain(entry, seen_by)
            for entry in seen_by.ordered(seen_by.register.of(model))
            if seen_by.may_see(entry.record)
        ]
        for kind, model in KINDS.items()
    }


def plain(entry: Entry[Record], seen_by: Viewer) -> ViewData:
    """One record: only the fields that may be seen, with names in place of references."""
    record = entry.record
    seen = plain_part(record, seen_by)
    if isinstance(record, Evidence) and record.author and _may_name(record, seen_by):
        seen["author"] = seen_by.hide_names(record.author)
    named = seen_by.name(record.kind, record.id)
    seen["label"], seen["code"] = named.name, named.code
    if seen["id"] is not None:
        seen["id"] = named.code
    if isinstance(record, Initiative) and record.id in seen_by.pseudonyms:
        _disguise(seen)
    return seen


def _disguise(seen: ViewData) -> None:
    """Take from an initiative with a pseudonym whatever else would say who it is."""
    seen["name"] = seen["label"]
    seen.update(dict.fromkeys(REVEALING))
    territory = seen.get("territory")
    if isinstance(territory, dict):
        seen["territory"] = {**territory, **dict.fromkeys(REVEALING_PLACES)}


def _may_name(record: Evidence, seen_by: Viewer) -> bool:
    consent = record.consent
    return consent is not None and consent.naming and consent.in_force(seen_by.day)


def plain_part(part: Part, seen_by: Viewer) -> ViewData:
    """A part of a record, or the settings: only the fields that may be seen."""
    # Templates may ask for any field; what is hidden looks like what is absent.
    seen: ViewData = dict.fromkeys(shape(type(part)).slots)
    for slot in _open(type(part), seen_by.audience):
        value = getattr(part, slot.attribute)
        if value is None:
            continue
        if slot.latest:
            seen.update(_latest(value, slot, seen_by))
        elif slot.many:
            seen[slot.name] = [_one(item, slot, seen_by) for item in value]
        elif slot.map_key is not None:
            seen[slot.name] = {key: _one(item, slot, seen_by) for key, item in value.items()}
        else:
            seen[slot.name] = _one(value, slot, seen_by)
    return seen


def _latest(parts: Sequence[Part], slot: Slot, seen_by: Viewer) -> ViewData:
    """Give the last of a list as a single value; the list too, where it says more than that."""
    listed = [plain_part(part, seen_by) for part in parts]
    assert slot.alone is not None
    latest = {slot.name: listed[-1][slot.alone]}
    said = {name for part in listed for name, value in part.items() if value is not None}
    return (
        latest if len(parts) == 1 and said == {slot.alone} else {**latest, slot.attribute: listed}
    )


def whole(record: Mapping[str, object], slot: Slot) -> object:
    """Give the value of a field; the whole list of one of which readers get the latest."""
    value = record.get(slot.name)
    if slot.latest and value is not None:
        return record.get(slot.attribute) or [{slot.alone: value}]
    return value


@cache
def _open(model: type[Part], audience: Audience) -> tuple[Slot, ...]:
    """The fields that an audience may see."""
    return tuple(slot for slot in shape(model).slots.values() if audience.sees(slot.audience))


#: Words of a list that are yes and no.
_BOOLEANS = {"true": True, "false": False}


def _one(value: object, slot: Slot, seen_by: Viewer) -> object:
    if isinstance(value, StrEnum):
        return _BOOLEANS.get(value, str(value))
    if isinstance(value, str):
        if slot.refs:
            kind = next((k for k in slot.refs if seen_by.register.find(k, value)), slot.refs[0])
            return seen_by.name(kind, value)
        return seen_by.hide_names(value)
    return plain_part(value, seen_by) if isinstance(value, Part) else value


def machine_record(record: ViewData) -> ViewData:
    """Give a record as JSON holds it."""
    return {key: machine(value) for key, value in record.items()}


def machine(value: object) -> object:
    """Give a value as JSON holds it: seconds, exact numbers as text, days as year-month-day."""
    match value:
        case dict():
            return {key: machine(inner) for key, inner in value.items()}
        case list() | tuple():
            return [machine(inner) for inner in value]
        case Named(name, identity, kind):
            return {"name": name, "id": identity, "kind": kind}
        case dt.date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case _:
            return value
