"""From pydantic's errors to findings: the one place that knows its words."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from mes_cli.finding import (
    Argument,
    Edit,
    Finding,
    Fix,
    Loc,
    Message,
    Place,
    Word,
    WordKind,
    count,
)
from mes_cli.language.folding import without_accents
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model import Initiative
from mes_cli.model.record import Part
from mes_cli.model.shape import Slot, shape
from mes_cli.store.reading.faults import fault, faults
from mes_cli.store.reading.naming import OPENLY, shown, tells_who
from mes_cli.store.reading.translation import Data
from mes_cli.store.reading.tree import MOST_IN_FILE

#: The faults that pydantic's own refusals are; those of our types bear the codes of the faults.
CODES: Mapping[str, str] = {
    "string_type": "not-text",
    "model_type": "not-fields",
    "missing": "missing-field",
    "too_short": "empty-list",
    "enum": "unknown-value",
}
#: How many digits such a number has.
_DIGITS = {"siren-invalid": 9, "siret-invalid": 14}


def findings(
    problem: ValidationError,
    model: type[Part],
    data: Data,
    words: Vocabulary,
    record: Place,
    spoilt: set[Loc],
) -> Iterator[Finding]:
    """Say what is wrong with the values of a record.

    Fields in *spoilt* have their findings already; what follows from them is not said again.
    """
    unnamed = is_unnamed(model, data, spoilt)
    refusals = problem.errors(include_url=False, include_input=False, include_context=True)
    for refusal in refusals[: MOST_IN_FILE + 1]:
        loc = tuple(refusal["loc"])
        if loc in spoilt or (loc and data_at(data, loc) is None and _inside(loc, spoilt)):
            continue
        yield _finding(refusal, loc, model, data, words, record, unnamed=unnamed)


def is_unnamed(model: type[Part], data: Data, spoilt: set[Loc]) -> bool:
    """Tell whether a record is of an initiative whose name is not, or may not be, for everybody."""
    if not issubclass(model, Initiative):
        return False
    return ("publish_name",) in spoilt or data.get("publish_name", "true") not in OPENLY


def _finding(
    refusal: Any,
    loc: Loc,
    model: type[Part],
    data: Data,
    words: Vocabulary,
    record: Place,
    *,
    unnamed: bool,
) -> Finding:
    # In a table, the name of a field can be wrong as well.
    on_key = loc[-1:] == ("[key]",)
    loc = loc[:-1] if on_key else loc
    slot, home, hidden = describe(model, loc)
    hidden = hidden or (unnamed and slot is not None and tells_who(slot))
    name: Argument = Word(WordKind.FIELD, slot.name, home) if slot else str(loc[-1] if loc else "")
    value = loc[-1] if on_key else data_at(data, loc)
    found = shown(value, hidden=hidden) if isinstance(value, str) else ""
    context = {key: str(item) for key, item in (refusal.get("ctx") or {}).items()}
    yes_no = {v: k for k, v in words.booleans.items()}
    near: str | None = context.get("near")
    if refusal["type"] == "boolean_form" and near is not None:
        near = yes_no.get(near, near)
    if refusal["type"] == "id_form" and not hidden:
        near = without_accents(str(value))[:64].strip("-") or None
    missing = refusal["type"] == "missing"
    at = Place(record.file, loc[:-1] if missing else loc, record.item, on_key)
    fix = Fix(Edit.REPLACE, near) if near is not None and "certain" in context else None
    likely = dict.fromkeys(("near", "one")) if hidden else {"near": near}
    yes, no = yes_no.get("true", "true"), yes_no.get("false", "false")
    known: Mapping[str, Argument | None] = {
        "yes": yes, "no": no, **context, "name": name, "found": found, **likely,
    }  # fmt: skip
    code = code_of(refusal["type"])
    return fault(code, at, fix=fix, cure=_digits(code, context), related=(), **known)


def code_of(refusal: str) -> str:
    """Give the code of the fault that a refusal of a model is."""
    code = CODES.get(refusal, refusal.replace("_", "-"))
    return code if code in faults() else "not-text"


def _digits(code: str, context: Mapping[str, str]) -> Message | None:
    """Say how many digits are missing or too many; None where their number is right."""
    more = int(context.get("digits", 0)) - _DIGITS.get(code, 0) if "digits" in context else 0
    if more < 0:
        return count("{number} digit is missing", "{number} digits are missing", -more)
    if more > 0:
        return count("{number} digit is too many", "{number} digits are too many", more)
    return None


def _inside(loc: Loc, spoilt: set[Loc]) -> bool:
    return any(loc[: len(s)] == s for s in spoilt)


def describe(model: type[Part], loc: Loc) -> tuple[Slot | None, str, bool]:
    """Follow a path through a model: its last field, that field's model, and if it is private."""
    slot, home, hidden = None, model.__name__, False
    part: type[Part] | None = model
    for step in loc:
        if part is None or not isinstance(step, str):
            continue
        if slot is not None and slot.map_key is not None:
            slot = slot.entry  # the step is the name of an entry
            continue
        found = shape(part).slots.get(step)
        if found is None:
            return slot, home, hidden
        slot, home, part = found, part.__name__, found.part
        hidden = hidden or slot.hidden
    return slot, home, hidden


def data_at(data: object, loc: Loc) -> object:
    """Follow a path through canonical data."""
    for step in loc:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data
