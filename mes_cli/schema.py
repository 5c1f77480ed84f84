"""JSON Schemas of the records, in the words of a language: for editors and other programs.

They come from the same models and the same vocabulary as the loader. YAML's own types do
not matter there, so each value is accepted as text or as whatever YAML takes it for.
"""

from collections.abc import Iterable
from enum import StrEnum

from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model import KINDS, Settings
from mes_cli.model.part import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape

Json = dict[str, object]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_SPACE = "[ \u00a0\u202f\u2009]"
_DIGITS = rf"(?:[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}})+|[0-9]+)"

#: What a value looks like when YAML takes it for text.
_PATTERNS: dict[Scalar, str] = {
    Scalar.DATE: r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    Scalar.TERM: (
        r"^(?=[0-9])(?:[0-9]{1,4}\s*(?:years?|y|ans?|ann[ée]es?|$))?"
        r"\s*(?:[0-9]{1,4}\s*(?:months?|mois))?$"
    ),
    Scalar.MONEY: rf"^{_DIGITS}(?:[.,][0-9]{{1,2}})?(?:{_SPACE}*(?:€|euros?|EUR))?$",
    Scalar.NUMBER: rf"^{_DIGITS}(?:[.,][0-9]{{1,4}})?$",
    Scalar.WHOLE: rf"^{_DIGITS}$",
    Scalar.SHARE: rf"^[0-9]+(?:[.,][0-9]{{1,4}})?{_SPACE}*%?$",
    Scalar.YEAR: r"^[0-9]{4}$",
    Scalar.MONTH_DAY: r"^[0-9]{2}-[0-9]{2}$",
    Scalar.ID: r"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$",
    Scalar.URL: r"^https?://[^\s@]+$",
    Scalar.EMAIL: r"^[^@\s]+@[^@\s]+\.[^@\s]+$",
    Scalar.ACCOUNT: r"^[1-8][0-9]{0,7}$",
    Scalar.SIREN: r"^(?:[\s.-]*[0-9]){9}$",
    Scalar.SIRET: r"^(?:[\s.-]*[0-9]){14}$",
    Scalar.RNA: r"^W[\s.-]*[0-9][\s.-]*[0-9A-Z](?:[\s.-]*[0-9]){7}$",
    Scalar.COMMUNE: r"^(?:[0-9]{2}|2[AB])[0-9]{3}$",
    Scalar.DEPARTMENT: r"^(?:[0-9]{2}|2[AB]|9[78][0-9])$",
    Scalar.REGION: r"^(?:[0-9]{2}|9[78][0-9])$",
}
#: Values that YAML may take for a number, and what numbers they may be.
_NUMBERS: dict[Scalar, Json] = {
    Scalar.DURATION: {"minimum": 0},
    Scalar.TERM: {"minimum": 0, "maximum": 100},
    Scalar.MONEY: {"minimum": 0},
    Scalar.NUMBER: {"minimum": 0},
    Scalar.WHOLE: {"minimum": 0},
    Scalar.SHARE: {"minimum": 0, "maximum": 1},
    Scalar.YEAR: {"minimum": 1900, "maximum": 2100},
}
#: How values are written, for editors that show it.
_EXAMPLES: dict[Scalar, str] = {
    Scalar.DATE: "2025-03-04",
    Scalar.DURATION: "2h30",
    Scalar.TERM: "3 ans",
    Scalar.MONEY: "1 234,50 €",
    Scalar.NUMBER: "2,5",
    Scalar.WHOLE: "12",
    Scalar.SHARE: "25 %",
    Scalar.YEAR: "2025",
    Scalar.MONTH_DAY: "09-01",
    Scalar.ID: "cafe-des-possibles",
    Scalar.URL: "https://www.example.org",
    Scalar.EMAIL: "ana@example.org",
    Scalar.ACCOUNT: "625",
    Scalar.SIREN: "732829320",
    Scalar.SIRET: "73282932000074",
    Scalar.RNA: "W751100895",
    Scalar.COMMUNE: "21231",
    Scalar.DEPARTMENT: "21",
    Scalar.REGION: "27",
}
#: Codes that are text, though YAML may take them for numbers.
_CODES = {Scalar.ACCOUNT, Scalar.SIREN, Scalar.SIRET, Scalar.COMMUNE, Scalar.DEPARTMENT,
          Scalar.REGION, Scalar.ID}  # fmt: skip


