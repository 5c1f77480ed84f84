"""Every refusal that the models can raise has words of its own."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from mes_cli.finding import Finding, Message
from mes_cli.model import KINDS, Settings, scalars
from mes_cli.model.record import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape
from mes_cli.store.reading.faults import faults
from mes_cli.store.reading.phrases import CODES

#: The refusals that have words: pydantic's own, and those of our types.
WORDED = {*CODES, *(code.replace("-", "_") for code in faults())}
MODELS: tuple[type[Part], ...] = (*KINDS.values(), Settings)

#: What a translated record may hold: text, lists, tables, and holes where something was spoilt.
TEXTS = ("", " ", "x", "é", "-1", "1.00001", "9" * 20, "2025-02-30", "0001-01-01", "4/3/2025",
         "101 %", "2", "true", "2025", "02-30", "https://x", "con")  # fmt: skip


def good(slot: Slot) -> Any:
    """Give a value that the field takes."""
    if slot.part is not None:
        value: Any = record(slot.part)
    elif slot.choices is not None:
        value = next(iter(slot.choices))
    else:
        samples = {
            Scalar.DATE: "2025-01-01", Scalar.DURATION: "1h", Scalar.MONEY: "1",
            Scalar.YEAR: "2025",
            Scalar.NUMBER: "1", Scalar.WHOLE: "1", Scalar.SHARE: "1", Scalar.BOOLEAN: "true",
            Scalar.MONTH_DAY: "01-01", Scalar.TERM: "3", Scalar.ID: "one", Scalar.ACCOUNT: "60",
        }  # fmt: skip
        value = samples.get(slot.scalar or Scalar.TEXT, "text")
    return [value] if slot.many else {"x": value} if slot.map_key else value


def record(model: type[Part]) -> dict[str, Any]:
    """Give a record of the fields that must be there."""
    return {slot.name: good(slot) for slot in shape(model).slots.values() if slot.required}


def spoilt(slot: Slot) -> Iterator[Any]:
    """Give what the translation may hand over in place of a good value.

    It leaves absent fields out; a hole in a list has its finding already, and is passed over.
    """
    single: list[Any] = [*TEXTS]
    if slot.part is not None:
        single = [{}, *partly(slot.part)]
    elif slot.choices is not None:
        single = list(slot.choices)  # a word that is none never comes as far as the models
    if slot.many:
        yield from ([], *([value] for value in single))
    elif slot.map_key is not None:
        yield from (dict.fromkeys(TEXTS, "1"), *({"2025": value} for value in single))
    else:
        yield from single


def partly(model: type[Part]) -> Iterator[dict[str, Any]]:
    """Give records with one field spoilt, or missing."""
    whole = record(model)
    for slot in shape(model).slots.values():
        if slot.required:
            yield {name: value for name, value in whole.items() if name != slot.name}
        for value in spoilt(slot):
            yield {**whole, slot.name: value}


def refusals(model: type[Part], data: dict[str, Any]) -> set[str]:
    try:
        model.model_validate(data)
    except ValidationError as problem:
        return {refusal["type"] for refusal in problem.errors()}
    return set()


def test_a_record_of_required_fields_is_read() -> None:
    for model in MODELS:
        assert refusals(model, record(model)) == set()


def test_every_refusal_of_every_model_has_its_words() -> None:
    raised = {
        kind
        for model in MODELS
        for data in partly(model)
        for kind in refusals(model, data)
    }  # fmt: skip

    assert raised - WORDED == set()
    assert {"missing", "too_short", "date_form", "money_form", "month_day_form"} <= raised


def test_every_refusal_that_the_code_names_has_its_words() -> None:
    models = Path(scalars.__file__).parent
    named = {
        code
        for path in models.glob("*.py")
        for code in re.findall(r'(?:refuse|_checked)\(\s*"(\w+)"', path.read_text("utf-8"))
    }

    assert named - WORDED == set()
    assert {"date_form", "limit_out_of_bounds", "siret_invalid", "term_form"} <= named


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=30), st.sampled_from(MODELS))
def test_no_text_leads_to_a_refusal_without_words(text: str, model: type[Part]) -> None:
    for slot in shape(model).slots.values():
        value = [text] if slot.many else {text: text} if slot.map_key else text
        if slot.part is None and slot.choices is None:
            assert refusals(model, {**record(model), slot.name: value}) <= WORDED


def test_a_year_that_is_none_is_found_on_the_name_of_the_field(
    found: Callable[[Mapping[str, str | bytes]], list[Finding]],
    said: Callable[[Message | None], str],
) -> None:
    [finding] = found(
        {
            "funding/a.yaml": "funder: seeds\nnature: grant\nstatus: granted\n"
            "period: {from: 2025-01-01, to: 2025-12-31}\ngranted: 100\nby_year: {25: 100}\n"
        }
    )

    assert said(finding.message) == "`25` in `by_year` is not a year"
    assert (finding.at.line, finding.at.column, finding.at.width) == (6, 11, 2)
