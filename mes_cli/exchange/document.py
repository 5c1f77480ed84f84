"""The whole view of an audience as one JSON document, and the schema of that document."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from mes_cli.exchange.sheet_rows import label_of
from mes_cli.model import KINDS, Models, Record
from mes_cli.model.audience import Audience
from mes_cli.model.patterns import Json
from mes_cli.model.record import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape
from mes_cli.view.viewer import Named

#: The form of the document. It changes when a program that reads it would have to.
VERSION = 2
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SCALARS: dict[Scalar, Json] = {
    Scalar.DATE: {"type": "string", "format": "date"},
    Scalar.MONEY: {"type": "string", "pattern": r"^\d+\.\d{2}$", "description": "euros"},
    Scalar.DURATION: {"type": "integer", "minimum": 0, "description": "seconds"},
    Scalar.NUMBER: {"type": "string", "pattern": r"^\d+(\.\d+)?$"},
    Scalar.SHARE: {"type": "string", "pattern": r"^\d+(\.\d+)?$", "description": "0 to 1"},
    Scalar.WHOLE: {"type": "integer", "minimum": 0},
    Scalar.YEAR: {"type": "integer"},
    Scalar.BOOLEAN: {"type": "boolean"},
}


def document(
    head: Mapping[str, object],
    records: Mapping[str, Sequence[Mapping[str, object]]],
    years: Sequence[object],
) -> Json:
    """Put the parts of a view together; fields that are empty or hidden are left out."""
    return {
        "format": "mes-export",
        "version": VERSION,
        **head,
        "records": {kind: [_record(record) for record in found] for kind, found in records.items()},
        "years": list(years),
    }


def _record(record: Mapping[str, object]) -> Json:
    own = {k: v for k, v in record.items() if k not in {"id", "code", "label"}}
    return {"id": record["code"], "label": label_of(record), **_fields(own)}


def _fields(fields: Mapping[str, object]) -> Json:
    plain = ((name, _plain(value)) for name, value in fields.items())
    return {name: value for name, value in plain if value is not None and value not in ([], {})}


def _plain(value: object) -> object:
    match value:
        case Named():
            return value.code
        case dict():
            return _fields({str(key): item for key, item in value.items()})
        case list():
            return [_plain(item) for item in value]
        case dt.date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case _:
            return value


def schema(audience: Audience, models: Models) -> Json:
    """The JSON Schema of the document, as one audience gets it."""
    text: Json = {"type": "string"}
    properties: Json = {
        "format": {"const": "mes-export"},
        "version": {"const": VERSION},
        "register": text,
        "language": text,
        "audience": {"const": str(audience)},
        "date": {"type": "string", "format": "date"},
        "records": {
            "type": "object",
            "properties": {
                kind: {"type": "array", "items": {"$ref": f"#/$defs/{model.__name__}"}}
                for kind, model in models.items()
            },
            "required": list(KINDS),
            "additionalProperties": False,
        },
        "years": {"type": "array", "items": {"$ref": "#/$defs/FiguresOfAYear"}},
    }
    past: Json = {
        "type": "object",
        "properties": {"day": {"type": "string", "format": "date"}, "commit": text},
        "required": ["day", "commit"],
        "additionalProperties": False,
    }
    return {
        "$schema": _DIALECT,
        "title": "mes-export",
        "type": "object",
        # Only a past state of the register says which one it is.
        "properties": {**properties, "at": past},
        "required": list(properties),
        "additionalProperties": False,
        "$defs": {**_models(audience, models), "FiguresOfAYear": _FIGURES},
    }


_FIGURES: Json = {
    "type": "object",
    "description": "What `mes report annual --format json` gives for that year.",
    "properties": {"year": {"type": "integer"}, "coverage": {"type": "object"}},
    "required": ["year", "counts", "entry", "coverage"],
}


def _models(audience: Audience, models: Models) -> Json:
    found: list[type[Part]] = list(models.values())
    for model in found:
        parts = (slot.part for slot in shape(model).slots.values())
        found += [p for p in dict.fromkeys(parts) if p is not None and p not in found]
    return {model.__name__: _model(model, audience) for model in found}


def _model(model: type[Part], audience: Audience) -> Json:
    is_record = issubclass(model, Record)
    properties: Json = {"id": {"type": "string"}, "label": {"type": "string"}} if is_record else {}
    for slot in shape(model).slots.values():
        # A consent may open what is the keeper's: the schema allows for it.
        if slot.name not in properties and (audience.sees(slot.audience) or slot.name == "author"):
            properties[slot.name] = _value(slot)
            if slot.latest and slot.part and slot.alone:
                properties[slot.attribute] = properties[slot.name]
                properties[slot.name] = _single(shape(slot.part).slots[slot.alone])
    required = ["id", "label"] if is_record else []
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _value(slot: Slot) -> Json:
    single = _single(slot)
    if slot.map_key is not None:
        return {"type": "object", "additionalProperties": single}
    return {"type": "array", "items": single} if slot.many else single


def _single(slot: Slot) -> Json:
    if slot.part is not None:
        return {"$ref": f"#/$defs/{slot.part.__name__}"}
    if slot.choices is not None:
        words = [str(member) for member in slot.choices]
        return {"enum": [{"true": True, "false": False}.get(word, word) for word in words]}
    return _SCALARS.get(slot.scalar, {"type": "string"}) if slot.scalar else {"type": "string"}