def kind_schema(kind: str, words: Vocabulary) -> Json:
    """The schema of a file of records of one kind: one record, or a list of them."""
    model: type[Part] = Settings if kind == Settings.kind else KINDS[kind]
    record: Json = {"$ref": f"#/$defs/{model.__name__}"}
    about = words.kinds[kind]
    content: Json = (
        record
        if model is Settings
        else {"anyOf": [record, {"type": "array", "minItems": 1, "items": record}]}
    )
    return {
        "$schema": DIALECT,
        "title": about.label,
        "description": about.help,
        **content,
        "$defs": {part.__name__: _fields(part, words) for part in _parts(model)},
    }


def all_schemas(words: Vocabulary) -> Json:
    """The schemas of all kinds and of the settings, by kind."""
    return {kind: kind_schema(kind, words) for kind in (Settings.kind, *KINDS)}


def editor_settings(words: Vocabulary, folder: str) -> Json:
    """What editors need to find the schemas in *folder*: files, and what stands in them."""
    bound: Json = {}
    for kind in (Settings.kind, *KINDS):
        place = words.kinds[kind].folder
        names = [f"{place}/**/*.yaml", f"{place}/**/*.yml"] if place else ["mes.yaml"]
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
    properties: Json = {}
    accepted: Json = {}
    required: list[str] = []
    either: list[Json] = []
    for slot in form.slots.values():
        key = words.key(form.home, slot.name)
        properties[key] = _field(slot, form.home, words)
        if key != slot.name:
            accepted[f"^{slot.name}$"] = {"$ref": f"#/$defs/{form.home}/properties/{key}"}
        if slot.required and slot.name != "id":
            if key == slot.name:
                required.append(key)
            else:
                either.append({"anyOf": [{"required": [key]}, {"required": [slot.name]}]})
    result: Json = {"type": "object", "properties": properties}
    if accepted:
        result["patternProperties"] = accepted
    result["additionalProperties"] = False
    if required:
        result["required"] = required
    if either:
        result["allOf"] = either
    return result


def _field(slot: Slot, home: str, words: Vocabulary) -> Json:
    about = words.field(home, slot.name)
    named: Json = {"title": about.label, "description": about.help}
    if slot.map_key is not None:
        return {**named, "type": ["object", "null"], "additionalProperties": _single(slot, words)}
    value = {"$ref": f"#/$defs/{slot.part.__name__}"} if slot.part else _single(slot, words)
    if not slot.many:
        # An empty value is an absent field, unless the field must be there.
        return {**named, **(value if slot.required else {"anyOf": [value, {"type": "null"}]})}
    items: Json = {"type": "array", "items": value}
    if slot.alone is None:
        return {**named, **(items if slot.required else {**items, "type": ["array", "null"]})}
    assert slot.part is not None
    lone = _single(shape(slot.part).slots[slot.alone], words)
    either: list[Json] = [{"type": "array", "items": {"anyOf": [value, lone]}}, lone]
    return {**named, "anyOf": [*either, {"type": "null"}]}


def _single(slot: Slot, words: Vocabulary) -> Json:
    """A value of a field, or of an element of its list."""
    if slot.part is not None:
        return {"$ref": f"#/$defs/{slot.part.__name__}"}
    if slot.choices is not None:
        return {"anyOf": list(_words(slot.choices, words))}
    if slot.open_words is not None:
        return {"anyOf": [*_words(slot.open_words.words, words), {"type": "string"}]}
    if slot.scalar is Scalar.BOOLEAN:
        return {"enum": [True, False, *(word for word in words.booleans)]}
    return _scalar(slot)


def _scalar(slot: Slot) -> Json:
    """A value that is neither a word of a list nor fields."""
    if slot.scalar is None or slot.scalar is Scalar.TEXT:
        return {"type": ["string", "number", "boolean"]}
    text: Json = {"type": "string"}
    if slot.scalar in _EXAMPLES:
        text["examples"] = [_EXAMPLES[slot.scalar]]
    if slot.scalar in _PATTERNS:
        text["pattern"] = _PATTERNS[slot.scalar]
    if slot.scalar in _NUMBERS:
        return {**text, **_NUMBERS[slot.scalar], "type": ["string", "number"]}
    return {**text, "type": ["string", "number"]} if slot.scalar in _CODES else text


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
