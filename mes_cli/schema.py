"""JSON Schemas of the records, in the words of a language: for editors and other programs.

pydantic makes them of the models, with canonical names; here each name gets the word of the
register's language beside it, with the label and the help of the vocabulary.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from mes_cli.language.vocabulary import IDENTITIES_FILES, SETTINGS_FILE, Vocabulary
from mes_cli.model import KINDS, Settings
from mes_cli.model.record import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.settings import Identities
from mes_cli.model.shape import Slot, shape

Json = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: What one file says that is no record.
_FILES: Mapping[str, type[Part]] = {Settings.kind: Settings, Identities.kind: Identities}
_NULL: Json = {"type": "null"}


def kind_schema(kind: str, words: Vocabulary, models: Mapping[str, type[Part]] = KINDS) -> Json:
    """The schema of a file of records of one kind: one record, or a list of them.

    *models* are those of a register that declares own fields.
    """
    model = _FILES.get(kind) or models[kind]
    record: Json = {"$ref": f"#/$defs/{model.__name__}"}
    about = words.kinds[kind]
    content: Json = (
        record
        if kind in _FILES
        else {"anyOf": [record, {"type": "array", "minItems": 1, "items": record}]}
    )
    return {
        "$schema": DIALECT,
        "title": about.label,
        "description": about.help,
        **content,
        "$defs": {part.__name__: _fields(part, words) for part in _parts(model)},
    }


def all_schemas(words: Vocabulary, models: Mapping[str, type[Part]] = KINDS) -> Json:
    """The schemas of all kinds and of the settings, by kind."""
    kinds = (*_FILES, *models)
    return {kind: kind_schema(kind, words, models) for kind in kinds}


def editor_settings(words: Vocabulary, folder: str) -> Json:
    """What editors need to find the schemas in *folder*: files, and what stands in them."""
    bound: Json = {}
    for kind in (*_FILES, *KINDS):
        place = words.kinds[kind].folder
        alone = [SETTINGS_FILE] if kind == Settings.kind else list(IDENTITIES_FILES)
        names = [f"{place}/**/*.yaml", f"{place}/**/*.yml"] if place else alone
        bound[f"./{folder}/{kind}.json"] = names
    return {
        ".vscode/settings.json": {
            "yaml.schemas": bound,
            "yaml.format.enable": False,
            "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2},
            "files.encoding": "utf8",
        },
        ".vscode/extensions.json": {"recommendations": ["redhat.vscode-yaml"]},
    }


def _parts(model: type[Part]) -> list[type[Part]]:
    """A model and all parts inside it, each once."""
    found = [model]
    for part in found:
        inner = (slot.part for slot in shape(part).slots.values())
        found += [p for p in dict.fromkeys(inner) if p is not None and p not in found]
    return found


def _fields(model: type[Part], words: Vocabulary) -> Json:
    """The fields of a model: the language's own keys are proposed, canonical ones accepted."""
    form = shape(model)
    canonical = model.model_json_schema()
    properties: Json = {}
    accepted: Json = {}
    for slot in form.slots.values():
        key = words.key(form.home, slot.name)
        about = words.field(form.home, slot.name)
        named = {"title": about.label, "description": about.help}
        properties[key] = named | _field(canonical["properties"][slot.name], slot, words)
        if key != slot.name:
            accepted[f"^{slot.name}$"] = {"$ref": f"#/$defs/{form.home}/properties/{key}"}
    result: Json = {"type": "object", "properties": properties}
    if accepted:
        result["patternProperties"] = accepted
    result["additionalProperties"] = False
    # The loader gives a record without an id one of its own.
    required = [name for name in canonical.get("required", ()) if name != "id"]
    return result | _required({name: words.key(form.home, name) for name in required})


def _required(keys: Mapping[str, str]) -> Json:
    """Ask for fields by their canonical names, or by the language's own."""
    same = [name for name, key in keys.items() if key == name]
    either = [
        {"anyOf": [{"required": [key]}, {"required": [name]}]}
        for name, key in keys.items()
        if key != name
    ]
    return ({"required": same} if same else {}) | ({"allOf": either} if either else {})


def _field(canonical: Json, slot: Slot, words: Vocabulary) -> Json:
    """A field; an empty value is an absent field, unless the field must be there."""
    said = next((it for it in canonical.get("anyOf", ()) if it != _NULL), canonical)
    if slot.map_key is not None:
        [values] = said.get("patternProperties", {}).values() or [said["additionalProperties"]]
        return {"type": ["object", "null"], "additionalProperties": _single(values, slot, words)}
    if not slot.many:
        value = _single(said, slot, words)
        return value if slot.required else {"anyOf": [value, _NULL]}
    items = {**said, "items": _single(said["items"], slot, words)}
    items = {name: items[name] for name in ("type", "items", "minItems") if name in items}
    if slot.alone is None:
        return items if slot.required else {**items, "type": ["array", "null"]}
    assert slot.part is not None
    inner = shape(slot.part).slots[slot.alone]
    lone = _single(slot.part.model_json_schema()["properties"][slot.alone], inner, words)
    items["items"] = {"anyOf": [items["items"], lone]}
    return {"anyOf": [items, lone, _NULL]}


def _single(canonical: Json, slot: Slot, words: Vocabulary) -> Json:
    """A value of a field, or of an element of its list: in the words of the language."""
    if slot.choices is not None:
        return {"anyOf": list(_words(slot.choices, words))}
    if slot.open_words is not None:
        return {"anyOf": [*_words(slot.open_words.words, words), {"type": "string"}]}
    if slot.scalar is Scalar.BOOLEAN:
        return {"enum": [True, False, *words.booleans]}
    return {name: said for name, said in canonical.items() if name not in {"title", "default"}}


def _words(enumeration: type[StrEnum], words: Vocabulary) -> Iterable[Json]:
    """The words of an enumeration: the language's own with their labels, then the canonical."""
    rows = [words.value(enumeration.__name__, str(member)) for member in enumeration]
    if {"true", "false"} <= set(enumeration):
        # An editor reads these two words as YAML does: they are no text.
        yield {"type": "boolean"}
    yield {"enum": [row.word for row in rows], "enumDescriptions": [row.label for row in rows]}
    others = [str(m) for m, row in zip(enumeration, rows, strict=True) if str(m) != row.word]
    if others:
        yield {"type": "string", "pattern": f"^(?:{'|'.join(others)})$"}
