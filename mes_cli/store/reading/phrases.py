"""From the models' refusals to faults: the one place that knows pydantic's words."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from mes_cli.finding import Argument, Edit, Finding, Fix, Loc, Place, Word, WordKind
from mes_cli.language.folding import without_accents
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model import Initiative
from mes_cli.model.record import Part
from mes_cli.model.shape import Slot, shape
from mes_cli.store.reading.faults import FAULTS, field_use, value_shapes
from mes_cli.store.reading.faults.refused import RefusedValue
from mes_cli.store.reading.naming import NAMING, shown
from mes_cli.store.reading.translation import Data
from mes_cli.store.reading.tree import MOST_IN_FILE

Fault = Callable[[RefusedValue], Finding]

#: What each refusal means. Those of our own types bear the names of the faults.
MEANINGS: Mapping[str, Fault] = {
    **{code.replace("-", "_"): fault for code, fault in FAULTS.items()},
    "string_type": value_shapes.not_text,
    "model_type": value_shapes.not_fields,
    "missing": field_use.missing_field,
    "too_short": value_shapes.empty_list,
    "enum": field_use.unknown_value,
}


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
    refusals = problem.errors(include_url=False, include_input=False, include_context=True)
    for refusal in refusals[: MOST_IN_FILE + 1]:
        loc = tuple(refusal["loc"])
        if loc in spoilt or (loc and data_at(data, loc) is None and _inside(loc, spoilt)):
            continue
        yield _finding(refusal, loc, model, data, words, record)


def _is_unnamed(model: type[Part], data: Data) -> bool:
    """Tell whether a record is of an initiative whose name is not for everybody."""
    said = data.get("publish_name") if issubclass(model, Initiative) else None
    return said is not None and str(said) not in {"true", "vrai", "public"}


def _finding(
    refusal: Any, loc: Loc, model: type[Part], data: Data, words: Vocabulary, record: Place
) -> Finding:
    # In a table, the name of a field can be wrong as well.
    on_key = loc[-1:] == ("[key]",)
    loc = loc[:-1] if on_key else loc
    slot, home, hidden = describe(model, loc)
    hidden = hidden or (slot is not None and slot.scalar in NAMING and _is_unnamed(model, data))
    name: Argument = Word(WordKind.FIELD, slot.name, home) if slot else str(loc[-1] if loc else "")
    value = loc[-1] if on_key else data_at(data, loc)
    found = shown(value, hidden=hidden) if isinstance(value, str) else ""
    context = {key: str(item) for key, item in (refusal.get("ctx") or {}).items()}
    yes_no = {v: k for k, v in words.booleans.items()}
    more: dict[str, Argument] = {
        "yes": yes_no.get("true", "true"),
        "no": yes_no.get("false", "false"),
        **context,
    }
    near: str | None = context.get("near")
    if refusal["type"] == "boolean_form" and near is not None:
        near = yes_no.get(near, near)
    if refusal["type"] == "id_form":
        near = without_accents(str(value))[:64].strip("-") or None
    missing = refusal["type"] == "missing"
    at = Place(record.file, loc[:-1] if missing else loc, record.item, on_key)
    fault = MEANINGS.get(refusal["type"], value_shapes.not_text)
    fix = Fix(Edit.REPLACE, near) if near is not None and "certain" in context else None
    return fault(RefusedValue(at, name, found, None if hidden else near, more, fix=fix))


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
