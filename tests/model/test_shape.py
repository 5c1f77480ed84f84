"""What a model must say of its fields, and what it does with them."""

import datetime as dt
from typing import Annotated

import pytest
from pydantic import ValidationError

from mes_cli.model import KINDS, Contribution, Settings
from mes_cli.model.audience import PUBLIC
from mes_cli.model.period import Period
from mes_cli.model.record import Part
from mes_cli.model.scalars import Text
from mes_cli.model.shape import shape

MODELS: tuple[type[Part], ...] = (*KINDS.values(), Settings)


def parts(model: type[Part]) -> set[type[Part]]:
    inner = (slot.part for slot in shape(model).slots.values() if slot.part is not None)
    return {model}.union(*(parts(part) for part in inner))


def test_every_field_of_every_model_states_its_audience() -> None:
    models = set[type[Part]]().union(*(parts(model) for model in MODELS))

    assert len(models) > 20
    assert all(slot.audience for model in models for slot in shape(model).slots.values())


def test_a_field_without_an_audience_is_refused() -> None:
    class Silent(Part):
        told: Annotated[Text, PUBLIC]
        hidden: Text

    with pytest.raises(TypeError, match="hidden states no audience"):
        shape(Silent)


def test_a_field_has_its_canonical_name_where_python_has_another() -> None:
    assert {"first": "from", "last": "to"}.items() <= {
        slot.attribute: name for name, slot in shape(Period).slots.items()
    }.items()
    said = {"id": "a", "kind": "goods", "for": [{"accompaniment": "x"}]}

    record = Contribution.model_validate(said)

    assert record.targets[0].accompaniment == "x"
    with pytest.raises(ValidationError, match=r"(?m)^for\.0\.accompaniment$"):
        Contribution.model_validate({**said, "for": [{"share": "10 %"}]})


def test_records_do_not_change_and_take_no_unknown_field() -> None:
    period = Period(first=dt.date(2025, 1, 1), last=dt.date(2025, 1, 2))

    with pytest.raises(ValidationError, match="frozen"):
        period.first = dt.date(2024, 1, 1)
    with pytest.raises(ValidationError, match="extra"):
        Period.model_validate({"from": "2025-01-01", "to": "2025-01-02", "until": "2025-01-03"})


def test_what_was_said_is_told_from_defaults() -> None:
    retention = Settings.model_validate(
        {"mes": "1", "name": "x", "keeper": "x", "retention": {"partners": "3 ans"}}
    ).retention

    assert retention.model_fields_set == {"partners"}
    assert retention.partners == retention.project_holders == 36
